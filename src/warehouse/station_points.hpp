#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::warehouse {

/// A polling station by its segment and its part as forms and phones write it: "112", "112A".
using StationKey = std::pair<AcNo, std::string>;
/// Latitude and longitude in degrees, as the file had them.
using StationPoint = std::pair<double, double>;

/// Where the polling stations of these segments stand, each as the newest data set with coordinates has it (by the data
/// sets' names). Empty where there are none. Errors: those of the engine.
Result<std::map<StationKey, StationPoint>> station_points(Warehouse& warehouse, const Manifest& manifest,
                                                          const std::set<AcNo>& acs);

}  // namespace boothwise::warehouse
