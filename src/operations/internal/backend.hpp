#pragma once

#include "operations/internal/connection.hpp"
#include "operations/store.hpp"

#include <functional>
#include <memory>

namespace boothwise::operations {

/// What a database does for Store. Thread-safe.
class Backend {
 public:
  using Work = std::function<Status(Connection&)>;
  Backend() = default;
  virtual ~Backend() = default;
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;

  virtual Result<std::vector<Row>> ask(const Scope& scope, std::string_view sql, const Parameters& parameters) = 0;
  /// Runs `work` in a transaction that is on the disk when this returns without an error.
  virtual Status atomically(const Scope& scope, const Work& work) = 0;
  /// Runs `work`, which only asks, on one state of the database; nothing it does stays.
  virtual Status at_one_moment(const Scope& scope, const Work& work) = 0;
  /// See Store::scrub.
  virtual Status scrub() = 0;
  /// True if migrations for PostgreSQL are to be run too.
  [[nodiscard]] virtual bool is_postgresql() const = 0;
};

Result<std::shared_ptr<Backend>> open_sqlite(const std::filesystem::path& file);
/// `schema`: where names of tables are looked up and made; the database's own where empty.
Result<std::shared_ptr<Backend>> open_postgresql(const std::string& address, unsigned connections_max,
                                                 const std::string& schema);

}  // namespace boothwise::operations
