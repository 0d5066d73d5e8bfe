#include "synthesis/stations.hpp"

#include <algorithm>
#include <cmath>

#include "names/romanise.hpp"
#include "synthesis/slips.hpp"

namespace boothwise::synthesis {

namespace {

enum Stream : std::uint64_t { village_stream = 101, station_stream = 102, number_stream = 103, script_stream = 104 };

RandomStream stream_of(const Settings& settings, AcNo ac, Stream stream) {
  return RandomStream(settings.seed).of(static_cast<std::uint64_t>(ac.value)).of(households_most + stream);
}

const std::string& picked(const std::vector<std::string>& list, RandomStream& random) {
  return list[below(random, list.size())];
}

std::string village_name(const Vocabulary::PlaceWords& words, RandomStream& random) {
  constexpr double with_suffix = 0.25;
  std::string name = picked(words.beginnings, random) + picked(words.endings, random);
  if (happens(random, with_suffix)) name += " " + picked(words.suffixes, random);
  return name;
}

/// Houses of neighbouring villages that share stations.
struct Ward {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t village = 0;  // the largest
};

/// Entries of the houses before each, and of all.
std::vector<std::uint32_t> counted(const RollOfSegment& roll, std::uint32_t households) {
  std::vector<std::uint32_t> before(households + 1);
  for (const Entry& entry : roll.entries) ++before[entry.household + 1];
  for (std::size_t i = 1; i < before.size(); ++i) before[i] += before[i - 1];
  return before;
}

std::vector<Ward> wards_of(const std::vector<Village>& villages, const std::vector<std::uint32_t>& before,
                           std::uint32_t least) {
  std::vector<Ward> wards;
  const auto entries = [&](const auto& of, std::uint32_t end) { return before[end] - before[of]; };
  bool open = false;
  for (std::uint32_t i = 0; i < villages.size(); ++i) {
    const Village& village = villages[i];
    if (!open) wards.push_back({village.first_household, village.end_household, i});
    Ward& ward = wards.back();
    ward.end = village.end_household;
    const Village& largest = villages[ward.village];
    if (entries(village.first_household, village.end_household) >
        entries(largest.first_household, largest.end_household)) {
      ward.village = i;
    }
    open = entries(ward.first, ward.end) < least;
  }
  return wards;
}

/// Cuts a ward between houses into as few parts as the ceiling allows, about equal.
void cut(const Ward& ward, const std::vector<std::uint32_t>& before, std::uint32_t ceiling,
         std::vector<PartOfRoll>& parts) {
  constexpr std::uint32_t slack = 60;  // a cut falls between houses
  const std::uint32_t entries = before[ward.end] - before[ward.first];
  const std::uint32_t wanted = std::max(1U, (entries + ceiling - slack - 1) / (ceiling - slack));
  constexpr std::uint32_t rooms_most = 3;
  std::uint32_t household = ward.first;
  for (std::uint32_t i = 0; i < wanted; ++i) {
    PartOfRoll& part = parts.emplace_back();
    part.first_household = household;
    const std::uint64_t until = before[ward.first] + static_cast<std::uint64_t>(entries) * (i + 1) / wanted;
    while (household < ward.end && (before[household + 1] <= until || i + 1 == wanted)) ++household;
    part.end_household = household;
    part.first_entry = before[part.first_household];
    part.end_entry = before[part.end_household];
    part.village = ward.village;
    part.building = static_cast<std::int32_t>(i / rooms_most);
    const bool alone = wanted - i / rooms_most * rooms_most == 1;
    part.room = alone ? 0 : static_cast<std::int32_t>(i % rooms_most + 1);
  }
}

/// Numbers parts as they lie; in the later roll some blocks run the other way.
void number_parts(const Settings& settings, AcNo ac, Roll which, std::vector<PartOfRoll>& parts) {
  RandomStream random = stream_of(settings, ac, number_stream);
  constexpr std::size_t block = 12;
  constexpr double reversed = 0.3;
  for (std::size_t first = 0; first < parts.size(); first += block) {
    const std::size_t end = std::min(first + block, parts.size());
    const bool turned = which == Roll::later && happens(random, reversed);
    for (std::size_t i = first; i < end; ++i) {
      parts[i].no = static_cast<std::int32_t>(turned ? first + (end - 1 - i) : i) + 1;
    }
  }
  std::ranges::sort(parts, {}, &PartOfRoll::no);
}

Script script_of(const Settings& settings, AcNo ac, Roll which, std::int32_t part) {
  if (settings.script == ScriptChoice::latin) return Script::latin;
  if (settings.script == ScriptChoice::devanagari || which == Roll::earlier) return Script::devanagari;
  RandomStream random = stream_of(settings, ac, script_stream).of(static_cast<std::uint64_t>(part));
  constexpr double legacy = 0.1;
  if (settings.script == ScriptChoice::legacy && happens(random, legacy)) return Script::kruti_dev;
  return happens(random, 0.5) ? Script::latin : Script::devanagari;
}

/// How a village and its buildings are called in one roll.
class StationNames {
 public:
  StationNames(const Vocabulary& vocabulary, const Settings& settings, const Segment& segment, Roll which)
      : words_(vocabulary.places()), settings_(settings), segment_(segment), which_(which) {}

  std::string name(const PartOfRoll& part) const {
    RandomStream random = stream_of(settings_, segment_.ac, station_stream)
                              .of(part.village)
                              .of(static_cast<std::uint64_t>(part.building));
    const Vocabulary::Building* building = &words_.buildings[skewed(random)];
    std::string village = segment_.villages[part.village].name[0];
    bool shortened = false;
    if (which_ == Roll::later) {
      constexpr double renamed = 0.05;
      constexpr double abbreviated = 0.35;
      constexpr double respelt = 0.12;
      if (happens(random, renamed)) building = &words_.buildings[below(random, words_.buildings.size())];
      shortened = happens(random, abbreviated);
      if (happens(random, respelt)) village = respelling(village, random);
    }
    std::string name = (shortened ? building->abbreviation : building->name) + " " + village;
    if (part.room > 0) name += (shortened ? " क.नं." : " कमरा नं. ") + std::to_string(part.room);
    return name;
  }

 private:
  /// Most stations are primary schools, which stand first in the list.
  std::size_t skewed(RandomStream& random) const {
    constexpr double first_kind = 0.65;
    return happens(random, first_kind) ? 0 : below(random, words_.buildings.size());
  }

  static std::string respelling(const std::string& village, RandomStream& random) {
    const std::vector<std::string> ways = heard_otherwise(village);
    return ways.empty() ? village : ways[below(random, ways.size())];
  }

  const Vocabulary::PlaceWords& words_;
  const Settings& settings_;
  const Segment& segment_;
  Roll which_;
};

}  // namespace

std::vector<Village> lay_villages(const Vocabulary& vocabulary, const Settings& settings, AcNo ac,
                                  std::uint32_t households) {
  RandomStream random = stream_of(settings, ac, village_stream);
  std::vector<Village> villages;
  constexpr double houses_least = 15;
  std::uint32_t hamlets = 0;
  for (std::uint32_t first = 0; first < households;) {
    const StationRules& rules = settings.stations;
    const double electors = rules.village_electors * std::exp(rules.village_spread * normal(random));
    const double houses = std::max(houses_least, std::round(electors / HouseholdMaker::electors_each));
    Village& village = villages.emplace_back();
    village.first_household = first;
    village.end_household = static_cast<std::uint32_t>(std::min<double>(households, first + houses));
    village.first_hamlet = hamlets;
    hamlets = village.hamlet_of(village.end_household - 1) + 1;
    village.name[0] = village_name(vocabulary.places(), random);
    village.name[1] = names::romanise(village.name[0]);
    village.is_unusual = happens(random, settings.keeping.unusual_villages);
    first = village.end_household;
  }
  return villages;
}

void divide_into_parts(const Vocabulary& vocabulary, const Settings& settings, const Segment& segment, Roll which,
                       RollOfSegment& roll) {
  const std::vector<std::uint32_t> before = counted(roll, segment.households);
  const StationRules& rules = settings.stations;
  const auto ceiling =
      static_cast<std::uint32_t>(which == Roll::earlier ? rules.electors_max_before : rules.electors_max_after);
  roll.parts.clear();
  for (const Ward& ward : wards_of(segment.villages, before, static_cast<std::uint32_t>(rules.electors_least))) {
    cut(ward, before, ceiling, roll.parts);
  }
  number_parts(settings, segment.ac, which, roll.parts);
  const StationNames names(vocabulary, settings, segment, which);
  roll.part_of_household.resize(segment.households);
  for (std::size_t i = 0; i < roll.parts.size(); ++i) {
    PartOfRoll& part = roll.parts[i];
    part.script = script_of(settings, segment.ac, which, part.no);
    part.station = names.name(part);
    std::fill(roll.part_of_household.begin() + part.first_household,
              roll.part_of_household.begin() + part.end_household, static_cast<std::uint16_t>(i));
  }
}

}  // namespace boothwise::synthesis
