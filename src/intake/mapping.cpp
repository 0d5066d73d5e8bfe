#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "base/text.hpp"
#include "intake/layout.hpp"

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
      } else if (key.str() == "kind" && node.is_string()) {
        const auto kind = kind_named(*node.value<std::string>());
        if (!kind)
          return placed(malformed(*node.value<std::string>(), {"this is no kind of data", "यह आँकड़ों का कोई प्रकार नहीं"}),
                        node.source());
        mapping.kind = kind;
      } else if (key.str() == "election" && node.is_string()) {
        mapping.election = *node.value<std::string>();
      } else {
        return placed(
            malformed(key.str(), {"expected kind, election or [columns]", "kind, election या [columns] चाहिए"}),
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
