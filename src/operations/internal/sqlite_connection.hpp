#pragma once

#include "operations/internal/connection.hpp"
#include "operations/internal/text_hash.hpp"

#include <filesystem>
#include <sqlite3.h>
#include <stdexcept>
#include <unordered_map>

namespace boothwise::operations {

/// What SQLite refused, with its extended code (https://www.sqlite.org/rescode.html).
class SqliteFailure : public std::runtime_error {
 public:
  SqliteFailure(int code, const std::string& words) : std::runtime_error(words), code_(code) {}
  [[nodiscard]] int code() const { return code_; }

 private:
  int code_;
};

/// A conversation with a file, by SQLite's own interface: a generic layer in between took a third of a page's time, as
/// it holds every answer once more as texts.
class SqliteConnection : public Connection {
 public:
  /// Makes the file where it is not there. Waits ten seconds at most for others' locks.
  explicit SqliteConnection(const std::filesystem::path& file);

  std::vector<Row> ask(std::string_view sql, const Parameters& parameters) override;
  Status each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) override;
  std::int64_t change(std::string_view sql, const Parameters& parameters) override;
  std::int64_t change_each(std::string_view sql, std::span<const Parameters> rows, std::size_t& failed) override;
  void command(const std::string& sql) override;

  /// Tells of each commit how many pages wait in the log; from then on no commit writes them back by itself.
  void tell_of_log(std::function<void(int pages)> told);

 private:
  struct Closed {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  struct Finalised {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalised>;
  class Running;

  [[noreturn]] void fail(int code);
  Statement prepare(std::string_view sql, unsigned flags);
  sqlite3_stmt* prepared(std::string_view sql);

  std::function<void(int pages)> told_;  // outlives the database that calls it
  std::unique_ptr<sqlite3, Closed> database_;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> prepared_;
};

}  // namespace boothwise::operations
