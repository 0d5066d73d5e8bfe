#include "operations/records.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>

namespace boothwise::operations {

namespace {

namespace json = boost::json;

Consent consent_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.integer(3) != 0,        row.text(4),    row.text(5),
          row.text(6), row.text(7), row.text(8), instant_of(row.integer(9)), row.integer(10)};
}

Record record_of(const Row& row) {
  Record record;
  record.id = row.text(0);
  record.form = row.text(1);
  record.version = row.text(2);
  record.device = row.text(3);
  record.unit = row.integer(4);
  record.path = row.text(5);
  record.ac = row.integer_or_none(6);
  record.part = row.text(7);
  record.key = row.integer(8);
  record.content = row.text(9);
  record.same_id = row.text(10);
  record.receipt = row.text(11);
  record.persons = row.integer(12) != 0;
  record.consent = row.text(13);
  record.replaces = row.text(14);
  record.replaced_by = row.text(15);
  record.state = row.text(16);
  record.files_wanted = row.integer(17);
  record.files_here = row.integer(18);
  record.faults = row.text(19);
  record.method = row.text(20);
  record.received_at = instant_of(row.integer(21));
  record.day = row.text(22);
  if (const auto until = row.integer_or_none(23)) record.kept_until = instant_of(*until);
  return record;
}

RightsRequest request_of(const Row& row) {
  const auto answered = row.integer_or_none(9);
  return {row.text(0),
          row.text(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.text(6),
          instant_of(row.integer(7)),
          instant_of(row.integer(8)),
          answered ? std::optional(instant_of(*answered)) : std::nullopt,
          row.text(10)};
}

json::object json_of(const Consent& consent) {
  return {{"consent_id", consent.id},   {"record_id", consent.record},
          {"purpose", consent.purpose}, {"given", consent.given ? 1 : 0},
          {"notice", consent.notice},   {"language", consent.language},
          {"method", consent.method},   {"device_id", consent.device},
          {"path", consent.path},       {"noted_at", seconds_of(consent.noted_at)},
          {"place", consent.place}};
}

json::object json_of(const Record& record) {
  return {{"record_id", record.id},
          {"form_id", record.form},
          {"version", record.version},
          {"device_id", record.device},
          {"unit_id", record.unit},
          {"path", record.path},
          {"ac_no", record.ac ? json::value(*record.ac) : json::value()},
          {"part", record.part},
          {"key_id", record.key},
          {"content", record.content},
          {"same_id", record.same_id},
          {"receipt_id", record.receipt},
          {"persons", record.persons ? 1 : 0},
          {"consent_id", record.consent.empty() ? json::value() : json::value(record.consent)},
          {"replaces", record.replaces},
          {"replaced_by", record.replaced_by},
          {"state", record.state},
          {"files_wanted", record.files_wanted},
          {"files_here", record.files_here},
          {"faults", record.faults},
          {"method", record.method},
          {"received_at", seconds_of(record.received_at)},
          {"day", record.day},
          {"kept_until", record.kept_until ? json::value(seconds_of(*record.kept_until)) : json::value()}};
}

Status add_rows(Store& inside, std::string_view sql, const json::array& rows) {
  return done(inside.change(sql, {{"rows", json::serialize(rows)}}));
}

Value kept_until_of(const Record& record) {
  return record.kept_until ? Value(seconds_of(*record.kept_until)) : Value();
}

Result<std::vector<std::string>> ids(Store& store, std::string_view sql, const Parameters& parameters) {
  return list_of(store, sql, parameters, [](const Row& row) { return row.text(0); });
}

}  // namespace

Status add_consents(Store& inside, std::span<const Consent> consents) {
  if (consents.empty()) return success();
  json::array rows;
  for (const Consent& consent : consents) rows.push_back(json_of(consent));
  return add_rows(inside, inside.shared() ? sql::add_consents_postgresql : sql::add_consents_sqlite, rows);
}

Result<std::vector<Consent>> consents_of_record(Store& store, const std::string& record) {
  return list_of(store, sql::consents_of_record, {{"record_id", record}}, consent_of);
}

Result<std::vector<Standing>> standing_of(Store& store, std::span<const Arrival* const> arrivals) {
  json::array asked;
  for (const Arrival* arrival : arrivals) {
    asked.push_back(json::object{{"record_id", arrival->record.id}, {"grave", arrival->grave}});
  }
  BOOTHWISE_TRY(rows,
                store.ask(store.shared() ? sql::standing_of_arrivals_postgresql : sql::standing_of_arrivals_sqlite,
                          {{"rows", json::serialize(asked)}}));
  std::vector<Standing> standing(arrivals.size(), Standing::fresh);
  for (const Row& row : rows) {
    const std::string id = row.text(0);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      if (arrivals[i]->record.id != id) continue;
      if (row.integer(2) != 0) standing[i] = Standing::there;
      if (row.integer(1) != 0) standing[i] = Standing::withdrawn;
    }
  }
  return standing;
}

Status add_arrivals(Store& inside, std::span<const Arrival* const> arrivals) {
  std::vector<Consent> consents;
  json::array rows;
  for (const Arrival* arrival : arrivals) {
    std::ranges::copy(arrival->consents, std::back_inserter(consents));
    rows.push_back(json_of(arrival->record));
  }
  BOOTHWISE_CHECK(add_consents(inside, consents));
  return add_rows(inside, inside.shared() ? sql::add_records_postgresql : sql::add_records_sqlite, rows);
}

Result<std::optional<Record>> record_by_id(Store& store, const std::string& id) {
  return first_of(store, sql::record_by_id, {{"id", id}}, record_of);
}

Result<std::vector<Record>> records_of_receipt(Store& store, const std::string& receipt) {
  return list_of(store, sql::records_of_receipt, {{"receipt", receipt}}, record_of);
}

Result<std::vector<Record>> records_within(Store& store, const RecordQuestion& question) {
  Parameters parameters = within(question.at);
  parameters.emplace_back("form", question.form);
  parameters.emplace_back("day", question.day);
  parameters.emplace_back("after", question.after);
  parameters.emplace_back("most", question.most);
  return list_of(store, sql::records_within, parameters, record_of);
}

Result<std::vector<Record>> records_of_booth_for(Store& store, const BoothQuestion& question) {
  return list_of(store, sql::records_of_booth_for,
                 {{"ac", question.ac},
                  {"part", question.part},
                  {"purpose", question.purpose},
                  {"given", std::int64_t{question.given ? 1 : 0}},
                  {"now", seconds_of(question.now)}},
                 record_of);
}

Result<bool> set_record_replaced(Store& inside, const std::string& id, const std::string& by) {
  return changed_one(inside.change(sql::set_record_replaced, {{"id", id}, {"by", by}}));
}

Status set_record_state(Store& inside, const std::string& id, const std::string& state) {
  return done(inside.change(sql::set_record_state, {{"id", id}, {"state", state}}));
}

Status set_record_content(Store& inside, const Record& record) {
  return done(inside.change(sql::set_record_content, {{"id", record.id},
                                                      {"key_id", record.key},
                                                      {"content", record.content},
                                                      {"files_wanted", record.files_wanted},
                                                      {"kept_until", kept_until_of(record)}}));
}

Status drop_record_file(Store& inside, const std::string& record, const std::string& name_id) {
  BOOTHWISE_CHECK(inside.change(sql::drop_record_file, {{"record_id", record}, {"name_id", name_id}}));
  return done(inside.change(sql::set_record_files_here, {{"id", record}}));
}

Result<std::int64_t> set_day_state(Store& inside, const std::string& device, const std::string& day,
                                   const std::string& state) {
  return inside.change(sql::set_day_state, {{"device", device}, {"day", day}, {"state", state}});
}

Status forget_record(Store& inside, const std::string& id) {
  for (const std::string_view sql : {sql::forget_record_files, sql::forget_rights_requests, sql::forget_record}) {
    BOOTHWISE_CHECK(inside.change(sql, {{"id", id}}));
  }
  return success();
}

Result<std::vector<std::string>> records_to_forget(Store& store, Instant now, std::int64_t most) {
  return ids(store, sql::records_to_forget, {{"now", seconds_of(now)}, {"most", most}});
}

Result<std::vector<std::string>> records_of_persons(Store& store, std::int64_t most) {
  return ids(store, sql::records_of_persons, {{"most", most}});
}

Result<bool> add_record_file(Store& inside, const std::string& record, const RecordFile& file) {
  BOOTHWISE_TRY(added, changed_one(inside.change(sql::add_record_file, {{"record_id", record},
                                                                        {"name_id", file.name_id},
                                                                        {"name", file.name},
                                                                        {"media_type", file.media_type},
                                                                        {"bytes", file.bytes},
                                                                        {"file_id", file.file_id}})));
  if (added) BOOTHWISE_CHECK(inside.change(sql::set_record_files_here, {{"id", record}}));
  return added;
}

Result<std::vector<RecordFile>> record_files(Store& store, const std::string& record) {
  return list_of(store, sql::record_files, {{"id", record}}, [](const Row& row) {
    return RecordFile{row.text(1), row.text(2), row.text(3), row.integer(4), row.text(5)};
  });
}

Result<std::vector<RecordCount>> count_records(Store& store, const UnitPath& below) {
  return list_of(store, sql::count_records, within(below), [](const Row& row) {
    return RecordCount{row.text(0),    row.text(1),    row.text(2),    row.text(3),   row.integer(4),
                       row.integer(5), row.integer(6), row.integer(7), row.integer(8)};
  });
}

Status add_rights_request(Store& inside, const RightsRequest& request) {
  return done(inside.change(sql::add_rights_request, {{"request_id", request.id},
                                                      {"kind", request.kind},
                                                      {"record_id", request.record},
                                                      {"path", request.path},
                                                      {"content", request.content},
                                                      {"state", request.state},
                                                      {"reply", request.answer},
                                                      {"made_at", seconds_of(request.made_at)},
                                                      {"due_at", seconds_of(request.due_at)},
                                                      {"answered_by", request.answered_by}}));
}

Result<std::optional<RightsRequest>> rights_request(Store& store, const std::string& id) {
  return first_of(store, sql::rights_request, {{"id", id}}, request_of);
}

Result<std::vector<RightsRequest>> rights_requests_below(Store& store, const UnitPath& below, bool closed_too,
                                                         std::int64_t most) {
  Parameters parameters = within(below);
  parameters.emplace_back("closed", std::int64_t{closed_too ? 1 : 0});
  parameters.emplace_back("most", most);
  return list_of(store, sql::rights_requests_below, parameters, request_of);
}

Result<std::vector<RightsRequest>> rights_requests_of_record(Store& store, const std::string& record) {
  return list_of(store, sql::rights_requests_of_record, {{"id", record}}, request_of);
}

Result<bool> answer_rights_request(Store& inside, const RightsRequest& answered) {
  if (!answered.answered_at) throw BrokenInvariant("an answer has a time");
  return changed_one(inside.change(sql::answer_rights_request, {{"id", answered.id},
                                                                {"reply", answered.answer},
                                                                {"now", seconds_of(*answered.answered_at)},
                                                                {"by", answered.answered_by}}));
}

}  // namespace boothwise::operations
