#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::services {

/// A poll that was published before a past election's votes were counted.
struct PastPoll {
  std::string election;                  ///< as the results call it, "LS-2019"
  std::string house;                     ///< who asked
  std::string published;                 ///< 2019-05-10
  double people = 0;                     ///< asked
  std::map<std::string, double> shares;  ///< by bloc: an alliance's name, or a party's code
  std::uint64_t line = 0;                ///< of its first bloc
};

struct PastPolls {
  std::string file;  ///< as errors call it
  std::vector<PastPoll> polls;
};

/// Reads a table of polls, one row a poll and bloc. docs/formats.md#past-polls. Errors, with line, column and value:
/// those of reading a table; `column_missing`, `number_malformed`, `date_malformed`, `poll_too_late` (published when
/// votes were counted or after), `poll_malformed` (a poll whose rows differ, or an empty cell), `bloc_repeated`,
/// `shares_over_1`.
Result<PastPolls> read_past_polls(const std::filesystem::path& file);

/// The workspace's own file of them, in its folder.
inline constexpr std::string_view polls_of_workspace_file = "polls.csv";

/// The same of the workspace's file, which errors call by its name alone; none where it has no such file.
Result<PastPolls> polls_of_workspace(const std::filesystem::path& workspace);

/// Another text once the workspace's file is another, or comes or goes: of its size, time of change and place on disk.
std::string stamp_of_polls(const std::filesystem::path& workspace);

}  // namespace boothwise::services
