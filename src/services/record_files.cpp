#include "services/record_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <numeric>

#include "base/stopped.hpp"
#include "base/text.hpp"
#include "intake/table.hpp"
#include "warehouse/engine.hpp"

namespace boothwise::services {

Error column_missing(const std::filesystem::path& file, const std::string& column, std::vector<std::string> columns) {
  return Error{ErrorKind::bad_input,
               "column_missing",
               {"there is no column of this name", "इस नाम का कोई स्तंभ नहीं है"},
               {file.string(), 1, column},
               std::move(columns)};
}

Error row_length(const std::filesystem::path& file, std::uint64_t line, std::size_t expected, std::size_t found) {
  return Error{ErrorKind::bad_input,
               "row_length",
               {"expected " + std::to_string(expected) + " cells, found " + std::to_string(found),
                std::to_string(expected) + " खाने चाहिए थे, " + std::to_string(found) + " मिले"},
               {file.string(), line}};
}

namespace {

constexpr std::uint64_t records_between_reports = 1U << 16U;

/// A record file of either kind.
class RecordFile {
 public:
  static Result<RecordFile> open(const std::filesystem::path& file) {
    RecordFile opened;
    opened.file_ = file;
    BOOTHWISE_CHECK(is_parquet(file) ? opened.open_parquet() : opened.open_text());
    return opened;
  }

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

  /// Gives the cells of the wanted columns (by number) of each record.
  Status read(std::span<const std::size_t> wanted, Progress& progress, const TakeRecord& take) {
    return text_ ? read_text(wanted, progress, take) : read_parquet(wanted, progress, take);
  }

 private:
  Status open_text() {
    BOOTHWISE_TRY(reader, intake::open_table(file_));
    text_ = std::move(reader);
    columns_ = text_->header();
    return success();
  }

  Status open_parquet() {
    std::error_code ignored;
    if (!std::filesystem::exists(file_, ignored)) {
      return Error{
          ErrorKind::bad_input, "file_not_found", {"there is no such file", "ऐसी कोई फ़ाइल नहीं है"}, {file_.string()}};
    }
    BOOTHWISE_TRY(engine, warehouse::Engine::open({}));
    engine_ = std::move(engine);
    warehouse::Connection connection = engine_->connect();
    auto described = connection.query("SELECT column_name FROM (DESCRIBE FROM read_parquet(" +
                                      warehouse::sql_text(file_.string()) + "))");
    if (!described) return not_parquet();
    while (described->next()) columns_.emplace_back(described->text(0));
    return success();
  }

  [[nodiscard]] Error not_parquet() const {
    return Error{ErrorKind::bad_input,
                 "not_parquet",
                 {"this is no Parquet file that can be read", "यह पढ़ने योग्य Parquet फ़ाइल नहीं है"},
                 {file_.string()}};
  }

  Status read_text(std::span<const std::size_t> wanted, Progress& progress, const TakeRecord& take) {
    intake::Row row;
    std::vector<std::string_view> cells(wanted.size());
    for (std::uint64_t number = 1;; ++number) {
      BOOTHWISE_TRY(more, text_->next(row));
      if (!more) return success();
      if (row.cells.size() != columns_.size()) return row_length(file_, row.line, columns_.size(), row.cells.size());
      for (std::size_t at = 0; at < wanted.size(); ++at) cells[at] = row.cells[wanted[at]];
      BOOTHWISE_CHECK(take(row.line, cells));
      if (number % records_between_reports == 0) {
        const double share = static_cast<double>(text_->bytes_read()) /
                             static_cast<double>(std::max<std::uint64_t>(1, text_->bytes_total()));
        BOOTHWISE_CHECK(go_on(progress, share));
      }
    }
  }

  Status read_parquet(std::span<const std::size_t> wanted, Progress& progress, const TakeRecord& take) {
    std::string sql = "SELECT ";
    for (const std::size_t column : wanted) {
      std::string quoted = columns_[column];
      for (std::size_t at = 0; (at = quoted.find('"', at)) != std::string::npos; at += 2) quoted.insert(at, 1, '"');
      sql += "CAST(\"" + quoted + "\" AS VARCHAR), ";
    }
    sql += "1 FROM read_parquet(" + warehouse::sql_text(file_.string()) + ")";
    warehouse::Connection connection = engine_->connect();
    BOOTHWISE_TRY(rows, connection.query(sql));
    std::vector<std::string_view> cells(wanted.size());
    for (std::uint64_t number = 1; rows.next(); ++number) {
      for (std::size_t at = 0; at < wanted.size(); ++at) cells[at] = rows.text(at);
      BOOTHWISE_CHECK(take(number, cells));
      if (number % records_between_reports == 0) BOOTHWISE_CHECK(go_on(progress, 0));
    }
    return success();
  }

  static Status go_on(Progress& progress, double share) {
    if (progress.stop_requested()) {
      return stopped_unwritten();
    }
    progress.report(share, {"reading", "पढ़ा जा रहा है"});
    return success();
  }

  std::filesystem::path file_;
  std::vector<std::string> columns_;
  std::unique_ptr<intake::TableReader> text_;
  std::unique_ptr<warehouse::Engine> engine_;
};

/// A whole number that is written as numbers are: no sign, no zero in front.
std::optional<std::uint64_t> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 18 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  return parse_number<std::uint64_t>(text);
}

}  // namespace

std::string_view RecordIds::view(std::size_t record) const {
  const std::uint64_t begin = record == 0 ? 0 : ends_[record - 1];
  return {texts_.data() + begin, ends_[record] - begin};
}

bool is_parquet(const std::filesystem::path& file) { return ascii_lower(file.extension().string()) == ".parquet"; }

void RecordIds::become_texts() {
  for (const std::uint64_t number : numbers_) {
    texts_.append(std::to_string(number));
    ends_.push_back(texts_.size());
  }
  numbers_ = {};
}

bool RecordIds::is_whole() const {
  if (texts_.empty()) return ends_.empty();
  return numbers_.empty() && std::ranges::is_sorted(ends_) && !ends_.empty() && ends_.back() == texts_.size();
}

void RecordIds::keep(std::span<const linkage::RecordNo> records) {
  RecordIds kept;
  std::string id;
  for (const linkage::RecordNo record : records) {
    id.clear();
    append_to(id, record);
    kept.add(id);
  }
  *this = std::move(kept);
}

void RecordIds::add(std::string_view id) {
  if (texts_.empty()) {
    if (const std::optional<std::uint64_t> number = plain_number(id)) {
      numbers_.push_back(*number);
      return;
    }
    become_texts();
  }
  texts_.append(id);
  ends_.push_back(texts_.size());
}

void RecordIds::append_to(std::string& out, std::size_t record) const {
  if (!texts_.empty()) {
    out += view(record);
    return;
  }
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), numbers_[record]).ptr;
  out.append(digits.data(), end);
}

std::string RecordIds::text(std::size_t record) const {
  std::string out;
  append_to(out, record);
  return out;
}

std::vector<std::optional<std::size_t>> RecordIds::find(std::span<const std::string> wanted) const {
  linkage::Dictionary asked;
  std::vector<linkage::ValueId> numbers;
  for (const std::string& id : wanted) numbers.push_back(asked.add(id));
  std::vector<std::optional<std::size_t>> found(asked.size() + 1);
  if (texts_.empty()) {
    find_numbers(asked, found);
  } else {
    for (std::size_t record = 0; record < size(); ++record) found[asked.find(view(record))] = record;
  }
  found[0].reset();  // where those went that nobody asked for
  std::vector<std::optional<std::size_t>> places;
  places.reserve(numbers.size());
  for (const linkage::ValueId number : numbers) places.push_back(found[number]);
  return places;
}

void RecordIds::find_numbers(const linkage::Dictionary& asked, std::vector<std::optional<std::size_t>>& found) const {
  std::vector<std::uint64_t> wanted(asked.size() + 1);
  linkage::IdSlots slots;
  for (linkage::ValueId id = 1; id <= asked.size(); ++id) {
    const std::optional<std::uint64_t> number = plain_number(asked.text(id));
    if (!number) continue;
    wanted[id] = *number;
    slots.add(linkage::finished(*number), id,
              [&](linkage::ValueId of) { return static_cast<std::uint32_t>(linkage::finished(wanted[of])); });
  }
  for (std::size_t record = 0; record < numbers_.size(); ++record) {
    const std::uint64_t number = numbers_[record];
    found[slots.find(linkage::finished(number), [&](linkage::ValueId id) { return wanted[id] == number; })] = record;
  }
}

std::optional<std::size_t> RecordIds::first_repeated() const {
  if (texts_.empty() && std::ranges::adjacent_find(numbers_, std::greater_equal<>()) == numbers_.end())
    return std::nullopt;
  std::vector<std::uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0U);
  const auto sort_by = [&order](const auto& key) {
    std::ranges::stable_sort(order, {}, key);
    std::optional<std::size_t> repeated;
    for (std::size_t at = 1; at < order.size(); ++at) {
      if (key(order[at]) == key(order[at - 1]) && (!repeated || order[at] < *repeated)) repeated = order[at];
    }
    return repeated;
  };
  if (texts_.empty()) return sort_by([this](std::uint32_t record) { return numbers_[record]; });
  return sort_by([this](std::uint32_t record) { return view(record); });
}

Result<std::vector<std::string>> columns_of(const std::filesystem::path& file) {
  BOOTHWISE_TRY(opened, RecordFile::open(file));
  return opened.columns();
}

Status visit_records(const std::filesystem::path& file, std::span<const std::string> columns, Progress& progress,
                     const TakeRecord& take) {
  BOOTHWISE_TRY(opened, RecordFile::open(file));
  std::vector<std::size_t> wanted;
  for (const std::string& column : columns) {
    const auto found = std::ranges::find(opened.columns(), column);
    if (found == opened.columns().end()) return column_missing(file, column, opened.columns());
    wanted.push_back(static_cast<std::size_t>(found - opened.columns().begin()));
  }
  return opened.read(wanted, progress, take);
}

Result<std::vector<std::string>> record_texts(const std::filesystem::path& file, std::span<const std::string> columns,
                                              std::size_t record, Progress& progress) {
  std::vector<std::string> texts;
  std::size_t number = 0;
  BOOTHWISE_CHECK(
      visit_records(file, columns, progress, [&](std::uint64_t, std::span<const std::string_view> cells) -> Status {
        if (number++ == record) texts.assign(cells.begin(), cells.end());
        return success();
      }));
  return texts;
}

Result<RecordIds> read_records(const std::filesystem::path& file, std::span<const std::string> columns,
                               const std::string& id_column, linkage::Table& table, Progress& progress) {
  std::vector<std::string> wanted(columns.begin(), columns.end());
  if (!id_column.empty()) wanted.push_back(id_column);
  RecordIds ids;
  const auto take = [&](std::uint64_t line, std::span<const std::string_view> cells) -> Status {
    table.add(cells.first(columns.size()));
    if (id_column.empty()) {
      ids.add(std::to_string(ids.size() + 1));
    } else if (cells.back().empty()) {
      return Error{ErrorKind::bad_input,
                   "id_missing",
                   {"a record without an id", "बिना पहचान का अभिलेख"},
                   {file.string(), line, id_column}};
    } else {
      ids.add(cells.back());
    }
    return success();
  };
  BOOTHWISE_CHECK(visit_records(file, wanted, progress, take));
  table.flush();
  if (const std::optional<std::size_t> repeated = ids.first_repeated()) {
    return Error{ErrorKind::bad_input,
                 "id_repeated",
                 {"record " + std::to_string(*repeated + 1) + " has an id that a record before it has",
                  "अभिलेख " + std::to_string(*repeated + 1) + " की पहचान पहले आ चुकी है"},
                 {file.string(), 0, id_column, ids.text(*repeated)}};
  }
  return ids;
}

}  // namespace boothwise::services
