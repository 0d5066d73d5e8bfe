#include "answers/register.hpp"

#include "answers/claim_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "services/image_type.hpp"
#include "services/json_body.hpp"
#include "services/tasks.hpp"
#include "services/work_parts.hpp"

namespace boothwise::answers {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::Claim;
using services::Caller;
using services::code_bytes_most;
using services::JsonBody;
using services::refused_field;

namespace {

constexpr std::size_t claim_bytes_most = 4000;
constexpr std::size_t line_bytes_most = 400;
constexpr std::size_t link_bytes_most = 1000;
constexpr std::size_t reason_bytes_most = 2000;
constexpr std::size_t areas_most = 20;

/// Whether most letters are Devanagari.
std::string language_of(std::string_view text) {
  const Letters letters(text);
  std::size_t hindi = 0;
  std::size_t latin = 0;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    if (!is_letter(letters.at(at))) continue;
    ++(letters.at(at) >= 0x0900 && letters.at(at) <= 0x097F ? hindi : latin);
  }
  return hindi >= latin ? "hi" : "en";
}

Status take_link(const JsonBody& body, Claim& claim) {
  if (!body.has("link")) return success();
  BOOTHWISE_TRY(link, body.text_or_empty("link", link_bytes_most));
  const bool address = link.find("https://") == 0 || link.find("http://") == 0;
  if (!link.empty() && (!address || link.find_first_of(" \"<>\n") != std::string::npos)) {
    return refused_field(
        ErrorKind::bad_input, "link_malformed", "link",
        {"expected an address that begins with https:// or http://", "https:// या http:// से शुरू होने वाला पता चाहिए"},
        link);
  }
  claim.link = std::move(link);
  return success();
}

Status take_topic(const Caller& caller, const JsonBody& body, Claim& claim) {
  if (!body.has("topic")) return success();
  BOOTHWISE_TRY(topic, body.text_or_empty("topic", code_bytes_most));
  BOOTHWISE_TRY(all, topics(caller));
  if (!topic.empty() && std::ranges::find(all, topic, &Topic::code) == all.end()) {
    Error error = refused_field(ErrorKind::bad_input, "topic_unknown", "topic",
                                {"expected one of these topics", "इनमें से एक विषय चाहिए"}, topic);
    for (const Topic& one : all) error.choices.push_back(one.code);
    return error;
  }
  claim.topic = std::move(topic);
  return success();
}

Status take_areas(const services::Snapshot& snapshot, const JsonBody& body, Claim& claim) {
  if (!body.has("areas")) return success();
  BOOTHWISE_TRY(areas, body.texts("areas", areas_most, code_bytes_most));
  for (const std::string& area : areas) {
    if (place_name(snapshot, area)) continue;
    return refused_field(ErrorKind::bad_input, "area_unknown", "areas",
                         {"expected state, district:ID, seat:NUMBER or segment:NUMBER of a place that is there",
                          "state, district:ID, seat:संख्या या segment:संख्या चाहिए, जो यहाँ हो"},
                         area);
  }
  claim.area = json::serialize(json::value_from(areas));
  return success();
}

Status take_line(const JsonBody& body, std::string_view field, std::string& to) {
  if (!body.has(field)) return success();
  BOOTHWISE_TRY(text, body.text_or_empty(field, line_bytes_most));
  to = std::move(text);
  return success();
}

/// Overwrites what the body says.
Status take_fields(Desk& desk, const JsonBody& body, Claim& claim) {
  BOOTHWISE_CHECK(
      body.only({"text", "said_by", "said_on", "said_where", "link", "topic", "areas", "unit", "language"}));
  if (body.has("text")) {
    BOOTHWISE_TRY(text, body.text("text", claim_bytes_most));
    claim.text = std::move(text);
    claim.language = language_of(claim.text);
  }
  if (body.has("language")) {
    BOOTHWISE_TRY(language, body.text("language", code_bytes_most));
    if (language != "hi" && language != "en") {
      return JsonBody::malformed("language", "expected hi or en", "hi या en चाहिए", language);
    }
    claim.language = std::move(language);
  }
  BOOTHWISE_CHECK(take_line(body, "said_by", claim.said_by));
  BOOTHWISE_CHECK(take_line(body, "said_where", claim.said_where));
  if (body.has("said_on")) {
    BOOTHWISE_TRY(day, services::day_or_none(body, "said_on"));
    claim.said_on = std::move(day);
  }
  BOOTHWISE_CHECK(take_link(body, claim));
  BOOTHWISE_CHECK(take_topic(desk.caller(), body, claim));
  BOOTHWISE_CHECK(take_areas(desk.snapshot(), body, claim));
  if (claim.said_by.empty()) {
    return JsonBody::malformed("said_by", "say who said it", "बताएँ किसने कहा");
  }
  return success();
}

Result<std::string> owner_in(Caller& caller, const JsonBody& body) {
  BOOTHWISE_TRY(owner, body.text_or_empty("owner", code_bytes_most));
  if (owner.empty() || owner == "me" || owner == caller.access().user()) return caller.access().user();
  BOOTHWISE_TRY(writers, holders_json(caller, Right::write_answers));
  const bool known = std::ranges::any_of(
      writers, [&owner](const json::value& row) { return row.at("user").as_string() == std::string_view(owner); });
  if (known) return owner;
  return refused_field(ErrorKind::not_found, "owner_unknown", "owner",
                       {"nobody who writes answers is this", "उत्तर लिखने वालों में ऐसा कोई नहीं"}, owner);
}

Result<std::optional<Instant>> due_in(const JsonBody& body) {
  constexpr std::size_t instant_bytes = 20;  // "2026-11-23T10:00:00Z"
  BOOTHWISE_TRY(text, body.text_or_empty("due_at", code_bytes_most));
  if (text.empty()) return std::optional<Instant>();
  const auto day = parse_date(text.substr(0, 10));
  const auto part = [&text](std::size_t at) { return parse_number<int>(std::string_view(text).substr(at, 2)); };
  if (text.size() == instant_bytes && text[10] == 'T' && text.back() == 'Z' && day && part(11) && part(14) &&
      part(17) && *part(11) < 24 && *part(14) < 60 && *part(17) < 60) {
    return std::optional<Instant>(std::chrono::sys_days(*day) + std::chrono::hours(*part(11)) +
                                  std::chrono::minutes(*part(14)) + std::chrono::seconds(*part(17)));
  }
  return JsonBody::malformed("due_at", "expected a time such as 2026-11-23T10:00:00Z",
                             "समय ऐसे चाहिए: 2026-11-23T10:00:00Z", text);
}

std::string copy_type(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  std::string picture = services::image_type(bytes);
  if (!picture.empty()) return picture;
  const bool text = is_utf8(bytes) && std::ranges::none_of(bytes, [](char c) {
                      return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t';
                    });
  return text && !bytes.empty() ? "text/plain" : std::string();
}

fs::path copy_path(const Caller& caller, const std::string& id) {
  return caller.workspace().folder / services::attachment_path(id);
}

}  // namespace

Result<json::object> note_claim(Desk& desk, std::string_view text) {
  Caller& caller = desk.caller();
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  Claim claim;
  claim.id = operations::new_id();
  claim.state = state::fresh;
  claim.area = "[]";
  BOOTHWISE_TRY(unit, body.integer_or_none("unit", 1, 9'999'999));
  const std::vector<UnitPath> reach = caller.access().reach(Right::note_claims);
  claim.path = reach.empty() ? whole_organisation : reach.front();
  if (unit) {
    BOOTHWISE_TRY(place, services::unit_in_reach(caller, *unit));
    claim.path = place.path;
  }
  BOOTHWISE_CHECK(caller.access().permit(Right::note_claims, claim.path));
  if (!body.has("text")) return JsonBody::malformed("text", "the claim's words are missing", "दावे के शब्द नहीं हैं");
  BOOTHWISE_CHECK(take_fields(desk, body, claim));
  claim.words = words_for_search(claim, nullptr);
  claim.made_by = caller.access().user();
  claim.made_at = claim.changed_at = caller.now();
  BOOTHWISE_CHECK(caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_claim(inside, claim));
    BOOTHWISE_CHECK(operations::add_claim_step(
        inside, claim, {"noted", "", claim.state, "", claim.made_by, caller.access().name(), claim.made_at}));
    return caller.note(inside, "claim.noted", "claim:" + claim.id, claim.path);
  }));
  json::object view = claim_json(desk, claim);
  BOOTHWISE_TRY(similar, similar_json(desk, claim));
  view["similar"] = std::move(similar);
  return view;
}

Result<json::object> change_claim(Desk& desk, const std::string& id, std::string_view text) {
  Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::note_claims, id));
  BOOTHWISE_TRY(versions, operations::answer_versions(caller.store(), id));
  if (!versions.empty()) return state_unfit(state::published);
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(take_fields(desk, body, claim));
  BOOTHWISE_TRY(card, operations::card_of(caller.store(), id));
  const Card written = card ? card_from(card->content) : Card();
  claim.words = words_for_search(claim, &written);
  BOOTHWISE_CHECK(keep_claim(caller, claim, claim.state, {"changed", {}}));
  return claim_view(desk, id);
}

Result<json::object> triage_claim(Desk& desk, const std::string& id, std::string_view text) {
  Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::write_answers, id));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"priority", "owner", "due_at"}));
  BOOTHWISE_TRY(priority, body.text("priority", code_bytes_most));
  if (priority != "high" && priority != "normal" && priority != "low") {
    return JsonBody::malformed("priority", "expected high, normal or low", "high, normal या low चाहिए", priority);
  }
  if (!is_open(claim.state)) return state_unfit(claim.state);
  BOOTHWISE_TRY(owner, owner_in(caller, body));
  BOOTHWISE_TRY(due, due_in(body));
  claim.priority = std::move(priority);
  claim.owner = std::move(owner);
  claim.due_at = due;
  const std::string to = claim.state == state::fresh ? std::string(state::triaged) : claim.state;
  BOOTHWISE_CHECK(keep_claim(caller, claim, to, {"triaged", user_name(caller, claim.owner)}));
  return claim_view(desk, id);
}

Result<json::object> close_claim(Desk& desk, const std::string& id, std::string_view text) {
  Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::write_answers, id));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"as", "reason", "duplicate_of"}));
  BOOTHWISE_TRY(as, body.text("as", code_bytes_most));
  if (as != state::unsettled && as != state::not_answered && as != state::duplicate) {
    return JsonBody::malformed("as", "expected unsettled, not_answered or duplicate",
                               "unsettled, not_answered या duplicate चाहिए", as);
  }
  if (!is_open(claim.state)) return state_unfit(claim.state);
  BOOTHWISE_TRY(versions, operations::answer_versions(caller.store(), id));
  if (!versions.empty()) return state_unfit(state::published);  // what is public is withdrawn, with a note
  BOOTHWISE_TRY(reason, body.text_or_empty("reason", reason_bytes_most));
  BOOTHWISE_TRY(other, body.text_or_empty("duplicate_of", code_bytes_most));
  if (as == state::duplicate) {
    const auto first = claim_for(caller, Right::view_answers, other);
    if (!first || other == id || first->state == state::duplicate) {
      return refused_field(
          ErrorKind::bad_input, "duplicate_unknown", "duplicate_of",
          {"expected another claim that is no duplicate itself", "कोई दूसरा दावा चाहिए जो ख़ुद दोहराव न हो"}, other);
    }
    claim.duplicate_of = other;
  } else if (reason.empty()) {
    return refused_field(ErrorKind::bad_input, "reason_missing", "reason", {"say why", "कारण बताएँ"});
  }
  claim.reason = reason;
  BOOTHWISE_CHECK(keep_claim(caller, claim, as, {"closed", reason}));
  return claim_view(desk, id);
}

Result<json::object> reopen_claim(Desk& desk, const std::string& id, std::string_view text) {
  Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::write_answers, id));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"reason"}));
  BOOTHWISE_TRY(reason, body.text("reason", reason_bytes_most));
  if (claim.state != state::unsettled && claim.state != state::not_answered && claim.state != state::duplicate) {
    return state_unfit(claim.state);
  }
  claim.reason.clear();
  claim.duplicate_of.clear();
  BOOTHWISE_CHECK(keep_claim(caller, claim, state::triaged, {"reopened", reason}));
  return claim_view(desk, id);
}

Result<json::object> add_copy(Desk& desk, const std::string& id, const std::string& name, const fs::path& sent) {
  Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::note_claims, id));
  std::error_code failure;
  const std::uint64_t size = fs::file_size(sent, failure);
  if (!failure && size > copy_bytes_most) {
    return refused_field(ErrorKind::too_large, "copy_too_large", "file",
                         {"a copy may have up to 5 MiB", "प्रति 5 MiB तक की हो सकती है"}, std::to_string(size));
  }
  BOOTHWISE_TRY(bytes, read_file(sent, copy_bytes_most));
  const operations::ClaimCopy before = claim.copy;
  claim.copy = {operations::new_id(), services::cleaned_name(name), copy_type(bytes),
                static_cast<std::int64_t>(bytes.size()), sha256(bytes)};
  if (claim.copy.name.empty()) claim.copy.name = "copy";
  if (claim.copy.type.empty()) {
    return refused_field(ErrorKind::bad_input, "copy_type", "file",
                         {"expected a PNG, JPEG or WebP picture, a PDF, or plain text",
                          "PNG, JPEG या WebP चित्र, PDF, या सादा पाठ चाहिए"},
                         name);
  }
  const fs::path path = copy_path(caller, claim.copy.id);
  fs::create_directories(path.parent_path(), failure);
  BOOTHWISE_CHECK(write_file_atomically(path, bytes));
  const Status kept = keep_claim(caller, claim, claim.state, {"copy_added", claim.copy.sha256});
  if (!kept) {
    fs::remove(path, failure);  // nothing names it
    return kept.error();
  }
  if (!before.id.empty()) fs::remove(copy_path(caller, before.id), failure);
  return claim_view(desk, id);
}

Result<SourceCopy> source_copy(Caller& caller, const std::string& id) {
  BOOTHWISE_TRY(claim, claim_for(caller, Right::view_answers, id));
  if (claim.copy.id.empty()) {
    return refused_field(ErrorKind::not_found, "copy_unknown", "claim",
                         {"this claim has no copy of its source", "इस दावे के स्रोत की प्रति नहीं है"}, id);
  }
  BOOTHWISE_TRY(bytes, read_file(copy_path(caller, claim.copy.id), copy_bytes_most));
  if (sha256(bytes) != claim.copy.sha256) {
    return Error{ErrorKind::environment,
                 "copy_damaged",
                 {"the copy is not as it was taken", "प्रति वैसी नहीं जैसी ली गई थी"},
                 {claim.copy.name}};
  }
  return SourceCopy{claim.copy.name, claim.copy.type, std::move(bytes)};
}

}  // namespace boothwise::answers
