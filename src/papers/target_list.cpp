#include "papers/paper_makers.hpp"
#include "papers/seat_blocks.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "services/booth_targets.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// The other elections that a booth was found at: "LS 2014".
std::string past_text(const Saying& say, const json::object& booth) {
  std::string text;
  for (const json::value& past : booth.at("past").as_array()) {
    if (past.at("lead").is_null()) continue;
    text += (text.empty() ? "" : ", ") + election_text(say, text_of(past.at("election")));
  }
  return text.empty() ? "–" : text;
}

/// A chance as it is printed: never 0 or 100 %.
reports::Cell chance_cell(const json::value& chance) {
  constexpr double least = 0.001;
  return percent_cell(std::clamp(chance.to_number<double>(), least, 1 - least));
}

reports::Table segments_table(const Saying& say, const json::object& targets) {
  reports::Table table;
  table.title = say("By segment", "विधान सभा खंडवार");
  table.sheet = say("Segments", "खंड");
  table.columns = {
      {say("Segment", "खंड"), 2.4, Align::start},           {say("Booths", "बूथ"), 0.9, Align::end},
      {say("found again", "दोबारा मिले"), 1, Align::end},   {say("without target", "बिना लक्ष्य"), 1, Align::end},
      {say("Booth sheets", "बूथ-पत्रक"), 1.2, Align::start}, {say("Target, votes", "लक्ष्य, वोट"), 1, Align::end}};
  for (const json::value& one : targets.at("segments").as_array()) {
    const json::object& segment = one.as_object();
    table.rows.push_back(
        {text_cell(count_text(segment.at("ac_no")) + " " + say.of(segment.at("name"))),
         count_cell(segment.at("stations")), count_cell(segment.at("matched")),
         count_cell(segment.at("without_target")),
         text_cell(segment.at("election").is_null() ? say("none here", "यहाँ नहीं")
                                                    : election_text(say, text_of(segment.at("election")))),
         count_cell(segment.at("target"))});
  }
  return table;
}

/// "2", "0.25": as short as tells the number.
std::string shortest_text(double number) {
  std::array<char, 32> letters{};
  return {letters.data(), std::to_chars(letters.begin(), letters.end(), number).ptr};
}

/// Booths that get units, most first.
reports::Table effort_table(const Saying& say, const json::object& targets) {
  reports::Table table;
  table.sheet = say("Effort", "मेहनत");
  table.columns = {{say("Booth", "बूथ"), 3, Align::start},
                   {say("Electors", "मतदाता"), 1, Align::end},
                   {say("Target, votes", "लक्ष्य, वोट"), 1, Align::end},
                   {say("Units of effort", "मेहनत की इकाइयाँ"), 1, Align::end},
                   {say("Votes they would gain, assumed", "इनसे मिलने वाले वोट, मान्यता से"), 1.2, Align::end}};
  std::vector<const json::object*> booths;
  for (const json::value& booth : targets.at("booths").as_array()) {
    if (booth.at("units").to_number<std::int64_t>() > 0) booths.push_back(&booth.as_object());
  }
  std::ranges::stable_sort(booths, std::greater<>(),
                           [](const json::object* booth) { return booth->at("units").to_number<std::int64_t>(); });
  for (const json::object* booth : booths) {
    table.rows.push_back({text_cell(count_text(booth->at("ac_no")) + "/" + text_of(booth->at("part")) + " " +
                                    text_of(booth->at("name"))),
                          count_cell(booth->at("electors")), count_cell(booth->at("target")),
                          count_cell(json::value(booth->at("units").to_number<std::int64_t>())),
                          count_cell(json::value(std::llround(booth->at("units_votes").to_number<double>())))});
  }
  constexpr std::size_t printed = 3000;
  table.printed_most = printed;
  table.note = say("Booths that are not here get none. ", "जो बूथ यहाँ नहीं हैं उन्हें कुछ नहीं मिलता। ") +
               say.of(targets.at("effort").at("note"));
  return table;
}

/// What the plan is worth under each response that is assumed.
reports::Table response_table(const Saying& say, const json::object& effort) {
  reports::Table table;
  table.title = say("What the plan is worth under other assumptions, in votes", "दूसरी मान्यताओं में योजना का मूल्य, वोटों में");
  table.sheet = say("Assumptions", "मान्यताएँ");
  table.columns = {{say("Of movable votes at most", "बदल सकने वाले वोटों का अधिकतम"), 1.4, Align::end},
                   {say("Half of it at, units", "आधा इतनी इकाइयों पर"), 1.2, Align::end},
                   {say("This plan", "यह योजना"), 1, Align::end},
                   {say("Equal effort", "बराबर मेहनत"), 1, Align::end},
                   {say("Closest booths first", "सबसे कड़े मुक़ाबले वाले बूथ पहले"), 1.2, Align::end}};
  for (const json::value& row : effort.at("under").as_array()) {
    const auto votes = [&](std::string_view rule) {
      return count_cell(json::value(std::llround(row.at(rule).to_number<double>())));
    };
    table.rows.push_back({percent_cell(row.at("votes_share")),
                          text_cell(shortest_text(row.at("half_units").to_number<double>())), votes("plan"),
                          votes("equal_effort"), votes("closest_first")});
  }
  return table;
}

}  // namespace

reports::Table target_table(const Saying& say, const json::object& targets, std::size_t printed_most) {
  reports::Table table;
  table.sheet = say("Targets", "लक्ष्य");
  table.columns = {{say("Booth", "बूथ"), 2.4, Align::start},
                   {say("Electors", "मतदाता"), 1.3, Align::end},
                   {say("Lead that stays", "टिकने वाली बढ़त"), 1.15, Align::end},
                   {say("from", "से"), 1.05, Align::end},
                   {say("to", "तक"), 1.05, Align::end},
                   {say("Chance: lost", "हार की संभावना"), 1.2, Align::end},
                   {say("narrow", "कम अंतर"), 1.15, Align::end},
                   {say("weak", "कमज़ोर"), 1, Align::end},
                   {say("strong", "मज़बूत"), 1.05, Align::end},
                   {say("beside", "साथ में"), 1.05, Align::start},
                   {say("Target", "लक्ष्य"), 1.15, Align::end}};
  std::vector<const json::object*> booths;
  for (const json::value& booth : targets.at("booths").as_array()) booths.push_back(&booth.as_object());
  std::ranges::stable_sort(booths, std::greater<>(),
                           [](const json::object* booth) { return booth->at("target").to_number<std::int64_t>(); });
  for (const json::object* booth : booths) {
    const json::array& interval = booth->at("lasting_interval").as_array();
    const json::object& chances = booth->at("chances").as_object();
    table.rows.push_back({text_cell(count_text(booth->at("ac_no")) + "/" + text_of(booth->at("part")) + " " +
                                    text_of(booth->at("name"))),
                          count_cell(booth->at("electors")), percent_cell(booth->at("lasting_lead")),
                          percent_cell(interval[0]), percent_cell(interval[1]), chance_cell(chances.at("lost")),
                          chance_cell(chances.at("narrow")), chance_cell(chances.at("weak")),
                          chance_cell(chances.at("strong")), text_cell(past_text(say, *booth)),
                          count_cell(booth->at("target"))});
  }
  table.printed_most = printed_most;
  table.note =
      say("Targets add up to the seat's need; none is beyond a turnout of ",
          "लक्ष्य मिलकर सीट की ज़रूरत के बराबर हैं; किसी में मतदान इससे ऊपर नहीं माँगा गया: ") +
      percent_text(targets.at("turnout_most")) +
      say(". From–to: 80 % interval. Chances are of the lead that stays if the segment votes as it did. "
          "Beside: the other election that the booth was found at (–: none).",
          "। से–तक: 80 % अंतराल। संभावनाएँ उस बढ़त की हैं जो टिकती है, यदि खंड वैसे ही वोट दे जैसे दिया था। साथ में: दूसरा चुनाव जिसमें "
          "वही बूथ मिला (–: कोई नहीं)।");
  return table;
}

Result<reports::Report> target_list(const PaperDesk& desk, const PaperAsked& asked) {
  const Saying say(asked.language);
  const std::int32_t number = parse_number<std::int32_t>(asked.place).value_or(0);
  services::BoothTargetsAsked wanted{.asked = asked.asked, .need = asked.need};
  if (asked.turnout_most) wanted.turnout_most = *asked.turnout_most;
  wanted.effort = asked.effort;
  BOOTHWISE_TRY(targets, services::booth_targets_view(desk.snapshot, desk.caller.workspace(), PcNo(number), wanted));
  reports::Report report = begun(desk, asked, "targets");
  report.place = say.of(targets.at("name")) + say(" (Lok Sabha seat ", " (लोक सभा सीट ") + std::to_string(number) + ")";
  report.as_of = say.of(targets.at("result").at("name")) + " · " + say.of(targets.at("side").at("name"));
  const std::string need = count_text(targets.at("need"));
  const std::string booths = grouped(static_cast<std::int64_t>(targets.at("booths").as_array().size()));
  report.sentence = say(need + " votes to be newly won, split over " + booths + " booths.",
                        need + " नए वोट जोड़ने हैं, " + booths + " बूथों में बाँटे गए।");
  if (!desk.pages.empty()) report.link = desk.pages + "/seat/" + asked.place + "/targets";
  take_sources(report, targets);
  report.methods.push_back(
      say("Target: in proportion to electors × spread of the lead that stays; the estimate rests on booth sheets and "
          "on which booth of one election is which of another.",
          "लक्ष्य: मतदाता × टिकने वाली बढ़त की अनिश्चितता के अनुपात में; अनुमान बूथ-पत्रकों और बूथों के मिलान पर टिका है।"));
  add(report, segments_table(say, targets));
  add_heading(report, say("Booths, largest target first", "बूथ, बड़े लक्ष्य पहले"));
  constexpr std::size_t printed = 3000;
  add(report, target_table(say, targets, printed));
  if (!targets.at("effort").is_null()) {
    add_heading(report, say("Where effort gains most, most units first", "मेहनत किन बूथों पर लगाएँ, अधिक इकाइयाँ पहले"));
    add(report, effort_table(say, targets));
    add(report, response_table(say, targets.at("effort").as_object()));
    report.methods.push_back(say(
        "Effort: the unit that gains most votes is given next, within the limits of booths, segments and the seat; "
        "of a booth's movable votes f units move G × (1 − 2^(−f ÷ h)), none beyond the turnout; G and h are assumed.",
        "मेहनत: अगली इकाई वहाँ जहाँ सबसे ज़्यादा मत मिलें, बूथ, खंड और सीट की सीमाओं के भीतर; f इकाइयाँ बदल सकने वाले वोटों में से "
        "G × (1 − 2^(−f ÷ h)) बदलती हैं, मतदान की सीमा से आगे नहीं; G और h मान्यताएँ हैं।"));
  }
  if (const std::size_t without = targets.at("without_target").as_array().size(); without > 0) {
    add_text(report, say("Booths without a count or electors, hence without a target: ",
                         "जिन बूथों की गिनती या मतदाता ज्ञात नहीं, उनका लक्ष्य नहीं: ") +
                         grouped(static_cast<std::int64_t>(without)));
  }
  return report;
}

}  // namespace boothwise::papers
