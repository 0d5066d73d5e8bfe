#include "services/organisation_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/name_folding.hpp"
#include "services/report_json.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::OrganisationPerson;
using operations::Unit;
using operations::UnitId;

namespace {

Error unknown(std::string code, std::string value, Bilingual message) {
  return Error{ErrorKind::not_found, std::move(code), std::move(message), {{}, 0, {}, std::move(value)}};
}

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

}  // namespace

Result<Unit> reachable_unit(Caller& caller, std::int64_t unit) {
  BOOTHWISE_TRY(found, operations::unit_by_id(caller.whole_store(), unit));
  if (found && caller.access().reaches(found->path)) return *std::move(found);
  return unknown("unit_unknown", std::to_string(unit), {"there is no such unit", "ऐसी कोई इकाई नहीं"});
}

Result<Unit> open_unit(Caller& caller, std::int64_t unit) {
  BOOTHWISE_TRY(found, reachable_unit(caller, unit));
  if (!found.closed()) return found;
  const Bilingual day = date_text(found.closed_on);
  return Error{ErrorKind::conflict,
               "unit_closed",
               {"this unit was closed on " + day.en, "यह इकाई " + day.hi + " को बंद हुई"},
               {{}, 0, "unit", std::to_string(unit)}};
}

Result<Unit> asked_unit(Caller& caller, std::int64_t unit, Right right) {
  if (unit == 0) {
    const std::vector<UnitPath> reach = caller.access().reach(right);
    if (reach.empty()) BOOTHWISE_CHECK(caller.access().require(right));
    unit = units_of(reach.front()).back();
  }
  BOOTHWISE_TRY(found, reachable_unit(caller, unit));
  BOOTHWISE_CHECK(caller.access().permit(right, found.path));
  return found;
}

Result<OrganisationPerson> reachable_person(Caller& caller, const std::string& person) {
  BOOTHWISE_TRY(found, operations::person_by_id(caller.whole_store(), person));
  if (found && found->left_on.empty() && caller.access().reaches(found->path)) return *std::move(found);
  return unknown("person_unknown", shortened(person, 80), {"there is no such person here", "ऐसा कोई व्यक्ति यहाँ नहीं"});
}

std::vector<UnitId> units_of(const UnitPath& path) {
  std::vector<UnitId> units;
  for (const std::string& number : split(path.text, '.')) {
    if (const auto unit = parse_number<UnitId>(number)) units.push_back(*unit);
  }
  return units;
}

UnitPath path_below(const UnitPath& above, UnitId unit) { return {above.text + std::to_string(unit) + "."}; }

UnitPath path_above(const UnitPath& path) {
  const std::size_t dot = path.text.find_last_of('.', path.text.size() - 2);
  return {path.text.size() < 2 || dot == std::string::npos ? std::string() : path.text.substr(0, dot + 1)};
}

Result<std::optional<UnitPath>> lowest_holder(operations::Store& whole, const Places& places,
                                              const CoveredPlace& part) {
  std::optional<UnitPath> lowest;
  for (const CoveredPlace& place : around(places, part)) {
    BOOTHWISE_TRY(holders, operations::holders_of_place(whole, place));
    for (const PlaceHolder& holder : holders) {
      if (!lowest || lowest->covers(holder.path)) lowest = holder.path;
    }
  }
  return lowest;
}

std::string folded_names(const Bilingual& name) { return folded_name(name.en) + " " + folded_name(name.hi); }

operations::NotedBy noted_by(const Caller& caller) {
  return {caller.key().keyed_id(ServerKey::Purpose::audit_ids, caller.access().user()),
          caller.now().time_since_epoch().count()};
}

json::object unit_json(const OrganisationCatalogue& catalogue, const Unit& unit) {
  const operations::Level* level = catalogue.level(unit.level);
  return {{"unit", unit.id},
          {"code", unit.code},
          {"name", to_json(unit.name)},
          {"level", unit.level},
          {"level_name", to_json(level == nullptr ? Bilingual{unit.level, unit.level} : level->name)},
          {"has_head", unit.has_head},
          {"opened_on", unit.opened_on},
          {"closed_on", or_null(unit.closed_on)},
          {"synthetic", unit.synthetic}};
}

json::object held_post_json(const OrganisationCatalogue& catalogue, const operations::HeldPost& held) {
  const Post* post = catalogue.post(held.post);
  return {{"held", held.id},
          {"post", held.post},
          {"post_name", to_json(post == nullptr ? Bilingual{held.post, held.post} : post->name)},
          {"head", post != nullptr && post->head},
          {"unit", held.unit},
          {"unit_name", to_json(held.unit_name)},
          {"person", held.person},
          {"name", or_null(held.person_name)},
          {"from", held.from_day},
          {"to", or_null(held.to_day)}};
}

json::object person_json(const OrganisationPerson& person, bool contacts) {
  json::object object{{"person", person.id},
                      {"name", person.name},
                      {"unit", person.unit},
                      {"languages", person.languages},
                      {"synthetic", person.synthetic}};
  if (!contacts) return object;
  object["phone"] = or_null(person.phone);
  object["email"] = or_null(person.email);
  object["home_ac"] = person.home_ac ? json::value(*person.home_ac) : json::value(nullptr);
  return object;
}

json::object agent_json(const operations::BoothAgent& agent) {
  return {{"agent", agent.id},
          {"person", agent.person},
          {"name", or_null(agent.person_name)},
          {"ac_no", agent.ac.value},
          {"part", agent.part},
          {"elector_part", agent.elector_part},
          {"elector_serial", agent.elector_serial ? json::value(*agent.elector_serial) : json::value(nullptr)},
          {"bla1_by", agent.bla1_by},
          {"bla2_on", agent.bla2_on},
          {"note", or_null(agent.note)},
          {"from", agent.from_day},
          {"to", or_null(agent.to_day)}};
}

json::object places_json(std::span<const CoveredPlace> places) {
  return {{"text", format_places(places)}, {"description", to_json(describe_places(places))}};
}

}  // namespace boothwise::services
