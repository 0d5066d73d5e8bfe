#include "synthesis/settings.hpp"

#include <algorithm>
#include <initializer_list>

namespace boothwise::synthesis {

namespace {

bool all_shares(std::initializer_list<double> values) {
  return std::ranges::all_of(values, [](double value) { return value >= 0 && value <= 1; });
}

bool life_possible(const LifeRates& life) {
  return life.death_scale >= 0 &&
         all_shares({life.households_move, life.persons_move, life.households_cross, life.persons_leave,
                     life.women_marry, life.marry_elsewhere, life.households_receive});
}

bool keeping_possible(const KeepingRates& keeping) {
  return all_shares({keeping.dead_standing + keeping.dead_struck, keeping.moved_standing + keeping.moved_struck,
                     keeping.moved_missing, keeping.struck_wrongly + keeping.missing_wrongly, keeping.repeated,
                     keeping.repeated_before, keeping.repeated_same_epic, keeping.unusual_villages,
                     keeping.unusual_struck + keeping.missing_wrongly, keeping.struck_before, keeping.added_late,
                     keeping.added_late_before, keeping.corrected});
}

bool errors_possible(const ErrorRates& errors) {
  return all_shares({errors.noise_before, errors.noise_after, errors.noise_survey, errors.typo, errors.word_lost,
                     errors.word_added, errors.abbreviated, errors.honorific, errors.age_off, errors.age_heaped,
                     errors.house_changed, errors.relation_missing, errors.epic_missing,
                     errors.epic_missing + errors.epic_changed, errors.epic_shared});
}

}  // namespace

Status check(const Settings& settings) {
  constexpr std::int32_t years_most = 15;
  constexpr std::int32_t ceiling_least = 300;
  const StationRules& stations = settings.stations;
  const bool possible = settings.years >= 1 && settings.years <= years_most && all_shares({settings.survey_share}) &&
                        life_possible(settings.life) && keeping_possible(settings.keeping) &&
                        errors_possible(settings.errors) &&
                        all_shares({settings.enrolment.men, settings.enrolment.women, settings.enrolment.first_years,
                                    settings.enrolment.late}) &&
                        std::min(stations.electors_max_before, stations.electors_max_after) >= ceiling_least &&
                        stations.electors_least >= 0 && stations.village_electors > 0 && stations.village_spread >= 0;
  if (possible) return success();
  return Error{ErrorKind::bad_input,
               "settings_impossible",
               {"expected shares from 0 to 1, 1 to 15 years between the rolls, and stations of at least 300 electors",
                "0 से 1 तक के अंश, नामावलियों के बीच 1 से 15 वर्ष, और कम से कम 300 निर्वाचकों के मतदेय स्थल चाहिए"}};
}

}  // namespace boothwise::synthesis
