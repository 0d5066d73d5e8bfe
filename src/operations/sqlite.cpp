#include "operations/internal/backend.hpp"
#include "operations/internal/sqlite_connection.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/gathering.hpp"

namespace boothwise::operations {

namespace {

/// Once, before the first connection: each of ours is one thread's at a time, so that SQLite need not lock them, nor
/// count its memory behind one lock for all.
void set_up_sqlite() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  });
}

std::unique_ptr<SqliteConnection> connect(const std::filesystem::path& file) {
  set_up_sqlite();
  auto connection = std::make_unique<SqliteConnection>(file);
  for (const char* setting : {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON"})
    connection->command(setting);
  return connection;
}

/// Writes the log back into the file beside the writer, whose commits would wait for it.
class LogKeeper {
 public:
  explicit LogKeeper(std::filesystem::path file) : file_(std::move(file)) {}
  ~LogKeeper() = default;
  LogKeeper(const LogKeeper&) = delete;
  LogKeeper& operator=(const LogKeeper&) = delete;

  /// From the writer, after a commit.
  void note(int pages) {
    constexpr int pages_most = 1000;  // as SQLite's own automatic does
    if (pages < pages_most) return;
    const std::scoped_lock lock(mutex_);
    wanted_ = true;
    if (!thread_.joinable()) thread_ = std::jthread([this](const std::stop_token& stop) { keep(stop); });
    changed_.notify_one();
  }

 private:
  void keep(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return wanted_; })) {
      wanted_ = false;
      lock.unlock();
      // One that could not is tried again after the next commit.
      static_cast<void>(caught([this]() -> Status {
        connect(file_)->command("PRAGMA wal_checkpoint(PASSIVE)");
        return success();
      }));
      lock.lock();
    }
  }

  std::filesystem::path file_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool wanted_ = false;
  std::jthread thread_;  // ends before what it uses
};

/// One writer, whose commit takes along what others wrote meanwhile; as many readers as ask at once.
class Sqlite : public Backend {
 public:
  explicit Sqlite(std::filesystem::path file) : file_(std::move(file)), log_(file_), writer_(connect(file_)) {
    writer_->command("PRAGMA journal_mode = WAL");
    writer_->tell_of_log([this](int pages) { log_.note(pages); });
  }

  Result<std::vector<Row>> ask(const Scope&, std::string_view sql, const Parameters& parameters) override {
    return caught([&]() -> Result<std::vector<Row>> {
      std::unique_ptr<Connection> reader = take_reader();
      std::vector<Row> rows = reader->ask(sql, parameters);  // one that failed is not used again
      const std::scoped_lock lock(readers_mutex_);
      readers_.push_back(std::move(reader));
      return rows;
    });
  }

  Status atomically(const Scope&, const Work& work) override {
    Waiting mine{&work};
    commits_.take_part(mine, [this](const std::vector<Waiting*>& batch) { write(batch); });
    if (mine.thrown) std::rethrow_exception(mine.thrown);
    return std::move(mine.outcome);
  }

  Status at_one_moment(const Scope&, const Work& work) override {
    return caught([&]() -> Status {
      // Of its own: it may take minutes, and is closed with whatever it has prepared.
      const std::unique_ptr<SqliteConnection> reader = connect(file_);
      reader->command("PRAGMA query_only = ON");
      reader->command("BEGIN");
      return work(*reader);
    });
  }

  Status scrub() override {
    return caught([this]() -> Status {
      connect(file_)->command("PRAGMA wal_checkpoint(TRUNCATE)");
      return success();
    });
  }

  [[nodiscard]] bool is_postgresql() const override { return false; }

 private:
  struct Waiting {
    const Work* work;
    Status outcome = success();
    std::exception_ptr thrown{};
  };

  std::unique_ptr<Connection> take_reader() {
    {
      const std::scoped_lock lock(readers_mutex_);
      if (!readers_.empty()) {
        std::unique_ptr<Connection> reader = std::move(readers_.back());
        readers_.pop_back();
        return reader;
      }
    }
    auto reader = connect(file_);
    reader->command("PRAGMA query_only = ON");
    return reader;
  }

  /// True if it holds.
  bool run(Waiting& waiting) {
    try {
      waiting.outcome = caught([&]() -> Status { return (*waiting.work)(*writer_); });
      return waiting.outcome.ok();
    } catch (...) {
      waiting.thrown = std::current_exception();
      return false;
    }
  }

  void write(const std::vector<Waiting*>& batch) {
    const Status committed = caught([&]() -> Status {
      writer_->change("BEGIN IMMEDIATE", {});
      for (Waiting* waiting : batch) {
        writer_->change("SAVEPOINT one", {});
        if (!run(*waiting)) writer_->change("ROLLBACK TO one", {});
        writer_->change("RELEASE one", {});
      }
      writer_->change("COMMIT", {});
      return success();
    });
    if (committed.ok()) return;
    static_cast<void>(caught([&]() -> Status {
      writer_->command("ROLLBACK");  // fails where nothing was begun, which is as well
      return success();
    }));
    for (Waiting* waiting : batch) {
      if (waiting->outcome.ok()) waiting->outcome = committed.error();
    }
  }

  std::filesystem::path file_;
  LogKeeper log_;
  std::unique_ptr<SqliteConnection> writer_;
  Gathering<Waiting> commits_;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> readers_;
};

}  // namespace

Result<std::shared_ptr<Backend>> open_sqlite(const std::filesystem::path& file) {
  return caught([&]() -> Result<std::shared_ptr<Backend>> {
    std::shared_ptr<Backend> backend = std::make_shared<Sqlite>(file);
    std::error_code ignored;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                 ignored);
    return backend;
  });
}

}  // namespace boothwise::operations
