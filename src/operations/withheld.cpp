#include "operations/withheld.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

Withheld withheld_of(const Row& row) {
  return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4),
          row.text(5),    row.text(6), row.text(7), row.text(8)};
}

}  // namespace

Status put_officer(Store& keys, std::int64_t place, const Officer& officer) {
  return done(keys.change(sql::put_officer, {{"place", place},
                                             {"name", officer.name},
                                             {"open_half", officer.open_half},
                                             {"since", seconds_of(officer.since)}}));
}

Result<std::vector<Officer>> officers(Store& keys) {
  return list_of(keys, sql::officers, {}, [](const Row& row) {
    return Officer{row.text(0), row.text(1), instant_of(row.integer(2))};
  });
}

Status add_withheld(Store& inside, const Withheld& withheld) {
  return done(inside.change(sql::add_withheld, {{"key_id", withheld.key},
                                                {"record_id", withheld.record},
                                                {"receipt_id", withheld.receipt},
                                                {"content", withheld.content},
                                                {"files", withheld.files},
                                                {"share_1", withheld.share_1},
                                                {"share_2", withheld.share_2},
                                                {"sealed_on", withheld.sealed_on},
                                                {"destroy_on", withheld.destroy_on}}));
}

Result<std::vector<Withheld>> withheld_of_receipt(Store& keys, const std::string& receipt) {
  return list_of(keys, sql::withheld_of_receipt, {{"receipt_id", receipt}}, withheld_of);
}

Result<std::vector<Withheld>> withheld_over(Store& keys, const std::string& today, std::int64_t most) {
  return list_of(keys, sql::withheld_over, {{"today", today}, {"most", most}}, withheld_of);
}

Status drop_withheld(Store& keys, std::int64_t key) { return done(keys.change(sql::drop_withheld, {{"key_id", key}})); }

Result<std::vector<std::pair<std::string, std::int64_t>>> count_withheld(Store& keys) {
  return list_of(keys, sql::count_withheld, {}, [](const Row& row) { return std::pair(row.text(0), row.integer(1)); });
}

}  // namespace boothwise::operations
