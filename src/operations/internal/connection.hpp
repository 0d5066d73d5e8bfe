#pragma once

#include "operations/store.hpp"

#include <functional>
#include <memory>
#include <soci/soci.h>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace boothwise::operations {

class Prepared;

/// One conversation with a database, with the statements that were prepared in it. For one thread at a time.
/// Functions throw what SOCI throws.
class Connection {
 public:
  explicit Connection(std::unique_ptr<soci::session> session);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  std::vector<Row> ask(std::string_view sql, const Parameters& parameters);
  /// Row by row; what `take` throws or refuses ends it.
  Status each_row(std::string_view sql, const std::function<Status(const Row& row)>& take);
  std::int64_t change(std::string_view sql, const Parameters& parameters);
  /// A statement without values and without an answer, not kept.
  void command(const std::string& sql);
  soci::session& session() { return *session_; }

 private:
  Prepared& prepared(std::string_view sql, const Parameters& parameters);

  std::unique_ptr<soci::session> session_;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> prepared_;
};

/// The error that a database's exception means.
Error failure_of(const std::exception& failure);
Error operations_failed(const std::string& words);

/// `work` with its exceptions as errors.
template <typename Work>
auto caught(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const BrokenInvariant&) {
    throw;
  } catch (const std::exception& failure) {
    return failure_of(failure);
  }
}

}  // namespace boothwise::operations
