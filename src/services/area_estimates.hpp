#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "estimation/noised_areas.hpp"
#include "services/snapshot.hpp"
#include "warehouse/warehouse.hpp"

/// Small-area estimates from noised counts. Community composition is never estimated (R13): what people said of
/// themselves is shown by community_view alone.
namespace boothwise::services {

struct EconomyAsked {
  std::string wave;      ///< empty: the newest
  std::string district;  ///< with its segments, shakti kendras and booths; empty: all districts with their segments
  std::filesystem::path covariates;  ///< `ac_no` and columns of numbers; empty: none
  estimation::PosteriorSettings posterior;
};

/// Shares of the answers to the wave's economic questions, with 90 % intervals, the released share beside, and how much
/// came from neighbours; areas of which nothing is known have no estimate. Errors: `no_released_tables`,
/// `wave_unknown`, `no_economic_question`, those of reading the covariates and of the kernel but `too_little_known`.
Result<boost::json::object> economy_estimates(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                              const EconomyAsked& asked, Progress& progress);

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
