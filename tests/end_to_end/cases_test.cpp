#include "unit/warehouse/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

/// Runs tests/cases/**/*.case: what a user types and what comes back. A case is a text of blocks:
///
///   == file NAME          the lines that follow are written to NAME in an empty folder
///   == run N ARGUMENTS    `boothwise ARGUMENTS` (a shell line; the workspace is `ws`, the language English) must end
///   with
///                         exit code N and print exactly the lines that follow, errors included
///
/// BOOTHWISE_UPDATE_CASES=1 writes what came back into the cases; read the difference before you commit it.
namespace boothwise {
namespace {

namespace fs = std::filesystem;

struct Block {
  std::string head;
  std::string body;
};

std::vector<Block> blocks_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<Block> blocks;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("== ")) {
      blocks.push_back({line.substr(3), {}});
    } else if (!blocks.empty()) {
      blocks.back().body += line + "\n";
    }
  }
  return blocks;
}

struct Outcome {
  int code = -1;
  std::string output;
};

Outcome run(const fs::path& folder, const std::string& arguments) {
  const std::string command = "cd '" + folder.string() +
                              "' && BOOTHWISE_WORKSPACE=ws '" BOOTHWISE_BINARY "' --lang en " + arguments +
                              " 2>&1 </dev/null";
  Outcome outcome;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return outcome;
  std::array<char, 4096> piece{};
  for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) {
    outcome.output.append(piece.data(), got);
  }
  const int status = ::pclose(pipe);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  // Times differ from run to run.
  outcome.output = std::regex_replace(outcome.output, std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"), "TIME");
  return outcome;
}

std::vector<fs::path> all_cases() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(BOOTHWISE_SOURCE_DIR "/tests/cases")) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

class Cases : public ::testing::TestWithParam<fs::path> {};

TEST_P(Cases, DoWhatTheirTextSays) {
  const bool update = std::getenv("BOOTHWISE_UPDATE_CASES") != nullptr;
  test::TemporaryFolder folder;
  std::vector<Block> blocks = blocks_of(GetParam());
  int runs = 0;
  for (Block& block : blocks) {
    std::istringstream head(block.head);
    std::string what;
    head >> what;
    if (what == "file") {
      std::string name;
      head >> name;
      std::ofstream(folder.path() / name) << block.body;
      continue;
    }
    ASSERT_EQ(what, "run") << block.head;
    int code = 0;
    std::string arguments;
    head >> code;
    std::getline(head >> std::ws, arguments);
    const Outcome outcome = run(folder.path(), arguments);
    ++runs;
    if (update) {
      block.body = outcome.output;
      block.head = "run " + std::to_string(outcome.code) + " " + arguments;
      continue;
    }
    EXPECT_EQ(outcome.code, code) << arguments;
    EXPECT_EQ(outcome.output, block.body) << arguments;
  }
  EXPECT_GT(runs, 0) << "a case that runs nothing";
  if (update) {
    std::ofstream file(GetParam());
    for (const Block& block : blocks) file << "== " << block.head << "\n" << block.body;
  }
}

INSTANTIATE_TEST_SUITE_P(Commands, Cases, ::testing::ValuesIn(all_cases()), [](const auto& tested) {
  std::string name = tested.param.parent_path().filename().string() + "_" + tested.param.stem().string();
  return name;
});

}  // namespace
}  // namespace boothwise
