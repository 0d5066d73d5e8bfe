#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "linkage/table.hpp"
#include "services/record_files.hpp"

namespace boothwise::services {

/// Ids of clusters by the number of the record that stands for the cluster: 1, 2, … in order of record; 0 elsewhere.
/// `clusters` as linkage::clusters_of gives it.
std::vector<std::uint64_t> new_cluster_ids(std::span<const linkage::RecordNo> clusters);

/// Clusters of an earlier run.
struct PreviousClusters {
  std::vector<std::uint64_t> of_record;  ///< 0: a new record
  std::uint64_t highest = 0;             ///< of all earlier ids, also of records that are gone
};

/// The `record_id` and `cluster_id` columns of a file that `dedupe` wrote, for these records. Errors: those of reading;
/// `cluster_id_malformed` where one is no whole number above 0.
Result<PreviousClusters> read_clusters(const std::filesystem::path& file, const RecordIds& ids);

/// As `new_cluster_ids`, but a cluster keeps the earlier id that most of its records had; where two want the same id,
/// the one with more records of it keeps it, then the one that begins earlier. New clusters get ids never used before.
std::vector<std::uint64_t> kept_cluster_ids(std::span<const linkage::RecordNo> clusters,
                                            const PreviousClusters& previous);

/// Writes `record_id` and `cluster_id` of every record whose cluster id is not 0. Errors: `output_ending`,
/// `file_unwritable`.
Status write_clusters(const std::filesystem::path& file, const RecordIds& ids, std::span<const std::uint64_t> clusters);

}  // namespace boothwise::services
