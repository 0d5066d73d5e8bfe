#include <cstdio>
#include <cstdlib>
#include <unistd.h>

/// Goes to the tests' build folder before anything else runs; BOOTHWISE_SOURCE_DIR is named from there.
namespace {

[[maybe_unused]] const bool there = [] {
  if (::chdir(BOOTHWISE_TESTS_FOLDER) == 0) return true;
  std::perror(BOOTHWISE_TESTS_FOLDER);
  std::exit(EXIT_FAILURE);
}();

}  // namespace
