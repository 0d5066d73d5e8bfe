#pragma once

#include "operations/store.hpp"

#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"

/// What was erased (rule R6), so that it is erased again after a restore of an older backup: a kind, a keyed id
/// (ServerKey::Purpose::tombstones), a time; nothing else that tells who it was. None is ever taken away.
namespace boothwise::operations {

struct Tombstone {
  std::string kind;  ///< services/tombstones.hpp says which there are
  std::string keyed_id;
  Instant at;
  friend auto operator<=>(const Tombstone&, const Tombstone&) = default;
};

/// One that is there already stays as it is. REQUIRES: inside the transaction that erases.
Status add_tombstone(Store& inside, const Tombstone& tombstone);
Result<bool> has_tombstone(Store& store, const std::string& kind, const std::string& keyed_id);
/// All, in order of kind and id.
Result<std::vector<Tombstone>> tombstones(Store& store);

}  // namespace boothwise::operations
