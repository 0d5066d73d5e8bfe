#pragma once

#include <span>
#include <vector>

#include "forecast/elections.hpp"
#include "forecast/space.hpp"

namespace boothwise::forecast {

/// How past strengths become expected shares. All are chosen by the fit; see docs/forecast.md for each.
struct SwingSettings {
  double half_life_years = 1.1;  ///< of what a past election says
  double other_kind_weight = 1;  ///< of an election of the other house against one of the same, above 0
  double flow = 0.8;             ///< 0: losses and gains alike everywhere; 1: losers lose in proportion, gainers get it
  double smooth = 0.3;           ///< how far one election's result of a seat is its surroundings'
  double kappa = 0.875;          ///< share of an ally's supporters who follow to another party's candidate

  friend bool operator==(const SwingSettings&, const SwingSettings&) = default;
};

/// The past as a contest sees it: elections strictly before it, with the parties' strengths told from them alone.
struct Past {
  std::vector<PastElection> elections;  ///< oldest first
  std::vector<Table> strengths;         ///< of each: seats × parties
};

/// Errors are the caller's to prevent: elections of other seats or parties, or none before `year`.
Past past_before(std::span<const PastElection> elections, double year);

/// Past strengths as shares of the contest's blocs, before any swing.
struct Base {
  Table shares;               ///< seats × blocs
  std::vector<double> state;  ///< their means by valid votes
  /// How much seats differed in each bloc's shares in the past: variance over m (1 - m), where m is the bloc's mean,
  /// against the blocs' mean of that. Within a quarter and four; 1 for a bloc that never stood.
  std::vector<double> spread;
  double noise = 1;  ///< Σ w²: 1 for one election, less the more elections count
};

/// What the contest's blocs had in each past election (seats × blocs), with `kappa` of allies following.
std::vector<Table> past_shares(const Contest& contest, const Past& past, double kappa);

Base base_of(const Contest& contest, const Past& past, const SwingSettings& settings);

/// The same, with `past_shares` of the settings' kappa at hand.
Base base_of(const Contest& contest, const Past& past, std::span<const Table> shares_then,
             const SwingSettings& settings);

/// Expected shares (seats × blocs) if the blocs poll `state` in all: those that lose keep the same part everywhere of
/// what they had and the others share that seat by seat (as far as `flow` says), else all change alike; then towards
/// the neighbours; then at least 0.002 where a bloc stands, rows adding up to 1 and state means at `state`. REQUIRES:
/// `state` adds up to 1.
Table swung(const Contest& contest, const Base& base, std::span<const double> state, const Neighbours& neighbours,
            const SwingSettings& settings);

}  // namespace boothwise::forecast
