#include "command.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fstream>
#include <iostream>

#include "base/text.hpp"
#include "names/names.hpp"
#include "services/linking.hpp"
#include "services/relinking.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

/// What `link` and `dedupe` were asked to do.
struct LinkArguments {
  services::LinkJob job;
  std::filesystem::path right;
  bool propose = false;
  std::vector<std::string> explain;
};

json::object bilingual_json(const Bilingual& text) { return {{"en", text.en}, {"hi", text.hi}}; }

json::object report_json(const services::LinkReport& report, bool single) {
  json::object object{{"records_left", report.left},
                      {"records_right", report.right},
                      {"pairs_compared", report.pairs},
                      {"links", report.links},
                      {"uncertain", report.uncertain}};
  if (single) object["clusters"] = report.clusters;
  if (!single) {
    object["unlinked_left"] = report.unlinked_left;
    object["unlinked_right"] = report.unlinked_right;
  }
  object["converged"] = !report.used.model || report.used.model->converged;
  json::array capped;
  for (const services::CappedReport& block : report.capped) {
    capped.push_back(
        {{"rule", block.rule}, {"example", block.example}, {"records", block.records}, {"pairs", block.pairs}});
  }
  object["capped_blocks"] = std::move(capped);
  return object;
}

void print_report(const Common& common, const services::LinkReport& report, bool single) {
  const auto count = [](auto number) { return grouped(static_cast<std::int64_t>(number)); };
  const auto line = [&](std::string_view en, std::string_view hi, const std::string& number) {
    std::cout << say(common, en, hi) << ": " << number << "\n";
  };
  line("records", "अभिलेख", single ? count(report.left) : count(report.left) + " + " + count(report.right));
  line("pairs compared", "तुलना किए जोड़े", count(report.pairs));
  line("links", "मेल", count(report.links));
  line("uncertain, for a person to look at", "अनिश्चित, किसी व्यक्ति के देखने के लिए", count(report.uncertain));
  if (single) {
    line("clusters of two or more", "दो या अधिक के समूह", count(report.clusters));
  } else {
    line("without a partner", "बिना मेल", count(report.unlinked_left) + " + " + count(report.unlinked_right));
  }
  if (report.bytes_in_files > 0) {
    line("in files, for want of memory (MiB)", "स्मृति कम होने से फ़ाइलों में (MiB)", count(report.bytes_in_files >> 20U));
  }
  if (report.used.model && !report.used.model->converged) {
    std::cout << say(common, "~ the model did not converge: look at the links before you use them",
                     "~ मॉडल स्थिर नहीं हुआ: उपयोग से पहले मेल देखें")
              << "\n";
  }
  constexpr std::size_t shown = 10;
  for (std::size_t at = 0; at < std::min(shown, report.capped.size()); ++at) {
    const services::CappedReport& block = report.capped[at];
    std::cout << "~ "
              << fmt::format(
                     fmt::runtime(say(
                         common,
                         "{}: {} records share one key (one is {}); of their {} pairs only neighbours were compared",
                         "{}: {} अभिलेखों की एक ही कुंजी (एक है {}); {} जोड़ों में से केवल पड़ोसी की तुलना हुई")),
                     block.rule, count(block.records), block.example, count(block.pairs))
              << "\n";
  }
  if (report.capped.size() > shown) std::cout << "~ … " << count(report.capped.size()) << "\n";
}

Result<int> run_explain(const Common& common, const LinkArguments& arguments, Progress& progress) {
  BOOTHWISE_TRY(pair, services::explain_pair(arguments.job, arguments.explain[0], arguments.explain[1], progress));
  if (common.format == Format::json) {
    json::array parts;
    for (const services::PairExplanation::Part& part : pair.parts) {
      parts.push_back({{"column", part.column},
                       {"left", part.left},
                       {"right", part.right},
                       {"says", bilingual_json(part.says)},
                       {"weight", part.weight}});
    }
    print_json(json::object{{"parts", std::move(parts)},
                            {"related", pair.related},
                            {"match_weight", pair.weight},
                            {"prior", pair.prior},
                            {"match_probability", pair.probability}});
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  rows.reserve(pair.parts.size());
  const auto bits = [](double weight) { return fmt::format("{:+.2f}", weight); };
  for (const services::PairExplanation::Part& part : pair.parts) {
    rows.push_back(
        {part.column, part.left, part.right, std::string(in_language(part.says, common.language)), bits(part.weight)});
  }
  const auto row = [&](std::string_view en, std::string_view hi, const std::string& number) {
    rows.push_back({std::string(say(common, en, hi)), "", "", "", number});
  };
  row("people who belong together agree so too", "साथ रहने वालों में भी ऐसा मेल", bits(pair.related));
  row("weight of the pair", "जोड़े का भार", bits(pair.weight));
  row("before anything was compared", "तुलना से पहले", bits(pair.prior));
  row("probability", "संभावना", fmt::format("{:.6f}", pair.probability));
  print_rows(
      common,
      {{"column", "स्तंभ"}, {"left", "बायाँ"}, {"right", "दायाँ"}, {"says", "क्या"}, {"weight_bits", "भार (बिट)", true}},
      rows);
  return 0;
}

Result<int> run_link(const Common& common, LinkArguments arguments) {
  const bool single = !arguments.job.right;
  if (arguments.job.out.empty() && !arguments.propose && arguments.explain.empty()) {
    return Error{ErrorKind::bad_input,
                 "output_missing",
                 {"expected --out FILE, --auto or --explain", "--out FILE, --auto या --explain चाहिए"}};
  }
  arguments.job.resources.threads = common.threads;
  const auto progress = terminal_progress(common);
  if (!arguments.explain.empty()) return run_explain(common, arguments, *progress);
  if (arguments.job.out.empty()) {
    BOOTHWISE_TRY(proposed, services::propose_settings(arguments.job, *progress));
    std::cout << services::write_link_settings(proposed);
    return 0;
  }
  BOOTHWISE_TRY(report, services::link_files(arguments.job, *progress));
  if (arguments.propose) {
    services::LinkSettings used = report.used;
    used.model.reset();
    std::cout << services::write_link_settings(used);
  } else if (common.format == Format::json) {
    print_json(report_json(report, single));
  } else if (!common.quiet) {
    print_report(common, report, single);
  }
  return 0;
}

void add_link_options(CLI::App& parser, LinkArguments& arguments) {
  services::LinkJob& job = arguments.job;
  parser.add_option("--out", job.out, "where the answer goes: .csv or .parquet");
  parser.add_flag("--auto", arguments.propose, "propose settings from the columns and print them");
  parser.add_option("--settings", job.settings, "a settings or model file (TOML)")->excludes("--auto");
  parser.add_option("--id", job.id, "the column that names a record; without it records are numbered from 1");
  parser.add_option("--ignore", job.ignored, "columns that proposed settings leave out")->take_all();
  parser.add_option("--threshold", job.probability_least, "probability from which a pair is a link")
      ->check(CLI::Range(0.01, 0.999999));
  parser.add_option("--decisions", job.decisions, "what people decided of pairs: left_id, right_id, decision");
  parser.add_option("--uncertain", job.uncertain, "where pairs go that a person should look at");
  parser.add_option("--save-model", job.model, "where the settings go with what was learnt");
  parser.add_option("--seed", job.seed, "of what is drawn at random");
  parser.add_option("--block-pairs", job.resources.block_pairs_max, "most pairs of one block that are all compared")
      ->check(CLI::Range(std::uint64_t{1000}, std::uint64_t{1} << 40U));
  parser
      .add_option("--memory", job.memory_bytes,
                  "what records may take of memory (4GB, 500MB); beyond it work goes through files; else half of it")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(std::uint64_t{64} << 20U, std::uint64_t{1} << 50U));
  parser.add_option("--temp", job.temporary, "the folder for such files; else that of --out")
      ->check(CLI::ExistingDirectory);
  parser.add_option("--explain", arguments.explain, "ids of two records: what speaks for and against")->expected(2);
}

void add_link(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("link", "find who of one file is who in another: link LEFT RIGHT --out FILE");
  auto arguments = std::make_shared<LinkArguments>();
  parser->add_option("LEFT", arguments->job.left, "CSV, CSV.gz, XLSX or Parquet")->required();
  parser->add_option("RIGHT", arguments->right, "the other file")->required();
  add_link_options(*parser, *arguments);
  parser->add_option("--right-id", arguments->job.right_id, "the right file's column, if it is called otherwise");
  parser->add_flag("--one-to-one", arguments->job.one_to_one, "a record has at most one partner");
  parser->add_option("--years", arguments->job.years, "how much older everybody is in the right file")
      ->check(CLI::Range(-200, 200));
  parser->add_option("--unlinked", arguments->job.unlinked, "where records without a partner go");
  commands.push_back({parser, [arguments](const Common& common) {
                        arguments->job.right = arguments->right;
                        return run_link(common, *arguments);
                      }});
}

Result<int> run_relink(const Common& common, services::RelinkJob job) {
  job.resources.threads = common.threads;
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(report, services::relink(job, *progress));
  if (common.format == Format::json) {
    print_json(json::object{{"records", report.records},
                            {"added", report.added},
                            {"changed", report.changed},
                            {"unchanged", report.unchanged},
                            {"removed", report.removed},
                            {"pairs_compared", report.pairs},
                            {"links", report.links},
                            {"clusters", report.clusters}});
    return 0;
  }
  if (common.quiet) return 0;
  const auto count = [](auto number) { return grouped(static_cast<std::int64_t>(number)); };
  const auto line = [&](std::string_view en, std::string_view hi, const std::string& number) {
    std::cout << say(common, en, hi) << ": " << number << "\n";
  };
  line("records", "अभिलेख", count(report.records));
  line("added, changed, as before, removed", "जुड़े, बदले, पहले जैसे, हटाए",
       count(report.added) + ", " + count(report.changed) + ", " + count(report.unchanged) + ", " +
           count(report.removed));
  line("pairs compared", "तुलना किए जोड़े", count(report.pairs));
  line("links", "मेल", count(report.links));
  line("clusters of two or more", "दो या अधिक के समूह", count(report.clusters));
  return 0;
}

/// What is new in a table that was linked before, if that was asked for.
std::optional<services::RelinkJob> relink_asked(const LinkArguments& arguments, const services::RelinkJob& asked) {
  if (asked.added.empty() && asked.removed.empty()) return std::nullopt;
  services::RelinkJob job = asked;
  job.state = arguments.job.state;
  job.out = arguments.job.out;
  job.resources = arguments.job.resources;
  return job;
}

Error file_or_state() {
  return Error{ErrorKind::bad_input,
               "file_missing",
               {"expected FILE, or --state with --add or --remove", "FILE चाहिए, या --state के साथ --add या --remove"}};
}

void add_dedupe(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("dedupe", "find who stands in a file more than once: dedupe FILE --out FILE");
  auto arguments = std::make_shared<LinkArguments>();
  auto relink = std::make_shared<services::RelinkJob>();
  CLI::Option* file = parser->add_option("FILE", arguments->job.left, "CSV, CSV.gz, XLSX or Parquet");
  add_link_options(*parser, *arguments);
  parser->add_option("--pairs", arguments->job.pairs, "where the pairs behind the clusters go");
  parser->add_option("--previous", arguments->job.previous, "clusters of an earlier run: their ids live on");
  CLI::Option* state =
      parser->add_option("--state", arguments->job.state,
                         "where to keep what --add and --remove go on from (personal data: as the table)");
  parser->add_option("--add", relink->added, "records that are new or changed since the state")
      ->needs(state)
      ->excludes(file)
      ->excludes("--decisions");
  parser->add_option("--remove", relink->removed, "a file with the ids of records that are gone since the state")
      ->needs(state)
      ->excludes(file);
  commands.push_back({parser, [arguments, relink](const Common& common) -> Result<int> {
                        if (const auto job = relink_asked(*arguments, *relink)) return run_relink(common, *job);
                        if (arguments->job.left.empty()) return file_or_state();
                        return run_link(common, *arguments);
                      }});
}

Error line_error(const std::string& file, std::uint64_t number, const std::string& line, Bilingual expected) {
  Error error{ErrorKind::bad_input, "line_malformed", std::move(expected)};
  error.where = {file, number, {}, is_utf8(line) ? shortened(line, 80) : std::string()};
  return error;
}

/// Answers each line of a file, or of the standard input.
template <typename Answer>
Result<int> each_line(const std::string& file, const Answer& answer) {
  std::ifstream opened;
  const bool standard = file.empty() || file == "-";
  if (!standard) {
    opened.open(file, std::ios::binary);
    if (!opened)
      return Error{ErrorKind::bad_input, "file_not_found", {"there is no such file", "ऐसी कोई फ़ाइल नहीं है"}, {file}};
  }
  std::istream& in = standard ? std::cin : opened;
  std::ios::sync_with_stdio(false);
  std::string line;
  std::string out;
  constexpr std::size_t bytes_held_max = 1U << 16U;
  for (std::uint64_t number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (!is_utf8(line)) return line_error(file, number, line, {"expected UTF-8", "UTF-8 चाहिए"});
    if (!answer(line, out)) {
      std::cout << out;
      return line_error(file, number, line, {"expected two names with a tab between them", "टैब से अलग दो नाम चाहिए"});
    }
    out += '\n';
    if (out.size() > bytes_held_max) {
      std::cout << out;
      out.clear();
    }
  }
  std::cout << out;
  return 0;
}

bool answer_key(std::string_view line, std::string& out) {
  out.append(line).append("\t");
  bool first = true;
  for (const names::Token& token : names::parse_name(line).tokens) {
    if (!std::exchange(first, false)) out += ' ';
    const names::TokenKeys keys = names::keys_of(token.sounds);
    for (std::size_t at = 0; at < keys.all().size(); ++at) {
      if (at > 0) out += '|';
      out += names::key_text(keys.all()[at]);
    }
  }
  return true;
}

bool answer_similarity(std::string_view line, std::string& out) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos || line.find('\t', tab + 1) != std::string_view::npos) return false;
  const double alike =
      names::similarity(names::parse_name(line.substr(0, tab)), names::parse_name(line.substr(tab + 1)));
  out += fmt::format("{}\t{:.4f}", line, alike);
  return true;
}

bool answer_romanise(std::string_view line, std::string& out) {
  out += names::romanise(line);
  return true;
}

void add_names(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("names", "names across spellings and scripts, one a line");
  parser->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, bool (*answer)(std::string_view, std::string&)) {
    CLI::App* command = parser->add_subcommand(name, what);
    auto file = std::make_shared<std::string>();
    command->add_option("FILE", *file, "names, one a line; the standard input if none is given");
    commands.push_back({command, [file, answer](const Common&) { return each_line(*file, answer); }});
  };
  add("key", "phonetic keys of each word: NAME, tab, keys", answer_key);
  add("similarity", "how alike two names are, 0 to 1: NAME, tab, NAME", answer_similarity);
  add("romanise", "Devanagari in Latin letters", answer_romanise);
}

}  // namespace

void add_link_commands(CLI::App& app, std::vector<Command>& commands) {
  add_link(app, commands);
  add_dedupe(app, commands);
  add_names(app, commands);
}

}  // namespace boothwise::app
