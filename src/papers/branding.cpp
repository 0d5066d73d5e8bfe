#include "papers/branding.hpp"

#include "reports/picture.hpp"

#define TOML_EXCEPTIONS 1
#include <algorithm>
#include <array>
#include <charconv>
#include <toml++/toml.h>

#include "base/atomic_file.hpp"
#include "base/text.hpp"

namespace boothwise::papers {

namespace {

constexpr std::array<std::string_view, 6> keys = {"organisation", "address", "printer", "publisher", "logo", "accent"};

class BrandingReader {
 public:
  BrandingReader(std::string_view file, const std::filesystem::path& folder) : file_(file), folder_(folder) {}

  Result<reports::Branding> read(const toml::table& document) {
    for (const auto& [key, node] : document) {
      if (std::ranges::find(keys, key.str()) != keys.end()) continue;
      return fault(node, key.str(),
                   {"there is no such setting; expected organisation, address, printer, publisher, logo or accent",
                    "ऐसी कोई सेटिंग नहीं है; organisation, address, printer, publisher, logo या accent चाहिए"});
    }
    BOOTHWISE_CHECK(both(document, "organisation", read_.organisation));
    BOOTHWISE_CHECK(both(document, "address", read_.address));
    BOOTHWISE_CHECK(both(document, "printer", read_.printer));
    BOOTHWISE_CHECK(both(document, "publisher", read_.publisher));
    BOOTHWISE_CHECK(accent(document));
    BOOTHWISE_CHECK(logo(document));
    return std::move(read_);
  }

 private:
  [[nodiscard]] Error fault(const toml::node& node, std::string_view key, Bilingual expected) const {
    return Error{ErrorKind::bad_input,
                 "branding_malformed",
                 std::move(expected),
                 {file_, node.source().begin.line, std::string(key), {}}};
  }

  /// A text for both languages, or a table {hi, en}.
  [[nodiscard]] Status both(const toml::table& document, std::string_view key, Bilingual& into) const {
    const toml::node* node = document.get(key);
    if (node == nullptr) return success();
    const Bilingual expected{"expected a text, or a table with hi and en; at most 200 letters on one line each",
                             "पाठ चाहिए, या hi और en वाली तालिका; हर एक अधिकतम 200 अक्षर, एक पंक्ति में"};
    const auto text_of = [&](const toml::node* one) -> Result<std::string> {
      constexpr std::size_t bytes_most = 600;
      const auto text = one == nullptr ? std::nullopt : one->value_exact<std::string>();
      if (!text || !is_utf8(*text) || text->size() > bytes_most || text->find_first_of("\r\n") != std::string::npos) {
        return fault(one == nullptr ? *node : *one, key, expected);
      }
      return *text;
    };
    const toml::table* table = node->as_table();
    if (table == nullptr) {
      BOOTHWISE_TRY(text, text_of(node));
      into = {text, text};
      return success();
    }
    for (const auto& [language, inner] : *table) {
      if (language.str() != "hi" && language.str() != "en") return fault(inner, key, expected);
    }
    BOOTHWISE_TRY(hindi, text_of(table->get("hi")));
    BOOTHWISE_TRY(english, text_of(table->get("en")));
    into = {english, hindi};
    return success();
  }

  Status accent(const toml::table& document) {
    const toml::node* node = document.get("accent");
    if (node == nullptr) return success();
    constexpr std::size_t digits = 7;
    const auto text = node->value_exact<std::string>();
    std::uint32_t code = 0;
    bool good = text && text->size() == digits && text->front() == '#';
    if (good) {
      const auto [end, failure] = std::from_chars(text->data() + 1, text->data() + digits, code, 16);
      good = failure == std::errc{} && end == text->data() + digits;
    }
    if (!good) return fault(*node, "accent", {"expected a colour such as \"#0b5c63\"", "रंग \"#0b5c63\" जैसा चाहिए"});
    read_.accent = reports::rgb(code);
    constexpr double readable = 4.5;  // WCAG 2.2, 1.4.3
    if (reports::contrast(read_.accent, reports::tokens::white) < readable) {
      return fault(*node, "accent",
                   {"too light: it cannot be read on white paper", "बहुत हल्का: सफ़ेद काग़ज़ पर पढ़ा नहीं जाएगा"});
    }
    return success();
  }

  Status logo(const toml::table& document) {
    const toml::node* node = document.get("logo");
    if (node == nullptr) return success();
    const Bilingual expected{"expected the name of a PNG file beside this one, at most 2 MiB",
                             "इसी फ़ोल्डर की PNG फ़ाइल का नाम चाहिए, अधिकतम 2 MiB"};
    const auto name = node->value_exact<std::string>();
    if (!name || name->empty() || std::filesystem::path(*name).filename() != *name)
      return fault(*node, "logo", expected);
    constexpr std::size_t bytes_most = 2U << 20U;
    auto bytes = read_file(folder_ / *name, bytes_most);
    if (!bytes) return fault(*node, "logo", expected);
    BOOTHWISE_TRY(scratch, reports::Picture::create(1, 1));
    if (!scratch.canvas().image({0, 0, 1, 1}, *bytes)) return fault(*node, "logo", expected);
    read_.logo = std::move(*bytes);
    return success();
  }

  std::string file_;
  std::filesystem::path folder_;
  reports::Branding read_;
};

}  // namespace

Result<reports::Branding> parse_branding(std::string_view text, std::string_view display_name,
                                         const std::filesystem::path& folder) {
  try {
    return BrandingReader(display_name, folder).read(toml::parse(text, display_name));
  } catch (const toml::parse_error& failure) {
    return Error{ErrorKind::bad_input,
                 "branding_malformed",
                 {std::string("expected TOML: ") + std::string(failure.description()),
                  std::string("TOML चाहिए: ") + std::string(failure.description())},
                 {std::string(display_name), failure.source().begin.line, {}, {}}};
  }
}

Result<reports::Branding> load_branding(const std::filesystem::path& workspace) {
  const std::filesystem::path file = workspace / "branding.toml";
  if (!std::filesystem::exists(file)) return reports::Branding{};
  constexpr std::size_t bytes_most = 1U << 16U;
  BOOTHWISE_TRY(text, read_file(file, bytes_most));
  return parse_branding(text, file.string(), workspace);
}

Status require_imprint(const reports::Branding& branding) {
  const auto missing = [](std::string key) {
    return Error{ErrorKind::conflict,
                 "imprint_missing",
                 {"printed matter for the public names its printer and publisher with their addresses; put " + key +
                      " into branding.toml",
                  "जनता के लिए छपी सामग्री पर मुद्रक और प्रकाशक का नाम-पता ज़रूरी है; branding.toml में " + key + " लिखें"},
                 {"branding.toml", 0, std::move(key), {}}};
  };
  if (branding.printer.hi.empty()) return missing("printer");
  if (branding.publisher.hi.empty()) return missing("publisher");
  return success();
}

}  // namespace boothwise::papers
