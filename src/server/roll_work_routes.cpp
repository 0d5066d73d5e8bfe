#include <boost/json.hpp>

#include "base/text.hpp"
#include "server/route_parts.hpp"
#include "services/json_body.hpp"
#include "services/roll_entry.hpp"
#include "services/roll_help.hpp"

/// Parts typed by hand, and help in a claims period: docs/api.md#entry-by-hand. Nothing here is cached.
namespace boothwise::server {

namespace json = boost::json;

namespace {

void add_entry(Router& router, App& app) {
  const auto of_draft = [](std::vector<Parameter> more = {}) {
    more.insert(more.begin(), text_in_path("draft", "its id"));
    return more;
  };
  const auto draft_in = [](const Request& request) { return request.path_parameters.at("draft"); };
  router.add(get("/api/v1/roll-drafts", "roll_drafts", Right::work_on_rolls, "Parts that are typed by hand", {},
                 [&app](const Request&) {
                   return answer_with(
                       services::roll_drafts_view(app.workspace(), *app.workspace().warehouse->manifest()));
                 }));
  router.add(post_json("/api/v1/roll-drafts", "make_roll_draft", Right::work_on_rolls, "Begin to type a part by hand",
                       {}, 201, [&app](const Request& request) {
                         return answer_with(
                             services::make_roll_draft(app.workspace(), *app.workspace().warehouse->manifest(),
                                                       request.body, now()),
                             201);
                       }));
  router.add(get("/api/v1/roll-drafts/{draft}", "roll_draft", Right::work_on_rolls, "One of them", of_draft(),
                 [&app, draft_in](const Request& request) {
                   return answer_with(services::roll_draft_view(app.workspace(), *app.workspace().warehouse->manifest(),
                                                                draft_in(request)));
                 }));
  router.add(get(
      "/api/v1/roll-drafts/{draft}/entries", "roll_draft_entries", Right::work_on_rolls, "What one person typed of it",
      of_draft({query("by", "who", true)}), [&app, draft_in](const Request& request) {
        return answer_with(services::draft_entries_view(app.workspace(), draft_in(request), request.query_value("by")));
      }));
  router.add(post_json("/api/v1/roll-drafts/{draft}/entries", "put_roll_draft_entry", Right::work_on_rolls,
                       "Type an entry", of_draft(), 200, [&app, draft_in](const Request& request) {
                         return answer_with(
                             services::put_draft_entry(app.workspace(), draft_in(request), request.body, now()));
                       }));
  router.add(post_json("/api/v1/roll-drafts/{draft}/entries/{serial}/remove", "remove_roll_draft_entry",
                       Right::work_on_rolls, "Take an entry out again",
                       of_draft({number_in_path("serial", "its serial number")}), 200,
                       [&app, draft_in](const Request& request) {
                         return answer_with(services::remove_draft_entry(
                             app.workspace(), draft_in(request), integer_in_path(request, "serial"), request.body));
                       }));
  router.add(get("/api/v1/roll-drafts/{draft}/check", "check_roll_draft", Right::work_on_rolls,
                 "Where the two typings differ", of_draft(), [&app, draft_in](const Request& request) {
                   return answer_with(services::check_roll_draft(app.workspace(), draft_in(request)));
                 }));
  router.add(post("/api/v1/roll-drafts/{draft}/import", "import_roll_draft", Right::work_on_rolls,
                  "Take a part that was typed twice alike", of_draft(), 200, [&app, draft_in](const Request& request) {
                    NoProgress quiet;
                    return answer_with(services::import_roll_draft(app.workspace(), draft_in(request), now(), quiet));
                  }));
  router.add(post("/api/v1/roll-drafts/{draft}/drop", "drop_roll_draft", Right::work_on_rolls,
                  "Give a draft up; what was typed is deleted", of_draft(), 200,
                  [&app, draft_in](const Request& request) {
                    return answer_with(services::drop_roll_draft(app.workspace(), draft_in(request)));
                  }));
}

void add_help(Router& router, App& app) {
  router.add(get(
      "/api/v1/roll-help/guide", "roll_help_guide", Right::help_electors, "Which form, which evidence, which limits",
      {}, [&app](const Request&) { return answer_with(services::roll_help_guide_view(app.options().data_folder)); }));
  router.add(
      get("/api/v1/roll-help/periods", "claims_periods", Right::help_electors, "When claims and objections may be made",
          {}, [&app](const Request&) { return answer_with(services::claims_periods_view(app.workspace(), today())); }));
  router.add(post_json("/api/v1/roll-help/periods", "set_claims_period", Right::work_on_rolls,
                       "Say when claims and objections may be made", {}, 200, [&app](const Request& request) {
                         return answer_with(services::set_claims_period_view(app.workspace(), request.body, today()));
                       }));
  router.add(get(
      "/api/v1/roll-help", "roll_help", Right::work_on_rolls, "Help that was given, and agents against their limits",
      {query("revision", "of the roll", true), query("agent", "only this one's")}, [&app](const Request& request) {
        return answer_with(services::roll_help_view(app.workspace(), app.options().data_folder,
                                                    request.query_value("revision"), request.query_value("agent"),
                                                    today()));
      }));
  router.add(post_json(
      "/api/v1/roll-help", "add_roll_help", Right::help_electors, "Note help that was given to one elector", {}, 201,
      for_caller(
          app,
          [](services::Caller& caller, const Request& request) -> Result<json::object> {
            constexpr std::int64_t most = 9999999;
            BOOTHWISE_TRY(body, services::JsonBody::parse(request.body));
            BOOTHWISE_TRY(ac, body.integer_or_none("ac_no", 1, most));
            BOOTHWISE_TRY(part, body.integer_or_none("part_no", 1, most));
            if (ac && part) {  // what else is missing is told below
              BOOTHWISE_CHECK(services::permit_part(caller, Right::help_electors, static_cast<std::int32_t>(*ac),
                                                    static_cast<std::int32_t>(*part), "roll_help.noted"));
            }
            return services::add_roll_help(caller.workspace(), caller.data_folder(), request.body, caller.now(),
                                           caller.today());
          },
          201)));
  router.add(post_json("/api/v1/roll-help/{help}/outcome", "set_roll_help_outcome", Right::work_on_rolls,
                       "What became of it", {text_in_path("help", "its id")}, 200, [&app](const Request& request) {
                         return answer_with(services::set_roll_help_outcome(
                             app.workspace(), request.path_parameters.at("help"), request.body));
                       }));
}

}  // namespace

void add_roll_work_routes(Router& router, App& app) {
  add_entry(router, app);
  add_help(router, app);
}

}  // namespace boothwise::server
