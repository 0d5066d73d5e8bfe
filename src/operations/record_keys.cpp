#include "operations/record_keys.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include "base/secrets.hpp"

namespace boothwise::operations {

Result<std::vector<RecordKey>> make_record_keys(Store& keys, std::int64_t count) {
  constexpr std::size_t secret_bytes = 32;
  std::vector<RecordKey> made;
  BOOTHWISE_CHECK(keys.atomically([&](Store& inside) -> Status {
    made.clear();
    BOOTHWISE_TRY(next, first_integer(inside, sql::take_key_numbers, {{"count", count}}));
    for (std::int64_t id = next - count; id < next; ++id) {
      made.push_back({id, hexadecimal(random_bytes(secret_bytes))});
      BOOTHWISE_CHECK(inside.change(sql::add_record_key, {{"id", id}, {"secret", made.back().secret}}));
    }
    return success();
  }));
  return made;
}

Result<std::optional<RecordKey>> record_key(Store& keys, std::int64_t id) {
  return first_of(keys, sql::record_key, {{"id", id}}, [id](const Row& row) { return RecordKey{id, row.text(0)}; });
}

Status destroy_record_key(Store& keys, std::int64_t id) {
  BOOTHWISE_CHECK(keys.change(sql::destroy_record_key, {{"id", id}}));
  return keys.scrub();
}

}  // namespace boothwise::operations
