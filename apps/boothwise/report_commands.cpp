#include "command.hpp"
#include "papers/branding.hpp"
#include "papers/making.hpp"
#include "papers/paper.hpp"
#include "papers/slips.hpp"

#include <iostream>

#include "base/atomic_file.hpp"
#include "services/district_names.hpp"
#include "warehouse/rolls.hpp"

/// Reports from the command line: the same that the page *Reports* gives.
namespace boothwise::app {

namespace {

struct ReportArguments {
  std::string kind;
  std::string place;
  std::string out;
  std::string format = "pdf";
  services::Asked asked;
  std::vector<std::string> only;
  bool keep = false;
};

/// What a report is made from at this desk.
struct ReportDesk {
  std::unique_ptr<OwnerAtDesk> owner;
  std::shared_ptr<const services::Snapshot> snapshot;
  services::StateMaps maps;
  reports::Branding branding;
  services::ForecastShelf shelf;
  papers::KeptViews kept;

  [[nodiscard]] papers::PaperDesk desk() { return {owner->caller(), *snapshot, maps, shelf, kept}; }
};

Status fill(ReportDesk& desk, const Common& common) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  desk.owner = std::move(owner);
  desk.shelf.keep_in(desk.owner->caller().workspace().folder);
  BOOTHWISE_TRY(snapshot, desk.owner->snapshot());
  desk.snapshot = std::move(snapshot);
  BOOTHWISE_TRY(maps, services::load_maps(data_folder(), desk.owner->caller().workspace().state));
  desk.maps = std::move(maps);
  BOOTHWISE_TRY(branding, papers::load_branding(desk.owner->caller().workspace().folder));
  desk.branding = std::move(branding);
  return success();
}

Result<papers::PaperFormat> format_of(const ReportArguments& arguments) {
  if (const auto format = papers::paper_format_named(arguments.format)) return *format;
  Error error{ErrorKind::bad_input,
              "format_unknown",
              {"there is no such format", "ऐसा कोई प्रारूप नहीं है"},
              {{}, 0, "--format", arguments.format}};
  error.choices = {"pdf", "xlsx", "text", "image"};
  return error;
}

Result<int> make_one(const Common& common, const ReportArguments& arguments) {
  BOOTHWISE_TRY(format, format_of(arguments));
  BOOTHWISE_TRY(kind, papers::paper_kind(arguments.kind));
  ReportDesk desk;
  BOOTHWISE_CHECK(fill(desk, common));
  BOOTHWISE_TRY(report, papers::make_report(desk.desk(), *kind, {common.language, arguments.place, arguments.asked}));
  BOOTHWISE_TRY(bytes, papers::paper_bytes(report, desk.branding, format));
  if (arguments.out.empty() && format == papers::PaperFormat::text) {
    std::cout << bytes;
    return 0;
  }
  if (arguments.out.empty()) {
    return Error{ErrorKind::bad_input, "out_missing", {"say where to: --out FILE", "कहाँ लिखें, बताएँ: --out FILE"}};
  }
  BOOTHWISE_CHECK(write_file_atomically(arguments.out, bytes));
  if (!common.quiet) std::cerr << arguments.out << "\n";
  return 0;
}

Result<int> make_districts(const Common& common, const ReportArguments& arguments) {
  BOOTHWISE_TRY(format, format_of(arguments));
  ReportDesk desk;
  BOOTHWISE_CHECK(fill(desk, common));
  papers::BriefsAsked asked;
  asked.language = common.language;
  asked.format = format;
  asked.asked = arguments.asked;
  asked.folder = arguments.out;
  asked.keep = arguments.keep;
  asked.threads = common.threads;
  const services::DistrictNames names(desk.snapshot->places);
  for (const std::string& one : arguments.only) {
    const auto found = names.find(one);
    if (!found) {
      Error error{ErrorKind::not_found,
                  "place_unknown",
                  {"there is no district of that name", "इस नाम का कोई ज़िला नहीं है"},
                  {{}, 0, {}, one}};
      if (std::string nearest = names.nearest(one); !nearest.empty()) error.choices.push_back(std::move(nearest));
      return error;
    }
    asked.districts.push_back(*found);
  }
  if (asked.districts.empty()) {
    for (const District& district : desk.snapshot->places.districts()) asked.districts.push_back(district.id);
  }
  const std::unique_ptr<Progress> progress = terminal_progress(common);
  BOOTHWISE_TRY(made, papers::make_briefs(desk.desk(), desk.branding, asked, *progress));
  if (!common.quiet) {
    std::cerr << made.made << say(common, " made", " बने");
    if (made.kept > 0) std::cerr << ", " << made.kept << say(common, " unchanged", " वैसे ही");
    std::cerr << ": " << arguments.out << "\n";
  }
  return 0;
}

struct SlipArguments {
  papers::SlipsAsked asked;
  std::vector<std::int32_t> segments;
  std::int32_t part = 0;
  std::string folder;
  std::string approval;
};

Result<int> print_slips(const Common& common, const SlipArguments& arguments) {
  ReportDesk desk;
  BOOTHWISE_CHECK(fill(desk, common));
  services::Caller& caller = desk.owner->caller();
  papers::SlipsAsked asked = arguments.asked;
  asked.language = common.language;
  asked.folder = arguments.folder;
  asked.threads = common.threads;
  asked.made = caller.today();
  for (const std::int32_t ac : arguments.segments) asked.segments.emplace_back(ac);
  if (asked.segments.empty()) {
    const warehouse::RollReader reader(*caller.workspace().warehouse, *desk.snapshot->manifest);
    for (const AcNo ac : reader.segments(asked.revision)) asked.segments.push_back(ac);
  }
  if (arguments.part > 0) asked.part = arguments.part;
  if (asked.part && asked.segments.size() != 1) {
    return Error{
        ErrorKind::bad_input, "segment_missing", {"a part is of one segment: --ac", "भाग किसी एक खंड का होता है: --ac"}};
  }
  BOOTHWISE_CHECK(papers::require_imprint(desk.branding));
  BOOTHWISE_CHECK(papers::permit_slips(caller, asked, arguments.approval, common.purpose));
  const std::unique_ptr<Progress> progress = terminal_progress(common);
  BOOTHWISE_TRY(made,
                papers::write_slips(*caller.workspace().warehouse, *desk.snapshot, desk.branding, asked, *progress));
  if (!common.quiet) {
    std::cerr << made.slips << say(common, " slips, ", " पर्चियाँ, ") << made.files << say(common, " files: ", " फ़ाइलें: ")
              << arguments.folder << "\n";
  }
  return made.slips + static_cast<std::int64_t>(made.kept) > 0 ? 0 : 1;
}

void add_slips(CLI::App* report, std::vector<Command>& commands) {
  CLI::App* slips = report->add_subcommand(
      "slips", "voter slips from a roll, eight a page, a file a part; printer and publisher stand in branding.toml");
  auto arguments = std::make_shared<SlipArguments>();
  slips->add_option("--revision", arguments->asked.revision, "of the roll")->required();
  slips->add_option("--ac", arguments->segments, "these segments alone");
  slips->add_option("--part", arguments->part, "one part of the one segment")->check(CLI::PositiveNumber);
  slips->add_option("--out", arguments->folder, "folder for the files")->required();
  slips->add_option("--approval", arguments->approval, "of a second person (voter_slips), for more than one part");
  slips->add_flag("--keep", arguments->asked.keep, "leave files that are there; goes on where it was stopped");
  commands.push_back({slips, [arguments](const Common& common) { return print_slips(common, *arguments); }});
}

Result<int> list_kinds(const Common& common) {
  std::vector<std::vector<std::string>> rows;
  for (const papers::PaperKind& kind : papers::paper_kinds()) {
    static const std::map<papers::PaperPlace, Bilingual> places = {
        {papers::PaperPlace::none, {"–", "–"}},
        {papers::PaperPlace::seat, {"seat's number", "सीट की संख्या"}},
        {papers::PaperPlace::district, {"district", "ज़िला"}},
        {papers::PaperPlace::either, {"district, or none", "ज़िला, या कुछ नहीं"}},
        {papers::PaperPlace::booth, {"AC/PART", "AC/PART"}},
        {papers::PaperPlace::unit, {"unit's number, or none", "इकाई की संख्या, या कुछ नहीं"}},
        {papers::PaperPlace::session, {"session, or none", "सत्र, या कुछ नहीं"}}};
    rows.push_back({std::string(kind.name), std::string(in_language(kind.title, common.language)),
                    std::string(in_language(places.at(kind.place), common.language))});
  }
  print_rows(common, {{"kind", "नाम"}, {"report", "रिपोर्ट"}, {"place", "जगह"}}, rows);
  return 0;
}

void add_asked(CLI::App* command, const std::shared_ptr<ReportArguments>& arguments) {
  command->add_option("--format", arguments->format, "pdf, xlsx, text (a message) or image (1080 × 1080)")
      ->capture_default_str();
  command->add_option("--election", arguments->asked.election, "such as LS-2019; the latest if left out");
  command->add_option("--side", arguments->asked.side, "party or alliance; the largest if left out");
}

}  // namespace

void add_report_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* report = app.add_subcommand(
      "report", "reports on paper: report KIND [PLACE] --out FILE; report list; report districts --out FOLDER");
  auto arguments = std::make_shared<ReportArguments>();
  CLI::App* list = report->add_subcommand("list", "what can be reported");
  commands.push_back({list, [](const Common& common) { return list_kinds(common); }});

  CLI::App* districts = report->add_subcommand("districts", "the brief of every district, a file each");
  districts->add_option("--out", arguments->out, "folder for the files")->required();
  districts->add_option("--only", arguments->only, "these districts alone");
  districts->add_flag("--keep", arguments->keep, "leave what did not change; goes on where it was stopped");
  add_asked(districts, arguments);
  commands.push_back({districts, [arguments](const Common& common) { return make_districts(common, *arguments); }});

  add_slips(report, commands);
  for (const papers::PaperKind& kind : papers::paper_kinds()) {
    auto own = std::make_shared<ReportArguments>();
    own->kind = kind.name;
    CLI::App* one = report->add_subcommand(std::string(kind.name), kind.title.en);
    if (kind.place != papers::PaperPlace::none) one->add_option("place", own->place, "what it is of (report list)");
    one->add_option("--out", own->out, "file to write; a message goes to the terminal without it");
    add_asked(one, own);
    commands.push_back({one, [own](const Common& common) { return make_one(common, *own); }});
  }
  report->require_subcommand(1);
}

}  // namespace boothwise::app
