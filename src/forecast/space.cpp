#include "forecast/space.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace boothwise::forecast {

double distance_km(const Geography& geography, std::size_t one, std::size_t other) {
  if (!geography.has_places()) return one == other ? 0 : std::numeric_limits<double>::infinity();
  return std::hypot(geography.east_km[one] - geography.east_km[other],
                    geography.north_km[one] - geography.north_km[other]);
}

Neighbours neighbours_of(const Geography& geography) {
  constexpr std::size_t neighbours_most = 12;
  constexpr double fades_km = 40;
  const std::size_t seats = geography.seats();
  Neighbours neighbours;
  neighbours.of.resize(seats);
  if (!geography.has_places()) return neighbours;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    auto& near = neighbours.of[seat];
    for (std::size_t other = 0; other < seats; ++other) {
      if (other != seat) near.push_back({other, std::exp(-distance_km(geography, seat, other) / fades_km)});
    }
    std::ranges::stable_sort(near, std::ranges::greater{}, &Neighbours::Neighbour::share);
    near.resize(std::min(near.size(), neighbours_most));
    double total = 0;
    for (const auto& neighbour : near) total += neighbour.share;
    for (auto& neighbour : near) neighbour.share = total > 0 ? neighbour.share / total : 0;
  }
  return neighbours;
}

double shared_correlation(const ErrorShape& shape, bool same_region, double distance_km) {
  const double region = same_region ? shape.region : 0;
  if (std::isinf(distance_km)) return region;
  const double far = std::sqrt(3.0) * distance_km / shape.reach_km;
  return region + shape.near * (1 + far) * std::exp(-far);
}

namespace {

constexpr std::size_t reaches = 16;
constexpr double least_km = 5;
constexpr double log_step = 0.4;  // up to 2,000 km

}  // namespace

WithState::WithState(const Geography& geography) : same_region_(geography.seats()) {
  const std::size_t seats = geography.seats();
  for (std::size_t i = 0; i < seats; ++i)
    same_region_[i] = static_cast<double>(std::ranges::count(geography.region, geography.region[i]));
  ErrorShape near_alone;
  near_alone.region = 0;
  near_alone.near = 1;
  near_.assign(reaches, std::vector<double>(seats, 0.0));
  for (std::size_t reach = 0; reach < reaches; ++reach) {
    near_alone.reach_km = least_km * std::exp(log_step * static_cast<double>(reach));
    for (std::size_t i = 0; i < seats; ++i) {
      near_[reach][i] += 1;
      for (std::size_t j = 0; j < i; ++j) {
        const double correlation = shared_correlation(near_alone, false, distance_km(geography, i, j));
        near_[reach][i] += correlation;
        near_[reach][j] += correlation;
      }
    }
  }
}

std::vector<double> WithState::covariances(const ErrorShape& shape) const {
  const double at = std::clamp(std::log(shape.reach_km / least_km) / log_step, 0.0, reaches - 1.001);
  const auto low = static_cast<std::size_t>(at);
  const double part = at - static_cast<double>(low);
  std::vector<double> with(same_region_.size());
  for (std::size_t i = 0; i < with.size(); ++i) {
    const double near = (1 - part) * near_[low][i] + part * near_[low + 1][i];
    with[i] = (shape.region * same_region_[i] + shape.near * near) / static_cast<double>(with.size());
  }
  return with;
}

std::vector<double> shared_factor(const Geography& geography, const ErrorShape& shape, std::span<const double> votes) {
  constexpr double jitter = 1e-9;
  const auto seats = static_cast<Eigen::Index>(geography.seats());
  Eigen::MatrixXd correlation(seats, seats);
  for (Eigen::Index i = 0; i < seats; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) {
      const auto one = static_cast<std::size_t>(i);
      const auto other = static_cast<std::size_t>(j);
      correlation(i, j) = shared_correlation(shape, geography.region[one] == geography.region[other],
                                             distance_km(geography, one, other)) +
                          (i == j ? jitter : 0);
    }
  }
  const Eigen::VectorXd weights = [&] {
    const Eigen::Map<const Eigen::VectorXd> of(votes.data(), seats);
    return Eigen::VectorXd(of / of.sum());
  }();
  const Eigen::VectorXd with_state = correlation.selfadjointView<Eigen::Lower>() * weights;
  const double state_variance = weights.dot(with_state) + shape.own() * weights.squaredNorm();
  correlation.selfadjointView<Eigen::Lower>().rankUpdate(with_state, -1 / state_variance);
  const Eigen::LLT<Eigen::MatrixXd> factored(correlation);
  std::vector<double> factor(static_cast<std::size_t>(seats * seats), 0.0);
  const auto& lower = factored.matrixLLT();
  for (Eigen::Index i = 0; i < seats; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) factor[static_cast<std::size_t>(i * seats + j)] = lower(i, j);
  }
  return factor;
}

std::vector<std::vector<std::size_t>> seat_groups(const Geography& geography) {
  constexpr std::size_t seats_most = 80;
  std::vector<std::size_t> order(geography.seats());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t one, std::size_t other) {
    if (geography.region[one] != geography.region[other]) return geography.region[one] < geography.region[other];
    return geography.has_places() && geography.north_km[one] < geography.north_km[other];
  });
  if (order.size() <= seats_most) return {order};
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && geography.region[order[end]] == geography.region[order[begin]]) ++end;
    const std::size_t parts = (end - begin + seats_most - 1) / seats_most;
    for (std::size_t part = 0; part < parts; ++part) {
      const auto from = static_cast<std::ptrdiff_t>(begin + (end - begin) * part / parts);
      const auto to = static_cast<std::ptrdiff_t>(begin + (end - begin) * (part + 1) / parts);
      groups.emplace_back(order.begin() + from, order.begin() + to);
    }
    begin = end;
  }
  return groups;
}

}  // namespace boothwise::forecast
