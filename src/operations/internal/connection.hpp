#pragma once

#include "operations/store.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boothwise::operations {

/// One conversation with a database, with the statements that were prepared in it. For one thread at a time.
/// Functions throw what `failure_of` understands.
class Connection {
 public:
  Connection() = default;
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual std::vector<Row> ask(std::string_view sql, const Parameters& parameters) = 0;
  /// Row by row; what `take` throws or refuses ends it.
  virtual Status each_row(std::string_view sql, const std::function<Status(const Row& row)>& take) = 0;
  /// Rows that were changed.
  virtual std::int64_t change(std::string_view sql, const Parameters& parameters) = 0;
  /// As change; what it came to may be told with the next statement.
  virtual void send(std::string_view sql, const Parameters& parameters) { change(sql, parameters); }
  /// The same for each of `rows`, in their order, up to the first that fails, whose place is in `failed` then. Gives
  /// the sum.
  virtual std::int64_t change_each(std::string_view sql, std::span<const Parameters> rows, std::size_t& failed) = 0;
  /// A statement without values and without an answer, not kept.
  virtual void command(const std::string& sql) = 0;
};

/// How many statements a conversation keeps prepared before it begins anew.
inline constexpr std::size_t statements_most = 256;

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
