#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

/// Multilevel regression with crossed random intercepts. docs/estimation.md#multilevel-regression.
namespace boothwise::estimation {

enum class Family : std::uint8_t {
  gaussian,     ///< response: a value; size: its weight (1 = one observation)
  binomial,     ///< response: how many said yes; size: of how many
  noised_count  ///< response: a count with noise; size: its base; variance: of the count about base times share
};

/// One random intercept: each row belongs to one of `levels`.
struct Grouping {
  std::string name;
  std::vector<std::uint32_t> level;  ///< by row, from 0
  std::uint32_t levels = 0;          ///< may be more than occur: those are predicted from the model alone
};

/// Rows of a regression. Shares are modelled on the logit scale.
struct MixedData {
  Family family = Family::binomial;
  std::vector<double> response;
  std::vector<double> size;      ///< above 0; empty: 1 each
  std::vector<double> variance;  ///< of noised_count only, above 0
  std::vector<double> fixed;     ///< row by row, `columns` numbers each; an intercept is a column of ones
  std::size_t columns = 0;
  std::vector<Grouping> groupings;  ///< at least one

  [[nodiscard]] std::size_t rows() const { return response.size(); }
};

enum class Method : std::uint8_t {
  joint,      ///< coefficients and intercepts at their common mode, Laplace over intercepts: lme4's nAGQ = 0
  laplace,    ///< Laplace over intercepts, coefficients by maximum likelihood: lme4's nAGQ = 1; maximum likelihood of
              ///< gaussian
  integrated  ///< coefficients are integrated out like intercepts; REML of gaussian
};

struct MixedFit {
  std::vector<double> coefficients;
  std::vector<double> coefficient_sd;        ///< given the deviations
  std::vector<std::vector<double>> effects;  ///< by grouping and level: predicted intercepts
  std::vector<double> sd;                    ///< by grouping: standard deviation of its intercepts, at least 0
  double residual_sd = 0;                    ///< gaussian: of an observation of weight 1; else 0
  double deviance = 0;                       ///< -2 log likelihood (of `integrated`: restricted)
  unsigned steps = 0;                        ///< of the outer search
  bool converged = false;
};

/// Fits by penalised iteratively reweighted least squares inside a quasi-Newton search over standard deviations with
/// analytic gradients (Bates et al. 2015; Kristensen et al. 2016). The grouping with most levels is eliminated block
/// by block, the rest is dense, so cost grows with the cube of the levels of all others. One thread; the same bits each
/// time. Errors: `model_malformed` (lengths, levels, numbers that are not finite or out of range), `model_too_large`
/// (over 3,000 levels beside the largest grouping), `columns_collinear`.
Result<MixedFit> fit_mixed(const MixedData& data, Method method);

struct PosteriorSettings {
  std::uint32_t draws = 1000;
  std::uint32_t deviation_points = 64;  ///< points over which standard deviations are integrated
  double sd_scale = 1;                  ///< half-normal prior of the standard deviations (gaussian: over residual's)
  double coefficient_sd = 10;           ///< normal prior of coefficients; gaussian: flat instead
  std::uint64_t seed = 1;
};

/// Draws of everything that is not known, equally likely.
class MixedPosterior {
 public:
  [[nodiscard]] std::uint32_t draws() const { return draws_; }
  [[nodiscard]] std::span<const double> coefficients(std::uint32_t draw) const;
  /// Intercepts of a grouping, level by level.
  [[nodiscard]] std::span<const double> effects(std::uint32_t draw, std::size_t grouping) const;
  /// Standard deviation of a grouping.
  [[nodiscard]] double sd(std::uint32_t draw, std::size_t grouping) const;
  /// gaussian; else 0.
  [[nodiscard]] double residual_sd(std::uint32_t draw) const;
  /// Points over which standard deviations were integrated, as if equally weighted: low means a poor approximation.
  [[nodiscard]] double effective_points() const { return effective_points_; }

 private:
  friend class PosteriorMaker;
  std::uint32_t draws_ = 0;
  std::size_t columns_ = 0;
  std::vector<std::size_t> first_;  ///< by grouping: its place in a draw
  std::vector<std::size_t> levels_;
  std::size_t width_ = 0;
  std::vector<double> values_;
  std::vector<double> sds_;
  std::vector<double> residual_sds_;
  double effective_points_ = 0;
};

/// Posterior by nested Laplace approximation (Rue, Martino & Chopin 2009): standard deviations by importance sampling
/// around their mode, intercepts and coefficients normal given those. Errors: those of fit_mixed, `settings_malformed`.
Result<MixedPosterior> draw_posterior(const MixedData& data, const PosteriorSettings& settings);

/// One cell of the population: how many it has, its regressors, its level in each grouping.
struct Cells {
  std::vector<double> count;          ///< at least 0
  std::vector<double> fixed;          ///< row by row
  std::vector<std::uint32_t> level;   ///< row by row, one a grouping; `fresh_level` where the sample had none of it
  std::vector<std::uint32_t> target;  ///< which estimate the cell counts for
  std::uint32_t targets = 0;
  /// True: what the population itself has, each member drawn from its cell's distribution; false: the cells' mean.
  bool realised = false;

  [[nodiscard]] std::size_t rows() const { return count.size(); }
};
constexpr std::uint32_t fresh_level = 0xFFFFFFFFU;

struct Estimate {
  double mean = 0;
  double sd = 0;
  double low_90 = 0;  ///< central intervals
  double high_90 = 0;
  double low_50 = 0;
  double high_50 = 0;
  bool known = false;  ///< false where there is no cell: the rest is then meaningless
};

/// Mean, spread and central intervals of equally likely draws, which are sorted on the way. REQUIRES: one at least.
Estimate summarised(std::vector<double>& draws);

/// Shares (gaussian: means) of the targets, cells weighted by their counts. A fresh level is drawn from its grouping's
/// distribution, one for each cell's target. Errors: `cells_malformed`.
Result<std::vector<Estimate>> poststratify(const MixedData& data, const MixedPosterior& posterior, const Cells& cells,
                                           std::uint64_t seed);

}  // namespace boothwise::estimation
