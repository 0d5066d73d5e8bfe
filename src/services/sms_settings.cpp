#include "services/sms_settings.hpp"

#define TOML_EXCEPTIONS 1
#include <algorithm>
#include <array>
#include <sstream>
#include <toml++/toml.h>

#include "base/atomic_file.hpp"
#include "base/text.hpp"

namespace boothwise::services {

namespace {

constexpr std::string_view place = "{#var#}";
constexpr std::array<std::string_view, 4> uses = {"reminder", "escalation", "invitation", "training"};
constexpr std::array<std::string_view, 7> variable_names = {"title", "unit", "count", "day", "name", "link", "venue"};
constexpr std::array<std::string_view, 6> field_names = {"to",       "text",     "sender", "principal_entity",
                                                         "template", "reference"};

std::int64_t letters_in(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// At most `most` letters, the last of them "…" where something was cut.
std::string cut(std::string_view text, std::int64_t most) {
  if (letters_in(text) <= most) return std::string(text);
  std::size_t end = 0;
  for (std::int64_t letters = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && ++letters == most) break;
  }
  return std::string(trimmed(text.substr(0, end))) + "…";
}

Error malformed(std::string_view value, Bilingual expected) {
  Error error{ErrorKind::bad_input, "sms_settings_malformed", std::move(expected)};
  error.where.value = shortened(value, 80);
  return error;
}

template <typename Names>
std::string listed(const Names& names) {
  std::string all;
  for (const std::string_view name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

/// Reads one document; each error gets the line of the node that it is about.
class Reader {
 public:
  Reader(std::string_view display_name, const std::filesystem::path& outbox) : file_(display_name) {
    read_.outbox = outbox;
  }

  Result<SmsSettings> read(const toml::table& document) {
    BOOTHWISE_CHECK(only(document, std::array<std::string_view, 13>{
                                       "provider", "outbox", "url", "body", "headers", "fields", "constants", "sender",
                                       "principal_entity", "hours", "timeout_seconds", "deduplicates", "templates"}));
    BOOTHWISE_CHECK(read_provider(document));
    BOOTHWISE_CHECK(read_hours(document));
    BOOTHWISE_TRY(sender, text_in(document, "sender",
                                  {"expected the registered sender's name (header)", "पंजीकृत प्रेषक का नाम (हेडर) चाहिए"}));
    BOOTHWISE_TRY(entity,
                  text_in(document, "principal_entity",
                          {"expected the principal entity's number", "मुख्य इकाई (principal entity) की संख्या चाहिए"}));
    read_.sender = std::move(sender);
    read_.principal_entity = std::move(entity);
    const toml::array* templates = document["templates"].as_array();
    if (templates == nullptr || templates->empty()) {
      return at(document,
                malformed("templates", {"expected at least one [[templates]]", "कम से कम एक [[templates]] चाहिए"}));
    }
    for (const toml::node& node : *templates) {
      const toml::table* table = node.as_table();
      if (table == nullptr) return at(node, malformed("templates", {"expected a table", "तालिका चाहिए"}));
      BOOTHWISE_CHECK(read_template(*table));
    }
    return std::move(read_);
  }

 private:
  [[nodiscard]] Error at(const toml::node& node, Error error) const {
    error.where.file = file_;
    error.where.line = node.source().begin.line;
    return error;
  }

  template <typename Names>
  [[nodiscard]] Status only(const toml::table& table, const Names& known) const {
    for (const auto& [key, node] : table) {
      if (std::ranges::find(known, key.str()) == known.end()) {
        return at(node, malformed(key.str(), {"there is no such setting; expected one of " + listed(known),
                                              "ऐसी कोई सेटिंग नहीं है; इनमें से एक चाहिए: " + listed(known)}));
      }
    }
    return success();
  }

  [[nodiscard]] Result<std::string> text_in(const toml::table& table, std::string_view key, Bilingual expected) const {
    const toml::node* node = table.get(key);
    const auto value = node == nullptr ? std::nullopt : node->value_exact<std::string>();
    if (!value || trimmed(*value).empty() || !is_utf8(*value)) {
      return at(node == nullptr ? static_cast<const toml::node&>(table) : *node, malformed(key, std::move(expected)));
    }
    return *value;
  }

  [[nodiscard]] Status texts_in(const toml::table& document, std::string_view key,
                                std::map<std::string, std::string, std::less<>>& into) const {
    const toml::node* node = document.get(key);
    if (node == nullptr) return success();
    const toml::table* table = node->as_table();
    if (table == nullptr) return at(*node, malformed(key, {"expected a table of texts", "पाठों की तालिका चाहिए"}));
    for (const auto& [name, inner] : *table) {
      const auto value = inner.value_exact<std::string>();
      if (!value || value->find_first_of("\r\n") != std::string::npos) {
        return at(inner, malformed(name.str(), {"expected a text of one line", "एक पंक्ति का पाठ चाहिए"}));
      }
      into[std::string(name.str())] = *value;
    }
    return success();
  }

  Status read_provider(const toml::table& document) {
    BOOTHWISE_TRY(provider, text_in(document, "provider", {"expected file or http", "file या http चाहिए"}));
    if (provider != "file" && provider != "http") {
      return at(*document.get("provider"), malformed(provider, {"expected file or http", "file या http चाहिए"}));
    }
    read_.dry_run = provider == "file";
    if (const auto outbox = document["outbox"].value_exact<std::string>()) read_.outbox = *outbox;
    if (!read_.dry_run) {
      const Bilingual expected{"expected https://…, or http://127.0.0.1…", "https://… चाहिए, या http://127.0.0.1…"};
      BOOTHWISE_TRY(url, text_in(document, "url", expected));
      if (!url.starts_with("https://") && !url.starts_with("http://127.0.0.1") && !url.starts_with("http://[::1]")) {
        return at(*document.get("url"), malformed(url, expected));
      }
      read_.url = url;
    }
    if (const toml::node* node = document.get("body")) {
      const auto value = node->value_exact<std::string>();
      if (!value || (*value != "json" && *value != "form")) {
        return at(*node, malformed(value.value_or(""), {"expected json or form", "json या form चाहिए"}));
      }
      read_.form = *value == "form";
    }
    std::map<std::string, std::string, std::less<>> headers;
    BOOTHWISE_CHECK(texts_in(document, "headers", headers));
    read_.headers.assign(headers.begin(), headers.end());
    BOOTHWISE_CHECK(texts_in(document, "constants", read_.constants));
    for (const std::string_view name : field_names) read_.fields[std::string(name)] = name;
    if (const toml::table* fields = document["fields"].as_table()) BOOTHWISE_CHECK(only(*fields, field_names));
    BOOTHWISE_CHECK(texts_in(document, "fields", read_.fields));
    if (const toml::node* node = document.get("deduplicates")) {
      const auto value = node->value_exact<bool>();
      if (!value) return at(*node, malformed("deduplicates", {"expected true or false", "true या false चाहिए"}));
      read_.deduplicates = *value;
    }
    return success();
  }

  Status read_hours(const toml::table& document) {
    constexpr std::int64_t earliest = 9;
    constexpr std::int64_t latest = 19;
    if (const toml::node* node = document.get("hours")) {
      const toml::array* hours = node->as_array();
      const auto first =
          hours != nullptr && hours->size() == 2 ? (*hours)[0].value_exact<std::int64_t>() : std::nullopt;
      const auto end = first ? (*hours)[1].value_exact<std::int64_t>() : std::nullopt;
      if (!first || !end || *first < earliest || *end > latest || *first >= *end) {
        return at(*node, malformed("hours", {"expected two hours within 9 and 19, such as [9, 19]",
                                             "9 और 19 के बीच दो घंटे चाहिए, जैसे [9, 19]"}));
      }
      read_.first_hour = *first;
      read_.end_hour = *end;
    }
    if (const toml::node* node = document.get("timeout_seconds")) {
      constexpr std::int64_t longest = 60;
      const auto seconds = node->value_exact<std::int64_t>();
      if (!seconds || *seconds < 1 || *seconds > longest) {
        return at(*node, malformed("timeout_seconds", {"expected 1 to 60", "1 से 60 चाहिए"}));
      }
      read_.timeout = std::chrono::seconds(*seconds);
    }
    return success();
  }

  Status read_template(const toml::table& table) {
    BOOTHWISE_CHECK(only(table, std::array<std::string_view, 5>{"use", "language", "id", "text", "variables"}));
    SmsTemplate one;
    const Bilingual one_use{"expected one of " + listed(uses), "इनमें से एक चाहिए: " + listed(uses)};
    BOOTHWISE_TRY(use, text_in(table, "use", one_use));
    if (std::ranges::find(uses, use) == uses.end()) return at(*table.get("use"), malformed(use, one_use));
    BOOTHWISE_TRY(language, text_in(table, "language", {"expected hi or en", "hi या en चाहिए"}));
    if (language != "hi" && language != "en") {
      return at(*table.get("language"), malformed(language, {"expected hi or en", "hi या en चाहिए"}));
    }
    BOOTHWISE_TRY(id, text_in(table, "id", {"expected the registration's number", "पंजीकरण संख्या चाहिए"}));
    BOOTHWISE_TRY(text, text_in(table, "text", {"expected the registered text", "पंजीकृत पाठ चाहिए"}));
    one.use = use;
    one.language = language == "hi" ? Language::hindi : Language::english;
    one.id = id;
    one.text = text;
    BOOTHWISE_CHECK(read_variables(table, one));
    std::size_t places = 0;
    for (std::size_t at_place = text.find(place); at_place != std::string::npos;
         at_place = text.find(place, at_place + place.size())) {
      ++places;
    }
    if (places != one.variables.size()) {
      return at(*table.get("text"),
                malformed(std::to_string(places),
                          {"expected as many {#var#} as variables: " + std::to_string(one.variables.size()),
                           "जितने variables उतने {#var#} चाहिए: " + std::to_string(one.variables.size())}));
    }
    read_.templates.push_back(std::move(one));
    return success();
  }

  /// Names, or tables {name, letters_most}.
  Status read_variables(const toml::table& table, SmsTemplate& one) const {
    const toml::node* node = table.get("variables");
    if (node == nullptr) return success();
    const Bilingual expected{"expected a list of " + listed(variable_names),
                             "इनकी सूची चाहिए: " + listed(variable_names)};
    const toml::array* list = node->as_array();
    if (list == nullptr) return at(*node, malformed("variables", expected));
    constexpr std::int64_t letters_most = 500;
    for (const toml::node& inner : *list) {
      SmsVariable variable;
      const toml::table* named = inner.as_table();
      const auto name =
          named == nullptr ? inner.value_exact<std::string>() : (*named)["name"].value_exact<std::string>();
      if (!name || std::ranges::find(variable_names, *name) == variable_names.end()) {
        return at(inner, malformed(name.value_or(""), expected));
      }
      variable.name = *name;
      if (named != nullptr) {
        const auto most = (*named)["letters_most"].value_exact<std::int64_t>();
        if (!most || *most < 1 || *most > letters_most) {
          return at(inner, malformed("letters_most", {"expected 1 to 500", "1 से 500 चाहिए"}));
        }
        variable.letters_most = *most;
      }
      one.variables.push_back(std::move(variable));
    }
    return success();
  }

  std::string file_;
  SmsSettings read_;
};

}  // namespace

Result<std::string> filled_text(const SmsTemplate& registered, const SmsValues& values) {
  constexpr std::int64_t parts_most = 10;
  const auto refused = [&registered](std::string code, const std::string& name, Bilingual message) {
    return Error{ErrorKind::bad_input, std::move(code), std::move(message), {{}, 0, name, registered.id}};
  };
  std::string text;
  std::size_t begin = 0;
  for (const SmsVariable& variable : registered.variables) {
    const std::size_t end = registered.text.find(place, begin);
    const auto value = values.find(variable.name);
    if (end == std::string::npos || value == values.end() || value->second.empty()) {
      return refused("sms_value_missing", variable.name,
                     {"the message has nothing for " + variable.name, "संदेश में " + variable.name + " नहीं है"});
    }
    const bool may_cut =
        variable.name == "title" || variable.name == "unit" || variable.name == "name" || variable.name == "venue";
    if (!may_cut && letters_in(value->second) > variable.letters_most) {
      const std::string most = std::to_string(variable.letters_most);
      return refused("sms_value_too_long", variable.name,
                     {variable.name + " is longer than the " + most + " letters that were registered",
                      variable.name + " पंजीकृत " + most + " अक्षरों से लंबा है"});
    }
    text += registered.text.substr(begin, end - begin) + cut(value->second, variable.letters_most);
    begin = end + place.size();
  }
  text += registered.text.substr(begin);
  if (sms_length(text).parts > parts_most) {
    return refused("sms_too_long", "text", {"the message has more than 10 parts", "संदेश 10 से अधिक हिस्सों का है"});
  }
  return text;
}

std::span<const std::string_view> sms_uses() { return uses; }

SmsLength longest(const SmsTemplate& registered) {
  const std::string letter = registered.language == Language::hindi ? "क" : "a";
  std::string text;
  std::size_t begin = 0;
  for (const SmsVariable& variable : registered.variables) {
    const std::size_t end = registered.text.find(place, begin);
    text += registered.text.substr(begin, end - begin);
    for (std::int64_t i = 0; i < variable.letters_most; ++i) text += letter;
    begin = end + place.size();
  }
  return sms_length(text + registered.text.substr(begin));
}

const SmsTemplate* SmsSettings::find(std::string_view use, Language language) const {
  const SmsTemplate* other = nullptr;
  for (const SmsTemplate& one : templates) {
    if (one.use != use) continue;
    if (one.language == language) return &one;
    if (other == nullptr) other = &one;
  }
  return other;
}

Result<SmsSettings> parse_sms_settings(std::string_view text, std::string_view display_name,
                                       const std::filesystem::path& outbox) {
  try {
    return Reader(display_name, outbox).read(toml::parse(text, display_name));
  } catch (const toml::parse_error& failure) {
    Error error = malformed({}, {std::string("expected TOML: ") + std::string(failure.description()),
                                 std::string("TOML चाहिए: ") + std::string(failure.description())});
    error.where.file = display_name;
    error.where.line = failure.source().begin.line;
    return error;
  }
}

Result<std::optional<SmsSettings>> load_sms_settings(const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  std::error_code failure;
  const fs::file_status status = fs::status(file, failure);
  if (!fs::exists(status)) return std::optional<SmsSettings>();
  if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none) {
    return Error{ErrorKind::environment,
                 "secret_readable",
                 {"others may read this file, which holds the provider's key: chmod 600",
                  "इस फ़ाइल में सेवा की कुंजी है और दूसरे इसे पढ़ सकते हैं: chmod 600"},
                 {file.string(), 0, {}, {}}};
  }
  constexpr std::size_t bytes_most = 1U << 20U;
  BOOTHWISE_TRY(text, read_file(file, bytes_most));
  BOOTHWISE_TRY(settings, parse_sms_settings(text, file.string(), file.parent_path() / "sms-outbox.jsonl"));
  return std::optional(std::move(settings));
}

}  // namespace boothwise::services
