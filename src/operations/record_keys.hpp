#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

/// One key a record of a person (rule R6): destroying it erases what it opens, in backups too, which hold no keys.
/// Functions REQUIRE a store of Book::keys.
namespace boothwise::operations {

struct RecordKey {
  std::int64_t id = 0;
  std::string secret;  ///< 64 hexadecimal digits
};

/// Makes keys that nobody was given before. They are on the disk when this returns. REQUIRES: count > 0.
Result<std::vector<RecordKey>> make_record_keys(Store& keys, std::int64_t count);
/// Nothing for one that was destroyed, or never made.
Result<std::optional<RecordKey>> record_key(Store& keys, std::int64_t id);
/// Of a transaction that takes what it opens elsewhere: the caller scrubs.
Status drop_record_key(Store& inside, std::int64_t id);
/// For good; of one that is gone already nothing is said. Errors: those of the store.
Status destroy_record_key(Store& keys, std::int64_t id);

/// A key that ends when its record lies under another: noted before, so that a cut in between leaves no key behind.
struct EndingKey {
  std::int64_t key = 0;
  std::string record;
};
Status add_ending_key(Store& keys, const EndingKey& ending);
Result<std::vector<EndingKey>> ending_keys(Store& keys);
Status drop_ending_key(Store& keys, std::int64_t key);

}  // namespace boothwise::operations
