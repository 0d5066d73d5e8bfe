#include "synthesis/truth.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace boothwise::synthesis {

namespace {

/// Standing entries first, a person's own before others.
auto rank_of(const Entry& entry) { return std::tuple(entry.is_struck(), static_cast<int>(entry.kind)); }

/// Entries of one roll by person.
std::vector<Entry> by_person(const RollOfSegment& roll, bool with_struck) {
  std::vector<Entry> entries;
  entries.reserve(roll.entries.size());
  for (const Entry& entry : roll.entries) {
    if (with_struck || !entry.is_struck()) entries.push_back(entry);
  }
  std::ranges::stable_sort(entries, {}, [](const Entry& entry) { return std::tuple(entry.person, rank_of(entry)); });
  return entries;
}

std::int32_t part_no(const RollOfSegment& roll, const Entry& entry) {
  return roll.parts[roll.part_of_household[entry.household]].no;
}

/// Counts what became of one person's entries after the other.
class Changes {
 public:
  Changes(const Segment& segment, std::int32_t years)
      : segment_(segment), earlier_(segment.roll(Roll::earlier)), later_(segment.roll(Roll::later)), years_(years) {}

  /// `also_struck`: another entry of the person stands as struck in the later roll.
  void pair(const Entry& before, const Entry& after, bool also_struck) {
    if (after.is_struck()) {
      add(part_no(earlier_, before), part_no(later_, after), "struck", code_of(after.reason));
    } else {
      add(part_no(earlier_, before), part_no(later_, after), "found", also_struck ? "also_struck" : "");
    }
  }
  void gone(const Entry& before) { add(part_no(earlier_, before), 0, "gone", ""); }
  void added(const Entry& after) {
    if (after.is_struck()) return;
    const std::int32_t age = segment_.people[after.person].stated_age + years_;
    add(0, part_no(later_, after), "added", age < age_least + years_ ? "of_age" : "older");
  }

  [[nodiscard]] std::vector<TrueChange> list() const {
    std::vector<TrueChange> list;
    for (const auto& [key, number] : counts_) {
      const auto& [old_part, new_part, measure, detail] = key;
      list.push_back({old_part, new_part, measure, detail, number});
    }
    return list;
  }

 private:
  void add(std::int32_t old_part, std::int32_t new_part, std::string_view measure, std::string_view key) {
    ++counts_[{old_part, new_part, measure, key}];
  }

  const Segment& segment_;
  const RollOfSegment& earlier_;
  const RollOfSegment& later_;
  std::int32_t years_;
  std::map<std::tuple<std::int32_t, std::int32_t, std::string_view, std::string_view>, std::int64_t> counts_;
};

}  // namespace

std::vector<TrueMatch> true_concordance(const Segment& segment) {
  const RollOfSegment& earlier = segment.roll(Roll::earlier);
  const RollOfSegment& later = segment.roll(Roll::later);
  std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> electors;
  std::map<std::int32_t, std::int64_t> totals;
  for (const Entry& entry : earlier.entries) {
    if (entry.kind != EntryKind::own || entry.is_struck()) continue;
    const std::int32_t old_part = part_no(earlier, entry);
    ++electors[{old_part, part_no(later, entry)}];
    ++totals[old_part];
  }
  std::vector<TrueMatch> matches;
  matches.reserve(electors.size());
  for (const auto& [parts, number] : electors) {
    matches.push_back(
        {parts.first, parts.second, number, static_cast<double>(number) / static_cast<double>(totals[parts.first])});
  }
  return matches;
}

std::vector<TrueChange> true_changes(const Segment& segment, std::int32_t years) {
  const std::vector<Entry> before = by_person(segment.roll(Roll::earlier), false);
  const std::vector<Entry> after = by_person(segment.roll(Roll::later), true);
  Changes changes(segment, years);
  std::size_t at = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    while (at < after.size() && after[at].person < before[i].person) changes.added(after[at++]);
    if (at < after.size() && after[at].person == before[i].person) {
      const bool also_struck =
          at + 1 < after.size() && after[at + 1].person == before[i].person && after[at + 1].is_struck();
      changes.pair(before[i], after[at++], also_struck);
    } else {
      changes.gone(before[i]);
    }
  }
  while (at < after.size()) changes.added(after[at++]);
  return changes.list();
}

std::vector<TrueDeletions> true_deletions(const Segment& segment) {
  const RollOfSegment& later = segment.roll(Roll::later);
  std::vector<TrueDeletions> list;
  for (const PartOfRoll& part : later.parts) {
    TrueDeletions deletions{part.no};
    for (std::uint32_t household = part.first_household; household < part.end_household;) {
      const Village& village = segment.village_of(household);
      deletions.is_unusual |= village.is_unusual;
      household = village.end_household;
    }
    for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
      const Entry& entry = later.entries[i];
      ++deletions.entries;
      deletions.struck += entry.is_struck() ? 1 : 0;
      deletions.wrongly += entry.wrongly ? 1 : 0;
    }
    list.push_back(deletions);
  }
  return list;
}

}  // namespace boothwise::synthesis
