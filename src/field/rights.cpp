#include "field/rights.hpp"

#include "field/erasure.hpp"
#include "field/records.hpp"
#include "field/withheld.hpp"
#include "forms/submission.hpp"
#include "operations/audit.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <set>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "domain/consent.hpp"
#include "domain/phone.hpp"
#include "services/json_body.hpp"
#include "services/organisation_parts.hpp"
#include "services/protected_answers.hpp"
#include "services/report_json.hpp"
#include "services/tombstones.hpp"

namespace boothwise::field {

using services::asked_unit;
using services::Buried;
using services::bury;
using services::code_bytes_most;
using services::JsonBody;
using services::note_audit;
using services::reachable_unit;
using services::refused_field;
using services::to_json;

namespace json = boost::json;
using operations::Record;
using operations::RightsRequest;
using operations::Store;

namespace {

constexpr std::int64_t answer_days = 15;
constexpr std::string_view drill_mark = "[drill] ";  // before the text of a breach that was none

Error receipt_unknown() {
  return {ErrorKind::not_found,
          "receipt_unknown",
          {"nothing is held under this code; look at the slip again, or nothing was sent yet",
           "इस कोड पर कुछ नहीं रखा है; पर्ची फिर से देखें, या जानकारी अभी भेजी नहीं गई"}};
}

Result<std::string> code_in(const JsonBody& body) {
  constexpr std::size_t code_bytes = 60;
  BOOTHWISE_TRY(typed, body.text("code", code_bytes));
  const auto code = forms::parse_receipt_code(typed);
  if (!code) return receipt_unknown();
  return *code;
}

/// The records of a code with those that they stand for and that stand for them, the newest last; none for one of
/// protected answers alone.
Result<std::vector<Record>> records_of_code(const FieldDoor& door, const std::string& code) {
  BOOTHWISE_TRY(records, operations::records_of_receipt(door.store, receipt_id_of(door.key, code)));
  std::set<std::string> known;
  for (const Record& record : records) known.insert(record.id);
  for (std::size_t at = 0; at < records.size(); ++at) {
    const std::vector<std::string> others = {records[at].replaces, records[at].replaced_by};
    for (const std::string& other : others) {
      if (other.empty() || !known.insert(other).second) continue;
      BOOTHWISE_TRY(found, operations::record_by_id(door.store, other));
      if (found) records.push_back(std::move(*found));
    }
  }
  std::ranges::stable_sort(records, {}, &Record::received_at);
  return records;
}

/// The choice's words where it has some.
json::object answer_json(const forms::FormField& field, std::string_view text) {
  Bilingual words{std::string(text), std::string(text)};
  for (std::size_t at = 0; at < field.choices.size() && at < field.choice_labels.size(); ++at) {
    if (field.choices[at] == text) words = field.choice_labels[at];
  }
  if (words.en.empty()) words.en = text;
  if (words.hi.empty()) words.hi = text;
  return {{"question", to_json(field.label)}, {"answer", to_json(words)}, {"purpose", field.purpose}};
}

Result<json::object> record_json(const FieldDoor& door, const Record& record) {
  BOOTHWISE_TRY(form, form_of(door, record));
  BOOTHWISE_TRY(content, door.vault.open(record.key, record.content));
  BOOTHWISE_TRY(submission, forms::read_submission(content, "record"));
  BOOTHWISE_TRY(consents, operations::consents_of_record(door.store, record.id));
  BOOTHWISE_TRY(files, operations::record_files(door.store, record.id));
  BOOTHWISE_TRY(sealed, is_sealed_by(door.store, form->xform.notice));
  json::array answers;
  for (const forms::Answer& answer : submission.answers) {
    const forms::FormField* field = form->xform.field(answer.path);
    if (field == nullptr || field->control == forms::Control::none || answer.text.empty()) continue;
    answers.push_back(answer_json(*field, answer.text));
  }
  json::array agreed;
  for (const auto& [purpose, given] : standing(consents)) {
    const auto named = purpose_named(purpose);
    if (named)
      agreed.push_back(json::object{{"purpose", purpose}, {"words", to_json(words_of(*named))}, {"given", given}});
  }
  return json::object{{"title", to_json(form->form.title)},
                      {"day", record.day},
                      {"notice", form->xform.notice},
                      {"erasure", sealed ? "seal" : "destroy"},
                      {"current", record.replaced_by.empty()},
                      {"answers", std::move(answers)},
                      {"files", files.size()},
                      {"consents", std::move(agreed)}};
}

Result<std::vector<std::string>> purposes_in(const JsonBody& body) {
  std::vector<std::string> purposes;
  if (!body.has("purposes")) return purposes;
  BOOTHWISE_TRY(listed, body.texts("purposes", purposes_count, code_bytes_most));
  for (const std::string& purpose : listed) {
    if (!purpose_named(purpose)) {
      return refused_field(ErrorKind::bad_input, "purpose_unknown", "purposes", {"no such purpose", "ऐसा उद्देश्य नहीं"},
                           purpose);
    }
  }
  return listed;
}

/// Who takes back that she may be contacted is left alone for good, whoever else noted her number (R27).
Status leave_alone(const FieldDoor& door, const Record& record, const std::vector<std::string>& purposes) {
  const bool about_contact = purposes.empty() || std::ranges::any_of(purposes, [](const std::string& purpose) {
                               return purpose == "contact" || purpose == "call_back";
                             });
  if (!about_contact) return success();
  BOOTHWISE_TRY(form, form_of(door, record));
  auto content = door.vault.open(record.key, record.content);
  if (!content && content.error().code == "record_erased") return success();
  if (!content) return content.error();
  BOOTHWISE_TRY(submission, forms::read_submission(*content, "record"));
  return door.store.atomically([&](Store& inside) -> Status {
    for (const forms::FormField& field : form->xform.fields) {
      if (field.contact != "phone") continue;
      const auto phone = parse_phone(submission.answer(field.path));
      if (phone) BOOTHWISE_CHECK(bury(inside, door.key, door.now, Buried::no_contact, *phone));
    }
    return success();
  });
}

json::object request_json(const Caller& caller, const RightsRequest& request) {
  const auto opened = [&caller](const std::string& sealed) -> json::value {
    if (sealed.empty()) return nullptr;
    const auto text = caller.key().open(ServerKey::Purpose::records, sealed);
    return text ? json::value(*text) : json::value(nullptr);
  };
  json::value text = opened(request.content);
  const bool drill = text.is_string() && text.as_string().starts_with(drill_mark);
  if (drill) text = text.as_string().subview(drill_mark.size());
  return {{"request", request.id},
          {"kind", request.kind},
          {"text", std::move(text)},
          {"drill", drill},
          {"answer", opened(request.answer)},
          {"state", request.state},
          {"about_record", !request.record.empty()},
          {"made_at", iso_utc(request.made_at)},
          {"due_at", iso_utc(request.due_at)},
          {"late", request.state == "open" && request.due_at < caller.now()},
          {"answered_at", request.answered_at ? json::value(iso_utc(*request.answered_at)) : json::value(nullptr)}};
}

/// "29 November 2026, 14:05", by the clock of India.
Bilingual moment_text(Instant at) {
  constexpr auto ahead = std::chrono::minutes(330);
  const auto time = std::chrono::hh_mm_ss(
      std::chrono::floor<std::chrono::minutes>(at + ahead - std::chrono::floor<std::chrono::days>(at + ahead)));
  const Bilingual day = date_text(day_in_india(at));
  const std::string clock = fmt::format(", {:02}:{:02}", time.hours().count(), time.minutes().count());
  return {day.en + clock, day.hi + clock};
}

/// Drafts of the notices of a breach (DPDP Rules 2025, r. 7).
json::object breach_drafts(const std::string& what, Instant now, Instant due) {
  const Bilingual at = moment_text(now);
  const Bilingual by = moment_text(due);
  const Bilingual person = {"On " + at.en +
                                " we learnt that data we hold about you may have been seen by others: " + what +
                                ". What may follow: unwanted calls or messages. What we do: we have closed the way by "
                                "which it happened, and tell the "
                                "Data Protection Board. What you can do: take no calls that name this visit, and "
                                "withdraw with the code on your slip "
                                "if you wish. Contact: the complaint desk named on your slip.",
                            at.hi + " को हमें पता चला कि आपके बारे में हमारे पास रखी जानकारी दूसरों ने देखी हो सकती है: " + what +
                                "। इससे अनचाहे फ़ोन या संदेश आ सकते हैं। हमने वह रास्ता बंद कर दिया है और भारतीय डेटा संरक्षण बोर्ड को "
                                "बता रहे हैं। आप चाहें तो पर्ची "
                                "के कोड से अपनी जानकारी वापस ले सकते हैं। संपर्क: पर्ची पर लिखा शिकायत केंद्र।"};
  const Bilingual board = {
      "Report of a personal data breach. Known since " + at.en + "; full particulars due by " + by.en +
          ". What happened: " + what +
          ". Extent, place and persons affected: see the counts by booth. Measures taken and safeguards: to be filled "
          "in. Findings "
          "about who caused it: to be filled in. Persons were told: to be filled in.",
      "व्यक्तिगत डेटा उल्लंघन की सूचना। ज्ञात: " + at.hi + "; पूरा विवरण " + by.hi + " तक। क्या हुआ: " + what +
          "। विस्तार, स्थान और प्रभावित व्यक्ति: बूथवार संख्या देखें। किए गए उपाय: भरें। किसने किया: भरें। व्यक्तियों को सूचना: भरें।"};
  return {{"to_persons", to_json(person)}, {"to_board", to_json(board)}};
}

}  // namespace

Result<json::object> receipt_view(const FieldDoor& door, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"code"}));
  BOOTHWISE_TRY(code, code_in(body));
  BOOTHWISE_TRY(records, records_of_code(door, code));
  BOOTHWISE_TRY(sealed, services::protected_receipt_view(door.workspace, door.key, code));
  const bool is_sealed = sealed.at("state") == "there";
  if (records.empty() && !is_sealed) return receipt_unknown();
  json::array list;
  json::array requests;
  for (const Record& record : records) {
    BOOTHWISE_TRY(one, record_json(door, record));
    list.push_back(std::move(one));
    BOOTHWISE_TRY(asked, operations::rights_requests_of_record(door.store, record.id));
    for (const RightsRequest& request : asked) {
      const auto answer = request.answer.empty() ? Result<std::string>(std::string())
                                                 : door.key.open(ServerKey::Purpose::records, request.answer);
      requests.push_back(json::object{{"kind", request.kind},
                                      {"state", request.state},
                                      {"made_at", iso_utc(request.made_at)},
                                      {"due_at", iso_utc(request.due_at)},
                                      {"answer", answer ? json::value(*answer) : json::value(nullptr)}});
    }
  }
  if (!records.empty()) {
    BOOTHWISE_CHECK(door.store.atomically(
        [&](Store& inside) { return note_by_person(door, inside, "receipt.seen", records.front()); }));
  }
  return json::object{{"records", std::move(list)},
                      {"requests", std::move(requests)},
                      {"sealed", is_sealed ? json::value(std::move(sealed)) : json::value(nullptr)}};
}

Result<json::object> withdraw(const FieldDoor& door, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"code", "purposes"}));
  BOOTHWISE_TRY(purposes, purposes_in(body));
  BOOTHWISE_TRY(code, code_in(body));
  BOOTHWISE_TRY(records, records_of_code(door, code));
  BOOTHWISE_TRY(sealed, services::protected_receipt_view(door.workspace, door.key, code));
  const bool is_sealed = sealed.at("state") == "there";
  if (records.empty() && !is_sealed) return receipt_unknown();
  if (is_sealed) {
    // A box holds all of its purposes: it goes as one.
    BOOTHWISE_CHECK(services::withdraw_protected_answer(door.workspace, door.key, code, day_in_india(door.now)));
  }
  bool held = false;
  for (const Record& record : records) {
    bool kept = false;
    BOOTHWISE_CHECK(leave_alone(door, record, purposes));
    if (!purposes.empty()) {
      BOOTHWISE_TRY(left, erase_purposes(door, record, purposes));
      kept = left;
    }
    held = held || kept;
    if (!kept) BOOTHWISE_CHECK(erase_record(door, record));
  }
  return json::object{{"erased", !held}};
}

Result<json::object> ask_for_rights(const FieldDoor& door, std::string_view text) {
  constexpr std::size_t text_bytes_most = 4000;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"kind", "text", "code"}));
  RightsRequest request;
  BOOTHWISE_TRY(kind, body.text("kind", code_bytes_most));
  const std::vector<std::string> kinds = {"complaint", "correction", "nominee"};
  if (std::ranges::find(kinds, kind) == kinds.end()) {
    Error error = refused_field(ErrorKind::bad_input, "body_malformed", "kind",
                                {"expected one of these", "इनमें से एक चाहिए"}, kind);
    error.choices = kinds;
    return error;
  }
  BOOTHWISE_TRY(words, body.text("text", text_bytes_most));
  request.path = whole_organisation.text;
  if (body.has("code") || kind != "complaint") {
    BOOTHWISE_TRY(code, code_in(body));
    BOOTHWISE_TRY(records, records_of_code(door, code));
    if (records.empty()) return receipt_unknown();
    request.record = records.back().id;
    request.path = records.back().path;
  }
  request.id = operations::new_id();
  request.kind = std::move(kind);
  request.content = door.key.seal(ServerKey::Purpose::records, words);
  request.made_at = door.now;
  request.due_at = door.now + std::chrono::days(answer_days);
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_rights_request(inside, request));
    return note_audit(inside, {door.key, "receipt", door.now}, "rights.asked", "request:" + request.id,
                      UnitPath{request.path}, {{"kind", request.kind}});
  }));
  return json::object{{"request", request.id}, {"due_at", iso_utc(request.due_at)}};
}

Result<json::object> rights_view(Caller& caller, std::int64_t unit) {
  constexpr std::int64_t most = 300;
  BOOTHWISE_TRY(at, asked_unit(caller, unit, Right::handle_rights));
  BOOTHWISE_CHECK(caller.access().permit(Right::handle_rights, at.path));
  BOOTHWISE_TRY(requests, operations::rights_requests_below(caller.store(), at.path, true, most));
  json::array list;
  std::int64_t late = 0;
  for (const RightsRequest& request : requests) {
    list.push_back(request_json(caller, request));
    late += request.state == "open" && request.due_at < caller.now() ? 1 : 0;
  }
  return json::object{{"unit", at.id}, {"late", late}, {"answer_days", answer_days}, {"requests", std::move(list)}};
}

Result<json::object> answer_request(Caller& caller, const std::string& id, std::string_view text) {
  constexpr std::size_t answer_bytes_most = 4000;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"answer"}));
  BOOTHWISE_TRY(words, body.text("answer", answer_bytes_most));
  BOOTHWISE_TRY(request, operations::rights_request(caller.store(), id));
  if (!request) {
    return refused_field(ErrorKind::not_found, "request_unknown", "request",
                         {"there is no such request", "ऐसा कोई अनुरोध नहीं है"}, id);
  }
  BOOTHWISE_TRY(permit, caller.access().permit(Right::handle_rights, UnitPath{request->path}));
  request->state = "answered";
  request->answer = caller.key().seal(ServerKey::Purpose::records, words);
  request->answered_at = caller.now();
  request->answered_by = permit.by();
  BOOTHWISE_CHECK(caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(first, operations::answer_rights_request(inside, *request));
    if (!first) {
      return refused_field(ErrorKind::conflict, "request_answered", "request",
                           {"this was answered before", "इसका उत्तर दिया जा चुका है"}, id);
    }
    return caller.note(inside, "rights.answered", "request:" + id, UnitPath{request->path});
  }));
  return request_json(caller, *request);
}

Result<json::object> report_breach(Caller& caller, std::string_view text) {
  constexpr std::size_t what_bytes_most = 2000;
  constexpr auto looked_back = std::chrono::days(30);
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"what", "unit", "drill"}));
  BOOTHWISE_TRY(what, body.text("what", what_bytes_most));
  BOOTHWISE_TRY(unit, body.integer_or_none("unit", 1, std::numeric_limits<std::int64_t>::max()));
  BOOTHWISE_TRY(drill, body.flag("drill"));
  BOOTHWISE_CHECK(caller.access().require(Right::signed_in));
  BOOTHWISE_TRY(at, unit ? reachable_unit(caller, *unit) : asked_unit(caller, 0, Right::view_organisation));
  RightsRequest request;
  request.id = operations::new_id();
  request.kind = "breach";
  request.path = at.path.text;
  request.content =
      caller.key().seal(ServerKey::Purpose::records, (drill ? std::string(drill_mark) : std::string()) + what);
  request.made_at = caller.now();
  request.due_at = caller.now() + std::chrono::hours(72);
  BOOTHWISE_TRY(counts, operations::count_records(caller.whole_store(), at.path));
  std::map<std::string, std::int64_t> by_path;
  for (const operations::RecordCount& count : counts) by_path[count.path] += count.records;
  operations::AuditQuestion looks{at.path};
  looks.since = (caller.now() - looked_back).time_since_epoch().count();
  looks.most = 500;
  BOOTHWISE_TRY(rows, operations::newest_audit_rows(caller.whole_store(), looks));
  std::map<std::string, std::int64_t> actions;
  for (const operations::AuditRow& row : rows) ++actions[row.action];
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_rights_request(inside, request));
    return caller.note(inside, drill ? "breach.drilled" : "breach.reported", "request:" + request.id, at.path);
  }));
  json::array affected;
  for (const auto& [path, records] : by_path) affected.push_back(json::object{{"path", path}, {"records", records}});
  json::object seen;
  for (const auto& [action, times] : actions) seen[action] = times;
  return json::object{{"request", request.id},
                      {"drill", drill},
                      {"due_at", iso_utc(request.due_at)},
                      {"affected", std::move(affected)},
                      {"seen_in_30_days", std::move(seen)},
                      {"drafts", breach_drafts(what, caller.now(), request.due_at)}};
}

}  // namespace boothwise::field
