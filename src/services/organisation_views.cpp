#include "services/organisation_views.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "services/name_folding.hpp"
#include "services/organisation_parts.hpp"
#include "services/report_json.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::HeldPost;
using operations::ListedPerson;
using operations::Unit;

namespace {

constexpr std::int64_t page_rows = 50;
constexpr std::int64_t hits_most = 20;
constexpr std::size_t purpose_bytes_most = 200;

json::array levels_json(const OrganisationCatalogue& catalogue) {
  json::array list;
  for (const operations::Level& level : catalogue.levels) {
    list.push_back({{"level", level.code},
                    {"place", level.place},
                    {"name", to_json(level.name)},
                    {"head_post", level.head_post},
                    {"head_name", to_json(level.head)}});
  }
  return list;
}

json::array posts_json(const OrganisationCatalogue& catalogue) {
  json::array list;
  for (const Post& post : catalogue.posts) {
    list.push_back({{"post", post.code},
                    {"level", post.level},
                    {"head", post.head},
                    {"most_at_once", post.most_at_once},
                    {"name", to_json(post.name)}});
  }
  return list;
}

/// The units above, from the top; those out of reach only by name.
Result<json::array> chain_json(Caller& caller, const OrganisationCatalogue& catalogue, const Unit& unit) {
  json::array chain;
  for (const operations::UnitId id : units_of(path_above(unit.path))) {
    BOOTHWISE_TRY(above, operations::unit_by_id(caller.whole_store(), id));
    if (!above) continue;
    json::object one = unit_json(catalogue, *above);
    one["reachable"] = caller.access().reaches(above->path);
    chain.push_back(std::move(one));
  }
  return chain;
}

Result<json::object> counts_json(Caller& caller, const OrganisationCatalogue& catalogue, const UnitPath& path) {
  json::array levels;
  for (const operations::Level& level : catalogue.levels) {
    BOOTHWISE_TRY(units, operations::count_units(caller.store(), path, level.code));
    if (units > 0) levels.push_back({{"level", level.code}, {"name", to_json(level.name)}, {"units", units}});
  }
  BOOTHWISE_TRY(people, operations::count_people(caller.store(), path));
  BOOTHWISE_TRY(agents, operations::count_agents(caller.store(), path));
  BOOTHWISE_TRY(headless, operations::count_headless_units(caller.store(), path));
  return json::object{
      {"levels", std::move(levels)}, {"people", people}, {"agents", agents}, {"without_head", headless}};
}

/// The units below, each with who heads it.
Result<json::array> below_json(Caller& caller, const OrganisationCatalogue& catalogue, const Unit& unit) {
  BOOTHWISE_TRY(below, operations::units_below(caller.store(), unit.id));
  const auto place_of = [&](const Unit& one) { return catalogue.level(one.level)->place; };
  std::ranges::stable_sort(below, {}, place_of);
  json::array list;
  for (const Unit& one : below) {
    json::object row = unit_json(catalogue, one);
    row["head"] = nullptr;
    if (one.has_head) {
      BOOTHWISE_TRY(posts, operations::posts_of_unit(caller.whole_store(), one.id));
      const std::string& head = catalogue.head_post(one.level);
      const auto held =
          std::ranges::find_if(posts, [&](const HeldPost& post) { return post.post == head && post.to_day.empty(); });
      if (held != posts.end()) row["head"] = held->person_name;
    }
    list.push_back(std::move(row));
  }
  return list;
}

json::object listed_person_json(const OrganisationCatalogue& catalogue, const ListedPerson& listed, bool contacts) {
  json::object row = person_json(listed.person, contacts);
  row["unit_name"] = to_json(listed.unit_name);
  json::array posts;
  for (const HeldPost& held : listed.posts) posts.push_back(held_post_json(catalogue, held));
  row["posts"] = std::move(posts);
  return row;
}

/// Who saw whose contact data, and why (R36).
Status note_look(Caller& caller, const std::string& object, const UnitPath& at, const std::vector<std::string>& people,
                 std::string_view purpose) {
  json::array shown;
  for (const std::string& person : people) {
    shown.emplace_back(caller.key().keyed_id(ServerKey::Purpose::audit_ids, person));
  }
  return caller.store().atomically([&](operations::Store& inside) {
    return caller.note(inside, "contacts.seen", object, at, {{"people", shown}}, purpose.substr(0, purpose_bytes_most));
  });
}

/// An array of what a list holds, the page after it, and the unit that it is about.
json::object page_of(const OrganisationCatalogue& catalogue, const Unit& unit, std::string_view rows_name,
                     json::array rows, const std::string& next) {
  return {{"unit", unit_json(catalogue, unit)},
          {rows_name, std::move(rows)},
          {"next", next.empty() ? json::value(nullptr) : json::value(next)}};
}

}  // namespace

Result<json::object> organisation_view(Caller& caller) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(version, operations::organisation_version(caller.store()));
  json::array begins;
  for (const UnitPath& path : caller.access().reach(Right::view_organisation)) {
    BOOTHWISE_TRY(unit, operations::unit_by_id(caller.whole_store(), units_of(path).back()));
    if (unit) begins.push_back(unit_json(catalogue, *unit));
  }
  return json::object{{"levels", levels_json(catalogue)},
                      {"posts", posts_json(catalogue)},
                      {"begins_at", std::move(begins)},
                      {"may_import", caller.access().may(Right::edit_organisation, whole_organisation)},
                      {"version", version}};
}

Result<json::object> unit_view(Caller& caller, std::int64_t id) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, asked_unit(caller, id, Right::view_organisation));
  BOOTHWISE_TRY(chain, chain_json(caller, catalogue, unit));
  BOOTHWISE_TRY(below, below_json(caller, catalogue, unit));
  BOOTHWISE_TRY(places, operations::places_of_unit(caller.store(), unit.id));
  BOOTHWISE_TRY(posts, operations::posts_of_unit(caller.whole_store(), unit.id));
  BOOTHWISE_TRY(counts, counts_json(caller, catalogue, unit.path));
  json::array held;
  json::array former;
  constexpr std::size_t former_most = 20;
  for (const HeldPost& post : posts) {
    if (post.to_day.empty()) {
      held.push_back(held_post_json(catalogue, post));
    } else if (former.size() < former_most) {
      former.push_back(held_post_json(catalogue, post));
    }
  }
  const UnitPath above = path_above(unit.path);
  const UnitPath& decided_at = above.text.empty() ? unit.path : above;
  json::object view = unit_json(catalogue, unit);
  view["path"] = unit.path.text;
  view["above"] = std::move(chain);
  view["below"] = std::move(below);
  view["places"] = places_json(places);
  view["posts"] = std::move(held);
  view["former_posts"] = std::move(former);
  view["counts"] = std::move(counts);
  view["may_edit"] = caller.access().may(Right::edit_organisation, unit.path) && !unit.closed();
  view["may_restructure"] = caller.access().may(Right::edit_organisation, decided_at) && !unit.closed();
  view["may_see_contacts"] = caller.access().may(Right::view_contacts, unit.path);
  return view;
}

Result<json::object> search_organisation(Caller& caller, std::string_view query) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  const std::string words = folded_name(query);
  json::array units;
  json::array people;
  for (const UnitPath& path : caller.access().reach(Right::view_organisation)) {
    if (words.empty()) break;
    BOOTHWISE_TRY(found, operations::search_units(caller.store(), path, words, hits_most));
    for (const Unit& unit : found) {
      json::object row = unit_json(catalogue, unit);
      BOOTHWISE_TRY(above, operations::unit_by_id(caller.whole_store(), unit.parent.value_or(unit.id)));
      row["where"] = to_json(above && unit.parent ? above->name : Bilingual{});
      units.push_back(std::move(row));
    }
    BOOTHWISE_TRY(listed, operations::people_within(caller.store(), path, "", words, hits_most));
    for (const ListedPerson& one : listed) people.push_back(listed_person_json(catalogue, one, false));
  }
  return json::object{{"units", std::move(units)}, {"people", std::move(people)}};
}

Result<json::object> people_view(Caller& caller, std::int64_t id, std::string_view query, const std::string& after,
                                 bool contacts, std::string_view purpose) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, asked_unit(caller, id, Right::view_organisation));
  if (contacts) BOOTHWISE_CHECK(caller.access().permit(Right::view_contacts, unit.path));
  BOOTHWISE_TRY(listed, operations::people_within(caller.store(), unit.path, after, folded_name(query), page_rows + 1));
  const bool more = listed.size() > static_cast<std::size_t>(page_rows);
  if (more) listed.pop_back();
  json::array rows;
  std::vector<std::string> shown;
  for (const ListedPerson& one : listed) {
    rows.push_back(listed_person_json(catalogue, one, contacts));
    shown.push_back(one.person.id);
  }
  if (contacts && !shown.empty()) {
    BOOTHWISE_CHECK(note_look(caller, "unit:" + std::to_string(unit.id), unit.path, shown, purpose));
  }
  json::object view = page_of(catalogue, unit, "people", std::move(rows), more ? shown.back() : std::string());
  view["contacts"] = contacts;
  view["may_see_contacts"] = caller.access().may(Right::view_contacts, unit.path);
  view["may_edit"] = caller.access().may(Right::edit_organisation, unit.path);
  return view;
}

Result<json::object> person_view(Caller& caller, const std::string& id, std::string_view purpose) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(person, reachable_person(caller, id));
  BOOTHWISE_CHECK(caller.access().permit(Right::view_organisation, person.path));
  const bool contacts = caller.access().may(Right::view_contacts, person.path);
  if (contacts) BOOTHWISE_CHECK(note_look(caller, "person:" + person.id, person.path, {person.id}, purpose));
  json::object view = person_json(person, contacts);
  BOOTHWISE_TRY(unit, operations::unit_by_id(caller.whole_store(), person.unit));
  view["unit_name"] = to_json(unit ? unit->name : Bilingual{});
  BOOTHWISE_TRY(posts, operations::posts_of_person(caller.whole_store(), person.id));
  json::array held;
  for (const HeldPost& post : posts) {
    if (caller.access().reaches(post.path)) held.push_back(held_post_json(catalogue, post));
  }
  BOOTHWISE_TRY(agents, operations::agents_of_person(caller.whole_store(), person.id));
  json::array appointments;
  for (const operations::BoothAgent& agent : agents) {
    if (caller.access().reaches(agent.path)) appointments.push_back(agent_json(agent));
  }
  view["posts"] = std::move(held);
  view["appointments"] = std::move(appointments);
  view["may_edit"] = caller.access().may(Right::edit_organisation, person.path);
  return view;
}

Result<json::object> agents_view(Caller& caller, std::int64_t id, const std::string& after) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, asked_unit(caller, id, Right::view_organisation));
  BOOTHWISE_TRY(agents, operations::agents_within(caller.whole_store(), unit.path, after, page_rows + 1));
  const bool more = agents.size() > static_cast<std::size_t>(page_rows);
  if (more) agents.pop_back();
  json::array rows;
  for (const operations::BoothAgent& agent : agents) rows.push_back(agent_json(agent));
  json::object view = page_of(catalogue, unit, "agents", std::move(rows), more ? agents.back().id : std::string());
  view["may_edit"] = caller.access().may(Right::edit_organisation, unit.path);
  return view;
}

}  // namespace boothwise::services
