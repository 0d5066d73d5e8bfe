#include <boost/json.hpp>

#include "base/text.hpp"
#include "server/route_parts.hpp"
#include "services/json_body.hpp"
#include "services/organisation.hpp"
#include "services/organisation_import.hpp"
#include "services/organisation_views.hpp"

/// The organisation: docs/api.md#organisation. Nothing here is cached.
namespace boothwise::server {

namespace json = boost::json;
using services::Caller;

namespace {

std::int64_t unit_in_path(const Request& request) { return integer_in_path(request, "unit"); }

Parameter unit_query() { return number_in_query("unit", "of the organisation; the topmost within reach if left out"); }
Parameter after_query() { return query("after", "the `next` of the page before"); }

/// A change that has to know the state's places.
template <typename Change>
auto with_places(App& app, Change change, unsigned status = 200) {
  return for_caller(
      app,
      [&app, change](Caller& caller, const Request& request) -> Result<json::object> {
        BOOTHWISE_TRY(snapshot, app.snapshot());
        return change(caller, snapshot->places, request);
      },
      status);
}

void add_organisation_views(Router& router, App& app) {
  router.add(get("/api/v1/organisation", "organisation", Right::view_organisation,
                 "Levels, posts, and where one's own part of the organisation begins", {},
                 for_caller(app, [](Caller& caller, const Request&) { return services::organisation_view(caller); })));
  router.add(get("/api/v1/organisation/units", "organisation_top", Right::view_organisation,
                 "The topmost unit within reach", {},
                 for_caller(app, [](Caller& caller, const Request&) { return services::unit_view(caller, 0); })));
  router.add(get("/api/v1/organisation/units/{unit}", "organisation_unit", Right::view_organisation,
                 "A unit: what stands above and below, what it covers, who holds what",
                 {number_in_path("unit", "its number")}, for_caller(app, [](Caller& caller, const Request& request) {
                   return services::unit_view(caller, unit_in_path(request));
                 })));
  router.add(get("/api/v1/organisation/search", "search_organisation", Right::view_organisation,
                 "Units and people by name, in either script", {query("q", "words of a name", true)},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::search_organisation(caller, request.query_value("q"));
                 })));
  router.add(get("/api/v1/organisation/gaps", "organisation_gaps", Right::view_organisation,
                 "Booths nobody covers or without an agent, units without a head: how many, by unit", {unit_query()},
                 with_snapshot(app, [kept = std::make_shared<services::GapShelf>()](
                                        Caller& caller, const services::Snapshot& snapshot, const Request& request) {
                   return services::gaps_view(caller, snapshot, integer_in_query(request, "unit"), *kept);
                 })));
  Parameter kind = query("kind", "which", true);
  kind.choices = {"booths", "agents", "heads"};
  router.add(get("/api/v1/organisation/gaps/list", "organisation_gap_list", Right::view_organisation,
                 "One page of them", {unit_query(), kind, after_query()},
                 with_snapshot(app, [](Caller& caller, const services::Snapshot& snapshot, const Request& request) {
                   return services::gap_list_view(caller, snapshot, integer_in_query(request, "unit"),
                                                  request.query_value("kind"), request.query_value("after"));
                 })));
}

void add_people_views(Router& router, App& app) {
  Parameter contacts = query("contacts", "1: with telephone numbers and addresses; the look is noted");
  contacts.choices = {"0", "1"};
  router.add(get("/api/v1/organisation/people", "organisation_people", Right::view_organisation,
                 "People of a unit and below, and what they hold",
                 {unit_query(), query("q", "words of a name"), after_query(), contacts,
                  query("purpose", "why contact data are looked at")},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::people_view(caller, integer_in_query(request, "unit"), request.query_value("q"),
                                                request.query_value("after"), request.query_value("contacts") == "1",
                                                request.query_value("purpose"));
                 })));
  router.add(get("/api/v1/organisation/people/{person}", "organisation_person", Right::view_organisation,
                 "One of them; the look at contact data is noted",
                 {text_in_path("person", "the id"), query("purpose", "why contact data are looked at")},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::person_view(caller, request.path_parameters.at("person"),
                                                request.query_value("purpose"));
                 })));
  router.add(get("/api/v1/organisation/agents", "organisation_agents", Right::view_organisation,
                 "Booth level agents of a unit and below", {unit_query(), after_query()},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::agents_view(caller, integer_in_query(request, "unit"),
                                                request.query_value("after"));
                 })));
}

void add_unit_changes(Router& router, App& app) {
  const auto of_unit = [] { return std::vector<Parameter>{number_in_path("unit", "its number")}; };
  const auto right = Right::edit_organisation;
  router.add(post_json("/api/v1/organisation/units", "add_unit", right, "Open a unit below another", {}, 201,
                       with_places(
                           app,
                           [](Caller& caller, const Places& places, const Request& request) {
                             return services::add_unit(caller, places, request.body);
                           },
                           201)));
  router.add(post_json("/api/v1/organisation/units/{unit}", "change_unit", right, "Its code and names", of_unit(), 200,
                       for_caller(app, [](Caller& caller, const Request& request) {
                         return services::change_unit(caller, unit_in_path(request), request.body);
                       })));
  router.add(post_json("/api/v1/organisation/units/{unit}/move", "move_unit", right,
                       "Put it and all below it elsewhere", of_unit(), 200,
                       with_places(app, [](Caller& caller, const Places& places, const Request& request) {
                         return services::move_unit(caller, places, unit_in_path(request), request.body);
                       })));
  router.add(post_json("/api/v1/organisation/units/{unit}/close", "close_unit", right, "Close it", of_unit(), 200,
                       with_places(app, [](Caller& caller, const Places& places, const Request& request) {
                         return services::close_unit(caller, places, unit_in_path(request), request.body);
                       })));
  router.add(post_json("/api/v1/organisation/units/{unit}/places", "set_unit_places", right, "What it covers",
                       of_unit(), 200,
                       with_places(app, [](Caller& caller, const Places& places, const Request& request) {
                         return services::set_unit_places(caller, places, unit_in_path(request), request.body);
                       })));
}

void add_people_changes(Router& router, App& app) {
  const auto right = Right::edit_organisation;
  const auto changing = [&](const std::string& pattern, const std::string& id, const std::string& summary,
                            const std::string& name, auto change) {
    router.add(post_json("/api/v1/organisation/" + pattern, id, right, summary, {text_in_path(name, "the id")}, 200,
                         for_caller(app, [change, name](Caller& caller, const Request& request) {
                           return change(caller, request.path_parameters.at(name), request.body);
                         })));
  };
  router.add(post_json(
      "/api/v1/organisation/people", "add_organisation_person", right, "Take somebody in", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return services::add_person(caller, request.body); },
          201)));
  changing("people/{person}", "change_organisation_person", "In place of what was known", "person",
           services::change_person);
  changing("people/{person}/leave", "organisation_person_leaves",
           "Posts and appointments end; name and contact data are erased", "person", services::person_leaves);
  router.add(post_json(
      "/api/v1/organisation/posts", "begin_post", right, "Give somebody a post", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return services::begin_post(caller, request.body); },
          201)));
  changing("posts/{held}/end", "end_post", "End it", "held", services::end_post);
  router.add(post_json("/api/v1/organisation/agents", "appoint_agent", right, "Appoint a booth level agent", {}, 201,
                       with_places(
                           app,
                           [](Caller& caller, const Places& places, const Request& request) {
                             return services::appoint_agent(caller, places, request.body);
                           },
                           201)));
  changing("agents/{agent}/end", "end_agent", "End the appointment", "agent", services::end_agent);
}

/// What is to be imported, from uploads of POST /imports/uploads.
struct OrganisationFiles {
  std::vector<services::ImportFile> files;
  intake::UserMapping mapping;
  bool synthetic = false;
};

Result<OrganisationFiles> files_in(App& app, const std::string& text) {
  constexpr std::size_t files_most = 20;
  constexpr std::size_t text_bytes_most = 200;
  BOOTHWISE_TRY(body, services::JsonBody::parse(text));
  OrganisationFiles wanted;
  BOOTHWISE_TRY(uploads, body.texts("uploads", files_most, text_bytes_most));
  if (uploads.empty()) {
    return services::JsonBody::malformed("uploads", "expected the ids of uploaded files", "भेजी गई फ़ाइलों के id चाहिए");
  }
  for (const std::string& id : uploads) {
    BOOTHWISE_TRY(upload, app.upload(id));
    wanted.files.push_back({upload.path, upload.name});
  }
  BOOTHWISE_TRY(synthetic, body.flag("synthetic"));
  wanted.synthetic = synthetic;
  return wanted;
}

JobOutcome organisation_import_outcome(App& app, const operations::Job& job, Progress& progress) {
  JobOutcome outcome;
  const auto imported = [&]() -> Result<services::OrganisationImport> {
    BOOTHWISE_TRY(wanted, files_in(app, job.task));
    BOOTHWISE_TRY(snapshot, app.snapshot());
    BOOTHWISE_TRY(access, app.access_of(job.asked_by));
    BOOTHWISE_TRY(caller, app.caller(access));
    return services::import_organisation(caller, snapshot->places, wanted.files, wanted.mapping, wanted.synthetic,
                                         progress);
  }();
  if (!imported) {
    outcome.failure = imported.error();
    return outcome;
  }
  outcome.report = imported->report;
  if (imported->committed) return outcome;
  outcome.rejects = services::refused_rows_csv(imported->refused, Language::hindi);
  const std::string count = grouped(imported->refused.total);
  outcome.failure = Error{ErrorKind::bad_input,
                          "rows_refused",
                          {count + " rows do not fit; nothing was taken. Mend the file and send it again",
                           count + " पंक्तियाँ ठीक नहीं; कुछ नहीं लिया गया। फ़ाइल सुधारकर फिर भेजें"}};
  return outcome;
}

void add_import(Router& router, App& app) {
  router.add(post_json("/api/v1/organisation/imports", "import_organisation", Right::edit_organisation,
                       "Import uploaded files of units, people or agents; answers with a job", {}, 202,
                       [&app](const Request& request) -> Response {
                         if (auto may = request.access.permit(Right::edit_organisation, whole_organisation); !may) {
                           return problem(may.error());
                         }
                         auto wanted = files_in(app, request.body);
                         if (!wanted) return problem(wanted.error());
                         return start_job(app, request, "import_organisation");
                       }));
  app.jobs().add_kind("import_organisation", data_lane, [&app](const TakenJob& taken, Progress& progress) {
    return organisation_import_outcome(app, taken.asked, progress);
  });
}

}  // namespace

void add_organisation_routes(Router& router, App& app) {
  add_organisation_views(router, app);
  add_people_views(router, app);
  add_unit_changes(router, app);
  add_people_changes(router, app);
  add_import(router, app);
}

}  // namespace boothwise::server
