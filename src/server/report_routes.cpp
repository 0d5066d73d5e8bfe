#include "server/report_routes.hpp"

#include "operations/training.hpp"
#include "papers/branding.hpp"
#include "papers/making.hpp"
#include "papers/paper.hpp"
#include "papers/slips.hpp"
#include "papers/weekly.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/atomic_file.hpp"
#include "base/stopped.hpp"
#include "base/text.hpp"
#include "server/route_parts.hpp"
#include "services/election_locks.hpp"
#include "services/json_body.hpp"
#include "services/rolls_view.hpp"

/// Reports to print and to send on, each for who reaches its place: docs/api.md#reports.
namespace boothwise::server {

namespace json = boost::json;
namespace fs = std::filesystem;
using services::Caller;

namespace {

constexpr std::string_view briefs_kind = "district_briefs";
constexpr std::string_view reports_lane = "reports";

std::string_view place_word(papers::PaperPlace place) {
  switch (place) {
    case papers::PaperPlace::none:
      return "none";
    case papers::PaperPlace::seat:
      return "seat";
    case papers::PaperPlace::district:
      return "district";
    case papers::PaperPlace::either:
      return "district_or_none";
    case papers::PaperPlace::booth:
      return "booth";
    case papers::PaperPlace::unit:
      return "unit_or_none";
    case papers::PaperPlace::session:
      return "session_or_none";
  }
  return "none";
}

json::object both(const Bilingual& text) { return {{"en", text.en}, {"hi", text.hi}}; }

/// A file for the browser to keep, never shown as a page of ours and kept by nobody between.
Response file_response(std::string bytes, std::string_view type, const std::string& name) {
  Response response;
  response.type = type;
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.emplace_back("Content-Security-Policy", "sandbox");
  response.headers.emplace_back("Cache-Control", "private, no-store");
  return response;
}

Language language_in(const Request& request) {
  return request.query_value("lang") == "en" ? Language::english : Language::hindi;
}

papers::PaperFormat format_in(const Request& request) {
  return papers::paper_format_named(request.query_value("format")).value_or(papers::PaperFormat::pdf);
}

/// Letters of a place that may stand in a file's name and in a header.
std::string plain(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    kept += good ? c : '-';
  }
  return kept;
}

json::object ready_json(const papers::ReadyPaper& ready) {
  return {{"name", ready.name},
          {"district", ready.district.empty() ? json::value(nullptr) : json::value(ready.district)},
          {"bytes", ready.bytes},
          {"made_on", iso_date(ready.made)}};
}

/// What stands on reports that a server makes by itself: who has one must hold all of it at the place.
constexpr std::array weekly_rights = {Right::view_results, Right::view_work, Right::view_roll_counts};

/// Whether the caller may have a file that was made by itself.
bool may_have(Caller& caller, const services::Snapshot& snapshot, const papers::ReadyPaper& ready) {
  const auto named = papers::paper_kind(ready.district.empty() ? "focus" : "district");
  if (!named) return false;
  return std::ranges::all_of(weekly_rights, [&](Right right) {
    papers::PaperKind kind = **named;
    kind.right = right;
    return papers::permit_paper(caller, snapshot, kind, ready.district).ok();
  });
}

/// Districts whose briefs the caller may have.
std::vector<std::string> districts_of(Caller& caller, const services::Snapshot& snapshot) {
  std::vector<std::string> districts;
  const auto kind = papers::paper_kind("district");
  for (const District& district : snapshot.places.districts()) {
    if (kind && papers::permit_paper(caller, snapshot, **kind, district.id).ok()) districts.push_back(district.id);
  }
  return districts;
}

Result<json::object> reports_view(App& app, Caller& caller, const services::Snapshot& snapshot) {
  json::array kinds;
  for (const papers::PaperKind& kind : papers::paper_kinds()) {
    if (!caller.access().may(kind.right)) continue;
    kinds.push_back(json::object{{"kind", kind.name}, {"title", both(kind.title)}, {"place", place_word(kind.place)}});
  }
  json::array districts;
  for (const std::string& id : districts_of(caller, snapshot)) {
    districts.push_back(json::object{{"district", id}, {"name", both(snapshot.places.district(id)->name)}});
  }
  json::array sessions;
  if (caller.access().may(Right::hold_training)) {
    BOOTHWISE_TRY(held, operations::training_sessions(caller.whole_store()));
    for (const operations::TrainingSession& one : held) {
      sessions.push_back(json::object{{"session", one.id}, {"title", one.title}, {"day", one.day}});
    }
  }
  json::array ready;
  for (const papers::ReadyPaper& one : papers::ready_papers(caller.workspace().folder, snapshot.places)) {
    if (may_have(caller, snapshot, one)) ready.push_back(ready_json(one));
  }
  BOOTHWISE_TRY(branding, papers::load_branding(caller.workspace().folder));
  BOOTHWISE_TRY(weekly, papers::load_weekly(caller.workspace().folder));
  const bool slips = caller.access().may(Right::view_roll_rows);
  json::array revisions;
  if (slips) {
    warehouse::RollReader reader(*app.workspace().warehouse, *snapshot.manifest);
    for (const std::string& revision : reader.revisions()) revisions.emplace_back(revision);
  }
  return json::object{{"kinds", std::move(kinds)},
                      {"districts", std::move(districts)},
                      {"sessions", std::move(sessions)},
                      {"ready", std::move(ready)},
                      {"weekly", weekly.has_value()},
                      {"organisation", both(branding.organisation)},
                      {"slips", json::object{{"may", slips},
                                             {"revisions", std::move(revisions)},
                                             {"imprint", papers::require_imprint(branding).ok()}}}};
}

Response report_file(App& app, const Request& request) {
  const auto made = [&]() -> Result<Response> {
    BOOTHWISE_TRY(caller, app.caller(request));
    BOOTHWISE_TRY(snapshot, app.snapshot());
    BOOTHWISE_TRY(kind, papers::paper_kind(request.path_parameters.at("kind")));
    BOOTHWISE_TRY(branding, papers::load_branding(caller.workspace().folder));
    papers::KeptViews kept;
    const papers::PaperDesk desk{caller, *snapshot, app.maps(), app.forecast_shelf(), kept, app.base_url(request)};
    const std::string place = request.query_value("place");
    const papers::PaperFormat format = format_in(request);
    // A message and a picture are made to be sent on, which the silence before a poll forbids (R29).
    if (format == papers::PaperFormat::text || format == papers::PaperFormat::image) {
      BOOTHWISE_CHECK(services::require_unlocked(caller, *snapshot, "outgoing_message", {}));
    }
    BOOTHWISE_TRY(report, papers::make_report(desk, *kind,
                                              {language_in(request),
                                               place,
                                               {request.query_value("election"), request.query_value("side"), {}},
                                               need_in(request),
                                               turnout_in(request),
                                               effort_in(request)}));
    BOOTHWISE_TRY(bytes, papers::paper_bytes(report, branding, format));
    const std::string name = std::string(kind->name) + (place.empty() ? "" : "-" + plain(place)) + "." +
                             std::string(papers::ending_of(format));
    return file_response(std::move(bytes), papers::media_type_of(format), name);
  }();
  return made ? *made : problem(made.error());
}

// --- a pack of all district briefs, as a job

struct PackAsked {
  Language language = Language::hindi;
  papers::PaperFormat format = papers::PaperFormat::pdf;
  services::Asked asked;
};

Result<PackAsked> parse_pack(std::string_view text) {
  constexpr std::size_t side_bytes_most = 200;
  BOOTHWISE_TRY(body, services::JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"language", "format", "election", "side"}));
  PackAsked asked;
  BOOTHWISE_TRY(language, body.text_or_empty("language", services::code_bytes_most));
  if (!language.empty() && language != "hi" && language != "en") {
    return services::JsonBody::malformed("language", "expected hi or en", "hi या en चाहिए", language);
  }
  asked.language = language == "en" ? Language::english : Language::hindi;
  BOOTHWISE_TRY(format, body.text_or_empty("format", services::code_bytes_most));
  const auto known = papers::paper_format_named(format.empty() ? "pdf" : format);
  if (!known)
    return services::JsonBody::malformed("format", "expected pdf, xlsx, text or image",
                                         "pdf, xlsx, text या image चाहिए", format);
  asked.format = *known;
  BOOTHWISE_TRY(election, body.text_or_empty("election", services::code_bytes_most));
  BOOTHWISE_TRY(side, body.text_or_empty("side", side_bytes_most));
  asked.asked = {election, side, {}};
  return asked;
}

fs::path pack_folder(const services::Workspace& workspace) { return workspace.folder / "reports" / "packs"; }

/// Packs older than a week go: they can be made again.
void forget_old_packs(const fs::path& folder) {
  constexpr auto kept_for = std::chrono::days(7);
  std::error_code failure;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
    const auto written = fs::last_write_time(entry.path(), failure);
    if (!failure && fs::file_time_type::clock::now() - written > kept_for) fs::remove_all(entry.path(), failure);
  }
}

Result<std::size_t> make_pack(App& app, const TakenJob& taken, Progress& progress) {
  BOOTHWISE_TRY(asked, parse_pack(taken.asked.task));
  BOOTHWISE_TRY(access, app.access_of(taken.asked.asked_by));
  BOOTHWISE_TRY(caller, app.caller(access));
  BOOTHWISE_TRY(snapshot, app.snapshot());
  BOOTHWISE_TRY(branding, papers::load_branding(caller.workspace().folder));
  papers::KeptViews kept;
  const papers::PaperDesk desk{caller, *snapshot, app.maps(), app.forecast_shelf(), kept};
  const fs::path packs = pack_folder(caller.workspace());
  forget_old_packs(packs);
  papers::BriefsAsked briefs;
  briefs.districts = districts_of(caller, *snapshot);
  briefs.language = asked.language;
  briefs.format = asked.format;
  briefs.asked = asked.asked;
  briefs.folder = packs / taken.asked.id;
  briefs.keep = true;  // the job may have been begun before, by a server that was killed
  BOOTHWISE_TRY(made, papers::make_briefs(desk, branding, briefs, progress));
  BOOTHWISE_CHECK(papers::write_zip(packs / (taken.asked.id + ".zip"), made.files));
  std::error_code ignored;
  fs::remove_all(briefs.folder, ignored);
  return made.files.size();
}

Response pack_file(App& app, const Request& request) {
  const std::string id = request.path_parameters.at("job");
  // Who may see the job may have what came of it; nobody else learns that it is there.
  const auto state = app.jobs().state(id, {request.access.user(), false});
  if (!state) return problem(state.error());
  constexpr std::size_t bytes_most = 1U << 30U;
  auto bytes = read_file(pack_folder(app.workspace()) / (plain(id) + ".zip"), bytes_most);
  if (!bytes) {
    return problem(
        Error{ErrorKind::not_found,
              "pack_not_ready",
              {"the pack is not made, or was made over a week ago", "यह पुलिंदा अभी नहीं बना, या एक सप्ताह से पुराना है"}});
  }
  return file_response(std::move(*bytes), "application/zip", "reports.zip");
}

Response ready_file(App& app, const Request& request) {
  const auto found = [&]() -> Result<Response> {
    BOOTHWISE_TRY(caller, app.caller(request));
    BOOTHWISE_TRY(snapshot, app.snapshot());
    const std::string name = request.path_parameters.at("name");
    const auto ready = papers::ready_papers(caller.workspace().folder, snapshot->places);
    const auto one = std::ranges::find(ready, name, &papers::ReadyPaper::name);
    if (one == ready.end() || !may_have(caller, *snapshot, *one)) {
      return Error{ErrorKind::not_found, "report_unknown", {"there is no such report", "ऐसी कोई रिपोर्ट नहीं है"}};
    }
    BOOTHWISE_TRY(bytes, read_file(papers::weekly_folder(caller.workspace().folder) / one->name));
    std::string_view type = "application/octet-stream";
    for (const std::string_view format : {"pdf", "xlsx", "text", "image"}) {
      const auto known = *papers::paper_format_named(format);
      if (name.ends_with("." + std::string(papers::ending_of(known)))) type = papers::media_type_of(known);
    }
    return file_response(std::move(bytes), type, one->name);
  }();
  return found ? *found : problem(found.error());
}

/// Slips of one part, for who may see its persons; the look is noted (R25, R36).
Response slips_file(App& app, const Request& request) {
  const auto made = [&]() -> Result<Response> {
    BOOTHWISE_TRY(caller, app.caller(request));
    BOOTHWISE_TRY(snapshot, app.snapshot());
    const AcNo ac = *ac_in_query(request);
    const std::int32_t part = *part_in_query(request);
    BOOTHWISE_TRY(branding, papers::load_branding(caller.workspace().folder));
    BOOTHWISE_CHECK(papers::require_imprint(branding));
    papers::SlipsAsked asked;
    asked.revision = request.query_value("revision");
    asked.segments = {ac};
    asked.part = part;
    BOOTHWISE_CHECK(papers::permit_slips(caller, asked, {}, {}));
    asked.language = language_in(request);
    asked.made = caller.today();
    asked.threads = 1;
    std::string pattern = (fs::temp_directory_path() / "boothwise-slips-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      return Error{ErrorKind::environment,
                   "file_unwritable",
                   {"the file cannot be written", "फ़ाइल नहीं लिखी जा सकती"},
                   {pattern, 0, {}, {}}};
    }
    asked.folder = pattern;
    NoProgress progress;
    const auto written = papers::write_slips(*app.workspace().warehouse, *snapshot, branding, asked, progress);
    const std::string name = "slips-" + std::to_string(ac.value) + "-" + std::to_string(part) + ".pdf";
    auto bytes = written && written->files > 0
                     ? read_file(asked.folder / name)
                     : Result<std::string>(written ? services::no_roll_of_part(part) : written.error());
    std::error_code ignored;
    fs::remove_all(asked.folder, ignored);
    if (!bytes) return bytes.error();
    return file_response(std::move(*bytes), "application/pdf", name);
  }();
  return made ? *made : problem(made.error());
}

Parameter one_of(Parameter parameter, std::vector<std::string> choices) {
  parameter.choices = std::move(choices);
  return parameter;
}

}  // namespace

void add_report_routes(Router& router, App& app) {
  const Parameter language = one_of(query("lang", "hi or en; hi if left out"), {"hi", "en"});
  const Parameter format =
      one_of(query("format", "pdf, xlsx, text or image; pdf if left out"), {"pdf", "xlsx", "text", "image"});
  router.add(get("/api/v1/reports", "reports", Right::view_results, "What can be printed, and what was made by itself",
                 {}, with_snapshot(app, [&app](Caller& caller, const services::Snapshot& snapshot, const Request&) {
                   return reports_view(app, caller, snapshot);
                 })));
  router.add(answering(
      get("/api/v1/reports/made/{kind}", "report", Right::view_results, "A report of a place that the caller reaches",
          effort_parameters(
              {text_in_path("kind", "one of /api/v1/reports"),
               query("place", "what it is of: a seat's number, a district, AC/PART, a unit's number, a session"),
               format, language, query("election", "such as LS-2019; the latest if left out"),
               query("side", "party or alliance; the largest if left out"), need_parameter(), turnout_parameter()}),
          [&app](const Request& request) { return report_file(app, request); }),
      {"application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/plain",
       "image/png"}));
  router.add(answering(get("/api/v1/reports/ready/{name}", "ready_report", Right::view_results,
                           "A report that was made by itself", {text_in_path("name", "one of /api/v1/reports")},
                           [&app](const Request& request) { return ready_file(app, request); }),
                       {"application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "text/plain", "image/png"}));
  router.add(answering(
      get("/api/v1/reports/slips", "voter_slips", Right::view_roll_rows, "Voter slips of one part, eight a page",
          {query("revision", "of the roll", true), number_in_query("ac", "its segment", true),
           number_in_query("part", "its number", true), language},
          [&app](const Request& request) { return slips_file(app, request); }),
      {"application/pdf"}));
  router.add(post_json("/api/v1/reports/packs", "make_report_pack", Right::view_results,
                       "Briefs of all districts that the caller reaches, in one archive; answers with a job", {}, 202,
                       [&app](const Request& request) -> Response {
                         auto asked = parse_pack(request.body);
                         if (!asked) return problem(asked.error());
                         return start_job(app, request, std::string(briefs_kind));
                       }));
  router.add(answering(
      get("/api/v1/reports/packs/{job}", "report_pack", Right::view_results, "The archive that a job made",
          {text_in_path("job", "the job's id")}, [&app](const Request& request) { return pack_file(app, request); }),
      {"application/zip"}));
  app.jobs().add_kind(std::string(briefs_kind), std::string(reports_lane),
                      [&app](const TakenJob& taken, Progress& progress) {
                        JobOutcome outcome;
                        const auto made = make_pack(app, taken, progress);
                        if (made) {
                          outcome.report = {{"reports", *made}};
                        } else {
                          outcome.failure = made.error();
                        }
                        return outcome;
                      });
}

Status make_weekly_reports(App& app, Progress& progress) {
  BOOTHWISE_TRY(weekly, papers::load_weekly(app.workspace().folder));
  if (!weekly) return success();
  RightSet rights;
  for (const Right right : weekly_rights) rights.add(right);
  const Access access = Access::owner().only(rights);
  BOOTHWISE_TRY(caller, app.caller(access));
  BOOTHWISE_TRY(snapshot, app.snapshot());
  BOOTHWISE_TRY(branding, papers::load_branding(caller.workspace().folder));
  papers::KeptViews kept;
  const papers::PaperDesk desk{caller, *snapshot, app.maps(), app.forecast_shelf(), kept};
  return papers::make_weekly(desk, branding, *weekly, progress);
}

Result<bool> weekly_reports_due(App& app, const std::optional<Day>& done) {
  BOOTHWISE_TRY(weekly, papers::load_weekly(app.workspace().folder));
  return weekly && papers::weekly_due(*weekly, today(), done);
}

}  // namespace boothwise::server
