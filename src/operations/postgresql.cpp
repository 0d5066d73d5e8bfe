#include "operations/internal/backend.hpp"
#include "operations/internal/postgresql_connection.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace boothwise::operations {

namespace {

/// Paths are made by us of digits and dots; anything else would be a way out of the list.
std::string sight_of(const Scope& scope) {
  if (scope.everything) return std::string(sees_everything);
  std::string paths;
  for (const std::string& path : scope.paths) {
    if (path.find_first_not_of("0123456789.") != std::string::npos) throw BrokenInvariant("not a unit's path: " + path);
    paths += paths.empty() ? path : "," + path;
  }
  return paths;
}

/// A bounded number of conversations. A question alone is a transaction of its own, one journey.
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
      PostgresqlConnection& connection = borrowed.connection();
      connection.begin(begin);
      Status done = success();
      try {
        done = caught([&]() -> Status { return work(connection); });
      } catch (...) {
        connection.roll_back();
        throw;
      }
      if (done.ok()) {
        connection.commit();
      } else {
        connection.roll_back();
      }
      return done;
    });
  }

  /// A conversation that sees what the scope lets through, for as long as this lives.
  class Borrowed {
   public:
    Borrowed(Postgresql& pool, const Scope& scope) : pool_(pool), conversation_(pool.take(sight_of(scope))) {}
    ~Borrowed() { pool_.give_back(std::move(conversation_)); }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    [[nodiscard]] PostgresqlConnection& connection() const { return *conversation_; }

   private:
    Postgresql& pool_;
    std::unique_ptr<PostgresqlConnection> conversation_;
  };

  /// One that sees the wanted rows already, else one that sees some other caller's: what sees all is asked for by every
  /// page. The last that came back first. REQUIRES: one is idle.
  std::vector<std::unique_ptr<PostgresqlConnection>>::iterator best_of_idle(const std::string& sight) {
    auto best = idle_.end() - 1;
    for (auto one = idle_.end(); one != idle_.begin();) {
      --one;
      if ((*one)->seen() == sight) return one;
      if ((*best)->seen() == sees_everything && (*one)->seen() != sees_everything) best = one;
    }
    return best;
  }

  std::unique_ptr<PostgresqlConnection> take(std::string sight) {
    std::unique_ptr<PostgresqlConnection> conversation = idle_one(sight);
    if (conversation == nullptr) {
      try {
        conversation = std::make_unique<PostgresqlConnection>(address_, schema_);
      } catch (...) {
        give_back(nullptr);
        throw;
      }
    }
    conversation->see(std::move(sight));
    return conversation;
  }

  /// Waits until there may be one; none where one more may be opened.
  std::unique_ptr<PostgresqlConnection> idle_one(const std::string& sight) {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !idle_.empty() || open_ < connections_max_; });
    if (idle_.empty()) {
      ++open_;
      return nullptr;
    }
    const auto chosen = best_of_idle(sight);
    std::unique_ptr<PostgresqlConnection> conversation = std::move(*chosen);
    idle_.erase(chosen);
    return conversation;
  }

  /// One that is broken, or in the middle of something, is let go.
  void give_back(std::unique_ptr<PostgresqlConnection> conversation) {
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
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<PostgresqlConnection>> idle_;
  unsigned open_ = 0;
};

}  // namespace

Result<std::shared_ptr<Backend>> open_postgresql(const std::string& address, unsigned connections_max,
                                                 const std::string& schema) {
  return std::shared_ptr<Backend>(std::make_shared<Postgresql>(address, connections_max, schema));
}

}  // namespace boothwise::operations
