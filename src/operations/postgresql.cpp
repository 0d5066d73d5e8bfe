#include "operations/internal/backend.hpp"
#include "operations/together.hpp"

#include <condition_variable>
#include <mutex>
#include <soci/postgresql/soci-postgresql.h>
#include <utility>

namespace boothwise::operations {

namespace {

/// SOCI does not export this class's type, which the undefined-behaviour sanitizer would ask for.
__attribute__((no_sanitize("vptr"))) PGconn* native(Connection& connection) {
  return static_cast<soci::postgresql_session_backend*>(connection.session().get_backend())->conn_;
}

/// The statement that says whose rows are seen. Paths are made by us of digits and dots; anything else would be a way
/// out of the quotes.
std::string setting_of(const Scope& scope) {
  if (scope.everything)
    return "SELECT set_config('boothwise.scope', '', true), set_config('boothwise.everything', '1', true)";
  std::string paths;
  for (const std::string& path : scope.paths) {
    if (path.find_first_not_of("0123456789.") != std::string::npos) throw BrokenInvariant("not a unit's path: " + path);
    paths += paths.empty() ? path : "," + path;
  }
  return "SELECT set_config('boothwise.scope', '" + paths + "', true), set_config('boothwise.everything', '0', true)";
}

/// Several statements at once, in one journey.
void simple(Connection& connection, const std::string& commands) {
  PGresult* result = PQexec(native(connection), commands.c_str());
  const ExecStatusType status = PQresultStatus(result);
  const std::string words = PQresultErrorMessage(result);
  PQclear(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw soci::soci_error(words.empty() ? PQerrorMessage(native(connection)) : words);
  }
}

/// What a thread holds while its questions are asked together.
class ThreadTurn {
 public:
  ThreadTurn() = default;
  virtual ~ThreadTurn() = default;
  ThreadTurn(const ThreadTurn&) = delete;
  ThreadTurn& operator=(const ThreadTurn&) = delete;
};
thread_local bool turn_wanted = false;
thread_local std::unique_ptr<ThreadTurn> thread_turn;

/// A bounded number of connections; each transaction says whose rows it may see before it asks anything.
class Postgresql : public Backend {
 public:
  Postgresql(std::string address, unsigned connections_max, std::string schema)
      : address_(std::move(address)), connections_max_(connections_max), schema_(std::move(schema)) {}

  Result<std::vector<Row>> ask(const Scope& scope, std::string_view sql, const Parameters& parameters) override {
    if (Turn* turn = turn_here()) {
      return caught([&]() -> Result<std::vector<Row>> { return turn->ask(scope, sql, parameters); });
    }
    std::vector<Row> rows;
    BOOTHWISE_CHECK(atomically(scope, [&](Connection& connection) -> Status {
      rows = connection.ask(sql, parameters);
      return success();
    }));
    return rows;
  }

  Status atomically(const Scope& scope, const Work& work) override { return transaction("BEGIN", scope, work); }

  Status at_one_moment(const Scope& scope, const Work& work) override {
    return transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", scope, work);
  }

  Status scrub() override { return success(); }

  [[nodiscard]] bool is_postgresql() const override { return true; }

 private:
  Status transaction(const std::string& begin, const Scope& scope, const Work& work) {
    return caught([&]() -> Status {
      if (Turn* turn = turn_here()) return turn->transaction(begin, scope, work);
      const Borrowed borrowed(*this);
      return in_transaction(borrowed.connection(), begin, scope, work);
    });
  }

  static Status in_transaction(Connection& connection, const std::string& begin, const Scope& scope, const Work& work) {
    simple(connection, begin + "; " + setting_of(scope));
    try {
      Status done = caught([&]() -> Status { return work(connection); });
      simple(connection, done.ok() ? "COMMIT" : "ROLLBACK");
      return done;
    } catch (...) {
      simple(connection, "ROLLBACK");
      throw;
    }
  }

  /// A thread's questions in one transaction (each sees what is committed, as PostgreSQL reads by default), begun at
  /// the first of them. For the thread that made it.
  class Turn : public ThreadTurn {
   public:
    explicit Turn(Postgresql& pool) : pool_(pool) {}
    ~Turn() override {
      static_cast<void>(caught([this]() -> Status {
        close("COMMIT");
        return success();
      }));
      if (connection_ != nullptr) pool_.give_back(std::move(connection_));
    }
    [[nodiscard]] bool of(const Postgresql& pool) const { return &pool == &pool_; }
    [[nodiscard]] bool busy() const { return busy_; }

    std::vector<Row> ask(const Scope& scope, std::string_view sql, const Parameters& parameters) {
      const std::string setting = setting_of(scope);
      Connection& connection = own();
      if (!open_) {
        simple(connection, "BEGIN; " + setting);
      } else if (setting != setting_) {
        simple(connection, setting);
      }
      open_ = true;
      setting_ = setting;
      try {
        return connection.ask(sql, parameters);
      } catch (...) {
        close("ROLLBACK");
        throw;
      }
    }

    Status transaction(const std::string& begin, const Scope& scope, const Work& work) {
      close("COMMIT");
      busy_ = true;
      try {
        Status done = in_transaction(own(), begin, scope, work);
        busy_ = false;
        return done;
      } catch (...) {
        busy_ = false;
        throw;
      }
    }

   private:
    /// One that broke is let go, and another taken.
    Connection& own() {
      if (connection_ != nullptr && PQstatus(native(*connection_)) != CONNECTION_OK) {
        pool_.give_back(std::move(connection_));
        open_ = false;
      }
      if (connection_ == nullptr) connection_ = pool_.take();
      return *connection_;
    }

    void close(const char* how) {
      if (!std::exchange(open_, false)) return;
      simple(*connection_, how);
    }

    Postgresql& pool_;
    std::unique_ptr<Connection> connection_;
    bool open_ = false;
    bool busy_ = false;  ///< in a transaction of somebody's work
    std::string setting_;
  };

  /// The thread's turn, if its questions are asked together and it is not in somebody's transaction.
  Turn* turn_here() {
    if (!turn_wanted) return nullptr;
    if (thread_turn == nullptr) thread_turn = std::make_unique<Turn>(*this);
    auto* turn = dynamic_cast<Turn*>(thread_turn.get());
    return turn != nullptr && turn->of(*this) && !turn->busy() ? turn : nullptr;
  }

  class Borrowed {
   public:
    explicit Borrowed(Postgresql& pool) : pool_(pool), connection_(pool.take()) {}
    ~Borrowed() { pool_.give_back(std::move(connection_)); }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    [[nodiscard]] Connection& connection() const { return *connection_; }

   private:
    Postgresql& pool_;
    std::unique_ptr<Connection> connection_;
  };

  std::unique_ptr<Connection> take() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !idle_.empty() || open_ < connections_max_; });
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++open_;
    lock.unlock();
    try {
      auto connection = std::make_unique<Connection>(std::make_unique<soci::session>(soci::postgresql, address_));
      if (!schema_.empty()) simple(*connection, "SET search_path TO " + schema_);
      return connection;
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  /// One that is broken, or in the middle of something, is let go.
  void give_back(std::unique_ptr<Connection> connection) {
    const bool sound = connection != nullptr && PQstatus(native(*connection)) == CONNECTION_OK &&
                       PQtransactionStatus(native(*connection)) == PQTRANS_IDLE;
    if (!sound) connection.reset();
    const std::scoped_lock lock(mutex_);
    if (sound) {
      idle_.push_back(std::move(connection));
    } else {
      --open_;
    }
    returned_.notify_one();
  }

  std::string address_;
  unsigned connections_max_;
  std::string schema_;  // a name of ours
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  unsigned open_ = 0;
};

}  // namespace

Together::Together() : outermost_(!std::exchange(turn_wanted, true)) {}

Together::~Together() {
  if (!outermost_) return;
  thread_turn.reset();
  turn_wanted = false;
}

Result<std::shared_ptr<Backend>> open_postgresql(const std::string& address, unsigned connections_max,
                                                 const std::string& schema) {
  return std::shared_ptr<Backend>(std::make_shared<Postgresql>(address, connections_max, schema));
}

}  // namespace boothwise::operations
