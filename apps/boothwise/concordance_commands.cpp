#include "command.hpp"

#include <boost/json.hpp>
#include <memory>

#include "base/text.hpp"
#include "services/concordance_view.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

struct ConcordanceArguments {
  std::string from;
  std::string to;
  std::optional<std::int32_t> ac;
};

std::string text_cell(const json::value& value) {
  if (value.is_null()) return "–";
  if (value.is_string()) return std::string(value.as_string());
  return grouped(value.to_number<std::int64_t>());
}

std::string percent(const json::value& value) { return one_decimal(value.to_number<double>() * 100); }

void print_segment(const Common& common, const json::object& segment) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& station : segment.at("stations").as_array()) {
    for (const json::value& target : station.at("to").as_array()) {
      rows.push_back({text_cell(station.at("part")), text_cell(station.at("name")), text_cell(target.at("part")),
                      text_cell(target.at("name")), percent(target.at("weight")), percent(target.at("confidence")),
                      text_cell(target.at("method"))});
    }
  }
  print_rows(common,
             {{"from_part", "पुराना भाग"},
              {"from_name", "पुराना मतदेय स्थल"},
              {"to_part", "नया भाग"},
              {"to_name", "नया मतदेय स्थल"},
              {"weight_percent", "हिस्सा %", true},
              {"confidence_percent", "भरोसा %", true},
              {"method", "विधि"}},
             rows);
}

void print_state(const Common& common, const json::array& segments) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& segment : segments) {
    rows.push_back({text_cell(segment.at("ac_no")), text_cell(segment.at("from_stations")),
                    text_cell(segment.at("to_stations")), text_cell(segment.at("found"))});
  }
  print_rows(common,
             {{"ac_no", "विधान सभा", true},
              {"from_stations", "पुराने मतदेय स्थल", true},
              {"to_stations", "नये मतदेय स्थल", true},
              {"found", "मिले", true}},
             rows);
}

Result<int> show_concordance(const Common& common, const ConcordanceArguments& arguments) {
  BOOTHWISE_TRY(workspace, open(common));
  const auto manifest = workspace.warehouse->manifest();
  BOOTHWISE_TRY(from, services::parse_station_set(*manifest, arguments.from));
  BOOTHWISE_TRY(to, services::parse_station_set(*manifest, arguments.to));
  const auto ac = arguments.ac ? std::optional(AcNo(*arguments.ac)) : std::nullopt;
  BOOTHWISE_TRY(view, services::concordance_view(workspace, *manifest, from, to, ac, common.threads));
  if (common.format == Format::json) {
    print_json(view);
  } else if (ac) {
    print_segment(common, view.at("segment").as_object());
  } else {
    print_state(common, view.at("segments").as_array());
  }
  return 0;
}

}  // namespace

void add_concordance_commands(CLI::App& app, std::vector<Command>& commands) {
  auto arguments = std::make_shared<ConcordanceArguments>();
  CLI::App* command = app.add_subcommand(
      "concordance", "which polling station of one election or roll is which in another: concordance LS-2014 VS-2017");
  command
      ->add_option("FROM", arguments->from,
                   "an election's booth sheets (LS-2014) or a revision of the roll (2025, roll:2025)")
      ->required();
  command->add_option("TO", arguments->to, "likewise, the later one")->required();
  command->add_option("--ac", arguments->ac, "assembly constituency: its stations, each with its matches");
  commands.push_back({command, [arguments](const Common& common) { return show_concordance(common, *arguments); }});
}

}  // namespace boothwise::app
