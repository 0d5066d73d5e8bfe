#include "papers/forecast_blocks.hpp"

#include "papers/paper_makers.hpp"
#include "papers/seat_blocks.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/text.hpp"

namespace boothwise::papers {

namespace json = boost::json;
using reports::Align;

namespace {

/// A fraction as whole per cent with a true minus sign.
std::string whole_percent(const json::value& value) {
  const std::int64_t whole = std::lround(value.to_number<double>() * hundred);
  return (whole < 0 ? "−" : "") + std::to_string(std::abs(whole));
}

/// "44.1 (36–52)", "−4.1 (−32 to 23)": expected value with its 80 % interval, of a fraction.
std::string expected_text(const Saying& say, const json::object& figure) {
  const json::array& interval = figure.at("interval_80").as_array();
  const double expected = figure.at("expected").to_number<double>() * hundred;
  const bool negative = interval.at(0).to_number<double>() < 0;
  return (expected < 0 ? "−" : "") + one_decimal(std::abs(expected)) + " (" + whole_percent(interval.at(0)) +
         (negative ? say(" to ", " से ") : std::string("–")) + whole_percent(interval.at(1)) + ")";
}

}  // namespace

std::string forecast_method(const Saying& say, const json::object& answer) {
  return say("Chances are a model's, from past elections alone (" +
                 std::to_string(answer.at("from").as_array().size()) +
                 " of them), without polls, with alliances as they last stood; ranges hold 80 of 100 simulated "
                 "elections. They are no result and no promise.",
             "संभावनाएँ एक मॉडल से हैं: केवल पिछले चुनावों से (" + std::to_string(answer.at("from").as_array().size()) +
                 "), बिना सर्वेक्षण, पिछले गठबंधनों पर; दी गई सीमा में 100 में से 80 बनावटी चुनाव आते हैं। ये न नतीजा हैं, न वादा।");
}

reports::OutcomeDots outcome_dots(const Saying& say, const json::object& answer, const std::string& bloc) {
  constexpr int dots = 100;
  reports::OutcomeDots chart;
  const json::object& seats = answer.at("state").at(bloc).at("seats").as_object();
  const json::array& distribution = seats.at("distribution").as_array();
  const json::array& interval = seats.at("interval_80").as_array();
  chart.head = {
      bloc + ": " + std::to_string(std::lround(seats.at("expected").to_number<double>())) +
          say(" seats expected, ", " सीटें अपेक्षित, ") + count_text(interval.at(0)) + "–" + count_text(interval.at(1)) +
          say(" in 80 of 100", " (100 में से 80 बार)"),
      say("Each dot one of 100 equally likely outcomes: seats won", "हर बिंदु 100 बराबर संभावित परिणामों में से एक: जीती सीटें"),
      source_line(say, answer)};
  // Dots go where the distribution passes 1 %, 2 %, …, shifted by half, so that they are as many as hundredths.
  double passed = 0;
  int placed = 0;
  for (std::size_t i = 0; i < distribution.size(); ++i) {
    passed += distribution[i].to_number<double>();
    int here = 0;
    while (placed < dots && passed * dots >= placed + 0.5) {
      ++placed;
      ++here;
    }
    if (here > 0) chart.stacks.push_back({static_cast<std::int32_t>(i), here});
  }
  chart.wanted = static_cast<std::int32_t>(distribution.size()) - 1;
  chart.wanted_text = say("all: ", "सभी: ") + text_of(answer.at("state").at(bloc).at("p_all_shown"));
  return chart;
}

reports::Table chance_table(const Saying& say, const json::object& answer, const std::string& bloc,
                            const std::vector<std::int64_t>& seats) {
  reports::Table table;
  table.title = say("Chances of ", "संभावना: ") + bloc;
  table.sheet = say("Chances", "संभावनाएँ");
  table.columns = {{say("Seat", "सीट"), 2.4, Align::start},
                   {say("Chance to win", "जीत की संभावना"), 1.1, Align::end},
                   {say("Share % (80 of 100)", "मत % (100 में 80 बार)"), 1.7, Align::end},
                   {say("Lead in points (80 of 100)", "बढ़त, अंक (100 में 80 बार)"), 1.8, Align::end}};
  for (const json::value& one : answer.at("seats").as_array()) {
    const std::int64_t number = one.at("pc_no").to_number<std::int64_t>();
    if (!seats.empty() && std::ranges::find(seats, number) == seats.end()) continue;
    const json::object& own = one.at("blocs").at(bloc).as_object();
    reports::Cell chance = percent_cell(own.at("p_win"));
    chance.text = text_of(own.at("p_win_shown"));
    table.rows.push_back({text_cell(std::to_string(number) + " " + say.of(one.at("name"))), std::move(chance),
                          text_cell(expected_text(say, own.at("share").as_object())),
                          text_cell(expected_text(say, own.at("lead").as_object()))});
  }
  std::ranges::stable_sort(table.rows, {},
                           [](const std::vector<reports::Cell>& row) { return row.at(1).value.value_or(0); });
  constexpr std::size_t all = 120;
  table.printed_most = all;
  table.note = forecast_method(say, answer);
  return table;
}

Status add_chances(reports::Report& report, const PaperDesk& desk, const Saying& say,
                   const std::vector<std::int64_t>& seats, const std::string& side) {
  const auto answer = forecast_of(desk);
  if (!answer) {
    for (const std::string_view nothing :
         {"locked_by_election", "no_past_election", "no_results", "unknown_election"}) {
      if (answer.error().code == nothing) return success();
    }
    return answer.error();
  }
  if (!(*answer)->at("state").as_object().contains(side)) return success();
  reports::Table table = chance_table(say, **answer, side, seats);
  if (table.rows.empty()) return success();
  add_heading(report, say("Outlook: ", "संभावना: ") + election_text(say, text_of((*answer)->at("election"))));
  add(report, std::move(table));
  take_sources(report, **answer);
  return success();
}

Result<reports::Report> forecast_report(const PaperDesk& desk, const PaperAsked& asked) {
  const Saying say(asked.language);
  BOOTHWISE_TRY(answer, forecast_of(desk));
  std::string bloc = asked.asked.side;
  const json::object& state = answer->at("state").as_object();
  if (!state.contains(bloc)) {
    double most = -1;
    for (const auto& [name, figures] : state) {
      const double expected = figures.at("seats").at("expected").to_number<double>();
      if (name != "others" && expected > most) {
        most = expected;
        bloc = name;
      }
    }
  }
  const json::object& seats = state.at(bloc).at("seats").as_object();
  const json::array& interval = seats.at("interval_80").as_array();
  reports::Report report = begun(desk, asked, "forecast");
  report.place = say.of(desk.maps.name);
  report.as_of = election_text(say, text_of(answer->at("election"))) + " · " + bloc;
  const std::string expected = std::to_string(std::lround(seats.at("expected").to_number<double>()));
  const std::string range = count_text(interval.at(0)) + "–" + count_text(interval.at(1));
  const std::string all = std::to_string(answer->at("seats").as_array().size());
  const std::string chance = text_of(state.at(bloc).at("p_all_shown"));
  report.sentence = say("As things stand, " + bloc + " may win " + range + " of " + all +
                            " seats (80 of 100 simulated elections); the chance of all " + all + " is " + chance + ".",
                        "आज की स्थिति में " + bloc + " को " + all + " में से " + range +
                            " सीटें मिल सकती हैं (100 में 80 बनावटी चुनावों में); सभी " + all + " की संभावना " + chance + " है।");
  report.figures = {{expected, say("seats expected", "सीटें अपेक्षित"), range + say(" in 80 of 100", " (100 में 80 बार)")},
                    {chance, say("chance of all seats", "सभी सीटों की संभावना"), ""},
                    {expected_text(say, state.at(bloc).at("share").as_object()) + " %", say("of valid votes", "वैध मत"),
                     say("80 of 100", "100 में 80 बार")}};
  if (!desk.pages.empty()) report.link = desk.pages + "/forecast";
  take_sources(report, *answer);
  report.methods.push_back(forecast_method(say, *answer));
  add_text(report, forecast_method(say, *answer), reports::Paragraph::Tone::warning);
  for (const auto& [name, figures] : state) {
    if (name == "others" || figures.at("seats").at("expected").to_number<double>() < 1) continue;
    add(report, outcome_dots(say, *answer, name));
  }
  reports::IntervalBars bars;
  bars.head = {say("Chance to win, seat by seat: the closest", "जीत की संभावना, सीट दर सीट: सबसे करीबी"), bloc,
               source_line(say, *answer)};
  std::vector<const json::object*> closest;
  for (const json::value& one : answer->at("seats").as_array()) closest.push_back(&one.as_object());
  const auto p_win = [&](const json::object* seat) { return seat->at("p_win").at(bloc).to_number<double>(); };
  std::ranges::stable_sort(closest, {}, [&](const json::object* seat) { return std::abs(p_win(seat) - 0.5); });
  constexpr std::size_t shown = 18;
  for (std::size_t i = 0; i < std::min(shown, closest.size()); ++i) {
    bars.rows.push_back({say.of(closest[i]->at("name")), p_win(closest[i]), std::nullopt, std::nullopt,
                         text_of(closest[i]->at("blocs").at(bloc).at("p_win_shown")), p_win(closest[i]) >= 0.5});
  }
  add_heading(report, say("Seats", "सीटें"));
  add(report, std::move(bars));
  add(report, chance_table(say, *answer, bloc, {}));
  return report;
}

}  // namespace boothwise::papers
