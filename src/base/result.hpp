#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/bilingual.hpp"

namespace boothwise {

/// What kind of failure it is; decides the exit code and the HTTP status at the edge.
enum class ErrorKind {
  bad_input,        ///< what the user gave cannot be taken: exit 2, HTTP 400
  not_found,        ///< nothing there: exit 1, HTTP 404
  conflict,         ///< cannot be done in the present state: exit 2, HTTP 409
  too_large,        ///< over a stated limit: exit 2, HTTP 413
  unauthenticated,  ///< nobody is signed in, or not well enough: exit 2, HTTP 401
  forbidden,        ///< the one who asks may not: exit 2, HTTP 403
  too_many,         ///< too often, try later: exit 3, HTTP 429
  environment,      ///< disk, network, missing program: exit 3, HTTP 503
  stopped           ///< the user stopped it: exit 1, HTTP 409
};

/// Where in the input the failure is. Empty or 0 = does not apply. Lines count from 1, as an editor shows them.
struct Where {
  std::string file{};
  std::uint64_t line = 0;
  std::string column{};  ///< the column's header, or its number if it has none
  std::string value{};   ///< what stood there, cut to 80 characters

  friend bool operator==(const Where&, const Where&) = default;
};

/// An expected failure, as a value. The message says what was expected, what came and what to do.
struct Error {
  ErrorKind kind = ErrorKind::bad_input;
  std::string code;  ///< stable, snake_case, for programs: `unknown_side`
  Bilingual message;
  Where where{};
  std::vector<std::string> choices{};  ///< what would have been understood
  std::int64_t retry_seconds = 0;      ///< of too_many: how long to wait

  /// One line: `file:line: column "votes": value "12x": message`.
  [[nodiscard]] std::string line(Language language) const;
};

/// A broken invariant inside the program: not the user's doing. Caught once, at the edge.
class BrokenInvariant : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Either a value or an Error.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// REQUIRES: ok(). Throws BrokenInvariant otherwise.
  [[nodiscard]] T& value() & {
    require_ok();
    return std::get<0>(state_);
  }
  [[nodiscard]] const T& value() const& {
    require_ok();
    return std::get<0>(state_);
  }
  [[nodiscard]] T&& value() && {
    require_ok();
    return std::get<0>(std::move(state_));
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }

  /// REQUIRES: !ok().
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  void require_ok() const {
    if (!ok()) throw BrokenInvariant("value of a failed result: " + std::get<1>(state_).line(Language::english));
  }

  std::variant<T, Error> state_;
};

struct Nothing {};
using Status = Result<Nothing>;
inline Status success() { return Nothing{}; }

/// Leaves the function with the error of `expression` if it failed, else binds its value to `name`.
#define BOOTHWISE_CONCAT_(a, b) a##b
#define BOOTHWISE_CONCAT(a, b) BOOTHWISE_CONCAT_(a, b)
#define BOOTHWISE_TRY(name, expression) BOOTHWISE_TRY_(BOOTHWISE_CONCAT(result_, __COUNTER__), name, expression)
#define BOOTHWISE_TRY_(result, name, expression)        \
  auto result = (expression);                           \
  if (!(result).ok()) return std::move(result).error(); \
  auto name = std::move(result).value()
#define BOOTHWISE_CHECK(expression) BOOTHWISE_CHECK_(BOOTHWISE_CONCAT(status_, __COUNTER__), expression)
#define BOOTHWISE_CHECK_(status, expression)                                        \
  do {                                                                              \
    if (auto status = (expression); !status.ok()) return std::move(status).error(); \
  } while (false)

}  // namespace boothwise
