#include "operations/field_days.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

FieldDay field_day_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), instant_of(row.integer(6))};
}

}  // namespace

Status put_field_day(Store& inside, const FieldDay& day) {
  return done(inside.change(sql::put_field_day, {{"device", day.device},
                                                 {"day", day.day},
                                                 {"path", day.path},
                                                 {"state", day.state},
                                                 {"reason", day.reason},
                                                 {"decided_by", day.decided_by},
                                                 {"decided_at", seconds_of(day.decided_at)}}));
}

Result<std::vector<FieldDay>> field_days_below(Store& store, const UnitPath& below, const std::string& first_day,
                                               const std::string& last_day) {
  Parameters parameters = within(below);
  parameters.emplace_back("first_day", first_day);
  parameters.emplace_back("last_day", last_day);
  return list_of(store, sql::field_days_below, parameters, field_day_of);
}

Result<std::vector<FieldDay>> sent_back_days(Store& store, const std::string& device, std::int64_t most) {
  return list_of(store, sql::field_days_of_device, {{"device", device}, {"most", most}}, field_day_of);
}

}  // namespace boothwise::operations
