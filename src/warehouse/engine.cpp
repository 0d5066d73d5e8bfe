#include "warehouse/engine.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <duckdb.h>
#include <tuple>
#include <utility>

namespace boothwise::warehouse {

namespace {

Error failed(std::string_view words) {
  const std::string text(words);
  return Error{ErrorKind::environment,
               "warehouse_failed",
               {"the warehouse could not do it: " + text, "आँकड़ा भंडार यह नहीं कर सका: " + text}};
}

duckdb_type duckdb_type_of(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return DUCKDB_TYPE_BIGINT;
    case ColumnType::decimal:
      return DUCKDB_TYPE_DOUBLE;
    case ColumnType::text:
      return DUCKDB_TYPE_VARCHAR;
  }
  throw BrokenInvariant("column type outside its range");
}

std::string_view sql_type_of(ColumnType type) {
  constexpr std::array<std::string_view, 3> names = {"BIGINT", "DOUBLE", "VARCHAR"};
  return names.at(static_cast<std::size_t>(type));
}

}  // namespace

struct Engine::State {
  duckdb_database database = nullptr;
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { duckdb_close(&database); }
};

struct Connection::State {
  duckdb_connection connection = nullptr;
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { duckdb_disconnect(&connection); }
};

struct Rows::State {
  /// A block of rows, with where its cells lie.
  struct Chunk {
    duckdb_data_chunk chunk = nullptr;
    std::vector<const void*> data;
    std::vector<uint64_t*> validity;
    idx_t rows = 0;
  };
  /// Where a row is, and what it is sorted by.
  struct Place {
    std::int64_t first = 0;
    std::int64_t second = 0;
    std::uint32_t chunk = 0;
    std::uint32_t row = 0;
    bool operator<(const Place& other) const { return std::tie(first, second) < std::tie(other.first, other.second); }
  };

  duckdb_result result{};
  std::vector<duckdb_type> types;
  std::vector<Chunk> chunks;  // all of them if the rows are sorted, else the one at hand
  std::vector<Place> places;  // of sorted rows
  bool is_sorted = false;
  std::size_t place = 0;  // of the row behind the one at hand
  const Chunk* at_hand = nullptr;
  idx_t row = 0;
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    forget();
    duckdb_destroy_result(&result);
  }

  void forget() {
    for (Chunk& one : chunks) duckdb_destroy_data_chunk(&one.chunk);
    chunks.clear();
    at_hand = nullptr;
  }

  void ask_types() {
    const idx_t columns = duckdb_column_count(&result);
    for (idx_t column = 0; column < columns; ++column) types.push_back(duckdb_column_type(&result, column));
  }

  /// The next chunk of the result behind `chunks`; false if there is none.
  bool fetch() {
    duckdb_data_chunk next = duckdb_fetch_chunk(result);
    if (next == nullptr) return false;
    Chunk& chunk = chunks.emplace_back();
    chunk.chunk = next;
    chunk.rows = duckdb_data_chunk_get_size(next);
    for (std::size_t column = 0; column < types.size(); ++column) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(next, column);
      chunk.data.push_back(duckdb_vector_get_data(vector));
      chunk.validity.push_back(duckdb_vector_get_validity(vector));
    }
    return chunk.rows > 0;
  }

  void sort_by(std::size_t first, std::size_t second) {
    while (fetch()) {
      const Chunk& chunk = chunks.back();
      const auto* firsts = static_cast<const std::int64_t*>(chunk.data.at(first));
      const auto* seconds = static_cast<const std::int64_t*>(chunk.data.at(second));
      for (idx_t at = 0; at < chunk.rows; ++at) {
        places.push_back(
            {firsts[at], seconds[at], static_cast<std::uint32_t>(chunks.size() - 1), static_cast<std::uint32_t>(at)});
      }
    }
    const auto rest = std::is_sorted_until(places.begin(), places.end());
    std::stable_sort(rest, places.end());
    std::inplace_merge(places.begin(), rest, places.end());
    is_sorted = true;
  }

  bool next() {
    if (is_sorted) {
      if (place == places.size()) return false;
      at_hand = &chunks[places[place].chunk];
      row = places[place++].row;
      return true;
    }
    if (at_hand != nullptr && ++row < at_hand->rows) return true;
    forget();
    row = 0;
    if (!fetch()) return false;
    at_hand = &chunks.back();
    return true;
  }

  [[nodiscard]] bool present(std::size_t column, duckdb_type type) const {
    if (types.at(column) != type) throw BrokenInvariant("query column " + std::to_string(column) + " has another type");
    return at_hand->validity[column] == nullptr || duckdb_validity_row_is_valid(at_hand->validity[column], row);
  }
};

Rows::Rows(std::unique_ptr<State> state) : state_(std::move(state)) {}
Rows::~Rows() = default;
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;

void Rows::sort_by(std::size_t first, std::size_t second) {
  for (const std::size_t column : {first, second}) {
    if (state_->types.at(column) != DUCKDB_TYPE_BIGINT) throw BrokenInvariant("rows are sorted by whole numbers only");
  }
  state_->sort_by(first, second);
}

bool Rows::next() { return state_->next(); }

Status Rows::ended() const {
  const char* words = duckdb_result_error(&state_->result);
  if (words != nullptr && *words != '\0') return failed(words);
  return success();
}

std::optional<std::int64_t> Rows::integer(std::size_t column) const {
  if (!state_->present(column, DUCKDB_TYPE_BIGINT)) return std::nullopt;
  return static_cast<const std::int64_t*>(state_->at_hand->data[column])[state_->row];
}

std::optional<double> Rows::decimal(std::size_t column) const {
  if (!state_->present(column, DUCKDB_TYPE_DOUBLE)) return std::nullopt;
  return static_cast<const double*>(state_->at_hand->data[column])[state_->row];
}

std::string_view Rows::text(std::size_t column) const {
  if (!state_->present(column, DUCKDB_TYPE_VARCHAR)) return {};
  const duckdb_string_t& string = static_cast<const duckdb_string_t*>(state_->at_hand->data[column])[state_->row];
  const std::uint32_t length = string.value.inlined.length;
  constexpr std::uint32_t inlined_max = 12;
  return {length <= inlined_max ? string.value.inlined.inlined : string.value.pointer.ptr, length};
}

struct Appender::State {
  duckdb_appender appender = nullptr;
  duckdb_data_chunk chunk = nullptr;
  std::vector<duckdb_vector> vectors;
  std::vector<void*> data;
  std::vector<bool> is_set;
  idx_t row = 0;
  idx_t rows_max = 0;
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    duckdb_destroy_data_chunk(&chunk);
    duckdb_appender_destroy(&appender);
  }

  void bind() {
    for (std::size_t column = 0; column < vectors.size(); ++column) {
      vectors[column] = duckdb_data_chunk_get_vector(chunk, column);
      data[column] = duckdb_vector_get_data(vectors[column]);
    }
  }

  Status flush() {
    duckdb_data_chunk_set_size(chunk, row);
    if (duckdb_append_data_chunk(appender, chunk) != DuckDBSuccess) return failed(duckdb_appender_error(appender));
    duckdb_data_chunk_reset(chunk);
    bind();
    row = 0;
    return success();
  }
};

Appender::Appender(std::unique_ptr<State> state) : state_(std::move(state)) {}
Appender::~Appender() = default;
Appender::Appender(Appender&&) noexcept = default;
Appender& Appender::operator=(Appender&&) noexcept = default;

void Appender::set(std::size_t column, std::int64_t value) {
  static_cast<std::int64_t*>(state_->data[column])[state_->row] = value;
  state_->is_set[column] = true;
}

void Appender::set(std::size_t column, double value) {
  static_cast<double*>(state_->data[column])[state_->row] = value;
  state_->is_set[column] = true;
}

void Appender::set(std::size_t column, std::string_view value) {
  duckdb_vector_assign_string_element_len(state_->vectors[column], state_->row, value.data(), value.size());
  state_->is_set[column] = true;
}

void Appender::abandon_row() { state_->is_set.assign(state_->is_set.size(), false); }

Status Appender::end_row() {
  for (std::size_t column = 0; column < state_->is_set.size(); ++column) {
    if (!state_->is_set[column]) {
      duckdb_vector_ensure_validity_writable(state_->vectors[column]);
      duckdb_validity_set_row_invalid(duckdb_vector_get_validity(state_->vectors[column]), state_->row);
    }
    state_->is_set[column] = false;
  }
  return ++state_->row == state_->rows_max ? state_->flush() : success();
}

Status Appender::close() {
  if (state_->row > 0) BOOTHWISE_CHECK(state_->flush());
  if (duckdb_appender_close(state_->appender) != DuckDBSuccess) return failed(duckdb_appender_error(state_->appender));
  return success();
}

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Result<Rows> Connection::query(const std::string& sql) {
  auto state = std::make_unique<Rows::State>();
  if (duckdb_query(state_->connection, sql.c_str(), &state->result) != DuckDBSuccess) {
    return failed(duckdb_result_error(&state->result));
  }
  state->ask_types();
  return Rows(std::move(state));
}

Result<Rows> Connection::stream(const std::string& sql) {
  duckdb_prepared_statement statement = nullptr;
  duckdb_pending_result pending = nullptr;
  auto state = std::make_unique<Rows::State>();
  std::string words;
  if (duckdb_prepare(state_->connection, sql.c_str(), &statement) != DuckDBSuccess) {
    words = duckdb_prepare_error(statement);
  } else if (duckdb_pending_prepared_streaming(statement, &pending) != DuckDBSuccess) {
    words = duckdb_pending_error(pending);
  } else if (duckdb_execute_pending(pending, &state->result) != DuckDBSuccess) {
    words = duckdb_result_error(&state->result);
  }
  duckdb_destroy_pending(&pending);
  duckdb_destroy_prepare(&statement);
  if (!words.empty()) return failed(words);
  state->ask_types();
  return Rows(std::move(state));
}

Status Connection::run(const std::string& sql) {
  auto rows = query(sql);
  if (!rows) return std::move(rows).error();
  return success();
}

Result<Appender> Connection::create(std::string_view table, std::span<const Column> columns) {
  std::string sql = "CREATE TEMP TABLE " + std::string(table) + " (";
  std::vector<duckdb_logical_type> types;
  for (const Column& column : columns) {
    if (!types.empty()) sql += ", ";
    sql += std::string(column.name) + " " + std::string(sql_type_of(column.type));
    types.push_back(duckdb_create_logical_type(duckdb_type_of(column.type)));
  }
  auto state = std::make_unique<Appender::State>();
  state->chunk = duckdb_create_data_chunk(types.data(), types.size());
  for (duckdb_logical_type& type : types) duckdb_destroy_logical_type(&type);
  BOOTHWISE_CHECK(run(sql + ")"));
  const std::string name(table);
  if (duckdb_appender_create_ext(state_->connection, "temp", nullptr, name.c_str(), &state->appender) !=
      DuckDBSuccess) {
    return failed(duckdb_appender_error(state->appender));
  }
  state->vectors.resize(columns.size());
  state->data.resize(columns.size());
  state->is_set.resize(columns.size());
  state->rows_max = duckdb_vector_size();
  state->bind();
  return Appender(std::move(state));
}

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions& options) {
  auto state = std::make_unique<State>();
  duckdb_config config = nullptr;
  duckdb_create_config(&config);
  const auto setting = [&](const char* name, const std::string& value) {
    duckdb_set_config(config, name, value.c_str());
  };
  setting("threads", std::to_string(options.threads));
  setting("memory_limit", std::to_string(options.memory_mib_max) + "MiB");
  setting("temp_directory", options.spill_folder.string());
  // Nothing is ever fetched or loaded at run time.
  setting("autoinstall_known_extensions", "false");
  setting("autoload_known_extensions", "false");
  char* words = nullptr;
  const duckdb_state opened = duckdb_open_ext(nullptr, &state->database, config, &words);
  duckdb_destroy_config(&config);
  if (opened != DuckDBSuccess) {
    Error error = failed(words == nullptr ? "it did not open" : words);
    duckdb_free(words);
    return error;
  }
  std::unique_ptr<Engine> engine(new Engine(std::move(state)));
  // Files never change under their name, so what their footers say is kept.
  BOOTHWISE_CHECK(engine->connect().run("SET GLOBAL parquet_metadata_cache = true"));
  return engine;
}

Connection Engine::connect() {
  auto state = std::make_unique<Connection::State>();
  if (duckdb_connect(state_->database, &state->connection) != DuckDBSuccess) {
    throw BrokenInvariant("the engine refused a connection");
  }
  return Connection(std::move(state));
}

std::string sql_text(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += '\'';
    result += c;
  }
  return result + "'";
}

}  // namespace boothwise::warehouse
