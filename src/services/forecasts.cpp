#include "services/forecasts.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "forecast/scores.hpp"
#include "services/kept_fits.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::array<std::pair<std::string_view, double>, 3> intervals = {{{"50", 0.5}, {"80", 0.8}, {"95", 0.95}}};

double mean_of(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value);
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// Mean and central intervals of what was drawn.
struct Spread {
  double mean = 0;
  std::array<std::array<double, 2>, intervals.size()> ends{};
};

/// Puts in their places the values that a quantile lies between, from the lowest quantile on: the rest need no order.
void place_quantiles(std::vector<float>& values, std::span<const double> ascending) {
  auto placed = values.begin();
  for (const double p : ascending) {
    const auto low = static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1));
    for (std::ptrdiff_t rank = low; rank < low + 2 && rank < std::ssize(values); ++rank) {
      if (values.begin() + rank < placed) continue;
      std::nth_element(placed, values.begin() + rank, values.end());
      placed = values.begin() + rank + 1;
    }
  }
}

Spread spread_of(std::span<const float> drawn) {
  constexpr std::size_t count = intervals.size();
  std::array<double, 2 * count> wanted{};  // ascending: intervals widen, so that the last one's ends are outermost
  for (std::size_t i = 0; i < count; ++i) {
    const double outside = (1 - intervals[i].second) / 2;
    wanted[count - 1 - i] = outside;
    wanted[count + i] = 1 - outside;
  }
  std::vector<float> values(drawn.begin(), drawn.end());
  place_quantiles(values, wanted);
  Spread spread;
  spread.mean = mean_of(drawn);
  for (std::size_t i = 0; i < count; ++i)
    spread.ends[i] = {forecast::quantile(values, wanted[count - 1 - i]), forecast::quantile(values, wanted[count + i])};
  return spread;
}

json::object interval_object(const Spread& spread, double expected) {
  json::object object;
  object["expected"] = expected;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    object[std::string("interval_") + std::string(intervals[i].first)] =
        json::array{spread.ends[i][0], spread.ends[i][1]};
  }
  return object;
}

/// Shares and leads of every seat and bloc.
struct Spreads {
  std::vector<Spread> shares;  // seat × blocs + bloc
  std::vector<Spread> leads;
};

Spreads spreads_of(const forecast::Simulated& simulated, unsigned threads) {
  const std::size_t blocs = simulated.wins.cols;
  const std::size_t cells = simulated.wins.values.size();
  Spreads spreads{std::vector<Spread>(cells), std::vector<Spread>(cells)};
  parallel_for(threads, cells, [&](std::size_t cell, unsigned) {
    spreads.shares[cell] = spread_of(simulated.shares_of(cell / blocs, cell % blocs));
    spreads.leads[cell] = spread_of(simulated.leads_of(cell / blocs, cell % blocs));
  });
  return spreads;
}

/// ">99.9 %", "<0.1 %", "37.4 %": never 0 or 100.
std::string shown_probability(double probability) {
  if (probability > 1 - forecast::least_probability) return ">99.9 %";
  if (probability < forecast::least_probability) return "<0.1 %";
  return one_decimal(probability * 100) + " %";
}

std::size_t count_quantile(const std::vector<double>& distribution, double p) {
  double reached = 0;
  for (std::size_t count = 0; count < distribution.size(); ++count) {
    reached += distribution[count];
    if (reached >= p) return count;
  }
  return distribution.size() - 1;
}

json::object seats_object(const std::vector<double>& distribution) {
  json::object object;
  double expected = 0;
  json::array chances;
  json::array at_least;
  double rest = 1;
  for (std::size_t count = 0; count < distribution.size(); ++count) {
    expected += static_cast<double>(count) * distribution[count];
    chances.push_back(distribution[count]);
    at_least.push_back(std::clamp(rest, 0.0, 1.0));
    rest -= distribution[count];
  }
  object["expected"] = expected;
  for (const auto& [name, part] : intervals) {
    object[std::string("interval_") + std::string(name)] =
        json::array{count_quantile(distribution, (1 - part) / 2), count_quantile(distribution, (1 + part) / 2)};
  }
  object["distribution"] = std::move(chances);
  object["at_least"] = std::move(at_least);
  return object;
}

Error scenario_error(const ForecastScenario& scenario, std::uint64_t line, std::string code, const std::string& value,
                     Bilingual message) {
  Error error{ErrorKind::bad_input, std::move(code), std::move(message)};
  error.where = {scenario.file, line, {}, shortened(value, 80)};
  return error;
}

/// Seats in which each member of a bloc stands: as the scenario has it, else the one that is strongest there.
void place_members(const forecast::Table& strengths, const std::vector<std::size_t>& members,
                   forecast::Table& standing) {
  for (std::size_t seat = 0; seat < standing.rows; ++seat) {
    double said = 0;
    std::size_t strongest = members.front();
    for (const std::size_t party : members) {
      said += standing.at(seat, party);
      if (strengths.at(seat, party) > strengths.at(seat, strongest)) strongest = party;
    }
    if (said <= 0) standing.at(seat, strongest) = 1;
  }
}

}  // namespace

forecast::SimulationSettings simulation_settings(const ForecastSettings& settings, std::size_t seats) {
  constexpr std::size_t few_seats = 100;
  forecast::SimulationSettings how;
  how.elections = settings.elections > 0 ? settings.elections : (seats <= few_seats ? 20'000 : 4'000);
  how.kept = std::min(how.kept, how.elections);
  how.seed = settings.seed;
  how.threads = settings.threads;
  return how;
}

std::vector<forecast::StateChange> state_changes(const ForecastData& data, double year) {
  constexpr double larger = 0.05;
  std::vector<forecast::StateChange> changes;
  for (std::size_t i = 1; i < data.state_history.size(); ++i) {
    const auto& before = data.state_history[i - 1];
    const auto& after = data.state_history[i];
    if (after.year >= year) break;
    const auto share = [](const ForecastData::StateElection& election, const std::string& party) {
      const auto found = election.shares.find(party);
      return found == election.shares.end() ? 0 : found->second;
    };
    forecast::StateChange change;
    change.year = after.year;
    std::map<std::string, double> all = before.shares;
    all.insert(after.shares.begin(), after.shares.end());
    for (const auto& [party, unused] : all) {
      const double was = share(before, party);
      const double came = share(after, party);
      if (std::max(was, came) < larger) continue;
      change.before.push_back(was);
      change.after.push_back(came);
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

Result<ForecastModel> ForecastModel::fit(ForecastData data, const ElectionId& election,
                                         const ForecastSettings& settings) {
  ForecastModel model;
  model.election_ = election;
  const double year = forecast_year(election);
  const std::vector<forecast::PastElection> past = data.past();
  model.past_ = forecast::past_before(past, year);
  if (model.past_.elections.empty()) {
    Error error{ErrorKind::not_found,
                "no_past_election",
                {"there is no election before " + to_string(election) + " on these seats",
                 to_string(election) + " से पहले इन सीटों का कोई चुनाव नहीं है"}};
    for (const ForecastData::Election& one : data.elections) error.choices.push_back(one.id);
    return error;
  }
  forecast::Contest contest;
  contest.year = year;
  contest.kind = election.house == House::lok_sabha ? 0 : 1;
  forecast::FitSettings how;
  how.seed = settings.seed;
  how.threads = settings.threads;
  model.ready_ =
      forecast::make_ready(fit_or_kept(contest, past, data.targets(), data.geography, how, settings.fits),
                           data.geography, forecast::row_sums(model.past_.elections.back().votes), settings.threads);
  model.no_polls_lead_ = forecast::no_polls_scale(state_changes(data, year));
  model.data_ = std::move(data);
  return model;
}

Result<forecast::Contest> ForecastModel::contest_of(const ForecastScenario& scenario) const {
  const std::size_t seats = data_.seats.size();
  const std::size_t parties = data_.parties.size();
  forecast::Contest contest;
  contest.year = forecast_year(election_);
  contest.kind = election_.house == House::lok_sabha ? 0 : 1;
  contest.blocs = scenario.blocs.size() + 1;
  contest.bloc.assign(parties, static_cast<std::int32_t>(scenario.blocs.size()));
  contest.standing = forecast::Table(seats, parties, 0.0);
  contest.stands = forecast::Table(seats, contest.blocs, 1.0);
  contest.follow.assign(contest.blocs, -1.0);
  const auto seat_index = [&](std::int64_t number) {
    return static_cast<std::size_t>(std::ranges::find(data_.seats, std::to_string(number), &ForecastData::Seat::id) -
                                    data_.seats.begin());
  };
  const auto unknown_seat = [&](std::uint64_t line, std::int64_t number) {
    return scenario_error(scenario, line, "seat_unknown", std::to_string(number),
                          {"there is no seat of this number", "इस संख्या की कोई सीट नहीं है"});
  };
  std::vector<bool> in_bloc(parties, false);
  for (std::size_t bloc = 0; bloc < scenario.blocs.size(); ++bloc) {
    const ForecastScenario::Bloc& asked = scenario.blocs[bloc];
    std::vector<std::size_t> members;
    for (const std::string& party : asked.parties) {
      const std::size_t index = data_.party(party);
      const bool stood = std::ranges::binary_search(data_.all_parties, party);
      if (!stood || index + 1 == parties) {
        Error error = scenario_error(
            scenario, asked.line, "party_unknown", party,
            {"no party of this code stood in the elections here", "यहाँ के चुनावों में इस कोड का कोई दल नहीं था"});
        for (std::size_t i = 0; i + 1 < parties; ++i) error.choices.push_back(data_.parties[i]);
        return error;
      }
      contest.bloc[index] = static_cast<std::int32_t>(bloc);
      in_bloc[index] = true;
      members.push_back(index);
    }
    contest.follow[bloc] = asked.follow.value_or(-1.0);
    for (const std::int64_t number : asked.not_in) {
      const std::size_t seat = seat_index(number);
      if (seat == seats) return unknown_seat(asked.line, number);
      contest.stands.at(seat, bloc) = 0;
    }
    for (const ForecastScenario::Candidates& candidates : asked.candidates) {
      for (const std::int64_t number : candidates.seats) {
        const std::size_t seat = seat_index(number);
        if (seat == seats) return unknown_seat(candidates.line, number);
        contest.standing.at(seat, data_.party(candidates.party)) = 1;
      }
    }
    place_members(past_.strengths.back(), members, contest.standing);
  }
  for (std::size_t party = 0; party < parties; ++party) {
    for (std::size_t seat = 0; seat < seats && !in_bloc[party]; ++seat) contest.standing.at(seat, party) = 1;
  }
  for (std::size_t seat = 0; seat < seats; ++seat) {
    bool any = false;
    for (std::size_t bloc = 0; bloc < scenario.blocs.size(); ++bloc) any = any || contest.stands.at(seat, bloc) > 0;
    if (!any) {
      return scenario_error(scenario, scenario.blocs.front().line, "seat_without_candidates", data_.seats[seat].id,
                            {"no bloc has a candidate in this seat", "इस सीट पर किसी गठबंधन का उम्मीदवार नहीं है"});
    }
  }
  contest.valid_votes = forecast::row_sums(past_.elections.back().votes);
  return contest;
}

Result<ForecastModel::Prepared> ForecastModel::simulate(const ForecastScenario& scenario,
                                                        const ForecastSettings& settings) const {
  Prepared prepared;
  BOOTHWISE_TRY(contest, contest_of(scenario));
  prepared.contest = std::move(contest);
  for (const ForecastScenario::Bloc& bloc : scenario.blocs) prepared.blocs.push_back(bloc.name);
  prepared.blocs.emplace_back("others");
  const forecast::Base base = forecast::base_of(prepared.contest, past_, ready_.fitted.best.swing);
  std::vector<double> middle = base.state;
  if (scenario.mode == forecast::Mode::given) {
    double total = 0;
    for (std::size_t bloc = 0; bloc < scenario.blocs.size(); ++bloc)
      total += middle[bloc] = scenario.blocs[bloc].share.value_or(0);
    middle.back() = std::max(1 - total, 0.0);
  }
  std::vector<forecast::Poll> polls;
  std::vector<std::string> houses;
  for (const ForecastScenario::Poll& poll : scenario.polls) {
    const auto found = std::ranges::find(houses, poll.house);
    polls.push_back({poll.shares, poll.people, static_cast<std::int32_t>(found - houses.begin())});
    if (found == houses.end()) houses.push_back(poll.house);
  }
  forecast::StateErrors errors;
  errors.no_polls_lead = no_polls_lead_;
  prepared.state = forecast::state_shares(scenario.mode, middle, polls, errors, settings.seed);
  prepared.expected =
      forecast::swung(prepared.contest, base, prepared.state.middle, ready_.neighbours, ready_.fitted.best.swing);
  prepared.best_part = forecast::best_parts(prepared.contest, prepared.expected, data_.before(prepared.contest.year));
  prepared.simulated = forecast::simulate(prepared.contest, past_, ready_, prepared.state, prepared.best_part,
                                          simulation_settings(settings, data_.seats.size()));
  return prepared;
}

json::array not_fitted_json(const std::vector<std::string>& by_elections) {
  json::array list;
  for (const std::string& election : by_elections)
    list.push_back(json::object{{"election", json::string(election)}, {"why", "by_election"}});
  return list;
}

json::object ForecastModel::head(const ForecastScenario& scenario, const Prepared& prepared,
                                 const ForecastSettings& settings) const {
  json::object object;
  object["election"] = to_string(election_);
  object["mode"] = forecast_mode_code(scenario.mode);
  object["seed"] = settings.seed;
  object["elections_simulated"] = prepared.simulated.elections;
  json::array from;
  for (const ForecastData::Election& election : data_.elections) {
    if (election.counted.election.year < prepared.contest.year) from.push_back(json::string(election.id));
  }
  object["from"] = std::move(from);
  object["not_fitted"] = not_fitted_json(data_.by_elections);
  object["past_targets"] = ready_.fitted.past_targets;
  object["pareto_k"] = std::isfinite(ready_.fitted.pareto_k) ? json::value(ready_.fitted.pareto_k) : json::value();
  json::array blocs;
  for (const std::string& bloc : prepared.blocs) blocs.push_back(json::string(bloc));
  object["blocs"] = std::move(blocs);
  return object;
}

Result<json::object> ForecastModel::answer(const ForecastScenario& scenario, const ForecastSettings& settings) const {
  BOOTHWISE_TRY(prepared, simulate(scenario, settings));
  const forecast::Simulated& simulated = prepared.simulated;
  json::object object = head(scenario, prepared, settings);
  const Spreads spreads = spreads_of(simulated, settings.threads);
  json::array seats;
  for (std::size_t seat = 0; seat < data_.seats.size(); ++seat) {
    json::object row;
    const ForecastData::Seat& label = data_.seats[seat];
    const auto number = parse_number<std::int64_t>(label.id);
    row[data_.seat_column] = number ? json::value(*number) : json::value(label.id);
    row["name"] = json::object{{"en", label.name.en}, {"hi", label.name.hi}};
    row["region"] = label.region;
    json::object wins;
    json::object blocs;
    for (std::size_t bloc = 0; bloc < prepared.blocs.size(); ++bloc) {
      const double p = forecast::clipped(simulated.wins.at(seat, bloc));
      wins[prepared.blocs[bloc]] = p;
      const Spread& share = spreads.shares[seat * prepared.blocs.size() + bloc];
      const Spread& lead = spreads.leads[seat * prepared.blocs.size() + bloc];
      blocs[prepared.blocs[bloc]] = json::object{{"p_win", p},
                                                 {"p_win_shown", shown_probability(p)},
                                                 {"monte_carlo_error", simulated.wins_error.at(seat, bloc)},
                                                 {"share", interval_object(share, share.mean)},
                                                 {"lead", interval_object(lead, lead.mean)}};
    }
    row["p_win"] = std::move(wins);
    row["blocs"] = std::move(blocs);
    seats.emplace_back(std::move(row));
  }
  object["seats"] = std::move(seats);
  json::object state;
  for (std::size_t bloc = 0; bloc < prepared.blocs.size(); ++bloc) {
    constexpr double least_all = 1e-6;  // as far as six decimals go; its logarithm says the rest
    std::vector<float> drawn;
    for (std::size_t row = 0; row < prepared.state.draws.rows; ++row)
      drawn.push_back(static_cast<float>(prepared.state.draws.at(row, bloc)));
    if (drawn.empty()) drawn.push_back(static_cast<float>(prepared.state.middle[bloc]));
    const double all = std::clamp(simulated.all[bloc], least_all, 1 - forecast::least_probability);
    state[prepared.blocs[bloc]] =
        json::object{{"share", interval_object(spread_of(drawn), prepared.state.middle[bloc])},
                     {"seats", seats_object(simulated.seats[bloc])},
                     {"p_all", all},
                     {"log10_p_all", std::log10(std::max(simulated.all[bloc], 1e-300))},
                     {"p_all_shown", shown_probability(all)}};
  }
  object["state"] = std::move(state);
  return object;
}

namespace {

json::object plan_object(const forecast::EffortPlan& plan, const ForecastData& data) {
  json::object effort;
  for (std::size_t seat = 0; seat < plan.effort.size(); ++seat) {
    if (plan.effort[seat] > 0) effort[data.seats[seat].id] = plan.effort[seat];
  }
  return {{"expected_seats", plan.expected_seats},
          {"p_at_least", forecast::clipped(plan.at_least)},
          {"log_p_all", plan.log_all},
          {"effort", std::move(effort)}};
}

/// Plans for three aims and two simple rules, for a response half, as, and twice as strong as assumed.
json::array effort_plans(const forecast::Simulated& simulated, std::size_t bloc, std::size_t wanted,
                         const ForecastModel::NeedsAsked& asked, const ForecastData& data) {
  json::array plans;
  for (const double factor : {0.5, 1.0, 2.0}) {
    forecast::EffortSettings settings;
    settings.seats = wanted;
    settings.budget = asked.budget;
    settings.response = asked.response;
    settings.response.most *= factor;
    settings.step = settings.response.scale / 10;
    json::object row;
    row["lead_most"] = settings.response.most;
    row["effort_scale"] = settings.response.scale;
    row["equal_effort"] = plan_object(forecast::equal_effort(simulated, bloc, settings), data);
    row["nearest_margin_first"] = plan_object(forecast::nearest_first(simulated, bloc, settings), data);
    for (const auto& [name, aim] :
         {std::pair("expected_seats", forecast::Aim::expected_seats), std::pair("at_least", forecast::Aim::at_least),
          std::pair("all_seats", forecast::Aim::all_seats)}) {
      settings.aim = aim;
      row[name] = plan_object(forecast::best_effort(simulated, bloc, settings), data);
    }
    plans.emplace_back(std::move(row));
  }
  return plans;
}

}  // namespace

Result<json::object> ForecastModel::needs(const ForecastScenario& scenario, const NeedsAsked& asked,
                                          const ForecastSettings& settings) const {
  BOOTHWISE_TRY(prepared, simulate(scenario, settings));
  const forecast::Simulated& simulated = prepared.simulated;
  const std::size_t seats = data_.seats.size();
  std::size_t bloc = 0;
  if (asked.bloc.empty()) {
    std::vector<double> expected(prepared.blocs.size(), 0.0);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      for (std::size_t seat = 0; seat < seats; ++seat) expected[i] += simulated.wins.at(seat, i);
    }
    bloc = static_cast<std::size_t>(std::ranges::max_element(expected) - expected.begin());
  } else {
    bloc = static_cast<std::size_t>(std::ranges::find(prepared.blocs, asked.bloc) - prepared.blocs.begin());
    if (bloc == prepared.blocs.size()) {
      Error error = scenario_error(scenario, 0, "bloc_unknown", asked.bloc,
                                   {"the scenario has no bloc of this name", "परिदृश्य में इस नाम का गठबंधन नहीं है"});
      error.choices = prepared.blocs;
      return error;
    }
  }
  const std::size_t wanted = asked.seats == 0 ? seats : asked.seats;
  if (wanted > seats) {
    return scenario_error(
        scenario, 0, "seats_out_of_range", std::to_string(wanted),
        {"there are only " + std::to_string(seats) + " seats", "सीटें केवल " + std::to_string(seats) + " हैं"});
  }
  json::object object = head(scenario, prepared, settings);
  object["bloc"] = prepared.blocs[bloc];
  object["seats_wanted"] = wanted;
  double today = 0;
  for (std::size_t count = wanted; count <= seats; ++count) today += simulated.seats[bloc][count];
  object["p_today"] = forecast::clipped(today);
  object["p_today_shown"] = shown_probability(today);
  object["p_all"] = std::clamp(simulated.all[bloc], 1e-6, 1 - forecast::least_probability);
  object["p_all_shown"] = shown_probability(simulated.all[bloc]);

  std::vector<double> leads(seats);
  for (std::size_t seat = 0; seat < seats; ++seat) leads[seat] = mean_of(simulated.leads_of(seat, bloc));
  json::array swings;
  double even = 0;
  for (const forecast::SwingNeed& need : forecast::swing_needs(simulated, bloc, leads)) {
    swings.push_back(json::object{{"seats", need.seats},
                                  {"if_as_expected_points", need.if_as_expected * 100},
                                  {"one_in_ten_points", need.one_in_ten * 100},
                                  {"even_points", need.even * 100},
                                  {"nine_in_ten_points", need.nine_in_ten * 100}});
    if (need.seats == wanted) even = need.even;
  }
  object["lead_points_needed"] = std::move(swings);
  object["lead_points_for_even_chance"] = even * 100;
  const std::vector<forecast::TippingSeat> tipping = forecast::tipping_seats(simulated, bloc, wanted);
  json::array rows;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    double votes = prepared.contest.valid_votes[seat];
    const double electors = data_.seats[seat].electors;
    if (scenario.turnout && electors > 0) votes = electors * *scenario.turnout;
    const auto deficit = static_cast<std::int64_t>(std::ceil(-leads[seat] * votes));
    const forecast::VotesNeeded needed = forecast::votes_needed(deficit);
    json::object row;
    const auto number = parse_number<std::int64_t>(data_.seats[seat].id);
    row[data_.seat_column] = number ? json::value(*number) : json::value(data_.seats[seat].id);
    row["name"] = json::object{{"en", data_.seats[seat].name.en}, {"hi", data_.seats[seat].name.hi}};
    row["p_win"] = forecast::clipped(simulated.wins.at(seat, bloc));
    row["lead"] = leads[seat];
    row["valid_votes"] = static_cast<std::int64_t>(votes);
    row["votes_won_over"] = needed.won_over;
    row["votes_mobilised"] = needed.mobilised;
    row["kth_best"] = tipping[seat].kth_best;
    row["decides"] = tipping[seat].decides;
    rows.emplace_back(std::move(row));
  }
  object["seats"] = std::move(rows);
  if (asked.budget > 0) object["plans"] = effort_plans(simulated, bloc, wanted, asked, data_);
  return object;
}

}  // namespace boothwise::services
