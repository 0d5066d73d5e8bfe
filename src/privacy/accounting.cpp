#include "privacy/accounting.hpp"

#include "privacy/discrete_gaussian.hpp"

#include <algorithm>
#include <cmath>

namespace boothwise::privacy {

namespace {

Error about_budget(std::string code, Bilingual message) {
  return {ErrorKind::bad_input, std::move(code), std::move(message)};
}

/// A share and the variance that it buys must both be exact.
std::optional<Rational> share_of(const Rational& rho, std::uint64_t weight, std::uint64_t weights) {
  const std::optional<Rational> share = rho.times(Rational(weight, weights));
  if (!share || share->is_zero()) return share;
  const std::optional<Rational> variance = noise_variance(*share);
  if (!variance || !DiscreteGaussian::in_range(*variance)) return std::nullopt;
  return share;
}

}  // namespace

Rational rho_per_wave_most() { return {1, 10}; }

Result<BudgetPlan> BudgetPlan::of(const std::vector<LevelWeights>& weights_by_table, Rational rho) {
  if (rho.is_zero() || rho > rho_per_wave_most())
    return about_budget("budget_too_large", {"a wave's budget is above 0 and at most rho = 1/10",
                                             "एक चरण का बजट 0 से ऊपर और अधिक से अधिक rho = 1/10 हो"});
  std::uint64_t sum = 0;
  for (const LevelWeights& weights : weights_by_table) {
    for (const std::uint32_t weight : weights) sum += weight;
  }
  constexpr std::uint64_t sum_most = std::uint64_t{1} << 16U;
  if (sum == 0 || sum > sum_most)
    return about_budget("weights_malformed", {"the weights of all tables and levels sum to 1 to 65,536",
                                              "सब तालिकाओं और स्तरों के भार का जोड़ 1 से 65,536 हो"});
  BudgetPlan plan;
  for (const LevelWeights& weights : weights_by_table) {
    std::array<Rational, level_count>& shares = plan.shares_.emplace_back();
    for (std::size_t level = 0; level < level_count; ++level) {
      const std::optional<Rational> share = share_of(rho, weights[level], sum);
      if (!share)
        return about_budget("budget_not_exact",
                            {"the budget cannot be split so in exact fractions: take rounder numbers",
                             "बजट इस तरह ठीक भिन्नों में नहीं बँटता: सरल संख्याएँ लें"});
      shares[level] = *share;
    }
  }
  return plan;
}

std::optional<Rational> noise_variance(const Rational& rho) {
  const std::optional<Rational> inverse = rho.inverse();
  return inverse ? inverse->times(Rational(sensitivity_squared, 2)) : std::nullopt;
}

double delta_of(double rho, double epsilon) {
  // The logarithm is smallest where its derivative (2a - 1) rho - epsilon + ln(1 - 1/a), which rises, is 0.
  double low = 1 + 1e-9;
  double high = (epsilon + 1) / (2 * rho) + 2;
  for (int step = 0; step < 200; ++step) {
    const double a = (low + high) / 2;
    ((2 * a - 1) * rho - epsilon + std::log1p(-1 / a) < 0 ? low : high) = a;
  }
  const double a = (low + high) / 2;
  return std::min(1.0, std::exp((a - 1) * (a * rho - epsilon) + a * std::log1p(-1 / a)) / (a - 1));
}

double epsilon_of(double rho, double delta) {
  double low = 0;
  double high = epsilon_of_bun_steinke(rho, delta);
  for (int step = 0; step < 200; ++step) {
    const double epsilon = (low + high) / 2;
    (delta_of(rho, epsilon) > delta ? low : high) = epsilon;
  }
  return high;
}

double epsilon_of_bun_steinke(double rho, double delta) { return rho + 2 * std::sqrt(rho * std::log(1 / delta)); }

double guessing_most(double rho) { return std::min(1.0, 0.5 + std::sqrt(rho / 2) / 2); }

}  // namespace boothwise::privacy
