#pragma once

#include "privacy/areas.hpp"
#include "privacy/categories.hpp"

#include <cstdint>
#include <vector>

#include "base/result.hpp"

namespace boothwise::privacy {

/// The least number of receipts that an area's table must have by its noised count, and a cell (R16). They can be
/// raised, never lowered.
class Floors {
 public:
  Floors() = default;
  /// Errors: `floor_lowered` for a base below 30, a cell below 10, or a base below the cell.
  static Result<Floors> raised(std::int64_t base, std::int64_t cell);

  [[nodiscard]] std::int64_t base() const { return base_; }
  [[nodiscard]] std::int64_t cell() const { return cell_; }

 private:
  std::int64_t base_ = 30;
  std::int64_t cell_ = 10;
};

/// Noised counts of one table in one district: by node (an area that the table is made of), group by group.
struct NoisedForest {
  const CategorySet* set = nullptr;
  std::vector<std::uint32_t> parent;  ///< parents first; no_area at a top
  std::vector<Level> level;           ///< all parts of a node are of one level
  std::vector<std::size_t> first;     ///< where a node's counts begin; one more at the end
  std::vector<std::int64_t> counts;

  [[nodiscard]] std::size_t nodes() const { return parent.size(); }
  [[nodiscard]] std::size_t groups(std::size_t node) const { return first[node + 1] - first[node]; }
  /// A node's base: its groups' sum.
  [[nodiscard]] std::int64_t base(std::size_t node) const;
};

/// What is not shown. Where a base is hidden, so is every cell of its row.
struct Hidden {
  std::vector<char> base;   ///< by node
  std::vector<char> cells;  ///< as the forest's counts
};

/// Which numbers are hidden: small ones, and as many others as it takes that no hidden number follows from the shown
/// ones, by any sums within rows (cells add up to the base) and over areas (parts add up to the whole), and that no
/// group of fewer people than the floor is left over. A function of the noised counts alone.
/// docs/release.md#suppression has the rules and why they are enough; tests/unit/privacy solve the equations.
[[nodiscard]] Hidden hidden_numbers(const NoisedForest& forest, const Floors& floors);

}  // namespace boothwise::privacy
