#include "papers/scheme_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/date_text.hpp"
#include "base/text.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// "43 % (39–47)".
std::string interval_text(const json::object& estimate) {
  const auto per_cent = [&](std::string_view member) {
    return one_decimal(estimate.at(member).to_number<double>() * hundred);
  };
  return per_cent("value") + " % (" + per_cent("low") + "–" + per_cent("high") + ")";
}

std::string base_text(const Saying& say, const json::value& base) {
  if (base.is_object()) return count_text(base.at("value"));
  return base.is_null() ? say("hidden", "छिपाया गया") : count_text(base);
}

/// One answer's share with its interval, or that it is hidden.
reports::IntervalBars::Row answer_row(const Saying& say, const json::value& cell) {
  reports::IntervalBars::Row row;
  row.label = say.of(cell.at("title"));
  if (cell.at("share").is_object()) {
    const json::object& share = cell.at("share").as_object();
    row.value = number_of(share.at("value"));
    row.low = number_of(share.at("low"));
    row.high = number_of(share.at("high"));
    row.text = interval_text(share);
  } else {
    row.text = say("hidden: too few", "संख्या कम: छिपाया गया");
  }
  return row;
}

}  // namespace

reports::Table district_counts(const Saying& say, const json::object& district) {
  reports::Table table;
  table.title = say("Official counts", "सरकारी संख्या");
  table.sheet = say("Schemes", "योजनाएँ");
  table.columns = {{say("Scheme", "योजना"), 2.6, Align::start}, {say("Unit", "इकाई"), 1, Align::start},
                   {say("Count", "संख्या"), 1.1, Align::end},     {say("Of base", "आधार का हिस्सा"), 1, Align::end},
                   {say("State", "प्रदेश"), 0.9, Align::end},     {say("As of", "तिथि"), 1.1, Align::end}};
  std::string without;
  for (const json::value& one : district.at("schemes").as_array()) {
    const json::object& scheme = one.as_object();
    if (scheme.at("count").is_null()) {
      without += (without.empty() ? "" : ", ") + say.of(scheme.at("name"));
      continue;
    }
    const json::object& shown = scheme.at("shown").as_object();
    table.rows.push_back({text_cell(say.of(scheme.at("name"))), text_cell(say.of(shown.at("unit_name"))),
                          count_cell(scheme.at("count")), percent_cell(scheme.at("share")),
                          percent_cell(scheme.at("state").at("share")), day_cell(say, shown.at("day"))});
  }
  if (!table.rows.empty()) table.note = source_line(say, district);
  if (!without.empty()) {
    table.note += (table.note.empty() ? "" : "\n") +
                  say("No official count has been imported for: ", "इनकी सरकारी संख्या आयात नहीं हुई: ") + without;
  }
  return table;
}

reports::Table district_outcomes(const Saying& say, const json::object& district) {
  reports::Table table;
  table.title = say("Outcomes of public surveys", "सार्वजनिक सर्वेक्षणों के परिणाम");
  table.sheet = say("Outcomes", "सर्वेक्षण परिणाम");
  table.columns = {{say("Outcome", "परिणाम"), 2.6, Align::start},
                   {say("District", "ज़िला"), 0.8, Align::end},
                   {say("Middle district", "बीच का ज़िला"), 0.9, Align::end},
                   {say("Lowest–highest", "सबसे कम–ज़्यादा"), 1.2, Align::end},
                   {say("Survey", "सर्वेक्षण"), 1.4, Align::start}};
  const std::string id = text_of(district.at("district"));
  const auto fraction = [](const json::value& per_cent) {
    const auto value = number_of(per_cent);
    return value ? json::value(*value / hundred) : json::value(nullptr);
  };
  for (const json::value& one : district.at("outcomes").as_array()) {
    const json::object& outcome = one.as_object();
    const json::object& values = outcome.at("values").as_object();
    const json::value* own = values.if_contains(id);
    if (own == nullptr && !values.empty()) own = &values.begin()->value();
    if (own == nullptr) continue;
    table.rows.push_back({text_cell(say.of(outcome.at("name"))), percent_cell(fraction(*own)),
                          percent_cell(fraction(outcome.at("middle"))),
                          text_cell(one_decimal(outcome.at("lowest").to_number<double>()) + "–" +
                                    one_decimal(outcome.at("highest").to_number<double>())),
                          text_cell(say.of(outcome.at("survey")) + " " + text_of(outcome.at("year")))});
  }
  table.note =
      say("Per cent of what each survey asked. The surveys' own intervals are not published by district: small "
          "differences say nothing.",
          "हर सर्वेक्षण के अपने आधार का प्रतिशत। ज़िलेवार त्रुटि-सीमा प्रकाशित नहीं है: छोटे अंतर का अर्थ न निकालें।");
  return table;
}

void add_receipts(reports::Report& report, const Saying& say, const json::object& receipts) {
  const json::array& areas = receipts.at("areas").as_array();
  if (areas.empty()) return;
  add_heading(report, say("What households say of schemes", "योजनाओं पर घरों ने क्या बताया"));
  for (const json::value& one : areas) {
    const json::object& area = one.as_object();
    reports::IntervalBars chart;
    chart.head = {text_of(area.at("scheme")) + " · " + say.of(area.at("name")),
                  say("Share of households that answered, with its 95 % interval; answers: ",
                      "जवाब देने वाले घरों का हिस्सा, 95 % सीमा के साथ; जवाब: ") +
                      base_text(say, area.at("base")),
                  say.of(receipts.at("use"))};
    for (const json::value& cell : area.at("cells").as_array()) {
      reports::IntervalBars::Row row = answer_row(say, cell);
      row.strong = text_of(cell.at("answer")) == "receives";
      chart.rows.push_back(std::move(row));
    }
    add(report, std::move(chart));
  }
  add_text(report, say.of(receipts.at("method")), reports::Paragraph::Tone::muted);
  take_sources(report, receipts);
}

void add_released(reports::Report& report, const Saying& say, const json::object& community) {
  const json::object& wave = community.at("wave").as_object();
  add_heading(report, say("Community and economy, as released", "समुदाय और अर्थव्यवस्था, जैसा जारी हुआ"));
  for (const json::value& one : community.at("areas").as_array()) {
    const json::object& area = one.as_object();
    if (!area.at("shows").as_bool()) continue;
    for (const json::value& shown : area.at("tables").as_array()) {
      const json::object& table = shown.as_object();
      if (!table.at("base").is_object()) continue;
      const auto question = std::ranges::find_if(community.at("questions").as_array(), [&](const json::value& asked) {
        return asked.at("question") == table.at("question");
      });
      if (question == community.at("questions").as_array().end()) continue;
      reports::IntervalBars chart;
      chart.head = {say.of(question->at("title")) + " · " + say.of(area.at("name")),
                    say("Share with its 90 % interval for the noise; answers: ",
                        "हिस्सा, गोपनीयता-शोर की 90 % सीमा के साथ; जवाब: ") +
                        base_text(say, table.at("base")),
                    say.of(question->at("use"))};
      for (const json::value& cell : table.at("cells").as_array()) chart.rows.push_back(answer_row(say, cell));
      add(report, std::move(chart));
    }
  }
  add_text(report,
           say("Wave of ", "चरण ") + say.of(date_text(text_of(wave.at("first_day")))) + " – " +
               say.of(date_text(text_of(wave.at("last_day")))) + ". " + say.of(community.at("method")),
           reports::Paragraph::Tone::muted);
  take_sources(report, community);
}

}  // namespace boothwise::papers
