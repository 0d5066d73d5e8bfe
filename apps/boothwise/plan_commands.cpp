#include "command.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

#include "base/text.hpp"
#include "services/planning.hpp"
#include "services/table_file.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

struct AssignArguments {
  services::AssignJob job;
  std::vector<std::string> weights;
  std::filesystem::path out;
  std::string explain;
  bool second_choices = true;
};

Result<std::vector<std::pair<std::string, double>>> parsed_weights(const std::vector<std::string>& texts) {
  constexpr double weight_most = 1e6;
  std::vector<std::pair<std::string, double>> weights;
  for (const std::string& text : texts) {
    const std::size_t sign = text.rfind('=');
    const auto number = sign == std::string::npos ? std::nullopt : parse_number<double>(text.substr(sign + 1));
    if (!number || std::abs(*number) > weight_most) {
      return Error{ErrorKind::bad_input,
                   "weight_malformed",
                   {"expected NAME=NUMBER, like distance_km=1", "NAME=NUMBER चाहिए, जैसे distance_km=1"},
                   {"--weight", 0, {}, shortened(text, 80)}};
    }
    weights.emplace_back(text.substr(0, sign), *number);
  }
  return weights;
}

std::string text_cell(const json::object& object, std::string_view member) {
  return std::string(object.at(member).as_string());
}

std::string number_cell(const json::object& object, std::string_view member) {
  return fmt::format("{:.1f}", object.at(member).to_number<double>());
}

std::string leader_cell(const json::object& leader) {
  const std::string name = text_cell(leader, "name");
  return text_cell(leader, "leader") + (name.empty() ? "" : " " + name);
}

std::string parts_cell(const json::object& leader) {
  std::string text;
  for (const auto& [name, part] : leader.at("parts").as_object())
    text += fmt::format("{}{} {:.1f}", text.empty() ? "" : ", ", std::string(name), part.to_number<double>());
  return text;
}

void print_posts(const Common& common, const json::object& plan) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& value : plan.at("posts").as_array()) {
    const json::object& post = value.as_object();
    std::string second = "–";
    std::string more = "–";
    if (const json::value* other = post.if_contains("second_choice"); other != nullptr && other->is_object()) {
      second = leader_cell(other->as_object());
      more = number_cell(other->as_object(), "plan_costs_more");
    }
    for (const json::value& leader : post.at("leaders").as_array()) {
      rows.push_back({text_cell(post, "post"), text_cell(post, "name"), leader_cell(leader.as_object()),
                      number_cell(leader.as_object(), "cost"), parts_cell(leader.as_object()), second, more});
    }
  }
  print_rows(common,
             {{"post", "स्थान"},
              {"post_name", "स्थान का नाम"},
              {"leader", "नेता"},
              {"cost", "लागत", true},
              {"of_which", "जिसमें"},
              {"second_choice", "दूसरा विकल्प"},
              {"plan_costs_more", "तब योजना की अधिक लागत", true}},
             rows);
}

void print_totals(const Common& common, const json::object& plan) {
  if (common.quiet || common.format == Format::csv) return;
  std::cout << say(common, "cost of the plan", "योजना की लागत") << ": " << number_cell(plan, "cost") << ", ";
  if (plan.at("proven").as_bool()) {
    std::cout << say(common, "no plan costs less", "इससे कम लागत की कोई योजना नहीं") << "\n";
  } else {
    std::cout << say(common, "not proven: a plan could cost less by up to ", "सिद्ध नहीं: इतनी तक कम लागत संभव है: ")
              << number_cell(plan, "gap") << "\n";
  }
}

/// "L7 → 12, L9 → 14" of those who give up or take a post.
std::string moves_cell(const json::object& alternative, std::string_view which) {
  std::string text;
  for (const json::value& value : alternative.at("changes").as_object().at(which).as_array()) {
    const json::object& one = value.as_object();
    text += (text.empty() ? "" : ", ") + text_cell(one, "leader") + " → " + text_cell(one, "post");
  }
  return text.empty() ? "–" : text;
}

void print_explanation(const Common& common, const json::object& why) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& value : why.at("leaders").as_array()) {
    const json::object& leader = value.as_object();
    rows.push_back({leader_cell(leader), number_cell(leader, "cost"), parts_cell(leader),
                    std::string(say(common, "chosen", "चुने गए")), "–", "–"});
  }
  for (const json::value& value : why.at("instead").as_array()) {
    const json::object& other = value.as_object();
    const std::string sure = other.at("proven").as_bool() ? "" : " ~";
    rows.push_back({leader_cell(other), number_cell(other, "cost"), parts_cell(other),
                    number_cell(other, "plan_costs_more") + sure, moves_cell(other, "gives_up"),
                    moves_cell(other, "takes")});
  }
  print_rows(common,
             {{"leader", "नेता"},
              {"cost", "लागत", true},
              {"of_which", "जिसमें"},
              {"plan_costs_more", "तब योजना की अधिक लागत", true},
              {"then_no_longer", "तब नहीं रहता"},
              {"then_instead", "तब उसकी जगह"}},
             rows);
}

Result<int> run_assign(const Common& common, AssignArguments arguments) {
  if (!arguments.out.empty()) BOOTHWISE_CHECK(services::check_table_ending(arguments.out));
  if (arguments.out.empty() && arguments.explain.empty()) {
    return Error{ErrorKind::bad_input,
                 "output_missing",
                 {"expected --out FILE or --explain POST", "--out FILE या --explain POST चाहिए"}};
  }
  BOOTHWISE_TRY(weights, parsed_weights(arguments.weights));
  arguments.job.weights = std::move(weights);
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(assignment, services::Assignment::make(arguments.job, *progress));
  json::object shown;
  if (!arguments.out.empty()) {
    if (arguments.second_choices) BOOTHWISE_CHECK(assignment.find_second_choices(*progress));
    BOOTHWISE_CHECK(assignment.write(arguments.out));
    shown = assignment.view();
  }
  json::object why;
  if (!arguments.explain.empty()) {
    BOOTHWISE_TRY(found, assignment.explain(arguments.explain, *progress));
    why = std::move(found);
  }
  if (common.format == Format::json) {
    print_json(why.empty() ? shown : why);
  } else if (!why.empty()) {
    print_explanation(common, why);
  } else {
    print_posts(common, shown);
    print_totals(common, shown);
  }
  return 0;
}

void add_assign(CLI::App& plan, std::vector<Command>& commands) {
  CLI::App* parser = plan.add_subcommand(
      "assign", "who is responsible for what, at the least cost: plan assign --leaders F --posts F --out plan.csv");
  auto arguments = std::make_shared<AssignArguments>();
  services::AssignJob& job = arguments->job;
  parser->add_option("--leaders", job.leaders, "id, latitude, longitude; name, languages, cap, least, grade")
      ->required();
  parser->add_option("--posts", job.posts, "id, latitude, longitude; name, kind, languages, needs, grade")->required();
  parser->add_option("--costs", job.costs, "leader, post, a column a further part of the cost; allowed: yes or no");
  parser->add_option("--conflicts", job.conflicts, "leader_1, post_1, leader_2, post_2: not both");
  parser->add_option("--groups", job.groups, "group, most, leader, post: at most so many of a group");
  parser->add_option("--fixed", job.fixed, "leader, post: stays as it is");
  parser->add_option("--cap", job.cap, "posts of a leader whose row has no cap; else 1")->check(CLI::Range(0, 10'000));
  parser->add_option("--max-km", job.km_most, "how far apart two posts of one leader may be")
      ->check(CLI::Range(0.0, 20'100.0));
  parser->add_option("--weight", arguments->weights, "NAME=NUMBER: what a unit of a part of the cost counts");
  parser->add_option("--seconds", job.seconds_max, "most time for each search; else 60")
      ->check(CLI::Range(0.1, 86'400.0));
  parser->add_flag("!--no-second-choices", arguments->second_choices, "write no second choices");
  parser->add_option("--out", arguments->out, "where the plan goes: .csv or .parquet");
  parser->add_option("--explain", arguments->explain, "id of a post: why these leaders, and who else");
  commands.push_back({parser, [arguments](const Common& common) { return run_assign(common, *arguments); }});
}

}  // namespace

void add_plan_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("plan", "plan who does what");
  parser->require_subcommand(1);
  add_assign(*parser, commands);
  add_effort_commands(*parser, commands);
}

}  // namespace boothwise::app
