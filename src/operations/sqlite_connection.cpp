#include "operations/internal/sqlite_connection.hpp"

#include <limits>

namespace boothwise::operations {

namespace {

constexpr int wait_milliseconds_most = 10'000;

Value cell_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    default: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text == nullptr ? "" : text,
                         static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
  }
}

Row row_of(sqlite3_stmt* statement) {
  const int columns = sqlite3_column_count(statement);
  std::vector<Value> cells;
  cells.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) cells.push_back(cell_of(statement, column));
  return Row(std::move(cells));
}

/// The text must stay where it is while the statement runs.
int bind(sqlite3_stmt* statement, int place, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, place, *number);
  if (const auto* decimal = std::get_if<double>(&value)) return sqlite3_bind_double(statement, place, *decimal);
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  return sqlite3_bind_null(statement, place);
}

}  // namespace

/// One run of a statement: its values are put in, and taken out again at the end.
class SqliteConnection::Running {
 public:
  Running(SqliteConnection& connection, sqlite3_stmt* statement, const Parameters& parameters)
      : connection_(connection), statement_(statement) {
    std::string name;
    for (const auto& [named, value] : parameters) {
      name.assign(1, ':').append(named);
      const int place = sqlite3_bind_parameter_index(statement, name.c_str());
      const int code = place == 0 ? SQLITE_RANGE : bind(statement, place, value);
      if (code != SQLITE_OK) throw SqliteFailure(code, "no place for the value of " + name);
    }
  }
  ~Running() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// True if there is a row to be read.
  bool next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) connection_.fail(code);
    return false;
  }

 private:
  SqliteConnection& connection_;
  sqlite3_stmt* statement_;
};

SqliteConnection::SqliteConnection(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, wait_milliseconds_most);
}

void SqliteConnection::fail(int code) {
  throw SqliteFailure(code, database_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database_.get()));
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view sql, unsigned flags) {
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) fail(SQLITE_TOOBIG);
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()), flags, &statement, nullptr);
  if (code != SQLITE_OK) fail(code);
  return Statement(statement);
}

sqlite3_stmt* SqliteConnection::prepared(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return found->second.get();
  if (prepared_.size() >= statements_most) prepared_.clear();
  return prepared_.emplace(std::string(sql), prepare(sql, SQLITE_PREPARE_PERSISTENT)).first->second.get();
}

std::vector<Row> SqliteConnection::ask(std::string_view sql, const Parameters& parameters) {
  sqlite3_stmt* statement = prepared(sql);
  Running running(*this, statement, parameters);
  std::vector<Row> rows;
  while (running.next()) rows.push_back(row_of(statement));
  return rows;
}

Status SqliteConnection::each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) {
  const Statement once = prepare(sql, 0);
  Running running(*this, once.get(), {});
  while (running.next()) BOOTHWISE_CHECK(take(row_of(once.get())));
  return success();
}

std::int64_t SqliteConnection::change(std::string_view sql, const Parameters& parameters) {
  Running running(*this, prepared(sql), parameters);
  while (running.next()) {
  }
  return sqlite3_changes64(database_.get());
}

std::int64_t SqliteConnection::change_each(std::string_view sql, std::span<const Parameters> rows,
                                           std::size_t& failed) {
  std::int64_t changed = 0;
  for (failed = 0; failed < rows.size(); ++failed) changed += change(sql, rows[failed]);
  return changed;
}

void SqliteConnection::tell_of_log(std::function<void(int pages)> told) {
  told_ = std::move(told);
  const auto hook = [](void* to, sqlite3*, const char*, int pages) {
    (*static_cast<std::function<void(int)>*>(to))(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(database_.get(), hook, &told_);
}

void SqliteConnection::command(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

}  // namespace boothwise::operations
