#include "services/forecast_polls.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <tuple>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "base/within.hpp"
#include "domain/elections.hpp"
#include "intake/table.hpp"

namespace boothwise::services {

namespace {

enum Column : std::size_t {
  of_election,
  of_counted,
  of_published,
  of_house,
  of_people,
  of_bloc,
  of_share,
  column_count
};
constexpr std::array<std::string_view, column_count> column_names = {"election", "counted", "published", "house",
                                                                     "people",   "bloc",    "share"};

/// One row's cells, with where they stand.
struct Cells {
  const std::string& file;
  const intake::Row& row;
  const std::array<std::size_t, column_count>& columns;

  [[nodiscard]] std::string_view at(Column which) const {
    const std::size_t column = columns[which];
    return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
  }
  [[nodiscard]] Error wrong(Column which, std::string code, Bilingual message) const {
    Error error{ErrorKind::bad_input, std::move(code), std::move(message)};
    error.where = {file, row.line, std::string(column_names[which]), shortened(at(which), 80)};
    return error;
  }
  [[nodiscard]] Result<double> number(Column which, double least, double most, Bilingual expected) const {
    const auto value = parse_number<double>(at(which));
    if (!value || !is_within(*value, least, most)) return wrong(which, "number_malformed", std::move(expected));
    return *value;
  }
  [[nodiscard]] Result<Day> day(Column which) const {
    const auto value = parse_date(at(which));
    if (!value)
      return wrong(which, "date_malformed", {"expected a day such as 2019-05-10", "2019-05-10 जैसी तारीख़ चाहिए"});
    return *value;
  }
  [[nodiscard]] Result<std::string> text(Column which) const {
    if (at(which).empty())
      return wrong(which, "poll_malformed", {"this cell may not be empty", "यह खाना ख़ाली नहीं हो सकता"});
    return std::string(at(which));
  }
};

Status read_row(const Cells& cells, std::map<std::tuple<std::string, std::string, std::string>, PastPoll>& polls) {
  constexpr double people_most = 1e9;
  BOOTHWISE_TRY(election, cells.text(of_election));
  if (const auto named = parse_election(election)) election = to_string(*named);
  BOOTHWISE_TRY(house, cells.text(of_house));
  BOOTHWISE_TRY(bloc, cells.text(of_bloc));
  BOOTHWISE_TRY(counted, cells.day(of_counted));
  BOOTHWISE_TRY(published, cells.day(of_published));
  if (published >= counted) {
    return cells.wrong(of_published, "poll_too_late",
                       {"expected a day before votes were counted", "मतगणना से पहले की तारीख़ चाहिए"});
  }
  BOOTHWISE_TRY(people, cells.number(of_people, 1, people_most,
                                     {"expected how many were asked, 1 or more", "कितने लोगों से पूछा गया, 1 या अधिक"}));
  BOOTHWISE_TRY(share, cells.number(of_share, 0, 1, {"expected a share, 0–1", "हिस्सा चाहिए, 0–1"}));
  PastPoll& poll = polls[{election, house, iso_date(published)}];
  if (poll.shares.empty()) {
    poll = {election, house, iso_date(published), people, {}, cells.row.line};
  } else if (poll.people != people) {
    return cells.wrong(
        of_people, "poll_malformed",
        {"this poll asked another number of people in its first row", "इस सर्वेक्षण की पहली पंक्ति में लोगों की संख्या अलग है"});
  }
  if (!poll.shares.emplace(bloc, share).second) {
    return cells.wrong(of_bloc, "bloc_repeated",
                       {"this poll has a share of this bloc already", "इस सर्वेक्षण में इस गठबंधन का हिस्सा पहले से है"});
  }
  double total = 0;
  for (const auto& [name, of_bloc_share] : poll.shares) total += of_bloc_share;
  constexpr double rounding = 1e-9;
  if (total > 1 + rounding)
    return cells.wrong(of_share, "shares_over_1", {"shares add up to more than 1", "हिस्से 1 से अधिक हैं"});
  return success();
}

}  // namespace

Result<PastPolls> read_past_polls(const std::filesystem::path& file) {
  PastPolls read;
  read.file = file.string();
  BOOTHWISE_TRY(table, intake::open_table(file));
  std::array<std::size_t, column_count> columns{};
  for (std::size_t column = 0; column < column_count; ++column) {
    const auto found = std::ranges::find(table->header(), column_names[column]);
    if (found == table->header().end()) {
      Error error{ErrorKind::bad_input,
                  "column_missing",
                  {"expected a column of this name", "इस नाम का स्तंभ चाहिए"},
                  {read.file, 1, std::string(column_names[column]), {}}};
      error.choices = table->header();
      return error;
    }
    columns[column] = static_cast<std::size_t>(found - table->header().begin());
  }
  std::map<std::tuple<std::string, std::string, std::string>, PastPoll> polls;
  intake::Row row;
  for (;;) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) break;
    BOOTHWISE_CHECK(read_row({read.file, row, columns}, polls));
  }
  for (auto& [key, poll] : polls) read.polls.push_back(std::move(poll));
  return read;
}

Result<PastPolls> polls_of_workspace(const std::filesystem::path& workspace) {
  const std::filesystem::path file = workspace / polls_of_workspace_file;
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) return PastPolls{};
  auto read = read_past_polls(file);
  if (!read) {
    Error error = read.error();
    error.where.file = polls_of_workspace_file;
    return error;
  }
  read->file = polls_of_workspace_file;
  return read;
}

std::string stamp_of_polls(const std::filesystem::path& workspace) {
  struct stat found {};
  if (::stat((workspace / polls_of_workspace_file).c_str(), &found) != 0) return {};
  return fmt::format("{} {} {}.{}", found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
}

}  // namespace boothwise::services
