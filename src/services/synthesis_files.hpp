#pragma once

#include <filesystem>
#include <string>

#include "base/progress.hpp"
#include "services/synthesis_plan.hpp"

namespace boothwise::services {

enum class TableFormat : std::uint8_t { csv, parquet };

/// What was written.
struct SynthesisReport {
  std::int64_t electors = 0;  ///< on the later roll as it stands
  std::int64_t entries = 0;   ///< of both rolls, supplements' additions included
  std::size_t segments = 0;
  std::size_t files_kept = 0;  ///< that an earlier run, cut short, had written already
};

/// Writes a synthetic state into `folder` (docs/formats.md#synthetic-data): rolls and booth sheets as `import` takes
/// them, a survey, and apart from these the truth. Each file appears only whole; `README.txt` comes last, so a folder
/// that has it is complete. Running the same plan again goes on where it was cut short. Errors: `folder_in_use` if the
/// folder holds anything else, `file_unwritable`, `stopped`.
Result<SynthesisReport> write_synthetic_files(const synthesis::Vocabulary& vocabulary, const SynthesisPlan& plan,
                                              const Snapshot& snapshot, const std::filesystem::path& folder,
                                              TableFormat format, Progress& progress);

/// The truth's numbers alone, one CSV of all segments: ac_no, old_part, new_part, measure, key, number
/// (synthesis/truth.hpp). Errors: `file_unwritable`, `stopped`.
Status write_true_changes(const synthesis::Vocabulary& vocabulary, const SynthesisPlan& plan,
                          const std::filesystem::path& path, Progress& progress);

}  // namespace boothwise::services
