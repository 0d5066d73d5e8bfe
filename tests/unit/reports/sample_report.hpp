#pragma once

#include "reports/report.hpp"

namespace boothwise::reports {

/// A report with one block of each kind.
inline Report sample_report(Language language = Language::hindi) {
  const bool hindi = language == Language::hindi;
  Report report;
  report.language = language;
  report.kind = "district";
  report.kind_name = hindi ? "ज़िला विवरण" : "District brief";
  report.place = hindi ? "गोरखपुर ज़िला" : "Gorakhpur district";
  report.sentence = hindi ? "3 सीटों में से 3 जीतीं (इनमें 1 कम अंतर से)।" : "Of 3 seats, 3 won (1 of them narrowly).";
  report.figures = {{"3 / 3", hindi ? "सीटें जीतीं" : "seats won", ""}, {"59.8 %", hindi ? "मतदान" : "turnout", "+5.2"}};
  report.as_of = hindi ? "लोक सभा 2019" : "Lok Sabha 2019";
  report.made = Day{std::chrono::year{2026} / 11 / 23};
  report.sources = {"pc_results.csv"};
  report.methods = {hindi ? "अंतर: विजेता घटा उपविजेता" : "Margin: winner minus runner-up"};
  const ChartHead head{hindi ? "मत किस तरह बँटे" : "How the votes were shared out", "%", "pc_results.csv"};
  report.blocks.emplace_back(Heading{hindi ? "सीटें" : "Seats"});
  report.blocks.emplace_back(Paragraph{hindi ? "क्षेत्र की कार्यसूची" : "The area's agenda", Paragraph::Tone::warning});
  report.blocks.emplace_back(
      ContestBars{head, {{"2019", {{"AAA", 0.6, BarRole::side}, {"BBB", 0.4, BarRole::rival}}, "3,01,664"}}});
  report.blocks.emplace_back(IntervalBars{
      head, {{"A", 0.5, 0.4, 0.6, "50 %", true}, {"B", {}, {}, {}, hindi ? "छिपाया गया" : "hidden", false}}, 1});
  report.blocks.emplace_back(Beside{{head, {{"2014", -3.7, "−3.7", Mark::lost}, {"2019", 9.7, "+9.7", Mark::weak}}},
                                    {head, {{"2014", 0.5, "50 %"}, {"2019", 0.6, "60 %"}}}});
  report.blocks.emplace_back(Histogram{head, {{-20, -10, 4}, {-10, 0, 9}, {0, 10, 12}}});
  report.blocks.emplace_back(Beeswarm{head, {{-12, 700, Mark::lost}, {3, 900, Mark::narrow}, {30, 400, Mark::strong}}});
  report.blocks.emplace_back(OutcomeDots{head, {{40, 60}, {41, 40}}, 80, hindi ? "सभी" : "all"});
  report.blocks.emplace_back(
      HexagonMap{head,
                 {{0, 0, "सहारनपुर", Mark::lost, false}, {1, 1, "संत कबीर नगर", Mark::strong, true}},
                 {{Mark::lost, hindi ? "हारी 1" : "Lost 1"}}});
  Table table;
  table.title = hindi ? "बूथ" : "Booths";
  table.sheet = table.title;
  table.columns = {{hindi ? "बूथ" : "Booth", 2, Align::start}, {hindi ? "मतदाता" : "Electors", 1, Align::end}};
  for (int i = 1; i <= 90; ++i) {
    table.rows.push_back({{.text = (hindi ? "प्राथमिक विद्यालय " : "Primary school ") + std::to_string(i)},
                          {.text = "1,234", .value = 1234.0, .kind = CellKind::count}});
  }
  table.printed_most = 80;
  report.blocks.emplace_back(std::move(table));
  return report;
}

}  // namespace boothwise::reports
