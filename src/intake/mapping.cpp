#define TOML_EXCEPTIONS 1
#include <algorithm>
#include <array>
#include <toml++/toml.h>

#include "base/text.hpp"
#include "intake/layout.hpp"
#include "intake/record_reader.hpp"

namespace boothwise::intake {

Error unknown_field(std::string_view ours) {
  Error error{
      ErrorKind::bad_input, "mapping_unknown_field", {"there is no field of this name", "इस नाम का कोई क्षेत्र नहीं"}};
  error.where.value = shortened(ours, 80);
  for (std::size_t i = 0; i < static_cast<std::size_t>(Field::count_); ++i)
    error.choices.emplace_back(field_name(static_cast<Field>(i)));
  return error;
}

namespace {

Error malformed(std::string_view value, const Bilingual& expected) {
  Error error{ErrorKind::bad_input, "mapping_malformed", expected};
  error.where.value = shortened(value, 80);
  return error;
}

/// A text of a count column's table; empty where it says nothing. `failed` is set for what is no text.
std::string text_in(const toml::table& table, std::string_view key, bool& failed) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (!node->is_string()) failed = true;
  return node->value<std::string>().value_or("");
}

/// `[counts."theirs"]` with `counted`, `unit`, `scheme`, `base`, `base_unit`.
std::optional<CountColumn> count_column(std::string_view theirs, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return std::nullopt;
  constexpr std::array<std::string_view, 5> known = {"counted", "unit", "scheme", "base", "base_unit"};
  bool failed = false;
  for (const auto& [key, value] : *table) failed = failed || std::ranges::find(known, key.str()) == known.end();
  CountColumn column{std::string(theirs),
                     text_in(*table, "counted", failed),
                     text_in(*table, "unit", failed),
                     text_in(*table, "scheme", failed),
                     text_in(*table, "base", failed),
                     text_in(*table, "base_unit", failed)};
  for (const std::string* unit : {&column.unit, &column.base_unit}) {
    failed = failed || (!unit->empty() && !cell_fits(FieldType::scheme_unit, *unit));
  }
  failed = failed || !cell_fits(FieldType::label, column.counted) ||
           (!column.scheme.empty() && !cell_fits(FieldType::label, column.scheme));
  return failed ? std::nullopt : std::optional(std::move(column));
}

}  // namespace

Result<std::pair<std::string, std::string>> parse_mapping_pair(std::string_view text) {
  const std::size_t equals = text.rfind('=');
  const std::string_view theirs =
      equals == std::string_view::npos ? std::string_view() : trimmed(text.substr(0, equals));
  const std::string_view ours =
      equals == std::string_view::npos ? std::string_view() : trimmed(text.substr(equals + 1));
  if (theirs.empty() || ours.empty() || !is_utf8(text))
    return malformed(is_utf8(text) ? text : std::string_view(), {"expected theirs=ours", "theirs=ours चाहिए"});
  if (!field_named(ours)) return unknown_field(ours);
  return std::pair(std::string(theirs), std::string(ours));
}

Result<UserMapping> read_mapping(std::string_view text, std::string_view display_name) {
  const auto placed = [&](Error error, const toml::source_region& region) {
    error.where.file = display_name;
    error.where.line = region.begin.line;
    return error;
  };
  try {
    const toml::table document = toml::parse(text, display_name);
    UserMapping mapping;
    for (const auto& [key, node] : document) {
      if (key.str() == "columns" && node.is_table()) {
        for (const auto& [theirs, ours] : *node.as_table()) {
          const auto name = ours.value<std::string>();
          if (!name || !ours.is_string())
            return placed(malformed(theirs.str(), {"expected theirs = \"ours\"", "theirs = \"ours\" चाहिए"}),
                          ours.source());
          if (!field_named(*name)) return placed(unknown_field(*name), ours.source());
          mapping.columns.emplace_back(theirs.str(), *name);
        }
      } else if (key.str() == "constants" && node.is_table()) {
        for (const auto& [ours, value] : *node.as_table()) {
          const auto field = field_named(ours.str());
          if (!field) return placed(unknown_field(ours.str()), value.source());
          if (!value.is_string())
            return placed(malformed(ours.str(), {"expected field = \"value\"", "field = \"value\" चाहिए"}),
                          value.source());
          mapping.constants.emplace_back(*field, *value.value<std::string>());
        }
      } else if (key.str() == "counts" && node.is_table()) {
        for (const auto& [theirs, value] : *node.as_table()) {
          auto column = count_column(theirs.str(), value);
          if (!column)
            return placed(
                malformed(theirs.str(),
                          {"expected [counts.\"their column\"] with counted = \"a_name\" and, where they "
                           "apply, unit, scheme, base, base_unit",
                           "[counts.\"उनका स्तंभ\"] चाहिए: counted = \"नाम\", और ज़रूरत हो तो unit, scheme, base, "
                           "base_unit"}),
                value.source());
          mapping.counts.push_back(std::move(*column));
        }
        mapping.kind = Kind::scheme_counts;
      } else if (key.str() == "header_row" && node.is_integer()) {
        constexpr std::int64_t row_most = 1000;
        const std::int64_t row = *node.value<std::int64_t>();
        if (row < 1 || row > row_most)
          return placed(
              malformed(std::to_string(row), {"expected a row from 1 to 1,000", "1 से 1,000 तक की पंक्ति चाहिए"}),
              node.source());
        mapping.header_row = static_cast<std::size_t>(row);
      } else if (key.str() == "kind" && node.is_string()) {
        const auto kind = kind_named(*node.value<std::string>());
        if (!kind)
          return placed(malformed(*node.value<std::string>(), {"this is no kind of data", "यह आँकड़ों का कोई प्रकार नहीं"}),
                        node.source());
        mapping.kind = kind;
      } else if (key.str() == "election" && node.is_string()) {
        mapping.election = *node.value<std::string>();
      } else {
        return placed(malformed(key.str(), {"expected kind, election, header_row, [columns], [constants] or [counts]",
                                            "kind, election, header_row, [columns], [constants] या [counts] चाहिए"}),
                      node.source());
      }
    }
    return mapping;
  } catch (const toml::parse_error& failure) {
    const std::string words(failure.description());
    return placed(malformed({}, {"this is not TOML: " + words, "यह TOML नहीं है: " + words}), failure.source());
  }
}

}  // namespace boothwise::intake
