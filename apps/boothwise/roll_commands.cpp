#include "command.hpp"

#include <array>
#include <boost/json.hpp>
#include <iostream>
#include <span>

#include "base/text.hpp"
#include "services/roll_diff.hpp"
#include "services/roll_duplicates.hpp"
#include "services/rolls_view.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

/// Which roll is asked about.
struct RollArguments {
  std::string revision;
  std::optional<std::int32_t> ac;
  std::optional<std::int32_t> part;
};

std::optional<AcNo> ac_of(const RollArguments& arguments) {
  return arguments.ac ? std::optional(AcNo(*arguments.ac)) : std::nullopt;
}

std::string cell(const json::value& value) {
  if (value.is_null()) return "–";
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_double()) return one_decimal(value.as_double());
  if (value.is_bool()) return value.as_bool() ? "×" : "";
  return grouped(value.to_number<std::int64_t>());
}

Result<int> list_rolls(const Common& common) {
  BOOTHWISE_TRY(workspace, open(common));
  BOOTHWISE_TRY(view, services::rolls_view(*workspace.warehouse, *workspace.warehouse->manifest()));
  const json::array& revisions = view.at("revisions").as_array();
  if (common.format == Format::json) {
    print_json(view);
    return revisions.empty() ? 1 : 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& item : revisions) rows.push_back({cell(item.at("revision")), cell(item.at("segments"))});
  print_rows(common, {{"revision", "पुनरीक्षण"}, {"segments", "विधान सभा क्षेत्र", true}}, rows);
  return rows.empty() ? 1 : 0;
}

/// The figures one below the other.
std::vector<std::vector<std::string>> stats_rows(const Common& common, const json::object& view) {
  std::vector<std::vector<std::string>> rows;
  const auto numbers = [&](std::string label, const json::object& of) {
    rows.push_back(
        {std::move(label), cell(of.at("male")), cell(of.at("female")), cell(of.at("other")), cell(of.at("total"))});
  };
  const auto figure = [&](std::string_view en, std::string_view hi, const json::value& value) {
    rows.push_back({std::string(say(common, en, hi)), "", "", "", cell(value)});
  };
  numbers(std::string(say(common, "electors", "निर्वाचक")), view.at("electors").as_object());
  for (const json::value& band : view.at("age_bands").as_array()) {
    numbers(text_of(common, band.at("name")), band.as_object());
  }
  figure("women per 1,000 men", "1,000 पुरुषों पर महिलाएँ", view.at("women_per_1000_men"));
  figure("age heaping, Whipple (100 = none)", "आयु का जमाव, व्हिपल (100 = नहीं)", view.at("age_heaping").at("whipple"));
  figure("age heaping, Myers (0 = none)", "आयु का जमाव, मायर्स (0 = नहीं)", view.at("age_heaping").at("myers"));
  figure("entries without a house number", "बिना मकान संख्या की प्रविष्टियाँ", view.at("no_house"));
  figure("entries without an EPIC number", "बिना पहचान पत्र संख्या की प्रविष्टियाँ", view.at("no_epic"));
  figure("entries that share an EPIC number", "एक ही पहचान पत्र संख्या वाली प्रविष्टियाँ", view.at("same_epic"));
  figure("added by supplements", "अनुपूरक सूची से जुड़े", view.at("added"));
  figure("corrected by supplements", "अनुपूरक सूची से संशोधित", view.at("corrected"));
  for (const json::value& struck : view.at("struck").as_array()) {
    numbers(std::string(say(common, "struck: ", "विलोपित: ")) + text_of(common, struck.at("name")), struck.as_object());
  }
  for (const json::value& size : view.at("household_sizes").as_array()) {
    rows.push_back({std::string(say(common, "houses with electors: ", "मकान, निर्वाचक: ")) + cell(size.at("electors")),
                    "", "", "", cell(size.at("households"))});
  }
  return rows;
}

Result<int> show_stats(const Common& common, const RollArguments& arguments) {
  BOOTHWISE_TRY(workspace, open(common));
  BOOTHWISE_TRY(view, services::roll_stats_view(*workspace.warehouse, *workspace.warehouse->manifest(),
                                                arguments.revision, ac_of(arguments), arguments.part));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  print_rows(common,
             {{"figure", "आँकड़ा"},
              {"male", "पुरुष", true},
              {"female", "महिला", true},
              {"third_gender", "तृतीय लिंग", true},
              {"total", "योग", true}},
             stats_rows(common, view));
  return 0;
}

Result<int> show_part(const Common& common, const RollArguments& arguments) {
  BOOTHWISE_TRY(workspace, open(common));
  BOOTHWISE_TRY(view, services::roll_part_view(*workspace.warehouse, *workspace.warehouse->manifest(),
                                               arguments.revision, AcNo(*arguments.ac), *arguments.part));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& item : view.at("entries").as_array()) {
    std::vector<std::string> row;
    for (const char* member : {"serial_no", "name", "relation_type", "relation_name", "house_no", "age", "gender",
                               "epic_no", "struck", "deletion_reason"}) {
      row.push_back(cell(item.at(member)));
    }
    rows.push_back(std::move(row));
  }
  print_rows(common,
             {{"serial_no", "क्रम", true},
              {"name", "नाम"},
              {"relation_type", "संबंध"},
              {"relation_name", "पिता/पति"},
              {"house_no", "मकान"},
              {"age", "आयु", true},
              {"gender", "लिंग"},
              {"epic_no", "पहचान पत्र"},
              {"struck", "विलोपित"},
              {"reason", "कारण"}},
             rows);
  return 0;
}

/// Two revisions and a segment.
struct DiffArguments {
  services::RollDiffJob job;
  std::optional<std::int32_t> ac;
};

/// A row for each part or segment of a view, then their total; shares as per cent.
std::vector<std::vector<std::string>> area_rows(const Common& common, const json::object& view, bool parts,
                                                std::span<const char* const> members) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](std::string label, const json::value& of) {
    std::vector<std::string> row{std::move(label)};
    for (const char* member : members) {
      const json::value& value = of.at(member);
      row.push_back(value.is_double() ? one_decimal(value.as_double() * 100) : cell(value));
    }
    rows.push_back(std::move(row));
  };
  for (const json::value& area : view.at(parts ? "parts" : "segments").as_array()) {
    add(cell(area.at(parts ? "part_no" : "ac_no")), area);
  }
  add(std::string(say(common, "total", "योग")), view.at("total"));
  return rows;
}

/// The parts whose deletions are unusual, one a line.
void print_unusual(const Common& common, const json::object& unusual) {
  for (const json::value& part : unusual.at("parts").as_array()) {
    std::cout << "~ " << say(common, "segment ", "विधान सभा ") << cell(part.at("ac_no"))
              << say(common, ", part ", ", भाग ") << cell(part.at("part_no")) << ": "
              << text_of(common, part.at("text")) << "\n";
  }
}

Result<int> diff_rolls(const Common& common, DiffArguments arguments) {
  if (arguments.ac) arguments.job.ac = AcNo(*arguments.ac);
  arguments.job.resources.threads = common.threads;
  BOOTHWISE_TRY(workspace, open(common));
  const auto progress = terminal_progress(common);
  BOOTHWISE_CHECK(services::compare_rolls(*workspace.warehouse, arguments.job, *progress));
  BOOTHWISE_TRY(view, services::roll_diff_view(*workspace.warehouse, *workspace.warehouse->manifest(),
                                               arguments.job.from, arguments.job.to, arguments.job.ac));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  constexpr std::array<const char*, 12> members = {
      "electors_before", "found",    "moved",        "struck",      "gone",           "moved_away",
      "uncertain",       "moved_in", "added_of_age", "added_older", "electors_after", "deleted_share"};
  const bool parts = arguments.job.ac.has_value();
  const auto rows = area_rows(common, view, parts, members);
  print_rows(common,
             {{parts ? "part" : "segment", parts ? "भाग" : "विधान सभा"},
              {"electors_before", "पहले", true},
              {"found", "मिले", true},
              {"moved", "दूसरे भाग में", true},
              {"struck", "विलोपित", true},
              {"gone", "नहीं मिले", true},
              {"moved_away", "दूसरे क्षेत्र में", true},
              {"uncertain", "अनिश्चित", true},
              {"moved_in", "दूसरे क्षेत्र से", true},
              {"added_of_age", "नये 18+", true},
              {"added_older", "अन्य नये", true},
              {"electors_after", "अब", true},
              {"deleted_percent", "घटे %", true}},
             rows);
  if (common.format == Format::table) print_unusual(common, view.at("unusual").as_object());
  return 0;
}

/// A revision and a segment in whose district to look.
struct DuplicateArguments {
  services::RollDuplicatesJob job;
  std::optional<std::int32_t> ac;
};

Result<int> find_duplicates(const Common& common, DuplicateArguments arguments) {
  if (arguments.ac) arguments.job.ac = AcNo(*arguments.ac);
  arguments.job.resources.threads = common.threads;
  BOOTHWISE_TRY(workspace, open(common));
  const auto progress = terminal_progress(common);
  BOOTHWISE_CHECK(services::find_roll_duplicates(*workspace.warehouse, arguments.job, *progress));
  BOOTHWISE_TRY(view, services::roll_duplicates_view(*workspace.warehouse, *workspace.warehouse->manifest(),
                                                     arguments.job.revision, arguments.job.ac));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  constexpr std::array<const char*, 7> members = {"persons",        "entries",          "within_part",
                                                  "within_segment", "between_segments", "between_districts",
                                                  "uncertain_pairs"};
  const bool parts = arguments.job.ac.has_value();
  const auto rows = area_rows(common, view, parts, members);
  print_rows(common,
             {{parts ? "part" : "segment", parts ? "भाग" : "विधान सभा"},
              {"persons", "व्यक्ति", true},
              {"entries", "प्रविष्टियाँ", true},
              {"within_part", "एक ही भाग में", true},
              {"within_segment", "दूसरे भाग में", true},
              {"between_segments", "दूसरे क्षेत्र में", true},
              {"between_districts", "दूसरे ज़िले में", true},
              {"uncertain_pairs", "अनिश्चित जोड़े", true}},
             rows);
  return 0;
}

}  // namespace

void add_roll_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("rolls", "electoral rolls: what is here, its figures, one part's entries");
  parser->require_subcommand(1);
  commands.push_back({parser->add_subcommand("list", "revisions that are here"), list_rolls});

  auto arguments = std::make_shared<RollArguments>();
  const auto add = [&](const char* name, const char* what, bool whole_part,
                       Result<int> (*run)(const Common&, const RollArguments&)) {
    CLI::App* command = parser->add_subcommand(name, what);
    command->add_option("--revision", arguments->revision, "as it was imported, such as 2026")->required();
    command->add_option("--ac", arguments->ac, "assembly constituency")->required(whole_part);
    CLI::Option* part = command->add_option("--part", arguments->part, "part of the roll")->required(whole_part);
    if (!whole_part) part->needs("--ac");
    commands.push_back({command, [arguments, run](const Common& common) { return run(common, *arguments); }});
  };
  add("stats", "age, gender, households, heaping, deletions", false, show_stats);
  auto diff = std::make_shared<DiffArguments>();
  CLI::App* compare = parser->add_subcommand("diff", "what became of whom between two revisions: rolls diff OLD NEW");
  compare->add_option("OLD", diff->job.from, "the earlier revision")->required();
  compare->add_option("NEW", diff->job.to, "the later revision")->required();
  compare->add_option("--ac", diff->ac, "assembly constituency; its parts are shown");
  commands.push_back({compare, [diff](const Common& common) { return diff_rolls(common, *diff); }});
  auto duplicates = std::make_shared<DuplicateArguments>();
  CLI::App* search = parser->add_subcommand("duplicates", "who stands in a roll more than once");
  search->add_option("--revision", duplicates->job.revision, "as it was imported, such as 2026")->required();
  search->add_option("--ac", duplicates->ac, "a segment: its district is searched, its parts are shown");
  search->add_flag("--again", duplicates->job.again, "also where it was done before");
  commands.push_back({search, [duplicates](const Common& common) { return find_duplicates(common, *duplicates); }});
  add("part", "the entries of one part, EPIC numbers masked", true, show_part);
}

}  // namespace boothwise::app
