#pragma once

#include <cstdlib>
#include <filesystem>

namespace boothwise::test {

/// Where the real public data lie that some tests read: BOOTHWISE_SHARED_DATA, else beside the source tree.
inline std::filesystem::path shared_data() {
  const char* named = std::getenv("BOOTHWISE_SHARED_DATA");  // NOLINT(concurrency-mt-unsafe)
  return named != nullptr ? std::filesystem::path(named)
                          : std::filesystem::path(BOOTHWISE_SOURCE_DIR) / ".." / "shared" / "data";
}

}  // namespace boothwise::test
