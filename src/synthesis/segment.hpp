#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "synthesis/person.hpp"
#include "synthesis/state.hpp"

namespace boothwise::synthesis {

/// The two revisions of a synthetic state.
enum class Roll : std::uint8_t { earlier, later };

/// Why an entry stands there.
enum class EntryKind : std::uint8_t {
  own,       ///< the elector's own, where she lives
  leftover,  ///< at a former house, or of one who died
  repeat,    ///< a second registration
  across     ///< a second registration, in another segment than the one she lives in
};
std::string_view code_of(EntryKind kind);

constexpr std::uint8_t supplements_most = 2;

/// One entry of a roll, without its text. A number of a supplement is 1 or 2; 0 means none.
struct Entry {
  std::uint32_t person = 0;     ///< place in the segment's people
  std::uint32_t household = 0;  ///< the house it stands at
  EntryKind kind = EntryKind::own;
  std::uint8_t added_by = 0;
  std::uint8_t struck_by = 0;
  std::uint8_t corrected_by = 0;
  DeletionReason reason = DeletionReason::expired;
  bool wrongly = false;  ///< struck although the elector is alive and there

  [[nodiscard]] bool is_struck() const { return struck_by != 0; }
};

/// Neighbouring houses under one name.
struct Village {
  std::uint32_t first_household = 0;
  std::uint32_t end_household = 0;
  std::uint32_t first_hamlet = 0;   ///< hamlets are counted through the segment
  std::array<std::string, 2> name;  ///< Devanagari, Latin
  bool is_unusual = false;          ///< unusually many are struck wrongly

  static constexpr std::uint32_t hamlet_households = 90;
  [[nodiscard]] std::uint32_t hamlet_of(std::uint32_t household) const {
    return first_hamlet + (household - first_household) / hamlet_households;
  }
};

/// A part of a roll: the houses of one polling station, and its entries.
struct PartOfRoll {
  std::int32_t no = 0;
  std::uint32_t first_household = 0;
  std::uint32_t end_household = 0;
  std::uint32_t first_entry = 0;
  std::uint32_t end_entry = 0;
  std::uint32_t village = 0;  ///< the one whose building it is
  std::int32_t room = 0;      ///< from 1; 0 where the station has the building to itself
  std::int32_t building = 0;  ///< from 0 within the village
  Script script = Script::devanagari;
  std::string station;
};

struct RollOfSegment {
  std::vector<Entry> entries;                    ///< by household
  std::vector<PartOfRoll> parts;                 ///< by number
  std::vector<std::uint16_t> part_of_household;  ///< place in `parts`
};

/// One segment made up: its people, and both rolls without their text. Some 60 bytes a person.
struct Segment {
  AcNo ac;
  std::size_t place = 0;  ///< in the state's list
  std::uint32_t households = 0;
  std::vector<Person> people;  ///< its own by household, then those who came from other segments
  std::vector<Village> villages;
  std::array<RollOfSegment, 2> rolls;

  [[nodiscard]] const RollOfSegment& roll(Roll which) const { return rolls[static_cast<std::size_t>(which)]; }
  [[nodiscard]] RollOfSegment& roll(Roll which) { return rolls[static_cast<std::size_t>(which)]; }
  [[nodiscard]] const Village& village_of(std::uint32_t household) const;
};

/// Makes the segment at `place` of the state's list: the same whether or not others are made, and in any order.
Segment make_segment(const Vocabulary& vocabulary, const State& state, std::size_t place);

/// Serial numbers of a part's entries, in their order: those of the mother roll first, then those that were added.
std::vector<std::int32_t> serials_of(const Segment& segment, Roll which, const PartOfRoll& part);

}  // namespace boothwise::synthesis
