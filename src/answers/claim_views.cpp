#include "answers/claim_parts.hpp"
#include "answers/published.hpp"
#include "answers/register.hpp"
#include "operations/users.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/name_folding.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/roles.hpp"
#include "services/view_parts.hpp"

/// How claims are shown: in lists, by themselves, with what says the same.
namespace boothwise::answers {

namespace json = boost::json;
using operations::Claim;
using services::Caller;
using services::refused_field;
using services::text_or_null;
using services::to_json;

namespace {

constexpr std::int64_t page = 50;

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

/// Words of three letters or more, as search has them.
std::set<std::string> telling_words(std::string_view folded) {
  constexpr std::size_t letters_least = 3;
  std::set<std::string> words;
  for (std::string& word : split(folded, ' ')) {
    if (word.size() >= letters_least) words.insert(std::move(word));
  }
  return words;
}

json::object step_json(const operations::ClaimStep& step) {
  return {{"kind", step.kind},
          {"from", text_or_null(step.from_state)},
          {"to", text_or_null(step.to_state)},
          {"text", step.text},
          {"by", step.by_name},
          {"at", iso_utc(step.at)}};
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

json::value copy_json(const operations::ClaimCopy& copy) {
  if (copy.id.empty()) return nullptr;
  return json::object{{"name", copy.name}, {"type", copy.type}, {"bytes", copy.bytes}, {"sha256", copy.sha256}};
}

}  // namespace

Result<std::vector<Topic>> topics(const Caller& caller) {
  std::vector<Topic> all;
  BOOTHWISE_CHECK(services::each_own_row(caller.data_folder() / "answers" / "topics.csv",
                                         [&all](const std::vector<std::string>& cells) {
                                           all.push_back({cells[0], {cells[1], cells[2]}});
                                         }));
  return all;
}

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

std::string user_name(Caller& caller, const std::string& user) {
  if (user.empty() || user == Access::owner().user()) return user;
  const auto found = operations::user_with_id(caller.whole_store(), user);
  return found && *found ? (*found)->name : std::string();
}

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

}  // namespace boothwise::answers
