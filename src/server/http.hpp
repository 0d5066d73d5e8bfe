#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/access.hpp"

namespace boothwise::services {
struct Identity;
struct Snapshot;
}  // namespace boothwise::services

namespace boothwise::server {

enum class Method : std::uint8_t { get, post, other };

/// A request as handlers see it; HTTP's own matters are dealt with before.
struct Request {
  Method method = Method::get;
  std::string path;                                        ///< decoded, without query
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
  std::map<std::string, std::string> path_parameters;      ///< by name in the route's pattern
  std::map<std::string, std::string> headers;              ///< names in lower case
  std::string body;
  std::string route;   ///< the operation's id once it was found; empty for pages and what is nowhere
  bool head = false;   ///< of a GET whose body nobody wants
  std::string client;  ///< the address that asks, as a trusted proxy says or as it connects
  Access access{};     ///< whose request it is; nobody's until the application has looked
  std::shared_ptr<const services::Identity> identity{};  ///< the session or token it came with, if any
  std::shared_ptr<const services::Snapshot> snapshot{};  ///< the data that it is answered from, where known already
  std::filesystem::path body_file;  ///< where an upload was written; its reader moves or removes it

  /// The last value of a query parameter; empty if it is not there.
  [[nodiscard]] std::string query_value(std::string_view name) const;
  [[nodiscard]] std::string header(std::string_view lower_case_name) const;
};

struct Response {
  unsigned status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool cacheable = false;  ///< same answer for the same target as long as the data are the same
};

/// Splits and decodes a request target ("/a/b?c=d%20e&f"). '+' in a query is a space.
/// Errors: `target_malformed` (bad %-escape, not UTF-8, control character, over 8,192 bytes, "..", "//" or NUL in the
/// path).
struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};
Result<Target> parse_target(std::string_view text);

/// application/problem+json (RFC 9457) of an error.
Response problem(const Error& error);
unsigned status_of(ErrorKind kind);

}  // namespace boothwise::server
