#include "booth_effort_commands.hpp"
#include "command.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "base/text.hpp"
#include "services/booth_targets.hpp"

namespace boothwise::app {

namespace json = boost::json;
using services::Asked;

namespace {

/// An opened workspace and its data.
struct Opened {
  services::Workspace workspace;
  std::shared_ptr<const services::Snapshot> snapshot;
};

Result<Opened> open_snapshot(const Common& common, std::optional<House> only = std::nullopt) {
  BOOTHWISE_TRY(workspace, open(common));
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse, only));
  return Opened{std::move(workspace), std::move(snapshot)};
}

/// The one house that a question is about; none if it leaves the election open.
std::optional<House> house_of(const Asked& asked) {
  const auto election = parse_election(asked.election);
  return election ? std::optional(election->house) : std::nullopt;
}

std::string count_text(const Common& common, const json::value& value) {
  if (value.is_null()) return common.format == Format::csv ? "" : "–";
  const auto number = value.to_number<std::int64_t>();
  return common.format == Format::csv ? std::to_string(number) : grouped(number);
}

std::string points_text(const Common& common, const json::value& value, double factor = 1) {
  if (value.is_null()) return common.format == Format::csv ? "" : "–";
  return one_decimal(value.to_number<double>() * factor);
}

std::string string_or_dash(const json::value& value) {
  return value.is_string() ? std::string(value.as_string()) : "–";
}

const json::value& at(const json::object& object, std::string_view key) { return object.at(key); }

std::string class_text(const Common& common, std::string_view name) {
  if (common.language == Language::english) return std::string(name);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> words = {{{"lost", "हारी हुई"},
                                                                                   {"narrow", "कम अंतर"},
                                                                                   {"weak", "कमज़ोर"},
                                                                                   {"strong", "मज़बूत"},
                                                                                   {"not_contested", "नहीं लड़ी"},
                                                                                   {"not_certain", "तय नहीं"},
                                                                                   {"missing", "अनुपलब्ध"}}};
  for (const auto& [code, word] : words) {
    if (code == name) return std::string(word);
  }
  return std::string(name);
}

void print_standings(const Common& common, const json::object& view) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& item : view.at("seats").as_array()) {
    const json::object& seat = item.as_object();
    const bool pc = seat.at("house").as_string() == "LS";
    const json::value& winner = seat.at("winner");
    std::string reasons;
    for (const json::value& reason : seat.at("reasons").as_array()) {
      reasons +=
          (reasons.empty() ? "" : "; ") + string_or_dash(reason.at(common.language == Language::hindi ? "hi" : "en"));
    }
    rows.push_back({count_text(common, at(seat, pc ? "pc_no" : "ac_no")), text_of(common, at(seat, "name")),
                    class_text(common, seat.at("class").as_string()), count_text(common, at(seat, "margin_votes")),
                    points_text(common, at(seat, "margin_points")),
                    winner.is_null() ? "–" : string_or_dash(winner.at("party")), reasons});
  }
  print_rows(common,
             {{"no", "सं.", true},
              {"seat", "सीट"},
              {"class", "श्रेणी"},
              {"margin_votes", "अंतर (मत)", true},
              {"margin_points", "अंक", true},
              {"winner", "विजेता"},
              {"reasons", "कारण"}},
             rows);
}

/// Nothing to show is exit code 1.
int found(std::size_t rows) { return rows == 0 ? 1 : 0; }

void add_asked(CLI::App& parser, Asked& asked) {
  parser.add_option("--election", asked.election, "election, such as LS-2019 (default: the newest that fits)");
  parser.add_option("--side", asked.side, "alliance, party, or several joined by + (default: the largest)");
  parser.add_option("--narrow", asked.thresholds.narrow_points, "won by less than so many points: narrow")
      ->capture_default_str();
  parser.add_option("--weak", asked.thresholds.weak_points, "won by less than so many points: weak")
      ->capture_default_str();
  parser.add_option("--fell", asked.thresholds.fell_points, "lead fell by more than so many points: weak")
      ->capture_default_str();
}

void add_elections(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("elections", "list the elections of this workspace");
  commands.push_back({parser, [](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(opened, open_snapshot(common));
                        const json::object view = services::elections_view(*opened.snapshot);
                        const json::array& list = view.at("elections").as_array();
                        if (common.format == Format::json) {
                          print_json(list);
                          return found(list.size());
                        }
                        std::vector<std::vector<std::string>> rows;
                        for (const json::value& item : list) {
                          const json::object& election = item.as_object();
                          rows.push_back({string_or_dash(election.at("id")), text_of(common, election.at("name")),
                                          count_text(common, at(election, "seats")),
                                          election.at("comparable").as_bool()
                                              ? "2008"
                                              : (common.language == Language::hindi ? "पुरानी" : "old"),
                                          count_text(common, election.at("has").at("booths")),
                                          election.at("synthetic").as_bool() ? "synthetic" : ""});
                        }
                        print_rows(common,
                                   {{"election", "चुनाव"},
                                    {"name", "नाम"},
                                    {"seats", "सीटें", true},
                                    {"boundaries", "सीमाएँ"},
                                    {"booth_segments", "बूथ वाले खंड", true},
                                    {"note", "टिप्पणी"}},
                                   rows);
                        return found(rows.size());
                      }});
}

void add_focus(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser =
      app.add_subcommand("focus", "every seat's class for a side: lost, narrow, weak, strong, with reasons");
  auto asked = std::make_shared<Asked>();
  auto only = std::make_shared<std::string>();
  add_asked(*parser, *asked);
  parser->add_option("--class", *only, "only this class")
      ->check(CLI::IsMember({"lost", "narrow", "weak", "strong", "not_contested"}));
  commands.push_back({parser, [asked, only](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(opened, open_snapshot(common, house_of(*asked)));
                        BOOTHWISE_TRY(view, services::focus_view(*opened.snapshot, *asked));
                        json::array& seats = view["seats"].as_array();
                        if (!only->empty()) {
                          json::array kept;
                          for (json::value& seat : seats) {
                            if (seat.at("class").as_string() == *only) kept.push_back(std::move(seat));
                          }
                          seats = std::move(kept);
                        }
                        if (common.format == Format::json) {
                          print_json(seats);
                          return found(seats.size());
                        }
                        if (common.format == Format::table)
                          std::cout << text_of(common, view.at("summary").at("sentence")) << "\n\n";
                        print_standings(common, view);
                        return found(seats.size());
                      }});
}

void add_seats(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("seats", "results of every seat for a side");
  auto asked = std::make_shared<Asked>();
  add_asked(*parser, *asked);
  commands.push_back({parser, [asked](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(opened, open_snapshot(common, house_of(*asked)));
                        BOOTHWISE_TRY(view, services::seats_view(*opened.snapshot, *asked));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else {
                          print_standings(common, view);
                        }
                        return found(view.at("seats").as_array().size());
                      }});
}

void print_candidates(const Common& common, const json::array& candidates) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& item : candidates) {
    const json::object& row = item.as_object();
    rows.push_back({count_text(common, at(row, "position")), string_or_dash(row.at("candidate")),
                    string_or_dash(row.at("party")), string_or_dash(row.at("alliance")),
                    count_text(common, at(row, "votes")), points_text(common, at(row, "share"), 100)});
  }
  print_rows(common,
             {{"position", "स्थान", true},
              {"candidate", "उम्मीदवार"},
              {"party", "दल"},
              {"alliance", "गठबंधन"},
              {"votes", "मत", true},
              {"share_percent", "%", true}},
             rows);
}

/// Of `targets`, as they were typed.
struct TargetArguments {
  services::BoothTargetsAsked asked;
  std::int32_t seat = 0;
  std::int64_t need = 0;
  std::uint32_t units = 0;
  std::uint32_t booth_most = services::BoothEffortRules{}.units_a_booth_most;
  std::uint32_t segment_most = 0;
  double share = services::BoothEffortRules{}.votes_share[1];
  double half = services::BoothEffortRules{}.half_units[1];
};

void print_targets(const Common& common, const json::object& view) {
  const bool with_units = !view.at("effort").is_null();
  std::vector<std::vector<std::string>> rows;
  for (const json::value& booth : view.at("booths").as_array()) {
    auto& row = rows.emplace_back();
    row = {std::to_string(booth.at("ac_no").as_int64()),
           std::string(booth.at("part").as_string()),
           std::string(booth.at("name").as_string()),
           grouped(booth.at("electors").as_int64()),
           one_decimal(booth.at("lead_estimate").to_number<double>() * 100),
           class_text(common, booth.at("class").as_string()),
           grouped(booth.at("target").as_int64())};
    if (with_units) row.push_back(grouped(booth.at("units").to_number<std::int64_t>()));
  }
  std::vector<Shown> columns{{"segment", "विधान सभा"},    {"part", "भाग"},  {"station", "केंद्र"}, {"electors", "मतदाता"},
                             {"lead, points", "बढ़त, अंक"}, {"class", "वर्ग"}, {"target", "लक्ष्य"}};
  if (with_units) columns.push_back({"units", "इकाइयाँ", true});
  print_rows(common, columns, rows);
  if (with_units && common.format == Format::table && !common.quiet)
    print_booth_effort_worth(common, view.at("effort").as_object());
}

Result<int> run_targets(const Common& common, const CLI::App& parser, const TargetArguments& arguments) {
  BOOTHWISE_TRY(opened, open_snapshot(common));
  services::BoothTargetsAsked asked = arguments.asked;
  if (parser.count("--need") > 0) asked.need = arguments.need;
  if (parser.count("--units") > 0) {
    asked.effort = {arguments.units, std::nullopt,
                    services::rules_around(arguments.share, arguments.half, arguments.booth_most)};
    if (parser.count("--segment-most") > 0) asked.effort->units_a_segment_most = arguments.segment_most;
  }
  BOOTHWISE_TRY(view, services::booth_targets_view(*opened.snapshot, opened.workspace, PcNo(arguments.seat), asked));
  if (common.format == Format::json) {
    print_json(view);
  } else {
    print_targets(common, view);
  }
  return 0;
}

void add_booth_targets(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand(
      "targets", "what a seat needs, booth by booth: vote targets that add up, none beyond a turnout");
  auto arguments = std::make_shared<TargetArguments>();
  parser->add_option("PC", arguments->seat, "a Lok Sabha seat's number")->required();
  add_asked(*parser, arguments->asked.asked);
  parser->add_option("--need", arguments->need, "votes to be newly won; what the last result lacked if left out")
      ->check(CLI::NonNegativeNumber);
  parser->add_option("--turnout-most", arguments->asked.turnout_most, "of electors")
      ->check(CLI::Range(0.5, 1.0))
      ->capture_default_str();
  parser->add_option("--units", arguments->units, "of effort (days, visits) in the seat, spread over its booths too")
      ->check(CLI::Range(0, 100'000));
  parser->add_option("--booth-most", arguments->booth_most, "units in one booth")
      ->check(CLI::Range(1U, planning::booth_units_bound))
      ->capture_default_str();
  parser->add_option("--segment-most", arguments->segment_most, "units in one segment; else no cap")
      ->check(CLI::Range(0, 100'000));
  parser->add_option("--share", arguments->share, "of a booth's movable votes that boundless effort gains; assumed")
      ->check(CLI::Range(0.01, 1.0))
      ->capture_default_str();
  parser->add_option("--half", arguments->half, "units that reach half of that; assumed")
      ->check(CLI::Range(0.1, 1000.0))
      ->capture_default_str();
  commands.push_back(
      {parser, [parser, arguments](const Common& common) { return run_targets(common, *parser, *arguments); }});
}

void add_seat(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("seat", "one Lok Sabha seat: results over time, segments, by-elections");
  auto asked = std::make_shared<Asked>();
  auto number = std::make_shared<std::int32_t>(0);
  parser->add_option("PC", *number, "its number")->required();
  add_asked(*parser, *asked);
  commands.push_back({parser, [asked, number](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(opened, open_snapshot(common));
                        BOOTHWISE_TRY(view, services::seat_view(*opened.snapshot, PcNo(*number), *asked));
                        if (common.format == Format::json) {
                          print_json(view);
                          return 0;
                        }
                        const json::array& results = view.at("results").as_array();
                        if (common.format == Format::table) {
                          std::cout << text_of(common, view.at("sentence")) << "\n\n";
                          for (const json::value& result : results) {
                            const json::value& standing = result.at("standing");
                            if (standing.is_null()) continue;
                            std::cout << "  " << result.at("election").as_string() << "  "
                                      << points_text(common, standing.at("margin_points")) << "  "
                                      << class_text(common, standing.at("class").as_string()) << "\n";
                          }
                          std::cout << "\n";
                        }
                        if (!results.empty()) print_candidates(common, results.back().at("candidates").as_array());
                        return 0;
                      }});
}

void add_booths(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("booths", "one AC segment and its booths");
  auto asked = std::make_shared<Asked>();
  auto number = std::make_shared<std::int32_t>(0);
  parser->add_option("AC", *number, "its number")->required();
  add_asked(*parser, *asked);
  commands.push_back(
      {parser, [asked, number](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(opened, open_snapshot(common));
         BOOTHWISE_TRY(view,
                       services::segment_view(*opened.snapshot, *opened.workspace.warehouse, AcNo(*number), *asked));
         if (common.format == Format::json) {
           print_json(view);
           return view.at("booths").is_null() ? 1 : 0;
         }
         if (common.format == Format::table) std::cout << text_of(common, view.at("sentence")) << "\n\n";
         if (view.at("booths").is_null()) {
           std::cerr << (common.language == Language::hindi ? "इस चुनाव के बूथवार परिणाम यहाँ नहीं हैं\n"
                                                            : "no booth results of this election here\n");
           return 1;
         }
         std::vector<std::vector<std::string>> rows;
         for (const json::value& item : view.at("booths").at("list").as_array()) {
           const json::object& booth = item.as_object();
           rows.push_back({string_or_dash(booth.at("part")), class_text(common, booth.at("class").as_string()),
                           count_text(common, at(booth, "margin_votes")),
                           points_text(common, at(booth, "margin_points")),
                           count_text(common, at(booth, "valid_votes")), count_text(common, at(booth, "electors")),
                           points_text(common, at(booth, "turnout"), 100), string_or_dash(booth.at("name"))});
         }
         print_rows(common,
                    {{"part", "भाग", true},
                     {"class", "श्रेणी"},
                     {"margin_votes", "अंतर (मत)", true},
                     {"margin_points", "अंक", true},
                     {"valid_votes", "वैध मत", true},
                     {"electors", "निर्वाचक", true},
                     {"turnout_percent", "मतदान %", true},
                     {"name", "मतदेय स्थल"}},
                    rows);
         return 0;
       }});
}

void add_booth(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("booth", "one polling station");
  auto asked = std::make_shared<Asked>();
  auto address = std::make_shared<std::string>();
  parser->add_option("AC/PART", *address, "such as 45/112")->required();
  add_asked(*parser, *asked);
  commands.push_back(
      {parser, [asked, address](const Common& common) -> Result<int> {
         const auto parts = split(*address, '/');
         const auto ac = parts.size() == 2 ? parse_part(parts[0]) : std::nullopt;
         const auto part = parts.size() == 2 ? parse_part(parts[1]) : std::nullopt;
         if (!ac || !ac->suffix.empty() || !part) {
           return Error{ErrorKind::bad_input,
                        "booth_malformed",
                        {"expected AC/PART such as 45/112 or 45/112A", "45/112 या 45/112A जैसा AC/भाग चाहिए"},
                        {{}, 0, {}, shortened(*address, 80)}};
         }
         BOOTHWISE_TRY(opened, open_snapshot(common));
         BOOTHWISE_TRY(view, services::booth_view(*opened.snapshot, opened.workspace, AcNo(ac->number), *part, *asked));
         if (common.format == Format::json) {
           print_json(view);
           return 0;
         }
         if (common.format == Format::table) std::cout << text_of(common, view.at("sentence")) << "\n\n";
         print_candidates(common, view.at("candidates").as_array());
         return 0;
       }});
}

void add_compare(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("compare", "two elections seat by seat, or by segment across houses");
  auto asked = std::make_shared<Asked>();
  auto from = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  parser->add_option("FROM", *from, "the earlier election")->required();
  parser->add_option("TO", *to, "the later election")->required();
  parser->add_option("--side", asked->side, "alliance, party, or several joined by +");
  commands.push_back(
      {parser, [asked, from, to](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(opened, open_snapshot(common));
         BOOTHWISE_TRY(view, services::compare_view(*opened.snapshot, *from, *to, asked->side, asked->thresholds));
         if (common.format == Format::json) {
           print_json(view);
           return 0;
         }
         if (common.format == Format::table) std::cout << text_of(common, view.at("sentence")) << "\n\n";
         const bool pc = view.at("unit").as_string() == "pc";
         std::vector<std::vector<std::string>> rows;
         for (const json::value& item : view.at("rows").as_array()) {
           const json::object& row = item.as_object();
           rows.push_back({count_text(common, at(row, pc ? "pc_no" : "ac_no")), text_of(common, row.at("name")),
                           points_text(common, row.at("from").at("margin_points")),
                           points_text(common, row.at("to").at("margin_points")),
                           points_text(common, at(row, "share_change_points")),
                           points_text(common, at(row, "swing_points"))});
         }
         print_rows(common,
                    {{"no", "सं.", true},
                     {"seat", "सीट"},
                     {"margin_from", "पहले", true},
                     {"margin_to", "बाद में", true},
                     {"share_change", "हिस्से में बदलाव", true},
                     {"swing", "स्विंग", true}},
                    rows);
         return found(rows.size());
       }});
}

}  // namespace

void add_know_commands(CLI::App& app, std::vector<Command>& commands) {
  add_elections(app, commands);
  add_focus(app, commands);
  add_seats(app, commands);
  add_seat(app, commands);
  add_booth_targets(app, commands);
  add_booths(app, commands);
  add_booth(app, commands);
  add_compare(app, commands);
}

}  // namespace boothwise::app
