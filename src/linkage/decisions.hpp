#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "linkage/model.hpp"
#include "linkage/pairs.hpp"

namespace boothwise::linkage {

/// The first decision that cannot hold beside the others: two records that are said to be different, but which others
/// make one person. REQUIRES: all record numbers < `records`.
std::optional<std::size_t> contradiction(std::span<const Decision> decisions, std::size_t records);

/// How the decided pairs agree: for each pattern how many were found the same and how many different.
std::vector<Label> labels_of(std::span<const Decision> decisions, const Prepared& prepared);

/// Links with the decisions in force, in order of left and right: a decided pair is there with probability 1 and the
/// weight that its own evidence has if it is the same, and not at all if it is different.
std::vector<Link> with_decisions(std::vector<Link> links, std::span<const Decision> decisions, const Model& model,
                                 const Prepared& prepared);

}  // namespace boothwise::linkage
