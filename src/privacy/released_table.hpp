#pragma once

#include "privacy/areas.hpp"
#include "privacy/categories.hpp"
#include "privacy/suppression.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.hpp"

namespace boothwise::privacy {

struct Interval {
  double low = 0;
  double high = 0;
};

/// Of a cell that is shown. Shares are fractions of the base, never 0 or 1. Intervals are central 90 % ones.
struct ShownCell {
  std::int64_t count = 0;
  Interval count_interval;  ///< of the count among those who answered: noise alone
  double share = 0;
  Interval share_interval;  ///< noise alone
  /// Noise, and that those who answered are a sample of a population, if one is named (taken as drawn at random,
  /// which field answers are not: it says nothing of who does not answer).
  std::optional<Interval> share_interval_sampled;
};

/// A table that may leave the house: only the release gate (release.hpp) makes one, from noised numbers alone.
class ReleasedTable {
 public:
  [[nodiscard]] WaveNo wave() const { return wave_; }
  [[nodiscard]] TableId table() const { return table_; }
  [[nodiscard]] const CategorySet& set() const { return set_; }
  [[nodiscard]] const Floors& floors() const { return floors_; }
  [[nodiscard]] const std::vector<Area>& areas() const { return *areas_; }

  /// False where the table is not made: at that level, or in that district.
  [[nodiscard]] bool made(AreaNo area) const { return variance_[area] > 0; }
  /// Noised number of receipts; nothing if hidden.
  [[nodiscard]] std::optional<std::int64_t> base(AreaNo area) const;
  [[nodiscard]] std::optional<Interval> base_interval(AreaNo area) const;
  /// Groups are those of the set at the area's level. Nothing if hidden.
  [[nodiscard]] std::optional<std::int64_t> count(AreaNo area, std::size_t group) const;
  /// REQUIRES nothing of `population` (people or households that the area has); it counts where it is above the base.
  [[nodiscard]] std::optional<ShownCell> cell(AreaNo area, std::size_t group,
                                              std::optional<std::uint64_t> population = std::nullopt) const;
  /// "under x %" of a hidden cell where the base is shown: what the shown cells leave over, but not below the floor;
  /// the same for all hidden cells of a row. At most 1.
  [[nodiscard]] std::optional<double> hidden_share_most(AreaNo area) const;
  /// The area whose numbers stand in where this one shows no cell: the nearest above that shows some; itself where it
  /// does; no_area where none does.
  [[nodiscard]] AreaNo lead_area(AreaNo area) const;
  /// Standard deviation of the noise in one group's count, after fitting. REQUIRES: made(area).
  [[nodiscard]] double noise_sd(AreaNo area, std::size_t group) const;

 private:
  friend class TablePress;
  friend Result<ReleasedTable> coarsened(const ReleasedTable& finer, const CategorySet& coarser);

  explicit ReleasedTable(CategorySet set) : set_(std::move(set)) {}
  [[nodiscard]] bool shows_a_cell(AreaNo area) const;
  [[nodiscard]] double group_variance(AreaNo area, std::size_t group) const;
  [[nodiscard]] double base_variance(AreaNo area) const;

  WaveNo wave_{};
  TableId table_{};
  CategorySet set_;
  Floors floors_;
  std::shared_ptr<const std::vector<Area>> areas_;
  std::vector<std::uint32_t> category_parts_;  ///< of how many noised numbers a category is the sum
  std::vector<double> variance_;               ///< by area: of one noised number after fitting; 0 = not made
  std::vector<std::size_t> first_;             ///< by area: its place in counts_
  std::vector<std::int64_t> counts_;           ///< hidden ones hold nothing
  std::vector<std::int64_t> bases_;            ///< by area; hidden ones hold nothing
};

/// A table by a coarser set, from what the finer one shows: no noise, no charge, and nothing that could not be added up
/// by hand. A cell that does not follow from shown ones is hidden. Errors: `not_a_coarsening` unless the coarser set
/// says how it follows from the finer table's.
Result<ReleasedTable> coarsened(const ReleasedTable& finer, const CategorySet& coarser);

}  // namespace boothwise::privacy
