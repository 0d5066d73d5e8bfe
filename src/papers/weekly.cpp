#include "papers/weekly.hpp"

#define TOML_EXCEPTIONS 1
#include <algorithm>
#include <array>
#include <toml++/toml.h>

#include "base/atomic_file.hpp"
#include "base/stopped.hpp"

namespace boothwise::papers {

namespace {

constexpr std::array<std::string_view, 7> weekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                      "thursday", "friday", "saturday"};
constexpr std::array<Language, 2> both_languages = {Language::hindi, Language::english};
constexpr std::array<PaperFormat, 4> all_formats = {PaperFormat::pdf, PaperFormat::xlsx, PaperFormat::text,
                                                    PaperFormat::image};

class WeeklyReader {
 public:
  explicit WeeklyReader(std::string_view file) : file_(file) {}

  Result<WeeklySettings> read(const toml::table& document) {
    for (const auto& [key, node] : document) {
      if (key.str() == "day") {
        BOOTHWISE_CHECK(day(node));
      } else if (key.str() == "languages") {
        BOOTHWISE_CHECK(languages(node));
      } else if (key.str() == "formats") {
        BOOTHWISE_CHECK(formats(node));
      } else if (key.str() == "election" || key.str() == "side") {
        const auto text = node.value_exact<std::string>();
        if (!text) return fault(node, key.str(), {"expected a text", "पाठ चाहिए"});
        (key.str() == "side" ? read_.asked.side : read_.asked.election) = *text;
      } else {
        return fault(node, key.str(),
                     {"there is no such setting; expected day, languages, formats, election or side",
                      "ऐसी कोई सेटिंग नहीं है; day, languages, formats, election या side चाहिए"});
      }
    }
    return std::move(read_);
  }

 private:
  [[nodiscard]] Error fault(const toml::node& node, std::string_view key, Bilingual expected) const {
    return Error{ErrorKind::bad_input,
                 "weekly_malformed",
                 std::move(expected),
                 {file_, node.source().begin.line, std::string(key), {}}};
  }

  Status day(const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    const auto* found = text ? std::ranges::find(weekdays, *text) : weekdays.end();
    if (found == weekdays.end())
      return fault(node, "day",
                   {"expected a day of the week in English: monday", "सप्ताह का दिन अंग्रेज़ी में चाहिए: monday"});
    read_.day = std::chrono::weekday(static_cast<unsigned>(found - weekdays.begin()));
    return success();
  }

  /// Each text of a list that is not empty, as `understood` takes it.
  template <typename Value, typename Understood>
  Status list(const toml::node& node, std::string_view key, const Bilingual& expected, std::vector<Value>& into,
              Understood understood) {
    const toml::array* all = node.as_array();
    if (all == nullptr || all->empty()) return fault(node, key, expected);
    into.clear();
    for (const toml::node& one : *all) {
      const auto text = one.value_exact<std::string>();
      const std::optional<Value> value = text ? understood(*text) : std::nullopt;
      if (!value) return fault(one, key, expected);
      if (std::ranges::find(into, *value) == into.end()) into.push_back(*value);
    }
    return success();
  }

  Status languages(const toml::node& node) {
    return list(node, "languages", {"expected a list of \"hi\" and \"en\"", "\"hi\" और \"en\" की सूची चाहिए"},
                read_.languages, [](std::string_view text) -> std::optional<Language> {
                  if (text == "hi") return Language::hindi;
                  return text == "en" ? std::optional(Language::english) : std::nullopt;
                });
  }

  Status formats(const toml::node& node) {
    return list(node, "formats", {"expected a list of pdf, xlsx, text, image", "pdf, xlsx, text, image की सूची चाहिए"},
                read_.formats, [](std::string_view text) { return paper_format_named(text); });
  }

  std::string file_;
  WeeklySettings read_;
};

std::string focus_name(Language language, PaperFormat format) { return brief_name("focus", language, format); }

}  // namespace

Result<WeeklySettings> parse_weekly(std::string_view text, std::string_view display_name) {
  try {
    return WeeklyReader(display_name).read(toml::parse(text, display_name));
  } catch (const toml::parse_error& failure) {
    return Error{ErrorKind::bad_input,
                 "weekly_malformed",
                 {std::string("expected TOML: ") + std::string(failure.description()),
                  std::string("TOML चाहिए: ") + std::string(failure.description())},
                 {std::string(display_name), failure.source().begin.line, {}, {}}};
  }
}

Result<std::optional<WeeklySettings>> load_weekly(const std::filesystem::path& workspace) {
  const std::filesystem::path file = workspace / "reports.toml";
  if (!std::filesystem::exists(file)) return std::optional<WeeklySettings>();
  constexpr std::size_t bytes_most = 1U << 16U;
  BOOTHWISE_TRY(text, read_file(file, bytes_most));
  BOOTHWISE_TRY(settings, parse_weekly(text, file.string()));
  return std::optional(std::move(settings));
}

std::filesystem::path weekly_folder(const std::filesystem::path& workspace) { return workspace / "reports"; }

bool weekly_due(const WeeklySettings& settings, const Day& today, const std::optional<Day>& done) {
  const std::chrono::sys_days now(today);
  const std::chrono::sys_days last_turn = now - (std::chrono::weekday(now) - settings.day);
  return !done || std::chrono::sys_days(*done) < last_turn;
}

Status make_weekly(const PaperDesk& desk, const reports::Branding& branding, const WeeklySettings& settings,
                   Progress& progress) {
  const std::filesystem::path folder = weekly_folder(desk.caller.workspace().folder);
  BOOTHWISE_TRY(focus, paper_kind("focus"));
  BriefsAsked asked;
  asked.asked = settings.asked;
  asked.folder = folder;
  asked.keep = true;
  for (const District& district : desk.snapshot.places.districts()) asked.districts.push_back(district.id);
  for (const Language language : settings.languages) {
    for (const PaperFormat format : settings.formats) {
      asked.language = language;
      asked.format = format;
      BOOTHWISE_TRY(made, make_briefs(desk, branding, asked, progress));
      static_cast<void>(made);
      BOOTHWISE_TRY(report, make_report(desk, *focus, {language, {}, settings.asked}));
      BOOTHWISE_TRY(bytes, paper_bytes(report, branding, format));
      BOOTHWISE_CHECK(write_file_atomically(folder / focus_name(language, format), bytes));
    }
  }
  return success();
}

std::vector<ReadyPaper> ready_papers(const std::filesystem::path& workspace, const Places& places) {
  std::vector<ReadyPaper> ready;
  const auto look_for = [&](const std::string& name, const std::string& district) {
    const std::filesystem::path file = weekly_folder(workspace) / name;
    std::error_code failure;
    const std::uintmax_t bytes = std::filesystem::file_size(file, failure);
    if (failure) return;
    const auto written = std::chrono::file_clock::to_sys(std::filesystem::last_write_time(file, failure));
    ready.push_back({name, district, bytes, day_in_india(std::chrono::floor<std::chrono::seconds>(written))});
  };
  for (const Language language : both_languages) {
    for (const PaperFormat format : all_formats) {
      look_for(focus_name(language, format), {});
      for (const District& district : places.districts())
        look_for(brief_name(district.id, language, format), district.id);
    }
  }
  std::ranges::sort(ready, {}, &ReadyPaper::name);
  return ready;
}

}  // namespace boothwise::papers
