#include "papers/paper_makers.hpp"
#include "papers/scheme_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/date_text.hpp"
#include "services/receipts_view.hpp"
#include "services/scheme_views.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// Districts of one scheme, least share first, as bars and as a table.
void add_scheme(reports::Report& report, const Saying& say, const json::object& view) {
  const json::object& scheme = view.at("scheme").as_object();
  add_heading(report, say.of(scheme.at("name")));
  add_text(report, say.of(view.at("sentence")));
  reports::IntervalBars chart;
  chart.head = {
      say("Least share first", "सबसे कम हिस्सा पहले"),
      say.of(view.at("shown").at("counted_name")) + ", " + say.of(date_text(text_of(view.at("shown").at("day")))),
      source_line(say, view)};
  reports::Table table;
  table.sheet = say.of(scheme.at("name"));
  table.columns = {{say("District", "ज़िला"), 2, Align::start},
                   {say("Count", "संख्या"), 1, Align::end},
                   {say("Base", "आधार"), 1, Align::end},
                   {say("Share", "हिस्सा"), 0.8, Align::end},
                   {say("Change", "बदलाव"), 0.8, Align::end}};
  constexpr std::size_t bars = 10;
  for (const json::value& one : view.at("districts").as_array()) {
    const json::object& district = one.as_object();
    const auto share = number_of(district.at("share"));
    if (share && chart.rows.size() < bars) {
      chart.rows.push_back(
          {say.of(district.at("name")), share, std::nullopt, std::nullopt, percent_text(district.at("share")), true});
      chart.most = std::max(chart.most, *share);
    }
    const json::value* base = district.if_contains("base_count");
    if (base == nullptr) base = district.if_contains("base");
    table.rows.push_back({text_cell(say.of(district.at("name"))), count_cell(district.at("count")),
                          base == nullptr ? text_cell(std::string(dash)) : count_cell(*base),
                          percent_cell(district.at("share")), count_cell(district.at("change"))});
  }
  if (!chart.rows.empty()) add(report, std::move(chart));
  constexpr std::size_t all = 120;
  table.printed_most = all;
  add(report, std::move(table));
  take_sources(report, view);
}

Result<reports::Report> of_state(const PaperDesk& desk, const PaperAsked& asked, const services::SchemeDesk& schemes) {
  const Saying say(asked.language);
  BOOTHWISE_TRY(view, services::schemes_view(schemes));
  reports::Report report = begun(desk, asked, "schemes");
  report.place = say.of(desk.maps.name);
  report.as_of = say("Official counts and public surveys", "सरकारी संख्या और सार्वजनिक सर्वेक्षण");
  const std::string with = count_text(view.at("with_counts"));
  const std::string all = std::to_string(view.at("schemes").as_array().size());
  report.sentence = say("Official counts of " + with + " of " + all + " schemes are here.",
                        all + " में से " + with + " योजनाओं की सरकारी संख्या यहाँ है।");
  report.figures = {{with, say("schemes with an official count", "सरकारी संख्या वाली योजनाएँ"), ""},
                    {count_text(view.at("outcomes")), say("outcomes of public surveys", "सर्वेक्षण परिणाम"), ""}};
  take_sources(report, view);
  reports::Table table;
  table.title = say("Schemes", "योजनाएँ");
  table.sheet = say("Schemes", "योजनाएँ");
  table.columns = {{say("Scheme", "योजना"), 3, Align::start},
                   {say("Status", "स्थिति"), 1, Align::start},
                   {say("To whom", "किसे"), 1, Align::start},
                   {say("Count", "संख्या"), 1.1, Align::end},
                   {say("Share of base", "आधार का हिस्सा"), 1, Align::end},
                   {say("As of", "तिथि"), 1.1, Align::end}};
  for (const json::value& one : view.at("schemes").as_array()) {
    table.rows.push_back({text_cell(say.of(one.at("name"))), text_cell(say.of(one.at("status_name"))),
                          text_cell(say.of(one.at("unit_name"))), count_cell(one.at("state").at("count")),
                          percent_cell(one.at("state").at("share")), day_cell(say, one.at("shown").at("day"))});
  }
  table.note =
      say("A dash: no official count has been imported. A share has a base of the same unit, or none is shown.",
          "रेखा: सरकारी संख्या आयात नहीं हुई। हिस्सा उसी इकाई के आधार का है, नहीं तो नहीं दिखाया गया।");
  add(report, std::move(table));
  for (const json::value& one : view.at("schemes").as_array()) {
    if (one.at("state").at("count").is_null()) continue;
    BOOTHWISE_TRY(scheme, services::scheme_view(schemes, text_of(one.at("code")), {}));
    add_scheme(report, say, scheme);
  }
  return report;
}

Result<reports::Report> of_district(const PaperDesk& desk, const PaperAsked& asked,
                                    const services::SchemeDesk& schemes) {
  const Saying say(asked.language);
  BOOTHWISE_TRY(view, services::district_schemes_view(schemes, asked.place));
  reports::Report report = begun(desk, asked, "schemes");
  report.place = say.of(view.at("name")) + say(" district", " ज़िला");
  report.as_of = say("Official counts and public surveys", "सरकारी संख्या और सार्वजनिक सर्वेक्षण");
  reports::Table counts = district_counts(say, view);
  reports::Table outcomes = district_outcomes(say, view);
  const std::string with = std::to_string(counts.rows.size());
  report.sentence = say("Official counts of " + with + " schemes are here for the district.",
                        "ज़िले के लिए " + with + " योजनाओं की सरकारी संख्या यहाँ है।");
  report.figures = {{with, say("schemes with an official count", "सरकारी संख्या वाली योजनाएँ"), ""},
                    {std::to_string(outcomes.rows.size()), say("outcomes of public surveys", "सर्वेक्षण परिणाम"), ""}};
  if (!desk.pages.empty()) report.link = desk.pages + "/schemes/district/" + asked.place;
  take_sources(report, view);
  if (counts.rows.empty()) {
    add_text(report, counts.note, reports::Paragraph::Tone::muted);
  } else {
    add(report, std::move(counts));
  }
  if (!outcomes.rows.empty()) add(report, std::move(outcomes));
  if (desk.caller.access().may(Right::view_field_counts)) {
    BOOTHWISE_TRY(receipts, services::receipts_view(desk.snapshot, *desk.caller.workspace().warehouse,
                                                    {{}, asked.place, {}, {}, {}}));
    add_receipts(report, say, receipts);
  }
  return report;
}

}  // namespace

Result<reports::Report> scheme_coverage(const PaperDesk& desk, const PaperAsked& asked) {
  const services::SchemeDesk schemes{desk.snapshot, desk.caller.workspace(), desk.caller.data_folder(),
                                     desk.caller.today()};
  BOOTHWISE_TRY(report, asked.place.empty() ? of_state(desk, asked, schemes) : of_district(desk, asked, schemes));
  const Saying say(asked.language);
  report.methods.push_back(
      say("Counts, outcomes of surveys and what households say are never put into one figure. No persons are in them "
          "(R23, R24).",
          "सरकारी संख्या, सर्वेक्षण परिणाम और घरों के जवाब एक आँकड़े में नहीं मिलाए जाते। इनमें किसी व्यक्ति का नाम नहीं (R23, R24)।"));
  return report;
}

}  // namespace boothwise::papers
