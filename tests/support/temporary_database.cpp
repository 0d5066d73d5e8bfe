#include "unit/operations/both_stores.hpp"

#include <chrono>
#include <libpq-fe.h>
#include <stdexcept>
#include <thread>

namespace boothwise::test {

using operations::Book;
using operations::Store;

namespace {

class Server {
 public:
  Server() : connection_(PQconnectdb(postgres_address().c_str())) {}
  ~Server() { PQfinish(connection_); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Rows of the answer.
  int run(const std::string& command) {
    PGresult* result = PQexec(connection_, command.c_str());
    const ExecStatusType status = PQresultStatus(result);
    const int rows = PQntuples(result);
    PQclear(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return rows;
    throw std::runtime_error(command + ": " + PQerrorMessage(connection_));
  }

 private:
  PGconn* connection_;
};

/// The database that others are copied from; made by one test while the others wait.
std::string made_once() {
  std::string name = "empty_tables";
  for (const Book book : {Book::operations, Book::keys, Book::sealed})
    name += "_" + std::to_string(Store::newest_layout(book));
  Server server;
  server.run("SELECT pg_advisory_lock(1)");
  if (server.run("SELECT 1 FROM pg_database WHERE datname = '" + name + "'") == 0) {
    const std::string unfinished = "unfinished_" + operations::new_id();
    server.run("CREATE DATABASE " + unfinished + " TEMPLATE template0");
    for (const Book book : {Book::operations, Book::keys, Book::sealed}) {
      const auto opened =
          Store::open_server(postgres_address(unfinished), 1, operations::Opening::brought_to_newest, book);
      if (!opened) throw std::runtime_error(opened.error().line(Language::english));
    }
    // Whoever's conversation has ended may still be there for a moment.
    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + unfinished + "'");
    for (int tries = 100;; --tries) {
      try {
        server.run("ALTER DATABASE " + unfinished + " RENAME TO " + name);
        break;
      } catch (const std::runtime_error&) {
        if (tries == 0) throw;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
  }
  return name;
}

}  // namespace

TemporaryDatabase::TemporaryDatabase(Holds what) : name_("test_" + operations::new_id()) {
  const std::string from = what == Holds::nothing ? "template0" : made_once();
  Server().run("CREATE DATABASE " + name_ + " TEMPLATE " + from);
}

TemporaryDatabase::~TemporaryDatabase() {
  try {
    Server().run("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception& failure) {
    ADD_FAILURE() << failure.what();
  }
}

}  // namespace boothwise::test
