#include "synthesis/segment.hpp"

#include <algorithm>
#include <numeric>

#include "synthesis/stations.hpp"

namespace boothwise::synthesis {

namespace {

constexpr std::uint64_t listing_stream = 3;
constexpr std::size_t reach_back = 3;  // crossings go at most three segments on (person.cpp)

/// Decides for each person which entries stand in the two rolls.
class Lister {
 public:
  Lister(const State& state, Segment& segment)
      : keeping_(state.settings.keeping), segment_(segment), random_(state.settings.seed) {}

  /// A person of this segment.
  void list(std::uint32_t person, bool unusual) {
    const Person& who = segment_.people[person];
    RandomStream random = random_.of(who.entity).of(listing_stream);
    if (who.listed) list_earlier(person, who, random);
    list_later(person, who, unusual, random);
  }

  /// One who came from another segment, or registered here as well.
  void list_newcomer(std::uint32_t person, EntryKind kind) {
    const Person& who = segment_.people[person];
    RandomStream random = random_.of(who.entity).of(listing_stream).of(1);
    if (kind == EntryKind::own && happens(random, keeping_.moved_missing)) return;
    add_later(person, who.to_household, kind, true, random);
  }

 private:
  static std::uint8_t some_supplement(RandomStream& random) {
    constexpr double first = 0.7;
    return happens(random, first) ? 1 : 2;
  }

  std::uint32_t some_household(RandomStream& random) const {
    return static_cast<std::uint32_t>(below(random, segment_.households));
  }

  void list_earlier(std::uint32_t person, const Person& who, RandomStream& random) {
    Entry entry{person, who.household};
    if (who.fate == Fate::ended) {
      entry.struck_by = some_supplement(random);
      entry.reason = happens(random, 0.6) ? DeletionReason::expired : DeletionReason::shifted;
    } else if (happens(random, keeping_.added_late_before)) {
      entry.added_by = some_supplement(random);
    } else if (happens(random, keeping_.corrected)) {
      entry.corrected_by = some_supplement(random);
    }
    std::vector<Entry>& entries = segment_.roll(Roll::earlier).entries;
    entries.push_back(entry);
    if (who.fate == Fate::ended || !happens(random, keeping_.repeated_before)) return;
    Entry again{person, some_household(random), EntryKind::repeat};
    entries.push_back(again);
  }

  void list_later(std::uint32_t person, const Person& who, bool unusual, RandomStream& random) {
    switch (who.fate) {
      case Fate::ended:
        return;
      case Fate::dies:
        if (who.listed)
          leave_behind(person, who, keeping_.dead_standing, keeping_.dead_struck, DeletionReason::expired, random);
        return;
      case Fate::crosses:
      case Fate::leaves:
        if (who.listed)
          leave_behind(person, who, keeping_.moved_standing, keeping_.moved_struck, DeletionReason::shifted, random);
        return;
      case Fate::moves:
        if (who.listed)
          leave_behind(person, who, keeping_.moved_standing, keeping_.moved_struck, DeletionReason::shifted, random);
        if (who.registers && !happens(random, keeping_.moved_missing)) {
          add_later(person, who.to_household, EntryKind::own, !who.listed, random);
        }
        break;
      case Fate::arrives:
      case Fate::stays:
        if (!who.registers) return;
        if (!stay(person, who, unusual, random)) return;
        break;
    }
    if (!happens(random, keeping_.repeated)) return;
    constexpr double nearby = 0.35;  // registered again at the same house
    const bool same_house = happens(random, nearby);
    add_later(person, same_house ? who.household : some_household(random), EntryKind::repeat, false, random);
  }

  /// False if the roll does not have them, as it should.
  bool stay(std::uint32_t person, const Person& who, bool unusual, RandomStream& random) {
    if (who.listed) {
      const double fault = random.uniform();
      const double struck = unusual ? keeping_.unusual_struck : keeping_.struck_wrongly;
      if (fault < keeping_.missing_wrongly) return false;
      if (fault < keeping_.missing_wrongly + struck) {
        constexpr std::array reasons = {DeletionReason::shifted,  DeletionReason::shifted,     DeletionReason::missing,
                                        DeletionReason::missing,  DeletionReason::expired,     DeletionReason::repeated,
                                        DeletionReason::repeated, DeletionReason::disqualified};
        Entry entry{person, who.household};
        entry.struck_by = some_supplement(random);
        entry.reason = reasons.at(below(random, reasons.size()));
        entry.wrongly = true;
        segment_.roll(Roll::later).entries.push_back(entry);
        return false;
      }
    }
    add_later(person, who.household, EntryKind::own, !who.listed, random);
    return true;
  }

  /// What the former house still has of one who is no longer there.
  void leave_behind(std::uint32_t person, const Person& who, double standing, double struck, DeletionReason reason,
                    RandomStream& random) {
    const double state = random.uniform();
    if (state >= standing + struck) return;
    Entry entry{person, who.household, EntryKind::leftover};
    if (state >= standing) {
      entry.struck_by = some_supplement(random);
      entry.reason = reason;
    }
    segment_.roll(Roll::later).entries.push_back(entry);
  }

  void add_later(std::uint32_t person, std::uint32_t household, EntryKind kind, bool is_new, RandomStream& random) {
    Entry entry{person, household, kind};
    if (is_new && happens(random, keeping_.added_late)) {
      entry.added_by = some_supplement(random);
    } else if (happens(random, keeping_.corrected)) {
      entry.corrected_by = some_supplement(random);
    }
    segment_.roll(Roll::later).entries.push_back(entry);
  }

  const KeepingRates& keeping_;
  Segment& segment_;
  RandomStream random_;
};

/// Those of other segments who come here or register here too, from the households whose crossing leads here.
void add_newcomers(const HouseholdMaker& maker, const State& state, Segment& segment, Lister& lister) {
  const std::size_t segments = state.segments.size();
  std::vector<Person> household;
  for (std::size_t back = 1; back <= std::min(reach_back, segments - 1); ++back) {
    const std::size_t source = (segment.place + segments - back) % segments;
    const SegmentSize& from = state.segments[source];
    for (std::uint32_t number = 0; number < from.households; ++number) {
      const Crossing crossing = maker.crossing(from.ac, source, number);
      if (crossing.kind == Crossing::Kind::none || crossing.segment != segment.place) continue;
      household.clear();
      maker.make(from.ac, number, from.households, crossing, household);
      RandomStream house(crossing.key);
      const auto to = static_cast<std::uint32_t>(below(house, segment.households));
      for (Person& person : household) {
        const bool comes = person.fate == Fate::crosses && person.registers;
        if (!comes && !person.again_across) continue;
        person.to_household = to;
        segment.people.push_back(person);
        lister.list_newcomer(static_cast<std::uint32_t>(segment.people.size() - 1),
                             comes ? EntryKind::own : EntryKind::across);
      }
    }
  }
}

/// By household, each household's in the order in which they were made.
void sort_by_household(std::vector<Entry>& entries, std::uint32_t households) {
  std::vector<std::uint32_t> next(households + 1);
  for (const Entry& entry : entries) ++next[entry.household + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<Entry> sorted(entries.size());
  for (const Entry& entry : entries) sorted[next[entry.household]++] = entry;
  entries = std::move(sorted);
}

}  // namespace

std::string_view code_of(EntryKind kind) {
  constexpr std::array<std::string_view, 4> codes = {"own", "leftover", "repeat", "across"};
  return codes.at(static_cast<std::size_t>(kind));
}

const Village& Segment::village_of(std::uint32_t household) const {
  return *std::prev(std::ranges::upper_bound(villages, household, {}, &Village::first_household));
}

Segment make_segment(const Vocabulary& vocabulary, const State& state, std::size_t place) {
  const SegmentSize& size = state.segments[place];
  Segment segment;
  segment.ac = size.ac;
  segment.place = place;
  segment.households = size.households;
  segment.villages = lay_villages(vocabulary, state.settings, size.ac, size.households);
  const HouseholdMaker maker(vocabulary, state.settings, state.segments.size());
  Lister lister(state, segment);
  segment.people.reserve(static_cast<std::size_t>(size.households) * 5);
  for (const Village& village : segment.villages) {
    for (std::uint32_t household = village.first_household; household < village.end_household; ++household) {
      const std::size_t first = segment.people.size();
      maker.make(size.ac, household, size.households, maker.crossing(size.ac, place, household), segment.people);
      for (std::size_t i = first; i < segment.people.size(); ++i) {
        lister.list(static_cast<std::uint32_t>(i), village.is_unusual);
      }
    }
  }
  add_newcomers(maker, state, segment, lister);
  for (const Roll which : {Roll::earlier, Roll::later}) {
    RollOfSegment& roll = segment.roll(which);
    sort_by_household(roll.entries, segment.households);
    divide_into_parts(vocabulary, state.settings, segment, which, roll);
  }
  return segment;
}

std::vector<std::int32_t> serials_of(const Segment& segment, Roll which, const PartOfRoll& part) {
  const std::vector<Entry>& entries = segment.roll(which).entries;
  std::vector<std::int32_t> serials(part.end_entry - part.first_entry);
  std::int32_t last = 0;
  for (std::uint8_t added_by = 0; added_by <= supplements_most; ++added_by) {
    for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
      if (entries[i].added_by == added_by) serials[i - part.first_entry] = ++last;
    }
  }
  return serials;
}

}  // namespace boothwise::synthesis
