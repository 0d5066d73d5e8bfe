#include "booth_effort_commands.hpp"
#include "command.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "services/effort_plan.hpp"
#include "services/visit_plan.hpp"

/// `boothwise plan allocate|options|targets|visits`: where effort goes, and when leaders go where.
namespace boothwise::app {

namespace json = boost::json;

namespace {

std::string effort_text(const json::value& of, std::string_view member) {
  return std::string(of.at(member).as_string());
}

std::string effort_number(const json::value& of, std::string_view member, int places) {
  return fmt::format("{:.{}f}", of.at(member).to_number<double>(), places);
}

void print_effort(const Common& common, const json::object& view) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& seat : view.at("seats").as_array()) {
    const auto percent = [&](std::string_view member) {
      return fmt::format("{:.1f}", 100 * seat.at(member).to_number<double>());
    };
    rows.push_back({effort_text(seat, "seat"), effort_text(seat, "name"), effort_number(seat, "lead_points", 1),
                    std::to_string(seat.at("units").to_number<std::int64_t>()), percent("chance_now"),
                    percent("chance_then")});
  }
  print_rows(common,
             {{"seat", "सीट"},
              {"name", "नाम"},
              {"lead, points", "बढ़त, अंक", true},
              {"units", "इकाइयाँ", true},
              {"chance now, %", "अभी संभावना, %", true},
              {"then, %", "तब, %", true}},
             rows);
  if (common.format == Format::csv || common.quiet) return;
  rows.clear();
  for (const json::value& under : view.at("under").as_array()) {
    rows.push_back({effort_number(under, "response_points", 1), effort_number(under, "half_units", 1),
                    effort_number(under, "no_effort", 3), effort_number(under, "plan", 3),
                    effort_number(under, "equal_effort", 3), effort_number(under, "nearest_first", 3)});
  }
  print_rows(common,
             {{"if effort adds at most", "यदि प्रयास अधिकतम जोड़े", true},
              {"half of it at", "आधा इतने पर", true},
              {"no effort", "बिना प्रयास", true},
              {"this plan", "यह योजना", true},
              {"equal effort", "बराबर प्रयास", true},
              {"nearest first", "निकटतम पहले", true}},
             rows);
  std::cout << text_of(common, view.at("note")) << "\n";
}

struct AllocateArguments {
  services::SeatEffortJob job;
  std::string aim = "seats";
  std::size_t least = 0;
  std::vector<double> response{1, 2, 4};
  std::vector<double> half{2, 4, 8};
};

Result<int> run_allocate(const Common& common, const AllocateArguments& arguments) {
  services::SeatEffortJob job = arguments.job;
  job.aim = {arguments.aim == "all"        ? planning::Aim::all
             : arguments.aim == "at-least" ? planning::Aim::at_least
                                           : planning::Aim::expected_seats,
             arguments.least};
  std::copy_n(arguments.response.begin(), 3, job.response_points.begin());
  std::copy_n(arguments.half.begin(), 3, job.half_units.begin());
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(view, services::plan_seat_effort(job, *progress));
  if (common.format == Format::json) {
    print_json(view);
  } else {
    print_effort(common, view);
  }
  return 0;
}

void add_allocate(CLI::App& plan, std::vector<Command>& commands) {
  CLI::App* parser = plan.add_subcommand(
      "allocate", "where effort gains most: plan allocate --seats F --units 200 --aim seats|at-least|all");
  auto arguments = std::make_shared<AllocateArguments>();
  services::SeatEffortJob& job = arguments->job;
  parser->add_option("--seats", job.seats, "seat, lead_points, sd_points; name, response")->required();
  parser->add_option("--units", job.units, "of effort in all: days, visits, teams")
      ->required()
      ->check(CLI::Range(0, 100'000));
  parser->add_option("--most", job.units_a_seat_most, "in one seat; else 10")->check(CLI::Range(1, 200));
  parser->add_option("--aim", arguments->aim, "as many seats as can be, a number of them, or all")
      ->check(CLI::IsMember({"seats", "at-least", "all"}));
  parser->add_option("--at-least", arguments->least, "seats, with --aim at-least");
  parser->add_option("--shared-sd", job.shared_sd_points, "error that all seats share, points of lead; else 5")
      ->check(CLI::Range(0.0, 50.0));
  parser->add_option("--response", arguments->response, "most that effort adds to a lead, points: least, middle, most")
      ->expected(3)
      ->check(CLI::Range(0.0, 50.0));
  parser->add_option("--half", arguments->half, "units that reach half of it: least, middle, most")
      ->expected(3)
      ->check(CLI::Range(0.1, 1000.0));
  commands.push_back({parser, [arguments](const Common& common) { return run_allocate(common, *arguments); }});
}

Result<std::vector<std::pair<std::string, double>>> parsed_budgets(const std::vector<std::string>& texts) {
  constexpr double budget_most = 1e9;
  std::vector<std::pair<std::string, double>> budgets;
  for (const std::string& text : texts) {
    const std::size_t sign = text.rfind('=');
    const auto number = sign == std::string::npos ? std::nullopt : parse_number<double>(text.substr(sign + 1));
    if (!number || *number < 0 || *number > budget_most) {
      return Error{ErrorKind::bad_input,
                   "budget_malformed",
                   {"expected COLUMN=NUMBER, like days=30", "COLUMN=NUMBER चाहिए, जैसे days=30"},
                   {"--budget", 0, {}, shortened(text, 80)}};
    }
    budgets.emplace_back(text.substr(0, sign), *number);
  }
  return budgets;
}

struct OptionArguments {
  services::OptionJob job;
  std::vector<std::string> budgets;
};

Result<int> run_options(const Common& common, const OptionArguments& arguments) {
  services::OptionJob job = arguments.job;
  BOOTHWISE_TRY(budgets, parsed_budgets(arguments.budgets));
  job.budgets = std::move(budgets);
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(view, services::plan_options(job, *progress));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& place : view.at("places").as_array())
    rows.push_back({effort_text(place, "place"), effort_text(place, "option"), effort_number(place, "gain", 3)});
  print_rows(common, {{"place", "जगह"}, {"option", "विकल्प"}, {"gain", "लाभ", true}}, rows);
  if (common.format == Format::table && !common.quiet) {
    std::cout << say(common, "gain", "लाभ") << ": " << effort_number(view, "gain", 3) << ", "
              << (view.at("proven").as_bool() ? say(common, "no plan gains more", "इससे अधिक लाभ की कोई योजना नहीं")
                                              : say(common, "not proven to be the most", "सबसे अधिक होना सिद्ध नहीं"))
              << "\n";
  }
  return 0;
}

void add_options(CLI::App& plan, std::vector<Command>& commands) {
  CLI::App* parser = plan.add_subcommand(
      "options", "one option a place within budgets: plan options --options F --budget days=30 --budget workers=200");
  auto arguments = std::make_shared<OptionArguments>();
  parser->add_option("--options", arguments->job.options, "place, option, gain and a column a kind of effort")
      ->required();
  parser->add_option("--budget", arguments->budgets, "COLUMN=NUMBER")->required();
  parser->add_option("--seconds", arguments->job.seconds_most, "most time for the search; else 60")
      ->check(CLI::Range(0.1, 86'400.0));
  commands.push_back({parser, [arguments](const Common& common) { return run_options(common, *arguments); }});
}

Result<int> run_targets(const Common& common, const services::TargetJob& job) {
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(view, services::plan_targets(job, *progress));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& booth : view.at("booths").as_array())
    rows.push_back({effort_text(booth, "booth"), effort_text(booth, "name"), count_cell(booth, "more_votes"),
                    count_cell(booth, "target_votes")});
  print_rows(common, {{"booth", "बूथ"}, {"name", "नाम"}, {"more votes", "और मत", true}, {"target", "लक्ष्य", true}}, rows);
  return 0;
}

void add_targets(CLI::App& plan, std::vector<Command>& commands) {
  CLI::App* parser =
      plan.add_subcommand("targets", "a vote target a booth that adds up: plan targets --booths F --need 5000");
  auto job = std::make_shared<services::TargetJob>();
  parser->add_option("--booths", job->booths, "booth, electors, expected_votes, lead_sd_points; name")->required();
  parser->add_option("--need", job->need, "votes that the seat needs more")
      ->required()
      ->check(CLI::Range(0, 10'000'000));
  parser->add_option("--turnout", job->turnout_most, "most of the electors who can be got to vote; else 0.85")
      ->check(CLI::Range(0.0, 1.0));
  commands.push_back({parser, [job](const Common& common) { return run_targets(common, *job); }});
}

struct VisitArguments {
  services::VisitJob job;
  std::string first;
};

std::string_view why_left_over(const Common& common, std::string_view why) {
  if (why == "away") return say(common, "she is away on that day", "उस दिन वे बाहर हैं");
  if (why == "full") return say(common, "that day is full", "वह दिन भर चुका है");
  return say(common, "no day is left", "कोई दिन नहीं बचा");
}

Result<int> run_visits(const Common& common, const VisitArguments& arguments) {
  services::VisitJob job = arguments.job;
  const auto first = parse_date(arguments.first);
  if (!first) {
    return Error{ErrorKind::bad_input,
                 "date_malformed",
                 {"expected a day as 2027-01-31", "तारीख ऐसे चाहिए: 2027-01-31"},
                 {"--first", 0, {}, shortened(arguments.first, 80)}};
  }
  job.first = *first;
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(view, services::plan_visits_of_files(job, *progress));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  const auto named = [](const json::value& of, const std::string& member) {
    const std::string name = effort_text(of, member + "_name");
    return effort_text(of, member) + (name.empty() ? "" : " " + name);
  };
  for (const json::value& visit : view.at("visits").as_array())
    rows.push_back({named(visit, "leader"), effort_text(visit, "day"), count_cell(visit, "turn"), named(visit, "place"),
                    effort_text(visit, "district"), effort_number(visit, "km", 0)});
  print_rows(common,
             {{"leader", "नेता"},
              {"day", "दिन"},
              {"turn", "क्रम", true},
              {"place", "स्थान"},
              {"district", "ज़िला"},
              {"km", "किमी", true}},
             rows);
  if (common.format == Format::table && !common.quiet) {
    for (const json::value& left : view.at("left_over").as_array())
      std::cout << say(common, "not planned", "योजना में नहीं") << ": " << named(left, "leader") << " → "
                << named(left, "place") << ": " << why_left_over(common, effort_text(left, "why")) << "\n";
  }
  return 0;
}

void add_visits(CLI::App& plan, std::vector<Command>& commands) {
  CLI::App* parser = plan.add_subcommand(
      "visits", "a calendar of leaders' visits: plan visits --leaders F --visits F --first 2027-01-10 --days 30");
  auto arguments = std::make_shared<VisitArguments>();
  services::VisitJob& job = arguments->job;
  parser->add_option("--leaders", job.leaders, "id, latitude, longitude; name, away (days)")->required();
  parser->add_option("--visits", job.visits, "leader, place, latitude, longitude, district; name, day")->required();
  parser->add_option("--first", arguments->first, "first day of the calendar")->required();
  parser->add_option("--days", job.days, "else 30")->check(CLI::Range(1, 3660));
  parser->add_option("--visits-a-day", job.visits_a_day, "of one leader; else 3")->check(CLI::Range(1, 20));
  parser->add_option("--km-a-day", job.km_a_day, "between the places of a day; else 250")
      ->check(CLI::Range(0.0, 3000.0));
  commands.push_back({parser, [arguments](const Common& common) { return run_visits(common, *arguments); }});
}

}  // namespace

void add_effort_commands(CLI::App& plan, std::vector<Command>& commands) {
  add_allocate(plan, commands);
  add_booth_effort(plan, commands);
  add_options(plan, commands);
  add_targets(plan, commands);
  add_visits(plan, commands);
}

}  // namespace boothwise::app
