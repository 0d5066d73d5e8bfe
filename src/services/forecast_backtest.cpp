#include "services/forecast_backtest.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "base/text.hpp"
#include "forecast/scores.hpp"
#include "forecast/swing.hpp"
#include "services/kept_fits.hpp"
#include "services/problem_json.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 3> coverage_names = {"50", "80", "95"};

json::object score_object(const forecast::Scores& scores) {
  json::object coverage;
  for (std::size_t i = 0; i < coverage_names.size(); ++i) coverage[coverage_names[i]] = scores.coverage[i] * 100;
  json::array reliability;
  for (const forecast::ReliabilityRow& row : scores.reliability) {
    reliability.push_back(
        json::object{{"from", row.from}, {"to", row.to}, {"seats", row.seats}, {"told", row.told}, {"came", row.came}});
  }
  json::array pit;
  for (const std::int64_t count : scores.pit) pit.push_back(count);
  return {{"brier", scores.brier},
          {"log_score", scores.log_score},
          {"lead_rmse_points", scores.lead_rmse * 100},
          {"lead_crps_points", scores.lead_crps * 100},
          {"coverage", std::move(coverage)},
          {"seats_expected", scores.expected_seats},
          {"seats_won", scores.seats_won},
          {"seats_error", scores.expected_seats - static_cast<double>(scores.seats_won)},
          {"pit", std::move(pit)},
          {"reliability", std::move(reliability)}};
}

/// A target with what is needed to judge a forecast of it.
struct Judged {
  const ForecastData* data = nullptr;
  std::size_t index = 0;
  forecast::CountedTarget target;
  forecast::Past past;
  std::vector<double> state;
  std::size_t side = 0;  ///< the bloc that won the most seats
  std::string side_name;
  bool winners = false;  ///< "right" is the winning bloc; else whether the side wins

  [[nodiscard]] const forecast::Contest& contest() const { return target.target.contest; }
  [[nodiscard]] const forecast::Outcome& outcome() const { return target.target.outcome; }
  [[nodiscard]] std::size_t seats() const { return contest().seats(); }
  [[nodiscard]] bool counts(std::size_t seat) const { return outcome().winner[seat] >= 0; }
  [[nodiscard]] bool side_won(std::size_t seat) const {
    return outcome().winner[seat] == static_cast<std::int32_t>(side);
  }
};

double lead_of(const forecast::Table& shares, std::size_t seat, std::size_t side) {
  double others = 0;
  for (std::size_t bloc = 0; bloc < shares.cols; ++bloc) {
    if (bloc != side) others = std::max(others, shares.at(seat, bloc));
  }
  return shares.at(seat, side) - others;
}

std::string bloc_name(const ForecastData::Election& election, const ForecastData& data, const forecast::BlocOf& bloc) {
  if (bloc.alliance >= 0) return election.alliances[static_cast<std::size_t>(bloc.alliance)];
  if (bloc.party >= 0) return data.parties[static_cast<std::size_t>(bloc.party)];
  return "others";
}

Judged judged(const ForecastData& data, std::size_t index) {
  Judged result;
  result.data = &data;
  result.index = index;
  const ForecastData::Election& election = data.elections[index];
  result.target = forecast::target_of(election.counted);
  result.past = forecast::past_before(data.past(), election.counted.election.year);
  result.state = forecast::weighted_means(result.outcome().shares, result.contest().valid_votes);
  std::vector<std::int64_t> won(result.contest().blocs, 0);
  for (const std::int32_t winner : result.outcome().winner) {
    if (winner >= 0) ++won[static_cast<std::size_t>(winner)];
  }
  result.side = static_cast<std::size_t>(std::ranges::max_element(won) - won.begin());
  result.side_name = bloc_name(election, data, result.target.blocs[result.side]);
  result.winners = election.counted.election.kind == 0;
  return result;
}

using Told = std::vector<forecast::ToldSeat>;

Told told_by(const Judged& target, const std::function<void(std::size_t, forecast::ToldSeat&)>& tell) {
  Told told;
  for (std::size_t seat = 0; seat < target.seats(); ++seat) {
    if (!target.counts(seat)) continue;
    forecast::ToldSeat one;
    one.won = target.side_won(seat);
    one.lead_came = lead_of(target.outcome().best, seat, target.side);
    tell(seat, one);
    told.push_back(std::move(one));
  }
  return told;
}

/// The last election of the same kind before the target, else the last of any.
std::size_t last_alike(const Judged& target) {
  std::size_t last = target.past.elections.size() - 1;
  for (std::size_t i = 0; i < target.past.elections.size(); ++i) {
    if (target.past.elections[i].kind == target.contest().kind) last = i;
  }
  return last;
}

/// What the target's blocs had at the last election alike, without any swing.
forecast::Base last_base(const Judged& target) {
  const std::size_t last = last_alike(target);
  forecast::Past one;
  one.elections = {target.past.elections[last]};
  one.strengths = {target.past.strengths[last]};
  forecast::SwingSettings plain;
  plain.kappa = 1;
  plain.smooth = 0;
  return forecast::base_of(target.contest(), one, plain);
}

constexpr double plain_sd = 0.12;  // of a lead: the model's prior

json::object baseline_object(const Told& told) {
  const forecast::Scores scores = forecast::score(told);
  json::object object = score_object(scores);
  object["seats_right"] = scores.side_right;
  return object;
}

Told normal_told(const Judged& target, const std::function<double(std::size_t)>& lead) {
  return told_by(target, [&](std::size_t seat, forecast::ToldSeat& one) {
    one.lead = lead(seat);
    one.lead_sd = plain_sd;
    one.probability = 0.5 * std::erfc(-one.lead / plain_sd / std::sqrt(2.0));
  });
}

/// Logistic regression of winning on the last lead, on the targets before this one (Newton's rule, with a weak prior at
/// a lead's sd of 0.12).
std::pair<double, double> logistic_on_past(const ForecastData& data, double year) {
  constexpr double prior_slope = 1.702 / plain_sd;
  constexpr double prior_sd = 10;
  double start = 0;
  double slope = prior_slope;
  std::vector<std::pair<double, bool>> seen;
  for (std::size_t i = 0; i < data.elections.size(); ++i) {
    if (data.elections[i].counted.election.year >= year) continue;
    const Judged before = judged(data, i);
    if (before.past.elections.empty()) continue;
    const forecast::Base base = last_base(before);
    for (std::size_t seat = 0; seat < before.seats(); ++seat) {
      if (before.counts(seat)) seen.emplace_back(lead_of(base.shares, seat, before.side), before.side_won(seat));
    }
  }
  for (int round = 0; round < 30; ++round) {
    double g0 = -start;
    double g1 = -(slope - prior_slope) / (prior_sd * prior_sd);
    double h00 = 1;
    double h01 = 0;
    double h11 = 1 / (prior_sd * prior_sd);
    for (const auto& [lead, won] : seen) {
      const double p = 1 / (1 + std::exp(-(start + slope * lead)));
      const double w = std::max(p * (1 - p), 1e-6);
      g0 += (won ? 1 : 0) - p;
      g1 += ((won ? 1 : 0) - p) * lead;
      h00 += w;
      h01 += w * lead;
      h11 += w * lead * lead;
    }
    const double determinant = h00 * h11 - h01 * h01;
    start += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return {start, slope};
}

json::object baselines(const Judged& target) {
  const forecast::Base base = last_base(target);
  const double won_share = [&] {
    double won = 0;
    double all = 0;
    for (std::size_t seat = 0; seat < target.seats(); ++seat) {
      all += target.counts(seat) ? 1 : 0;
      won += target.side_won(seat) ? 1 : 0;
    }
    return all > 0 ? won / all : 0.5;
  }();
  const auto moved = [&](double part) {
    forecast::Table shares = base.shares;
    for (std::size_t seat = 0; seat < shares.rows; ++seat) {
      for (std::size_t bloc = 0; bloc < shares.cols; ++bloc) {
        const double same = shares.at(seat, bloc) + target.state[bloc] - base.state[bloc];
        const double times =
            base.state[bloc] > 0 ? shares.at(seat, bloc) * target.state[bloc] / base.state[bloc] : target.state[bloc];
        shares.at(seat, bloc) = part * times + (1 - part) * same;
      }
      // All others together do not win together.
      shares.at(seat, shares.cols - 1) *= 0.5;
    }
    return shares;
  };
  const forecast::Table uniform = moved(0);
  const forecast::Table proportional = moved(1);
  const auto [start, slope] = logistic_on_past(*target.data, target.contest().year);
  json::object object;
  object["last_winner_holds"] = baseline_object(told_by(target, [&](std::size_t seat, forecast::ToldSeat& one) {
    one.lead = lead_of(base.shares, seat, target.side);
    one.probability = one.lead > 0 ? 0.95 : 0.05;
  }));
  object["uniform_swing"] =
      baseline_object(normal_told(target, [&](std::size_t seat) { return lead_of(uniform, seat, target.side); }));
  object["proportional_swing"] =
      baseline_object(normal_told(target, [&](std::size_t seat) { return lead_of(proportional, seat, target.side); }));
  object["logistic_last_lead"] =
      baseline_object(told_by(target, [&, from = start, by = slope](std::size_t seat, forecast::ToldSeat& one) {
        one.lead = lead_of(base.shares, seat, target.side);
        one.probability = 1 / (1 + std::exp(-(from + by * one.lead)));
      }));
  object["base_rate"] =
      baseline_object(told_by(target, [&](std::size_t, forecast::ToldSeat& one) { one.probability = won_share; }));
  return object;
}

struct Fitting {
  forecast::Ready ready;
  forecast::StateErrors errors;
};

Fitting fitted_for(const Judged& target, const ForecastSettings& settings) {
  forecast::FitSettings how;
  how.seed = settings.seed;
  how.threads = settings.threads;
  const ForecastData& data = *target.data;
  Fitting fitting;
  fitting.ready = forecast::make_ready(
      fit_or_kept(target.contest(), data.past(), data.targets(), data.geography, how, settings.fits), data.geography,
      target.contest().valid_votes, settings.threads);
  fitting.errors.no_polls_lead = forecast::no_polls_scale(state_changes(data, target.contest().year));
  return fitting;
}

struct Pooled {
  Told told;
  std::int64_t right = 0;
};

json::object target_object(const Judged& target, const Fitting& fitting, forecast::Mode mode,
                           const std::vector<forecast::Poll>& polls, const ForecastSettings& settings, Pooled& pooled) {
  const ForecastData& data = *target.data;
  const forecast::Contest& contest = target.contest();
  const forecast::SwingSettings& swing = fitting.ready.fitted.best.swing;
  const forecast::Base base = forecast::base_of(contest, target.past, swing);
  const std::vector<double>& middle = mode == forecast::Mode::given ? target.state : base.state;
  const forecast::StateShares state = forecast::state_shares(mode, middle, polls, fitting.errors, settings.seed);
  const forecast::Table expected = forecast::swung(contest, base, state.middle, fitting.ready.neighbours, swing);
  const forecast::Table best_part = forecast::best_parts(contest, expected, data.before(contest.year));
  const forecast::Simulated simulated = forecast::simulate(contest, target.past, fitting.ready, state, best_part,
                                                           simulation_settings(settings, target.seats()));

  std::size_t winner_right = 0;
  double share_error = 0;
  double cells = 0;
  json::array misses;
  const Told told = told_by(target, [&](std::size_t seat, forecast::ToldSeat& one) {
    one.probability = simulated.wins.at(seat, target.side);
    const auto leads = simulated.leads_of(seat, target.side);
    one.leads.assign(leads.begin(), leads.end());
    one.lead = std::accumulate(leads.begin(), leads.end(), 0.0) / static_cast<double>(leads.size());
    const auto row = simulated.wins.row(seat);
    const auto likeliest = std::ranges::max_element(row) - row.begin();
    const std::int32_t winner = target.outcome().winner[seat];
    winner_right += likeliest == winner ? 1 : 0;
    for (std::size_t bloc = 0; bloc < contest.blocs; ++bloc, cells += 1)
      share_error += std::abs(expected.at(seat, bloc) - target.outcome().shares.at(seat, bloc));
    if (likeliest != winner) {
      const ForecastData::Election& election = data.elections[target.index];
      misses.push_back(
          json::object{{"seat", json::string(data.seats[seat].id)},
                       {"name", json::object{{"en", data.seats[seat].name.en}, {"hi", data.seats[seat].name.hi}}},
                       {"told", bloc_name(election, data, target.target.blocs[static_cast<std::size_t>(likeliest)])},
                       {"p_told", forecast::clipped(row[static_cast<std::size_t>(likeliest)])},
                       {"came", bloc_name(election, data, target.target.blocs[static_cast<std::size_t>(winner)])},
                       {"lead_told_points", one.lead * 100},
                       {"lead_came_points", one.lead_came * 100}});
    }
  });
  const forecast::Scores scores = forecast::score(told);
  const std::size_t right = target.winners ? winner_right : scores.side_right;
  pooled.told.insert(pooled.told.end(), told.begin(), told.end());
  pooled.right += static_cast<std::int64_t>(right);

  json::object object;
  object["election"] = data.elections[target.index].id;
  object["mode"] = forecast_mode_code(mode);
  object["side"] = target.side_name;
  if (mode == forecast::Mode::polls) object["polls"] = polls.size();
  object["units"] = scores.units;
  object["seats_right"] = right;
  object["winner_right"] = winner_right;
  object["side_right"] = scores.side_right;
  object["share_mae_points"] = cells > 0 ? share_error / cells * 100 : 0;
  for (auto& [key, value] : score_object(scores)) object[key] = value;
  const std::vector<double>& counts = simulated.seats[target.side];
  double below = 0;
  json::object seat_intervals;
  constexpr std::array<double, 3> central = {0.5, 0.8, 0.95};
  for (std::size_t i = 0; i < central.size(); ++i) {
    std::array<std::size_t, 2> ends{};
    for (std::size_t end = 0; end < 2; ++end) {
      below = 0;
      const double wanted = end == 0 ? (1 - central[i]) / 2 : (1 + central[i]) / 2;
      while (ends[end] + 1 < counts.size() && below + counts[ends[end]] < wanted) below += counts[ends[end]++];
    }
    seat_intervals[coverage_names[i]] = json::array{ends[0], ends[1]};
  }
  object["seats_intervals"] = std::move(seat_intervals);
  object["past_targets"] = fitting.ready.fitted.past_targets;
  object["pareto_k"] =
      std::isfinite(fitting.ready.fitted.pareto_k) ? json::value(fitting.ready.fitted.pareto_k) : json::value();
  const forecast::Parameters& best = fitting.ready.fitted.best;
  object["chosen"] = json::object{{"half_life_years", swing.half_life_years},
                                  {"other_house_weight", swing.other_kind_weight},
                                  {"flow", swing.flow},
                                  {"smooth", swing.smooth},
                                  {"kappa", swing.kappa},
                                  {"region", best.error.region},
                                  {"near", best.error.near},
                                  {"reach_km", best.error.reach_km},
                                  {"degrees", best.error.degrees},
                                  {"scale", best.scale},
                                  {"no_polls_lead", fitting.errors.no_polls_lead}};
  object["misses"] = std::move(misses);
  object["baselines"] = baselines(target);
  return object;
}

Error unknown_target(const std::vector<ForecastData>& data, const std::string& asked) {
  Error error{ErrorKind::bad_input,
              "unknown_election",
              {"there are no results of this election here with an election before it",
               "इस चुनाव के परिणाम, और उससे पहले का चुनाव, यहाँ नहीं हैं"}};
  error.where.value = shortened(asked, 80);
  for (const ForecastData& one : data) {
    for (const ForecastData::Election& election : one.elections) error.choices.push_back(election.id);
  }
  return error;
}

/// The polls of a target, bloc by bloc as it has them. A poll must tell every bloc that is not all others.
Result<std::vector<forecast::Poll>> polls_of(const Judged& target, const PastPolls& all) {
  const ForecastData::Election& election = target.data->elections[target.index];
  std::vector<std::string> blocs;
  for (std::size_t bloc = 0; bloc + 1 < target.target.blocs.size(); ++bloc)
    blocs.push_back(bloc_name(election, *target.data, target.target.blocs[bloc]));
  std::vector<forecast::Poll> polls;
  std::map<std::string, std::int32_t> houses;
  for (const PastPoll& past : all.polls) {
    if (past.election != election.id) continue;
    const auto wrong = [&](std::string code, const std::string& value, Bilingual message) {
      Error error{ErrorKind::bad_input, std::move(code), std::move(message), {all.file, past.line, "bloc", value}};
      error.choices = blocs;
      return error;
    };
    forecast::Poll poll;
    poll.people = past.people;
    poll.house = houses.emplace(past.house, static_cast<std::int32_t>(houses.size())).first->second;
    double rest = 1;
    for (const std::string& bloc : blocs) {
      const auto share = past.shares.find(bloc);
      if (share == past.shares.end())
        return wrong("share_missing", bloc, {"a poll needs a share of each bloc", "हर गठबंधन का हिस्सा चाहिए"});
      poll.shares.push_back(share->second);
      rest -= share->second;
    }
    for (const auto& [bloc, share] : past.shares) {
      if (std::ranges::find(blocs, bloc) == blocs.end())
        return wrong("bloc_unknown", bloc,
                     {"no bloc of this election has this name", "इस चुनाव में इस नाम का कोई गठबंधन नहीं था"});
    }
    poll.shares.push_back(std::max(rest, 0.0));
    polls.push_back(std::move(poll));
  }
  return polls;
}

/// The polls as the targets see them, and the first fault of theirs.
class PollsOfTargets {
 public:
  explicit PollsOfTargets(const BacktestAsked& asked)
      : asked_(asked),
        fault_(asked.polls_fault),
        must_be_good_(asked.polls_needed || asked.mode == forecast::Mode::polls) {}

  /// None where there is a fault that is only told.
  Result<std::vector<forecast::Poll>> of(const Judged& target) {
    if (fault_ && must_be_good_) return *fault_;
    if (fault_) return std::vector<forecast::Poll>();
    auto polls = polls_of(target, asked_.polls);
    if (polls || must_be_good_) return polls;
    fault_ = polls.error();
    return std::vector<forecast::Poll>();
  }
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

 private:
  const BacktestAsked& asked_;
  std::optional<Error> fault_;
  bool must_be_good_;
};

/// Whether an election is judged on these seats: not one that was added up, or that is only known by segment.
bool is_own(const ForecastData& data, const ForecastData::Election& election) {
  const std::int32_t kind = data.seat_column == "ac_no" ? 1 : 0;
  return election.counted.election.kind == kind && !election.counted.election.added_up;
}

}  // namespace

Result<json::object> forecast_backtest(const std::vector<ForecastData>& data, const BacktestAsked& asked,
                                       const ForecastSettings& settings) {
  std::vector<forecast::Mode> modes = {forecast::Mode::given, forecast::Mode::no_polls, forecast::Mode::polls};
  if (asked.mode) modes = {*asked.mode};
  bool found = false;
  json::array targets;
  PollsOfTargets polls_of_targets(asked);
  std::map<forecast::Mode, Pooled> pooled;
  const auto wanted = parse_election(asked.election);
  const std::string wanted_id = wanted ? to_string(*wanted) : asked.election;
  for (const ForecastData& one : data) {
    for (std::size_t i = 0; i < one.elections.size(); ++i) {
      if (!is_own(one, one.elections[i]) || (!asked.election.empty() && one.elections[i].id != wanted_id)) continue;
      const Judged target = judged(one, i);
      if (target.past.elections.empty()) continue;
      found = true;
      BOOTHWISE_TRY(polls, polls_of_targets.of(target));
      if (asked.mode == forecast::Mode::polls && polls.empty()) continue;
      const Fitting fitting = fitted_for(target, settings);
      // The first election that has any past has no past target to learn from: it is told only if asked for.
      if (fitting.ready.fitted.past_targets == 0 && asked.election.empty() && one.elections.size() > 2) continue;
      for (const forecast::Mode mode : modes) {
        if (mode == forecast::Mode::polls && polls.empty()) continue;
        targets.emplace_back(target_object(target, fitting, mode, polls, settings, pooled[mode]));
      }
    }
  }
  if (targets.empty() && found && asked.mode == forecast::Mode::polls) {
    return Error{ErrorKind::bad_input,
                 "polls_missing",
                 {"mode C needs polls of a past election: --polls FILE, or polls.csv in the workspace",
                  "mode C के लिए किसी पिछले चुनाव के सर्वेक्षण चाहिए: --polls FILE, या कार्यक्षेत्र में polls.csv"}};
  }
  if (targets.empty()) return unknown_target(data, asked.election);
  json::object object;
  object["targets"] = std::move(targets);
  json::object pools;
  for (const auto& [mode, pool] : pooled) {
    const forecast::Scores scores = forecast::score(pool.told);
    json::object entry = score_object(scores);
    entry["units"] = scores.units;
    entry["seats_right"] = pool.right;
    pools[forecast_mode_code(mode)] = std::move(entry);
  }
  object["pooled"] = std::move(pools);
  object["polls_problem"] =
      polls_of_targets.fault() ? json::value(problem_json(*polls_of_targets.fault())) : json::value(nullptr);
  object["not_fitted"] = not_fitted_json(data.empty() ? std::vector<std::string>() : data.front().by_elections);
  return object;
}

}  // namespace boothwise::services
