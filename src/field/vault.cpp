#include "field/vault.hpp"

namespace boothwise::field {

Result<operations::RecordKey> RecordVault::new_key() {
  constexpr std::int64_t made_at_once = 500;
  const std::scoped_lock lock(mutex_);
  if (ready_.empty()) {
    BOOTHWISE_TRY(store, keys_.store());
    BOOTHWISE_TRY(made, operations::make_record_keys(*store, made_at_once));
    ready_ = std::move(made);
  }
  operations::RecordKey key = std::move(ready_.back());
  ready_.pop_back();
  return key;
}

void RecordVault::give_back(operations::RecordKey key) {
  const std::scoped_lock lock(mutex_);
  ready_.push_back(std::move(key));
}

Result<operations::RecordKey> RecordVault::key(std::int64_t id) {
  BOOTHWISE_TRY(store, keys_.store());
  BOOTHWISE_TRY(found, operations::record_key(*store, id));
  if (found) return std::move(*found);
  return Error{ErrorKind::not_found, "record_erased", {"this record was erased", "यह रिकॉर्ड मिटाया जा चुका है"}};
}

Result<std::string> RecordVault::open(std::int64_t id, std::string_view sealed) {
  BOOTHWISE_TRY(own, key(id));
  return open(own, sealed);
}

Status RecordVault::destroy(std::int64_t id) {
  BOOTHWISE_TRY(store, keys_.store());
  return operations::destroy_record_key(*store, id);
}

}  // namespace boothwise::field
