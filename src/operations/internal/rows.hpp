#pragma once

#include "operations/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

namespace boothwise::operations {

/// Seconds since 1970 in UTC, as the store keeps times.
inline std::int64_t seconds_of(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant_of(std::int64_t seconds) { return Instant{std::chrono::seconds(seconds)}; }

inline Error unknown(std::string code, std::string_view id, Bilingual message) {
  return Error{ErrorKind::not_found, std::move(code), std::move(message), {{}, 0, {}, shortened(id, 80)}};
}

inline Error decision_unknown(std::string_view id) {
  return unknown("decision_unknown", id, {"no standing decision has this id", "इस पहचान का कोई मान्य निर्णय नहीं है"});
}

/// Every row as `read` makes it.
template <typename Read>
auto all(const Result<std::vector<Row>>& rows, Read read) -> Result<std::vector<decltype(read(rows->front()))>> {
  if (!rows) return rows.error();
  std::vector<decltype(read(rows->front()))> all;
  all.reserve(rows->size());
  for (const Row& row : *rows) all.push_back(read(row));
  return all;
}

/// The first row, or nothing.
template <typename Read>
auto one(const Result<std::vector<Row>>& rows, Read read) -> Result<std::optional<decltype(read(rows->front()))>> {
  using Found = std::optional<decltype(read(rows->front()))>;
  if (!rows) return rows.error();
  return rows->empty() ? Found() : Found(read(rows->front()));
}

/// However many rows were changed.
inline Status done(const Result<std::int64_t>& changed) { return changed ? success() : Status(changed.error()); }

}  // namespace boothwise::operations
