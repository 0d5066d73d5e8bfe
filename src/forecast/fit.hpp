#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "forecast/elections.hpp"
#include "forecast/space.hpp"
#include "forecast/swing.hpp"

namespace boothwise::forecast {

/// One way the world may be: all that the fit leaves uncertain, but for the state's shares.
struct Parameters {
  SwingSettings swing;
  ErrorShape error;
  /// How errors grow with a bloc's size m, the mean of what it had and what it polls: its sd is scale × sqrt(1 + noise)
  /// × sqrt(spread) × (4 m (1 - m))^(size_power / 2); noise and spread are the base's.
  double size_power = 1;
  double scale = 0.072;  ///< of the seat errors, on shares
};

/// A past election as a contest that was to be told, and what it came to.
struct PastTarget {
  Contest contest;
  Outcome outcome;
};

struct FitSettings {
  std::size_t proposals = 128;  ///< drawn from the Laplace approximation
  std::size_t draws = 32;       ///< kept, equally likely
  /// How many independent seats' worth of evidence one past election is at most on how strengths become shares: its
  /// seats share what was peculiar to it. How errors are made up is seen in each seat. docs/forecast.md#fit
  double seats_per_election = 10;
  std::uint64_t seed = 1;
  unsigned threads = 1;
};

struct Fitted {
  Parameters best;                ///< the posterior's mode
  std::vector<Parameters> draws;  ///< equally likely
  double pareto_k = 0;            ///< of the importance weights; above 0.7 the approximation is poor
  bool widened = false;           ///< the proposals were drawn once more, wider, since k was above 0.7
  std::size_t past_targets = 0;   ///< that had an election before them
};

/// Chooses the parameters for `contest` from what `targets` (those before it only) came to, each told from its own
/// past. Minimises the negative log posterior (BFGS), approximates it (Laplace), and draws from it with importance
/// weights. Without targets the priors speak. The same for any number of threads. Source: shared model, section 5;
/// priors in docs/forecast.md#fit.
Fitted fit(const Contest& contest, std::span<const PastElection> elections, std::span<const PastTarget> targets,
           const Geography& geography, const FitSettings& settings);

/// Standard deviation of a bloc's seat error, as a share, if it polls `state_share` and had what `base` says.
double bloc_sd(const Parameters& parameters, const Base& base, std::size_t bloc, double state_share);

/// The generalised Pareto shape k of the largest of these importance weights (Zhang & Stephens 2009; Vehtari et al.
/// 2024). Minus infinity for fewer than five.
double pareto_shape(std::vector<double> weights);

/// The negative log posterior at unconstrained coordinates, as `fit` minimises it, for tests of its gradient and of
/// recovery.
class Posterior {
 public:
  Posterior(const Contest& contest, std::span<const PastElection> elections, std::span<const PastTarget> targets,
            const Geography& geography, double seats_per_election);
  ~Posterior();
  Posterior(const Posterior&) = delete;
  Posterior& operator=(const Posterior&) = delete;

  [[nodiscard]] static std::vector<double> prior_centre();
  [[nodiscard]] static Parameters parameters(const std::vector<double>& at);
  [[nodiscard]] double operator()(const std::vector<double>& at) const;
  /// Mean and sd of log scale for `contest`, given the other parameters.
  struct LogScale {
    double mean = 0;
    double sd = 0;
  };
  [[nodiscard]] LogScale log_scale(const std::vector<double>& at) const;
  [[nodiscard]] std::size_t targets() const;

 private:
  struct Prepared;
  double year_;
  bool added_up_;
  double seats_per_election_;
  std::vector<Prepared> prepared_;
};

}  // namespace boothwise::forecast
