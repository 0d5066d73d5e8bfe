#include "operations/tombstones.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

Status add_tombstone(Store& inside, const Tombstone& tombstone) {
  return done(inside.change(sql::add_tombstone,
                            {{"kind", tombstone.kind}, {"id", tombstone.keyed_id}, {"at", seconds_of(tombstone.at)}}));
}

Result<std::vector<Tombstone>> tombstones(Store& store) {
  return list_of(store, sql::tombstones, {}, [](const Row& row) {
    return Tombstone{row.text(0), row.text(1), instant_of(row.integer(2))};
  });
}

Result<bool> has_tombstone(Store& store, const std::string& kind, const std::string& keyed_id) {
  BOOTHWISE_TRY(count, first_integer(store, sql::has_tombstone, {{"kind", kind}, {"id", keyed_id}}));
  return count > 0;
}

}  // namespace boothwise::operations
