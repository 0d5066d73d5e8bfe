#include "unit/operations/both_stores.hpp"

#include <libpq-fe.h>
#include <stdexcept>

namespace boothwise::test {

namespace {

void at_server(const std::string& command) {
  PGconn* connection = PQconnectdb(postgres_address().c_str());
  PGresult* result = PQexec(connection, command.c_str());
  const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
  const std::string words = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (!done) throw std::runtime_error(command + ": " + words);
}

}  // namespace

TemporaryDatabase::TemporaryDatabase() : name_("test_" + operations::new_id()) {
  at_server("CREATE DATABASE " + name_ + " TEMPLATE template0");
}

TemporaryDatabase::~TemporaryDatabase() {
  try {
    at_server("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception& failure) {
    ADD_FAILURE() << failure.what();
  }
}

}  // namespace boothwise::test
