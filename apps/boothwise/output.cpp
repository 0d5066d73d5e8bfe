#include "command.hpp"

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unistd.h>

#include "base/text.hpp"
#include "intake/csv_writer.hpp"
#include "services/json_text.hpp"
#include "services/serving_mark.hpp"

namespace boothwise::app {

namespace {

std::atomic<bool> interrupted = false;

class TerminalProgress final : public Progress {
 public:
  TerminalProgress(Language language, bool shown) : language_(language), shown_(shown) {}
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;
  ~TerminalProgress() override {
    if (shown_ && printed_) std::fputs("\r\033[K", stderr);
  }

  void report(double fraction, const Bilingual& what) override {
    if (!shown_) return;
    const int per_cent = static_cast<int>(fraction * 100);
    std::fprintf(stderr, "\r\033[K%3d %%  %s", per_cent, std::string(in_language(what, language_)).c_str());
    std::fflush(stderr);
    printed_ = true;
  }
  [[nodiscard]] bool stop_requested() const override { return interrupted; }

 private:
  Language language_;
  bool shown_;
  bool printed_ = false;
};

/// Columns that a text takes on a terminal: marks take none, East Asian wide letters two.
std::size_t width_of(const std::string& text) {
  std::size_t width = 0;
  const icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
  for (std::int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
    const UChar32 code = letters.char32At(at);
    const int kind = u_charType(code);
    const bool takes_none = kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR;
    width += takes_none ? 0 : u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH) == U_EA_WIDE ? 2 : 1;
  }
  return width;
}

void print_padded(const std::string& text, std::size_t width, bool right, bool last) {
  const std::string space(width - std::min(width, width_of(text)), ' ');
  if (right) std::cout << space << text;
  if (!right) std::cout << text << (last ? "" : space);
  std::cout << (last ? "\n" : "  ");
}

}  // namespace

std::unique_ptr<Progress> terminal_progress(const Common& common) {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { interrupted = true; });
  return std::make_unique<TerminalProgress>(common.language, !common.quiet && isatty(STDERR_FILENO) != 0);
}

void print_rows(const Common& common, const std::vector<Shown>& columns,
                const std::vector<std::vector<std::string>>& rows) {
  if (common.format == Format::csv) {
    std::vector<std::string> titles;
    titles.reserve(columns.size());
    for (const Shown& column : columns) titles.push_back(column.title_en);
    std::cout << intake::csv_line(titles);
    for (const auto& row : rows) std::cout << intake::csv_line(row);
    return;
  }
  std::vector<std::string> titles;
  titles.reserve(columns.size());
  std::vector<std::size_t> widths;
  widths.reserve(columns.size());
  for (const Shown& column : columns) {
    titles.push_back(common.language == Language::hindi ? column.title_hi : column.title_en);
    widths.push_back(width_of(titles.back()));
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  const auto print = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) print_padded(row[i], widths[i], columns[i].right, i + 1 == row.size());
  };
  print(titles);
  for (const auto& row : rows) print(row);
}

std::string count_cell(const boost::json::value& of, std::string_view member) {
  return grouped(of.at(member).as_int64());
}

void print_json(const boost::json::value& value) { std::cout << services::json_text(value) << "\n"; }

std::string text_of(const Common& common, const boost::json::value& bilingual) {
  if (!bilingual.is_object()) return {};
  const boost::json::object& text = bilingual.as_object();
  return std::string(text.at(common.language == Language::hindi ? "hi" : "en").as_string());
}

std::filesystem::path data_folder() {
  if (const char* folder = std::getenv("BOOTHWISE_DATA")) return folder;  // NOLINT(concurrency-mt-unsafe)
  std::error_code ignored;
  const auto beside =
      std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "../share/boothwise/data";
  return std::filesystem::exists(beside, ignored) ? beside : std::filesystem::path(BOOTHWISE_SOURCE_DIR "/data");
}

std::filesystem::path web_folder() {
  if (const char* folder = std::getenv("BOOTHWISE_WEB")) return folder;  // NOLINT(concurrency-mt-unsafe)
  std::error_code ignored;
  const auto beside = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "../share/boothwise/web";
  return std::filesystem::exists(beside, ignored) ? beside : std::filesystem::path(BOOTHWISE_SOURCE_DIR "/web/build");
}

std::string version() { return BOOTHWISE_VERSION; }

Result<services::Workspace> open_to_serve(const Common& common) {
  services::WorkspaceOptions options;
  options.threads = common.threads;
  options.database = common.database;
  options.keys_database = common.keys_database;
  options.sealed_database = common.sealed_database;
  return services::open_workspace(common.workspace, options);
}

Result<services::Workspace> open(const Common& common) {
  BOOTHWISE_TRY(workspace, open_to_serve(common));
  BOOTHWISE_TRY(served, services::is_served(workspace, now()));
  if (!served) return workspace;
  BOOTHWISE_CHECK(services::require_owner(workspace.folder));
  BOOTHWISE_TRY(key, ServerKey::load_or_make(services::server_key_file(workspace)));
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_CHECK(store->atomically([&](operations::Store& inside) {
    return services::note_audit(inside, {key, Access::owner().user(), now()}, "command.run",
                                "command:" + common.command, whole_organisation, {}, common.purpose);
  }));
  return workspace;
}

Result<std::unique_ptr<OwnerAtDesk>> OwnerAtDesk::open(const Common& common) {
  std::unique_ptr<OwnerAtDesk> desk(new OwnerAtDesk);
  BOOTHWISE_TRY(workspace, app::open(common));
  desk->workspace_ = std::move(workspace);
  BOOTHWISE_TRY(key, ServerKey::load_or_make(services::server_key_file(desk->workspace_)));
  desk->key_ = key;
  BOOTHWISE_TRY(store, desk->workspace_.operations->store());
  desk->caller_ = std::make_unique<services::Caller>(desk->workspace_, data_folder(), desk->key_, desk->access_, *store,
                                                     now(), day_in_india(now()));
  return desk;
}

Instant now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace boothwise::app
