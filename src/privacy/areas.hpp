#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/strong.hpp"

namespace boothwise::privacy {

/// Where tables are released (R16), from the widest down; each area lies in one of the level above.
enum class Level : std::uint8_t { district, segment, shakti_kendra, booth };
inline constexpr std::size_t level_count = 4;
inline constexpr std::array<Level, level_count> levels{Level::district, Level::segment, Level::shakti_kendra,
                                                       Level::booth};
constexpr std::size_t number(Level level) { return static_cast<std::size_t>(level); }

using AreaId = Strong<struct AreaIdTag, std::uint64_t>;  ///< the store's, the same in every run
using WaveNo = Strong<struct WaveNoTag, std::uint32_t>;
using AreaNo = std::uint32_t;  ///< a place in a list of areas
inline constexpr AreaNo no_area = std::numeric_limits<AreaNo>::max();

struct Area {
  AreaId id{};
  Level level = Level::district;
  AreaNo parent = no_area;  ///< of a district: none

  friend bool operator==(const Area&, const Area&) = default;
};

/// One district with all that lies in it, in an order that depends on levels and ids alone.
struct District {
  std::vector<Area> areas;      ///< parents are places in this list; the district is first
  std::vector<AreaNo> in_tree;  ///< where each of them stands in the tree
};

/// The areas of a release: a forest of districts.
class AreaTree {
 public:
  /// Parents come before what lies in them. Errors: `area_twice`, `area_out_of_place` (not one level below its parent,
  /// or before it), `area_without_booths`.
  static Result<AreaTree> of(std::vector<Area> areas);

  [[nodiscard]] const std::vector<Area>& areas() const { return areas_; }
  [[nodiscard]] const std::vector<AreaNo>& booths() const { return booths_; }  ///< in the order given
  [[nodiscard]] const std::vector<District>& districts() const { return districts_; }

 private:
  std::vector<Area> areas_;
  std::vector<AreaNo> booths_;
  std::vector<District> districts_;
};

/// A set of booths that somebody would like to have a table of.
struct ProposedArea {
  std::string name;
  std::vector<AreaId> booths;
};

/// Nothing but the areas of the tree is released: any other set of booths would overlap one of them, and the difference
/// of the two could be a handful of people (R16). Errors: `area_not_in_tree`, naming the first such set.
Status check_areas(const AreaTree& tree, std::span<const ProposedArea> proposed);

/// The days on which a wave's answers are given, both ends included.
struct WaveDays {
  WaveNo wave{};
  Day first{};
  Day last{};
};

/// Waves are sets of receipts with none in common, so their days must not overlap, and "all until today" is no wave.
/// Errors: `wave_twice`, `wave_days_turned`, `waves_overlap`.
Status check_waves(std::span<const WaveDays> waves);

}  // namespace boothwise::privacy
