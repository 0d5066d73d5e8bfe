#include "operations/internal/soci_connection.hpp"

#include <deque>

namespace boothwise::operations {

namespace {

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

Row row_of(const soci::row& row) {
  std::vector<Value> cells;
  cells.reserve(row.size());
  for (std::size_t column = 0; column < row.size(); ++column) cells.push_back(cell_of(row, column));
  return Row(std::move(cells));
}

/// Statements differ by the types of what is put into them, too.
std::string key_of(std::string_view sql, const Parameters& parameters) {
  std::string key(sql);
  key += '\0';
  for (const auto& [name, value] : parameters) {
    key += std::holds_alternative<std::int64_t>(value) ? 'i' : std::holds_alternative<double>(value) ? 'd' : 't';
  }
  return key;
}

}  // namespace

/// A statement that can be run again with other values.
class Prepared {
 public:
  Prepared(soci::session& session, std::string_view sql, const Parameters& parameters) : statement_(session) {
    statement_.exchange(soci::into(row_));
    for (const auto& [name, value] : parameters) bind(std::string(name), value);
    statement_.alloc();
    statement_.prepare(std::string(sql));
    statement_.define_and_bind();
  }

  void put(const Parameters& parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i) put(slots_[i], parameters[i].second);
  }
  soci::statement& statement() { return statement_; }
  [[nodiscard]] const soci::row& row() const { return row_; }

 private:
  struct Slot {
    long long number = 0;
    double decimal = 0;
    std::string text;
    soci::indicator indicator = soci::i_ok;
  };

  static void put(Slot& slot, const Value& value) {
    slot.indicator = soci::i_ok;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      slot.number = *number;
    } else if (const auto* decimal = std::get_if<double>(&value)) {
      slot.decimal = *decimal;
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      slot.text = *text;
    } else {
      slot.indicator = soci::i_null;
    }
  }

  void bind(const std::string& name, const Value& value) {
    Slot& slot = slots_.emplace_back();
    put(slot, value);
    if (std::holds_alternative<std::int64_t>(value)) {
      statement_.exchange(soci::use(slot.number, slot.indicator, name));
    } else if (std::holds_alternative<double>(value)) {
      statement_.exchange(soci::use(slot.decimal, slot.indicator, name));
    } else {
      statement_.exchange(soci::use(slot.text, slot.indicator, name));
    }
  }

  soci::statement statement_;
  soci::row row_;
  std::deque<Slot> slots_;  // stay where they are while the statement lives
};

SociConnection::SociConnection(std::unique_ptr<soci::session> session) : session_(std::move(session)) {}
SociConnection::~SociConnection() = default;

Prepared& SociConnection::prepared(std::string_view sql, const Parameters& parameters) {
  std::string key = key_of(sql, parameters);
  const auto found = prepared_.find(key);
  if (found != prepared_.end()) {
    found->second->put(parameters);
    return *found->second;
  }
  if (prepared_.size() >= statements_most) prepared_.clear();
  auto made = std::make_unique<Prepared>(*session_, sql, parameters);
  return *prepared_.emplace(std::move(key), std::move(made)).first->second;
}

std::vector<Row> SociConnection::ask(std::string_view sql, const Parameters& parameters) {
  Prepared& prepared = this->prepared(sql, parameters);
  try {
    std::vector<Row> rows;
    prepared.statement().execute();
    while (prepared.statement().fetch()) rows.push_back(row_of(prepared.row()));
    return rows;
  } catch (...) {
    prepared_.erase(key_of(sql, parameters));  // its state is unknown
    throw;
  }
}

Status SociConnection::each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) {
  Prepared once(*session_, sql, {});
  once.statement().execute();
  while (once.statement().fetch()) BOOTHWISE_CHECK(take(row_of(once.row())));
  return success();
}

std::int64_t SociConnection::change(std::string_view sql, const Parameters& parameters) {
  Prepared& prepared = this->prepared(sql, parameters);
  try {
    prepared.statement().execute(true);
    return static_cast<std::int64_t>(prepared.statement().get_affected_rows());
  } catch (...) {
    prepared_.erase(key_of(sql, parameters));
    throw;
  }
}

void SociConnection::command(const std::string& sql) { session_->once << sql; }

}  // namespace boothwise::operations
