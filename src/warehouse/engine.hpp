#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::warehouse {

enum class ColumnType : std::uint8_t { integer, decimal, text };

struct Column {
  std::string_view name;
  ColumnType type = ColumnType::text;
};

/// The rows of one query, read once from front to back. Columns count from 0.
class Rows {
 public:
  ~Rows();
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;

  /// From here on `next` goes by two columns, rows that are the same in both as the query gave them. Rows that come in
  /// order but for some at the end cost hardly anything, so this is quicker than ORDER BY, which moves every cell. All
  /// rows stay in memory. REQUIRES: no row was asked for; both columns are BIGINT and nowhere NULL.
  void sort_by(std::size_t first, std::size_t second);
  /// Goes to the next row; false at the end.
  bool next();
  /// Missing where the cell is NULL. REQUIRES: the column is BIGINT / DOUBLE / VARCHAR.
  [[nodiscard]] std::optional<std::int64_t> integer(std::size_t column) const;
  [[nodiscard]] std::optional<double> decimal(std::size_t column) const;
  /// Empty where the cell is NULL. Lives until the next call of `next`.
  [[nodiscard]] std::string_view text(std::size_t column) const;
  /// Whether the rows ended because there are no more: of a stream what fails on the way ends them too. REQUIRES:
  /// `next` said false. Errors: `warehouse_failed`.
  [[nodiscard]] Status ended() const;

 private:
  friend class Connection;
  struct State;
  explicit Rows(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Fills one table row by row, in blocks. A cell that is not set is NULL.
class Appender {
 public:
  ~Appender();
  Appender(Appender&&) noexcept;
  Appender& operator=(Appender&&) noexcept;

  void set(std::size_t column, std::int64_t value);
  void set(std::size_t column, double value);
  void set(std::size_t column, std::string_view value);
  void set(std::size_t column, std::optional<std::int64_t> value) {
    if (value) set(column, *value);
  }
  /// Forgets what was set since the last end of a row.
  void abandon_row();
  /// Ends the row. Errors: `warehouse_failed`.
  Status end_row();
  /// Hands the last block over; nothing can be appended after it. Errors: `warehouse_failed`.
  Status close();

 private:
  friend class Connection;
  struct State;
  explicit Appender(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// One conversation with the engine. Used by one thread at a time.
class Connection {
 public:
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  /// Errors: `warehouse_failed` with DuckDB's words.
  Result<Rows> query(const std::string& sql);
  /// The same, rows handed on as they are made instead of gathered first. REQUIRES: nothing else is asked before they
  /// are gone, and `Rows::ended` is asked behind the last.
  Result<Rows> stream(const std::string& sql);
  Status run(const std::string& sql);
  /// Makes a table of these columns and an appender for it. Only this connection sees it, and it goes with the
  /// connection.
  Result<Appender> create(std::string_view table, std::span<const Column> columns);

 private:
  friend class Engine;
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct EngineOptions {
  unsigned threads = 1;
  std::size_t memory_mib_max = 320;
  std::filesystem::path spill_folder;  ///< where larger work goes; none if empty
};

/// DuckDB, in memory: tables live as long as the engine, lasting data is Parquet. Thread-safe.
class Engine {
 public:
  /// Errors: `warehouse_failed`.
  static Result<std::unique_ptr<Engine>> open(const EngineOptions& options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Connection connect();

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// 'it''s' for SQL texts.
std::string sql_text(std::string_view text);

}  // namespace boothwise::warehouse
