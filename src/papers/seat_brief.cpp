#include "papers/forecast_blocks.hpp"
#include "papers/paper_makers.hpp"
#include "papers/seat_blocks.hpp"
#include "papers/work_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/text.hpp"
#include "services/booth_targets.hpp"

namespace boothwise::papers {

namespace json = boost::json;
namespace {

std::vector<reports::KeyFigure> seat_figures(const Saying& say, const json::object& standing) {
  std::vector<reports::KeyFigure> figures;
  const auto margin = number_of(standing.at("margin_points"));
  if (margin) {
    figures.push_back(
        {count_text(standing.at("margin_votes")),
         *margin < 0 ? say("votes short of the winner", "वोट विजेता से कम") : say("votes ahead", "वोट की बढ़त"),
         say.points(*margin) + say(" of valid votes", " (वैध मतों के)")});
  }
  const auto change = number_of(standing.at("share_change_points"));
  figures.push_back(
      {percent_text(standing.at("share")), say("of valid votes for the side", "वैध मत पक्ष को"),
       change ? signed_text(*change) + say(" points since the election before", " अंक, पिछले चुनाव से") : ""});
  const auto turnout = number_of(standing.at("turnout_change_points"));
  figures.push_back(
      {percent_text(standing.at("turnout")), say("turnout", "मतदान"),
       turnout ? signed_text(*turnout) + say(" points since the election before", " अंक, पिछले चुनाव से") : ""});
  return figures;
}

reports::Beeswarm booth_swarm(const Saying& say, const json::object& segment) {
  reports::Beeswarm chart;
  chart.head = {say("Booths of ", "बूथ: ") + say.of(segment.at("name")),
                say("Each dot a booth: lead in points of valid votes, size by votes; ",
                    "हर बिंदु एक बूथ: बढ़त (वैध मतों के अंक), आकार मतों से; ") +
                    say.of(segment.at("election").at("name")),
                source_line(say, segment)};
  for (const json::value& booth : segment.at("booths").at("list").as_array()) {
    const auto lead = number_of(booth.at("margin_points"));
    if (!lead) continue;
    chart.dots.push_back(
        {*lead, number_of(booth.at("valid_votes")).value_or(0), reports::mark_named(text_of(booth.at("class")))});
  }
  return chart;
}

Status add_booths(reports::Report& report, const PaperDesk& desk, const Saying& say, const PaperAsked& asked,
                  const json::object& seat) {
  bool begun_already = false;
  for (const json::value& one : seat.at("segments_list").as_array()) {
    BOOTHWISE_TRY(segment, segment_of(desk, one.at("ac_no").to_number<std::int32_t>(), asked.asked));
    if (!segment->at("booths").is_object()) continue;
    if (!begun_already) add_heading(report, say("Booths", "बूथ"));
    begun_already = true;
    add(report, booth_swarm(say, *segment));
    take_sources(report, *segment);
  }
  return success();
}

Status add_targets(reports::Report& report, const PaperDesk& desk, const Saying& say, const PaperAsked& asked,
                   PcNo pc) {
  const auto targets =
      services::booth_targets_view(desk.snapshot, desk.caller.workspace(), pc,
                                   {.asked = {{}, asked.asked.side, asked.asked.thresholds}, .need = std::nullopt});
  if (!targets) {
    // No booth of the seat was counted, or none can be asked for more: nothing to say.
    if (targets.error().code == "no_booths" || targets.error().code == "need_too_large") return success();
    return targets.error();
  }
  if (targets->at("need").to_number<std::int64_t>() == 0) return success();
  add_heading(report, say("What it would take, booth by booth", "क्या करना होगा, बूथ दर बूथ"));
  add_text(report,
           say("Votes to be newly won in the seat: ", "सीट में नए जोड़ने वाले वोट: ") + count_text(targets->at("need")));
  constexpr std::size_t printed = 30;
  add(report, target_table(say, *targets, printed));
  take_sources(report, *targets);
  return success();
}

}  // namespace

Result<reports::Report> seat_brief(const PaperDesk& desk, const PaperAsked& asked) {
  const Saying say(asked.language);
  std::int32_t number = 0;
  std::from_chars(asked.place.data(), asked.place.data() + asked.place.size(), number);
  BOOTHWISE_TRY(seat, seat_of(desk, number, asked.asked));
  const json::object& standing = seat->at("standing").as_object();
  reports::Report report = begun(desk, asked, "seat");
  report.place = say.of(seat->at("name")) + say(" (Lok Sabha seat ", " (लोक सभा सीट ") + std::to_string(number) + ")";
  report.as_of = say.of(seat->at("election").at("name")) + " · " + say.of(seat->at("side").at("name"));
  report.sentence = say.of(seat->at("sentence"));
  report.figures = seat_figures(say, standing);
  if (!desk.pages.empty()) report.link = desk.pages + "/seat/" + std::to_string(number);
  take_sources(report, *seat);

  std::string why;
  for (const json::value& reason : standing.at("reasons").as_array()) why += (why.empty() ? "" : "; ") + say.of(reason);
  add_text(report, say("Class: ", "श्रेणी: ") + class_text(say, text_of(standing.at("class"))) + " (" + why + ")");
  add(report, seat_contests(say, *seat));
  add(report, reports::Beside{seat_margins(say, *seat), seat_turnouts(say, *seat)});
  if (seat->at("election").at("house").as_string() == "LS") {
    BOOTHWISE_TRY(focus, focus_of(desk, asked.asked));
    add_heading(report, say("Where it lies among the seats", "बाकी सीटों के बीच"));
    add(report, seat_map(desk, say, *focus, {number}, say.of(focus->at("summary").at("sentence"))));
    report.methods.push_back(class_method(say, focus->at("thresholds").as_object()));
  }
  add_heading(report, say("Segments", "विधान सभा खंड"));
  add(report, seat_segments(say, *seat));
  if (!seat->at("assembly").as_array().empty()) add(report, seat_assemblies(say, *seat));
  if (!seat->at("by_elections").as_array().empty()) add(report, seat_by_elections(say, *seat));
  BOOTHWISE_CHECK(add_booths(report, desk, say, asked, *seat));
  BOOTHWISE_CHECK(add_targets(report, desk, say, asked, PcNo(number)));
  BOOTHWISE_CHECK(add_chances(report, desk, say, {number}, text_of(seat->at("side").at("id"))));
  BOOTHWISE_TRY(unit, unit_of_place(desk, {PlaceKind::pc, number, {}}));
  if (unit) BOOTHWISE_CHECK(add_work(report, desk, say, unit));
  return report;
}

}  // namespace boothwise::papers
