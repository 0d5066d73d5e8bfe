#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

namespace boothwise::operations {

/// Seconds since 1970 in UTC, as the store keeps times.
inline std::int64_t seconds_of(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant_of(std::int64_t seconds) { return Instant{std::chrono::seconds(seconds)}; }

inline Value value_or_null(const std::optional<std::int64_t>& number) { return number ? Value(*number) : Value(); }
/// Empty texts are kept as NULL.
inline Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

inline Error unknown(std::string code, std::string_view id, Bilingual message) {
  return Error{ErrorKind::not_found, std::move(code), std::move(message), {{}, 0, {}, shortened(id, 80)}};
}

inline Error decision_unknown(std::string_view id) {
  return unknown("decision_unknown", id, {"no standing decision has this id", "इस पहचान का कोई मान्य निर्णय नहीं है"});
}

}  // namespace boothwise::operations
