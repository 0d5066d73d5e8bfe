#include "booth_effort_commands.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

#include "base/text.hpp"
#include "services/booth_effort_job.hpp"

/// `boothwise plan booths`: where in a seat effort gains most.
namespace boothwise::app {

namespace json = boost::json;

namespace {

std::string whole(const json::value& number) { return grouped(number.to_number<std::int64_t>()); }

std::string votes(const json::value& number) { return fmt::format("{:.1f}", number.to_number<double>()); }

std::string words(const json::value& text) { return std::string(text.as_string()); }

void print_seats(const Common& common, const json::array& seats) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& seat : seats) {
    rows.push_back({words(seat.at("seat")), seat.at("share").is_null() ? "–" : whole(seat.at("share")),
                    whole(seat.at("booths")), whole(seat.at("units")), votes(seat.at("votes"))});
  }
  print_rows(common,
             {{"seat", "सीट"},
              {"its share", "उसका हिस्सा", true},
              {"booths", "बूथ", true},
              {"units", "इकाइयाँ", true},
              {"votes, assumed", "वोट, मान्यता से", true}},
             rows);
}

struct BoothArguments {
  services::BoothEffortJob job;
  std::uint32_t segment_most = 0;
  std::uint32_t units = 0;
  std::vector<double> share{0.25, 0.5, 1};
  std::vector<double> half{1, 2, 4};
};

Result<int> run_booths(const Common& common, const CLI::App& parser, const BoothArguments& arguments) {
  services::BoothEffortJob job = arguments.job;
  if (parser.count("--units") > 0) job.units = arguments.units;
  if (parser.count("--segment-most") > 0) job.units_a_segment_most = arguments.segment_most;
  std::copy_n(arguments.share.begin(), 3, job.rules.votes_share.begin());
  std::copy_n(arguments.half.begin(), 3, job.rules.half_units.begin());
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(view, services::plan_booth_effort(job, *progress));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& booth : view.at("booths").as_array()) {
    rows.push_back({words(booth.at("seat")), words(booth.at("segment")), words(booth.at("booth")),
                    words(booth.at("name")), whole(booth.at("units")), votes(booth.at("votes"))});
  }
  print_rows(common,
             {{"seat", "सीट"},
              {"segment", "खंड"},
              {"booth", "बूथ"},
              {"name", "नाम"},
              {"units", "इकाइयाँ", true},
              {"votes, assumed", "वोट, मान्यता से", true}},
             rows);
  if (common.format == Format::csv || common.quiet) return 0;
  print_seats(common, view.at("seats").as_array());
  print_booth_effort_worth(common, view);
  return 0;
}

}  // namespace

void print_booth_effort_worth(const Common& common, const json::object& worth) {
  std::vector<std::vector<std::string>> rows;
  for (const json::value& under : worth.at("under").as_array()) {
    const auto percent = [](const json::value& fraction) {
      return fmt::format("{:g}", 100 * fraction.to_number<double>());
    };
    rows.push_back({percent(under.at("votes_share")), fmt::format("{:g}", under.at("half_units").to_number<double>()),
                    votes(under.at("plan")), votes(under.at("equal_effort")), votes(under.at("closest_first"))});
  }
  print_rows(common,
             {{"if effort moves at most, %", "यदि प्रयास अधिकतम बदले, %", true},
              {"half of it at", "आधा इतने पर", true},
              {"votes by this plan", "इस योजना से वोट", true},
              {"equal effort", "बराबर प्रयास", true},
              {"closest first", "कड़े मुक़ाबले पहले", true}},
             rows);
  std::cout << text_of(common, worth.at("note")) << "\n";
}

void add_booth_effort(CLI::App& plan, std::vector<Command>& commands) {
  CLI::App* parser = plan.add_subcommand(
      "booths", "each seat's share over its booths: plan booths --booths F --seats F, the seats' units as of allocate");
  auto arguments = std::make_shared<BoothArguments>();
  services::BoothEffortJob& job = arguments->job;
  parser
      ->add_option("--booths", job.booths,
                   "seat, booth, electors, expected_votes, lead_points, lead_sd_points; segment, name, response, "
                   "units_most")
      ->required();
  parser->add_option("--seats", job.seats,
                     "seat, units: how many a seat has, such as plan allocate --format csv gives");
  parser->add_option("--units", arguments->units, "of effort in all; else what the seats have together")
      ->check(CLI::Range(0, 10'000'000));
  parser->add_option("--booth-most", job.rules.units_a_booth_most, "in one booth; else 5")
      ->check(CLI::Range(1U, planning::booth_units_bound));
  parser->add_option("--segment-most", arguments->segment_most, "in one segment; else no cap")
      ->check(CLI::Range(0, 10'000'000));
  parser->add_option("--turnout", job.turnout_most, "most of the electors who can be got to vote; else 0.85")
      ->check(CLI::Range(0.0, 1.0));
  parser
      ->add_option("--share", arguments->share,
                   "of a booth's movable votes that boundless effort gains, assumed: least, middle, most")
      ->expected(3)
      ->check(CLI::Range(0.0, 10.0));
  parser->add_option("--half", arguments->half, "units that reach half of it, assumed: least, middle, most")
      ->expected(3)
      ->check(CLI::Range(0.1, 1000.0));
  commands.push_back(
      {parser, [parser, arguments](const Common& common) { return run_booths(common, *parser, *arguments); }});
}

}  // namespace boothwise::app
