#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.hpp"
#include "base/result.hpp"
#include "linkage/kept.hpp"
#include "services/link_settings.hpp"
#include "services/record_files.hpp"

namespace boothwise::services {

/// What `dedupe --state` keeps of a table, for `dedupe --add`. On disk it is the state as it was made (FILE) and beside
/// it what came since (FILE.changes), each with a checksum; both hold personal data and are readable by their owner
/// only. docs/formats.md#linkage-state.
struct KeptLinks {
  std::optional<MappedFile> file;  ///< in which large arrays of what follows lie
  LinkSettings used;
  RecordIds ids;
  linkage::Kept kept;
  /// What came since the state file was made; to be written beside it.
  struct Changes {
    std::vector<char> letters;        ///< cells of the records added, in order of the settings' columns
    std::vector<std::uint64_t> ends;  ///< of each cell
    std::vector<linkage::RecordNo> removed;
  } changes;
  std::uint64_t checksum = 0;                ///< of the state file, 0 if there is none yet
  std::vector<std::uint64_t> file_clusters;  ///< the clusters that the state file holds

  /// Notes a record's cells among the changes; `take_added` then takes them into the table.
  void add(std::span<const std::string_view> cells, std::string_view id);
  /// Takes into the table what was added after record `first`, with no cluster yet.
  void take_added();
  /// Notes that a record is gone and takes it out of the table.
  void remove(linkage::RecordNo record);
};

/// Errors: `file_not_found`, `file_unreadable`; `state_malformed` (damaged, or no such file), `state_version` where
/// another version or kind of machine wrote it.
Result<KeptLinks> read_kept_links(const std::filesystem::path& file, unsigned threads = 1);
/// The same of what follows the beginning of a state file (kind, version, checksum), and of a changes file, which is
/// applied to `links`. A state's content is changed and outlives the result. REQUIRES: contents lie at a multiple of
/// `linkage::archive_line`.
Result<KeptLinks> parse_state(std::span<char> content, const std::string& display_name);
Status parse_changes(std::span<char> content, const std::string& display_name, KeptLinks& links);

/// Writes the state file anew with everything in it, and takes the changes file away. Errors: `file_unwritable`.
Status write_kept_links(const std::filesystem::path& file, KeptLinks& links, unsigned threads = 1);
/// Writes the changes file alone. Errors: as above.
Status write_changes(const std::filesystem::path& file, KeptLinks& links);

}  // namespace boothwise::services
