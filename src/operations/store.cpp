#include "operations/store.hpp"

#include "operations_sql/queries.hpp"

#include <array>
#include <list>
#include <mutex>
#include <random>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "base/text.hpp"

namespace boothwise::operations {

namespace {

/// In order; the number of a migration is its place, from 1.
constexpr std::array migrations = {sql::migration_1_rolls};

Error failed(const std::string& words) {
  return Error{ErrorKind::environment,
               "operations_failed",
               {"the operations store failed: " + words, "कार्य-भंडार विफल: " + words}};
}

Error failure_of(const std::exception& failure) {
  const std::string words = failure.what();
  if (words.find("UNIQUE constraint") != std::string::npos) {
    return Error{ErrorKind::conflict, "operations_taken", {"this is there already", "यह पहले से है"}};
  }
  return failed(words);
}

/// Parameters stay where they are while a statement uses them.
class Bound {
 public:
  Bound(soci::session& session, std::string_view sql, const Parameters& parameters) : statement_(session) {
    statement_.exchange(soci::into(row_));
    for (const auto& [name, value] : parameters) bind(std::string(name), value);
    statement_.alloc();
    statement_.prepare(std::string(sql));
    statement_.define_and_bind();
  }

  soci::statement& statement() { return statement_; }
  [[nodiscard]] const soci::row& row() const { return row_; }

 private:
  void bind(const std::string& name, const Value& value) {
    indicators_.push_back(soci::i_ok);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      numbers_.push_back(*number);
      statement_.exchange(soci::use(numbers_.back(), name));
    } else if (const auto* decimal = std::get_if<double>(&value)) {
      decimals_.push_back(*decimal);
      statement_.exchange(soci::use(decimals_.back(), name));
    } else {
      const auto* text = std::get_if<std::string>(&value);
      if (text == nullptr) indicators_.back() = soci::i_null;
      texts_.push_back(text == nullptr ? std::string() : *text);
      statement_.exchange(soci::use(texts_.back(), indicators_.back(), name));
    }
  }

  soci::statement statement_;
  soci::row row_;
  std::list<long long> numbers_;
  std::list<double> decimals_;
  std::list<std::string> texts_;
  std::list<soci::indicator> indicators_;
};

Value cell_of(const soci::row& row, std::size_t column) {
  if (row.get_indicator(column) == soci::i_null) return {};
  switch (row.get_properties(column).get_data_type()) {
    case soci::dt_integer:
      return static_cast<std::int64_t>(row.get<int>(column));
    case soci::dt_long_long:
      return static_cast<std::int64_t>(row.get<long long>(column));
    case soci::dt_unsigned_long_long:
      return static_cast<std::int64_t>(row.get<unsigned long long>(column));
    case soci::dt_double:
      return row.get<double>(column);
    default:
      return row.get<std::string>(column);
  }
}

/// The statements of a file, each ended by a semicolon at the end of a line.
std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> statements;
  for (std::size_t begin = 0; begin < sql.size();) {
    const std::size_t end = std::min(sql.find(";\n", begin), sql.size());
    const std::string_view statement = trimmed(sql.substr(begin, end - begin));
    if (!statement.empty()) statements.emplace_back(statement);
    begin = end + 2;
  }
  return statements;
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const { return integer_or_none(column).value_or(0); }

std::optional<std::int64_t> Row::integer_or_none(std::size_t column) const {
  const Value& cell = cells_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
  // SQLite has no type for a computed column; SOCI then gives it as text.
  if (const auto* text = std::get_if<std::string>(&cell)) {
    if (const auto number = parse_number<std::int64_t>(*text)) return number;
  }
  throw BrokenInvariant("a column of an answer is no whole number");
}

double Row::decimal(std::size_t column) const {
  const Value& cell = cells_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*number);
  if (const auto* decimal = std::get_if<double>(&cell)) return *decimal;
  return 0;
}

std::string Row::text(std::size_t column) const {
  const auto* text = std::get_if<std::string>(&cells_.at(column));
  return text == nullptr ? std::string() : *text;
}

struct Store::State {
  soci::session session;
  std::recursive_mutex mutex;
  std::int64_t version_seen = 0;  // SQLite's: another one where another connection committed in between
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file) {
  auto state = std::make_unique<State>();
  try {
    state->session.open(soci::sqlite3, "db=" + file.string() + " timeout=10");
    for (const char* setting : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"}) {
      state->session << setting;
    }
    std::error_code ignored;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                 ignored);
  } catch (const std::exception& failure) {
    Error error = failed(failure.what());
    error.where.file = file.string();
    return error;
  }
  std::unique_ptr<Store> store(new Store(std::move(state)));
  if (const Status migrated = store->migrate(); !migrated.ok()) {
    Error error = migrated.error();
    error.where.file = file.string();
    return error;
  }
  BOOTHWISE_CHECK(store->changed_elsewhere());
  return store;
}

Status Store::migrate() {
  return atomically([this]() -> Status {
    BOOTHWISE_CHECK(change(sql::make_layout));
    BOOTHWISE_TRY(rows, ask(sql::layout));
    const auto there = static_cast<std::size_t>(rows.empty() ? 0 : rows.front().integer(0));
    if (there > migrations.size()) {
      return Error{ErrorKind::conflict,
                   "operations_newer",
                   {"a newer Boothwise has made this store; use that", "यह भंडार नए Boothwise ने बनाया है; वही चलाएँ"}};
    }
    for (std::size_t number = there; number < migrations.size(); ++number) {
      for (const std::string& statement : statements_of(migrations.at(number))) {
        BOOTHWISE_CHECK(change(statement));
      }
      BOOTHWISE_CHECK(change(sql::note_migration, {{"migration", static_cast<std::int64_t>(number + 1)}}));
    }
    return success();
  });
}

Result<std::vector<Row>> Store::ask(std::string_view sql, const Parameters& parameters) {
  const std::scoped_lock lock(state_->mutex);
  try {
    Bound bound(state_->session, sql, parameters);
    std::vector<Row> rows;
    bound.statement().execute();
    while (bound.statement().fetch()) {
      std::vector<Value> cells;
      cells.reserve(bound.row().size());
      for (std::size_t column = 0; column < bound.row().size(); ++column) cells.push_back(cell_of(bound.row(), column));
      rows.emplace_back(std::move(cells));
    }
    return rows;
  } catch (const std::exception& failure) {
    return failure_of(failure);
  }
}

Result<std::int64_t> Store::change(std::string_view sql, const Parameters& parameters) {
  const std::scoped_lock lock(state_->mutex);
  try {
    Bound bound(state_->session, sql, parameters);
    bound.statement().execute(true);
    return static_cast<std::int64_t>(bound.statement().get_affected_rows());
  } catch (const std::exception& failure) {
    return failure_of(failure);
  }
}

Result<bool> Store::changed_elsewhere() {
  const std::scoped_lock lock(state_->mutex);
  BOOTHWISE_TRY(rows, ask(sql::changes_elsewhere));
  const std::int64_t version = rows.front().integer(0);
  return std::exchange(state_->version_seen, version) != version;
}

Status Store::atomically(const std::function<Status()>& work) {
  const std::scoped_lock lock(state_->mutex);
  try {
    soci::transaction transaction(state_->session);
    if (Status done = work(); !done.ok()) return done;
    transaction.commit();
    return success();
  } catch (const std::exception& failure) {
    return failure_of(failure);
  }
}

std::string new_id() {
  std::random_device source;
  std::string id;
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr int words = 4;
  for (int word = 0; word < words; ++word) {
    for (unsigned number = source(), digit = 0; digit < 8; ++digit, number >>= 4U) id += digits[number & 15U];
  }
  return id;
}

}  // namespace boothwise::operations
