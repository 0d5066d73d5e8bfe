#include "operations/internal/connection.hpp"

#include "operations/internal/postgresql_connection.hpp"
#include "operations/internal/sqlite_connection.hpp"

namespace boothwise::operations {

namespace {

/// PostgreSQL's code of an error, five letters; empty where another database speaks.
std::string state_of(const std::exception& failure) {
  const auto* of_server = dynamic_cast<const PostgresqlFailure*>(&failure);
  return of_server == nullptr ? std::string() : of_server->state();
}

/// SQLite's extended code; SQLITE_OK where another database speaks.
int code_of(const std::exception& failure) {
  const auto* of_file = dynamic_cast<const SqliteFailure*>(&failure);
  return of_file == nullptr ? SQLITE_OK : of_file->code();
}

}  // namespace

Error operations_failed(const std::string& words) {
  return Error{ErrorKind::environment,
               "operations_failed",
               {"the operations store failed: " + words, "कार्य-भंडार विफल: " + words}};
}

Error failure_of(const std::exception& failure) {
  const std::string state = state_of(failure);
  const int code = code_of(failure);
  if (state == "23505" || code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return Error{ErrorKind::conflict, "operations_taken", {"this is there already", "यह पहले से है"}};
  }
  if (state == "23503" || code == SQLITE_CONSTRAINT_FOREIGNKEY) {
    return Error{ErrorKind::conflict,
                 "operations_missing",
                 {"something is named here that is not there, or is still in use",
                  "यहाँ बताई गई कोई चीज़ है ही नहीं, या अभी काम में है"}};
  }
  return operations_failed(failure.what());
}

}  // namespace boothwise::operations
