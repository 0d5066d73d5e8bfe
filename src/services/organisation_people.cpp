#include "operations/users.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "services/json_body.hpp"
#include "services/name_folding.hpp"
#include "services/organisation.hpp"
#include "services/organisation_parts.hpp"
#include "services/organisation_rules.hpp"
#include "services/roles.hpp"
#include "services/tombstones.hpp"
#include "services/users.hpp"
#include "services/work_parts.hpp"

/// Changes of people, posts and booth level agents: docs/api.md#organisation.
namespace boothwise::services {

namespace json = boost::json;
using operations::BoothAgent;
using operations::HeldPost;
using operations::OrganisationPerson;
using operations::Store;
using operations::Unit;

namespace {

constexpr std::size_t id_bytes_most = 80;
constexpr std::int64_t unit_id_most = 1'000'000'000;

/// The right at the person's place, and the right to see what is written over.
Status permit_person(const Caller& caller, const UnitPath& path) {
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, path));
  BOOTHWISE_CHECK(caller.access().permit(Right::view_contacts, path));
  return success();
}

Status or_phone_taken(Status status) {
  if (status.ok() || status.error().code != "operations_taken") return status;
  return Error{ErrorKind::conflict,
               "phone_taken",
               {"another person of the organisation has this number", "यह नंबर संगठन के किसी और व्यक्ति का है"},
               {{}, 0, "phone", {}}};
}

Status read_person(const Caller& caller, const JsonBody& body, OrganisationPerson& person) {
  BOOTHWISE_TRY(name, body.text("name", name_bytes_most));
  BOOTHWISE_TRY(phone_text, body.text_or_empty("phone", id_bytes_most));
  BOOTHWISE_TRY(phone, checked_phone("phone", phone_text));
  BOOTHWISE_TRY(email, body.text_or_empty("email", name_bytes_most));
  BOOTHWISE_TRY(languages, body.text_or_empty("languages", id_bytes_most));
  BOOTHWISE_TRY(home_ac, body.integer_or_none("home_ac", 1, 9999));
  for (const auto& [field, text] : {std::pair("name", &name), {"email", &email}, {"languages", &languages}}) {
    BOOTHWISE_CHECK(check_text(field, *text));
  }
  if (!email.empty() && (email.find('@') == std::string::npos || email.find(' ') != std::string::npos)) {
    return JsonBody::malformed("email", "expected an address such as name@example.org",
                               "name@example.org जैसा पता चाहिए", email);
  }
  person.name = std::move(name);
  person.phone = std::move(phone);
  person.email = std::move(email);
  person.languages = std::move(languages);
  person.home_ac = home_ac;
  return permit_person(caller, person.path);
}

/// The unit of a body, open, as the place of a person.
Status read_place(Caller& caller, const JsonBody& body, OrganisationPerson& person) {
  BOOTHWISE_TRY(id, body.integer("unit", 1, unit_id_most));
  BOOTHWISE_TRY(unit, open_unit(caller, id));
  person.unit = unit.id;
  person.path = unit.path;
  return success();
}

/// Begins a post in a transaction.
Status write_post(const Caller& caller, Store& inside, const OrganisationCatalogue& catalogue, const Post& post,
                  HeldPost held) {
  BOOTHWISE_CHECK(operations::note_organisation_change(inside));
  BOOTHWISE_TRY(others, operations::periods_of_post(inside, held.unit, post.code));
  BOOTHWISE_CHECK(check_period(post, others, held));
  held.id = operations::new_id();
  BOOTHWISE_CHECK(operations::add_held_post(inside, held, noted_by(caller)));
  BOOTHWISE_CHECK(operations::set_unit_head(inside, held.unit, catalogue.head_post(post.level)));
  return caller.note(inside, "post.begun", "person:" + held.person, held.path,
                     {{"post", held.post}, {"from", held.from_day}});
}

Status write_end_of_post(const Caller& caller, Store& inside, const OrganisationCatalogue& catalogue,
                         const HeldPost& held, const std::string& day) {
  BOOTHWISE_CHECK(operations::end_held_post(inside, held.id, day));
  BOOTHWISE_TRY(unit, operations::unit_by_id(inside, held.unit));
  if (unit) BOOTHWISE_CHECK(operations::set_unit_head(inside, unit->id, catalogue.head_post(unit->level)));
  return caller.note(inside, "post.ended", "person:" + held.person, held.path, {{"post", held.post}, {"on", day}});
}

/// What a new person begins with, if the body names a post.
Result<std::optional<std::pair<Post, HeldPost>>> first_post(const Caller& caller,
                                                            const OrganisationCatalogue& catalogue,
                                                            const JsonBody& body, const Unit& unit) {
  BOOTHWISE_TRY(text, body.text_or_empty("post", id_bytes_most));
  if (text.empty()) return std::optional<std::pair<Post, HeldPost>>();
  BOOTHWISE_TRY(post, known_post(catalogue, text, unit.level));
  BOOTHWISE_TRY(from_text, body.text_or_empty("from", id_bytes_most));
  BOOTHWISE_TRY(from, checked_day("from", from_text, "", caller.today()));
  HeldPost held;
  held.unit = unit.id;
  held.path = unit.path;
  held.post = post->code;
  held.from_day = std::move(from);
  return std::optional(std::pair(*post, std::move(held)));
}

}  // namespace

Result<json::object> add_person(Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  OrganisationPerson person;
  BOOTHWISE_CHECK(read_place(caller, body, person));
  BOOTHWISE_CHECK(read_person(caller, body, person));
  BOOTHWISE_TRY(unit, open_unit(caller, person.unit));
  BOOTHWISE_TRY(post, first_post(caller, catalogue, body, unit));
  person.id = operations::new_id();
  const Status done = caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(
        or_phone_taken(operations::add_person(inside, person, folded_name(person.name), noted_by(caller).at)));
    BOOTHWISE_CHECK(caller.note(inside, "person.added", "person:" + person.id, person.path));
    if (!post) return success();
    post->second.person = person.id;
    return write_post(caller, inside, catalogue, post->first, post->second);
  });
  BOOTHWISE_CHECK(done);
  return person_json(person, true);
}

Result<json::object> change_person(Caller& caller, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(person, reachable_person(caller, id));
  BOOTHWISE_CHECK(permit_person(caller, person.path));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(read_place(caller, body, person));
  BOOTHWISE_CHECK(read_person(caller, body, person));
  const Status done = caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(or_phone_taken(operations::change_person(inside, person, folded_name(person.name))));
    return caller.note(inside, "person.changed", "person:" + person.id, person.path);
  });
  BOOTHWISE_CHECK(done);
  return person_json(person, true);
}

Status write_departure(const Caller& caller, Store& inside, const OrganisationCatalogue& catalogue,
                       const OrganisationPerson& person, const std::string& day) {
  BOOTHWISE_CHECK(operations::note_organisation_change(inside));
  BOOTHWISE_TRY(posts, operations::posts_of_person(inside, person.id));
  for (const HeldPost& held : posts) {
    if (!held.to_day.empty()) continue;
    BOOTHWISE_CHECK(write_end_of_post(caller, inside, catalogue, held, std::max(day, held.from_day)));
  }
  BOOTHWISE_TRY(agents, operations::agents_of_person(inside, person.id));
  for (const BoothAgent& agent : agents) {
    if (agent.to_day.empty()) {
      BOOTHWISE_CHECK(operations::end_agent(inside, agent.id, std::max(day, agent.from_day)));
    }
  }
  BOOTHWISE_TRY(accounts, operations::users_of_person(inside, person.id));
  for (const operations::User& account : accounts) BOOTHWISE_CHECK(end_account(caller, inside, account));
  // From that day on she answers for nothing.
  const std::string last_day = iso_date(std::chrono::sys_days(kept_day(day)) - std::chrono::days(1));
  BOOTHWISE_TRY(handed_back, operations::hand_back(inside, person.id, last_day));
  BOOTHWISE_CHECK(operations::person_leaves(inside, person.id, day));
  return caller.note(inside, "person.left", "person:" + person.id, person.path,
                     {{"on", day}, {"responsibilities", handed_back}});
}

Result<json::object> person_leaves(Caller& caller, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(person, reachable_person(caller, id));
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, person.path));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(day_text, body.text_or_empty("on", id_bytes_most));
  BOOTHWISE_TRY(day, checked_day("on", day_text, "", caller.today()));
  BOOTHWISE_TRY(roles, Roles::load(caller.data_folder()));
  BOOTHWISE_TRY(accounts, operations::users_of_person(caller.whole_store(), person.id));
  for (const operations::User& account : accounts) BOOTHWISE_CHECK(may_end_account(caller, roles, account));
  // A post may be held where the caller does not reach; one who has left holds none.
  const Status done = caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(bury(caller, inside, Buried::person, person.id));
    return write_departure(caller, inside, catalogue, person, day);
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"person", person.id}, {"left_on", day}, {"accounts_ended", accounts.size()}};
}

Result<json::object> begin_post(Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(id, body.integer("unit", 1, unit_id_most));
  BOOTHWISE_TRY(unit, open_unit(caller, id));
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, unit.path));
  BOOTHWISE_TRY(person_id, body.text("person", id_bytes_most));
  BOOTHWISE_TRY(person, reachable_person(caller, person_id));
  BOOTHWISE_CHECK(body.text("post", id_bytes_most));
  BOOTHWISE_TRY(post, first_post(caller, catalogue, body, unit));
  post->second.person = person.id;
  const Status done = caller.store().atomically(
      [&](Store& inside) { return write_post(caller, inside, catalogue, post->first, post->second); });
  BOOTHWISE_CHECK(done);
  return json::object{
      {"person", person.id}, {"unit", unit.id}, {"post", post->first.code}, {"from", post->second.from_day}};
}

Result<json::object> end_post(Caller& caller, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(held, operations::held_post_by_id(caller.whole_store(), id));
  if (!held || !caller.access().reaches(held->path)) {
    return Error{ErrorKind::not_found, "post_unknown", {"no such post is held here", "यहाँ ऐसा कोई पद किसी के पास नहीं"}};
  }
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, held->path));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(day_text, body.text_or_empty("on", id_bytes_most));
  BOOTHWISE_TRY(day, checked_day("on", day_text, held->from_day, caller.today()));
  const Status done = caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::note_organisation_change(inside));
    return write_end_of_post(caller, inside, catalogue, *held, day);
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"held", held->id}, {"to", day}};
}

namespace {

Result<BoothAgent> parse_agent(Caller& caller, const Places& places, const JsonBody& body) {
  BoothAgent agent;
  BOOTHWISE_TRY(ac, body.integer("ac_no", 1, 9999));
  BOOTHWISE_TRY(part_text, body.text("part", id_bytes_most));
  BOOTHWISE_TRY(elector_text, body.text_or_empty("elector_part", id_bytes_most));
  const auto part = parse_part(part_text);
  const auto elector_part = parse_part(elector_text.empty() ? part_text : elector_text);
  if (!part || !elector_part) {
    return JsonBody::malformed(part ? "elector_part" : "part", "expected a part number such as 12 or 12A",
                               "12 या 12A जैसी भाग संख्या चाहिए", part ? elector_text : part_text);
  }
  agent.ac = AcNo(static_cast<std::int32_t>(ac));
  agent.part = to_string(*part);
  agent.elector_part = to_string(*elector_part);
  BOOTHWISE_CHECK(known_places(places, {part_of(agent.ac, *part)}));
  BOOTHWISE_TRY(serial, body.integer_or_none("elector_serial", 1, 99'999));
  agent.elector_serial = serial;
  BOOTHWISE_TRY(bla1_by, body.text("bla1_by", name_bytes_most));
  BOOTHWISE_TRY(bla2_text, body.text("bla2_on", id_bytes_most));
  BOOTHWISE_TRY(bla2_on, checked_day("bla2_on", bla2_text, "", caller.today()));
  BOOTHWISE_TRY(from_text, body.text_or_empty("from", id_bytes_most));
  BOOTHWISE_TRY(from, checked_day("from", from_text.empty() ? bla2_on : from_text, bla2_on, caller.today()));
  BOOTHWISE_TRY(note, body.text_or_empty("note", 2 * name_bytes_most));
  BOOTHWISE_CHECK(check_text("note", note));
  BOOTHWISE_CHECK(check_elector(agent.part, agent.elector_part, note));
  agent.bla1_by = std::move(bla1_by);
  agent.bla2_on = std::move(bla2_on);
  agent.from_day = std::move(from);
  agent.note = std::move(note);
  return agent;
}

}  // namespace

Result<json::object> appoint_agent(Caller& caller, const Places& places, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(person_id, body.text("person", id_bytes_most));
  BOOTHWISE_TRY(person, reachable_person(caller, person_id));
  BOOTHWISE_TRY(agent, parse_agent(caller, places, body));
  BOOTHWISE_TRY(lowest, lowest_holder(caller.whole_store(), places, {PlaceKind::part, agent.ac.value, agent.part}));
  agent.path = lowest.value_or(person.path);
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, agent.path));
  agent.id = operations::new_id();
  agent.person = person.id;
  agent.person_name = person.name;
  const Status done = caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::note_organisation_change(inside));
    const Status added = operations::add_agent(inside, agent, noted_by(caller));
    if (!added.ok() && added.error().code == "operations_taken") {
      return Error{ErrorKind::conflict,
                   "agent_there_already",
                   {"this part has an agent; end that appointment first", "इस भाग का एजेंट है; पहले वह नियुक्ति समाप्त करें"},
                   {{}, 0, "part", agent.part}};
    }
    BOOTHWISE_CHECK(added);
    return caller.note(inside, "agent.appointed", "person:" + agent.person, agent.path,
                       {{"ac_no", agent.ac.value}, {"part", agent.part}});
  });
  BOOTHWISE_CHECK(done);
  return agent_json(agent);
}

Result<json::object> end_agent(Caller& caller, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(agent, operations::agent_by_id(caller.whole_store(), id));
  if (!agent || !caller.access().reaches(agent->path)) {
    return Error{ErrorKind::not_found, "agent_unknown", {"there is no such agent here", "ऐसा कोई एजेंट यहाँ नहीं"}};
  }
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, agent->path));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(day_text, body.text_or_empty("on", id_bytes_most));
  BOOTHWISE_TRY(day, checked_day("on", day_text, agent->from_day, caller.today()));
  const Status done = caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::note_organisation_change(inside));
    BOOTHWISE_CHECK(operations::end_agent(inside, agent->id, day));
    return caller.note(inside, "agent.ended", "person:" + agent->person, agent->path,
                       {{"ac_no", agent->ac.value}, {"part", agent->part}, {"on", day}});
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"agent", agent->id}, {"to", day}};
}

}  // namespace boothwise::services
