#pragma once

#include "privacy/areas.hpp"
#include "privacy/rational.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"

/// What noise costs, by zero-concentrated differential privacy (Bun & Steinke 2016). The unit is one receipt with all
/// its answers (R16). Two sets of receipts are neighbours if one receipt is *replaced* by any other: the one at the
/// door sees who answered, so the answer must stay hidden from somebody who knows that it was given. A table counts
/// each receipt in one cell at each level, so replacing one moves at most two cells by one: squared L2 sensitivity 2 a
/// table and level. Adding or removing a receipt moves one cell and so costs half.
namespace boothwise::privacy {

inline constexpr std::uint64_t sensitivity_squared = 2;

/// R16: one wave spends at most this, over all tables and all nested areas. 1/10.
[[nodiscard]] Rational rho_per_wave_most();

/// How much of the budget each level of a table gets, as weights; 0 = the table is not made at that level.
using LevelWeights = std::array<std::uint32_t, level_count>;

/// The split of a wave's budget: a table's level gets rho * weight / (sum of all weights), exactly. By that, whatever
/// lies on the path booth - shakti kendra - segment - district sums to rho, which is what one receipt pays.
class BudgetPlan {
 public:
  /// Errors: `budget_too_large` (rho above rho_per_wave_most, or 0), `weights_malformed` (none, all 0, or a sum above
  /// 2^16), `budget_not_exact` (some share or variance does not fit the sampler).
  static Result<BudgetPlan> of(const std::vector<LevelWeights>& weights_by_table, Rational rho = rho_per_wave_most());

  [[nodiscard]] std::size_t tables() const { return shares_.size(); }
  /// 0 where the table is not made.
  [[nodiscard]] const Rational& rho(std::size_t table, Level level) const { return shares_[table][number(level)]; }

 private:
  std::vector<std::array<Rational, level_count>> shares_;
};

/// Variance of the noise that costs `rho`: sensitivity_squared / (2 rho) (Canonne, Kamath & Steinke 2020, theorem 4:
/// the discrete Gaussian costs what the continuous one does). Nothing for 0 or if it does not fit.
[[nodiscard]] std::optional<Rational> noise_variance(const Rational& rho);

/// The least delta for which rho-zCDP implies (epsilon, delta)-DP by Canonne, Kamath & Steinke 2020, corollary 13:
/// min over a > 1 of exp((a - 1)(a rho - epsilon)) / (a - 1) * (1 - 1/a)^a. REQUIRES: rho > 0, epsilon >= 0.
[[nodiscard]] double delta_of(double rho, double epsilon);
/// The least epsilon by the same. REQUIRES: rho > 0, 0 < delta < 1.
[[nodiscard]] double epsilon_of(double rho, double delta);
/// The plain bound rho + 2 sqrt(rho ln(1 / delta)) (Bun & Steinke 2016, proposition 1.3).
[[nodiscard]] double epsilon_of_bun_steinke(double rho, double delta);
/// How often somebody who knows everything but which of two answers one receipt holds, each as likely, can be right at
/// most: 1/2 + sqrt(rho / 2) / 2 (KL divergence at most rho; Pinsker). 0.612 for rho = 0.1.
[[nodiscard]] double guessing_most(double rho);

}  // namespace boothwise::privacy
