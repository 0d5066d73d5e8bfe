#pragma once

#include <cstdint>
#include <filesystem>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/wave_keys.hpp"

/// What the two key officers do on their machine (rule R16): boxes are opened in memory, counted, noised, and only
/// finished tables are written. docs/release.md, docs/security.md#protected-answers.
namespace boothwise::services {

struct ReleaseJob {
  std::filesystem::path bundle;
  std::filesystem::path ledger;
  std::filesystem::path out;
  Day today;
  unsigned threads = 2;
};

/// How many boxes there were and what became of them: for the officers' eyes, in no file.
struct ReleaseReport {
  std::int64_t boxes = 0;
  std::int64_t unreadable = 0;     ///< did not open, or hold no filled form
  std::int64_t elsewhere = 0;      ///< of a booth that the bundle does not name
  std::int64_t numbers_drawn = 0;  ///< with noise; 0 where all questions were answered before
  std::int64_t cells_shown = 0;
  std::int64_t cells_hidden = 0;
};

/// The ledger is on the disk before any table is. Errors: those of reading bundle and ledger; `bundle_old`;
/// `bundle_other_wave`; those of privacy::release (`budget_spent`, `areas_changed`…); `file_unwritable`; `stopped`.
Result<ReleaseReport> run_release(const WaveSecretKeys& keys, const ReleaseJob& job, Progress& progress);

}  // namespace boothwise::services
