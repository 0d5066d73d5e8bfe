#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "concordance/match.hpp"

namespace boothwise::concordance {

/// An earlier count as it would stand on the later stations, with its standard error.
struct Expressed {
  double votes = 0;
  double error = 0;
};

/// Spreads `votes` (one number an earlier station) over `stations` later ones by the weights of `matches`. The sum
/// stays the same. The standard error of a later station: what is shared by weight varies as a draw of single voters,
/// w(1 - w)v, and a match of confidence c is elsewhere with probability 1 - c, c(1 - c)(w v)². Errors of matches are
/// taken as independent. REQUIRES: matches name only stations that are there.
std::vector<Expressed> reexpress(std::span<const Match> matches, std::span<const double> votes, std::size_t stations);

/// The same for a lead, `votes` minus `rivals`. Voters of both are drawn alike, so that shared weights err by
/// w(1 - w)(v + r); a match that is elsewhere takes the lead with it, c(1 - c)(w (v - r))². REQUIRES: as above, and
/// both of one length.
std::vector<Expressed> reexpress_lead(std::span<const Match> matches, std::span<const double> votes,
                                      std::span<const double> rivals, std::size_t stations);

}  // namespace boothwise::concordance
