#pragma once

#include "operations/record_keys.hpp"
#include "operations/store.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secrets.hpp"
#include "services/workspace.hpp"

/// Records of persons under a key each (rule R6). docs/security.md#erasure.
namespace boothwise::field {

using services::OperationsDoor;

/// Gives out keys that were made ahead, so that a record waits for one commit and not for two. Those that were given
/// out and not used are lost, which costs a row each. Thread-safe.
class RecordVault {
 public:
  /// REQUIRES: both outlive it.
  RecordVault(OperationsDoor& keys, const ServerKey& server_key) : keys_(keys), server_key_(server_key) {}

  /// A key that no other record has. Errors: those of the store.
  Result<operations::RecordKey> new_key();
  /// For the next record: nothing that was sealed under it was kept.
  void give_back(operations::RecordKey key);
  /// What was sealed under a record's key. Errors: `record_erased` where the key is no more; `seal_broken`.
  Result<std::string> open(std::int64_t key, std::string_view sealed);
  [[nodiscard]] std::string seal(const operations::RecordKey& key, std::string_view text) const {
    return server_key_.seal_record(key.secret, text);
  }
  /// The key of a record, for several things under it. Errors: `record_erased`.
  Result<operations::RecordKey> key(std::int64_t id);
  [[nodiscard]] Result<std::string> open(const operations::RecordKey& key, std::string_view sealed) const {
    return server_key_.open_record(key.secret, sealed);
  }
  /// For good, on the disk when it returns. Errors: those of the store.
  Status destroy(std::int64_t key);

 private:
  OperationsDoor& keys_;
  const ServerKey& server_key_;
  std::mutex mutex_;
  std::vector<operations::RecordKey> ready_;
};

}  // namespace boothwise::field
