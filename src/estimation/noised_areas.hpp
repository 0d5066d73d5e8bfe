#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "estimation/mixed_model.hpp"

/// Shares of small areas from the noised counts of a protected release. For schemes and economic status, never for
/// communities (R13): the service that calls this refuses those. docs/estimation.md#noised-counts.
namespace boothwise::estimation {

/// An area of a tree and what a release shows of it for one answer.
struct NoisedArea {
  std::optional<std::uint32_t> parent;  ///< its number, lower than this one's; none: an area of the first rank
  std::optional<double> count;          ///< noised; nothing where hidden
  std::optional<double> base;
  double count_variance = 0;  ///< of the noise; above 0 where shown
  double base_variance = 0;
};

/// Areas with their parents before them, and regressors of all of them.
struct NoisedAreas {
  std::vector<NoisedArea> areas;
  std::size_t covariates = 0;
  std::vector<double> covariate;  ///< area by area; of similar size (standardised)
};

struct AreaEstimate {
  Estimate share;           ///< `known` is false where nothing is known of the area's first-rank area: no estimate
  double own = 0;           ///< 0 to 1: how much of it is the area's own counts; the rest came from neighbours
  double sampled_base = 0;  ///< receipts behind its own counts, noised; 0 without any
};

/// What is observed: each shown area less its shown parts, so that no receipt counts twice and what is hidden is still
/// in the sum above it. A count is N(base times share, s²), where s² is the sampling variance of those who answered and
/// the known variance of the noise in count and base; logit shares have a normal deviation a rank (Fay & Herriot 1979;
/// You & Rao 2002). Errors: `areas_malformed`; `too_little_known` (fewer than three observed areas); those of
/// draw_posterior.
Result<std::vector<AreaEstimate>> estimate_noised_areas(const NoisedAreas& input, const PosteriorSettings& settings);

}  // namespace boothwise::estimation
