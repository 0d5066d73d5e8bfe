#pragma once

#include "operations/store.hpp"
#include "operations/tombstones.hpp"

#include <boost/json/object.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secrets.hpp"
#include "services/restore.hpp"
#include "services/serving_mark.hpp"

namespace boothwise::services {

/// Where a backup goes, and what is there before it. `told` in its functions is the restore's answer.
class RestoreTarget {
 public:
  /// REQUIRES: `options` outlives it.
  explicit RestoreTarget(const RestoreOptions& options);
  [[nodiscard]] const std::filesystem::path& into() const { return into_; }

  /// Errors: `target_not_empty`, `workspace_served`.
  Status look();
  /// The file of the server's key that will be used.
  [[nodiscard]] std::filesystem::path server_key_file() const;
  /// Errors: `server_key_needed`; those of reading it.
  [[nodiscard]] Result<ServerKey> server_key() const;
  /// What was erased, as far as the folder and the given files know.
  Result<std::vector<operations::Tombstone>> tombstones(boost::json::object& told) const;
  /// Refuses, or sets aside, what a database holds, and gives the tombstones in it. Errors: `target_not_empty`,
  /// `workspace_served`, those of the store.
  Result<std::vector<operations::Tombstone>> clear(operations::Store& inside, boost::json::object& told) const;

  /// Gives the made folder what no backup holds and a restore must not lose: keys of records, protected answers, what
  /// is withheld (`carried`). It is then in both folders, until `let_go`. Nothing where what is there lies under
  /// another server key. What cannot be read or linked stays behind (`left_aside`).
  void carry_over(const std::filesystem::path& made, const ServerKey& key, boost::json::object& told) const;
  /// The made folder takes the target's place in one step; what was there keeps its name with a time behind it.
  Status place(const std::filesystem::path& made, boost::json::object& told) const;
  /// Whether the transaction that `clear` was part of has committed. Errors: those of the store.
  static Result<bool> is_taken(operations::Store& store, const boost::json::object& told);
  /// Takes `place` back. For a database that did not commit.
  void put_back(const std::filesystem::path& made, const boost::json::object& told) const;
  /// What was carried over is no more in the folder that was set aside: one of a key, so that its end is its end.
  void let_go(const boost::json::object& told) const;

 private:
  const RestoreOptions& options_;
  std::filesystem::path into_;
  bool occupied_ = false;
  std::unique_ptr<ServingMark> mark_;
};

}  // namespace boothwise::services
