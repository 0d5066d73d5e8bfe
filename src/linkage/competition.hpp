#pragma once

#include <cstddef>
#include <vector>

#include "linkage/pairs.hpp"

namespace boothwise::linkage {

/// Of each record's links keeps the one with the highest weight that is still free on both sides, highest weights
/// first; equal weights go by record. In order of left and right, as `links` is. REQUIRES: all record numbers <
/// `records`.
std::vector<Link> one_to_one(std::vector<Link> links, std::size_t records);

/// Leaves out links that both sides would give up for a clearly better one: brothers are alike, but each has his own
/// partner. One who stands twice in a table keeps both links. Order and requirement as above.
std::vector<Link> without_beaten(std::vector<Link> links, std::size_t records);

}  // namespace boothwise::linkage
