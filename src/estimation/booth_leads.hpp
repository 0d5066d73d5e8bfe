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

/// A station's lead at one election as it was counted: fraction of valid votes.
struct CountedLead {
  double lead = 0;
  double variance = 0;  ///< of counting, and of carrying it over from other stations; more than 0
  double votes = 0;     ///< valid votes that it rests on; more than 0
};
/// None where nothing was counted.
std::optional<CountedLead> counted_lead(const BoothCount& booth);

/// What stays of stations' leads from one election to the next.
struct LastingLeads {
  std::vector<std::optional<BoothLead>> leads;  ///< one a station; none where the first election counted nothing
  std::size_t compared = 0;                     ///< stations with a second election
  double lasting_variance = 0;                  ///< between stations, of what stays
  double passing_variance = 0;                  ///< of what one election alone brings to a station, beyond counting
};

/// So many stations that two elections know are needed to tell what stays from what passes.
constexpr std::size_t compared_least = 20;

/// Leads of one segment's stations that would stay at another election at which the segment as a whole votes as it did
/// at the first of `elections` (each one entry a station):
///   counted_be = mean_e + stays_b + passes_be + e_be,  stays ~ N(0, v^2),  passes ~ N(0, n^2),  e ~ N(0, variance_be)
/// v^2 is the weighted mean product of a station's deviations at two elections, n^2 what is left of the spread at each
/// (methods of moments, at least 0). Where fewer than compared_least stations have a second election, n^2 is
/// `passing_variance` if given, else 0, which leaves shrink_booth_leads. Source: docs/definitions.md#booth-chance.
/// REQUIRES: at least one election, all of one length.
LastingLeads lasting_booth_leads(const std::vector<std::vector<std::optional<CountedLead>>>& elections,
                                 std::optional<double> passing_variance);

/// Probability that a N(lead, sd^2) lies below `bound`.
double probability_below(const BoothLead& lead, double bound);

}  // namespace boothwise::estimation
