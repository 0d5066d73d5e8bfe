#include "command.hpp"
#include "operations/tasks.hpp"

#include <boost/json.hpp>
#include <iostream>
#include <optional>

#include "base/text.hpp"
#include "services/calendar_feed.hpp"
#include "services/caller.hpp"
#include "services/responsibility.hpp"
#include "services/responsibility_proposal.hpp"
#include "services/tasks.hpp"
#include "services/works.hpp"

/// Work of the organisation from the command line, as the workspace's owner: docs/api.md#work has the same views.
namespace boothwise::app {

namespace json = boost::json;
using services::Caller;

namespace {

struct WorkArguments {
  std::optional<std::int64_t> unit;
  std::string kind;
  std::string work;
  std::string state = "open";
  std::string level;
  std::int64_t cap = 2;
  std::optional<std::int64_t> apart_most;
  bool accept = false;
};

std::string text_cell(const json::value& value) { return value.is_null() ? "–" : std::string(value.as_string()); }

Result<int> list_works(const Common& common, const WorkArguments& arguments) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  Caller& caller = desk->caller();
  BOOTHWISE_TRY(view, services::works_view(caller, arguments.unit, arguments.kind));
  const json::array& works = view.at("works").as_array();
  if (common.format == Format::json) {
    print_json(view);
    return works.empty() ? 1 : 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : works) {
    const json::value& of = one.at("completion");
    rows.push_back({text_cell(one.at("work")), text_cell(one.at("kind")), text_of(common, one.at("title")),
                    text_cell(one.at("due_day")), count_cell(of, "asked"), count_cell(of, "done"),
                    count_cell(of, "not_reported"), count_cell(of, "late")});
  }
  print_rows(common,
             {{"work", "पहचान"},
              {"kind", "प्रकार"},
              {"title", "क्या"},
              {"due", "अंतिम तिथि"},
              {"asked", "कुल", true},
              {"done", "पूरे", true},
              {"not_reported", "सूचना बाकी", true},
              {"late", "देर से", true}},
             rows);
  return rows.empty() ? 1 : 0;
}

Result<int> list_tasks(const Common& common, const WorkArguments& arguments) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  Caller& caller = desk->caller();
  BOOTHWISE_TRY(view, services::tasks_view(caller, {arguments.unit, arguments.work, arguments.state, ""}));
  const json::array& tasks = view.at("tasks").as_array();
  if (common.format == Format::json) {
    print_json(view);
    return tasks.empty() ? 1 : 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : tasks) {
    const json::value& target = one.at("target");
    rows.push_back({grouped(one.at("task").as_int64()), text_of(common, one.at("unit_name")),
                    text_of(common, one.at("title")), text_cell(one.at("due_day")), text_cell(one.at("state")),
                    target.is_null() ? "–" : grouped(target.as_int64())});
  }
  print_rows(common,
             {{"task", "काम", true},
              {"unit", "इकाई"},
              {"title", "क्या"},
              {"due", "अंतिम तिथि"},
              {"state", "स्थिति"},
              {"target", "लक्ष्य", true}},
             rows);
  return rows.empty() ? 1 : 0;
}

Result<int> list_responsible(const Common& common, const WorkArguments& arguments) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(snapshot, desk->snapshot());
  Caller& caller = desk->caller();
  BOOTHWISE_TRY(view,
                services::responsibility_view(caller, *snapshot, arguments.kind, arguments.unit, arguments.level));
  const json::array& places = view.at("places").as_array();
  if (common.format == Format::json) {
    print_json(view);
    return places.empty() ? 1 : 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& place : places) {
    const json::array& duties = place.at("duties").as_array();
    if (duties.empty())
      rows.push_back({grouped(place.at("place_no").as_int64()), text_of(common, place.at("name")), "–", "–", "–"});
    for (const json::value& duty : duties) {
      rows.push_back({grouped(place.at("place_no").as_int64()), text_of(common, place.at("name")),
                      text_cell(duty.at("duty")), text_cell(duty.at("name")), text_cell(duty.at("from_day"))});
    }
  }
  print_rows(common, {{"place", "संख्या", true}, {"name", "नाम"}, {"duty", "दायित्व"}, {"person", "व्यक्ति"}, {"from", "से"}},
             rows);
  return rows.empty() ? 1 : 0;
}

/// Everything of a proposal as duties from today on.
json::object as_duties(const json::object& plan, const std::string& day) {
  json::array give;
  for (const json::value& post : plan.at("posts").as_array()) {
    for (const json::value& leader : post.at("leaders").as_array()) {
      give.push_back({{"person", leader.at("leader")},
                      {"duty", "in_charge"},
                      {"kind", plan.at("kind")},
                      {"place_no", post.at("place_no")},
                      {"from_day", day}});
    }
  }
  return {{"give", std::move(give)}, {"origin", "proposal"}};
}

Result<int> propose(const Common& common, const WorkArguments& arguments) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(snapshot, desk->snapshot());
  Caller& caller = desk->caller();
  json::object asked{{"kind", arguments.kind}, {"cap", arguments.cap}};
  if (arguments.unit) asked["unit"] = *arguments.unit;
  if (arguments.apart_most) asked["apart_most"] = *arguments.apart_most;
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(plan, services::propose_responsibility(caller, *snapshot, json::serialize(asked), *progress));
  if (arguments.accept) {
    const std::string duties = json::serialize(as_duties(plan, iso_date(caller.today())));
    BOOTHWISE_CHECK(services::give_responsibility(caller, *snapshot, duties));
  }
  if (common.format == Format::json) {
    print_json(plan);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& post : plan.at("posts").as_array()) {
    for (const json::value& leader : post.at("leaders").as_array()) {
      rows.push_back({grouped(post.at("place_no").as_int64()), text_of(common, post.at("name")),
                      text_cell(leader.at("name")), text_of(common, leader.at("why"))});
    }
  }
  print_rows(common, {{"place", "संख्या", true}, {"name", "नाम"}, {"person", "व्यक्ति"}, {"why", "क्यों"}}, rows);
  return 0;
}

Result<int> print_calendar(const Common& common) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  Caller& caller = desk->caller();
  BOOTHWISE_TRY(feed, services::calendar_feed(caller, common.language));
  std::cout << feed;
  return 0;
}

/// Whether the kept counts are what the tasks add up to.
Result<int> check_counts(const Common& common) {
  BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(wrong, operations::wrong_counts(desk->caller().whole_store()));
  if (common.format == Format::json) print_json(json::object{{"wrong", json::array(wrong.begin(), wrong.end())}});
  for (const std::string& one : wrong) {
    if (common.format != Format::json) std::cout << say(common, "differs: ", "अलग: ") << one << "\n";
  }
  if (wrong.empty() && !common.quiet && common.format != Format::json) {
    std::cout << say(common, "every count is what its tasks add up to", "हर गिनती अपने कामों के योग के बराबर है") << "\n";
  }
  return wrong.empty() ? 0 : 1;
}

}  // namespace

void add_work_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* work = app.add_subcommand("work", "programmes, directives, tasks, and who answers for what");
  work->require_subcommand(1);
  const auto arguments = std::make_shared<WorkArguments>();
  const auto command = [&](const char* name, const char* description, auto run) {
    CLI::App* parser = work->add_subcommand(name, description);
    commands.push_back({parser, [run, arguments](const Common& common) { return run(common, *arguments); }});
    return parser;
  };
  const auto with_unit = [&](CLI::App* parser) {
    parser->add_option("--unit", arguments->unit, "a unit's number; the whole organisation if left out");
    return parser;
  };
  with_unit(command("list", "programmes and directives and how far they are", list_works))
      ->add_option("--kind", arguments->kind, "only these")
      ->check(CLI::IsMember({"programme", "directive"}));
  CLI::App* tasks = with_unit(command("tasks", "tasks at and below a unit, the first 50", list_tasks));
  tasks->add_option("--work", arguments->work, "only of this programme or directive");
  tasks->add_option("--state", arguments->state, "which of them")
      ->check(CLI::IsMember({"all", "open", "done", "blocked", "late"}))
      ->capture_default_str();
  CLI::App* responsible = with_unit(command("responsible", "places and who answers for them", list_responsible));
  responsible->add_option("--kind", arguments->kind, "of what")
      ->check(CLI::IsMember({"pc", "ac", "unit", "part"}))
      ->required();
  responsible->add_option("--level", arguments->level, "of units");
  CLI::App* proposal =
      with_unit(command("propose", "who could answer for what has nobody, at the least cost", propose));
  proposal->add_option("--kind", arguments->kind, "of what")->check(CLI::IsMember({"pc", "ac"}))->required();
  proposal->add_option("--cap", arguments->cap, "places of one person at most")
      ->check(CLI::Range(1, 50))
      ->capture_default_str();
  proposal->add_option("--apart-most", arguments->apart_most, "segments between two places of one person at most")
      ->check(CLI::Range(0, 1000));
  proposal->add_flag("--accept", arguments->accept, "give the duties from today on");
  command("calendar", "programmes, directives and tasks as iCalendar",
          [](const Common& common, const WorkArguments&) { return print_calendar(common); });
  command("check", "whether the kept counts are right",
          [](const Common& common, const WorkArguments&) { return check_counts(common); });
}

}  // namespace boothwise::app
