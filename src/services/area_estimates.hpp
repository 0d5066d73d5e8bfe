#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "estimation/noised_areas.hpp"
#include "services/snapshot.hpp"
#include "warehouse/warehouse.hpp"

/// Small-area estimates from noised counts. Community composition is never estimated (R13): what people said of
/// themselves is shown by community_view alone.
namespace boothwise::services {

/// Which areas: all districts with their segments; a district with its segments, shakti kendras and booths; or, with a
/// segment, that one's shakti kendras and booths beside the district and its segments.
struct EstimatedAreas {
  std::string district;
  std::optional<AcNo> ac;  ///< its district is the one asked for; where none is named, the segment's own
};

struct EconomyAsked {
  std::string wave;      ///< empty: the newest
  std::string question;  ///< its code; empty: all economic ones
  EstimatedAreas areas;
  std::filesystem::path covariates;  ///< `ac_no` and columns of numbers; empty: none
  estimation::PosteriorSettings posterior;
};

/// Shares of the answers to the wave's economic questions, with 50 and 90 % intervals, the released share beside, and
/// how much came from neighbours; areas of which nothing is known have no estimate. Shape: docs/api.md#estimates.
/// Errors: `no_released_tables`, `wave_unknown`, `unknown_seat`, `no_economic_question`, `question_unknown`, those of
/// reading the covariates and of the kernel but `too_little_known`.
Result<boost::json::object> economy_estimates(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                              const EconomyAsked& asked, Progress& progress);

struct SchemeReachAsked {
  std::string scheme;  ///< its code
  EstimatedAreas areas;
  estimation::PosteriorSettings posterior;
};

/// The same of what households said of a scheme (R24): the share who receive it, with or without a problem. Numbers of
/// that table are rounded to the nearest five, which is their noise. Errors: `no_receipts` where none are counted or
/// none of the scheme, `unknown_seat`, those of the kernel but `too_little_known`.
Result<boost::json::object> scheme_reach_estimates(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                                   const SchemeReachAsked& asked);

/// The same of a file of counts (of a scheme's awareness or use): `area`, `count`, `base`; `parent`, `noise_sd`,
/// `base_noise_sd`, `name`, and `covariates` as columns of numbers. Errors: those of reading, `area_unknown`,
/// `area_repeated`, `number_malformed`, `community_column`, those of the kernel.
struct AreaFile {
  std::filesystem::path file;
  std::vector<std::string> covariates;
  estimation::PosteriorSettings posterior;
};
Result<boost::json::object> area_file_estimates(const AreaFile& asked, Progress& progress);

}  // namespace boothwise::services
