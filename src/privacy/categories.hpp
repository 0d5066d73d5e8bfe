#pragma once

#include "privacy/areas.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"

namespace boothwise::privacy {

using TableId = Strong<struct TableIdTag, std::uint32_t>;              ///< a question with one answer a receipt
using CategorySetId = Strong<struct CategorySetIdTag, std::uint32_t>;  ///< a version of the answers that can be given

/// How much an answer says of a person (R19): a coarse set goes down to the booth, a fine one to the segment only.
enum class RiskClass : std::uint8_t { coarse, fine };

/// The group that each category is shown in, by category; groups count from 0. Empty: each category by itself.
using Groups = std::vector<std::uint32_t>;
/// By level. What is one group at a level is one at all levels below.
using Merges = std::array<Groups, level_count>;

/// How the categories of a finer set of the same question make up this one's: `to[finer category]` is ours.
struct Coarsening {
  CategorySetId finer{};
  std::vector<std::uint32_t> to;
};

/// The answers of a question, and which of them are shown as one at which level. That is data, decided before anything
/// is counted: whether categories are merged into "others" never depends on answers (R16).
class CategorySet {
 public:
  /// Errors: `categories_out_of_range` (2 to 64), `merge_malformed` (a group missing, fewer than two, or not nested),
  /// `coarsening_malformed`.
  static Result<CategorySet> of(CategorySetId id, RiskClass risk, std::size_t categories, Merges merges = {},
                                std::optional<Coarsening> coarsens = std::nullopt);

  [[nodiscard]] CategorySetId id() const { return id_; }
  [[nodiscard]] RiskClass risk() const { return risk_; }
  [[nodiscard]] std::size_t categories() const { return groups_[0].size(); }
  /// By category; never empty.
  [[nodiscard]] const Groups& groups(Level level) const { return groups_[number(level)]; }
  [[nodiscard]] std::size_t group_count(Level level) const { return counts_[number(level)]; }
  [[nodiscard]] const std::optional<Coarsening>& coarsens() const { return coarsens_; }
  /// How far down this set may go.
  [[nodiscard]] Level lowest() const { return risk_ == RiskClass::coarse ? Level::booth : Level::segment; }

 private:
  CategorySetId id_{};
  RiskClass risk_ = RiskClass::fine;
  Merges groups_;
  std::array<std::size_t, level_count> counts_{};
  std::optional<Coarsening> coarsens_;
};

}  // namespace boothwise::privacy
