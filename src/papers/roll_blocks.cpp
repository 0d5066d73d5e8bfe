#include "papers/roll_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "services/roll_diff.hpp"
#include "services/rolls_view.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

Result<const json::object*> rolls_of(const PaperDesk& desk) {
  return desk.kept.get(
      "rolls", [&] { return services::rolls_view(*desk.caller.workspace().warehouse, *desk.snapshot.manifest); });
}

std::vector<reports::Cell> changes_row(std::string name, const json::object& changes) {
  return {text_cell(std::move(name)),
          count_cell(changes.at("electors_before")),
          count_cell(changes.at("electors_after")),
          count_cell(changes.at("struck")),
          percent_cell(changes.at("deleted_share")),
          count_cell(changes.at("added_of_age")),
          count_cell(changes.at("added_older"))};
}

}  // namespace

Result<std::optional<std::pair<std::string, std::string>>> newest_comparison(const PaperDesk& desk) {
  BOOTHWISE_TRY(rolls, rolls_of(desk));
  std::optional<std::pair<std::string, std::string>> newest;
  for (const json::value& one : rolls->at("comparisons").as_array()) {
    std::pair found{text_of(one.at("from")), text_of(one.at("to"))};
    if (!newest || std::pair(found.second, found.first) > std::pair(newest->second, newest->first)) newest = found;
  }
  return newest;
}

Result<std::optional<std::string>> newest_revision(const PaperDesk& desk) {
  BOOTHWISE_TRY(rolls, rolls_of(desk));
  std::optional<std::string> newest;
  for (const json::value& one : rolls->at("revisions").as_array()) {
    std::string found = text_of(one.at("revision"));
    if (!newest || found > *newest) newest = std::move(found);
  }
  return newest;
}

reports::Table changes_table(const Saying& say, const json::object& changes, const std::vector<std::int64_t>& only) {
  reports::Table table;
  const bool parts = changes.contains("parts");
  table.title = say("What the revision did", "पुनरीक्षण में क्या बदला");
  table.sheet = say("Roll changes", "सूची में बदलाव");
  table.columns = {{parts ? say("Part", "भाग") : say("Segment", "खंड"), 2.2, Align::start},
                   {say("Before", "पहले"), 1.1, Align::end},
                   {say("After", "बाद में"), 1.1, Align::end},
                   {say("Struck off", "नाम कटे"), 1, Align::end},
                   {say("Share gone", "कम हुआ हिस्सा"), 1, Align::end},
                   {say("New at 18", "18 के नए"), 1, Align::end},
                   {say("Added, older", "बड़ी आयु के नए"), 1, Align::end}};
  for (const json::value& one : changes.at(parts ? "parts" : "segments").as_array()) {
    const json::object& row = one.as_object();
    if (parts) {
      const json::value& part = row.at("part_no");
      table.rows.push_back(changes_row(part.is_null() ? say("none", "कोई नहीं") : count_text(part), row));
      continue;
    }
    const std::int64_t ac = row.at("ac_no").to_number<std::int64_t>();
    if (!only.empty() && std::ranges::find(only, ac) == only.end()) continue;
    table.rows.push_back(changes_row(std::to_string(ac) + " " + say.of(row.at("name")), row));
  }
  table.note = source_line(say, changes);
  return table;
}

reports::Table unusual_table(const Saying& say, const json::object& changes) {
  reports::Table table;
  table.title = say("Parts with unusual deletions", "असामान्य विलोपन वाले भाग");
  table.sheet = say("Unusual parts", "असामान्य भाग");
  table.columns = {{say("Segment/part", "खंड/भाग"), 1, Align::start},
                   {say("Before", "पहले"), 0.8, Align::end},
                   {say("Deleted", "कटे"), 0.8, Align::end},
                   {say("Expected", "अपेक्षित"), 0.8, Align::end},
                   {say("What stands out", "क्या अलग है"), 3.4, Align::start}};
  for (const json::value& one : changes.at("unusual").at("parts").as_array()) {
    table.rows.push_back({text_cell(count_text(one.at("ac_no")) + "/" + count_text(one.at("part_no"))),
                          count_cell(one.at("electors_before")), count_cell(one.at("deleted")),
                          count_cell(one.at("expected")), text_cell(say.of(one.at("text")))});
  }
  constexpr std::size_t printed = 25;
  table.printed_most = printed;
  table.note = say("Unusual is not wrong: look at the part, entry by entry, before anybody is asked anything.",
                   "असामान्य का अर्थ ग़लत नहीं: किसी से पूछने से पहले भाग की एक-एक प्रविष्टि देखें।");
  return table;
}

reports::Table ages_table(const Saying& say, const json::object& stats) {
  reports::Table table;
  table.title = say("Electors by age", "आयु के अनुसार मतदाता");
  table.sheet = say("Ages", "आयु");
  table.columns = {{say("Age", "आयु"), 1.4, Align::start},
                   {say("Men", "पुरुष"), 1, Align::end},
                   {say("Women", "महिला"), 1, Align::end},
                   {say("Third gender", "तृतीय लिंग"), 1, Align::end},
                   {say("All", "कुल"), 1, Align::end}};
  for (const json::value& band : stats.at("age_bands").as_array()) {
    table.rows.push_back({text_cell(say.of(band.at("name"))), count_cell(band.at("male")),
                          count_cell(band.at("female")), count_cell(band.at("other")), count_cell(band.at("total"))});
  }
  table.note = source_line(say, stats);
  return table;
}

std::vector<reports::KeyFigure> roll_figures(const Saying& say, const json::object& total) {
  return {{count_text(total.at("electors_after")), say("electors now", "मतदाता अब"),
           say("before: ", "पहले: ") + count_text(total.at("electors_before"))},
          {count_text(total.at("struck")), say("struck off with a reason", "कारण सहित नाम कटे"), ""},
          {percent_text(total.at("deleted_share")), say("of the earlier roll is gone", "पहले की सूची से हटे"), ""}};
}

Status add_roll_changes(reports::Report& report, const PaperDesk& desk, const Saying& say,
                        const std::vector<std::int64_t>& segments) {
  if (!desk.caller.access().may(Right::view_roll_counts)) return success();
  BOOTHWISE_TRY(compared, newest_comparison(desk));
  if (!compared) return success();
  BOOTHWISE_TRY(changes, desk.kept.get("roll changes", [&] {
    return services::roll_diff_view(*desk.caller.workspace().warehouse, *desk.snapshot.manifest, compared->first,
                                    compared->second, std::nullopt);
  }));
  reports::Table table = changes_table(say, *changes, segments);
  if (table.rows.empty()) return success();
  add_heading(report, say("Electoral roll: ", "मतदाता सूची: ") + compared->first + " → " + compared->second);
  add(report, std::move(table));
  take_sources(report, *changes);
  return success();
}

}  // namespace boothwise::papers
