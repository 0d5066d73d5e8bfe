#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "services/json_body.hpp"
#include "services/organisation.hpp"
#include "services/organisation_coverage.hpp"
#include "services/organisation_parts.hpp"
#include "services/organisation_rules.hpp"
#include "services/seat_reach.hpp"

/// Changes of units: docs/api.md#organisation. They are made in the whole store, since places may be another's who is
/// out of the caller's reach; the permit says whether they may be made.
namespace boothwise::services {

namespace json = boost::json;
using operations::Store;
using operations::Unit;
using operations::UnitId;

namespace {

constexpr std::size_t places_bytes_most = 20'000;

std::string object_of(UnitId unit) { return "unit:" + std::to_string(unit); }

Error conflict(std::string code, std::string_view field, Bilingual message) {
  return Error{ErrorKind::conflict, std::move(code), std::move(message), {{}, 0, std::string(field), {}}};
}

Error code_taken(const std::string& code) {
  Error error = conflict("code_taken", "code", {"another unit has this code", "यह कोड दूसरी इकाई का है"});
  error.where.value = code;
  return error;
}

Error is_top() {
  return conflict("unit_is_top", "unit",
                  {"the top of the organisation stays where it is", "संगठन की सबसे ऊपर की इकाई वहीं रहती है"});
}

/// An error of the store about a key that is taken says whose it is.
Status or_code_taken(Status status, const std::string& code) {
  if (!status.ok() && status.error().code == "operations_taken") return code_taken(code);
  return status;
}

Result<Bilingual> names_in(const JsonBody& body) {
  BOOTHWISE_TRY(en, body.text_or_empty("name_en", name_bytes_most));
  BOOTHWISE_TRY(hi, body.text_or_empty("name_hi", name_bytes_most));
  if (en.empty() && hi.empty()) {
    return JsonBody::malformed("name_hi", "expected a name in at least one language", "कम से कम एक भाषा में नाम चाहिए");
  }
  BOOTHWISE_CHECK(check_text("name_en", en));
  BOOTHWISE_CHECK(check_text("name_hi", hi));
  return Bilingual{std::move(en), std::move(hi)};
}

Result<std::vector<CoveredPlace>> places_in(const Places& places, const JsonBody& body) {
  const auto at_field = [](Error error) {
    error.where.column = "places";
    return error;
  };
  BOOTHWISE_TRY(text, body.text_or_empty("places", places_bytes_most));
  auto parsed = parse_places(text);
  if (!parsed) return at_field(parsed.error());
  auto known = known_places(places, std::move(parsed).value());
  if (!known) return at_field(known.error());
  return known;
}

/// Where structure is decided: at the unit above, and at the top for itself.
Status permit_above(const Caller& caller, const Unit& unit) {
  const UnitPath above = path_above(unit.path);
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, above.text.empty() ? unit.path : above));
  return success();
}

/// The unit as it is now.
Result<json::object> unit_now(Caller& caller, const OrganisationCatalogue& catalogue, UnitId unit) {
  BOOTHWISE_TRY(found, reachable_unit(caller, unit));
  return unit_json(catalogue, found);
}

struct NewUnit {
  Unit unit;
  std::vector<CoveredPlace> places;
};

Result<NewUnit> parse_new_unit(Caller& caller, const OrganisationCatalogue& catalogue, const Places& places,
                               std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  NewUnit wanted;
  BOOTHWISE_TRY(parent, body.integer_or_none("parent", 1, 1'000'000'000));
  BOOTHWISE_TRY(level_text, body.text("level", code_bytes_most));
  BOOTHWISE_TRY(level, known_level(catalogue, level_text));
  wanted.unit.level = level->code;
  if (parent) {
    BOOTHWISE_TRY(above, open_unit(caller, *parent));
    BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, above.path));
    BOOTHWISE_CHECK(check_levels(catalogue, above.level, level->code));
    wanted.unit.parent = above.id;
    wanted.unit.path = above.path;
  } else {
    BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, whole_organisation));
  }
  BOOTHWISE_TRY(name, names_in(body));
  wanted.unit.name = std::move(name);
  BOOTHWISE_TRY(code, body.text_or_empty("code", code_bytes_most));
  if (!code.empty()) BOOTHWISE_CHECK(check_code(code));
  wanted.unit.code = std::move(code);
  BOOTHWISE_TRY(opened_text, body.text_or_empty("opened_on", code_bytes_most));
  BOOTHWISE_TRY(opened_on, checked_day("opened_on", opened_text, "", caller.today()));
  wanted.unit.opened_on = std::move(opened_on);
  BOOTHWISE_TRY(covered, places_in(places, body));
  wanted.places = std::move(covered);
  return wanted;
}

Status write_new_unit(const Caller& caller, const OrganisationCatalogue& catalogue, const Places& places, Store& inside,
                      NewUnit& wanted) {
  Unit& unit = wanted.unit;
  BOOTHWISE_CHECK(catalogue.keep_levels(inside));
  BOOTHWISE_TRY(number, operations::take_unit_numbers(inside, 1));
  unit.id = number;
  if (!unit.parent && number != units_of(whole_organisation).front()) {
    return conflict("top_there_already", "parent",
                    {"the organisation has a top; say below which unit this one stands",
                     "संगठन की सबसे ऊपर की इकाई पहले से है; बताएँ यह किसके नीचे है"});
  }
  unit.path = path_below(unit.path, number);
  if (unit.code.empty()) unit.code = "U" + std::to_string(number);
  BOOTHWISE_CHECK(or_code_taken(operations::add_unit(inside, unit, folded_names(unit.name)), unit.code));
  BOOTHWISE_CHECK(replace_places(inside, places, unit, {}, wanted.places));
  BOOTHWISE_CHECK(refresh_seat_reaches(inside, places));
  return caller.note(inside, "unit.opened", object_of(unit.id), unit.path, {{"level", unit.level}});
}

}  // namespace

Result<json::object> add_unit(Caller& caller, const Places& places, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(wanted, parse_new_unit(caller, catalogue, places, text));
  const Status done = caller.whole_store().atomically(
      [&](Store& inside) { return write_new_unit(caller, catalogue, places, inside, wanted); });
  BOOTHWISE_CHECK(done);
  return unit_now(caller, catalogue, wanted.unit.id);
}

Result<json::object> change_unit(Caller& caller, std::int64_t id, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, open_unit(caller, id));
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, unit.path));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(name, names_in(body));
  BOOTHWISE_TRY(code, body.text_or_empty("code", code_bytes_most));
  if (!code.empty()) BOOTHWISE_CHECK(check_code(code));
  unit.name = std::move(name);
  if (!code.empty()) unit.code = std::move(code);
  const Status done = caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::note_organisation_change(inside));
    BOOTHWISE_CHECK(or_code_taken(operations::change_unit(inside, unit, folded_names(unit.name)), unit.code));
    return caller.note(inside, "unit.renamed", object_of(unit.id), unit.path);
  });
  BOOTHWISE_CHECK(done);
  return unit_json(catalogue, unit);
}

Result<json::object> move_unit(Caller& caller, const Places& places, std::int64_t id, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, open_unit(caller, id));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(parent, body.integer("parent", 1, 1'000'000'000));
  BOOTHWISE_TRY(above, open_unit(caller, parent));
  BOOTHWISE_CHECK(permit_above(caller, unit));
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_organisation, above.path));
  if (!unit.parent) return is_top();
  if (unit.path.covers(above.path)) {
    return conflict("unit_cycle", "parent",
                    {"a unit cannot stand below itself or a unit of its own", "इकाई अपने ही नीचे नहीं हो सकती"});
  }
  BOOTHWISE_CHECK(check_levels(catalogue, above.level, unit.level));
  if (*unit.parent != above.id) {
    const Status done = caller.whole_store().atomically([&](Store& inside) -> Status {
      BOOTHWISE_CHECK(operations::note_organisation_change(inside));
      BOOTHWISE_CHECK(move_subtree(inside, places, unit, above));
      BOOTHWISE_CHECK(refresh_seat_reaches(inside, places));
      return caller.note(inside, "unit.moved", object_of(unit.id), above.path,
                         {{"from", *unit.parent}, {"to", above.id}});
    });
    BOOTHWISE_CHECK(done);
  }
  return unit_now(caller, catalogue, id);
}

Result<json::object> close_unit(Caller& caller, const Places& places, std::int64_t id, std::string_view text) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, open_unit(caller, id));
  BOOTHWISE_CHECK(permit_above(caller, unit));
  if (!unit.parent) return is_top();
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(day_text, body.text_or_empty("on", code_bytes_most));
  BOOTHWISE_TRY(day, checked_day("on", day_text, unit.opened_on, caller.today()));
  const Status done = caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::note_organisation_change(inside));
    BOOTHWISE_TRY(below, operations::units_below(inside, unit.id));
    if (!below.empty()) {
      return conflict("unit_has_units", "unit",
                      {"close or move the units below first", "पहले नीचे की इकाइयाँ बंद करें या दूसरी जगह ले जाएँ"});
    }
    BOOTHWISE_TRY(held, operations::posts_of_unit(inside, unit.id));
    for (const operations::HeldPost& one : held) {
      if (!one.to_day.empty()) continue;
      BOOTHWISE_CHECK(operations::end_held_post(inside, one.id, std::max(day, one.from_day)));
    }
    BOOTHWISE_TRY(covered, operations::places_of_unit(inside, unit.id));
    BOOTHWISE_CHECK(operations::move_people_of_unit(inside, unit.id, *unit.parent, path_above(unit.path)));
    BOOTHWISE_CHECK(replace_places(inside, places, unit, covered, {}));
    BOOTHWISE_CHECK(refresh_seat_reaches(inside, places));
    BOOTHWISE_CHECK(operations::close_unit(inside, unit.id, day));
    return caller.note(inside, "unit.closed", object_of(unit.id), unit.path, {{"places", format_places(covered)}});
  });
  BOOTHWISE_CHECK(done);
  return unit_now(caller, catalogue, id);
}

Result<json::object> set_unit_places(Caller& caller, const Places& places, std::int64_t id, std::string_view text) {
  BOOTHWISE_TRY(unit, open_unit(caller, id));
  BOOTHWISE_CHECK(permit_above(caller, unit));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(wanted, places_in(places, body));
  const Status done = caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::note_organisation_change(inside));
    BOOTHWISE_TRY(before, operations::places_of_unit(inside, unit.id));
    BOOTHWISE_CHECK(replace_places(inside, places, unit, before, wanted));
    BOOTHWISE_CHECK(refresh_seat_reaches(inside, places));
    constexpr std::size_t details_most = 3'000;
    return caller.note(inside, "unit.places_set", object_of(unit.id), unit.path,
                       {{"places", format_places(wanted).substr(0, details_most)}});
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"unit", unit.id}, {"places", places_json(wanted)}};
}

}  // namespace boothwise::services
