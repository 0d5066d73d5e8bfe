#include "operations/internal/postgresql_connection.hpp"

#include "operations/internal/positional_sql.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <utility>

#include "base/text.hpp"

namespace boothwise::operations {

namespace {

/// Of the catalogue pg_type.
enum TypeId : Oid {
  boolean = 16,
  int8 = 20,
  int2 = 21,
  int4 = 23,
  oid = 26,
  float4 = 700,
  float8 = 701,
  numeric = 1700
};

Value cell_of(const PGresult* answer, int row, int column) {
  if (PQgetisnull(answer, row, column) != 0) return {};
  const std::string_view text(PQgetvalue(answer, row, column),
                              static_cast<std::size_t>(PQgetlength(answer, row, column)));
  switch (PQftype(answer, column)) {
    case boolean:
      return std::int64_t{text == "t" ? 1 : 0};
    case int8:
    case int2:
    case int4:
    case oid:
      if (const auto number = parse_number<std::int64_t>(text)) return *number;
      break;
    case float4:
    case float8:
    case numeric:
      if (const auto number = parse_number<double>(text)) return *number;
      break;
    default:
      break;
  }
  return std::string(text);
}

Row row_of(const PGresult* answer, int row) {
  const int columns = PQnfields(answer);
  std::vector<Value> cells;
  cells.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) cells.push_back(cell_of(answer, row, column));
  return Row(std::move(cells));
}

std::int64_t changed_by(PGresult* answer) { return parse_number<std::int64_t>(PQcmdTuples(answer)).value_or(0); }

/// Values as the protocol takes them: texts that end with a zero.
class Places {
 public:
  Places(const std::vector<std::string>& names, const Parameters& parameters) {
    texts_.reserve(names.size());
    std::size_t likely = 0;  // values mostly come in the order of their places
    for (const std::string& name : names) {
      for (std::size_t tries = 0; parameters.empty() || parameters[likely % parameters.size()].first != name;
           ++likely) {
        if (++tries > parameters.size()) throw PostgresqlFailure({}, "no value for :" + name);
      }
      texts_.push_back(text_of(parameters[likely++ % parameters.size()].second));
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(texts_.size()); }
  [[nodiscard]] const char* const* texts() const { return texts_.data(); }

 private:
  const char* text_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return text->c_str();
    if (const auto* number = std::get_if<std::int64_t>(&value)) return written(*number);
    if (const auto* decimal = std::get_if<double>(&value)) return written(*decimal);
    return nullptr;
  }

  template <typename Number>
  const char* written(Number number) {
    constexpr std::size_t digits_most = 32;
    std::string& text = numbers_.emplace_back(digits_most, '\0');
    std::to_chars(text.data(), text.data() + digits_most, number);
    return text.c_str();
  }

  std::deque<std::string> numbers_;  // stay where they are
  std::vector<const char*> texts_;
};

}  // namespace

/// Commands that are sent together, and the answer to each. The server passes over what comes behind one that failed,
/// up to the next mark.
class PostgresqlConnection::Journey {
 public:
  /// Takes along what was sent ahead.
  explicit Journey(PostgresqlConnection& connection)
      : connection_(connection),
        native_(connection.connection_.get()),
        commands_(std::exchange(connection.ahead_, 0)) {}

  /// The place of its answer.
  std::size_t send(const char* sql) {
    return sent(PQsendQueryParams(native_, sql, 0, nullptr, nullptr, nullptr, nullptr, 0));
  }
  std::size_t prepare(const std::string& name, const std::string& sql) {
    return sent(PQsendPrepare(native_, name.c_str(), sql.c_str(), 0, nullptr));
  }
  std::size_t run(const std::string& name, int count, const char* const* values) {
    return sent(PQsendQueryPrepared(native_, name.c_str(), count, values, nullptr, nullptr, 0));
  }
  void mark() {
    if (PQpipelineSync(native_) != 1) connection_.fail();
    ++marks_;
  }

  /// Leaves all that was sent to the next one, which waits for the answers. REQUIRES: no mark.
  void leave() { connection_.ahead_ = std::exchange(commands_, 0); }

  /// Waits for all answers.
  void arrive() {
    mark();
    answers_.reserve(commands_);
    while (marks_ > 0) {
      Answer answer(PQgetResult(native_));
      if (answer == nullptr) connection_.fail();
      if (PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC) {
        --marks_;
        continue;
      }
      answers_.push_back(std::move(answer));
      while (const Answer more{PQgetResult(native_)}) {
      }
    }
  }
  [[nodiscard]] bool succeeded(std::size_t place) const {
    const ExecStatusType status = PQresultStatus(answers_.at(place).get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  }
  [[nodiscard]] bool has_commands() const { return commands_ > 0; }
  /// The place of the first that failed; how many there are where none did.
  [[nodiscard]] std::size_t first_failed() const {
    std::size_t place = 0;
    while (place < answers_.size() && succeeded(place)) ++place;
    return place;
  }
  /// Throws the failure of one, if it failed.
  void check(std::size_t place) const {
    if (succeeded(place)) return;
    const char* state = PQresultErrorField(answers_.at(place).get(), PG_DIAG_SQLSTATE);
    throw PostgresqlFailure(state == nullptr ? "" : state,
                            std::string(trimmed(PQresultErrorMessage(answers_[place].get()))));
  }
  /// Throws the first failure, if there is one.
  Answer take(std::size_t place) {
    if (const std::size_t failed = first_failed(); failed < answers_.size()) check(failed);
    return std::move(answers_.at(place));
  }
  /// Rows that the commands from `first` on have changed.
  [[nodiscard]] std::int64_t changed_from(std::size_t first) const {
    std::int64_t changed = 0;
    for (const Answer& answer : std::span(answers_).subspan(first)) changed += changed_by(answer.get());
    return changed;
  }

 private:
  std::size_t sent(int done) {
    if (done != 1) connection_.fail();
    return commands_++;
  }

  PostgresqlConnection& connection_;
  PGconn* native_;
  std::size_t commands_;
  std::size_t marks_ = 0;
  std::vector<Answer> answers_;
};

namespace {

constexpr const char* sight_statement = "sight";
constexpr const char* planned_each_time = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)";
constexpr const char* planned_once = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)";

/// True if a statement that is kept does not fit the layout any more, or is not there.
bool is_outdated(const PostgresqlFailure& failure) { return failure.state() == "0A000" || failure.state() == "26000"; }

}  // namespace

PostgresqlConnection::PostgresqlConnection(const std::string& address, const std::string& schema)
    : connection_(PQconnectdb(address.c_str())) {
  if (PQstatus(connection_.get()) != CONNECTION_OK || PQenterPipelineMode(connection_.get()) != 1) fail();
  Journey journey(*this);
  // Our questions are short: compiling one would take longer than answering it.
  journey.send("SELECT set_config('plan_cache_mode', 'force_generic_plan', false), set_config('jit', 'off', false)");
  if (!schema.empty()) journey.send(("SET search_path TO " + schema).c_str());
  arrive(journey, journey.prepare(sight_statement,
                                  "SELECT set_config('boothwise.scope', $1, false), "
                                  "set_config('boothwise.everything', $2, false)"));
}

void PostgresqlConnection::fail() {
  const std::string words(trimmed(PQerrorMessage(connection_.get())));
  connection_.reset();  // commands without answers may be under way
  throw PostgresqlFailure({}, words);
}

void PostgresqlConnection::send_ahead(Journey& journey) {
  if (told_ != sight_) {
    told_.reset();  // unknown until the server has said yes
    const bool everything = sight_ == sees_everything;
    const std::array<const char*, 2> values = {everything ? "" : sight_.c_str(), everything ? "1" : "0"};
    journey.run(sight_statement, static_cast<int>(values.size()), values.data());
    if (!beginning_.empty()) journey.mark();  // not inside the transaction, whose end could take it back
  }
  if (!beginning_.empty()) journey.send(std::exchange(beginning_, {}).c_str());
}

PostgresqlConnection::Answer PostgresqlConnection::arrive(Journey& journey, std::size_t place) {
  journey.arrive();
  try {
    Answer answer = journey.take(place);
    told_ = sight_;
    return answer;
  } catch (const PostgresqlFailure& failure) {
    outdated_ = outdated_ || is_outdated(failure);
    throw;
  }
}

PostgresqlConnection::Answer PostgresqlConnection::run_once(const char* sql) {
  Journey journey(*this);
  send_ahead(journey);
  return arrive(journey, journey.send(sql));
}

const PostgresqlConnection::Prepared& PostgresqlConnection::prepared(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return found->second;
  PositionalSql made = positional(sql);
  Prepared fresh{"s" + std::to_string(++names_given_), std::move(made.names), sql.starts_with(planned_for_its_values)};
  Journey journey(*this);
  send_ahead(journey);
  if (prepared_.size() >= statements_most) {
    journey.send(("DEALLOCATE " + prepared_.extract(prepared_.begin()).mapped().name).c_str());
  }
  arrive(journey, journey.prepare(fresh.name, made.text));
  return prepared_.emplace(sql, std::move(fresh)).first->second;
}

void PostgresqlConnection::settle() {
  if (ahead_ == 0) return;
  Journey journey(*this);
  arrive(journey, 0);
}

std::size_t PostgresqlConnection::put(Journey& journey, const Prepared& statement, const Parameters& parameters) {
  const Places places(statement.values, parameters);
  if (statement.for_its_values) journey.send(planned_each_time);
  const std::size_t place = journey.run(statement.name, places.count(), places.texts());
  if (statement.for_its_values) journey.send(planned_once);
  return place;
}

PostgresqlConnection::Answer PostgresqlConnection::run(std::string_view sql, const Parameters& parameters) {
  const Prepared& statement = prepared(sql);
  Journey journey(*this);
  send_ahead(journey);
  return arrive(journey, put(journey, statement, parameters));
}

void PostgresqlConnection::send(std::string_view sql, const Parameters& parameters) {
  constexpr std::size_t ahead_most = 32;  // answers that nobody reads yet fill the way back
  if (!beginning_.empty() || told_ != sight_ || ahead_ >= ahead_most) {
    run(sql, parameters);
    return;
  }
  const Prepared& statement = prepared(sql);
  Journey journey(*this);
  put(journey, statement, parameters);
  journey.leave();
}

std::vector<Row> PostgresqlConnection::ask(std::string_view sql, const Parameters& parameters) {
  const Answer answer = run(sql, parameters);
  const int count = PQntuples(answer.get());
  std::vector<Row> rows;
  rows.reserve(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) rows.push_back(row_of(answer.get(), row));
  return rows;
}

Status PostgresqlConnection::each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) {
  const Answer answer = run_once(std::string(sql).c_str());
  for (int row = 0; row < PQntuples(answer.get()); ++row) BOOTHWISE_CHECK(take(row_of(answer.get(), row)));
  return success();
}

std::int64_t PostgresqlConnection::change(std::string_view sql, const Parameters& parameters) {
  return changed_by(run(sql, parameters).get());
}

std::int64_t PostgresqlConnection::change_each(std::string_view sql, std::span<const Parameters> rows,
                                               std::size_t& failed) {
  constexpr std::size_t rows_in_journey = 1000;  // their answers are held until all are there
  std::int64_t changed = 0;
  for (failed = 0; failed < rows.size();) {
    const std::span<const Parameters> some = rows.subspan(failed, std::min(rows_in_journey, rows.size() - failed));
    changed += change_in_one_journey(sql, some, failed);
    failed += some.size();
  }
  return changed;
}

std::int64_t PostgresqlConnection::change_in_one_journey(std::string_view sql, std::span<const Parameters> rows,
                                                         std::size_t& failed) {
  const Prepared& statement = prepared(sql);
  if (statement.for_its_values) throw BrokenInvariant("what is planned for its values is run one by one");
  settle();                    // whose failure is none of these rows'
  std::vector<Places> values;  // of all, before anything is sent: one may be missing
  values.reserve(rows.size());
  for (const Parameters& row : rows) values.emplace_back(statement.values, row);
  Journey journey(*this);
  send_ahead(journey);
  std::size_t last = 0;
  for (const Places& places : values) last = journey.run(statement.name, places.count(), places.texts());
  const std::size_t first = last + 1 - rows.size();
  try {
    const Answer of_last = arrive(journey, last);  // taken out of the journey's
    return journey.changed_from(first) + changed_by(of_last.get());
  } catch (const PostgresqlFailure&) {
    failed += std::max(journey.first_failed(), first) - first;
    throw;
  }
}

void PostgresqlConnection::command(const std::string& sql) { run_once(sql.c_str()); }

void PostgresqlConnection::commit() {
  if (nothing_begun()) return;
  // A transaction that has failed is taken back without an error.
  if (std::string_view(PQcmdStatus(run_once("COMMIT").get())) != "COMMIT") {
    throw PostgresqlFailure({}, "the transaction had failed and was taken back");
  }
}

void PostgresqlConnection::roll_back() {
  if (nothing_begun()) return;
  Journey journey(*this);
  // What was sent ahead and failed is taken back all the same.
  if (journey.has_commands()) journey.mark();
  const std::size_t place = journey.send("ROLLBACK");
  journey.arrive();
  journey.check(place);
}

bool PostgresqlConnection::nothing_begun() { return !std::exchange(beginning_, {}).empty(); }

bool PostgresqlConnection::sound() const {
  return !outdated_ && ahead_ == 0 && PQstatus(connection_.get()) == CONNECTION_OK &&
         PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

}  // namespace boothwise::operations
