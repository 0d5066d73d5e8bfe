#pragma once

#include <span>
#include <vector>

#include "forecast/elections.hpp"

namespace boothwise::forecast {

/// Party strengths (seats × parties, rows sum to 1) of each of `elections` as far as they can be told from all of them:
/// an alliance's votes are shared among its members in proportion to their strengths in the elections where all of them
/// stood apart, nearer ones counting more (half every four years). Where they never stood apart, each keeps the votes
/// of its own candidates. An alliance is parted anew from the others' parted strengths until they settle (three
/// rounds). Source: shared model, section 2. Elections after a target must not be among `elections`.
std::vector<Table> party_strengths(std::span<const PastElection> elections);

/// Raises strengths to what parties would get alone, when of an ally's supporters only the share `kappa` follows to
/// another party's candidate: an alliance's votes were own + kappa × allies. Others received the rest and give it back.
Table without_leak(const PastElection& election, const Table& strengths, double kappa);

/// Strengths (seats × parties) as shares of the blocs of `contest` (seats × blocs): own supporters, kappa of the
/// allies', and the rest of those to the other blocs in proportion. Blocs that do not stand get nothing. Rows sum to 1.
Table bloc_shares(const Contest& contest, const Table& strengths, double kappa);

}  // namespace boothwise::forecast
