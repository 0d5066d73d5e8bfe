#include "papers/work_blocks.hpp"

#include "operations/unit_places.hpp"
#include "operations/units.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "services/tasks.hpp"
#include "services/today_view.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

std::vector<reports::Column> completion_columns(const Saying& say) {
  return {{say("Asked", "कहा गया"), 0.8, Align::end},       {say("Done", "हुआ"), 0.8, Align::end},
          {say("Share", "हिस्सा"), 0.9, Align::end},         {say("Blocked", "अटका"), 0.8, Align::end},
          {say("Not reported", "सूचना नहीं"), 1, Align::end}, {say("Late", "देर"), 0.8, Align::end}};
}

void put_completion(std::vector<reports::Cell>& row, const json::value& of) {
  if (!of.is_object()) {
    for (int i = 0; i < 6; ++i) row.push_back(text_cell(std::string(dash)));
    return;
  }
  const json::object& completion = of.as_object();
  row.push_back(count_cell(completion.at("asked")));
  row.push_back(count_cell(completion.at("done")));
  row.push_back(percent_cell(completion.at("share_done")));
  row.push_back(count_cell(completion.at("blocked")));
  row.push_back(count_cell(completion.at("not_reported")));
  row.push_back(count_cell(completion.at("late")));
}

}  // namespace

Result<std::optional<std::int64_t>> unit_of_place(const PaperDesk& desk, const CoveredPlace& place) {
  BOOTHWISE_TRY(holders, operations::holders_of_place(desk.caller.whole_store(), place));
  std::optional<std::int64_t> lowest;
  std::size_t length = 0;
  for (const PlaceHolder& holder : holders) {
    if (!desk.caller.access().may(Right::view_work, holder.path) || holder.path.text.size() <= length) continue;
    // The unit's own number is the last of its path: "1.7.203." is 203.
    const std::string& path = holder.path.text;
    const std::size_t begin = path.find_last_of('.', path.size() - 2);
    const std::size_t first = begin == std::string::npos ? 0 : begin + 1;
    std::int64_t number = 0;
    std::from_chars(path.data() + first, path.data() + path.size() - 1, number);
    lowest = number;
    length = path.size();
  }
  return lowest;
}

reports::Table works_table(const Saying& say, const json::array& works) {
  reports::Table table;
  table.title = say("Programmes and directives", "कार्यक्रम और निर्देश");
  table.sheet = say("Programmes", "कार्यक्रम");
  table.columns = {{say("What", "क्या"), 2.4, Align::start}, {say("Due", "कब तक"), 1.8, Align::start}};
  for (reports::Column& column : completion_columns(say)) table.columns.push_back(std::move(column));
  for (const json::value& work : works) {
    std::vector<reports::Cell> row = {text_cell(say.of(work.at("title"))), day_cell(say, work.at("due_day"))};
    put_completion(row, work.at("completion"));
    table.rows.push_back(std::move(row));
  }
  table.note = say("Counts of tasks as reported by the units; done is what was reported done.",
                   "इकाइयों की सूचना के अनुसार कामों की संख्या; “हुआ” वह है जो हुआ बताया गया।");
  return table;
}

reports::Table units_table(const Saying& say, const json::array& units, std::string title) {
  reports::Table table;
  table.sheet = title;
  table.title = std::move(title);
  table.columns = {{say("Unit", "इकाई"), 2.6, Align::start}};
  for (reports::Column& column : completion_columns(say)) table.columns.push_back(std::move(column));
  for (const json::value& unit : units) {
    std::vector<reports::Cell> row = {text_cell(say.of(unit.at("name")))};
    put_completion(row, unit.at("completion"));
    table.rows.push_back(std::move(row));
  }
  constexpr std::size_t all_districts = 120;
  table.printed_most = all_districts;
  return table;
}

std::vector<reports::KeyFigure> completion_figures(const Saying& say, const json::object& completion) {
  std::vector<reports::KeyFigure> figures;
  figures.push_back({percent_text(completion.at("share_done")),
                     say("of what was asked is done", "काम हो चुका बताया गया"),
                     count_text(completion.at("done")) + " / " + count_text(completion.at("asked"))});
  figures.push_back(
      {count_text(completion.at("not_reported")), say("tasks nobody has reported on", "कामों की सूचना बाकी"), ""});
  figures.push_back({count_text(completion.at("late")), say("tasks are late", "काम देर से"), ""});
  return figures;
}

Status add_work(reports::Report& report, const PaperDesk& desk, const Saying& say, std::optional<std::int64_t> unit) {
  if (!desk.caller.access().may(Right::view_work)) return success();
  add_heading(report, say("Work", "काम"));
  if (!unit) {
    add_text(report,
             say("No unit of the organisation names this place yet.", "संगठन की किसी इकाई में यह जगह अभी दर्ज नहीं है।"),
             reports::Paragraph::Tone::muted);
    return success();
  }
  BOOTHWISE_TRY(today, services::today_view(desk.caller, desk.snapshot, unit));
  const json::object& completion = today.at("completion").as_object();
  if (completion.at("asked").to_number<std::int64_t>() == 0) {
    add_text(report, say("Nothing has been asked here.", "यहाँ अभी कोई काम नहीं दिया गया।"),
             reports::Paragraph::Tone::muted);
  } else {
    add(report, reports::KeyFigures{completion_figures(say, completion)});
  }
  for (const json::value& thing : today.at("things").as_array()) add_text(report, say.of(thing.at("text")));
  if (!today.at("works").as_array().empty()) add(report, works_table(say, today.at("works").as_array()));
  if (!today.at("units").as_array().empty()) {
    add(report, units_table(say, today.at("units").as_array(), say("By unit", "इकाइयों के अनुसार")));
  }
  take_sources(report, today);
  return success();
}

Result<reports::Table> tasks_table(const PaperDesk& desk, const Saying& say, std::int64_t unit) {
  BOOTHWISE_TRY(view, services::tasks_view(desk.caller, {.unit = unit, .state = "open"}));
  reports::Table table;
  table.title = say("Open tasks", "बाकी काम");
  table.sheet = say("Tasks", "काम");
  table.columns = {{say("Task", "काम"), 3, Align::start},
                   {say("Due", "कब तक"), 1.2, Align::start},
                   {say("Target", "लक्ष्य"), 0.8, Align::end},
                   {say("Reached", "हुआ"), 0.8, Align::end},
                   {say("Note", "टिप्पणी"), 2, Align::start}};
  for (const json::value& task : view.at("tasks").as_array()) {
    table.rows.push_back({text_cell(say.of(task.at("title"))), day_cell(say, task.at("due_day")),
                          count_cell(task.at("target")), count_cell(task.at("reached")),
                          text_cell(text_of(task.at("note")))});
  }
  return table;
}

}  // namespace boothwise::papers
