#include "operations/roll_help.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

Status set_claims_period(Store& store, const ClaimsPeriod& period) {
  BOOTHWISE_CHECK(store.change(sql::set_claims_period, {{"revision", period.revision},
                                                        {"first_day", period.first_day},
                                                        {"last_day", period.last_day},
                                                        {"kind", period.kind},
                                                        {"source", period.source}}));
  return success();
}

Result<std::vector<ClaimsPeriod>> claims_periods(Store& store) {
  return list_of(store, sql::claims_periods, {}, [](const Row& row) {
    return ClaimsPeriod{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
  });
}

Result<RollHelp> add_help(Store& store, RollHelp help) {
  help.id = new_id();
  BOOTHWISE_CHECK(store.change(sql::add_help, {{"id", help.id},
                                               {"revision", help.revision},
                                               {"ac_no", std::int64_t{help.ac.value}},
                                               {"part_no", std::int64_t{help.part}},
                                               {"serial_no", help.serial ? Value(*help.serial) : Value()},
                                               {"situation", help.situation},
                                               {"form", help.form},
                                               {"evidence", help.evidence},
                                               {"reason", help.reason},
                                               {"agent", help.agent},
                                               {"given_on", help.given_on},
                                               {"declared", std::int64_t{help.declared ? 1 : 0}},
                                               {"outcome", help.outcome},
                                               {"noted_at", seconds_of(help.noted_at)}}));
  return help;
}

Result<std::vector<RollHelp>> help_given(Store& store, std::string_view revision) {
  BOOTHWISE_TRY(rows, store.ask(sql::help_given, {{"revision", std::string(revision)}}));
  std::vector<RollHelp> list;
  for (const Row& row : rows) {
    RollHelp& help = list.emplace_back();
    help.id = row.text(0);
    help.revision = revision;
    help.ac = AcNo(static_cast<std::int32_t>(row.integer(1)));
    help.part = static_cast<std::int32_t>(row.integer(2));
    help.serial = row.integer_or_none(3);
    help.situation = row.text(4);
    help.form = row.text(5);
    help.evidence = row.text(6);
    help.reason = row.text(7);
    help.agent = row.text(8);
    help.given_on = row.text(9);
    help.declared = row.integer(10) != 0;
    help.outcome = row.text(11);
    help.noted_at = instant_of(row.integer(12));
  }
  return list;
}

Result<HelpCount> count_help(Store& store, std::string_view agent, std::string_view revision, std::string_view day) {
  BOOTHWISE_TRY(
      rows, store.ask(sql::count_help,
                      {{"agent", std::string(agent)}, {"revision", std::string(revision)}, {"day", std::string(day)}}));
  if (rows.empty()) return HelpCount{};
  return HelpCount{rows.front().integer(0), rows.front().integer(1)};
}

Status set_help_outcome(Store& store, std::string_view id, std::string_view outcome) {
  BOOTHWISE_TRY(changed,
                store.change(sql::set_help_outcome, {{"id", std::string(id)}, {"outcome", std::string(outcome)}}));
  if (changed == 1) return success();
  return unknown("help_unknown", id, {"no help was noted under this id", "इस पहचान से कोई सहायता दर्ज नहीं है"});
}

}  // namespace boothwise::operations
