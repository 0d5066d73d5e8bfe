#include "papers/paper_makers.hpp"
#include "papers/work_blocks.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "services/today_view.hpp"
#include "services/works.hpp"

namespace boothwise::papers {

namespace json = boost::json;

namespace {

/// How much of each programme and directive is done.
reports::IntervalBars done_bars(const Saying& say, const json::array& works) {
  reports::IntervalBars chart;
  chart.head = {say("How much is done", "कितना हुआ"),
                say("Part of the tasks given that are reported done", "दिए गए कामों में से, जो पूरे बताए गए"),
                {}};
  for (const json::value& one : works) {
    const json::object& completion = one.at("completion").as_object();
    const auto share = number_of(completion.at("share_done"));
    chart.rows.push_back({say.of(one.at("title")),
                          share,
                          {},
                          {},
                          share ? percent_text(completion.at("share_done")) + " · " +
                                      count_text(completion.at("done")) + " / " + count_text(completion.at("asked"))
                                : say("nothing asked", "कोई काम नहीं"),
                          completion.at("late").to_number<std::int64_t>() == 0});
  }
  chart.head.source = say("Grey: some of it is late.", "धूसर: कुछ काम देर से हैं।");
  return chart;
}

}  // namespace

Result<reports::Report> programme_status(const PaperDesk& desk, const PaperAsked& asked) {
  const Saying say(asked.language);
  std::optional<std::int64_t> unit;
  if (!asked.place.empty()) {
    std::int64_t number = 0;
    std::from_chars(asked.place.data(), asked.place.data() + asked.place.size(), number);
    unit = number;
  }
  BOOTHWISE_TRY(today, services::today_view(desk.caller, desk.snapshot, unit));
  reports::Report report = begun(desk, asked, "programmes");
  const json::object& at = today.at("unit").as_object();
  report.place = say.of(at.at("name"));
  report.as_of = say("Work as reported until today", "आज तक की सूचना के अनुसार काम");
  const json::object& completion = today.at("completion").as_object();
  const bool asked_anything = completion.at("asked").to_number<std::int64_t>() > 0;
  report.sentence =
      asked_anything
          ? say("Tasks given: " + count_text(completion.at("asked")) + ". Done: " + count_text(completion.at("done")) +
                    ". Late: " + count_text(completion.at("late")) + ".",
                "दिए गए काम: " + count_text(completion.at("asked")) + "। हुए: " + count_text(completion.at("done")) +
                    "। देर से: " + count_text(completion.at("late")) + "।")
          : say("Nothing has been asked here.", "यहाँ अभी कोई काम नहीं दिया गया।");
  if (asked_anything) report.figures = completion_figures(say, completion);
  report.sources.push_back(say("The organisation's own records of work", "संगठन के अपने काम के रिकॉर्ड"));
  report.methods.push_back(say("Done, late and not reported go by what units reported and by the due day.",
                               "हुआ, देर और सूचना बाकी: इकाइयों की सूचना और नियत तिथि से।"));
  if (!desk.pages.empty()) report.link = desk.pages + "/programmes";
  take_sources(report, today);
  for (const json::value& thing : today.at("things").as_array()) add_text(report, say.of(thing.at("text")));
  if (!today.at("works").as_array().empty()) {
    add(report, done_bars(say, today.at("works").as_array()));
    add(report, works_table(say, today.at("works").as_array()));
  }
  if (!today.at("units").as_array().empty()) {
    add(report, units_table(say, today.at("units").as_array(), say("By unit", "इकाइयों के अनुसार")));
  }
  const std::int64_t here = at.at("unit").to_number<std::int64_t>();
  for (const json::value& one : today.at("works").as_array()) {
    BOOTHWISE_TRY(work, services::work_view(desk.caller, text_of(one.at("work")), here));
    add_heading(report, say.of(work.at("title")));
    add_text(report, say.of(work.at("words")), reports::Paragraph::Tone::muted);
    if (work.at("units").as_array().size() < 2) continue;  // the table of all works says it already
    reports::Table table = units_table(say, work.at("units").as_array(), say("By unit", "इकाइयों के अनुसार"));
    table.sheet.clear();  // as many works as there are would be as many sheets of one name
    add(report, std::move(table));
  }
  return report;
}

}  // namespace boothwise::papers
