#include "operations/internal/backend.hpp"
#include "operations/internal/soci_connection.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <soci/postgresql/soci-postgresql.h>
#include <utility>

namespace boothwise::operations {

namespace {

/// SOCI does not export this class's type, which the undefined-behaviour sanitizer would ask for.
__attribute__((no_sanitize("vptr"))) PGconn* native(SociConnection& connection) {
  return static_cast<soci::postgresql_session_backend*>(connection.session().get_backend())->conn_;
}

/// The statement that says whose rows a conversation sees from now on. Paths are made by us of digits and dots;
/// anything else would be a way out of the quotes.
std::string setting_of(const Scope& scope) {
  if (scope.everything)
    return "SELECT set_config('boothwise.scope', '', false), set_config('boothwise.everything', '1', false)";
  std::string paths;
  for (const std::string& path : scope.paths) {
    if (path.find_first_not_of("0123456789.") != std::string::npos) throw BrokenInvariant("not a unit's path: " + path);
    paths += paths.empty() ? path : "," + path;
  }
  return "SELECT set_config('boothwise.scope', '" + paths + "', false), set_config('boothwise.everything', '0', false)";
}

/// A statement without values, not prepared.
void simple(SociConnection& connection, const std::string& commands) {
  PGresult* result = PQexec(native(connection), commands.c_str());
  const ExecStatusType status = PQresultStatus(result);
  const std::string words = PQresultErrorMessage(result);
  PQclear(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw soci::soci_error(words.empty() ? PQerrorMessage(native(connection)) : words);
  }
}

/// A conversation, and whose rows it sees: told to the server only when it changes, and never inside a transaction,
/// whose end could take it back.
class Conversation {
 public:
  explicit Conversation(std::unique_ptr<soci::session> session) : connection_(std::move(session)) {}

  SociConnection& seeing(const std::string& setting) {
    if (setting != setting_) {
      setting_.clear();  // unknown until the server has said yes
      simple(connection_, setting);
      setting_ = setting;
    }
    return connection_;
  }
  [[nodiscard]] const std::string& setting() const { return setting_; }
  SociConnection& connection() { return connection_; }
  /// True if it can be given to the next who asks.
  bool sound() {
    return PQstatus(native(connection_)) == CONNECTION_OK && PQtransactionStatus(native(connection_)) == PQTRANS_IDLE;
  }

 private:
  SociConnection connection_;
  std::string setting_;
};

/// A bounded number of conversations. A question alone is a transaction of its own, one journey; PostgreSQL is told
/// whose rows it may show before it is asked.
class Postgresql : public Backend {
 public:
  Postgresql(std::string address, unsigned connections_max, std::string schema)
      : address_(std::move(address)), connections_max_(connections_max), schema_(std::move(schema)) {}

  Result<std::vector<Row>> ask(const Scope& scope, std::string_view sql, const Parameters& parameters) override {
    return caught([&]() -> Result<std::vector<Row>> {
      const Borrowed borrowed(*this, scope);
      return borrowed.connection().ask(sql, parameters);
    });
  }

  Status atomically(const Scope& scope, const Work& work) override { return transaction("BEGIN", scope, work); }

  Status at_one_moment(const Scope& scope, const Work& work) override {
    return transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", scope, work);
  }

  Status scrub() override { return success(); }

  [[nodiscard]] bool is_postgresql() const override { return true; }

 private:
  Status transaction(const char* begin, const Scope& scope, const Work& work) {
    return caught([&]() -> Status {
      const Borrowed borrowed(*this, scope);
      SociConnection& connection = borrowed.connection();
      simple(connection, begin);
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

  /// A conversation for as long as this lives.
  class Borrowed {
   public:
    Borrowed(Postgresql& pool, const Scope& scope)
        : pool_(pool), setting_(setting_of(scope)), conversation_(pool.take(setting_)) {}
    ~Borrowed() { pool_.give_back(std::move(conversation_)); }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    /// Seeing what the scope lets through.
    [[nodiscard]] SociConnection& connection() const { return conversation_->seeing(setting_); }

   private:
    Postgresql& pool_;
    std::string setting_;
    std::unique_ptr<Conversation> conversation_;
  };

  /// One that sees the wanted rows already, else one that sees some other caller's: what sees all is asked for by every
  /// page. The last that came back first. REQUIRES: one is idle.
  std::vector<std::unique_ptr<Conversation>>::iterator best_of_idle(const std::string& setting) {
    auto best = idle_.end() - 1;
    for (auto one = idle_.end(); one != idle_.begin();) {
      --one;
      if ((*one)->setting() == setting) return one;
      if ((*best)->setting() == whole_setting_ && (*one)->setting() != whole_setting_) best = one;
    }
    return best;
  }

  std::unique_ptr<Conversation> take(const std::string& setting) {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !idle_.empty() || open_ < connections_max_; });
    if (!idle_.empty()) {
      const auto chosen = best_of_idle(setting);
      std::unique_ptr<Conversation> conversation = std::move(*chosen);
      idle_.erase(chosen);
      return conversation;
    }
    ++open_;
    lock.unlock();
    try {
      auto conversation = std::make_unique<Conversation>(std::make_unique<soci::session>(soci::postgresql, address_));
      if (!schema_.empty()) simple(conversation->connection(), "SET search_path TO " + schema_);
      return conversation;
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  /// One that is broken, or in the middle of something, is let go.
  void give_back(std::unique_ptr<Conversation> conversation) {
    const bool sound = conversation != nullptr && conversation->sound();
    if (!sound) conversation.reset();
    const std::scoped_lock lock(mutex_);
    if (sound) {
      idle_.push_back(std::move(conversation));
    } else {
      --open_;
    }
    returned_.notify_one();
  }

  std::string address_;
  unsigned connections_max_;
  std::string schema_;  // a name of ours
  std::string whole_setting_ = setting_of(Scope::whole());
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Conversation>> idle_;
  unsigned open_ = 0;
};

}  // namespace

Result<std::shared_ptr<Backend>> open_postgresql(const std::string& address, unsigned connections_max,
                                                 const std::string& schema) {
  return std::shared_ptr<Backend>(std::make_shared<Postgresql>(address, connections_max, schema));
}

}  // namespace boothwise::operations
