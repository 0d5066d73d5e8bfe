#pragma once

#include <vector>

namespace boothwise::estimation {

/// Benjamini & Hochberg's adjusted values (1995), in the order of `p_values`: of all tests whose value is at most q,
/// the share of false alarms is at most q on the average; where nothing is odd at all, there is any alarm with a chance
/// of at most q. Holds for tests that are independent or rise and fall together.
std::vector<double> false_discovery_rates(const std::vector<double>& p_values);

}  // namespace boothwise::estimation
