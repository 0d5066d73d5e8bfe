#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace boothwise::estimation {

/// Electors by age in years.
using AgeCounts = std::map<std::int64_t, std::int64_t>;

/// Whipple's index of heaping on ages that end in 0 or 5, from 23 to 62: 100 = none, 500 = nothing else. Nothing where
/// nobody is of those ages. Source: UN Demographic Yearbook 1955, p. 19.
std::optional<double> whipple_index(const AgeCounts& ages);

/// Myers' blended index over ages 20 to 79: half the sum of what the shares of the ten last digits differ from 10 %, in
/// per cent; 0 = none, 90 = one digit only. Nothing where nobody is of those ages. Source: Myers 1940, as in Shryock &
/// Siegel, The Methods and Materials of Demography (1976), ch. 8.
std::optional<double> myers_index(const AgeCounts& ages);

}  // namespace boothwise::estimation
