#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace boothwise::estimation {

/// What was counted at one polling station for a side and its strongest opponent there.
struct BoothCount {
  std::int64_t side_votes = 0;
  std::int64_t opponent_votes = 0;
  std::int64_t valid_votes = 0;  ///< all candidates, NOTA left out; 0 = not counted, no estimate is made
};

/// The lead at a station as far as one count can tell. Fractions of valid votes, -1 to 1.
struct BoothLead {
  double lead = 0;          ///< shrunken towards the segment's mean
  double sd = 0;            ///< of that estimate
  double interval_low = 0;  ///< central 80 %
  double interval_high = 0;
};

/// Leads of the stations of one segment, shrunken by the normal-normal model (empirical Bayes):
///   counted_b = lead_b + e_b,  e_b ~ N(0, s_b^2),  lead_b ~ N(mu, sigma^2)
/// s_b^2 = (p1 + p2 - (p1 - p2)^2) / n is the multinomial variance of a difference of two shares, with one half added
/// to each count so that no station is taken as exact; mu is the vote-weighted mean, sigma^2 the weighted spread that
/// s_b^2 does not explain (method of moments, at least 0). Source: Efron & Morris 1975;
/// docs/definitions.md#booth-class. One entry a station, none where nothing was counted. With fewer than two counted
/// stations nothing is shrunken.
std::vector<std::optional<BoothLead>> shrink_booth_leads(std::span<const BoothCount> booths);

/// Probability that a N(lead, sd^2) lies below `bound`.
double probability_below(const BoothLead& lead, double bound);

}  // namespace boothwise::estimation
