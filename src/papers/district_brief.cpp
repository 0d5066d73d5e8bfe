#include "papers/assembly_blocks.hpp"
#include "papers/forecast_blocks.hpp"
#include "papers/paper_makers.hpp"
#include "papers/roll_blocks.hpp"
#include "papers/scheme_blocks.hpp"
#include "papers/seat_blocks.hpp"
#include "papers/work_blocks.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "services/community_view.hpp"
#include "services/receipts_view.hpp"
#include "services/scheme_views.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// What a district's brief is made of as it goes on.
struct Making {
  const PaperDesk& desk;
  const PaperAsked& asked;
  Saying say;
  const District& district;
  reports::Report report;
  std::vector<const json::object*> standings;  ///< of its seats
  std::vector<std::int64_t> seats;
  std::vector<std::int64_t> segments;
};

std::vector<std::int64_t> segments_of(const Places& places, const std::string& district) {
  std::vector<std::int64_t> segments;
  for (const AssemblyConstituency& ac : places.acs()) {
    if (ac.district == district) segments.push_back(ac.no.value);
  }
  return segments;
}

void take_standings(Making& making, const json::object& focus) {
  for (const json::value& seat : focus.at("seats").as_array()) {
    const json::array& districts = seat.at("districts").as_array();
    const bool own = std::ranges::any_of(
        districts, [&](const json::value& one) { return text_of(one.at("id")) == making.district.id; });
    if (!own) continue;
    making.standings.push_back(&seat.as_object());
    making.seats.push_back(seat.at("pc_no").to_number<std::int64_t>());
  }
}

std::string front_sentence(const Making& making, const json::object& counts) {
  const Saying& say = making.say;
  const std::string seats = count_text(counts.at("seats"));
  const std::string won = count_text(counts.at("won"));
  const std::string narrow = count_text(counts.at("narrow"));
  const std::string lost = count_text(counts.at("lost"));
  return say("Of the " + seats + " Lok Sabha seats that touch the district, " + won + " won (" + narrow +
                 " of them narrowly), " + lost + " lost.",
             "ज़िले को छूने वाली " + seats + " लोक सभा सीटों में से " + won + " जीतीं (इनमें " + narrow + " कम अंतर से), " + lost +
                 " हारीं।");
}

void add_front(Making& making, const json::object& focus) {
  const Saying& say = making.say;
  reports::Report& report = making.report;
  report.place = say.of(making.district.name) + say(" district", " ज़िला");
  report.as_of = say.of(focus.at("election").at("name")) + " · " + say.of(focus.at("side").at("name"));
  for (const json::value& counts : focus.at("districts").as_array()) {
    if (text_of(counts.at("id")) != making.district.id) continue;
    report.sentence = front_sentence(making, counts.as_object());
    report.figures = {
        {count_text(counts.at("won")) + " / " + count_text(counts.at("seats")), say("seats won", "सीटें जीतीं"),
         say("seats that cross the border are counted whole", "सीमा पार की सीटें पूरी गिनी गईं")},
        {count_text(counts.at("lost")) + " · " + count_text(counts.at("narrow")) + " · " +
             count_text(counts.at("weak")),
         say("lost · narrow · weak", "हारी · कम अंतर · कमज़ोर"), ""}};
  }
  report.figures.push_back({std::to_string(making.segments.size()), say("assembly segments", "विधान सभा खंड"), ""});
  take_sources(report, focus);
  report.methods.push_back(class_method(say, focus.at("thresholds").as_object()));
  add(report, seat_map(making.desk, say, focus, making.seats,
                       say("The district's seats among all", "प्रदेश की सीटों में ज़िले की सीटें")));
}

Status add_seats(Making& making) {
  const Saying& say = making.say;
  reports::Table table;
  table.title = say("The district's seats", "ज़िले की सीटें");
  table.sheet = say("Seats", "सीटें");
  table.columns = standing_columns(say);
  for (const json::object* standing : making.standings) table.rows.push_back(standing_row(say, *standing));
  add_heading(making.report, say("Seats", "सीटें"));
  add(making.report, std::move(table));
  for (const std::int64_t number : making.seats) {
    BOOTHWISE_TRY(seat, seat_of(making.desk, static_cast<std::int32_t>(number), making.asked.asked));
    add_heading(making.report, say("Seat ", "सीट ") + std::to_string(number) + " " + say.of(seat->at("name")));
    add_text(making.report, say.of(seat->at("sentence")));
    add(making.report, seat_contests(say, *seat));
    add(making.report, reports::Beside{seat_margins(say, *seat), seat_turnouts(say, *seat)});
    add(making.report, seat_segments(say, *seat));
    if (!seat->at("assembly").as_array().empty()) add(making.report, seat_assemblies(say, *seat));
    if (!seat->at("by_elections").as_array().empty()) add(making.report, seat_by_elections(say, *seat));
    take_sources(making.report, *seat);
  }
  return success();
}

/// A segment's lead at each election of either house, as segment_view has it.
reports::Table history_table(const Making& making, const std::vector<const json::object*>& segments) {
  const Saying& say = making.say;
  reports::Table table;
  table.title =
      say("The side's lead in each segment, election by election (points)", "हर खंड में पक्ष की बढ़त, चुनाव दर चुनाव (अंक)");
  table.sheet = say("Leads by segment", "खंडवार बढ़त");
  std::vector<std::string> elections;
  for (const json::object* segment : segments) {
    for (const json::value& one : segment->at("history").as_array()) {
      std::string election = text_of(one.at("election"));
      if (std::ranges::find(elections, election) == elections.end()) elections.push_back(std::move(election));
    }
  }
  std::ranges::sort(elections, {}, [](const std::string& election) { return election.substr(3); });
  table.columns = {{say("Segment", "खंड"), 2, Align::start}};
  for (const std::string& election : elections) table.columns.push_back({election_text(say, election), 1, Align::end});
  for (const json::object* segment : segments) {
    std::vector<reports::Cell> row = {text_cell(count_text(segment->at("ac_no")) + " " + say.of(segment->at("name")))};
    for (const std::string& election : elections) {
      const json::array& history = segment->at("history").as_array();
      const auto found = std::ranges::find_if(
          history, [&](const json::value& one) { return text_of(one.at("election")) == election; });
      row.push_back(found == history.end() ? text_cell(std::string(dash)) : points_cell(found->at("margin_points")));
    }
    table.rows.push_back(std::move(row));
  }
  table.note = segments.empty() ? std::string() : source_line(say, *segments.front());
  return table;
}

/// Who got what in each segment, at the election that its view is of.
reports::ContestBars segment_contests(const Saying& say, const std::vector<const json::object*>& segments) {
  reports::ContestBars chart;
  chart.head = {say("How the votes were shared out in the segments", "खंडों में मत किस तरह बँटे"),
                say("Shares of valid votes in per cent", "वैध मतों का प्रतिशत"), source_line(say, *segments.front())};
  for (const json::object* segment : segments) {
    if (!segment->at("result").is_object()) continue;
    const json::object& result = segment->at("result").as_object();
    reports::ContestBars::Row row;
    row.label = count_text(segment->at("ac_no")) + " " + say.of(segment->at("name")) + " · " +
                election_text(say, text_of(segment->at("election").at("id")));
    row.parts = contest_parts(say, result.at("candidates").as_array(), segment->at("side").as_object());
    if (const auto points = number_of(result.at("margin_points"))) {
      row.gap = say("margin ", "अंतर ") + count_text(result.at("margin_votes")) + say(" votes, ", " वोट, ") +
                say.points(*points);
    }
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

reports::Table booth_classes(const Making& making, const std::vector<const json::object*>& segments) {
  const Saying& say = making.say;
  reports::Table table;
  table.title = say("Booths by class", "श्रेणी के अनुसार बूथ");
  table.sheet = say("Booth classes", "बूथ श्रेणियाँ");
  table.columns = {{say("Segment", "खंड"), 2.2, Align::start},
                   {say("Counted at", "गिनती"), 1.2, Align::start},
                   {say("Booths", "बूथ"), 0.8, Align::end}};
  constexpr std::array classes = {"lost", "narrow", "weak", "strong", "not_certain"};
  for (const char* one : classes) table.columns.push_back({class_text(say, one), 0.9, Align::end});
  for (const json::object* segment : segments) {
    if (!segment->at("booths").is_object()) continue;
    const json::object& booths = segment->at("booths").as_object();
    std::vector<reports::Cell> row = {text_cell(count_text(segment->at("ac_no")) + " " + say.of(segment->at("name"))),
                                      text_cell(election_text(say, text_of(segment->at("election").at("id")))),
                                      count_cell(booths.at("stations"))};
    for (const char* one : classes) row.push_back(count_cell(booths.at("classes").at(one)));
    table.rows.push_back(std::move(row));
  }
  table.note = say("A booth's class goes by its lead as far as its count can tell; not certain: no class has 60 %.",
                   "बूथ की श्रेणी उसकी बढ़त से, जितना गिनती बता सकती है; पक्का नहीं: किसी श्रेणी की संभावना 60 % नहीं।");
  return table;
}

/// The booths with the least lead of a segment, as the view lists them.
reports::Table weakest_booths(const Making& making, const json::object& segment) {
  const Saying& say = making.say;
  reports::Table table;
  table.title = say("Weakest booths: ", "सबसे पीछे के बूथ: ") + say.of(segment.at("name"));
  table.sheet = count_text(segment.at("ac_no")) + " " + say("booths", "बूथ");
  table.columns = {{say("Booth", "बूथ"), 3, Align::start},      {say("Electors", "मतदाता"), 0.9, Align::end},
                   {say("Turnout", "मतदान"), 0.9, Align::end}, {say("Margin, votes", "अंतर, वोट"), 1, Align::end},
                   {say("Points", "अंक"), 0.8, Align::end},     {say("Class", "श्रेणी"), 1.2, Align::start}};
  std::vector<const json::object*> booths;
  for (const json::value& booth : segment.at("booths").at("list").as_array()) {
    if (booth.at("margin_points").is_number()) booths.push_back(&booth.as_object());
  }
  std::ranges::stable_sort(
      booths, {}, [](const json::object* booth) { return booth->at("margin_votes").to_number<std::int64_t>(); });
  for (const json::object* booth : booths) {
    table.rows.push_back({text_cell(text_of(booth->at("part")) + " " + text_of(booth->at("name"))),
                          count_cell(booth->at("electors")), percent_cell(booth->at("turnout")),
                          count_cell(booth->at("margin_votes")), points_cell(booth->at("margin_points")),
                          class_cell(say, text_of(booth->at("class")))});
  }
  constexpr std::size_t printed = 8;
  table.printed_most = printed;
  table.note = source_line(say, segment);
  return table;
}

Status add_segments(Making& making) {
  const Saying& say = making.say;
  // A segment with its booths is large and of one district alone: not kept for the others.
  KeptViews own;
  const PaperDesk desk{making.desk.caller, making.desk.snapshot, making.desk.maps, making.desk.shelf, own,
                       making.desk.pages};
  std::vector<const json::object*> segments;
  for (const std::int64_t ac : making.segments) {
    BOOTHWISE_TRY(segment, segment_of(desk, static_cast<std::int32_t>(ac), making.asked.asked));
    segments.push_back(segment);
    take_sources(making.report, *segment);
  }
  if (segments.empty()) return success();
  add_heading(making.report, say("Assembly segments", "विधान सभा खंड"));
  add(making.report, history_table(making, segments));
  add(making.report, segment_contests(say, segments));
  if (!std::ranges::any_of(segments, [](const json::object* one) { return one->at("booths").is_object(); })) {
    add_text(making.report,
             say("No booth sheets of the district's segments are here.", "ज़िले के खंडों की बूथवार शीट यहाँ नहीं हैं।"),
             reports::Paragraph::Tone::muted);
    return success();
  }
  add_heading(making.report, say("Booths", "बूथ"));
  add(making.report, booth_classes(making, segments));
  add(making.report, closest_booths(say, segments));
  for (const json::object* segment : segments) {
    if (!segment->at("booths").is_object()) continue;
    add(making.report,
        lead_histogram(say, *segment, count_text(segment->at("ac_no")) + " " + say.of(segment->at("name"))));
    add(making.report, weakest_booths(making, *segment));
  }
  return success();
}

Status add_schemes(Making& making) {
  const Saying& say = making.say;
  const services::SchemeDesk desk{making.desk.snapshot, making.desk.caller.workspace(),
                                  making.desk.caller.data_folder(), making.desk.caller.today()};
  BOOTHWISE_TRY(view, services::district_schemes_view(desk, making.district.id));
  add_heading(making.report, say("Schemes and how people live", "योजनाएँ और जीवन-स्तर"));
  reports::Table counts = district_counts(say, view);
  if (counts.rows.empty()) {
    add_text(making.report, counts.note, reports::Paragraph::Tone::muted);
  } else {
    add(making.report, std::move(counts));
  }
  reports::Table outcomes = district_outcomes(say, view);
  if (!outcomes.rows.empty()) add(making.report, std::move(outcomes));
  take_sources(making.report, view);
  services::Caller& caller = making.desk.caller;
  if (caller.access().may(Right::view_field_counts)) {
    BOOTHWISE_TRY(receipts, services::receipts_view(making.desk.snapshot, *caller.workspace().warehouse,
                                                    {{}, making.district.id, {}, {}, {}}));
    add_receipts(making.report, say, receipts);
  }
  if (caller.access().may(Right::view_released_tables)) {
    const auto released = services::community_view(making.desk.snapshot, *caller.workspace().warehouse,
                                                   {{}, making.district.id, {}, {}, {}});
    if (released) {
      add_released(making.report, say, *released);
    } else if (released.error().code != "no_released_tables") {
      return released.error();
    }
  }
  return success();
}

}  // namespace

Result<reports::Report> district_brief(const PaperDesk& desk, const PaperAsked& asked) {
  BOOTHWISE_TRY(focus, focus_of(desk, asked.asked));
  const District* district = desk.snapshot.places.district(asked.place);
  Making making{desk, asked, Saying(asked.language), *district, begun(desk, asked, "district"), {}, {}, {}};
  making.segments = segments_of(desk.snapshot.places, district->id);
  take_standings(making, *focus);
  add_front(making, *focus);
  BOOTHWISE_CHECK(add_seats(making));
  BOOTHWISE_CHECK(add_segments(making));
  BOOTHWISE_CHECK(add_assembly(making.report, desk, making.say, district->id, *focus));
  BOOTHWISE_CHECK(add_roll_changes(making.report, desk, making.say, making.segments));
  BOOTHWISE_CHECK(add_schemes(making));
  BOOTHWISE_CHECK(add_chances(making.report, desk, making.say, making.seats, text_of(focus->at("side").at("id"))));
  BOOTHWISE_TRY(unit, unit_of_place(desk, {PlaceKind::district, 0, district->id}));
  BOOTHWISE_CHECK(add_work(making.report, desk, making.say, unit));
  return std::move(making.report);
}

}  // namespace boothwise::papers
