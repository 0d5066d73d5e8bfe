#include "services/audit_trail.hpp"

#include <boost/json.hpp>
#include <chrono>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/organisation_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::AuditHead;
using operations::AuditRow;

namespace {

json::object row_json(const AuditRow& row) {
  json::object view{
      {"chain", row.chain}, {"number", row.number},   {"at", iso_utc(Instant(std::chrono::seconds(row.at)))},
      {"actor", row.actor}, {"action", row.action},   {"object", row.object},
      {"path", row.path},   {"purpose", row.purpose}, {"hash", row.hash}};
  boost::system::error_code ignored;
  view["details"] = row.details.empty() ? json::value() : json::parse(row.details, ignored);
  return view;
}

constexpr std::string_view signed_first_line = "boothwise audit heads 1";
constexpr std::string_view signature_word = "signature ";

Error signed_malformed(std::uint64_t line, const std::string& what) {
  return {ErrorKind::bad_input,
          "heads_malformed",
          {"expected heads as the server delivers them: " + what, "सर्वर की दी हुई सूची जैसी चाहिए: " + what},
          {{}, line}};
}

std::string cursor_of(const AuditRow& row) {
  return std::to_string(row.at) + "." + std::to_string(row.chain) + "." + std::to_string(row.number);
}

Result<AuditRow> row_behind(const std::string& cursor) {
  const std::vector<std::string> parts = split(cursor, '.');
  std::vector<std::int64_t> numbers;
  for (const std::string& part : parts) {
    if (const auto number = parse_number<std::int64_t>(part)) numbers.push_back(*number);
  }
  if (parts.size() != 3 || numbers.size() != 3) {
    return refused_field(ErrorKind::bad_input, "cursor_malformed", "after",
                         {"expected the `next` of the page before", "पिछले पृष्ठ का `next` चाहिए"}, cursor);
  }
  AuditRow row;
  row.at = numbers[0];
  row.chain = numbers[1];
  row.number = numbers[2];
  return row;
}

Result<operations::AuditQuestion> question_of(Caller& caller, const AuditAsked& asked) {
  operations::AuditQuestion question;
  question.at = whole_organisation;
  if (asked.unit != 0) {
    BOOTHWISE_TRY(found, reachable_unit(caller, asked.unit));
    question.at = found.path;
  }
  question.who = ascii_lower(trimmed(asked.who));
  question.action = trimmed(asked.action);
  if (!asked.day.empty()) {
    const auto day = parse_date(asked.day);
    if (!day) {
      return refused_field(ErrorKind::bad_input, "date_malformed", "day",
                           {"expected a date such as 2026-01-06", "2026-01-06 जैसी तिथि चाहिए"}, asked.day);
    }
    question.since = begin_in_india(*day).time_since_epoch().count();
    question.until = question.since + std::chrono::seconds(std::chrono::days(1)).count();
  }
  if (!asked.after.empty()) {
    BOOTHWISE_TRY(row, row_behind(asked.after));
    question.after = std::move(row);
  }
  return question;
}

}  // namespace

Result<json::object> audit_view(Caller& caller, const AuditAsked& asked) {
  BOOTHWISE_CHECK(caller.access().require(Right::read_audit));
  BOOTHWISE_TRY(question, question_of(caller, asked));
  BOOTHWISE_TRY(rows, operations::newest_audit_rows(caller.whole_store(), question));
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) {
    json::object looked_for;
    if (!asked.who.empty()) looked_for["who"] = asked.who;
    if (!asked.action.empty()) looked_for["action"] = asked.action;
    if (!asked.day.empty()) looked_for["day"] = asked.day;
    return caller.note(inside, "audit.read", "unit:" + std::to_string(asked.unit), question.at, looked_for);
  }));
  json::array list;
  for (const AuditRow& row : rows) list.push_back(row_json(row));
  json::object view{{"rows", std::move(list)}};
  view["next"] =
      static_cast<std::int64_t>(rows.size()) == question.most ? json::value(cursor_of(rows.back())) : json::value();
  return view;
}

Result<json::object> audit_verification(Caller& caller, const std::vector<AuditHead>& stated) {
  BOOTHWISE_CHECK(caller.access().require(Right::read_audit));
  BOOTHWISE_TRY(faults, operations::verify_audit(caller.whole_store(), stated));
  BOOTHWISE_TRY(heads, operations::audit_heads(caller.whole_store()));
  std::int64_t rows = 0;
  for (const AuditHead& head : heads) rows += head.number;
  json::array list;
  for (const operations::AuditFault& fault : faults) {
    json::object told{{"chain", fault.chain}, {"number", fault.number}, {"what", fault.what}};
    if (fault.what == "rewritten") told["after"] = fault.after;
    list.push_back(std::move(told));
  }
  return json::object{
      {"holds", faults.empty()}, {"rows", rows}, {"stated_heads", stated.size()}, {"faults", std::move(list)}};
}

Result<json::object> audit_heads_view(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::read_audit));
  BOOTHWISE_TRY(heads, operations::audit_heads(caller.whole_store()));
  json::array list;
  for (const AuditHead& head : heads) {
    list.push_back({{"chain", head.chain}, {"number", head.number}, {"hash", head.hash}});
  }
  return json::object{{"at", iso_utc(caller.now())},
                      {"verifying_key", caller.key().verifying_key(ServerKey::Purpose::audit_head)},
                      {"heads", std::move(list)}};
}

Result<std::string> signed_audit_heads(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::read_audit));
  BOOTHWISE_TRY(heads, operations::audit_heads(caller.whole_store()));
  return signed_heads_text(caller.key(), heads, caller.now());
}

std::string signed_heads_text(const ServerKey& key, const std::vector<AuditHead>& heads, Instant at) {
  std::string text = std::string(signed_first_line) + "\nat " + iso_utc(at) + "\nkey " +
                     key.verifying_key(ServerKey::Purpose::audit_head) + "\n";
  for (const AuditHead& head : heads) {
    text += "head " + std::to_string(head.chain) + " " + std::to_string(head.number) + " " + head.hash + "\n";
  }
  return text + std::string(signature_word) + key.sign(ServerKey::Purpose::audit_head, text) + "\n";
}

Result<std::vector<AuditHead>> read_stated_heads(std::string_view text, std::string_view verifying_key) {
  if (!text.starts_with(signed_first_line)) return parse_audit_heads(text);
  const std::size_t signature_at = text.rfind(std::string("\n") + std::string(signature_word));
  if (signature_at == std::string_view::npos) return signed_malformed(0, "the signature is not there");
  const std::string_view told = text.substr(0, signature_at + 1);
  const std::string_view signature = trimmed(text.substr(signature_at + 1 + signature_word.size()));
  std::vector<AuditHead> heads;
  std::string key;
  std::uint64_t line_number = 0;
  for (const std::string& line : split(told, '\n')) {
    ++line_number;
    const std::vector<std::string> words = split(line, ' ');
    if (words.front() == "key" && words.size() == 2) key = words[1];
    if (words.front() != "head") continue;
    const auto chain = words.size() == 4 ? parse_number<std::int64_t>(words[1]) : std::nullopt;
    const auto number = words.size() == 4 ? parse_number<std::int64_t>(words[2]) : std::nullopt;
    if (!chain || !number || *chain < 0 || *chain >= operations::audit_chains || *number < 1 ||
        !bytes_of_hexadecimal(words[3], 32)) {
      return signed_malformed(line_number, "expected: head, chain, number of a row, 64 hexadecimal digits");
    }
    heads.push_back({*chain, *number, words[3]});
  }
  if (key != verifying_key) {
    return Error{ErrorKind::bad_input,
                 "heads_of_another",
                 {"another server's key signed this; expected " + std::string(verifying_key),
                  "इस पर दूसरे सर्वर की कुंजी के हस्ताक्षर हैं; चाहिए " + std::string(verifying_key)},
                 {{}, 0, "key", shortened(key, 80)}};
  }
  if (!signature_holds(verifying_key, told, signature)) {
    return Error{ErrorKind::bad_input,
                 "heads_forged",
                 {"the signature does not hold: this text was changed", "हस्ताक्षर सही नहीं: यह पाठ बदला गया है"}};
  }
  return heads;
}

Result<std::vector<AuditHead>> parse_audit_heads(std::string_view text) {
  try {
    std::vector<AuditHead> heads;
    const json::value whole = json::parse(text);
    for (const json::value& head : whole.at("heads").as_array()) {
      heads.push_back(
          {head.at("chain").as_int64(), head.at("number").as_int64(), std::string(head.at("hash").as_string())});
    }
    return heads;
  } catch (const std::exception& failure) {
    return Error{ErrorKind::bad_input,
                 "heads_malformed",
                 {std::string("expected heads as `boothwise audit heads` writes them: ") + failure.what(),
                  std::string("`boothwise audit heads` जैसी सूची चाहिए: ") + failure.what()}};
  }
}

Status export_audit(Caller& caller, const std::function<Status(std::string_view line)>& write) {
  BOOTHWISE_CHECK(caller.access().require(Right::read_audit));
  constexpr std::int64_t at_once = 1000;
  for (std::int64_t chain = 0; chain < operations::audit_chains; ++chain) {
    for (std::int64_t from = 1;;) {
      BOOTHWISE_TRY(rows, operations::audit_rows(caller.whole_store(), chain, from, at_once));
      for (const AuditRow& row : rows) BOOTHWISE_CHECK(write(json::serialize(row_json(row)) + "\n"));
      if (rows.empty()) break;
      from = rows.back().number + 1;
    }
  }
  return success();
}

}  // namespace boothwise::services
