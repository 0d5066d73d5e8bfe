#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"

/// Small rows with many writers: decisions, drafts, cases. What is acknowledged is on the disk.
namespace boothwise::operations {

/// A cell: NULL, a whole number, a decimal, a text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

/// Values for the `:name`s of a query. Every name that the query has, once.
using Parameters = std::vector<std::pair<std::string_view, Value>>;

/// One row of an answer. Columns count from 0.
class Row {
 public:
  explicit Row(std::vector<Value> cells) : cells_(std::move(cells)) {}
  /// 0 where the cell is NULL. REQUIRES: a column of whole numbers.
  [[nodiscard]] std::int64_t integer(std::size_t column) const;
  [[nodiscard]] std::optional<std::int64_t> integer_or_none(std::size_t column) const;
  /// 0 where the cell is NULL.
  [[nodiscard]] double decimal(std::size_t column) const;
  /// Empty where the cell is NULL.
  [[nodiscard]] std::string text(std::size_t column) const;

 private:
  std::vector<Value> cells_;
};

/// A workspace's operations store: `operations.sqlite`, WAL, every commit synced. Made and brought to the present
/// layout when it is opened (sql/migration_*.sql). Thread-safe: one conversation at a time.
class Store {
 public:
  /// Errors: `operations_failed` with the database's words; `operations_newer` where a newer program has made it.
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Errors: `operations_failed`.
  Result<std::vector<Row>> ask(std::string_view sql, const Parameters& parameters = {});
  /// Rows that were changed. Errors: `operations_failed`; `operations_taken` where a unique key is there already.
  Result<std::int64_t> change(std::string_view sql, const Parameters& parameters = {});
  /// True if another process, or another store of this file, changed something since this was asked last or, at the
  /// first time, since the store was opened. Own changes do not count. Errors: `operations_failed`.
  Result<bool> changed_elsewhere();
  /// All of `work` or nothing of it, with nobody in between. An error of `work` takes all back and is returned.
  /// REQUIRES: `work` uses this store on the same thread only, and does not call `atomically`.
  Status atomically(const std::function<Status()>& work);

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  Status migrate();
  std::unique_ptr<State> state_;
};

/// 32 hexadecimal digits from the system's source of secrets: nobody guesses one, no two are alike.
std::string new_id();

}  // namespace boothwise::operations
