#include "operations/store.hpp"

#include "operations/internal/backend.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "base/text.hpp"

namespace boothwise::operations {

namespace {

/// A step of the layout: what both databases run, then what only one of them runs.
struct Migration {
  std::string_view both{};
  std::string_view sqlite{};
  std::string_view postgresql{};
};

/// In order; the number of a migration is its place, from 1.
constexpr std::array migrations = {
    Migration{sql::migration_1_rolls},
    Migration{sql::migration_2_organisation, sql::migration_2_organisation_sqlite,
              sql::migration_2_organisation_postgresql},
    Migration{sql::migration_3_users, {}, sql::migration_3_users_postgresql},
    Migration{sql::migration_4_work, {}, sql::migration_4_work_postgresql},
    Migration{sql::migration_5_servers, sql::migration_5_servers_sqlite, sql::migration_5_servers_postgresql},
};

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

/// Row-level security is nothing to a role that passes over it, and ranges of paths need texts sorted by their bytes.
Status check_server(Store& store) {
  BOOTHWISE_TRY(rows, store.ask(sql::server_guards));
  if (rows.front().integer(0) != 0) {
    return Error{ErrorKind::environment,
                 "operations_unguarded",
                 {"this database role passes over row-level security; use one without SUPERUSER and BYPASSRLS",
                  "यह डेटाबेस भूमिका पंक्ति-सुरक्षा से मुक्त है; बिना SUPERUSER और BYPASSRLS वाली भूमिका लें"},
                 {{}, 0, {}, rows.front().text(2)}};
  }
  if (rows.front().integer(1) != 1) {
    return Error{
        ErrorKind::environment,
        "operations_collation",
        {"this database sorts texts by a language; make one with: CREATE DATABASE … TEMPLATE template0 LC_COLLATE 'C'",
         "यह डेटाबेस भाषा के क्रम से छाँटता है; नया बनाएँ: CREATE DATABASE … TEMPLATE template0 LC_COLLATE 'C'"}};
  }
  return success();
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const { return integer_or_none(column).value_or(0); }

std::optional<std::int64_t> Row::integer_or_none(std::size_t column) const {
  const Value& cell = cells_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
  // SQLite has no type for a computed column, SOCI then gives it as text; PostgreSQL's sum is a decimal.
  if (const auto* decimal = std::get_if<double>(&cell)) return static_cast<std::int64_t>(*decimal);
  if (const auto* text = std::get_if<std::string>(&cell)) {
    if (const auto number = parse_number<std::int64_t>(*text)) return number;
  }
  throw BrokenInvariant("a column of an answer is no whole number");
}

double Row::decimal(std::size_t column) const {
  const Value& cell = cells_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*number);
  if (const auto* decimal = std::get_if<double>(&cell)) return *decimal;
  if (const auto* text = std::get_if<std::string>(&cell)) return parse_number<double>(*text).value_or(0);
  return 0;
}

std::string Row::text(std::size_t column) const {
  const auto* text = std::get_if<std::string>(&cells_.at(column));
  return text == nullptr ? std::string() : *text;
}

Store::Store(std::shared_ptr<Backend> backend, Scope scope, Connection* inside)
    : backend_(std::move(backend)), scope_(std::move(scope)), inside_(inside) {}
Store::~Store() = default;
Store::Store(Store&& other) noexcept = default;
Store& Store::operator=(Store&& other) noexcept = default;

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file) {
  const auto at = [&file](Error error) {
    error.where.file = file.string();
    return error;
  };
  auto backend = open_sqlite(file);
  if (!backend) return at(backend.error());
  auto store = ready(std::move(backend).value());
  if (!store) return at(store.error());
  return store;
}

Result<std::unique_ptr<Store>> Store::open_server(const std::string& address, unsigned connections_max) {
  BOOTHWISE_TRY(backend, open_postgresql(address, connections_max));
  return ready(std::move(backend));
}

Result<std::unique_ptr<Store>> Store::ready(std::shared_ptr<Backend> backend) {
  std::unique_ptr<Store> store(new Store(std::move(backend), Scope::whole(), nullptr));
  if (store->shared()) BOOTHWISE_CHECK(check_server(*store));
  BOOTHWISE_CHECK(store->migrate());
  return store;
}

Store Store::as(Scope scope) const { return {backend_, std::move(scope), inside_}; }

bool Store::shared() const { return backend_->is_postgresql(); }

Status Store::migrate() {
  return atomically([](Store& inside) -> Status {
    if (inside.shared()) BOOTHWISE_CHECK(inside.ask(sql::lock_layout));  // one server at a time
    BOOTHWISE_CHECK(inside.change(sql::make_layout));
    BOOTHWISE_TRY(rows, inside.ask(sql::layout));
    const auto there = static_cast<std::size_t>(rows.empty() ? 0 : rows.front().integer(0));
    if (there > migrations.size()) {
      return Error{ErrorKind::conflict,
                   "operations_newer",
                   {"a newer Boothwise has made this store; use that", "यह भंडार नए Boothwise ने बनाया है; वही चलाएँ"}};
    }
    for (std::size_t number = there; number < migrations.size(); ++number) {
      const Migration& migration = migrations.at(number);
      std::vector<std::string> statements = statements_of(migration.both);
      std::ranges::copy(statements_of(inside.shared() ? migration.postgresql : migration.sqlite),
                        std::back_inserter(statements));
      for (const std::string& statement : statements) BOOTHWISE_CHECK(inside.change(statement));
      BOOTHWISE_CHECK(inside.change(sql::note_migration, {{"migration", static_cast<std::int64_t>(number + 1)}}));
    }
    return success();
  });
}

Result<std::vector<Row>> Store::ask(std::string_view sql, const Parameters& parameters) {
  if (inside_ == nullptr) return backend_->ask(scope_, sql, parameters);
  return caught([&]() -> Result<std::vector<Row>> { return inside_->ask(sql, parameters); });
}

Result<std::int64_t> Store::change(std::string_view sql, const Parameters& parameters) {
  if (inside_ != nullptr) {
    return caught([&]() -> Result<std::int64_t> { return inside_->change(sql, parameters); });
  }
  std::int64_t changed = 0;
  BOOTHWISE_CHECK(atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(rows, inside.change(sql, parameters));
    changed = rows;
    return success();
  }));
  return changed;
}

Status Store::atomically(const std::function<Status(Store& inside)>& work) {
  if (inside_ != nullptr) return work(*this);
  return backend_->atomically(scope_, [&](Connection& connection) -> Status {
    Store inside(backend_, scope_, &connection);
    return work(inside);
  });
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
