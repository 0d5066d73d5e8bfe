#include "services/table_file.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "intake/csv_writer.hpp"
#include "services/record_files.hpp"

namespace boothwise::services {

namespace {

constexpr std::size_t bytes_held_max = 1U << 20U;

/// A decimal with six places. Numbers of usual size are written as whole millionths, which is quicker.
void append_millionths(std::string& text, double number) {
  constexpr double quick_below = 1e9;
  if (!(std::abs(number) < quick_below)) {
    fmt::format_to(std::back_inserter(text), "{:.6f}", number);
    return;
  }
  constexpr std::uint64_t million = 1'000'000;
  const auto millionths = static_cast<std::uint64_t>(std::llround(std::abs(number) * static_cast<double>(million)));
  std::array<char, 24> digits{};
  char* const begin = digits.data();
  char* end = std::to_chars(begin, begin + digits.size(), millionths / million).ptr;
  // A one in front keeps the zeros behind the point.
  char* const point = end;
  end = std::to_chars(point, begin + digits.size(), million + millionths % million).ptr;
  *point = '.';
  if (std::signbit(number)) text += '-';
  text.append(begin, end);
}

class CsvFile {
 public:
  CsvFile(AtomicFile file, std::span<const warehouse::Column> columns) : file_(std::move(file)) {
    for (const warehouse::Column& column : columns) add(column.name);
    text_ += '\n';
    first_ = true;
  }

  void add(std::string_view cell) {
    separate();
    intake::append_csv_cell(text_, cell);
  }
  void add(double number) {
    separate();
    append_millionths(text_, number);
  }
  void add(std::int64_t number) {
    separate();
    fmt::format_to(std::back_inserter(text_), "{}", number);
  }
  void add_missing() { separate(); }
  Status end_row() {
    text_ += '\n';
    first_ = true;
    return text_.size() < bytes_held_max ? success() : flush();
  }
  Status commit() {
    BOOTHWISE_CHECK(flush());
    return file_.commit();
  }

 private:
  void separate() {
    if (!std::exchange(first_, false)) text_ += ',';
  }
  Status flush() {
    BOOTHWISE_CHECK(file_.append(text_));
    text_.clear();
    return success();
  }

  AtomicFile file_;
  std::string text_;
  bool first_ = true;
};

class ParquetFile {
 public:
  static Result<ParquetFile> create(const std::filesystem::path& path, std::span<const warehouse::Column> columns) {
    BOOTHWISE_TRY(engine, warehouse::Engine::open({}));
    warehouse::Connection connection = engine->connect();
    BOOTHWISE_TRY(rows, connection.create("rows_out", columns));
    return ParquetFile(path, std::move(engine), std::move(connection), std::move(rows));
  }

  void add(std::string_view cell) { rows_.set(column_++, cell); }
  void add(double number) { rows_.set(column_++, number); }
  void add(std::int64_t number) { rows_.set(column_++, number); }
  void add_missing() { ++column_; }
  Status end_row() {
    column_ = 0;
    return rows_.end_row();
  }
  Status commit() {
    BOOTHWISE_CHECK(rows_.close());
    return replace_file(path_, [this](const std::filesystem::path& temporary) {
      return connection_.run("COPY rows_out TO " + warehouse::sql_text(temporary.string()) +
                             " (FORMAT parquet, COMPRESSION zstd)");
    });
  }

 private:
  ParquetFile(std::filesystem::path path, std::unique_ptr<warehouse::Engine> engine, warehouse::Connection connection,
              warehouse::Appender rows)
      : path_(std::move(path)),
        engine_(std::move(engine)),
        connection_(std::move(connection)),
        rows_(std::move(rows)) {}

  std::filesystem::path path_;
  std::unique_ptr<warehouse::Engine> engine_;
  warehouse::Connection connection_;
  warehouse::Appender rows_;
  std::size_t column_ = 0;
};

}  // namespace

struct TableFile::State {
  std::variant<CsvFile, ParquetFile> file;
};

Status check_table_ending(const std::filesystem::path& path) {
  if (is_parquet(path) || ascii_lower(path.extension().string()) == ".csv") return success();
  Error error{
      ErrorKind::bad_input, "output_ending", {"expected a file name of this ending", "फ़ाइल-नाम का यह अंत चाहिए"}};
  error.where.value = shortened(path.string(), 80);
  error.choices = {".csv", ".parquet"};
  return error;
}

TableFile::TableFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableFile::~TableFile() = default;
TableFile::TableFile(TableFile&&) noexcept = default;

Result<TableFile> TableFile::create(const std::filesystem::path& path, std::span<const warehouse::Column> columns) {
  BOOTHWISE_CHECK(check_table_ending(path));
  if (is_parquet(path)) {
    BOOTHWISE_TRY(file, ParquetFile::create(path, columns));
    return TableFile(std::make_unique<State>(std::move(file)));
  }
  BOOTHWISE_TRY(file, AtomicFile::create(path));
  return TableFile(std::make_unique<State>(CsvFile(std::move(file), columns)));
}

void TableFile::add(std::string_view text) {
  std::visit([text](auto& file) { file.add(text); }, state_->file);
}
void TableFile::add(double number) {
  std::visit([number](auto& file) { file.add(number); }, state_->file);
}
void TableFile::add(std::int64_t number) {
  std::visit([number](auto& file) { file.add(number); }, state_->file);
}
void TableFile::add_missing() {
  std::visit([](auto& file) { file.add_missing(); }, state_->file);
}
Status TableFile::end_row() {
  return std::visit([](auto& file) { return file.end_row(); }, state_->file);
}
Status TableFile::commit() {
  return std::visit([](auto& file) { return file.commit(); }, state_->file);
}

}  // namespace boothwise::services
