#include "base/atomic_file.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace boothwise {
namespace {

namespace fs = std::filesystem;

class AtomicFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("boothwise_atomic_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(AtomicFile, WhatWasWrittenIsReadBack) {
  const std::string content = std::string("a\0b", 3) + std::string(300000, 'x');
  ASSERT_TRUE(write_file_atomically(folder_ / "f", content).ok());
  const auto read = read_file(folder_ / "f");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, content);
}

TEST_F(AtomicFile, AnOldFileIsReplacedWhole) {
  ASSERT_TRUE(write_file_atomically(folder_ / "f", "a long old content").ok());
  ASSERT_TRUE(write_file_atomically(folder_ / "f", "new").ok());
  EXPECT_EQ(*read_file(folder_ / "f"), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(AtomicFile, ManyThreadsMayWriteOneFileAtOnce) {
  constexpr std::size_t writers = 8;
  std::vector<std::string> contents;
  for (std::size_t writer = 0; writer < writers; ++writer)
    contents.emplace_back(200'000 + writer, static_cast<char>('a' + writer));
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> threads;
    for (const std::string& content : contents) {
      threads.emplace_back([&] {
        for (int round = 0; round < 10; ++round) failed += write_file_atomically(folder_ / "f", content).ok() ? 0 : 1;
      });
    }
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(std::ranges::count(contents, *read_file(folder_ / "f")), 1);
  EXPECT_EQ(files(), 1U);
}

TEST_F(AtomicFile, AMissingFolderIsAnErrorOfTheEnvironment) {
  const Status written = write_file_atomically(folder_ / "missing" / "f", "x");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, "file_unwritable");
  EXPECT_EQ(written.error().kind, ErrorKind::environment);
  EXPECT_TRUE(written.error().where.file.starts_with((folder_ / "missing" / "f").string()));
}

TEST_F(AtomicFile, AFolderInTheWayIsAnErrorAndTheFolderStays) {
  fs::create_directories(folder_ / "f" / "inner");
  ASSERT_FALSE(write_file_atomically(folder_ / "f", "x").ok());
  EXPECT_TRUE(fs::exists(folder_ / "f" / "inner"));
}

/// Every write beyond the limit fails as on a full disk.
class SmallDisk {
 public:
  SmallDisk() {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit small = before_;
    small.rlim_cur = 1000;
    ::setrlimit(RLIMIT_FSIZE, &small);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    static_cast<void>(std::signal(SIGXFSZ, handler_));
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_F(AtomicFile, AFullDiskLeavesTheOldFileAndNoRubbish) {
  ASSERT_TRUE(write_file_atomically(folder_ / "f", "old").ok());
  {
    const SmallDisk small;
    const Status written = write_file_atomically(folder_ / "f", std::string(5000, 'x'));
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, "file_unwritable");
  }
  EXPECT_EQ(*read_file(folder_ / "f"), "old");
  EXPECT_EQ(files(), 1U);
}

TEST_F(AtomicFile, ReadingAMissingFileSaysSo) {
  const auto read = read_file(folder_ / "nothing");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, "file_not_found");
}

TEST_F(AtomicFile, ReadingAFolderSaysThatItCannotBeRead) {
  const auto read = read_file(folder_);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, "file_unreadable");
}

TEST_F(AtomicFile, ReadingStopsAtTheLimit) {
  ASSERT_TRUE(write_file_atomically(folder_ / "f", std::string(2000, 'x')).ok());
  const auto read = read_file(folder_ / "f", 1999);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, "file_too_large");
  EXPECT_EQ(read.error().kind, ErrorKind::too_large);
  EXPECT_TRUE(read_file(folder_ / "f", 2000).ok());
}

}  // namespace
}  // namespace boothwise
