#include "services/effort_plan.hpp"

#include "planning/vote_targets.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <set>

#include "services/table_rows.hpp"

namespace boothwise::services {

namespace json = boost::json;
using planning::Levels;
using planning::SeatChances;

namespace {

constexpr double shown_least = 0.001;  // a chance is never shown as 0 or 100 %

double shown_chance(double chance) { return std::clamp(chance, shown_least, 1 - shown_least); }

struct EffortSeat {
  std::string id;
  std::string name;
  double lead = 0;
  double sd = 1;
  double response = 1;
};

Status take_new(const TableRow& row, std::set<std::string>& seen) {
  if (row.text(0).empty()) return row.error(0, "id_missing", {"expected an id", "पहचान (id) चाहिए"});
  if (!seen.emplace(row.text(0)).second)
    return row.error(0, "id_repeated", {"a row before has this id", "यह पहचान पहले आ चुकी है"});
  return success();
}

Result<std::vector<EffortSeat>> read_seats(const std::filesystem::path& file, Progress& progress) {
  std::vector<EffortSeat> seats;
  std::set<std::string> seen;
  BOOTHWISE_CHECK(read_rows(
      file, {"seat", "lead_points", "sd_points", "name", "response"}, 3, progress, [&](const TableRow& row) -> Status {
        BOOTHWISE_CHECK(take_new(row, seen));
        BOOTHWISE_TRY(lead, row.number(1, -100, 100, std::nullopt));
        BOOTHWISE_TRY(sd, row.number(2, 0, 100, std::nullopt));
        BOOTHWISE_TRY(response, row.number(4, 0, 100, 1.0));
        constexpr double sd_least = 0.1;  // no lead is known to a tenth of a point
        seats.push_back({std::string(row.text(0)), std::string(row.text(3)), lead, std::max(sd, sd_least), response});
        return success();
      }));
  if (seats.empty()) {
    return Error{
        ErrorKind::bad_input, "no_rows", {"expected a row a seat", "हर सीट की एक पंक्ति चाहिए"}, {file.string()}};
  }
  return seats;
}

/// One draw's shared error each, spread evenly over its distribution: the quantiles of a normal, by bisection.
std::vector<double> shared_errors(std::uint32_t draws, double sd) {
  std::vector<double> errors;
  for (std::uint32_t draw = 0; draw < draws; ++draw) {
    const double wanted = (draw + 0.5) / draws;
    double low = -10;
    double high = 10;
    for (int step = 0; step < 60; ++step) {
      const double middle = (low + high) / 2;
      (std::erfc(-middle / std::numbers::sqrt2) / 2 < wanted ? low : high) = middle;
    }
    errors.push_back(sd * (low + high) / 2);
  }
  return errors;
}

/// Effort adds `most` (1 - 2^(-units / half)) points: each unit less than the one before.
SeatChances chances_of(const std::vector<EffortSeat>& seats, const std::vector<double>& shared, std::size_t levels,
                       double most, double half) {
  SeatChances chances{shared.size(), seats.size(), levels, {}};
  chances.probability.reserve(shared.size() * seats.size() * levels);
  for (const EffortSeat& seat : seats) {
    for (std::size_t level = 0; level < levels; ++level) {
      const double gain = seat.response * most * (1 - std::exp2(-static_cast<double>(level) / half));
      for (const double error : shared)
        chances.probability.push_back(std::erfc(-(seat.lead + gain + error) / (seat.sd * std::numbers::sqrt2)) / 2);
    }
  }
  return chances;
}

/// What a plan is worth, as it is shown: seats, or a chance.
double shown_worth(const SeatChances& chances, const planning::SeatAim& aim, const Levels& plan) {
  const double value = planning::worth(chances, aim, plan);
  if (aim.aim == planning::Aim::expected_seats) return value;
  return shown_chance(aim.aim == planning::Aim::all ? std::exp(value) : value);
}

std::string_view aim_name(planning::Aim aim) {
  return aim == planning::Aim::expected_seats ? "expected_seats" : aim == planning::Aim::all ? "all" : "at_least";
}

double mean_chance(const SeatChances& chances, std::size_t seat, std::size_t level) {
  const auto of = chances.of(seat, level);
  return std::accumulate(of.begin(), of.end(), 0.0) / static_cast<double>(of.size());
}

}  // namespace

Result<json::object> plan_seat_effort(const SeatEffortJob& job, Progress& progress) {
  BOOTHWISE_TRY(seats, read_seats(job.seats, progress));
  const std::vector<double> shared = shared_errors(job.draws, job.shared_sd_points);
  const std::size_t levels = std::size_t{job.units_a_seat_most} + 1;
  const auto chances_under = [&](double most, double half) { return chances_of(seats, shared, levels, most, half); };
  const SeatChances middle = chances_under(job.response_points[1], job.half_units[1]);
  BOOTHWISE_TRY(plan, planning::allocate_effort(middle, job.aim, job.units));
  const Levels equal = planning::equal_effort(middle, job.units);
  std::vector<std::size_t> order(seats.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t seat) { return std::abs(seats[seat].lead); });
  const Levels nearest = planning::in_order(middle, order, job.units);
  const Levels none(seats.size(), 0);

  json::array under;
  for (const double most : job.response_points) {
    for (const double half : job.half_units) {
      const SeatChances chances = chances_under(most, half);
      under.push_back(json::object{{"response_points", most},
                                   {"half_units", half},
                                   {"no_effort", shown_worth(chances, job.aim, none)},
                                   {"plan", shown_worth(chances, job.aim, plan)},
                                   {"equal_effort", shown_worth(chances, job.aim, equal)},
                                   {"nearest_first", shown_worth(chances, job.aim, nearest)}});
    }
  }
  json::array list;
  for (std::size_t seat = 0; seat < seats.size(); ++seat) {
    list.push_back(json::object{{"seat", seats[seat].id},
                                {"name", seats[seat].name},
                                {"lead_points", seats[seat].lead},
                                {"units", plan[seat]},
                                {"chance_now", shown_chance(mean_chance(middle, seat, 0))},
                                {"chance_then", shown_chance(mean_chance(middle, seat, plan[seat]))}});
  }
  return json::object{
      {"aim", aim_name(job.aim.aim)},
      {"seats_wanted", job.aim.aim == planning::Aim::at_least ? json::value(job.aim.seats) : json::value(nullptr)},
      {"units", job.units},
      {"units_used", std::accumulate(plan.begin(), plan.end(), std::size_t{0})},
      {"seats", std::move(list)},
      {"under", std::move(under)},
      {"note",
       {{"en",
         "What effort does to a lead is an assumption, not a measurement: see what the plan is worth under each."},
        {"hi", "प्रयास से बढ़त कितनी बदलती है, यह मान्यता है, माप नहीं: हर मान्यता में योजना का मूल्य देखें।"}}}};
}

Result<json::object> plan_options(const OptionJob& job, Progress& progress) {
  std::vector<std::string> columns{"place", "option", "gain"};
  planning::OptionProblem problem;
  for (const auto& [kind, budget] : job.budgets) {
    columns.push_back(kind);
    problem.budget.push_back(budget);
  }
  std::map<std::string, std::size_t> number;
  std::vector<std::string> places;
  std::vector<std::vector<std::string>> names;
  BOOTHWISE_CHECK(read_rows(job.options, columns, columns.size(), progress, [&](const TableRow& row) -> Status {
    const auto [place, is_new] = number.emplace(row.text(0), places.size());
    if (is_new) {
      places.emplace_back(row.text(0));
      names.emplace_back();
      problem.places.emplace_back();
    }
    constexpr double number_most = 1e9;
    BOOTHWISE_TRY(gain, row.number(2, -number_most, number_most, std::nullopt));
    planning::EffortOption option{gain, {}};
    for (std::size_t kind = 0; kind < job.budgets.size(); ++kind) {
      BOOTHWISE_TRY(cost, row.number(3 + kind, 0, number_most, 0.0));
      option.cost.push_back(cost);
    }
    names[place->second].emplace_back(row.text(1));
    problem.places[place->second].push_back(std::move(option));
    return success();
  }));
  BOOTHWISE_TRY(plan, planning::allocate_options(problem, job.seconds_most));
  json::array list;
  std::vector<double> used(job.budgets.size(), 0.0);
  for (std::size_t place = 0; place < places.size(); ++place) {
    const planning::EffortOption& taken = problem.places[place][plan.option[place]];
    for (std::size_t kind = 0; kind < used.size(); ++kind) used[kind] += taken.cost[kind];
    list.push_back(
        json::object{{"place", places[place]}, {"option", names[place][plan.option[place]]}, {"gain", taken.gain}});
  }
  json::object spent;
  for (std::size_t kind = 0; kind < used.size(); ++kind) spent[job.budgets[kind].first] = used[kind];
  return json::object{{"gain", plan.gain},
                      {"gain_most", plan.gain_most},
                      {"proven", plan.proven},
                      {"used", std::move(spent)},
                      {"places", std::move(list)}};
}

Result<json::object> plan_targets(const TargetJob& job, Progress& progress) {
  struct Booth {
    std::string id;
    std::string name;
    double expected = 0;
  };
  std::vector<Booth> booths;
  std::vector<planning::MovableVotes> movable;
  std::set<std::string> seen;
  BOOTHWISE_CHECK(read_rows(job.booths, {"booth", "electors", "expected_votes", "lead_sd_points", "name"}, 4, progress,
                            [&](const TableRow& row) -> Status {
                              constexpr double electors_most = 100'000;
                              BOOTHWISE_CHECK(take_new(row, seen));
                              BOOTHWISE_TRY(electors, row.number(1, 0, electors_most, std::nullopt));
                              BOOTHWISE_TRY(expected, row.number(2, 0, electors_most, std::nullopt));
                              BOOTHWISE_TRY(sd, row.number(3, 0, 100, std::nullopt));
                              booths.push_back({std::string(row.text(0)), std::string(row.text(4)), expected});
                              movable.push_back(
                                  planning::movable_votes(electors, sd / 100, expected, job.turnout_most));
                              return success();
                            }));
  BOOTHWISE_TRY(targets, planning::split_need(job.need, movable));
  json::array list;
  for (std::size_t at = 0; at < booths.size(); ++at) {
    list.push_back(json::object{{"booth", booths[at].id},
                                {"name", booths[at].name},
                                {"more_votes", targets[at]},
                                {"most", movable[at].most},
                                {"target_votes", std::llround(booths[at].expected) + targets[at]}});
  }
  return json::object{{"need", job.need}, {"turnout_most", job.turnout_most}, {"booths", std::move(list)}};
}

}  // namespace boothwise::services
