#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "base/dates.hpp"

namespace boothwise::server {

/// Which refusals of somebody who is signed in are written into the trail: of each user and route the first in a
/// minute, so that who tries a thousand times does not fill it (ASVS 7.2.2). Thread-safe.
class RefusalLog {
 public:
  /// True if this one is to be written.
  bool is_first(const std::string& user, const std::string& route, Instant now);

 private:
  static constexpr std::chrono::seconds apart{60};
  static constexpr std::size_t remembered_max = 10'000;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Instant> written_;
};

}  // namespace boothwise::server
