#pragma once

#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "services/import_service.hpp"
#include "services/snapshot.hpp"
#include "services/workspace.hpp"

namespace boothwise::test {

/// A workspace in a folder of its own, and short ways to import into it.
class Workshop {
 public:
  explicit Workshop(std::string_view state = "") {
    NoProgress progress;
    auto made =
        services::init_workspace(folder.path() / "workspace", state, BOOTHWISE_SOURCE_DIR "/data", {}, at, progress);
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().line(Language::english));
    workspace = std::move(made).value();
  }

  Result<services::ImportReport> import(const std::vector<std::pair<std::string, std::string>>& files,
                                        services::ImportOptions options = {}) {
    std::vector<services::ImportFile> list;
    for (const auto& [name, content] : files) list.push_back({folder.write(name, content), name});
    options.now = at;
    NoProgress progress;
    return services::import_files(*workspace.warehouse, list, options, progress);
  }

  std::shared_ptr<const services::Snapshot> snapshot() {
    auto loaded = services::load_snapshot(*workspace.warehouse);
    EXPECT_TRUE(loaded.ok());
    return std::move(loaded).value();
  }

  TemporaryFolder folder;
  services::Workspace workspace;
  Instant at{std::chrono::seconds(1'700'000'000)};
};

/// "seat:winner's party:votes" of each seat of an election.
inline std::string winners(const services::Snapshot& snapshot, const char* election) {
  const auto found = snapshot.elections.find(*parse_election(election));
  if (found == snapshot.elections.end()) return "";
  std::string text;
  for (const Contest& contest : found->second.results.contests) {
    const CandidateVotes& first = contest.candidates.front();
    text += std::to_string(contest.number) + ":" + first.party + ":" + std::to_string(first.votes) + " ";
  }
  return text;
}

}  // namespace boothwise::test
