#pragma once

#include <span>
#include <vector>

#include "linkage/pairs.hpp"

namespace boothwise::linkage {

struct ClusterRules {
  double probability_least = 0.5;  ///< two clusters join only over a link at least this sure
  double mean_least = 0.2;         ///< and only if all pairs between them have this probability on average
};

/// Which records are one: for each record the lowest record of its cluster. Clusters grow from the surest mean on
/// (average linkage, Sokal & Michener 1958), pairs that were not compared or not kept counting as 0. So one wrong link
/// does not make one person of two. `links` and `uncertain` may come in any order; the result does not depend on it.
/// What was decided holds: records found to be the same are in one cluster whatever else speaks against it, and such as
/// were found different never are. REQUIRES: the decisions do not contradict each other.
std::vector<RecordNo> clusters_of(std::span<const Link> links, std::span<const Link> uncertain, std::size_t records,
                                  const ClusterRules& rules, std::span<const Decision> decisions = {});

}  // namespace boothwise::linkage
