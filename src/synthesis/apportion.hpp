#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace boothwise::synthesis {

/// Whole numbers in proportion to `weights` that add up to `total`: largest remainder (Hamilton), ties by index.
/// REQUIRES: total >= 0; some weight above 0, none negative.
std::vector<std::int64_t> apportion(std::int64_t total, std::span<const double> weights);

/// The same, but no part above its `most`; what does not fit goes to the others in proportion. REQUIRES: as above, and
/// the sum of `most` is at least `total`.
std::vector<std::int64_t> apportion(std::int64_t total, std::span<const double> weights,
                                    std::span<const std::int64_t> most);

}  // namespace boothwise::synthesis
