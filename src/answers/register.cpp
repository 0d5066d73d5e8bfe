#include "answers/register.hpp"

#include "answers/published.hpp"
#include "operations/users.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "services/image_type.hpp"
#include "services/json_body.hpp"
#include "services/name_folding.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/roles.hpp"
#include "services/tasks.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::answers {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::Claim;
using services::Caller;
using services::code_bytes_most;
using services::JsonBody;
using services::refused_field;
using services::text_or_null;
using services::to_json;

namespace {

constexpr std::size_t claim_bytes_most = 4000;
constexpr std::size_t line_bytes_most = 400;
constexpr std::size_t link_bytes_most = 1000;
constexpr std::size_t reason_bytes_most = 2000;
constexpr std::size_t areas_most = 20;
constexpr std::int64_t page = 50;

struct Topic {
  std::string code;
  Bilingual name;
};

Result<std::vector<Topic>> topics(const Caller& caller) {
  std::vector<Topic> all;
  BOOTHWISE_CHECK(services::each_own_row(caller.data_folder() / "answers" / "topics.csv",
                                         [&all](const std::vector<std::string>& cells) {
                                           all.push_back({cells[0], {cells[1], cells[2]}});
                                         }));
  return all;
}

/// Name of a place such as "seat:64"; nothing where there is none.
std::optional<Bilingual> place_name(const services::Snapshot& snapshot, std::string_view area) {
  const std::size_t colon = area.find(':');
  if (area == "state") return Bilingual{"whole state", "पूरा प्रदेश"};
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view level = area.substr(0, colon);
  const std::string_view id = area.substr(colon + 1);
  if (level == "district") {
    const District* district = snapshot.places.district(id);
    return district == nullptr ? std::nullopt : std::optional(district->name);
  }
  const auto number = parse_number<std::int32_t>(id);
  if (!number) return std::nullopt;
  if (level == "seat") {
    const ParliamentaryConstituency* pc = snapshot.places.pc(PcNo(*number));
    return pc == nullptr ? std::nullopt : std::optional(pc->name);
  }
  if (level == "segment") {
    const AssemblyConstituency* ac = snapshot.places.ac(AcNo(*number));
    return ac == nullptr ? std::nullopt : std::optional(ac->name);
  }
  return std::nullopt;
}

json::array areas_json(const services::Snapshot& snapshot, const std::string& kept) {
  json::array areas;
  const json::value list = json::parse(kept);
  for (const json::value& area : list.as_array()) {
    const std::string text(area.as_string());
    const auto name = place_name(snapshot, text);
    areas.push_back({{"area", text}, {"name", to_json(name.value_or(Bilingual{text, text}))}});
  }
  return areas;
}

std::string user_name(Caller& caller, const std::string& user) {
  if (user.empty() || user == Access::owner().user()) return user;
  const auto found = operations::user_with_id(caller.whole_store(), user);
  return found && *found ? (*found)->name : std::string();
}

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
  const bool address = link.starts_with("https://") || link.starts_with("http://");
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

/// Words of three letters or more, as search has them.
std::set<std::string> telling_words(std::string_view folded) {
  constexpr std::size_t letters_least = 3;
  std::set<std::string> words;
  for (std::string& word : split(folded, ' ')) {
    if (word.size() >= letters_least) words.insert(std::move(word));
  }
  return words;
}

/// Claims that share half of their words with this one, the most alike first, at most five.
Result<json::array> similar_json(Desk& desk, const Claim& claim) {
  constexpr std::int64_t looked_at = 2000;
  constexpr double alike_least = 0.5;
  constexpr std::size_t shown = 5;
  const std::set<std::string> own = telling_words(services::folded_name(claim.text));
  BOOTHWISE_TRY(others, operations::claim_words(desk.caller().store(), claim.id, looked_at));
  std::vector<std::pair<double, std::string>> alike;
  for (const operations::ClaimWords& other : others) {
    const std::set<std::string> words = telling_words(other.words);
    const auto shared = std::ranges::count_if(own, [&words](const std::string& word) { return words.contains(word); });
    const double share = own.empty() ? 0 : static_cast<double>(shared) / static_cast<double>(own.size());
    if (share >= alike_least) alike.emplace_back(-share, other.id);
  }
  std::ranges::sort(alike);
  json::array rows;
  for (const auto& [share, id] : alike) {
    BOOTHWISE_TRY(other, operations::claim_by_id(desk.caller().store(), id));
    // SQLite has no guard of its own.
    const bool reached = other && desk.caller().access().may(Right::view_answers, other->path);
    if (reached && rows.size() < shown) rows.emplace_back(claim_json(desk, *other));
  }
  return rows;
}

json::object step_json(const operations::ClaimStep& step) {
  return {{"kind", step.kind},
          {"from", text_or_null(step.from_state)},
          {"to", text_or_null(step.to_state)},
          {"text", step.text},
          {"by", step.by_name},
          {"at", iso_utc(step.at)}};
}

/// Users who hold `right` for the whole: [{user, name}].
Result<json::array> holders_json(Caller& caller, Right right) {
  BOOTHWISE_TRY(roles, services::Roles::load(caller.data_folder()));
  BOOTHWISE_TRY(grants, operations::role_grants_below(caller.whole_store(), whole_organisation));
  std::set<std::string> seen;
  json::array rows;
  for (const operations::RoleGrant& grant : grants) {
    const services::Role* role = roles.find(grant.role);
    if (role == nullptr || !role->rights.has(right) || !seen.insert(grant.user).second) continue;
    if (std::ranges::find(grant.reach, whole_organisation) == grant.reach.end()) continue;
    rows.push_back({{"user", grant.user}, {"name", user_name(caller, grant.user)}});
  }
  return rows;
}

bool is_open(std::string_view state) {
  return state == state::fresh || state == state::triaged || state == state::answering || state == state::in_review;
}

/// "SECONDS-ID" of the last claim of a page.
Status read_cursor(const std::string& after, operations::ClaimQuestion& question) {
  if (after.empty()) return success();
  const std::size_t dash = after.find('-');
  const auto seconds = parse_number<std::int64_t>(std::string_view(after).substr(0, dash));
  if (dash == std::string::npos || !seconds) {
    return refused_field(ErrorKind::bad_input, "cursor_malformed", "after",
                         {"expected the `next` of the page before", "पिछले पृष्ठ का `next` चाहिए"}, after);
  }
  question.before_at = Instant(std::chrono::seconds(*seconds));
  question.before_id = after.substr(dash + 1);
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

json::value copy_json(const operations::ClaimCopy& copy) {
  if (copy.id.empty()) return nullptr;
  return json::object{{"name", copy.name}, {"type", copy.type}, {"bytes", copy.bytes}, {"sha256", copy.sha256}};
}

}  // namespace

json::object claim_json(Desk& desk, const Claim& claim) {
  json::value due = nullptr;
  if (claim.due_at) due = iso_utc(*claim.due_at);
  std::string topic = claim.topic;
  json::value topic_name = nullptr;
  if (const auto all = topics(desk.caller())) {
    const auto known = std::ranges::find(*all, topic, &Topic::code);
    if (known != all->end()) topic_name = to_json(known->name);
  }
  return {{"claim", claim.id},
          {"text", claim.text},
          {"language", claim.language},
          {"said_by", claim.said_by},
          {"said_on", text_or_null(claim.said_on)},
          {"said_where", text_or_null(claim.said_where)},
          {"link", text_or_null(claim.link)},
          {"topic", text_or_null(topic)},
          {"topic_name", std::move(topic_name)},
          {"areas", areas_json(desk.snapshot(), claim.area)},
          {"state", claim.state},
          {"state_name", to_json(title_of_state(claim.state))},
          {"priority", text_or_null(claim.priority)},
          {"owner", text_or_null(claim.owner)},
          {"owner_name", text_or_null(user_name(desk.caller(), claim.owner))},
          {"mine", !claim.owner.empty() && claim.owner == desk.caller().access().user()},
          {"due_at", std::move(due)},
          {"late", is_open(claim.state) && claim.due_at && *claim.due_at <= desk.caller().now()},
          {"reason", text_or_null(claim.reason)},
          {"duplicate_of", text_or_null(claim.duplicate_of)},
          {"copy", copy_json(claim.copy)},
          {"noted_at", iso_utc(claim.made_at)}};
}

Result<json::object> claims_view(Desk& desk, const ClaimsAsked& asked) {
  constexpr std::size_t words_most = 4;
  Caller& caller = desk.caller();
  BOOTHWISE_CHECK(caller.access().require(Right::view_answers));
  json::array rows;
  json::object by_state;
  std::int64_t late = 0;
  std::vector<Claim> found;
  operations::ClaimQuestion question;
  question.which = asked.which;
  question.owner = asked.owner == "me" ? caller.access().user() : asked.owner;
  question.topic = asked.topic;
  if (!asked.place.empty()) question.place = "\"" + asked.place + "\"";
  question.now = caller.now();
  question.most = page + 1;
  BOOTHWISE_CHECK(read_cursor(asked.after, question));
  for (std::string& word : split(services::folded_name(asked.words), ' ')) {
    if (!word.empty() && question.words.size() < words_most) question.words.push_back(std::move(word));
  }
  for (const UnitPath& path : caller.access().reach(Right::view_answers)) {
    question.path = path;
    BOOTHWISE_TRY(some, operations::claims(caller.store(), question));
    std::ranges::move(some, std::back_inserter(found));
    BOOTHWISE_TRY(counts, operations::count_claims(caller.store(), path, caller.now()));
    for (const operations::ClaimCount& count : counts) {
      const json::value* before = by_state.if_contains(count.state);
      by_state[count.state] = count.claims + (before == nullptr ? 0 : before->as_int64());
      late += count.late;
    }
  }
  std::ranges::stable_sort(found, [](const Claim& one, const Claim& other) {
    return one.made_at != other.made_at ? one.made_at > other.made_at : one.id < other.id;
  });
  json::value next = nullptr;
  if (found.size() > static_cast<std::size_t>(page)) {
    found.resize(static_cast<std::size_t>(page));
    next = std::to_string(found.back().made_at.time_since_epoch().count()) + "-" + found.back().id;
  }
  for (const Claim& claim : found) {
    json::object row = claim_json(desk, claim);
    BOOTHWISE_TRY(card, operations::card_of(caller.store(), claim.id));
    row["to_review"] = card && !card->changes.empty();
    row["verdict"] = card ? text_or_null(name_of(card_from(card->content).verdict)) : json::value(nullptr);
    rows.emplace_back(std::move(row));
  }
  json::array topic_rows;
  BOOTHWISE_TRY(all_topics, topics(caller));
  for (const Topic& topic : all_topics) topic_rows.push_back({{"topic", topic.code}, {"name", to_json(topic.name)}});
  return json::object{{"claims", std::move(rows)},
                      {"next", std::move(next)},
                      {"by_state", std::move(by_state)},
                      {"late", late},
                      {"topics", std::move(topic_rows)},
                      {"may_note", caller.access().may(Right::note_claims)},
                      {"may_write", caller.access().may(Right::write_answers)}};
}

Result<json::object> claim_view(Desk& desk, const std::string& id) {
  Caller& caller = desk.caller();
  BOOTHWISE_TRY(claim, claim_for(caller, Right::view_answers, id));
  json::object view = claim_json(desk, claim);
  BOOTHWISE_TRY(steps, operations::claim_steps(caller.store(), id));
  json::array history;
  std::set<std::string> writers;
  for (const operations::ClaimStep& step : steps) {
    history.emplace_back(step_json(step));
    if (step.kind == "card_written") writers.insert(step.by);
  }
  view["history"] = std::move(history);
  BOOTHWISE_TRY(card, operations::card_of(caller.store(), id));
  if (card) {
    json::object shown = card_json(card_from(card->content));
    shown["revision"] = card->revision;
    shown["written_by"] = user_name(caller, card->written_by);
    shown["written_at"] = iso_utc(card->written_at);
    shown["changes"] = json::parse(card->changes.empty() ? "[]" : card->changes);
    view["card"] = std::move(shown);
  } else {
    view["card"] = nullptr;
  }
  BOOTHWISE_TRY(versions, operations::answer_versions(caller.store(), id));
  view["versions"] = versions_json(versions);
  BOOTHWISE_TRY(copies, operations::duplicates_of(caller.store(), id));
  json::array duplicates;
  for (const Claim& copy : copies) {
    if (caller.access().may(Right::view_answers, copy.path)) duplicates.emplace_back(claim_json(desk, copy));
  }
  view["duplicates"] = std::move(duplicates);
  BOOTHWISE_TRY(similar, similar_json(desk, claim));
  view["similar"] = std::move(similar);
  const bool writes = caller.access().may(Right::write_answers);
  json::array holders;
  if (writes) {
    BOOTHWISE_TRY(rows, holders_json(caller, Right::write_answers));
    holders = std::move(rows);
  }
  view["writers"] = std::move(holders);
  json::array items;
  for (const ChecklistItem& item : checklist()) {
    items.push_back({{"code", item.code}, {"name", {{"en", item.en}, {"hi", item.hi}}}});
  }
  view["checklist"] = std::move(items);
  view["may_write"] = writes;
  view["may_review"] = caller.access().may(Right::review_answers) && !writers.contains(caller.access().user());
  return view;
}

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
