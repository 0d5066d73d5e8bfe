#include "papers/paper_makers.hpp"
#include "papers/roll_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "services/roll_diff.hpp"
#include "services/rolls_view.hpp"

namespace boothwise::papers {

namespace json = boost::json;

namespace {

Error no_roll() {
  return Error{ErrorKind::not_found,
               "no_roll",
               {"no electoral roll is here; import one first: boothwise import rolls FILE",
                "यहाँ कोई मतदाता सूची नहीं है; पहले आयात करें: boothwise import rolls FILE"}};
}

reports::IntervalBars reasons_chart(const Saying& say, const json::object& changes) {
  reports::IntervalBars chart;
  chart.head = {say("Why names were struck off", "नाम क्यों कटे"), say("Deletions with a reason", "कारण सहित विलोपन"),
                source_line(say, changes)};
  chart.most = 1;
  for (const auto& [reason, count] : changes.at("total").at("struck_by_reason").as_object()) {
    const std::string_view word = reason == "E" ? say.language() == Language::hindi ? "मृत (E)" : "expired (E)"
                                  : reason == "S" ? say.language() == Language::hindi ? "स्थानांतरित (S)" : "shifted (S)"
                                  : reason == "R"
                                      ? say.language() == Language::hindi ? "दोहरी प्रविष्टि (R)" : "repeated (R)"
                                  : reason == "Q" ? say.language() == Language::hindi ? "अनर्ह (Q)" : "disqualified (Q)"
                                  : reason == "M" ? say.language() == Language::hindi ? "लापता (M)" : "missing (M)"
                                                  : std::string_view(reason);
    const auto number = number_of(count);
    if (!number) continue;
    chart.rows.push_back({std::string(word), number, std::nullopt, std::nullopt, count_text(count), true});
    chart.most = std::max(chart.most, *number);
  }
  return chart;
}

}  // namespace

Result<reports::Report> roll_revision(const PaperDesk& desk, const PaperAsked& asked) {
  const Saying say(asked.language);
  BOOTHWISE_TRY(revision, newest_revision(desk));
  if (!revision) return no_roll();
  BOOTHWISE_TRY(compared, newest_comparison(desk));
  warehouse::Warehouse& data = *desk.caller.workspace().warehouse;
  reports::Report report = begun(desk, asked, "rolls");
  std::vector<std::int64_t> only;
  report.place = say.of(desk.maps.name);
  if (!asked.place.empty()) {
    for (const AssemblyConstituency& ac : desk.snapshot.places.acs()) {
      if (ac.district == asked.place) only.push_back(ac.no.value);
    }
    report.place = say.of(desk.snapshot.places.district(asked.place)->name) + say(" district", " ज़िला");
  }
  report.as_of = compared ? compared->first + " → " + compared->second : say("Roll ", "सूची ") + *revision;
  if (!desk.pages.empty()) report.link = desk.pages + "/rolls";
  report.methods.push_back(
      say("Who is who in two rolls is found by name, relative, age, house and card number; counts only, no persons.",
          "दो सूचियों में कौन कौन है, यह नाम, संबंधी, आयु, मकान और पहचान पत्र संख्या से मिलाया गया; केवल संख्या, कोई व्यक्ति नहीं।"));
  if (compared) {
    BOOTHWISE_TRY(changes, services::roll_diff_view(data, *desk.snapshot.manifest, compared->first, compared->second,
                                                    std::nullopt));
    if (only.empty()) {
      report.sentence = say.of(changes.at("sentence"));
      report.figures = roll_figures(say, changes.at("total").as_object());
      reports::IntervalBars reasons = reasons_chart(say, changes);
      if (!reasons.rows.empty()) add(report, std::move(reasons));
    }
    add_heading(report, say("Changes", "बदलाव"));
    add(report, changes_table(say, changes, only));
    reports::Table unusual = unusual_table(say, changes);
    if (!unusual.rows.empty() && only.empty()) add(report, std::move(unusual));
    take_sources(report, changes);
  }
  if (only.empty()) {
    BOOTHWISE_TRY(stats,
                  services::roll_stats_view(data, *desk.snapshot.manifest, *revision, std::nullopt, std::nullopt));
    if (report.figures.empty()) {
      const json::object& electors = stats.at("electors").as_object();
      report.figures = {
          {count_text(electors.at("total")), say("electors", "मतदाता"), ""},
          {count_text(stats.at("women_per_1000_men")), say("women to 1,000 men", "महिलाएँ प्रति 1,000 पुरुष"), ""},
          {count_text(stats.at("first_time_electors").at("total")), say("for the first time", "पहली बार के मतदाता"),
           ""}};
    }
    add_heading(report, say("Electors of ", "मतदाता, सूची ") + *revision);
    add(report, ages_table(say, stats));
    take_sources(report, stats);
  }
  return report;
}

}  // namespace boothwise::papers
