#include "server/http.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/text.hpp"
#include "services/problem_json.hpp"

namespace boothwise::server {

namespace json = boost::json;

std::string Request::query_value(std::string_view name) const {
  std::string value;
  for (const auto& [key, text] : query) {
    if (key == name) value = text;
  }
  return value;
}

std::string Request::header(std::string_view lower_case_name) const {
  const auto found = headers.find(std::string(lower_case_name));
  return found == headers.end() ? std::string() : found->second;
}

namespace {

Error malformed(std::string_view target) {
  Error error{ErrorKind::bad_input,
              "target_malformed",
              {"expected a path and query in UTF-8 with correct %-escapes, at most 8,192 bytes",
               "सही %-कोड वाला UTF-8 पता चाहिए, अधिकतम 8,192 बाइट"}};
  error.where.value = is_utf8(target) ? shortened(target, 80) : std::string();
  return error;
}

bool is_clean(std::string_view text) {
  return is_utf8(text) &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
  constexpr std::size_t bytes_max = 8192;
  if (text.empty() || text.size() > bytes_max || text.front() != '/') return malformed(text);
  const auto parsed = boost::urls::parse_origin_form({text.data(), text.size()});
  if (!parsed) return malformed(text);
  Target target;
  boost::urls::encoding_opts options;
  options.space_as_plus = false;
  target.path = parsed->path();
  if (!is_clean(target.path)) return malformed(text);
  for (const std::string& part : split(std::string_view(target.path).substr(1), '/')) {
    const bool last_empty = part.empty() && target.path.ends_with('/');
    if (part == ".." || part == "." || (part.empty() && !last_empty)) return malformed(text);
  }
  if (target.path.find("//") != std::string::npos) return malformed(text);
  options.space_as_plus = true;
  for (const auto& parameter : parsed->params(options)) {
    std::string key(parameter.key);
    std::string value = parameter.has_value ? std::string(parameter.value) : std::string();
    if (!is_clean(key) || !is_clean(value)) return malformed(text);
    target.query.emplace_back(std::move(key), std::move(value));
  }
  return target;
}

unsigned status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::bad_input:
      return 400;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
    case ErrorKind::stopped:
      return 409;
    case ErrorKind::unauthenticated:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::too_many:
      return 429;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::environment:
      return 503;
  }
  return 500;
}

Response problem(const Error& error) {
  Response response;
  response.status = status_of(error.kind);
  response.type = "application/problem+json";
  json::object body{{"type", "urn:boothwise:" + error.code}, {"title", error.code}, {"status", response.status}};
  for (auto& [name, value] : services::problem_json(error)) body[name] = std::move(value);
  if (error.retry_seconds > 0) response.headers.emplace_back("Retry-After", std::to_string(error.retry_seconds));
  response.body = as_utf8(json::serialize(body));  // it may say what was sent, as it was sent
  return response;
}

}  // namespace boothwise::server
