#include "command.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

#include "base/text.hpp"
#include "services/area_estimates.hpp"
#include "services/community_view.hpp"
#include "services/model_fit.hpp"
#include "services/vote_transfer_view.hpp"

/// `boothwise estimate`: what can be said of areas from few answers, and of votes from sums; never of communities
/// (R13).
namespace boothwise::app {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

std::string estimate_text(const json::value& of, std::string_view member) {
  return std::string(of.at(member).as_string());
}

std::string estimate_percent(const json::value& share) {
  constexpr double least = 0.001;  // never 0 or 100 %
  return fmt::format("{:.1f}", 100 * std::clamp(share.to_number<double>(), least, 1 - least));
}

/// "34.2 % (30.1–38.6)"; "–" where nothing is known.
std::string interval_cell(const json::value& share) {
  if (share.is_null()) return "–";
  return fmt::format("{} % ({}–{})", estimate_percent(share.at("value")), estimate_percent(share.at("low")),
                     estimate_percent(share.at("high")));
}

std::string neighbours_cell(const json::value& area) {
  const json::value& from = area.at("from_neighbours");
  return from.is_null() ? "–" : fmt::format("{:.0f} %", 100 * from.to_number<double>());
}

void add_posterior_options(CLI::App& parser, estimation::PosteriorSettings& settings) {
  parser.add_option("--draws", settings.draws, "draws of what is not known")->check(CLI::Range(100, 20'000));
  parser.add_option("--seed", settings.seed, "the same seed gives the same draws");
}

void add_areas(CLI::App& parser, services::EstimatedAreas& areas) {
  parser.add_option("--district", areas.district, "down to its booths; else districts and segments");
  parser.add_option_function<std::int32_t>(
      "--ac", [&areas](std::int32_t number) { areas.ac = AcNo(number); }, "a segment, down to its booths");
}

void print_method(const Common& common, const json::object& view) {
  if (common.format == Format::csv || common.quiet) return;
  std::cout << text_of(common, view.at("method")) << "\n";
}

void print_economy(const Common& common, const json::object& view) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& estimate : view.at("estimates").as_array()) {
    for (const json::value& area : estimate.at("areas").as_array()) {
      const json::value& released = area.at("released_share");
      rows.push_back({text_of(common, area.at("name")), text_of(common, estimate.at("title")),
                      text_of(common, estimate.at("answer_title")), interval_cell(area.at("share")),
                      neighbours_cell(area), released.is_null() ? "–" : estimate_percent(released) + " %"});
    }
  }
  print_rows(common,
             {{"area", "क्षेत्र"},
              {"question", "प्रश्न"},
              {"answer", "उत्तर"},
              {"estimate, 90 %", "अनुमान, 90 %", true},
              {"from neighbours", "पड़ोस से", true},
              {"released", "प्रकाशित", true}},
             rows);
  print_method(common, view);
}

void add_economy(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("economy", "economic status of areas from a wave's released tables");
  auto asked = std::make_shared<services::EconomyAsked>();
  parser->add_option("--wave", asked->wave, "its code; the newest if left out");
  add_areas(*parser, asked->areas);
  parser->add_option("--question", asked->question, "its code; all on means if left out");
  parser->add_option("--covariates", asked->covariates, "ac_no and columns of numbers, from public statistics");
  add_posterior_options(*parser, asked->posterior);
  commands.push_back({parser, [asked](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(workspace, open(common));
                        BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
                        const auto progress = terminal_progress(common);
                        BOOTHWISE_TRY(view,
                                      services::economy_estimates(*snapshot, *workspace.warehouse, *asked, *progress));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else {
                          print_economy(common, view);
                        }
                        return 0;
                      }});
}

void print_areas(const Common& common, const json::object& view) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& area : view.at("areas").as_array()) {
    rows.push_back(
        {estimate_text(area, "area"), estimate_text(area, "name"), interval_cell(area.at("share")),
         neighbours_cell(area),
         area.at("answers").is_null() ? "–" : fmt::format("{:.0f}", area.at("answers").to_number<double>())});
  }
  print_rows(common,
             {{"area", "क्षेत्र"},
              {"name", "नाम"},
              {"estimate, 90 %", "अनुमान, 90 %", true},
              {"from neighbours", "पड़ोस से", true},
              {"answers", "उत्तर", true}},
             rows);
  print_method(common, view);
}

void print_reach(const Common& common, const json::object& view) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& area : view.at("areas").as_array()) {
    const json::value& told = area.at("released_share");
    rows.push_back({text_of(common, area.at("name")), interval_cell(area.at("share")), neighbours_cell(area),
                    told.is_null() ? "–" : estimate_percent(told) + " %"});
  }
  print_rows(common,
             {{"area", "क्षेत्र"},
              {"estimate, 90 %", "अनुमान, 90 %", true},
              {"from neighbours", "पड़ोस से", true},
              {"counted", "गिना गया", true}},
             rows);
  print_method(common, view);
}

struct SchemeArguments {
  services::AreaFile file;
  services::SchemeReachAsked reach;
};

Result<int> run_schemes(const Common& common, const SchemeArguments& arguments) {
  json::object view;
  const bool of_file = !arguments.file.file.empty();
  if (of_file) {
    const auto progress = terminal_progress(common);
    BOOTHWISE_TRY(made, services::area_file_estimates(arguments.file, *progress));
    view = std::move(made);
  } else {
    BOOTHWISE_TRY(workspace, open(common));
    BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
    services::SchemeReachAsked asked = arguments.reach;
    asked.posterior = arguments.file.posterior;
    BOOTHWISE_TRY(made, services::scheme_reach_estimates(*snapshot, *workspace.warehouse, asked));
    view = std::move(made);
  }
  if (common.format == Format::json) {
    print_json(view);
  } else if (of_file) {
    print_areas(common, view);
  } else {
    print_reach(common, view);
  }
  return 0;
}

void add_schemes(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand(
      "schemes", "a scheme's reach by area, from what households said here, or from a file of counts");
  auto arguments = std::make_shared<SchemeArguments>();
  CLI::Option* file = parser->add_option("file", arguments->file.file,
                                         "counts of what people said: area, count, base; parent, noise_sd, …");
  parser->add_option("--covariates", arguments->file.covariates, "the file's columns that go along with the share")
      ->needs(file);
  CLI::Option* scheme =
      parser->add_option("--scheme", arguments->reach.scheme, "its code: from the counts in the workspace");
  scheme->excludes(file);
  add_areas(*parser, arguments->reach.areas);
  add_posterior_options(*parser, arguments->file.posterior);
  commands.push_back({parser, [arguments](const Common& common) -> Result<int> {
                        if (arguments->file.file.empty() && arguments->reach.scheme.empty()) {
                          return Error{
                              ErrorKind::bad_input,
                              "file_or_scheme",
                              {"expected a file of counts, or --scheme CODE", "गिनती की फ़ाइल, या --scheme CODE चाहिए"},
                              {"--scheme", 0, {}, {}}};
                        }
                        return run_schemes(common, *arguments);
                      }});
}

void add_community_answer(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser =
      parent.add_subcommand("community", "says why there is no such estimate, and what there is instead");
  commands.push_back(
      {parser, [](const Common&) -> Result<int> {
         return Error{ErrorKind::forbidden,
                      "community_never_estimated",
                      {"community composition is never estimated, for persons or areas (rule R13): what people said "
                       "of themselves is shown as it was released by: boothwise community",
                       "समुदाय की संरचना का अनुमान कभी नहीं लगाया जाता, न व्यक्तियों का न क्षेत्रों का (नियम R13): लोगों ने अपने बारे "
                       "में जो कहा, "
                       "वह जैसा प्रकाशित हुआ वैसा ही दिखता है: boothwise community"}};
       }});
}

void print_matrix(const Common& common, const json::value& matrix) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& row : matrix.at("rows").as_array()) {
    for (const json::value& cell : row.at("cells").as_array()) {
      const auto whole = [&](std::string_view member) {
        return grouped(std::llround(cell.at(member).to_number<double>()));
      };
      rows.push_back({estimate_text(row, "from"), estimate_text(cell, "to"), estimate_percent(cell.at("share")),
                      whole("votes"), whole("votes_least"), whole("votes_most")});
    }
  }
  print_rows(common,
             {{"from", "पहले"},
              {"to", "बाद में"},
              {"% of from", "पहले का %", true},
              {"votes", "मत", true},
              {"least", "न्यूनतम", true},
              {"most", "अधिकतम", true}},
             rows);
}

struct TransferArguments {
  services::TransferAsked asked;
  services::TransferFiles files;
  std::int32_t pc = 0;
};

Result<int> run_transfer(const Common& common, const TransferArguments& arguments) {
  json::object view;
  if (!arguments.files.from.empty()) {
    services::TransferFiles files = arguments.files;
    files.threads = common.threads;
    const auto progress = terminal_progress(common);
    BOOTHWISE_TRY(made, services::transfer_of_files(files, *progress));
    view = std::move(made);
  } else {
    BOOTHWISE_TRY(workspace, open(common));
    BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
    services::TransferAsked asked = arguments.asked;
    asked.threads = common.threads;
    if (arguments.pc != 0) asked.pc = PcNo(arguments.pc);
    BOOTHWISE_TRY(made, services::transfer_view(*snapshot, asked));
    view = std::move(made);
  }
  if (common.format == Format::json) {
    print_json(view);
  } else {
    if (view.contains("matrices")) {
      for (const json::value& matrix : view.at("matrices").as_array()) print_matrix(common, matrix);
    } else {
      print_matrix(common, view);
    }
    print_method(common, view);
  }
  return 0;
}

void add_transfer(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand(
      "transfer", "where the votes of one election went at another: estimate transfer --from LS-2014 --to LS-2019");
  auto arguments = std::make_shared<TransferArguments>();
  auto* from = parser->add_option("--from", arguments->asked.from, "the earlier election");
  auto* to = parser->add_option("--to", arguments->asked.to, "the later one");
  parser->add_option("--pc", arguments->pc, "only the segments of this seat");
  parser->add_option("--least", arguments->asked.share_least, "parties below this share are counted as others")
      ->check(CLI::Range(0.0, 0.5));
  auto* from_file = parser->add_option("--from-file", arguments->files.from, "unit, option, votes: any first ballot");
  auto* to_file = parser->add_option("--to-file", arguments->files.to, "the second ballot of the same units");
  parser->add_option("--by", arguments->files.by, "column of both files: a table each");
  from->needs(to)->excludes(from_file);
  from_file->needs(to_file);
  parser->callback([from, from_file] {
    if (from->count() + from_file->count() == 0) throw CLI::RequiredError("--from or --from-file");
  });
  commands.push_back({parser, [arguments](const Common& common) { return run_transfer(common, *arguments); }});
}

void print_fit(const Common& common, const json::object& view, const std::string& by) {
  std::vector<std::vector<std::string>> rows;
  const auto decimal = [](const json::value& number) {
    return number.is_null() ? std::string("–") : fmt::format("{:.4f}", number.to_number<double>());
  };
  if (view.contains("estimates")) {
    for (const json::value& one : view.at("estimates").as_array()) {
      rows.push_back({estimate_text(one, by), decimal(one.at("estimate")), decimal(one.at("low_90")),
                      decimal(one.at("high_90")),
                      one.at("sample").is_null() ? "–" : std::to_string(one.at("sample").to_number<std::int64_t>())});
    }
    print_rows(common,
               {{by, by},
                {"estimate", "अनुमान", true},
                {"low, 90 %", "निम्न, 90 %", true},
                {"high, 90 %", "उच्च, 90 %", true},
                {"sample", "नमूना", true}},
               rows);
    return;
  }
  for (const json::value& one : view.at("coefficients").as_array()) {
    const json::value& value = one.at("value");
    rows.push_back({estimate_text(one, "column") + (value.is_null() ? "" : " = " + std::string(value.as_string())),
                    decimal(one.at("coefficient")), decimal(one.at("sd"))});
  }
  for (const json::value& one : view.at("groupings").as_array())
    rows.push_back({"(1|" + estimate_text(one, "grouping") + ")", "–", decimal(one.at("sd"))});
  print_rows(common, {{"term", "पद"}, {"coefficient", "गुणांक", true}, {"sd", "मानक विचलन", true}}, rows);
}

struct FitArguments {
  services::FitJob job;
  std::string family = "binomial";
  std::string method = "joint";
};

void add_fit(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand(
      "fit", "a multilevel regression of a file: estimate fit FILE --formula \"answer ~ age + (1|district)\"");
  auto arguments = std::make_shared<FitArguments>();
  services::FitJob& job = arguments->job;
  parser->add_option("file", job.file, "a row an answer (or a count, with --size)")->required();
  parser->add_option("--formula", job.formula, "answer ~ column + column + (1|grouping)")->required();
  parser->add_option("--family", arguments->family, "yes or no, or numbers")
      ->check(CLI::IsMember({"binomial", "gaussian"}));
  parser->add_option("--method", arguments->method, "joint (quick), laplace, or integrated (REML of numbers)")
      ->check(CLI::IsMember({"joint", "laplace", "integrated"}));
  parser->add_option("--size", job.size, "column: of how many the answer counts");
  auto* cells = parser->add_option("--cells", job.cells, "the population: the formula's columns, by cell or member");
  parser->add_option("--count", job.count, "column of the cells: how many");
  auto* by = parser->add_option("--by", job.by, "column of the cells: what is estimated");
  parser->add_flag("--realised", job.realised, "what those very members have, not their like");
  add_posterior_options(*parser, job.posterior);
  cells->needs(by);
  by->needs(cells);
  commands.push_back({parser, [arguments](const Common& common) -> Result<int> {
                        services::FitJob asked = arguments->job;
                        asked.family = arguments->family == "gaussian" ? estimation::Family::gaussian
                                                                       : estimation::Family::binomial;
                        asked.method = arguments->method == "laplace"      ? estimation::Method::laplace
                                       : arguments->method == "integrated" ? estimation::Method::integrated
                                                                           : estimation::Method::joint;
                        const auto progress = terminal_progress(common);
                        BOOTHWISE_TRY(view, services::fit_file(asked, *progress));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else {
                          print_fit(common, view, asked.by);
                        }
                        return 0;
                      }});
}

}  // namespace

void add_estimate_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("estimate", "areas from few answers, votes from sums; never communities");
  parser->require_subcommand(1);
  add_economy(*parser, commands);
  add_schemes(*parser, commands);
  add_community_answer(*parser, commands);
  add_transfer(*parser, commands);
  add_fit(*parser, commands);
}

}  // namespace boothwise::app
