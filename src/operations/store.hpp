#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"

/// Small rows with many writers: who does what, decisions, drafts, cases. What is acknowledged is on the disk.
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
  [[nodiscard]] const std::vector<Value>& cells() const { return cells_; }

 private:
  std::vector<Value> cells_;
};

/// Whose rows a conversation may touch: those at units at or below these paths (domain/access.hpp). PostgreSQL holds to
/// it by row-level security in each transaction; SQLite has no such guard, there the services' own checks are the only
/// ones.
struct Scope {
  std::vector<std::string> paths;
  bool everything = false;

  static Scope whole() { return {{}, true}; }
};

class Backend;
class Connection;

/// What opening does with a layout that is not the present one.
enum class Opening : std::uint8_t {
  brought_to_newest,  ///< what every use asks for
  as_it_is            ///< only looked at: checks, and restoring a layout of its own
};

/// Which rows: each book is a file of its own, or a schema of its own in PostgreSQL, with its own layout, so that what
/// one holds can be given to other hands than what another holds.
enum class Book : std::uint8_t {
  operations,  ///< who does what
  keys,        ///< what opens the records of persons, in no backup (rule R6)
  sealed       ///< protected answers and the consents to them, without a way to a person (rule R15)
};

/// A way to the operations store: a workspace's `operations.sqlite` (WAL, every commit synced, commits of several
/// writers in one), or a PostgreSQL database that many servers share. Brought to the present layout when it is opened
/// (sql/migration_*.sql). Ways of one opening share its connections; they are cheap. Thread-safe.
class Store {
 public:
  /// SQLite. Errors: `operations_failed` with the database's words; `operations_newer` where a newer program has made
  /// it.
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file,
                                             Opening how = Opening::brought_to_newest, Book book = Book::operations);
  /// PostgreSQL, by libpq's connection text ("host=… dbname=…" or "postgresql://…"). Errors: as above, and
  /// `operations_unguarded` where the role passes over row-level security, `operations_collation` where texts are not
  /// sorted by their bytes.
  static Result<std::unique_ptr<Store>> open_server(const std::string& address, unsigned connections_max,
                                                    Opening how = Opening::brought_to_newest,
                                                    Book book = Book::operations);
  ~Store();
  Store(Store&& other) noexcept;
  Store& operator=(Store&& other) noexcept;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// The same store for less: only what `scope` lets through. A store as opened sees everything.
  [[nodiscard]] Store as(Scope scope) const;

  /// Errors: `operations_failed`.
  Result<std::vector<Row>> ask(std::string_view sql, const Parameters& parameters = {});
  /// Rows that were changed. Errors: `operations_failed`; `operations_taken` where a unique key is there already;
  /// `operations_missing` where something is named that is not there.
  Result<std::int64_t> change(std::string_view sql, const Parameters& parameters = {});
  /// As change for each of `rows` in their order, all or nothing of them; PostgreSQL gets many in one journey. Gives
  /// how many rows of the table were changed in all. Errors: that of the first that fails, with its place among `rows`,
  /// from 1, as the line.
  Result<std::int64_t> change_each(std::string_view sql, std::span<const Parameters> rows);
  /// All of `work` or nothing of it, with nobody in between. An error of `work` takes all back and is returned. `work`
  /// is given the store to use, and may be run by another thread together with others' work. REQUIRES: `work` uses only
  /// that store.
  Status atomically(const std::function<Status(Store& inside)>& work);

  /// Reads many things as they are at one moment, whatever others write meanwhile. REQUIRES: as atomically; `work` only
  /// asks.
  Status at_one_moment(const std::function<Status(Store& inside)>& work);
  /// As ask, row by row without holding them all; stops at the first error of `take`. REQUIRES: inside at_one_moment
  /// or atomically.
  Status each_row(std::string_view sql, const std::function<Status(const Row& row)>& take);

  /// How far the layout has been brought: the number of its last migration; 0 where nothing was made yet.
  Result<std::int64_t> layout();
  /// What this program works with.
  static std::int64_t newest_layout(Book book = Book::operations);
  /// Runs the migrations from the present layout to this one. REQUIRES: inside atomically; not over newest_layout().
  Status bring_to_layout(std::int64_t layout);
  [[nodiscard]] Book book() const { return book_; }
  /// Overwrites what was deleted, as far as the database can: SQLite's log is emptied. PostgreSQL does so by its
  /// vacuum. Errors: `operations_failed`; nothing is lost, and the next call does it.
  Status scrub();

  /// True if this is PostgreSQL.
  [[nodiscard]] bool shared() const;

 private:
  Store(std::shared_ptr<Backend> backend, Book book, Scope scope, Connection* inside);
  static Result<std::unique_ptr<Store>> ready(std::shared_ptr<Backend> backend, Opening how, Book book);
  Status migrate();

  std::shared_ptr<Backend> backend_;
  Book book_;
  Scope scope_;
  Connection* inside_ = nullptr;  // of the transaction under way, if this store is inside one
};

/// 32 hexadecimal digits from the system's source of secrets: nobody guesses one, no two are alike.
std::string new_id();

}  // namespace boothwise::operations
