#include "command.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "services/forecast_backtest.hpp"
#include "services/forecasts.hpp"
#include "services/kept_fits.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

struct ForecastArguments {
  std::string election;
  std::filesystem::path scenario;
  std::vector<std::string> results;
  std::vector<std::string> columns;
  services::ForecastSettings settings;
  services::ForecastModel::NeedsAsked needs;
  std::string mode;
  std::filesystem::path polls;
};

/// `NAME=VALUE` texts as pairs.
Result<std::vector<std::pair<std::string, std::string>>> pairs_of(const std::vector<std::string>& texts,
                                                                  std::string_view option) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& text : texts) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size()) {
      return Error{ErrorKind::bad_input,
                   "option_malformed",
                   {"expected NAME=VALUE", "NAME=VALUE चाहिए"},
                   {std::string(option), 0, {}, shortened(text, 80)}};
    }
    pairs.emplace_back(text.substr(0, sign), text.substr(sign + 1));
  }
  return pairs;
}

Result<services::ForecastFiles> files_of(const ForecastArguments& arguments) {
  services::ForecastFiles files;
  BOOTHWISE_TRY(results, pairs_of(arguments.results, "--results"));
  for (const auto& [year_text, path] : results) {
    const auto year = parse_number<std::int32_t>(year_text);
    if (!year || *year < 1800 || *year > 2200) {
      return Error{ErrorKind::bad_input,
                   "option_malformed",
                   {"expected YEAR=FILE, like 2015=results.csv", "YEAR=FILE चाहिए, जैसे 2015=results.csv"},
                   {"--results", 0, {}, shortened(year_text, 80)}};
    }
    files.results.emplace_back(*year, path);
  }
  BOOTHWISE_TRY(columns, pairs_of(arguments.columns, "--column"));
  for (const auto& [role, header] : columns) files.columns[role] = header;
  return files;
}

/// Of the workspace also where its fits are.
Result<services::ForecastData> data_of(const Common& common, ForecastArguments& arguments, House house,
                                       const std::vector<std::string>& also) {
  if (!arguments.results.empty()) {
    BOOTHWISE_TRY(files, files_of(arguments));
    return services::forecast_data(files);
  }
  BOOTHWISE_TRY(workspace, open(common));
  arguments.settings.fits = services::kept_fits_folder(workspace.folder);
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
  return services::forecast_data(*snapshot, house, services::regions_folder(*snapshot, data_folder(), workspace.state),
                                 also);
}

/// The scenario, and the model fitted for its election.
struct AskedForecast {
  services::ForecastScenario scenario;
  services::ForecastModel model;
};

Result<AskedForecast> ask(const Common& common, ForecastArguments& arguments) {
  constexpr std::size_t scenario_bytes_max = 1U << 20U;
  arguments.settings.threads = common.threads;
  if (arguments.scenario.empty()) {
    return Error{ErrorKind::bad_input, "scenario_missing", {"expected --scenario FILE", "--scenario FILE चाहिए"}};
  }
  BOOTHWISE_TRY(text, read_file(arguments.scenario, scenario_bytes_max));
  BOOTHWISE_TRY(scenario, services::read_forecast_scenario(text, arguments.scenario.string()));
  if (!arguments.election.empty()) {
    const auto wanted = parse_election(arguments.election);
    if (!wanted || *wanted != scenario.election) {
      Error error{ErrorKind::bad_input,
                  "election_differs",
                  {"the scenario is for another election", "परिदृश्य किसी और चुनाव का है"},
                  {"--election", 0, {}, shortened(arguments.election, 80)}};
      error.choices.push_back(to_string(scenario.election));
      return error;
    }
  }
  std::vector<std::string> also;
  for (const auto& bloc : scenario.blocs) also.insert(also.end(), bloc.parties.begin(), bloc.parties.end());
  BOOTHWISE_TRY(data, data_of(common, arguments, scenario.election.house, also));
  BOOTHWISE_TRY(model, services::ForecastModel::fit(std::move(data), scenario.election, arguments.settings));
  return AskedForecast{std::move(scenario), std::move(model)};
}

std::string points(const json::value& fraction) { return one_decimal(fraction.to_number<double>() * 100); }

std::string interval_text(const json::value& pair, double factor) {
  const json::array& ends = pair.as_array();
  return one_decimal(ends[0].to_number<double>() * factor) + " … " + one_decimal(ends[1].to_number<double>() * factor);
}

std::string seat_text(const json::object& seat) {
  for (const char* column : {"pc_no", "ac_no", "seat"}) {
    const json::value* value = seat.if_contains(column);
    if (value == nullptr) continue;
    return value->is_string() ? std::string(value->as_string()) : std::to_string(value->to_number<std::int64_t>());
  }
  return {};
}

void print_state(const Common& common, const json::object& answer) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, value] : answer.at("state").as_object()) {
    const json::object& bloc = value.as_object();
    const json::object& seats = bloc.at("seats").as_object();
    rows.push_back({std::string(name), points(bloc.at("share").at("expected")),
                    interval_text(bloc.at("share").at("interval_80"), 100),
                    one_decimal(seats.at("expected").to_number<double>()), interval_text(seats.at("interval_80"), 1),
                    std::string(bloc.at("p_all_shown").as_string())});
  }
  print_rows(common,
             {{"bloc", "गठबंधन"},
              {"share_per_cent", "मत %", true},
              {"share_80", "मत, 80 %", true},
              {"seats", "सीटें", true},
              {"seats_80", "सीटें, 80 %", true},
              {"all_seats", "सभी सीटें", true}},
             rows);
}

void print_seats(const Common& common, const json::object& answer) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& value : answer.at("seats").as_array()) {
    const json::object& seat = value.as_object();
    for (const auto& [name, of_bloc] : seat.at("blocs").as_object()) {
      const json::object& bloc = of_bloc.as_object();
      rows.push_back({seat_text(seat), text_of(common, seat.at("name")), std::string(name),
                      common.format == Format::csv ? fmt::format("{:.4f}", bloc.at("p_win").to_number<double>())
                                                   : std::string(bloc.at("p_win_shown").as_string()),
                      points(bloc.at("share").at("expected")), interval_text(bloc.at("share").at("interval_80"), 100),
                      points(bloc.at("lead").at("expected")), interval_text(bloc.at("lead").at("interval_80"), 100)});
    }
  }
  print_rows(common,
             {{"seat", "सीट"},
              {"name", "नाम"},
              {"bloc", "गठबंधन"},
              {"p_win", "जीत की संभावना", true},
              {"share_per_cent", "मत %", true},
              {"share_80", "मत, 80 %", true},
              {"lead_points", "बढ़त", true},
              {"lead_80", "बढ़त, 80 %", true}},
             rows);
}

/// What a forecast leaves out, and why polls could not be taken.
void print_left_out(const Common& common, const json::object& answer) {
  if (common.format != Format::table || common.quiet) return;
  std::string elections;
  for (const json::value& one : answer.at("not_fitted").as_array())
    elections += (elections.empty() ? "" : ", ") + std::string(one.at("election").as_string());
  if (!elections.empty())
    std::cout << say(common, "by-elections, not fitted: ", "उपचुनाव, पूर्वानुमान में नहीं लिए गए: ") << elections << "\n";
  const json::value* problem = answer.if_contains("polls_problem");
  if (problem == nullptr || problem->is_null()) return;
  std::cout << say(common, "mode C is left out: ", "ढंग C छोड़ा गया: ")
            << problem->at(common.language == Language::hindi ? "detail_hi" : "detail").as_string().c_str() << "\n";
}

Result<int> run_forecast(const Common& common, ForecastArguments& arguments) {
  BOOTHWISE_TRY(asked, ask(common, arguments));
  BOOTHWISE_TRY(answer, asked.model.answer(asked.scenario, arguments.settings));
  if (common.format == Format::json) {
    print_json(answer);
    return 0;
  }
  if (common.format == Format::table) print_state(common, answer);
  print_seats(common, answer);
  print_left_out(common, answer);
  return 0;
}

Result<int> run_needs(const Common& common, ForecastArguments& arguments) {
  BOOTHWISE_TRY(asked, ask(common, arguments));
  BOOTHWISE_TRY(needs, asked.model.needs(asked.scenario, arguments.needs, arguments.settings));
  if (common.format == Format::json) {
    print_json(needs);
    return 0;
  }
  if (common.format == Format::table) {
    std::cout << say(common, "chance today of ", "आज संभावना, सीटें ")
              << needs.at("seats_wanted").to_number<std::int64_t>() << say(common, " seats: ", ": ")
              << needs.at("p_today_shown").as_string().c_str() << "\n"
              << say(common,
                     "lead to gain everywhere for an even chance, points: ", "बराबर संभावना के लिए हर जगह बढ़त, अंक: ")
              << one_decimal(needs.at("lead_points_for_even_chance").to_number<double>()) << "\n";
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& value : needs.at("seats").as_array()) {
    const json::object& seat = value.as_object();
    rows.push_back({seat_text(seat), text_of(common, seat.at("name")), points(seat.at("p_win")),
                    points(seat.at("lead")), count_cell(value, "votes_won_over"), count_cell(value, "votes_mobilised"),
                    points(seat.at("decides"))});
  }
  print_rows(common,
             {{"seat", "सीट"},
              {"name", "नाम"},
              {"p_win_per_cent", "जीत %", true},
              {"lead_points", "बढ़त", true},
              {"votes_won_over", "विजेता से वोट", true},
              {"votes_mobilised", "नए वोट", true},
              {"decides_per_cent", "निर्णायक %", true}},
             rows);
  return 0;
}

/// Polls that are named must be good; else the workspace's, where its results are judged.
Status take_polls(const Common& common, const ForecastArguments& arguments, services::BacktestAsked& into) {
  into.polls_needed = !arguments.polls.empty();
  if (!into.polls_needed && !arguments.results.empty()) return success();
  auto polls =
      into.polls_needed ? services::read_past_polls(arguments.polls) : services::polls_of_workspace(common.workspace);
  if (!polls && into.polls_needed) return polls.error();
  if (polls) {
    into.polls = std::move(*polls);
  } else {
    into.polls_fault = polls.error();
  }
  return success();
}

Result<int> run_backtest(const Common& common, ForecastArguments& arguments) {
  arguments.settings.threads = common.threads;
  services::BacktestAsked wanted;
  wanted.election = arguments.election;
  if (!arguments.mode.empty()) {
    wanted.mode = services::forecast_mode_named(arguments.mode);
    if (!wanted.mode) {
      return Error{ErrorKind::bad_input,
                   "option_malformed",
                   {"expected A, B or C", "A, B या C चाहिए"},
                   {"--mode", 0, {}, shortened(arguments.mode, 80)}};
    }
  }
  BOOTHWISE_CHECK(take_polls(common, arguments, wanted));
  std::vector<services::ForecastData> data;
  std::vector<House> houses = {House::lok_sabha, House::vidhan_sabha};
  const auto election = parse_election(arguments.election);
  if (election) houses = {election->house};
  if (!arguments.results.empty()) houses = {House::lok_sabha};
  for (const House house : houses) {
    auto one = data_of(common, arguments, house, {});
    if (one) {
      data.push_back(std::move(one).value());
    } else if (one.error().code != "no_past_election") {
      return one.error();
    }
  }
  BOOTHWISE_TRY(judged, services::forecast_backtest(data, wanted, arguments.settings));
  if (common.format == Format::json) {
    print_json(judged);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const json::object& target, std::string_view method, const json::object& scores) {
    const auto decimals = [&](std::string_view key) {
      return fmt::format("{:.3f}", scores.at(key).to_number<double>());
    };
    rows.push_back({std::string(target.at("election").as_string()), std::string(target.at("mode").as_string()),
                    std::string(method),
                    fmt::format("{}/{}", scores.at("seats_right").to_number<std::int64_t>(),
                                target.at("units").to_number<std::int64_t>()),
                    decimals("brier"), decimals("log_score"),
                    one_decimal(scores.at("lead_rmse_points").to_number<double>()),
                    fmt::format("{:.0f}/{:.0f}/{:.0f}", scores.at("coverage").at("50").to_number<double>(),
                                scores.at("coverage").at("80").to_number<double>(),
                                scores.at("coverage").at("95").to_number<double>()),
                    fmt::format("{:.1f} ({})", scores.at("seats_expected").to_number<double>(),
                                scores.at("seats_won").to_number<std::int64_t>())});
  };
  for (const json::value& value : judged.at("targets").as_array()) {
    const json::object& target = value.as_object();
    add(target, "model", target);
    for (const auto& [name, baseline] : target.at("baselines").as_object()) add(target, name, baseline.as_object());
  }
  print_rows(common,
             {{"election", "चुनाव"},
              {"mode", "ढंग"},
              {"method", "विधि"},
              {"right", "सही", true},
              {"brier", "ब्रायर", true},
              {"log_score", "लॉग", true},
              {"lead_rmse", "बढ़त की त्रुटि", true},
              {"coverage", "50/80/95 %", true},
              {"seats", "सीटें (हुईं)", true}},
             rows);
  print_left_out(common, judged);
  return 0;
}

void add_sources(CLI::App& parser, ForecastArguments& arguments) {
  parser.add_option("--results", arguments.results, "YEAR=FILE: another country's results instead of the workspace's");
  parser.add_option("--column", arguments.columns, "ROLE=HEADER: which column is seat, party, votes, region or name");
  parser.add_option("--seed", arguments.settings.seed, "of the simulation; the same seed gives the same bytes");
  parser.add_option("--draws", arguments.settings.elections, "elections to simulate")
      ->check(CLI::Range(16, 10'000'000));
}

}  // namespace

void add_forecast_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("forecast", "what are the chances, seat by seat: forecast --scenario FILE");
  auto arguments = std::make_shared<ForecastArguments>();
  parser->add_option("--election", arguments->election,
                     "the election to be told, like LS-2029; the scenario names it too");
  parser->add_option("--scenario", arguments->scenario, "who stands together and what they may poll (TOML)");
  add_sources(*parser, *arguments);

  CLI::App* backtest =
      parser->add_subcommand("backtest", "how good would past forecasts have been, each from its past alone");
  auto back = std::make_shared<ForecastArguments>();
  backtest->add_option("--election", back->election, "only this one");
  backtest->add_option("--mode", back->mode, "A: the state's shares are given; B: without polls; C: with polls");
  backtest->add_option("--polls", back->polls,
                       "polls of past elections (CSV), for mode C; else polls.csv in the workspace");
  add_sources(*backtest, *back);
  commands.push_back({backtest, [back](const Common& common) { return run_backtest(common, *back); }});

  CLI::App* needs =
      parser->add_subcommand("needs", "what would it take: forecast needs --scenario FILE --bloc NAME --seats K");
  auto need = std::make_shared<ForecastArguments>();
  needs->add_option("--election", need->election, "as of forecast");
  needs->add_option("--scenario", need->scenario, "as of forecast")->required();
  needs->add_option("--bloc", need->needs.bloc, "whose seats; else the bloc with the most expected");
  needs->add_option("--seats", need->needs.seats, "how many are wanted; else all");
  needs->add_option("--budget", need->needs.budget, "effort to spend, in units of the response's scale")
      ->check(CLI::Range(0.0, 1e6));
  needs
      ->add_option("--lead-most", need->needs.response.most,
                   "lead that boundless effort in a seat would gain, fraction; assumed")
      ->check(CLI::Range(0.0, 0.5));
  needs->add_option("--effort-scale", need->needs.response.scale, "effort for the first 63 % of that; assumed")
      ->check(CLI::Range(0.01, 1e6));
  add_sources(*needs, *need);
  commands.push_back({needs, [need](const Common& common) { return run_needs(common, *need); }});

  commands.push_back({parser, [arguments](const Common& common) { return run_forecast(common, *arguments); }});
}

}  // namespace boothwise::app
