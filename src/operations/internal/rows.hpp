#pragma once

#include "operations/store.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "domain/access.hpp"

namespace boothwise::operations {

/// Seconds since 1970 in UTC, as the store keeps times.
inline std::int64_t seconds_of(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant_of(std::int64_t seconds) { return Instant{std::chrono::seconds(seconds)}; }

/// Nothing where the cell is NULL, and back.
inline std::optional<Instant> instant_or_none(const Row& row, std::size_t column) {
  const auto seconds = row.integer_or_none(column);
  return seconds ? std::optional(instant_of(*seconds)) : std::nullopt;
}
inline Value seconds_or_null(const std::optional<Instant>& at) { return at ? Value(seconds_of(*at)) : Value(); }

inline Value value_or_null(const std::optional<std::int64_t>& number) { return number ? Value(*number) : Value(); }

inline Error unknown(std::string code, std::string_view id, Bilingual message) {
  return Error{ErrorKind::not_found, std::move(code), std::move(message), {{}, 0, {}, shortened(id, 80)}};
}

inline Error decision_unknown(std::string_view id) {
  return unknown("decision_unknown", id, {"no standing decision has this id", "इस पहचान का कोई मान्य निर्णय नहीं है"});
}

/// Each row as `made` makes it.
template <typename Made>
auto made_of(const std::vector<Row>& rows, Made made) {
  std::vector<std::invoke_result_t<Made, const Row&>> list;
  list.reserve(rows.size());
  for (const Row& row : rows) list.push_back(made(row));
  return list;
}

/// The first row as `made` makes it, if there is one.
template <typename Made>
auto first_made_of(const std::vector<Row>& rows, Made made) -> std::optional<std::invoke_result_t<Made, const Row&>> {
  if (rows.empty()) return std::nullopt;
  return made(rows.front());
}

/// The rows of an answer, each as `made` makes it.
template <typename Made>
auto list_of(Store& store, std::string_view sql, const Parameters& parameters, Made made)
    -> Result<std::vector<std::invoke_result_t<Made, const Row&>>> {
  BOOTHWISE_TRY(rows, store.ask(sql, parameters));
  return made_of(rows, made);
}

/// The first row of an answer, if it has one.
template <typename Made>
auto first_of(Store& store, std::string_view sql, const Parameters& parameters, Made made)
    -> Result<std::optional<std::invoke_result_t<Made, const Row&>>> {
  BOOTHWISE_TRY(rows, store.ask(sql, parameters));
  return first_made_of(rows, made);
}

/// As list_of and first_of, by Store::ask_kept.
template <typename Made>
auto kept_list_of(Store& store, std::string_view sql, const Parameters& parameters, Made made)
    -> Result<std::vector<std::invoke_result_t<Made, const Row&>>> {
  BOOTHWISE_TRY(rows, store.ask_kept(sql, parameters));
  return made_of(*rows, made);
}
template <typename Made>
auto kept_first_of(Store& store, std::string_view sql, const Parameters& parameters, Made made)
    -> Result<std::optional<std::invoke_result_t<Made, const Row&>>> {
  BOOTHWISE_TRY(rows, store.ask_kept(sql, parameters));
  return first_made_of(*rows, made);
}

/// The only number of an answer; 0 where there is no row.
inline Result<std::int64_t> first_integer(Store& store, std::string_view sql, const Parameters& parameters = {}) {
  BOOTHWISE_TRY(rows, store.ask(sql, parameters));
  return rows.empty() ? std::int64_t{0} : rows.front().integer(0);
}

/// Paths as a grant keeps them, with commas between.
inline std::vector<UnitPath> paths_in(const std::string& text) {
  std::vector<UnitPath> paths;
  for (const std::string_view path : split(text, ',')) {
    if (!path.empty()) paths.push_back({std::string(path)});
  }
  return paths;
}

/// `:path` and `:path_end` of a subtree.
inline Parameters within(const UnitPath& path) { return {{"path", path.text}, {"path_end", path.end()}}; }

/// Where reading of a subtree in order of paths goes on behind a place, or begins where there is none (empty): the path
/// of both bounds of a question that compares (path, …) with a cursor, as PostgreSQL begins to read an index at either.
inline std::string cursor_within(const UnitPath& path, const std::string& after_path) {
  return std::max(path.text, after_path);
}

/// However many rows were changed.
inline Status done(const Result<std::int64_t>& changed) { return changed ? success() : Status(changed.error()); }

/// Whether it was the one row.
inline Result<bool> changed_one(const Result<std::int64_t>& changed) {
  if (!changed) return changed.error();
  return *changed == 1;
}

/// Changes by each of `things`, whose values `values_of` gives. An error says which by `name_of` it.
template <typename Things, typename ValuesOf, typename NameOf>
Status change_by_each(Store& inside, std::string_view sql, const Things& things, ValuesOf values_of, NameOf name_of) {
  std::vector<Parameters> rows;
  rows.reserve(things.size());
  for (const auto& thing : things) rows.push_back(values_of(thing));
  const Result<std::int64_t> changed = inside.change_each(sql, rows);
  if (changed) return success();
  Error error = changed.error();
  if (const std::size_t place = std::exchange(error.where.line, 0); place >= 1 && place <= things.size()) {
    error.where.value = shortened(name_of(things[place - 1]), 80);
  }
  return error;
}

/// A text to be looked for with LIKE … ESCAPE '!': what LIKE reads as a sign stands for itself.
inline std::string like_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') escaped += '!';
    escaped += c;
  }
  return escaped;
}

/// Empty texts are kept as NULL.
inline Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

}  // namespace boothwise::operations
