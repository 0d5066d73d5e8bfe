#include "server/sessions.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace boothwise::server {

namespace {

std::string cookie_name(bool secure) { return secure ? "__Host-boothwise" : "boothwise"; }

std::string practice_name(bool secure) { return secure ? "__Host-boothwise-practice" : "boothwise-practice"; }

std::string value_of(const Request& request, const std::string& name) {
  const std::string wanted = name + "=";
  for (const std::string& part : split(request.header("cookie"), ';')) {
    const std::string_view pair = trimmed(part);
    if (pair.starts_with(wanted)) return std::string(pair.substr(wanted.size()));
  }
  return {};
}

std::pair<std::string, std::string> cookie(const std::string& name, const std::string& value, std::int64_t seconds,
                                           bool secure) {
  return {"Set-Cookie", name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
                            (secure ? "; Secure" : "")};
}

}  // namespace

std::string session_token(const Request& request, bool secure) { return value_of(request, cookie_name(secure)); }

std::pair<std::string, std::string> session_cookie(const services::Opened& opened, Instant now, bool secure) {
  return cookie(cookie_name(secure), opened.token, (opened.ends_at - now).count(), secure);
}

std::pair<std::string, std::string> ended_cookie(bool secure) { return cookie(cookie_name(secure), "", 0, secure); }

std::string practice_token(const Request& request, bool secure) { return value_of(request, practice_name(secure)); }

std::pair<std::string, std::string> practice_cookie(const std::string& token, std::int64_t seconds, bool secure) {
  return cookie(practice_name(secure), token, seconds, secure);
}

std::string bearer_token(const Request& request) {
  const std::string header = request.header("authorization");
  constexpr std::string_view scheme = "bearer ";
  if (header.size() <= scheme.size() || ascii_lower(header.substr(0, scheme.size())) != scheme) return {};
  return std::string(trimmed(std::string_view(header).substr(scheme.size())));
}

Error too_many_requests(std::int64_t wait_seconds) {
  Error error{
      ErrorKind::too_many, "too_many_requests", {"too many requests; wait a little", "बहुत अधिक अनुरोध; थोड़ा रुकें"}};
  error.retry_seconds = wait_seconds;
  return error;
}

std::optional<std::int64_t> RateLimit::wait_of(const std::string& side, double now) {
  constexpr std::size_t sides_most = 100000;
  const std::scoped_lock lock(mutex_);
  if (buckets_.size() > sides_most) {
    std::erase_if(buckets_, [&](const auto& entry) {
      return entry.second.tokens + (now - entry.second.at) * per_second_ >= at_once_;
    });
  }
  Bucket& bucket = buckets_.try_emplace(side, Bucket{at_once_, now}).first->second;
  bucket.tokens = std::min(at_once_, bucket.tokens + (now - bucket.at) * per_second_);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  return std::max<std::int64_t>(1, std::llround(std::ceil((1 - bucket.tokens) / per_second_)));
}

}  // namespace boothwise::server
