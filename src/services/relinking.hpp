#pragma once

#include <filesystem>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "linkage/settings.hpp"

namespace boothwise::services {

/// A table that was linked with itself (`LinkJob::state`), and what is new in it.
struct RelinkJob {
  std::filesystem::path state;
  std::filesystem::path added;    ///< records with the state's columns; an id that is there replaces that record
  std::filesystem::path removed;  ///< a file with the id column; may be empty, as may `added`
  std::filesystem::path out;      ///< the clusters of all records
  linkage::Resources resources;
};

struct RelinkReport {
  std::size_t records = 0;  ///< that are there now
  std::size_t added = 0;
  std::size_t changed = 0;  ///< an id that was there came with other cells
  std::size_t unchanged = 0;
  std::size_t removed = 0;
  double pairs = 0;          ///< compared
  std::size_t links = 0;     ///< of all records
  std::size_t clusters = 0;  ///< of two records or more
};

/// Compares what is new with all records, puts clusters together again where that changes anything, writes them and the
/// state. Model, frequencies and rules stay those of the state, so that the clusters are those that a run with them
/// over all records makes; cluster ids live on. Errors: those of reading tables and states; `id_missing`,
/// `id_repeated`, `record_unknown` for an id to remove that is not there, `output_ending`, `stopped`.
Result<RelinkReport> relink(const RelinkJob& job, Progress& progress);

}  // namespace boothwise::services
