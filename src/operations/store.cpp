#include "operations/store.hpp"

#include "operations/internal/backend.hpp"
#include "operations/internal/kept_answers.hpp"
#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "base/secrets.hpp"
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
constexpr std::array operations_migrations = {
    Migration{sql::migration_1_rolls},
    Migration{sql::migration_2_organisation, sql::migration_2_organisation_sqlite,
              sql::migration_2_organisation_postgresql},
    Migration{sql::migration_3_users, {}, sql::migration_3_users_postgresql},
    Migration{sql::migration_4_work, {}, sql::migration_4_work_postgresql},
    Migration{sql::migration_5_keeping, {}, sql::migration_5_keeping_postgresql},
    Migration{sql::migration_6_messages, {}, sql::migration_6_messages_postgresql},
    Migration{sql::migration_7_servers, sql::migration_7_servers_sqlite, sql::migration_7_servers_postgresql},
    Migration{sql::migration_8_leaving},
    Migration{sql::migration_9_forms, sql::migration_9_forms_sqlite, sql::migration_9_forms_postgresql},
    Migration{sql::migration_10_schemes, {}, sql::migration_10_schemes_postgresql},
    Migration{sql::migration_11_field_days, {}, sql::migration_11_field_days_postgresql},
    Migration{sql::migration_12_notices},
    Migration{sql::migration_13_scenarios, {}, sql::migration_13_scenarios_postgresql},
    Migration{sql::migration_14_answers, sql::migration_14_answers_sqlite, sql::migration_14_answers_postgresql},
    Migration{sql::migration_15_training, {}, sql::migration_15_training_postgresql},
    Migration{sql::migration_16_agreed},
    Migration{sql::migration_17_people_words, sql::migration_17_people_words_sqlite,
              sql::migration_17_people_words_postgresql},
    Migration{{}, {}, sql::migration_18_scopes_postgresql},
    Migration{sql::migration_19_kept, {}, sql::migration_19_kept_postgresql},
};
constexpr std::array keys_migrations = {Migration{sql::keys_1_records}, Migration{sql::keys_2_withheld},
                                        Migration{{}, sql::keys_3_numbers_sqlite, sql::keys_3_numbers_postgresql}};
constexpr std::array sealed_migrations = {
    Migration{sql::sealed_1_answers, sql::sealed_1_answers_sqlite, sql::sealed_1_answers_postgresql}};

std::span<const Migration> migrations_of(Book book) {
  switch (book) {
    case Book::operations:
      return operations_migrations;
    case Book::keys:
      return keys_migrations;
    case Book::sealed:
      return sealed_migrations;
  }
  throw BrokenInvariant("no such book");
}

/// Of PostgreSQL; empty for what a database begins with.
std::string schema_of(Book book) {
  if (book == Book::keys) return "boothwise_keys";
  return book == Book::sealed ? "boothwise_sealed" : "";
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

constexpr std::size_t kept_bytes_most = 64U << 20U;

/// The same text for the same question of somebody who sees the same.
std::string question_of(const Scope& scope, std::string_view sql, const Parameters& parameters) {
  std::string question(sql);
  const auto add = [&question](char kind, std::string_view text) {
    question += '\0';
    question += kind;
    question += text;
  };
  for (const std::string& path : scope.paths) add('@', path);
  if (scope.everything) add('*', {});
  for (const auto& [name, value] : parameters) {
    add(':', name);
    if (const auto* text = std::get_if<std::string>(&value)) add('t', *text);
    if (const auto* number = std::get_if<std::int64_t>(&value)) add('n', std::to_string(*number));
    if (const auto* decimal = std::get_if<double>(&value))
      add('d', std::to_string(std::bit_cast<std::uint64_t>(*decimal)));
  }
  return question;
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const { return integer_or_none(column).value_or(0); }

std::optional<std::int64_t> Row::integer_or_none(std::size_t column) const {
  const Value& cell = cells_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
  // PostgreSQL's sum of whole numbers is a decimal.
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

bool KeptKinds::same(const KeptStamps& one, const KeptStamps& other) const {
  for (std::size_t kind = 0; kind < kept_kinds; ++kind) {
    if (holds(static_cast<Kept>(kind)) && one.at(kind) != other.at(kind)) return false;
  }
  return true;
}

Store::Store(std::shared_ptr<Backend> backend, Book book) : backend_(std::move(backend)), book_(book) {}
Store::Store(const Store& other) = default;
Store::~Store() = default;
Store::Store(Store&& other) noexcept = default;
Store& Store::operator=(Store&& other) noexcept = default;

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file, Opening how, Book book) {
  const auto at = [&file](Error error) {
    error.where.file = file.string();
    return error;
  };
  auto backend = open_sqlite(file);
  if (!backend) return at(backend.error());
  auto store = ready(std::move(backend).value(), how, book);
  if (!store) return at(store.error());
  return store;
}

Result<std::unique_ptr<Store>> Store::open_server(const std::string& address, unsigned connections_max, Opening how,
                                                  Book book) {
  BOOTHWISE_TRY(backend, open_postgresql(address, connections_max, schema_of(book)));
  return ready(std::move(backend), how, book);
}

Result<std::unique_ptr<Store>> Store::ready(std::shared_ptr<Backend> backend, Opening how, Book book) {
  std::unique_ptr<Store> store(new Store(std::move(backend), book));
  if (store->shared()) BOOTHWISE_CHECK(check_server(*store));
  if (how == Opening::brought_to_newest) {
    BOOTHWISE_CHECK(store->migrate());
    if (book == Book::operations) store->kept_ = std::make_shared<KeptAnswers>(kept_bytes_most);
  }
  return store;
}

Store Store::as(Scope scope) const {
  Store store(*this);
  store.scope_ = std::move(scope);
  return store;
}

Store Store::as_of(const KeptStamps& stamps) const {
  Store store(*this);
  store.moment_ = std::make_shared<Moment>();
  store.moment_->stamps = stamps;
  return store;
}

Result<KeptStamps> Store::stamps() {
  BOOTHWISE_TRY(rows, ask(sql::kept_stamps));
  return KeptStamps{rows.front().integer(0), rows.front().integer(1), rows.front().integer(2)};
}

bool Store::shared() const { return backend_->is_postgresql(); }

std::int64_t Store::newest_layout(Book book) { return static_cast<std::int64_t>(migrations_of(book).size()); }

Status Store::scrub() { return backend_->scrub(); }

Result<std::int64_t> Store::layout() {
  BOOTHWISE_TRY(there, ask(shared() ? sql::layout_there_postgresql : sql::layout_there_sqlite));
  if (there.front().integer(0) == 0) return std::int64_t{0};
  BOOTHWISE_TRY(rows, ask(sql::layout));
  return rows.empty() ? std::int64_t{0} : rows.front().integer(0);
}

Status Store::bring_to_layout(std::int64_t layout) {
  BOOTHWISE_TRY(there, this->layout());
  if (there == 0) {
    if (const std::string schema = schema_of(book_); shared() && !schema.empty()) {
      // A role that may make no schema in the database (deploy/postgresql/sealed.sql) finds its own there.
      BOOTHWISE_TRY(found, ask(sql::schema_there, {{"schema", schema}}));
      if (found.front().integer(0) == 0) {
        BOOTHWISE_CHECK(change(replaced(std::string(sql::make_schema), "{schema}", schema)));
      }
    }
    BOOTHWISE_CHECK(change(sql::make_layout));
  }
  for (std::int64_t number = there + 1; number <= layout; ++number) {
    const Migration& migration = migrations_of(book_)[static_cast<std::size_t>(number - 1)];
    std::vector<std::string> statements = statements_of(migration.both);
    std::ranges::copy(statements_of(shared() ? migration.postgresql : migration.sqlite),
                      std::back_inserter(statements));
    for (const std::string& statement : statements) BOOTHWISE_CHECK(change(statement));
    BOOTHWISE_CHECK(change(sql::note_migration, {{"migration", number}}));
  }
  return success();
}

Status Store::migrate() {
  // Whoever only works with the rows, and may make no tables, finds nothing to do.
  BOOTHWISE_TRY(before, layout());
  if (before == newest_layout(book_)) return success();
  return atomically([](Store& inside) -> Status {
    if (inside.shared()) BOOTHWISE_CHECK(inside.ask(sql::lock_layout));  // one server at a time
    BOOTHWISE_TRY(there, inside.layout());
    if (there > newest_layout(inside.book())) {
      return Error{ErrorKind::conflict,
                   "operations_newer",
                   {"a newer Boothwise has made this store; use that", "यह भंडार नए Boothwise ने बनाया है; वही चलाएँ"}};
    }
    return inside.bring_to_layout(newest_layout(inside.book()));
  });
}

Result<std::vector<Row>> Store::ask(std::string_view sql, const Parameters& parameters) {
  if (inside_ == nullptr) return backend_->ask(scope_, sql, parameters);
  return caught([&]() -> Result<std::vector<Row>> { return inside_->ask(sql, parameters); });
}

Result<KeptRows> Store::ask_kept(std::string_view sql, const Parameters& parameters) {
  const bool may_be_kept = kept_ != nullptr && inside_ == nullptr && moment_ != nullptr && !moment_->over;
  const KeptKinds kinds = kinds_read(sql);
  std::string question;
  if (may_be_kept) {
    question = question_of(scope_, sql, parameters);
    if (KeptRows rows = kept_->find(question, kinds, moment_->stamps)) return rows;
  }
  BOOTHWISE_TRY(rows, ask(sql, parameters));
  auto answer = std::make_shared<const std::vector<Row>>(std::move(rows));
  if (may_be_kept) kept_->keep(question, kinds, moment_->stamps, answer);
  return KeptRows(std::move(answer));
}

Result<std::int64_t> Store::change(std::string_view sql, const Parameters& parameters) {
  if (inside_ != nullptr) {
    *changed_ = changed_->with(kinds_changed(sql));
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

Result<std::int64_t> Store::change_each(std::string_view sql, std::span<const Parameters> rows) {
  if (rows.empty()) return std::int64_t{0};
  std::int64_t changed = 0;
  BOOTHWISE_CHECK(atomically([&](Store& inside) -> Status {
    std::size_t failed = 0;
    *inside.changed_ = inside.changed_->with(kinds_changed(sql));
    Status done = caught([&]() -> Status {
      changed = inside.inside_->change_each(sql, rows, failed);
      return success();
    });
    if (done.ok()) return done;
    Error error = done.error();
    error.where.line = failed + 1;
    return error;
  }));
  return changed;
}

Status Store::send(std::string_view sql, const Parameters& parameters) {
  if (inside_ == nullptr) return done(change(sql, parameters));
  *changed_ = changed_->with(kinds_changed(sql));
  return caught([&]() -> Status {
    inside_->send(sql, parameters);
    return success();
  });
}

Store Store::inside_of(Connection& connection, KeptKinds& changed) const {
  Store inside(*this);
  inside.inside_ = &connection;
  inside.changed_ = &changed;
  return inside;
}

Status Store::note_changed(Connection& connection, KeptKinds changed) {
  if (changed.none() || kept_ == nullptr) return success();
  std::int64_t stamp = 0;
  std::memcpy(&stamp, random_bytes(sizeof stamp).data(), sizeof stamp);
  const auto of = [&](Kept kind) { return changed.holds(kind) ? Value(stamp) : Value(); };
  return caught([&]() -> Status {
    connection.send(sql::note_changed,
                    {{"ground", of(Kept::ground)}, {"duties", of(Kept::duties)}, {"works", of(Kept::works)}});
    return success();
  });
}

Status Store::atomically(const std::function<Status(Store& inside)>& work) {
  if (inside_ != nullptr) return work(*this);
  KeptKinds changed;
  Status outcome = backend_->atomically(scope_, [&](Connection& connection) -> Status {
    changed = {};
    Store inside = inside_of(connection, changed);
    BOOTHWISE_CHECK(work(inside));
    // Last, as the one row is everybody's: it is held for no longer than the commit takes.
    return note_changed(connection, changed);
  });
  if (moment_ != nullptr && !changed.none()) moment_->over = true;
  return outcome;
}

Status Store::at_one_moment(const std::function<Status(Store& inside)>& work) {
  if (inside_ != nullptr) return work(*this);
  KeptKinds changed;
  return backend_->at_one_moment(scope_, [&](Connection& connection) -> Status {
    Store inside = inside_of(connection, changed);
    return work(inside);
  });
}

Status Store::each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) {
  if (inside_ == nullptr) throw BrokenInvariant("rows are read one by one only at one moment");
  return caught([&]() -> Status {
    if (!shared()) return inside_->each_row(sql, take);
    // The server would send the whole answer at once.
    inside_->command(replaced(std::string(sql::open_cursor), "{sql}", sql));
    for (bool more = true; more;) {
      more = false;
      BOOTHWISE_CHECK(inside_->each_row(sql::fetch_from_cursor, [&](const Row& row) {
        more = true;
        return take(row);
      }));
    }
    inside_->command(std::string(sql::close_cursor));
    return success();
  });
}

std::string new_id() {
  constexpr std::size_t id_bytes = 16;
  return hexadecimal(random_bytes(id_bytes));
}

}  // namespace boothwise::operations
