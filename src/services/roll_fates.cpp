#include "services/roll_fates.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::RollChange;

void Fate::add(const Fate& more) {
  for (const auto member : {&Fate::found, &Fate::moved, &Fate::struck, &Fate::gone, &Fate::moved_away, &Fate::uncertain,
                            &Fate::added_of_age, &Fate::added_older, &Fate::moved_in}) {
    this->*member += more.*member;
  }
  for (const auto& [field, number] : more.changed) changed[field] += number;
  for (const auto& [reason, number] : more.reasons) reasons[reason] += number;
}

json::object Fate::json() const {
  json::object fields;
  for (const auto& [field, number] : changed) fields[field] = number;
  json::object by_reason;
  for (const auto& [reason, number] : reasons) by_reason[reason] = number;
  const std::int64_t before = found + struck + gone;
  return {
      {"electors_before", before},
      {"electors_after", found + added_of_age + added_older},
      {"found", found},
      {"moved", moved},
      {"moved_away", moved_away},
      {"moved_in", moved_in},
      {"struck", struck},
      {"struck_by_reason", std::move(by_reason)},
      {"gone", gone},
      {"uncertain", uncertain},
      {"deleted_share", before == 0 ? json::value(nullptr)
                                    : json::value(static_cast<double>(struck + gone) / static_cast<double>(before))},
      {"added_of_age", added_of_age},
      {"added_older", added_older},
      {"changed", std::move(fields)}};
}

Fates::Fates(AcNo ac, const std::vector<RollChange>& changes, const std::vector<RollChange>& moves) {
  for (const RollChange& change : changes) {
    if (change.measure == "found") flows_[change.old_part][change.new_part] += change.number;
  }
  for (const auto& [old_part, to] : flows_) {
    heir_[old_part] = std::ranges::max_element(to, {}, [](const auto& flow) { return flow.second; })->first;
    for (const auto& [new_part, electors] : to) totals_[old_part] += electors;
  }
  for (const RollChange& change : changes) take(change);
  const std::string here = std::to_string(ac.value);
  for (const RollChange& change : moves) {
    if (change.key == here) take(change);
  }
}

std::int32_t Fates::heir(std::int32_t old_part) const {
  const auto found = heir_.find(old_part);
  return found == heir_.end() ? 0 : found->second;
}

/// A part that holds a tenth or more of those found again is a successor: the booth went there, not the elector.
bool Fates::is_successor(std::int32_t old_part, std::int32_t new_part) const {
  constexpr double share_least = 0.1;
  return static_cast<double>(flows_.at(old_part).at(new_part)) >=
         share_least * static_cast<double>(totals_.at(old_part));
}

void Fates::take(const RollChange& change) {
  if (change.measure == "sureness") {
    constexpr double thousandths = 1000;
    sureness_ += static_cast<double>(change.number) / thousandths;
    return;
  }
  if (change.measure == "before_age" || change.measure == "lost_age") return take_age(change);
  const std::int32_t part = change.new_part != 0 ? change.new_part : heir(change.old_part);
  for (Fate* fate : {&by_part_[part], &all_}) {
    if (change.measure == "found") {
      fate->found += change.number;
      fate->moved += is_successor(change.old_part, change.new_part) ? 0 : change.number;
    } else if (change.measure == "struck") {
      fate->struck += change.number;
      fate->reasons[change.key] += change.number;
    } else if (change.measure == "gone") {
      fate->gone += change.number;
    } else if (change.measure == "moved_away") {
      fate->moved_away += change.number;
    } else if (change.measure == "moved_in") {
      fate->moved_in += change.number;
    } else if (change.measure == "uncertain") {
      fate->uncertain += change.number;
    } else if (change.measure == "added") {
      (change.key == "of_age" ? fate->added_of_age : fate->added_older) += change.number;
    } else if (change.measure == "changed") {
      fate->changed[change.key] += change.number;
    }
  }
}

void Fates::take_age(const RollChange& change) {
  const std::int32_t part = heir(change.old_part);
  const auto band = parse_number<std::size_t>(change.key);
  if (part == 0 || !band || *band >= age_bands) return;
  estimation::PartDeletions& deletions = deletions_[part];
  deletions.part_no = part;
  (change.measure == "before_age" ? deletions.before : deletions.deleted).at(*band) += change.number;
}

json::array Fates::flows() const {
  json::array list;
  for (const auto& [old_part, to] : flows_) {
    for (const auto& [new_part, electors] : to) {
      list.push_back({{"old_part", old_part},
                      {"new_part", new_part},
                      {"electors", electors},
                      {"successor", is_successor(old_part, new_part)}});
    }
  }
  return list;
}

std::vector<estimation::DeletionCheck> Fates::check() const {
  std::vector<estimation::PartDeletions> parts;
  parts.reserve(deletions_.size());
  for (const auto& [part, deletions] : deletions_) parts.push_back(deletions);
  return estimation::check_deletions(parts);
}

}  // namespace boothwise::services
