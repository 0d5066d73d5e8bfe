#include "papers/seat_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

std::string election_text(const Saying& say, std::string_view election) {
  const bool by = election.ends_with("-BY");
  const std::string_view year = election.substr(3, 4);
  std::string text = election.starts_with("LS") ? say("LS ", "लो.स. ") : say("VS ", "वि.स. ");
  text += year;
  if (by) text += say(" (by)", " (उप)");
  return text;
}

reports::ContestBars seat_contests(const Saying& say, const json::object& seat) {
  reports::ContestBars chart;
  chart.head = {say("How the votes were shared out", "मत किस तरह बँटे"),
                say("Shares of valid votes in per cent", "वैध मतों का प्रतिशत"), source_line(say, seat)};
  for (const json::value& one : seat.at("results").as_array()) {
    const json::object& result = one.as_object();
    reports::ContestBars::Row row;
    row.label = election_text(say, text_of(result.at("election")));
    row.parts = contest_parts(say, result.at("candidates").as_array(), seat.at("side").as_object());
    if (const auto points = number_of(result.at("margin_points"))) {
      row.gap = say("margin ", "अंतर ") + count_text(result.at("margin_votes")) + say(" votes, ", " वोट, ") +
                say.points(*points);
    }
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

reports::TrendColumns seat_margins(const Saying& say, const json::object& seat) {
  reports::TrendColumns chart;
  chart.head = {say("The side's margin over the elections", "हर चुनाव में पक्ष का अंतर"),
                say("Points of valid votes; below the line: lost", "वैध मतों के अंक; रेखा के नीचे: हार"),
                source_line(say, seat)};
  for (const json::value& one : seat.at("results").as_array()) {
    reports::TrendColumns::One column;
    column.label = election_text(say, text_of(one.at("election")));
    if (one.at("standing").is_object()) {
      const json::object& standing = one.at("standing").as_object();
      column.value = number_of(standing.at("margin_points"));
      column.mark = reports::mark_named(text_of(standing.at("class")));
    }
    column.text = column.value ? signed_text(*column.value) : say("not there", "नहीं लड़ा");
    chart.columns.push_back(std::move(column));
  }
  return chart;
}

reports::Sequence seat_turnouts(const Saying& say, const json::object& seat) {
  reports::Sequence chart;
  chart.head = {say("Turnout", "मतदान"),
                say("Votes of all electors on the roll, per cent", "सूची के मतदाताओं में से मत, प्रतिशत"),
                source_line(say, seat)};
  for (const json::value& one : seat.at("results").as_array()) {
    const auto turnout = number_of(one.at("turnout"));
    chart.values.push_back({election_text(say, text_of(one.at("election"))), turnout,
                            turnout ? percent_text(one.at("turnout")) : say("not known", "पता नहीं")});
  }
  return chart;
}

reports::Table seat_segments(const Saying& say, const json::object& seat) {
  reports::Table table;
  table.title = say("Assembly segments", "विधान सभा खंड");
  table.sheet = say("Segments", "विधान सभा खंड");
  table.columns = {{say("Segment", "खंड"), 2.2, Align::start},
                   {say("First", "पहले स्थान पर"), 1.6, Align::start},
                   {say("Side's share", "पक्ष का मत %"), 1.1, Align::end},
                   {say("Margin, votes", "अंतर, वोट"), 1.2, Align::end},
                   {say("Points", "अंक"), 0.8, Align::end},
                   {say("Part of the margin", "कुल अंतर में हिस्सा"), 1.2, Align::end}};
  for (const json::value& one : seat.at("segments").as_array()) {
    const json::object& segment = one.as_object();
    table.rows.push_back(
        {text_cell(std::to_string(segment.at("ac_no").to_number<std::int64_t>()) + " " + say.of(segment.at("name"))),
         text_cell(party_text(segment.at("leader"))), percent_cell(segment.at("side_share")),
         count_cell(segment.at("margin_votes")), points_cell(segment.at("margin_points")),
         percent_cell(segment.at("margin_made"))});
  }
  table.note = source_line(say, seat);
  return table;
}

reports::Table seat_assemblies(const Saying& say, const json::object& seat) {
  reports::Table table;
  table.title = say("The side at assembly elections here", "यहाँ विधान सभा चुनावों में पक्ष");
  table.sheet = say("Assembly elections", "विधान सभा चुनाव");
  table.columns = {{say("Election", "चुनाव"), 1.2, Align::start},
                   {say("Largest parties", "बड़े दल"), 3, Align::start},
                   {say("Side's share", "पक्ष का मत %"), 1, Align::end},
                   {say("Lead, points", "बढ़त, अंक"), 1, Align::end},
                   {say("Segments led", "जीते खंड"), 1, Align::end}};
  for (const json::value& one : seat.at("assembly").as_array()) {
    const json::object& assembly = one.as_object();
    std::string largest;
    for (const json::value& party : assembly.at("shares").as_array()) {
      constexpr std::size_t bytes_most = 90;
      const std::string text = text_of(party.at("party")) + " " + percent_text(party.at("share"));
      if (largest.size() + text.size() > bytes_most) break;
      largest += (largest.empty() ? "" : " · ") + text;
    }
    const json::value& led = assembly.at("segments_led");
    table.rows.push_back(
        {text_cell(election_text(say, text_of(assembly.at("election")))), text_cell(largest),
         percent_cell(assembly.at("side_share")), points_cell(assembly.at("lead_points")),
         text_cell(led.is_null() ? std::string(dash) : count_text(led) + " / " + count_text(assembly.at("segments")))});
  }
  table.note = source_line(say, seat);
  return table;
}

reports::Table seat_by_elections(const Saying& say, const json::object& seat) {
  reports::Table table;
  table.title = say("By-elections", "उपचुनाव");
  table.sheet = say("By-elections", "उपचुनाव");
  table.columns = {{say("Election", "चुनाव"), 1.2, Align::start},
                   {say("Winner", "विजेता"), 2.4, Align::start},
                   {say("Margin, votes", "अंतर, वोट"), 1, Align::end},
                   {say("Points", "अंक"), 0.8, Align::end},
                   {say("Turnout", "मतदान"), 0.8, Align::end}};
  for (const json::value& one : seat.at("by_elections").as_array()) {
    const json::array& candidates = one.at("candidates").as_array();
    const std::string winner =
        candidates.empty() ? std::string(dash)
                           : text_of(candidates.front().at("candidate")) + ", " + party_text(candidates.front());
    table.rows.push_back({text_cell(election_text(say, text_of(one.at("election")))), text_cell(winner),
                          count_cell(one.at("margin_votes")), points_cell(one.at("margin_points")),
                          percent_cell(one.at("turnout"))});
  }
  table.note = source_line(say, seat);
  return table;
}

std::vector<reports::Column> standing_columns(const Saying& say) {
  return {{say("Seat", "सीट"), 1.9, Align::start},
          {say("Class", "श्रेणी"), 1.5, Align::start},
          {say("Why", "कारण"), 3.1, Align::start},
          {say("Margin, votes", "अंतर, वोट"), 1.15, Align::end},
          {say("Points", "अंक"), 0.85, Align::end},
          {say("Turnout", "मतदान"), 0.95, Align::end},
          {say("Segments led", "आगे रहे खंड"), 0.95, Align::end}};
}

std::vector<reports::Cell> standing_row(const Saying& say, const json::object& standing) {
  std::string why;
  for (const json::value& reason : standing.at("reasons").as_array()) why += (why.empty() ? "" : "; ") + say.of(reason);
  const json::value& led = standing.at("segments_led");
  const json::value& number = standing.at(standing.at("ac_no").is_null() ? "pc_no" : "ac_no");
  return {text_cell(count_text(number) + " " + say.of(standing.at("name"))),
          class_cell(say, text_of(standing.at("class"))),
          text_cell(why),
          count_cell(standing.at("margin_votes")),
          points_cell(standing.at("margin_points")),
          percent_cell(standing.at("turnout")),
          text_cell(led.is_null() ? std::string(dash) : count_text(led) + " / " + count_text(standing.at("segments")))};
}

}  // namespace boothwise::papers
