#include "operations/record_keys.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <boost/json.hpp>

#include "base/secrets.hpp"

namespace boothwise::operations {

Result<std::vector<RecordKey>> make_record_keys(Store& keys, std::int64_t count) {
  constexpr std::size_t secret_bytes = 32;
  std::vector<RecordKey> made;
  BOOTHWISE_CHECK(keys.atomically([&](Store& inside) -> Status {
    made.clear();
    BOOTHWISE_TRY(next, first_integer(inside, sql::take_key_numbers, {{"count", count}}));
    boost::json::array rows;
    for (std::int64_t id = next - count; id < next; ++id) {
      made.push_back({id, hexadecimal(random_bytes(secret_bytes))});
      rows.push_back(boost::json::object{{"key_id", id}, {"secret", made.back().secret}});
    }
    return done(inside.change(inside.shared() ? sql::add_record_keys_postgresql : sql::add_record_keys_sqlite,
                              {{"rows", boost::json::serialize(rows)}}));
  }));
  return made;
}

Result<std::optional<RecordKey>> record_key(Store& keys, std::int64_t id) {
  return first_of(keys, sql::record_key, {{"id", id}}, [id](const Row& row) { return RecordKey{id, row.text(0)}; });
}

Status drop_record_key(Store& inside, std::int64_t id) {
  return done(inside.change(sql::destroy_record_key, {{"id", id}}));
}

Status destroy_record_key(Store& keys, std::int64_t id) {
  BOOTHWISE_CHECK(drop_record_key(keys, id));
  return keys.scrub();
}

Status add_ending_key(Store& keys, const EndingKey& ending) {
  return done(keys.change(sql::add_ending_key, {{"key_id", ending.key}, {"record_id", ending.record}}));
}

Result<std::vector<EndingKey>> ending_keys(Store& keys) {
  return list_of(keys, sql::ending_keys, {}, [](const Row& row) { return EndingKey{row.integer(0), row.text(1)}; });
}

Status drop_ending_key(Store& keys, std::int64_t key) {
  return done(keys.change(sql::drop_ending_key, {{"key_id", key}}));
}

}  // namespace boothwise::operations
