#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "forecast/table.hpp"

namespace boothwise::forecast {

/// Where the seats lie. Coordinates in km on a plane; empty: none are known, and neighbours share nothing but a region.
struct Geography {
  std::vector<double> east_km{};
  std::vector<double> north_km{};
  std::vector<std::int32_t> region{};  ///< one a seat, from 0

  [[nodiscard]] std::size_t seats() const { return region.size(); }
  [[nodiscard]] bool has_places() const { return !east_km.empty(); }
};

/// A past election on the seats of the forecast.
struct PastElection {
  double year = 0;
  std::int32_t kind = 0;  ///< house; elections of one kind resemble each other more
  /// Votes came from smaller units that were added up (assembly segments to a parliamentary seat): who stood is then a
  /// share, and local chance is less.
  bool added_up = false;
  Table votes{};                         ///< seats × parties; a seat without votes counts for nothing
  std::vector<std::int32_t> alliance{};  ///< of each party then; -1 = stood alone
};

/// The election to be told: who stands together, and where.
struct Contest {
  double year = 0;
  std::int32_t kind = 0;
  bool added_up = false;
  std::size_t blocs = 0;             ///< the last one is of all who belong to none
  std::vector<std::int32_t> bloc{};  ///< of each party
  Table standing{};                  ///< seats × parties, 0 to 1: how far it is this party that stands for its bloc
  Table stands{};                    ///< seats × blocs, 1 or 0: whether the bloc has a candidate
  /// Of each bloc: share of allies' supporters who follow to another party's candidate, if a scenario says so; else -1,
  /// or empty: as the fit has it.
  std::vector<double> follow{};
  std::vector<double> valid_votes{};  ///< expected, one a seat; the weights of state shares

  [[nodiscard]] std::size_t seats() const { return valid_votes.size(); }
};

/// What a past contest came to.
struct Outcome {
  Table shares{};                      ///< seats × blocs
  Table best{};                        ///< seats × blocs: share of the bloc's best candidate
  std::vector<std::int32_t> winner{};  ///< bloc; -1 = not counted
};

/// Elections before `year`, oldest first, as indices into `elections`. What comes after never enters a forecast.
std::vector<std::size_t> strictly_before(std::span<const PastElection> elections, double year);

}  // namespace boothwise::forecast
