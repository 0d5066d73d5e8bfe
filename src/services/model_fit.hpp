#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "estimation/mixed_model.hpp"

namespace boothwise::services {

/// A multilevel regression of a file, and what it says of a population. Never of communities (R13).
struct FitJob {
  std::filesystem::path file;
  std::string formula;  ///< model_formula.hpp
  estimation::Family family = estimation::Family::binomial;
  std::string size;  ///< column: of how many the response counts (binomial), or weights (gaussian); empty: 1
  estimation::Method method = estimation::Method::joint;
  std::filesystem::path cells;  ///< of the population; empty: none
  std::string count;            ///< column of the cells: how many; empty: 1
  std::string by;               ///< column of the cells: what is estimated
  bool realised = false;        ///< what those very cells have (a census), not what their like would have
  estimation::PosteriorSettings posterior;
};

/// Coefficients, deviations of the groupings, and by `by` estimates with intervals. A column of numbers is a regressor,
/// any other one a regressor for each of its values but the first; rows with an empty cell are left out and counted.
/// Errors: `formula_malformed`, those of reading a table and of the kernel, `community_column` (R13), `value_unknown`
/// (a cell has a value of a regressor that the file had not), `number_malformed`.
Result<boost::json::object> fit_file(const FitJob& job, Progress& progress);

}  // namespace boothwise::services
