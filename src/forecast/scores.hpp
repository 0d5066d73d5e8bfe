#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace boothwise::forecast {

/// A probability as it may be shown: neither 0 nor 1.
inline constexpr double least_probability = 0.001;
double clipped(double probability);

/// One seat as it was told for a side, and what came. Leads and shares are fractions.
struct ToldSeat {
  double probability = 0;  ///< that the side wins
  bool won = false;
  double lead = 0;  ///< expected
  double lead_came = 0;
  std::vector<float> leads{};  ///< equally likely ones; empty where a baseline has none
  double lead_sd = 0;          ///< of a baseline's normal law; 0: none
};

struct ReliabilityRow {
  double from = 0;
  double to = 0;
  std::int64_t seats = 0;
  double told = 0;  ///< mean probability
  double came = 0;  ///< share won
};

struct Scores {
  std::size_t units = 0;
  std::size_t side_right = 0;  ///< seats where "wins" was more likely than not and it won, or the other way round
  double brier = 0;
  double log_score = 0;
  double lead_rmse = 0;
  double lead_crps = 0;
  std::array<double, 3> coverage{};  ///< of the central 50, 80, 95 % of the lead; 0 to 1
  double expected_seats = 0;
  std::int64_t seats_won = 0;
  std::vector<std::int64_t> pit{};  ///< ten equal classes of the probability of a smaller lead
  std::vector<ReliabilityRow> reliability{};
};

Scores score(std::span<const ToldSeat> seats);

/// Quantile of equally likely values by linear interpolation. REQUIRES: not empty, in ascending
/// order, or at least the two values that it lies between in their places.
double quantile(std::span<const float> values, double p);

/// Continuous ranked probability score of equally likely values: mean |x - y| - mean |x - x'| / 2. Lower is better.
double crps(std::span<const float> values, double came);

/// The same for a normal law.
double normal_crps(double mean, double sd, double came);

}  // namespace boothwise::forecast
