#include "services/json_body.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/text.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::size_t value_bytes_shown = 80;

std::string shown(const json::value* value) {
  return value == nullptr ? std::string() : shortened(json::serialize(*value), value_bytes_shown);
}

/// PostgreSQL keeps no text with a zero byte in it.
bool fits(std::string_view text, std::size_t most) {
  return text.size() <= most && text.find('\0') == std::string_view::npos;
}

Error expected_text(std::string_view field, std::size_t most, const json::value* value) {
  const std::string bytes = std::to_string(most);
  return JsonBody::malformed(field, "expected a text of up to " + bytes + " bytes", bytes + " बाइट तक का पाठ चाहिए",
                             shown(value));
}

}  // namespace

Error JsonBody::malformed(std::string_view field, std::string_view en, std::string_view hi, std::string_view value) {
  Error error{ErrorKind::bad_input, "body_malformed", {std::string(en), std::string(hi)}};
  error.where.column = field;
  error.where.value = value;
  return error;
}

Error refused_field(ErrorKind kind, std::string code, std::string_view field, Bilingual message,
                    std::string_view value) {
  return Error{
      kind, std::move(code), std::move(message), {{}, 0, std::string(field), shortened(value, value_bytes_shown)}};
}

Result<JsonBody> JsonBody::parse(std::string_view text) {
  boost::system::error_code failure;
  json::value document = json::parse(text, failure);
  if (failure || !document.is_object()) {
    return malformed("", "expected a JSON object", "JSON ऑब्जेक्ट चाहिए", shortened(text, value_bytes_shown));
  }
  return JsonBody(std::move(document.as_object()));
}

Result<std::string> JsonBody::text_or_empty(std::string_view field, std::size_t bytes_most) const {
  const json::value* value = object_.if_contains(field);
  if (value == nullptr || value->is_null()) return std::string();
  if (!value->is_string()) return expected_text(field, bytes_most, value);
  std::string text(trimmed(std::string_view(value->as_string())));
  if (!fits(text, bytes_most)) return expected_text(field, bytes_most, value);
  return text;
}

Result<std::string> JsonBody::text(std::string_view field, std::size_t bytes_most) const {
  BOOTHWISE_TRY(text, text_or_empty(field, bytes_most));
  if (text.empty()) return expected_text(field, bytes_most, object_.if_contains(field));
  return text;
}

Result<std::optional<std::int64_t>> JsonBody::integer_or_none(std::string_view field, std::int64_t least,
                                                              std::int64_t most) const {
  const json::value* value = object_.if_contains(field);
  if (value == nullptr || value->is_null()) return std::optional<std::int64_t>();
  if (!value->is_int64() || value->as_int64() < least || value->as_int64() > most) {
    return malformed(field, fmt::format("expected a whole number from {} to {}", least, most),
                     fmt::format("{} से {} तक की पूर्ण संख्या चाहिए", least, most), shown(value));
  }
  return std::optional(value->as_int64());
}

Result<std::int64_t> JsonBody::integer(std::string_view field, std::int64_t least, std::int64_t most) const {
  BOOTHWISE_TRY(number, integer_or_none(field, least, most));
  if (!number) {
    return malformed(field, fmt::format("expected a whole number from {} to {}", least, most),
                     fmt::format("{} से {} तक की पूर्ण संख्या चाहिए", least, most));
  }
  return *number;
}

Result<bool> JsonBody::flag(std::string_view field) const {
  const json::value* value = object_.if_contains(field);
  if (value == nullptr || value->is_null()) return false;
  if (!value->is_bool()) return malformed(field, "expected true or false", "true या false चाहिए", shown(value));
  return value->as_bool();
}

Result<double> JsonBody::number(std::string_view field, double least, double most) const {
  const json::value* value = object_.if_contains(field);
  const double number = value != nullptr && value->is_number() ? value->to_number<double>() : least - 1;
  const bool inside = number >= least && number <= most;  // never of what is no number
  if (!inside) {
    return malformed(field, fmt::format("expected a number from {} to {}", least, most),
                     fmt::format("{} से {} तक की संख्या चाहिए", least, most), shown(value));
  }
  return number;
}

Result<std::vector<JsonBody>> JsonBody::objects(std::string_view field, std::size_t most) const {
  const json::value* list = object_.if_contains(field);
  std::vector<JsonBody> objects;
  bool fits = list != nullptr && list->is_array() && list->as_array().size() <= most;
  if (fits) {
    for (const json::value& one : list->as_array()) {
      fits = fits && one.is_object();
      if (fits) objects.emplace_back(one.as_object());
    }
  }
  if (fits) return objects;
  return malformed(field, fmt::format("expected a list of up to {} objects", most),
                   fmt::format("{} तक ऑब्जेक्ट की सूची चाहिए", most), shown(list));
}

Result<std::optional<JsonBody>> JsonBody::object_or_none(std::string_view field) const {
  const json::value* value = object_.if_contains(field);
  if (value == nullptr || value->is_null()) return std::optional<JsonBody>();
  if (!value->is_object()) return malformed(field, "expected an object", "ऑब्जेक्ट चाहिए", shown(value));
  return std::optional(JsonBody(value->as_object()));
}

Result<std::vector<std::int64_t>> JsonBody::integers(std::string_view field, std::size_t most, std::int64_t least,
                                                     std::int64_t largest) const {
  const json::value* list = object_.if_contains(field);
  std::vector<std::int64_t> numbers;
  if (list == nullptr || list->is_null()) return numbers;
  bool fits = list->is_array() && list->as_array().size() <= most;
  if (fits) {
    for (const json::value& one : list->as_array()) {
      fits = fits && one.is_int64() && one.as_int64() >= least && one.as_int64() <= largest;
      if (fits) numbers.push_back(one.as_int64());
    }
  }
  if (fits) return numbers;
  return malformed(field, fmt::format("expected a list of up to {} whole numbers from {} to {}", most, least, largest),
                   fmt::format("{} से {} तक की पूर्ण संख्याओं की सूची चाहिए, अधिक से अधिक {}", least, largest, most),
                   shown(list));
}

Status JsonBody::only(std::initializer_list<std::string_view> fields) const {
  for (const auto& [name, value] : object_) {
    if (std::ranges::find(fields, std::string_view(name)) != fields.end()) continue;
    Error error = malformed(name, "this field is not known here", "यह फ़ील्ड यहाँ नहीं होता", shown(&value));
    error.choices.assign(fields.begin(), fields.end());
    return error;
  }
  return success();
}

Result<std::vector<std::string>> JsonBody::texts(std::string_view field, std::size_t most,
                                                 std::size_t bytes_most) const {
  const json::value* list = object_.if_contains(field);
  std::vector<std::string> texts;
  bool taken = list != nullptr && list->is_array() && list->as_array().size() <= most;
  if (taken) {
    for (const json::value& one : list->as_array()) {
      taken = taken && one.is_string() && fits(one.as_string(), bytes_most);
      if (taken) texts.emplace_back(one.as_string());
    }
  }
  if (taken) return texts;
  return malformed(field, fmt::format("expected a list of up to {} texts", most),
                   fmt::format("{} तक पाठों की सूची चाहिए", most), shown(list));
}

}  // namespace boothwise::services
