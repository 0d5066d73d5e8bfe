#include "asking/interpreter.hpp"

#include <algorithm>

/// Of which election or year a question is.
namespace boothwise::asking {

Status Interpreter::find_elections() {
  if (const auto house = first(WordKind::house)) {
    house_ = mentions()[*house].find(WordKind::house)->id == "LS" ? House::lok_sabha : House::vidhan_sabha;
    const bool both = first(WordKind::house, *house_ == House::lok_sabha ? "VS" : "LS").has_value();
    if (both) return not_understood({"of one house at a time", "एक बार में एक सदन का"});
    take(WordKind::house);
  }
  by_election_ = take(WordKind::election, "by");
  previous_ = take(WordKind::election, "previous");
  latest_ = take(WordKind::election, "latest");
  for (const std::string_view id : {"change", "down", "up"}) {
    if (take(WordKind::trend, id)) trend_ = id;
  }
  return success();
}

void Interpreter::find_span() {
  if (years_.size() == 2 && amounts_.empty()) take(WordKind::compare, "between");
}

Result<std::string> Interpreter::election_in(std::int32_t year, std::size_t mention) const {
  std::vector<std::string> found;
  for (const auto& [id, data] : figures_.desk().snapshot.elections) {
    if (id.year == year && id.by_election == by_election_ && (!house_ || *house_ == id.house))
      found.push_back(to_string(id));
  }
  if (found.size() == 1) return found.front();
  std::vector<std::string> choices;
  for (const auto& [id, data] : figures_.desk().snapshot.elections) choices.push_back(to_string(id));
  return not_understood({"there is no single such election here", "ऐसा कोई एक चुनाव यहाँ नहीं है"},
                        reading_.text(mentions()[mention]), std::move(choices));
}

Status Interpreter::decide_elections() {
  Reference& asked = question_.asked;
  const Measure measure = asked.measure;
  if (!needs_election(measure)) return decide_other_time();
  std::vector<std::string> found;
  for (const auto& [at, year] : years_) {
    BOOTHWISE_TRY(one, election_in(year, at));
    if (std::ranges::find(found, one) == found.end()) found.push_back(std::move(one));
    taken_[at] = true;
  }
  std::ranges::sort(found, {}, [](const std::string& one) { return parse_election(one)->year; });
  if (found.empty()) {
    BOOTHWISE_TRY(one, election_without_year());
    found.push_back(std::move(one));
  }
  asked.election = found.back();
  if (trend_.empty() && measure != Measure::swing) {
    if (found.size() > 1) question_.elections = found;
    return success();
  }
  if (measure == Measure::swing) return check_swing(found);
  if (found.size() > 2 || !can_change(measure))
    return not_understood(
        {"a change of this between two elections is not kept", "दो चुनावों के बीच इसका बदलाव नहीं रखा जाता"});
  if (found.size() == 2) {
    asked.since = found.front();
    return success();
  }
  const auto before = figures_.desk().snapshot.earlier(*parse_election(asked.election));
  if (before.empty())
    return not_understood({"there is no earlier election to compare with", "तुलना के लिए पिछला चुनाव नहीं है"});
  asked.since = to_string(before.front()->results.election);
  return success();
}

Status Interpreter::check_swing(const std::vector<std::string>& asked) const {
  if (asked.size() < 2) return success();
  const auto before = figures_.desk().snapshot.earlier(*parse_election(asked.back()));
  const bool next =
      asked.size() == 2 && !before.empty() && to_string(before.front()->results.election) == asked.front();
  if (next) return success();
  return not_understood(
      {"a swing is between an election and the one before it", "झुकाव एक चुनाव और उससे पिछले के बीच होता है"});
}

Result<std::string> Interpreter::election_without_year() {
  const services::Snapshot& snapshot = figures_.desk().snapshot;
  std::optional<ElectionId> base;
  if (!house_ && !latest_ && !previous_ && !by_election_ && !defaults_.election.empty())
    base = parse_election(defaults_.election);
  if (!base && house_) {
    for (const auto& [id, data] : snapshot.elections) {
      if (id.house == *house_ && !id.by_election && (!base || id.year > base->year)) base = id;
    }
  }
  if (!base) base = snapshot.latest();
  if (!base || by_election_) return not_understood({"say of which year", "किस वर्ष का, यह बताएँ"});
  if (previous_) {
    const auto before = snapshot.earlier(*base);
    if (before.empty()) return not_understood({"there is no earlier election here", "यहाँ पिछला चुनाव नहीं है"});
    return to_string(before.front()->results.election);
  }
  return to_string(*base);
}

Status Interpreter::decide_other_time() {
  Reference& asked = question_.asked;
  if (house_ || by_election_ || previous_)
    return not_understood({"this is not of an election", "यह किसी चुनाव का नहीं होता"});
  if (years_.size() > 1) return not_understood({"of one year at a time", "एक बार में एक वर्ष का"});
  asked.when = survey_years_;
  for (const auto& [at, year] : years_) {
    taken_[at] = true;
    asked.when = std::to_string(year);
    if (asked.measure != Measure::statistic) continue;
    BOOTHWISE_TRY(published, figures_.published());
    for (const services::Outcome& one : published->outcomes()) {
      if (asked.item.ends_with(one.id) && one.year.starts_with(asked.when)) asked.when = one.year;
    }
  }
  if (trend_.empty()) return success();
  if (asked.measure != Measure::statistic)
    return not_understood({"a change of this is not kept", "इसका बदलाव नहीं रखा जाता"});
  BOOTHWISE_TRY(rounds, figures_.rounds(asked.item));
  if (rounds.size() < 2) return not_understood({"it was found only once", "यह एक ही बार मापा गया"});
  asked.since = *rounds.begin();
  return success();
}

Status Interpreter::decide_booth_election() {
  const Measure measure = question_.asked.measure;
  const bool of_booths = question_.each == AreaLevel::booth || measure == Measure::booths ||
                         measure == Measure::booths_ahead || measure == Measure::booths_behind ||
                         question_.areas.front().level == AreaLevel::booth;
  if (!of_booths || !years_.empty() || !needs_election(measure)) return success();
  const Area& front = question_.areas.front();
  const Area around =
      front.level == AreaLevel::booth ? Area{AreaLevel::segment, front.id.substr(0, front.id.find('/'))} : front;
  BOOTHWISE_TRY(acs, figures_.inside(around, AreaLevel::segment, {}));
  const services::ElectionData* best = nullptr;
  std::ptrdiff_t most = 0;
  for (const auto& [id, data] : figures_.desk().snapshot.elections) {
    if (house_ && *house_ != id.house) continue;
    const auto with =
        std::ranges::count_if(acs, [&](const Area& one) { return data.booths.contains(AcNo{number_of(one)}); });
    if (with == 0 || with < most || (with == most && best != nullptr && id.year < best->results.election.year))
      continue;
    best = &data;
    most = with;
  }
  if (best != nullptr) question_.asked.election = to_string(best->results.election);
  return success();
}

}  // namespace boothwise::asking
