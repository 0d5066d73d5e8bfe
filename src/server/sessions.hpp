#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/dates.hpp"
#include "server/http.hpp"
#include "services/sign_in.hpp"

/// How a session travels: one cookie, which no script reads and no other site's page makes the browser send.
namespace boothwise::server {

/// The session's token in a request's cookies; empty if it has none. `secure`: under the __Host- name.
std::string session_token(const Request& request, bool secure);

/// Set-Cookie for a session that was opened, or that ended (max-age 0).
std::pair<std::string, std::string> session_cookie(const services::Opened& opened, Instant now, bool secure);
std::pair<std::string, std::string> ended_cookie(bool secure);

/// The token of a practice pass (server/practice.hpp), in a cookie of its own; empty if there is none.
std::string practice_token(const Request& request, bool secure);
/// Set-Cookie for one that lasts so long; 0 ends it.
std::pair<std::string, std::string> practice_cookie(const std::string& token, std::int64_t seconds, bool secure);

/// The token behind "Authorization: Bearer"; empty if there is none.
std::string bearer_token(const Request& request);

/// What a side is told that must wait so many seconds.
Error too_many_requests(std::int64_t wait_seconds);

/// So many requests a second from one side, and so many at once. In this process only: a lock-out is the store's.
/// Thread-safe.
class RateLimit {
 public:
  RateLimit(double per_second, double at_once) : per_second_(per_second), at_once_(at_once) {}
  /// Seconds to wait, or nothing if the request may pass. `now`: seconds of any clock that only goes forward.
  std::optional<std::int64_t> wait_of(const std::string& side, double now);

 private:
  struct Bucket {
    double tokens = 0;
    double at = 0;
  };
  double per_second_;
  double at_once_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace boothwise::server
