#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "services/roll_rows.hpp"
#include "services/snapshot.hpp"
#include "synthesis/state.hpp"
#include "synthesis/vocabulary.hpp"

namespace boothwise::services {

/// What synthetic data is wanted.
struct SynthesisJob {
  std::int64_t electors = 0;
  std::vector<AcNo> segments;                            ///< picked to suit if empty
  std::array<std::string, 2> revisions{"2022", "2026"};  ///< years, the earlier first
  synthesis::Settings settings;                          ///< its `years` follow from the revisions
  unsigned threads = 2;
};

/// A job made definite: all that the data follows from.
struct SynthesisPlan {
  synthesis::State state;
  std::array<SyntheticRevision, 2> revisions;
  std::array<std::optional<ElectionId>, 2> elections;  ///< whose real votes the stations of either set share out
  unsigned threads = 2;

  [[nodiscard]] const SyntheticRevision& revision(synthesis::Roll roll) const {
    return revisions[static_cast<std::size_t>(roll)];
  }
};

/// Lays a job over the workspace's places and results: segments are as large as their electors at the newest election
/// that tells them, or votes; the two newest general elections give the votes of the two sets of stations.
/// Errors: `revisions_impossible`; `no_segments` where the workspace has no assembly constituencies; those of
/// synthesis::plan_state.
Result<SynthesisPlan> plan_synthesis(const Snapshot& snapshot, const SynthesisJob& job);

/// What every synthetic thing says it is.
const Bilingual& synthetic_remark();

}  // namespace boothwise::services
