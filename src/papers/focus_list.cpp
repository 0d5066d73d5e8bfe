#include "papers/paper_makers.hpp"
#include "papers/seat_blocks.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// Lost by little first, then narrow, weak, lost by far, strong; within each the least margin first.
int urgency(const json::object& seat) {
  const std::string seat_class = text_of(seat.at("class"));
  if (seat_class == "lost") return text_of(seat.at("lost_kind")) == "lost_close" ? 0 : 3;
  if (seat_class == "narrow") return 1;
  if (seat_class == "weak") return 2;
  return seat_class == "strong" ? 4 : 5;
}

reports::Table districts_table(const Saying& say, const json::object& focus) {
  reports::Table table;
  table.title = say("By district", "ज़िलों के अनुसार");
  table.sheet = say("Districts", "ज़िले");
  table.columns = {{say("District", "ज़िला"), 2.4, Align::start},
                   {say("Seats", "सीटें"), 0.8, Align::end},
                   {say("Won", "जीतीं"), 0.8, Align::end}};
  constexpr std::array classes = {"lost", "narrow", "weak", "strong"};
  for (const char* one : classes) table.columns.push_back({class_text(say, one), 0.9, Align::end});
  for (const json::value& district : focus.at("districts").as_array()) {
    std::vector<reports::Cell> row = {text_cell(say.of(district.at("name"))), count_cell(district.at("seats")),
                                      count_cell(district.at("won"))};
    for (const char* one : classes) row.push_back(count_cell(district.at(one)));
    table.rows.push_back(std::move(row));
  }
  table.note = say("A seat counts in each district that it touches.", "सीट हर उस ज़िले में गिनी गई जिसे वह छूती है।");
  constexpr std::size_t all = 120;
  table.printed_most = all;
  return table;
}

}  // namespace

Result<reports::Report> focus_list(const PaperDesk& desk, const PaperAsked& asked) {
  const Saying say(asked.language);
  BOOTHWISE_TRY(focus, focus_of(desk, asked.asked));
  const json::object& summary = focus->at("summary").as_object();
  reports::Report report = begun(desk, asked, "focus");
  report.place = say.of(desk.maps.name);
  report.as_of = say.of(focus->at("election").at("name")) + " · " + say.of(focus->at("side").at("name"));
  report.sentence = say.of(summary.at("sentence"));
  report.figures = {
      {count_text(summary.at("lost_close")), say("lost by less than the narrow margin", "कम अंतर से हारी सीटें"), ""},
      {count_text(summary.at("narrow")), say("won narrowly", "कम अंतर से जीतीं"), ""},
      {count_text(summary.at("weak")), say("won but weak", "जीतीं पर कमज़ोर"), ""}};
  if (!desk.pages.empty()) report.link = desk.pages + "/focus";
  take_sources(report, *focus);
  report.methods.push_back(class_method(say, focus->at("thresholds").as_object()));
  if (focus->at("previous").is_object()) add_text(report, say.of(focus->at("previous").at("sentence")));
  if (text_of(focus->at("election").at("house")) == "LS") {
    add(report, seat_map(desk, say, *focus, {}, say("Every seat by class", "हर सीट श्रेणी के अनुसार")));
  }
  add_heading(report, say("What stands out", "ध्यान देने की बातें"));
  for (const json::value& one : focus->at("attention").as_array()) {
    add_text(report, "· " + say.of(one.at("name")) + ": " + say.of(one.at("text")));
  }
  add_heading(report, say("Seats, most urgent first", "सीटें, सबसे ज़रूरी पहले"));
  std::vector<const json::object*> seats;
  for (const json::value& seat : focus->at("seats").as_array()) seats.push_back(&seat.as_object());
  std::ranges::stable_sort(seats, {}, [](const json::object* seat) {
    return std::pair(urgency(*seat), std::abs(number_of(seat->at("margin_points")).value_or(0)));
  });
  reports::Table table;
  table.sheet = say("Seats", "सीटें");
  table.columns = standing_columns(say);
  for (const json::object* seat : seats) table.rows.push_back(standing_row(say, *seat));
  constexpr std::size_t all = 420;
  table.printed_most = all;
  table.note = source_line(say, *focus);
  add(report, std::move(table));
  add(report, districts_table(say, *focus));
  return report;
}

}  // namespace boothwise::papers
