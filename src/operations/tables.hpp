#pragma once

#include "operations/store.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// The store's tables as wholes, for backups and checks: which there are, what becomes of each in a backup, their rows.
namespace boothwise::operations {

/// What a backup does with a table.
enum class InBackup : std::uint8_t {
  taken,      ///< all rows
  never,      ///< no row ever: what opens a door, what only lives as long as a process
  tombstones  ///< taken, and never taken away by a restore: what was erased since is erased again
};

struct StoreTable {
  std::string_view name;
  std::string_view order;  ///< columns that give its rows one order; rows come before rows that name them
  InBackup in_backup = InBackup::taken;
};

/// Every table, in an order in which rows can be put back. A table that a migration adds must be named here: nothing is
/// taken that is not (a test compares this with the database). Keys of persons (rule R6) never are.
std::span<const StoreTable> store_tables();
/// Null if there is none.
const StoreTable* store_table(std::string_view name);

/// Names of the tables that are there, sorted.
Result<std::vector<std::string>> table_names(Store& store);
/// In their order; empty if there is no such table.
Result<std::vector<std::string>> columns_of(Store& store, std::string_view table);

/// REQUIRES: inside Store::at_one_moment or atomically.
Status each_row_of(Store& moment, const StoreTable& table, const std::vector<std::string>& columns,
                   const std::function<Status(const Row& row)>& take);
/// REQUIRES: inside a transaction; columns of the table; as many cells a row as columns.
Status put_rows(Store& inside, const StoreTable& table, const std::vector<std::string>& columns,
                std::span<const std::vector<Value>> rows);
/// Takes out the rows that migrations put in, so that a backup's can take their place. REQUIRES: a store that was just
/// made, inside a transaction.
Status empty_tables(Store& inside);

/// Moves all tables to a schema of that name. REQUIRES: PostgreSQL; a transaction; letters, digits and `_`.
Status set_schema_aside(Store& inside, const std::string& aside);
/// REQUIRES: PostgreSQL.
Result<bool> schema_is_there(Store& store, const std::string& schema);

/// What the database itself finds wrong, in its words; empty where all is well.
Result<std::vector<std::string>> unsound(Store& store);

}  // namespace boothwise::operations
