#pragma once

#include <array>
#include <atomic>
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

/// Kinds of rows that every page asks for and that change seldom: answers from them are kept (Store::ask_kept).
enum class Kept : std::uint8_t {
  ground,  ///< levels, units and the places they cover, the calendar of elections, lifted locks
  duties,  ///< people, posts, responsibilities
  works
};
inline constexpr std::size_t kept_kinds = 3;

/// Of each kind a number that is another one after each change of its rows, whichever process it came through.
using KeptStamps = std::array<std::int64_t, kept_kinds>;

/// Some of the kinds.
class KeptKinds {
 public:
  [[nodiscard]] constexpr KeptKinds with(Kept kind) const { return KeptKinds(bits_ | bit_of(kind)); }
  [[nodiscard]] constexpr KeptKinds with(KeptKinds others) const { return KeptKinds(bits_ | others.bits_); }
  [[nodiscard]] constexpr bool holds(Kept kind) const { return (bits_ & bit_of(kind)) != 0; }
  [[nodiscard]] constexpr bool meets(KeptKinds others) const { return (bits_ & others.bits_) != 0; }
  [[nodiscard]] constexpr bool none() const { return bits_ == 0; }
  /// True if the stamps of these kinds are the same.
  [[nodiscard]] bool same(const KeptStamps& one, const KeptStamps& other) const;
  constexpr KeptKinds() = default;

 private:
  explicit constexpr KeptKinds(unsigned bits) : bits_(bits) {}
  static constexpr unsigned bit_of(Kept kind) { return 1U << static_cast<unsigned>(kind); }
  unsigned bits_ = 0;
};

/// An answer that others may be given too.
using KeptRows = std::shared_ptr<const std::vector<Row>>;

class Backend;
class Connection;
class KeptAnswers;

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
  Store& operator=(const Store&) = delete;

  /// The same store for less: only what `scope` lets through. A store as opened sees everything.
  [[nodiscard]] Store as(Scope scope) const;
  /// The same store for one request, which began when the stamps were these: what it asks by `ask_kept` may be as of
  /// then. Copies of it share that moment, which is over with the first change of such rows through one of them.
  [[nodiscard]] Store as_of(const KeptStamps& stamps) const;
  /// The stamps now. Errors: `operations_failed`.
  Result<KeptStamps> stamps();

  /// Errors: `operations_failed`.
  Result<std::vector<Row>> ask(std::string_view sql, const Parameters& parameters = {});
  /// As ask, of rows that change seldom: an answer of before is given again where this store is as of a moment and no
  /// row of those kinds was changed up to it. Inside a transaction always asked. REQUIRES: tables of those kinds alone.
  /// Errors: as ask.
  Result<KeptRows> ask_kept(std::string_view sql, const Parameters& parameters = {});
  /// Rows that were changed. Errors: `operations_failed`; `operations_taken` where a unique key is there already;
  /// `operations_missing` where something is named that is not there.
  Result<std::int64_t> change(std::string_view sql, const Parameters& parameters = {});
  /// As change, where nobody needs the count: in a transaction PostgreSQL is told of it together with the next
  /// statement, whose error, or the whole transaction's, may then be this one's.
  Status send(std::string_view sql, const Parameters& parameters = {});
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
  /// When a request began.
  struct Moment {
    KeptStamps stamps{};
    std::atomic<bool> over = false;
  };

  Store(std::shared_ptr<Backend> backend, Book book);
  Store(const Store& other);  // by `as` and the like
  /// This store inside a transaction, which notes in `changed` what kept answers rest on.
  [[nodiscard]] Store inside_of(Connection& connection, KeptKinds& changed) const;
  Status note_changed(Connection& connection, KeptKinds changed);
  static Result<std::unique_ptr<Store>> ready(std::shared_ptr<Backend> backend, Opening how, Book book);
  Status migrate();

  std::shared_ptr<Backend> backend_;
  std::shared_ptr<KeptAnswers> kept_;  // of a layout that has stamps
  Book book_;
  Scope scope_ = Scope::whole();
  std::shared_ptr<Moment> moment_;
  Connection* inside_ = nullptr;  // of the transaction under way, if this store is inside one
  KeptKinds* changed_ = nullptr;  // in that transaction
};

/// 32 hexadecimal digits from the system's source of secrets: nobody guesses one, no two are alike.
std::string new_id();

}  // namespace boothwise::operations
