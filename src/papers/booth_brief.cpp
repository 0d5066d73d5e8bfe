#include "operations/unit_places.hpp"
#include "papers/paper_makers.hpp"
#include "papers/roll_blocks.hpp"
#include "papers/scheme_blocks.hpp"
#include "papers/seat_blocks.hpp"
#include "papers/work_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "services/booth_targets.hpp"
#include "services/community_view.hpp"
#include "services/receipts_view.hpp"
#include "services/roll_diff.hpp"
#include "services/rolls_view.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

struct BoothMaking {
  const PaperDesk& desk;
  const PaperAsked& asked;
  Saying say;
  AcNo ac;
  Part part;
  reports::Report report;
};

std::string lead_note(const Saying& say, const json::object& booth) {
  const json::value& interval = booth.at("lead_interval");
  if (!interval.is_array() || !booth.at("class_probability").is_number()) return {};
  const auto point = [](const json::value& value) { return signed_text(value.to_number<double>() * hundred); };
  return say("estimate ", "अनुमान ") + point(interval.as_array().at(0)) + say(" to ", " से ") +
         point(interval.as_array().at(1)) + "; " + class_text(say, text_of(booth.at("class"))) + " " +
         percent_text(booth.at("class_probability"));
}

void put_figures(BoothMaking& making, const json::object& booth) {
  const Saying& say = making.say;
  const auto lead = number_of(booth.at("margin_points"));
  if (lead) {
    making.report.figures.push_back({signed_text(*lead) + say(" points", " अंक"),
                                     (*lead < 0 ? say("behind by ", "पीछे ") : say("ahead by ", "आगे ")) +
                                         grouped(std::llabs(booth.at("margin_votes").to_number<std::int64_t>())) +
                                         say(" votes", " वोट"),
                                     lead_note(say, booth)});
  }
  making.report.figures.push_back({count_text(booth.at("electors")), say("electors then", "तब मतदाता"), ""});
  making.report.figures.push_back({percent_text(booth.at("turnout")), say("turnout", "मतदान"),
                                   count_text(booth.at("valid_votes")) + say(" valid votes", " वैध मत")});
}

reports::Table booth_candidates(const Saying& say, const json::object& view) {
  reports::Table table;
  table.title = say("Votes here", "यहाँ पड़े मत");
  table.sheet = say("Candidates", "उम्मीदवार");
  table.columns = {{say("Candidate", "उम्मीदवार"), 2.4, Align::start},
                   {say("Party", "दल"), 1.4, Align::start},
                   {say("Votes", "वोट"), 0.8, Align::end},
                   {say("Share", "हिस्सा"), 0.8, Align::end}};
  for (const json::value& one : view.at("candidates").as_array()) {
    const bool nota = one.at("nota").as_bool();
    table.rows.push_back({text_cell(nota ? say("None of the above", "नोटा") : text_of(one.at("candidate"))),
                          text_cell(nota ? "" : party_text(one)), count_cell(one.at("votes")),
                          percent_cell(one.at("share"))});
  }
  constexpr std::size_t printed = 6;
  table.printed_most = printed;
  table.note = source_line(say, view);
  return table;
}

reports::Table booth_leads(const Saying& say, const json::object& view) {
  reports::Table table;
  table.title = say("The same booth at other elections", "यही बूथ दूसरे चुनावों में");
  table.sheet = say("Earlier", "पहले");
  table.columns = {{say("Election", "चुनाव"), 1.2, Align::start},
                   {say("Station then", "तब का बूथ"), 2.6, Align::start},
                   {say("Share", "मत %"), 0.8, Align::end},
                   {say("Margin, votes", "अंतर, वोट"), 1, Align::end},
                   {say("Points", "अंक"), 0.8, Align::end}};
  for (const json::value& then : view.at("history").as_array()) {
    std::string stations;
    for (const json::value& station : then.at("stations").as_array()) {
      stations += (stations.empty() ? "" : "; ") + text_of(station.at("part")) + " " + text_of(station.at("name"));
    }
    std::vector<reports::Cell> row = {text_cell(election_text(say, text_of(then.at("election")))),
                                      text_cell(stations.empty() ? say("not found again", "नहीं मिला") : stations)};
    if (then.at("expressed").is_object()) {
      const json::object& there = then.at("expressed").as_object();
      row.push_back(percent_cell(there.at("side_share")));
      row.push_back(count_cell(there.at("margin_votes")));
      row.push_back(points_cell(there.at("margin_points")));
    } else {
      for (int i = 0; i < 3; ++i) row.push_back(text_cell(std::string(dash)));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// What this booth is asked for of the seat's need; nothing where no target can be told.
Status add_target(BoothMaking& making, std::int32_t pc) {
  const Saying& say = making.say;
  const auto targets = making.desk.kept.get("targets " + std::to_string(pc), [&] {
    return services::booth_targets_view(
        making.desk.snapshot, making.desk.caller.workspace(), PcNo(pc),
        {.asked = {{}, making.asked.asked.side, making.asked.asked.thresholds}, .need = std::nullopt});
  });
  if (!targets) {
    if (targets.error().code == "no_booths" || targets.error().code == "need_too_large") return success();
    return targets.error();
  }
  const std::string part = to_string(making.part);
  for (const json::value& booth : (*targets)->at("booths").as_array()) {
    if (booth.at("ac_no").to_number<std::int32_t>() != making.ac.value || text_of(booth.at("part")) != part) continue;
    const std::int64_t target = booth.at("target").to_number<std::int64_t>();
    if (target == 0) return success();
    add_text(making.report, say("Target: " + grouped(target) + " votes more than last time, of the seat's need of " +
                                    count_text((*targets)->at("need")) + ".",
                                "लक्ष्य: पिछली बार से " + grouped(target) + " वोट ज़्यादा, सीट की कुल ज़रूरत " +
                                    count_text((*targets)->at("need")) + " में से।"));
    take_sources(making.report, **targets);
  }
  return success();
}

Status add_roll(BoothMaking& making) {
  const Saying& say = making.say;
  services::Caller& caller = making.desk.caller;
  if (!caller.access().may(Right::view_roll_counts)) return success();
  BOOTHWISE_TRY(revision, newest_revision(making.desk));
  if (!revision) return success();
  warehouse::Warehouse& data = *caller.workspace().warehouse;
  const auto stats =
      services::roll_stats_view(data, *making.desk.snapshot.manifest, *revision, making.ac, making.part.number);
  if (!stats) return stats.error().code == "roll_not_found" ? success() : Status(stats.error());
  add_heading(making.report, say("Electoral roll ", "मतदाता सूची ") + *revision);
  const json::object& electors = stats->at("electors").as_object();
  add(making.report, reports::KeyFigures{{{count_text(electors.at("total")), say("electors", "मतदाता"),
                                           count_text(electors.at("male")) + say(" men, ", " पुरुष, ") +
                                               count_text(electors.at("female")) + say(" women", " महिला")},
                                          {count_text(stats->at("first_time_electors").at("total")),
                                           say("for the first time", "पहली बार के मतदाता"), ""},
                                          {count_text(stats->at("women_per_1000_men")),
                                           say("women to 1,000 men", "महिलाएँ प्रति 1,000 पुरुष"), ""}}});
  take_sources(making.report, *stats);
  BOOTHWISE_TRY(compared, newest_comparison(making.desk));
  if (!compared) return success();
  const auto changes =
      services::roll_diff_view(data, *making.desk.snapshot.manifest, compared->first, compared->second, making.ac);
  if (!changes) return success();  // compared elsewhere, not here
  for (const json::value& one : changes->at("parts").as_array()) {
    if (!one.at("part_no").is_number() || one.at("part_no").to_number<std::int32_t>() != making.part.number) continue;
    const json::object& part = one.as_object();
    add_text(making.report, say("From ", "") + compared->first + say(" to ", " से ") + compared->second + ": " +
                                count_text(part.at("struck")) + say(" struck off, ", " नाम कटे, ") +
                                count_text(part.at("added_of_age")) + say(" new at 18, ", " 18 के नए, ") +
                                count_text(part.at("added_older")) + say(" older ones added.", " बड़ी आयु के जुड़े।"));
    if (part.at("unusual").is_object())
      add_text(making.report, say.of(part.at("unusual").at("text")), reports::Paragraph::Tone::warning);
    take_sources(making.report, *changes);
  }
  return success();
}

Status add_people(BoothMaking& making) {
  const Saying& say = making.say;
  services::Caller& caller = making.desk.caller;
  warehouse::Warehouse& data = *caller.workspace().warehouse;
  const std::string part = to_string(making.part);
  if (caller.access().may(Right::view_field_counts)) {
    BOOTHWISE_TRY(receipts, services::receipts_view(making.desk.snapshot, data, {{}, {}, making.ac, {}, part}));
    add_receipts(making.report, say, receipts);
  }
  if (caller.access().may(Right::view_released_tables)) {
    const auto released = services::community_view(making.desk.snapshot, data, {{}, {}, making.ac, {}, part});
    if (released) {
      add_released(making.report, say, *released);
    } else if (released.error().code != "no_released_tables") {
      return released.error();
    }
  }
  return success();
}

Status add_tasks(BoothMaking& making) {
  if (!making.desk.caller.access().may(Right::view_work)) return success();
  BOOTHWISE_TRY(unit, unit_of_place(making.desk, part_of(making.ac, making.part)));
  if (!unit) return success();
  BOOTHWISE_TRY(tasks, tasks_table(making.desk, making.say, *unit));
  if (tasks.rows.empty()) return success();
  add_heading(making.report, making.say("To do", "करने के काम"));
  add(making.report, std::move(tasks));
  return success();
}

}  // namespace

Result<reports::Report> booth_brief(const PaperDesk& desk, const PaperAsked& asked) {
  const std::size_t slash = asked.place.find('/');
  std::int32_t number = 0;
  std::from_chars(asked.place.data(), asked.place.data() + slash, number);
  const auto part = parse_part(std::string_view(asked.place).substr(slash + 1));
  BoothMaking making{desk, asked, Saying(asked.language), AcNo(number), *part, begun(desk, asked, "booth")};
  const Saying& say = making.say;
  BOOTHWISE_TRY(view,
                services::booth_view(desk.snapshot, desk.caller.workspace(), making.ac, making.part, asked.asked));
  const json::object& booth = view.at("booth").as_object();
  making.report.place = say("Booth ", "बूथ ") + to_string(making.part) + " · " + say.of(view.at("segment").at("name"));
  making.report.as_of = text_of(booth.at("name")) + " · " + say.of(view.at("election").at("name")) + " · " +
                        say.of(view.at("side").at("name"));
  making.report.sentence = say.of(view.at("sentence"));
  put_figures(making, booth);
  if (!desk.pages.empty())
    making.report.link = desk.pages + "/booth/" + std::to_string(number) + "/" + to_string(making.part);
  take_sources(making.report, view);
  if (view.at("rank").is_object()) {
    const json::object& rank = view.at("rank").as_object();
    add_text(making.report, say("Of " + count_text(rank.at("of")) + " booths of the segment it stands at " +
                                    count_text(rank.at("by_lead")) + " by lead.",
                                "खंड के " + count_text(rank.at("of")) + " बूथों में बढ़त के अनुसार " +
                                    count_text(rank.at("by_lead")) + "वें स्थान पर।"));
  }
  BOOTHWISE_CHECK(add_target(making, view.at("pc").at("pc_no").to_number<std::int32_t>()));
  add(making.report, booth_candidates(say, view));
  if (!view.at("history").as_array().empty()) add(making.report, booth_leads(say, view));
  BOOTHWISE_CHECK(add_roll(making));
  BOOTHWISE_CHECK(add_people(making));
  BOOTHWISE_CHECK(add_tasks(making));
  return std::move(making.report);
}

}  // namespace boothwise::papers
