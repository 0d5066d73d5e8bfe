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

std::vector<double> shared_factor(const Geography& geography, const ErrorShape& shape) {
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
