#include "forecast/fit.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <memory>
#include <mutex>
#include <numbers>
#include <numeric>
#include <utility>

#include "base/log_gamma.hpp"
#include "base/parallel.hpp"
#include "forecast/internal/seat_field.hpp"
#include "forecast/minimise.hpp"
#include "forecast/normals.hpp"
#include "forecast/philox.hpp"

namespace boothwise::forecast {

namespace {

enum Coordinate : std::size_t {
  log_half_life,
  log_other_kind,
  logit_flow,
  logit_smooth,
  logit_kappa,
  log_region_over_own,
  log_near_over_own,
  log_reach,
  log_degrees_over_2,
  log_size_power,
  coordinate_count
};

double logit(double p) { return std::log(p / (1 - p)); }
double expit(double x) { return 1 / (1 + std::exp(-x)); }

struct Normal {
  double mean;
  double sd;
};

/// Priors on the unconstrained coordinates; docs/forecast.md#fit says where each comes from. Those of kappa and the
/// degrees of freedom have the densities of the model instead.
std::vector<Normal> normal_priors() {
  std::vector<Normal> priors(coordinate_count, Normal{0, 0});
  priors[log_half_life] = {std::log(1.1), 0.4};
  priors[log_other_kind] = {0, 0.4};
  priors[logit_flow] = {logit(0.9), 0.8};
  priors[logit_smooth] = {logit(0.5), 0.7};
  priors[log_region_over_own] = {std::log(0.08 / 0.72), 0.7};
  priors[log_near_over_own] = {std::log(0.2 / 0.72), 0.7};
  priors[log_reach] = {std::log(60.0), 0.5};
  priors[log_size_power] = {0, 1};
  return priors;
}

double negative_log_prior(const std::vector<double>& at) {
  const std::vector<Normal> priors = normal_priors();
  double sum = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (priors[i].sd <= 0) continue;
    const double away = (at[i] - priors[i].mean) / priors[i].sd;
    sum += away * away / 2;
  }
  // Beta(8, 2)'s density taken on the logit (so kappa's own law is Beta(7, 1), of mean 0.875), and 2 + Gamma(2, 0.4).
  const double kappa = expit(at[logit_kappa]);
  sum -= 7 * std::log(kappa) + std::log(1 - kappa);
  const double above = std::exp(at[log_degrees_over_2]);
  return sum - (2 * at[log_degrees_over_2] - 0.4 * above);
}

/// Orthonormal contrasts of a contest's blocs, one a row. All others together are no bloc that wins, and their errors
/// are of another kind: with two blocs or more they are left out.
Eigen::MatrixXd contrasts_of(std::size_t blocs) {
  const std::size_t rows = blocs > 2 ? blocs - 2 : blocs - 1;
  Eigen::MatrixXd contrasts = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(blocs));
  for (Eigen::Index row = 0; row < contrasts.rows(); ++row) {
    const double norm = std::sqrt(static_cast<double>((row + 1) * (row + 2)));
    for (Eigen::Index col = 0; col <= row; ++col) contrasts(row, col) = 1 / norm;
    contrasts(row, row + 1) = -static_cast<double>(row + 1) / norm;
  }
  return contrasts;
}

/// A bloc that falls leaves errors of the size of what it had, one that rises of what it gets: the mean of both.
double size_variance(double before, double now, double spread, double power) {
  constexpr double least = 0.01;
  const double size = std::clamp((before + now) / 2, least, 1 - least);
  return spread * std::pow(4 * size * (1 - size), power);
}

constexpr double added_up_variance = 1.5;   // of a result that was not added up from smaller ones, against one that was
constexpr double scale_sd_prior = 0.25;     // of log scale between elections
constexpr double scale_sd_prior_count = 2;  // as if seen so often
constexpr double scale_prior = 0.072;  // a lead's sd of 0.12 between blocs of 0.4 and 0.35 and one and a half elections
constexpr double scale_prior_weight = 0.1;  // against the last election's 1

}  // namespace

double bloc_sd(const Parameters& parameters, const Base& base, std::size_t bloc, double state_share) {
  const double size = size_variance(base.state[bloc], state_share, base.spread[bloc], parameters.size_power);
  return parameters.scale * std::sqrt((1 + base.noise) * size);
}

namespace {

/// The last few values of a function of one key, for callers that change a few of many coordinates at a time. The same
/// values as without it; thread-safe.
template <typename Key, typename Value>
class Recent {
 public:
  template <typename Make>
  std::shared_ptr<const Value> of(const Key& key, const Make& make) {
    {
      const std::scoped_lock lock(mutex_);
      for (const auto& [known, value] : kept_) {
        if (known == key) return value;
      }
    }
    auto made = std::make_shared<const Value>(make());
    const std::scoped_lock lock(mutex_);
    if (kept_.size() == kept_most) kept_.pop_front();
    kept_.emplace_back(key, made);
    return made;
  }

 private:
  static constexpr std::size_t kept_most = 6;
  std::mutex mutex_;
  std::deque<std::pair<Key, std::shared_ptr<const Value>>> kept_;
};

/// What a past contest came to less what was to be expected.
struct Residuals {
  Table shares;
  std::vector<double> before;  // the blocs' state shares in the base
  std::vector<double> spread;
  double noise = 0;
};

/// What of a target was worked out last: by the part of the parameters that it depends on.
struct TargetMemory {
  Recent<double, std::vector<Table>> past_shares;           // by kappa
  Recent<SwingSettings, Residuals> residuals;               // by the swing's settings
  Recent<std::array<double, 3>, SeatFactors> seat_factors;  // by region, near, reach
};

}  // namespace

struct Posterior::Prepared {
  Contest contest;
  Past past;
  Table shares;
  std::vector<double> state;
  Neighbours neighbours;
  Geography geography;
  std::vector<Group> groups;  // of seats where all blocs stood and votes were counted
  std::shared_ptr<const WithState> with_state;
  std::size_t seats = 0;
  std::unique_ptr<TargetMemory> memory = std::make_unique<TargetMemory>();

  struct Told {
    double log_likelihood = 0;
    double variance = 0;  // of the seat errors, per size and noise
  };
  [[nodiscard]] Told told(const Parameters& parameters) const;
  [[nodiscard]] Residuals residuals_with(const SwingSettings& swing) const;
};

namespace {

/// Squares of each seat's residuals over contrasts, whitened over blocs by `over_blocs` and over seats group by group.
std::vector<double> whitened_squares(const std::vector<Group>& groups, const SeatFactors& factors,
                                     const Table& residuals, const Eigen::MatrixXd& over_blocs) {
  std::vector<double> squares;
  const auto blocs = static_cast<Eigen::Index>(residuals.cols);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::vector<std::size_t>& seats = groups[g].seats;
    Eigen::MatrixXd plain(static_cast<Eigen::Index>(seats.size()), blocs);
    for (Eigen::Index i = 0; i < plain.rows(); ++i) {
      for (Eigen::Index bloc = 0; bloc < blocs; ++bloc)
        plain(i, bloc) = residuals.at(seats[static_cast<std::size_t>(i)], static_cast<std::size_t>(bloc));
    }
    const Eigen::MatrixXd turned = plain * over_blocs.transpose();
    const Eigen::MatrixXd white = factors.lower[g].triangularView<Eigen::Lower>().solve(turned);
    for (Eigen::Index i = 0; i < white.rows(); ++i) squares.push_back(white.row(i).squaredNorm());
  }
  return squares;
}

/// The variance that makes the squares most likely under a Student law of `contrasts` dimensions and unit variance.
double profiled_variance(const std::vector<double>& squares, double contrasts, double degrees) {
  constexpr int rounds = 12;
  constexpr double least = 1e-8;
  const double count = contrasts * static_cast<double>(squares.size());
  double variance = std::max(std::accumulate(squares.begin(), squares.end(), 0.0) / count, least);
  for (int round = 0; round < rounds; ++round) {
    double sum = 0;
    for (const double square : squares) sum += (degrees + contrasts) / (degrees - 2 + square / variance) * square;
    variance = std::max(sum / count, least);
  }
  return variance;
}

double student_log_likelihood(const std::vector<double>& squares, double contrasts, double degrees, double variance) {
  const double spread = variance * (degrees - 2);
  const double each = log_gamma((degrees + contrasts) / 2) - log_gamma(degrees / 2) -
                      contrasts / 2 * std::log(std::numbers::pi * spread);
  double sum = 0;
  for (const double square : squares) sum += each - (degrees + contrasts) / 2 * std::log1p(square / spread);
  return sum;
}

}  // namespace

Residuals Posterior::Prepared::residuals_with(const SwingSettings& swing) const {
  const auto shares_then = memory->past_shares.of(swing.kappa, [&] { return past_shares(contest, past, swing.kappa); });
  const Base base = base_of(contest, past, *shares_then, swing);
  const Table expected = swung(contest, base, state, neighbours, swing);
  Residuals residuals{shares, base.state, base.spread, base.noise};
  for (std::size_t i = 0; i < expected.values.size(); ++i) residuals.shares.values[i] -= expected.values[i];
  return residuals;
}

Posterior::Prepared::Told Posterior::Prepared::told(const Parameters& parameters) const {
  const auto residuals = memory->residuals.of(parameters.swing, [&] { return residuals_with(parameters.swing); });
  const ErrorShape& error = parameters.error;
  const Eigen::MatrixXd contrasts = contrasts_of(contest.blocs);
  const auto factors = memory->seat_factors.of({error.region, error.near, error.reach_km},
                                               [&] { return seat_factors(groups, geography, *with_state, error); });
  const Eigen::Map<const Eigen::VectorXd> polled(state.data(), contrasts.cols());
  Eigen::VectorXd sizes(contrasts.cols());
  for (Eigen::Index bloc = 0; bloc < sizes.size(); ++bloc) {
    const auto at = static_cast<std::size_t>(bloc);
    sizes(bloc) = size_variance(residuals->before[at], state[at], residuals->spread[at], parameters.size_power);
  }
  // Shares add up to 1 again after independent errors: what they came to too much is taken from each as it polls.
  const Eigen::MatrixXd settled = contrasts - contrasts * polled * Eigen::RowVectorXd::Ones(contrasts.cols());
  const Eigen::MatrixXd covariance = settled * sizes.asDiagonal() * settled.transpose();
  const Eigen::LLT<Eigen::MatrixXd> over_blocs(covariance);
  const Eigen::MatrixXd white_contrasts = over_blocs.matrixL().solve(contrasts);
  const std::vector<double> squares = whitened_squares(groups, *factors, residuals->shares, white_contrasts);
  const auto dimensions = static_cast<double>(contrasts.rows());
  double log_sizes = 0;
  for (Eigen::Index i = 0; i < contrasts.rows(); ++i) log_sizes += std::log(over_blocs.matrixLLT()(i, i));
  Told result;
  const double variance = profiled_variance(squares, dimensions, error.degrees);
  result.log_likelihood = student_log_likelihood(squares, dimensions, error.degrees, variance) -
                          dimensions * factors->log_determinant - static_cast<double>(seats) * log_sizes;
  result.variance = variance / (1 + residuals->noise);
  return result;
}

Posterior::Posterior(const Contest& contest, std::span<const PastElection> elections,
                     std::span<const PastTarget> targets, const Geography& geography, double seats_per_election)
    : year_(contest.year), added_up_(contest.added_up), seats_per_election_(seats_per_election) {
  constexpr std::size_t seats_least = 5;
  const auto with_state = targets.empty() ? nullptr : std::make_shared<const WithState>(geography);
  for (const PastTarget& target : targets) {
    if (target.contest.year >= contest.year) continue;
    Prepared prepared;
    prepared.contest = target.contest;
    prepared.past = past_before(elections, target.contest.year);
    prepared.shares = target.outcome.shares;
    prepared.geography = geography;
    prepared.with_state = with_state;
    if (prepared.past.elections.empty()) continue;
    prepared.neighbours = neighbours_of(geography);
    prepared.state = weighted_means(target.outcome.shares, target.contest.valid_votes);
    for (const auto& group : seat_groups(geography)) {
      std::vector<std::size_t> whole;
      for (const std::size_t seat : group) {
        const auto standing = target.contest.stands.row(seat);
        const bool all_stand = std::ranges::all_of(standing, [](double stands) { return stands > 0; });
        if (all_stand && target.outcome.winner[seat] >= 0) whole.push_back(seat);
      }
      prepared.seats += whole.size();
      if (!whole.empty()) prepared.groups.push_back(group_of(geography, std::move(whole)));
    }
    if (prepared.seats >= seats_least) prepared_.push_back(std::move(prepared));
  }
  std::ranges::stable_sort(prepared_, {}, [](const Prepared& prepared) { return prepared.contest.year; });
}

Posterior::~Posterior() = default;

std::size_t Posterior::targets() const { return prepared_.size(); }

std::vector<double> Posterior::prior_centre() {
  std::vector<double> centre;
  for (const Normal& prior : normal_priors()) centre.push_back(prior.mean);
  centre[logit_kappa] = logit(0.875);
  centre[log_degrees_over_2] = std::log(5.0);
  return centre;
}

Parameters Posterior::parameters(const std::vector<double>& at) {
  constexpr double farthest = 12;  // keeps every parameter finite and apart from its bounds
  const auto coordinate = [&](Coordinate which) { return std::clamp(at[which], -farthest, farthest); };
  Parameters parameters;
  parameters.swing.half_life_years = std::exp(coordinate(log_half_life));
  parameters.swing.other_kind_weight = std::exp(coordinate(log_other_kind));
  parameters.swing.flow = expit(coordinate(logit_flow));
  parameters.swing.smooth = expit(coordinate(logit_smooth));
  parameters.swing.kappa = expit(coordinate(logit_kappa));
  const double region = std::exp(coordinate(log_region_over_own));
  const double near = std::exp(coordinate(log_near_over_own));
  parameters.error.region = region / (1 + region + near);
  parameters.error.near = near / (1 + region + near);
  parameters.error.reach_km = std::exp(coordinate(log_reach));
  parameters.error.degrees = 2 + std::exp(coordinate(log_degrees_over_2));
  parameters.size_power = std::exp(coordinate(log_size_power));
  return parameters;
}

double Posterior::operator()(const std::vector<double>& at) const {
  double sum = negative_log_prior(at);
  const Parameters chosen = parameters(at);
  // How strengths become shares was seen once an election; how errors are made up, in every seat.
  Parameters shape = chosen;
  shape.swing = parameters(prior_centre()).swing;
  for (const Prepared& target : prepared_) {
    const double part = std::min(1.0, seats_per_election_ / static_cast<double>(target.seats));
    sum -= part * target.told(chosen).log_likelihood;
    if (part < 1) sum -= (1 - part) * target.told(shape).log_likelihood;
  }
  return std::isfinite(sum) ? sum : std::numeric_limits<double>::infinity();
}

namespace {

/// How far behind the middle of so many the i-th stands.
double behind_middle(std::size_t i, std::size_t count) {
  return static_cast<double>(i) - (static_cast<double>(count) - 1) / 2;
}

/// Change from one to the next, drawn towards none as if by one more pair without any.
double trend_of(const std::vector<double>& values) {
  double along = 0;
  double squares = 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double from_middle = behind_middle(i, values.size());
    along += from_middle * values[i];
    squares += from_middle * from_middle;
  }
  return along / squares;
}

}  // namespace

Posterior::LogScale Posterior::log_scale(const std::vector<double>& at) const {
  const Parameters chosen = parameters(at);
  double total = scale_prior_weight;
  double sum = scale_prior_weight * std::log(scale_prior);
  std::vector<double> logs;
  double last = 0;
  for (const Prepared& target : prepared_) last = std::max(last, target.contest.year);
  for (const Prepared& target : prepared_) {
    double variance = target.told(chosen).variance;
    if (target.contest.added_up && !added_up_) variance *= added_up_variance;
    if (!target.contest.added_up && added_up_) variance /= added_up_variance;
    logs.push_back(std::log(variance) / 2);
    // Calm and stormy times last as long as strengths do.
    const double weight = std::exp2(-(last - target.contest.year) / chosen.swing.half_life_years);
    total += weight;
    sum += weight * logs.back();
  }
  LogScale scale;
  const double trend = trend_of(logs);
  scale.mean = sum / total + trend;
  double squares = scale_sd_prior_count * scale_sd_prior * scale_sd_prior;
  const double middle =
      logs.empty() ? 0 : std::accumulate(logs.begin(), logs.end(), 0.0) / static_cast<double>(logs.size());
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const double off = logs[i] - middle - trend * behind_middle(i, logs.size());
    squares += off * off;
  }
  const double between = squares / (scale_sd_prior_count + static_cast<double>(logs.size()));
  scale.sd = std::sqrt(between * (1 + 1 / (1 + total)));
  return scale;
}

double pareto_shape(std::vector<double> weights) {
  const std::size_t count = weights.size();
  const auto tail =
      static_cast<std::size_t>(std::min(0.2 * static_cast<double>(count), 3 * std::sqrt(static_cast<double>(count))));
  if (tail < 5) return -std::numeric_limits<double>::infinity();
  std::ranges::sort(weights);
  const double floor = weights[count - tail - 1];
  std::vector<double> above;
  for (std::size_t i = count - tail; i < count; ++i) above.push_back(weights[i] - floor);
  const double largest = above.back();
  if (largest <= 0) return -std::numeric_limits<double>::infinity();
  const double quarter = std::max(above[(tail + 2) / 4 - (tail + 2 >= 4 ? 1 : 0)], largest * 1e-12);
  const auto grid = static_cast<std::size_t>(30 + std::sqrt(static_cast<double>(tail)));
  std::vector<double> at(grid);
  std::vector<double> profile(grid);
  const auto mean_log = [&](double b) {
    double sum = 0;
    for (const double x : above) sum += std::log1p(-b * x);
    return sum / static_cast<double>(tail);
  };
  for (std::size_t i = 0; i < grid; ++i) {
    at[i] = 1 / largest + (1 - std::sqrt(static_cast<double>(grid) / (static_cast<double>(i) + 0.5))) / (3 * quarter);
    const double k = mean_log(at[i]);
    profile[i] = static_cast<double>(tail) * (std::log(-at[i] / k) - k - 1);
  }
  double weighted = 0;
  double total = 0;
  const double best = *std::ranges::max_element(profile);
  for (std::size_t i = 0; i < grid; ++i) {
    const double weight = std::exp(profile[i] - best);
    weighted += weight * at[i];
    total += weight;
  }
  const double k = mean_log(weighted / total);
  // Towards 0.5 as if ten more had been seen (Vehtari et al.).
  return (k * static_cast<double>(tail) + 5) / (static_cast<double>(tail) + 10);
}

namespace {

/// A factor of the inverse of `hessian`, with curvatures at least `least`, so that proposals stay finite.
Eigen::MatrixXd proposal_factor(const std::vector<double>& hessian, std::size_t size) {
  const auto n = static_cast<Eigen::Index>(size);
  Eigen::MatrixXd curvature(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) curvature(i, j) = hessian[static_cast<std::size_t>(i * n + j)];
  }
  for (double ridge = 1e-3;; ridge *= 4) {
    const Eigen::LLT<Eigen::MatrixXd> factored(curvature + ridge * Eigen::MatrixXd::Identity(n, n));
    if (factored.info() == Eigen::Success) {
      return factored.matrixU().solve(Eigen::MatrixXd::Identity(n, n));
    }
  }
}

struct Proposals {
  std::vector<std::vector<double>> at;
  std::vector<double> log_weights;
};

constexpr double proposal_degrees = 7;

/// Student proposals around the mode, so that their tails are heavier than the posterior's.
Proposals propose(const Posterior& posterior, const Minimum& mode, double width, const FitSettings& settings) {
  const std::size_t size = mode.at.size();
  const Eigen::MatrixXd factor = proposal_factor(mode.hessian, size);
  Proposals proposals;
  std::vector<double> log_densities;
  log_densities.reserve(settings.proposals);
  for (std::size_t i = 0; i < settings.proposals; ++i) {
    Eigen::VectorXd z(static_cast<Eigen::Index>(size));
    std::vector<double> normals = standard_normals(settings.seed, static_cast<std::uint32_t>(i), size + 7);
    double chi_square = 0;
    for (std::size_t j = 0; j < 7; ++j) chi_square += normals[size + j] * normals[size + j];
    const double stretch = std::sqrt(proposal_degrees / chi_square);
    for (std::size_t j = 0; j < size; ++j) z(static_cast<Eigen::Index>(j)) = normals[j] * stretch;
    log_densities.push_back(-(proposal_degrees + static_cast<double>(size)) / 2 *
                            std::log1p(z.squaredNorm() / proposal_degrees));
    const Eigen::VectorXd away = width * (factor * z);
    std::vector<double> at = mode.at;
    for (std::size_t j = 0; j < size; ++j) at[j] += away(static_cast<Eigen::Index>(j));
    proposals.at.push_back(std::move(at));
  }
  proposals.log_weights.resize(proposals.at.size());
  parallel_for(settings.threads, proposals.at.size(), [&](std::size_t i, unsigned) {
    proposals.log_weights[i] = mode.value - posterior(proposals.at[i]) - log_densities[i];
  });
  return proposals;
}

std::vector<double> weights_of(const Proposals& proposals) {
  const double most = *std::ranges::max_element(proposals.log_weights);
  std::vector<double> weights;
  weights.reserve(proposals.log_weights.size());
  for (const double log_weight : proposals.log_weights) weights.push_back(std::exp(log_weight - most));
  return weights;
}

/// `count` of the proposals, each as often as its weight says (systematic resampling).
std::vector<std::size_t> resampled(const std::vector<double>& weights, std::size_t count) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::size_t> chosen;
  double reached = 0;
  std::size_t i = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const double wanted = (static_cast<double>(k) + 0.5) / static_cast<double>(count) * total;
    while (i + 1 < weights.size() && reached + weights[i] < wanted) reached += weights[i++];
    chosen.push_back(i);
  }
  return chosen;
}

}  // namespace

Fitted fit(const Contest& contest, std::span<const PastElection> elections, std::span<const PastTarget> targets,
           const Geography& geography, const FitSettings& settings) {
  constexpr double k_most = 0.7;
  constexpr double wider = 1.4;
  const Posterior posterior(contest, elections, targets, geography, settings.seats_per_election);
  const Minimum mode = minimise([&](const std::vector<double>& at) { return posterior(at); }, Posterior::prior_centre(),
                                settings.threads);
  Fitted fitted;
  fitted.past_targets = posterior.targets();
  fitted.best = Posterior::parameters(mode.at);
  fitted.best.scale = std::exp(posterior.log_scale(mode.at).mean);
  Proposals proposals = propose(posterior, mode, 1, settings);
  std::vector<double> weights = weights_of(proposals);
  fitted.pareto_k = pareto_shape(weights);
  if (fitted.pareto_k > k_most) {
    fitted.widened = true;
    proposals = propose(posterior, mode, wider, settings);
    weights = weights_of(proposals);
    fitted.pareto_k = pareto_shape(weights);
  }
  const std::vector<std::size_t> chosen = resampled(weights, settings.draws);
  fitted.draws.resize(chosen.size());
  // Quantiles of the scale in an order of their own, so that scale and place in the list do not go together.
  parallel_for(settings.threads, chosen.size(), [&](std::size_t i, unsigned) {
    fitted.draws[i] = Posterior::parameters(proposals.at[chosen[i]]);
    const Posterior::LogScale scale = posterior.log_scale(proposals.at[chosen[i]]);
    const double golden = std::fmod(0.5 + 0.6180339887498949 * static_cast<double>(i), 1.0);
    fitted.draws[i].scale = std::exp(scale.mean + scale.sd * normal_quantile(golden));
  });
  return fitted;
}

}  // namespace boothwise::forecast
