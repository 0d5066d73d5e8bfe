#include "forecast/needs.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "forecast/scores.hpp"

namespace boothwise::forecast {

namespace {

double middle_of(std::span<const float> leads) {
  std::vector<float> values(leads.begin(), leads.end());
  std::ranges::sort(values);
  return quantile(values, 0.5);
}

double win_probability(std::span<const float> leads, double added) {
  const auto wins = std::ranges::count_if(leads, [&](float lead) { return static_cast<double>(lead) + added > 0; });
  return (static_cast<double>(wins) + 0.5) / (static_cast<double>(leads.size()) + 1);
}

double lead_gained(const Response& response, double effort) {
  return response.most * (1 - std::exp(-effort / response.scale));
}

double worth_of(Aim aim, double probability) { return aim == Aim::all_seats ? std::log(probability) : probability; }

}  // namespace

std::vector<SwingNeed> swing_needs(const Simulated& simulated, std::size_t bloc,
                                   std::span<const double> expected_leads) {
  const std::size_t seats = simulated.wins.rows;
  // needed[k]: in each election, the lead that the k-th best seat is short of.
  std::vector<std::vector<float>> needed(seats, std::vector<float>(simulated.kept));
  std::vector<float> leads(seats);
  for (std::size_t election = 0; election < simulated.kept; ++election) {
    for (std::size_t seat = 0; seat < seats; ++seat) leads[seat] = simulated.leads_of(seat, bloc)[election];
    std::ranges::sort(leads, std::ranges::greater{});
    for (std::size_t k = 0; k < seats; ++k) needed[k][election] = -leads[k];
  }
  std::vector<double> expected(expected_leads.begin(), expected_leads.end());
  std::ranges::sort(expected, std::ranges::greater{});
  std::vector<SwingNeed> needs;
  for (std::size_t k = 0; k < seats; ++k) {
    std::ranges::sort(needed[k]);
    needs.push_back(
        {k + 1, -expected[k], quantile(needed[k], 0.1), quantile(needed[k], 0.5), quantile(needed[k], 0.9)});
  }
  return needs;
}

std::vector<TippingSeat> tipping_seats(const Simulated& simulated, std::size_t bloc, std::size_t seats) {
  const std::size_t count = simulated.wins.rows;
  std::vector<TippingSeat> tipping(count);
  std::vector<std::size_t> order(count);
  std::vector<float> leads(count);
  const double each = 1 / static_cast<double>(simulated.kept);
  for (std::size_t election = 0; election < simulated.kept; ++election) {
    std::size_t won = 0;
    for (std::size_t seat = 0; seat < count; ++seat) {
      leads[seat] = simulated.leads_of(seat, bloc)[election];
      won += leads[seat] > 0 ? 1 : 0;
      order[seat] = seat;
    }
    std::ranges::nth_element(
        order, order.begin() + static_cast<std::ptrdiff_t>(seats - 1),
        [&](std::size_t a, std::size_t b) { return leads[a] != leads[b] ? leads[a] > leads[b] : a < b; });
    tipping[order[seats - 1]].kth_best += each;
    for (std::size_t seat = 0; seat < count; ++seat) {
      const std::size_t without = won - (leads[seat] > 0 ? 1 : 0);
      if (without + 1 == seats) tipping[seat].decides += each;
    }
  }
  for (std::size_t seat = 0; seat < count; ++seat) tipping[seat].seat = seat;
  return tipping;
}

VotesNeeded votes_needed(std::int64_t deficit_votes) {
  if (deficit_votes < 0) return {};
  return {deficit_votes / 2 + 1, deficit_votes + 1};
}

EffortPlan effect_of(const Simulated& simulated, std::size_t bloc, std::vector<double> effort,
                     const EffortSettings& settings) {
  EffortPlan plan;
  const std::size_t seats = simulated.wins.rows;
  std::vector<std::size_t> won(simulated.kept, 0);
  for (std::size_t seat = 0; seat < seats; ++seat) {
    const double added = lead_gained(settings.response, effort[seat]);
    const auto leads = simulated.leads_of(seat, bloc);
    const double probability = win_probability(leads, added);
    plan.expected_seats += probability;
    plan.log_all += std::log(probability);
    for (std::size_t election = 0; election < simulated.kept; ++election)
      won[election] += static_cast<double>(leads[election]) + added > 0 ? 1 : 0;
  }
  const auto reached = std::ranges::count_if(won, [&](std::size_t count) { return count >= settings.seats; });
  plan.at_least = static_cast<double>(reached) / static_cast<double>(simulated.kept);
  plan.effort = std::move(effort);
  return plan;
}

namespace {

/// A stretch of one seat's gain along its concave hull.
struct Piece {
  double gain_per_effort = 0;
  std::size_t seat = 0;
  double until = 0;  ///< effort at its end
};

std::vector<Piece> hull_of(const Simulated& simulated, std::size_t bloc, std::size_t seat,
                           const EffortSettings& settings) {
  const auto leads = simulated.leads_of(seat, bloc);
  const double farthest = std::min(settings.budget, 6 * settings.response.scale);
  const auto steps = static_cast<std::size_t>(farthest / settings.step);
  std::vector<std::pair<double, double>> hull;
  for (std::size_t i = 0; i <= steps; ++i) {
    const double effort = static_cast<double>(i) * settings.step;
    const std::pair point(effort,
                          worth_of(settings.aim, win_probability(leads, lead_gained(settings.response, effort))));
    const auto slope = [](const auto& a, const auto& b) { return (b.second - a.second) / (b.first - a.first); };
    while (hull.size() >= 2 && slope(hull[hull.size() - 2], hull.back()) <= slope(hull.back(), point)) hull.pop_back();
    hull.push_back(point);
  }
  std::vector<Piece> pieces;
  for (std::size_t i = 1; i < hull.size(); ++i) {
    const double gain = (hull[i].second - hull[i - 1].second) / (hull[i].first - hull[i - 1].first);
    if (gain > 0) pieces.push_back({gain, seat, hull[i].first});
  }
  return pieces;
}

EffortPlan along_hulls(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings) {
  std::vector<Piece> pieces;
  for (std::size_t seat = 0; seat < simulated.wins.rows; ++seat) {
    const std::vector<Piece> hull = hull_of(simulated, bloc, seat, settings);
    pieces.insert(pieces.end(), hull.begin(), hull.end());
  }
  std::ranges::stable_sort(pieces, std::ranges::greater{}, &Piece::gain_per_effort);
  std::vector<double> effort(simulated.wins.rows, 0.0);
  double left = settings.budget;
  for (const Piece& piece : pieces) {
    const double spent = std::min(piece.until - effort[piece.seat], left);
    effort[piece.seat] += spent;
    left -= spent;
  }
  return effect_of(simulated, bloc, std::move(effort), settings);
}

/// Adds steps where they most raise the share of kept elections that reach the seats wanted; where none does, as for
/// expected seats.
EffortPlan towards_count(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings) {
  const std::size_t seats = simulated.wins.rows;
  std::vector<double> effort(seats, 0.0);
  constexpr int rounds = 40;
  const double step = settings.budget / rounds;
  for (int round = 0; round < rounds; ++round) {
    std::size_t chosen = 0;
    double most = -1;
    std::vector<std::size_t> won(simulated.kept, 0);
    for (std::size_t seat = 0; seat < seats; ++seat) {
      const double added = lead_gained(settings.response, effort[seat]);
      const auto leads = simulated.leads_of(seat, bloc);
      for (std::size_t i = 0; i < simulated.kept; ++i) won[i] += static_cast<double>(leads[i]) + added > 0 ? 1 : 0;
    }
    for (std::size_t seat = 0; seat < seats; ++seat) {
      const double before = lead_gained(settings.response, effort[seat]);
      const double after = lead_gained(settings.response, effort[seat] + step);
      const auto leads = simulated.leads_of(seat, bloc);
      double gain = 0;
      for (std::size_t i = 0; i < simulated.kept; ++i) {
        const auto lead = static_cast<double>(leads[i]);
        if (lead + before <= 0 && lead + after > 0) gain += won[i] + 1 == settings.seats ? 1.0 : 1e-3;
      }
      if (gain > most) {
        most = gain;
        chosen = seat;
      }
    }
    effort[chosen] += step;
  }
  return effect_of(simulated, bloc, std::move(effort), settings);
}

}  // namespace

EffortPlan best_effort(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings) {
  return settings.aim == Aim::at_least ? towards_count(simulated, bloc, settings)
                                       : along_hulls(simulated, bloc, settings);
}

EffortPlan equal_effort(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings) {
  const std::size_t seats = simulated.wins.rows;
  return effect_of(simulated, bloc, std::vector<double>(seats, settings.budget / static_cast<double>(seats)), settings);
}

EffortPlan nearest_first(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings) {
  const std::size_t seats = simulated.wins.rows;
  std::vector<std::pair<double, std::size_t>> margins;
  for (std::size_t seat = 0; seat < seats; ++seat)
    margins.emplace_back(std::abs(middle_of(simulated.leads_of(seat, bloc))), seat);
  std::ranges::sort(margins);
  std::vector<double> effort(seats, 0.0);
  double left = settings.budget;
  for (const auto& [margin, seat] : margins) {
    effort[seat] = std::min(left, 3 * settings.response.scale);
    left -= effort[seat];
  }
  return effect_of(simulated, bloc, std::move(effort), settings);
}

}  // namespace boothwise::forecast
