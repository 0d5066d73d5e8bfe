#include "services/scheme_catalogue.hpp"

#include "operations/answers_version.hpp"
#include "operations/schemes.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::size_t scheme_name_bytes_most = 200;
constexpr std::size_t scheme_text_bytes_most = 400;
constexpr std::size_t checks_most = 20;
constexpr std::array checkable = std::to_array<std::string_view>(
    {"benefit", "from_day", "to_day", "status", "eligibility", "portal_url", "office", "helpline"});

std::vector<std::string> scheme_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::string& word : split(text, ' ')) {
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

/// A row of data/schemes/schemes.csv; nothing if it is damaged.
std::optional<Scheme> shipped_scheme(const std::vector<std::string>& cells) {
  const auto unit = parse_scheme_unit(cells[4]);
  const auto status = scheme_status_named(cells[7]);
  if (!unit || !status) return std::nullopt;
  Scheme scheme;
  scheme.code = cells[0];
  scheme.name = {cells[1], cells[2]};
  scheme.owner = cells[3];
  scheme.unit = *unit;
  scheme.from = parse_known_day(cells[5]);
  scheme.to = parse_known_day(cells[6]);
  scheme.status = *status;
  scheme.base = cells[8];
  scheme.benefit = {cells[9], cells[10]};
  scheme.eligibility = {cells[11], cells[12]};
  scheme.source_url = cells[13];
  scheme.portal_url = cells[14];
  scheme.office = {cells[15], cells[16]};
  scheme.helpline = cells[17];
  scheme.to_check = scheme_words(cells[18]);
  return scheme;
}

json::value known_day_json(const std::optional<KnownDay>& day) {
  return day ? json::value(to_string(*day)) : json::value(nullptr);
}

Error scheme_unknown(std::string_view code, const std::vector<Scheme>& all) {
  Error error = refused_field(ErrorKind::not_found, "scheme_unknown", "code",
                              {"the catalogue has no such scheme", "सूची में ऐसी कोई योजना नहीं"}, code);
  for (const Scheme& scheme : all) error.choices.push_back(scheme.code);
  return error;
}

/// Sets `to` where the body says the field.
Status take_text(const JsonBody& body, std::string_view field, std::size_t bytes_most, std::string& to) {
  if (!body.has(field)) return success();
  BOOTHWISE_TRY(text, body.text_or_empty(field, bytes_most));
  to = std::move(text);
  return success();
}

Status take_known_day(const JsonBody& body, std::string_view field, std::optional<KnownDay>& to) {
  if (!body.has(field)) return success();
  BOOTHWISE_TRY(text, body.text_or_empty(field, code_bytes_most));
  to = parse_known_day(text);
  if (to || text.empty()) return success();
  return JsonBody::malformed(field, "expected a year or a day: 2019 or 2019-02-24",
                             "वर्ष या तिथि चाहिए: 2019 या 2019-02-24", text);
}

Status take_unit(const JsonBody& body, Scheme& scheme) {
  if (!body.has("unit")) return success();
  BOOTHWISE_TRY(text, body.text("unit", code_bytes_most));
  const auto unit = parse_scheme_unit(text);
  if (!unit) {
    return JsonBody::malformed("unit", "expected household, person, account, couple or other",
                               "household, person, account, couple या other चाहिए", text);
  }
  scheme.unit = *unit;
  return success();
}

Status take_status(const JsonBody& body, Scheme& scheme) {
  if (!body.has("status")) return success();
  BOOTHWISE_TRY(text, body.text("status", code_bytes_most));
  const auto status = scheme_status_named(text);
  if (!status) {
    return JsonBody::malformed("status", "expected proposed, in_force or closed", "proposed, in_force या closed चाहिए",
                               text);
  }
  scheme.status = *status;
  return success();
}

Status take_checks(const JsonBody& body, Scheme& scheme) {
  if (!body.has("to_check")) return success();
  BOOTHWISE_TRY(names, body.texts("to_check", checks_most, code_bytes_most));
  for (const std::string& name : names) {
    if (std::ranges::find(checkable, name) != checkable.end()) continue;
    Error error = JsonBody::malformed("to_check", "expected names of facts", "तथ्यों के नाम चाहिए", name);
    error.choices.assign(checkable.begin(), checkable.end());
    return error;
  }
  scheme.to_check = std::move(names);
  return success();
}

/// Overwrites what the body says.
Status take_fields(const JsonBody& body, Scheme& scheme) {
  struct TextField {
    std::string_view name;
    std::size_t bytes_most;
    std::string* to;
  };
  const std::array fields = std::to_array<TextField>({
      {"name_en", scheme_name_bytes_most, &scheme.name.en},
      {"name_hi", 2 * scheme_name_bytes_most, &scheme.name.hi},
      {"owner", 20, &scheme.owner},
      {"base", 40, &scheme.base},
      {"benefit_en", scheme_text_bytes_most, &scheme.benefit.en},
      {"benefit_hi", 2 * scheme_text_bytes_most, &scheme.benefit.hi},
      {"eligibility_en", scheme_text_bytes_most, &scheme.eligibility.en},
      {"eligibility_hi", 2 * scheme_text_bytes_most, &scheme.eligibility.hi},
      {"source_url", scheme_text_bytes_most, &scheme.source_url},
      {"portal_url", scheme_text_bytes_most, &scheme.portal_url},
      {"office_en", scheme_text_bytes_most, &scheme.office.en},
      {"office_hi", 2 * scheme_text_bytes_most, &scheme.office.hi},
      {"helpline", 60, &scheme.helpline},
  });
  for (const TextField& field : fields) BOOTHWISE_CHECK(take_text(body, field.name, field.bytes_most, *field.to));
  BOOTHWISE_CHECK(take_unit(body, scheme));
  BOOTHWISE_CHECK(take_known_day(body, "from_day", scheme.from));
  BOOTHWISE_CHECK(take_known_day(body, "to_day", scheme.to));
  BOOTHWISE_CHECK(take_status(body, scheme));
  return take_checks(body, scheme);
}

Status only_scheme_fields(const JsonBody& body) {
  return body.only({"code", "name_en", "name_hi", "owner", "unit", "from_day", "to_day", "status", "base", "benefit_en",
                    "benefit_hi", "eligibility_en", "eligibility_hi", "source_url", "portal_url", "office_en",
                    "office_hi", "helpline", "to_check"});
}

Result<json::object> keep_scheme(Caller& caller, Scheme scheme, std::string_view action) {
  if (scheme.owner.empty()) scheme.owner = "centre";
  BOOTHWISE_CHECK(check_scheme(scheme));
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::put_scheme(inside, scheme, caller.access().user(), caller.now()));
    BOOTHWISE_CHECK(operations::note_changed_answers(inside));
    return caller.note(inside, action, "scheme:" + scheme.code, whole_organisation,
                       {{"status", name_of(scheme.status)}, {"source_url", scheme.source_url}});
  });
  BOOTHWISE_CHECK(done);
  return scheme_json(scheme, caller.today());
}

}  // namespace

Result<std::vector<Scheme>> scheme_catalogue(Workspace& workspace, const std::filesystem::path& data_folder) {
  std::vector<Scheme> all;
  const std::filesystem::path path = data_folder / "schemes" / "schemes.csv";
  bool damaged = false;
  BOOTHWISE_CHECK(each_own_row(path, [&](const std::vector<std::string>& cells) {
    if (auto scheme = shipped_scheme(cells)) {
      all.push_back(*std::move(scheme));
    } else {
      damaged = true;
    }
  }));
  if (damaged) {
    return Error{ErrorKind::environment,
                 "catalogue_damaged",
                 {"a row of the catalogue has no unit or status", "योजना सूची की किसी पंक्ति में इकाई या स्थिति नहीं"},
                 {path.string()}};
  }
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(changed, operations::changed_schemes(*store));
  for (Scheme& one : changed) {
    const auto same = std::ranges::find(all, one.code, &Scheme::code);
    if (same == all.end()) {
      all.push_back(std::move(one));
    } else {
      *same = std::move(one);
    }
  }
  return all;
}

Result<Scheme> scheme_named(Workspace& workspace, const std::filesystem::path& data_folder, std::string_view code) {
  BOOTHWISE_TRY(all, scheme_catalogue(workspace, data_folder));
  const auto found = std::ranges::find(all, code, &Scheme::code);
  if (found == all.end()) return scheme_unknown(code, all);
  return *found;
}

json::object scheme_json(const Scheme& scheme, const Day& today) {
  return {{"code", scheme.code},
          {"name", to_json(scheme.name)},
          {"owner", scheme.owner},
          {"unit", name_of(scheme.unit)},
          {"unit_name", to_json(title_of(scheme.unit))},
          {"from_day", known_day_json(scheme.from)},
          {"to_day", known_day_json(scheme.to)},
          {"status", name_of(scheme.status)},
          {"status_name", to_json(title_of(scheme.status))},
          {"in_force", is_in_force(scheme, today)},
          {"may_be_asked_about", may_be_asked_about(scheme, today).ok()},
          {"base", text_or_null(scheme.base)},
          {"benefit", to_json(scheme.benefit)},
          {"eligibility", to_json(scheme.eligibility)},
          {"source_url", scheme.source_url},
          {"help",
           {{"portal_url", text_or_null(scheme.portal_url)},
            {"office", to_json(scheme.office)},
            {"helpline", text_or_null(scheme.helpline)}}},
          {"to_check", json::value_from(scheme.to_check)}};
}

Result<json::object> add_scheme(Caller& caller, std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_schemes, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(only_scheme_fields(body));
  Scheme scheme;
  BOOTHWISE_TRY(code, body.text("code", code_bytes_most));
  scheme.code = std::move(code);
  BOOTHWISE_TRY(unit, body.text("unit", code_bytes_most));  // nothing to presume
  static_cast<void>(unit);
  BOOTHWISE_CHECK(take_fields(body, scheme));
  BOOTHWISE_TRY(all, scheme_catalogue(caller.workspace(), caller.data_folder()));
  if (std::ranges::find(all, scheme.code, &Scheme::code) != all.end()) {
    return refused_field(
        ErrorKind::conflict, "scheme_exists", "code",
        {"the catalogue has a scheme of this code: change that one", "इस कोड की योजना सूची में है: उसी को बदलें"},
        scheme.code);
  }
  return keep_scheme(caller, std::move(scheme), "scheme.added");
}

Result<json::object> change_scheme(Caller& caller, std::string_view code, std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_schemes, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(only_scheme_fields(body));
  BOOTHWISE_TRY(scheme, scheme_named(caller.workspace(), caller.data_folder(), code));
  BOOTHWISE_CHECK(take_fields(body, scheme));
  return keep_scheme(caller, std::move(scheme), "scheme.changed");
}

Result<json::object> close_scheme(Caller& caller, std::string_view code, std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::edit_schemes, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"to_day"}));
  BOOTHWISE_TRY(scheme, scheme_named(caller.workspace(), caller.data_folder(), code));
  BOOTHWISE_CHECK(take_known_day(body, "to_day", scheme.to));
  scheme.status = SchemeStatus::closed;
  return keep_scheme(caller, std::move(scheme), "scheme.closed");
}

}  // namespace boothwise::services
