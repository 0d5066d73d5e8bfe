#include "operations/internal/backend.hpp"

#include <condition_variable>
#include <mutex>
#include <soci/postgresql/soci-postgresql.h>

namespace boothwise::operations {

namespace {

/// SOCI does not export this class's type, which the undefined-behaviour sanitizer would ask for.
__attribute__((no_sanitize("vptr"))) PGconn* native(Connection& connection) {
  return static_cast<soci::postgresql_session_backend*>(connection.session().get_backend())->conn_;
}

/// Paths are made by us of digits and dots; anything else would be a way out of the quotes.
std::string setting_of(const Scope& scope) {
  std::string paths;
  for (const std::string& path : scope.paths) {
    if (path.find_first_not_of("0123456789.") != std::string::npos) throw BrokenInvariant("not a unit's path: " + path);
    paths += paths.empty() ? path : "," + path;
  }
  return paths;
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

/// A bounded number of connections; each transaction says whose rows it may see before it asks anything.
class Postgresql : public Backend {
 public:
  Postgresql(std::string address, unsigned connections_max)
      : address_(std::move(address)), connections_max_(connections_max) {}

  Result<std::vector<Row>> ask(const Scope& scope, std::string_view sql, const Parameters& parameters) override {
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

  [[nodiscard]] bool is_postgresql() const override { return true; }

 private:
  Status transaction(const std::string& begin, const Scope& scope, const Work& work) {
    return caught([&]() -> Status {
      const Borrowed borrowed(*this);
      Connection& connection = borrowed.connection();
      simple(connection, begin + "; SELECT set_config('boothwise.scope', '" + setting_of(scope) +
                             "', true), set_config('boothwise.everything', '" + (scope.everything ? "1" : "0") +
                             "', true)");
      try {
        Status done = caught([&]() -> Status { return work(connection); });
        simple(connection, done.ok() ? "COMMIT" : "ROLLBACK");
        return done;
      } catch (...) {
        simple(connection, "ROLLBACK");
        throw;
      }
    });
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
      return std::make_unique<Connection>(std::make_unique<soci::session>(soci::postgresql, address_));
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
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  unsigned open_ = 0;
};

}  // namespace

Result<std::shared_ptr<Backend>> open_postgresql(const std::string& address, unsigned connections_max) {
  return std::shared_ptr<Backend>(std::make_shared<Postgresql>(address, connections_max));
}

}  // namespace boothwise::operations
