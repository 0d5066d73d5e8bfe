#include "estimation/mixed_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "estimation/internal/normal_draws.hpp"

namespace boothwise::estimation {
namespace {

struct Shape {
  std::vector<std::uint32_t> levels;
  std::vector<double> sd;
  std::vector<double> coefficients;  // of the intercept and of normal regressors
  std::size_t rows = 0;
  double size = 1;
};

struct Made {
  MixedData data;
  std::vector<double> coefficients;
  std::vector<std::vector<double>> effects;
};

Made made(const Shape& shape, RandomStream stream) {
  NormalDraws normals(stream.of(1));
  RandomStream uniforms = stream.of(2);
  Made all;
  all.coefficients = shape.coefficients;
  MixedData& data = all.data;
  data.columns = shape.coefficients.size();
  for (std::size_t k = 0; k < shape.levels.size(); ++k) {
    data.groupings.push_back({"g" + std::to_string(k), {}, shape.levels[k]});
    std::vector<double>& effects = all.effects.emplace_back();
    for (std::uint32_t level = 0; level < shape.levels[k]; ++level) effects.push_back(shape.sd[k] * normals.next());
  }
  for (std::size_t row = 0; row < shape.rows; ++row) {
    double predictor = 0;
    for (std::size_t j = 0; j < data.columns; ++j) {
      data.fixed.push_back(j == 0 ? 1 : normals.next());
      predictor += data.fixed.back() * shape.coefficients[j];
    }
    for (std::size_t k = 0; k < shape.levels.size(); ++k) {
      const auto level = static_cast<std::uint32_t>(uniforms.next() % shape.levels[k]);
      data.groupings[k].level.push_back(level);
      predictor += all.effects[k][level];
    }
    const double share = 1 / (1 + std::exp(-predictor));
    double yes = 0;
    for (int person = 0; person < static_cast<int>(shape.size); ++person) yes += uniforms.uniform() < share ? 1 : 0;
    data.response.push_back(yes);
    data.size.push_back(shape.size);
  }
  return all;
}

/// -2 log likelihood of one grouping's binomial intercepts by the trapezoid rule, in no hurry.
double reference_deviance(const MixedData& data, const std::vector<double>& coefficients, double sd) {
  double deviance = 0;
  for (std::uint32_t level = 0; level < data.groupings[0].levels; ++level) {
    double integral = 0;
    constexpr double step = 0.01;
    for (double u = -8; u <= 8; u += step) {
      double log_density = -u * u / 2 - 0.9189385332046727;
      for (std::size_t row = 0; row < data.rows(); ++row) {
        if (data.groupings[0].level[row] != level) continue;
        double predictor = u * sd;
        for (std::size_t j = 0; j < data.columns; ++j)
          predictor += coefficients[j] * data.fixed[row * data.columns + j];
        const double n = data.size[row];
        const double y = data.response[row];
        log_density += std::lgamma(n + 1) - std::lgamma(y + 1) - std::lgamma(n - y + 1) + y * predictor -
                       n * std::log1p(std::exp(predictor));
      }
      integral += step * std::exp(log_density);
    }
    deviance -= 2 * std::log(integral);
  }
  return deviance;
}

TEST(MixedModel, DevianceIsThatOfTheIntegralOverIntercepts) {
  const Made made_up = made({{12}, {0.6}, {-0.4, 0.5}, 60, 40}, RandomStream(11));
  const MixedFit fit = fit_mixed(made_up.data, Method::laplace).value();
  EXPECT_TRUE(fit.converged);
  const double exact = reference_deviance(made_up.data, fit.coefficients, fit.sd[0]);
  EXPECT_NEAR(fit.deviance, exact, 0.05);
  // Nothing near it is better: the exact deviance rises on either side.
  EXPECT_GT(reference_deviance(made_up.data, fit.coefficients, fit.sd[0] * 1.15), exact - 0.01);
  EXPECT_GT(reference_deviance(made_up.data, fit.coefficients, fit.sd[0] * 0.87), exact - 0.01);
}

TEST(MixedModel, BalancedGaussianHasTheClosedFormOfRestrictedMaximumLikelihood) {
  // One-way layout: residual variance is the mean square within, that of the groups (between - within) / size.
  constexpr std::uint32_t groups = 9;
  constexpr std::uint32_t size = 7;
  NormalDraws normals{RandomStream(5)};
  MixedData data;
  data.family = Family::gaussian;
  data.columns = 1;
  data.groupings.push_back({"group", {}, groups});
  std::vector<double> means;
  double within = 0;
  for (std::uint32_t group = 0; group < groups; ++group) {
    const double effect = 2 * normals.next();
    double mean = 0;
    for (std::uint32_t of = 0; of < size; ++of) {
      data.response.push_back(3 + effect + normals.next());
      data.fixed.push_back(1);
      data.groupings[0].level.push_back(group);
      mean += data.response.back() / size;
    }
    for (std::uint32_t of = 0; of < size; ++of) {
      const double residual = data.response[group * size + of] - mean;
      within += residual * residual / (groups * (size - 1));
    }
    means.push_back(mean);
  }
  double grand = 0;
  for (const double mean : means) grand += mean / groups;
  double between = 0;
  for (const double mean : means) between += (mean - grand) * (mean - grand) * size / (groups - 1);
  const MixedFit fit = fit_mixed(data, Method::integrated).value();
  EXPECT_NEAR(fit.residual_sd, std::sqrt(within), 1e-3);
  EXPECT_NEAR(fit.sd[0], std::sqrt((between - within) / size), 2e-3);
  EXPECT_NEAR(fit.coefficients[0], grand, 1e-9);
}

TEST(MixedModel, RelabellingGroupingsAndRowsChangesNothing) {
  const Made made_up = made({{14, 5, 3}, {0.5, 0.4, 0.3}, {0.2, -0.3}, 400, 1}, RandomStream(21));
  const MixedFit fit = fit_mixed(made_up.data, Method::joint).value();
  MixedData turned = made_up.data;
  std::ranges::reverse(turned.groupings);
  for (Grouping& grouping : turned.groupings) std::ranges::reverse(grouping.level);
  std::ranges::reverse(turned.response);
  std::ranges::reverse(turned.size);
  std::ranges::reverse(turned.fixed);  // also swaps the two columns
  const MixedFit other = fit_mixed(turned, Method::joint).value();
  EXPECT_NEAR(fit.deviance, other.deviance, 1e-4);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(fit.sd[k], other.sd[2 - k], 2e-3);
  EXPECT_NEAR(fit.coefficients[0], other.coefficients[1], 1e-3);
}

TEST(MixedModel, GroupingWithoutSpreadGetsNone) {
  Shape shape{{40}, {0.0}, {0.3}, 2000, 1};
  const MixedFit fit = fit_mixed(made(shape, RandomStream(3)).data, Method::joint).value();
  EXPECT_TRUE(fit.converged);
  EXPECT_LT(fit.sd[0], 0.2);
}

TEST(MixedModel, NoisedCountsKnowTheirNoise) {
  // The same counts with more noise: a smaller share of the spread is signal, and none is taken for signal twice.
  RandomStream stream(9);
  NormalDraws normals(stream.of(1));
  MixedData data;
  data.family = Family::noised_count;
  data.columns = 1;
  data.groupings.push_back({"area", {}, 300});
  for (std::uint32_t area = 0; area < 300; ++area) {
    const double share = 1 / (1 + std::exp(0.5 - 0.4 * normals.next()));
    constexpr double base = 200;
    const double variance = base * share * (1 - share) + 60;
    data.response.push_back(base * share + std::sqrt(variance) * normals.next());
    data.size.push_back(base);
    data.variance.push_back(variance);
    data.fixed.push_back(1);
    data.groupings[0].level.push_back(area);
  }
  const MixedFit fit = fit_mixed(data, Method::laplace).value();
  EXPECT_NEAR(fit.sd[0], 0.4, 0.06);
  EXPECT_NEAR(fit.coefficients[0], -0.5, 0.1);
}

TEST(MixedModel, RefusesWhatItCannotFit) {
  Made made_up = made({{4}, {0.3}, {0.1, 0.2}, 50, 1}, RandomStream(2));
  const auto code = [](const MixedData& data) { return fit_mixed(data, Method::joint).error().code; };
  MixedData data = made_up.data;
  data.response[7] = 2;  // of 1
  EXPECT_EQ(code(data), "model_malformed");
  data = made_up.data;
  data.groupings[0].level[3] = 4;
  EXPECT_EQ(code(data), "model_malformed");
  data = made_up.data;
  data.groupings.clear();
  EXPECT_EQ(code(data), "model_malformed");
  data = made_up.data;
  data.fixed[9] = std::nan("");
  EXPECT_EQ(code(data), "model_malformed");
  data = made_up.data;
  data.groupings.push_back({"vast", std::vector<std::uint32_t>(50, 0), 5000});
  data.groupings.push_back({"vast too", std::vector<std::uint32_t>(50, 0), 5000});
  EXPECT_EQ(code(data), "model_too_large");
  data = made_up.data;
  for (std::size_t row = 0; row < data.rows(); ++row) data.fixed[2 * row + 1] = 1;
  EXPECT_EQ(code(data), "columns_collinear");
}

/// The share of a chi-squared distribution above a value (Wilson & Hilferty 1931).
double chi_squared_tail(double value, double freedom) {
  const double cube = std::cbrt(value / freedom);
  const double spread = std::sqrt(2 / (9 * freedom));
  return 0.5 * std::erfc((cube - 1 + 2 / (9 * freedom)) / (spread * std::sqrt(2.0)));
}

/// Ranks of the truth among posterior draws are uniform if the posterior is right (Talts et al. 2018).
TEST(MixedModel, RanksOfTheTruthAreUniform) {
  constexpr int worlds = 320;
  constexpr int bins = 16;
  constexpr std::uint32_t draws = 127;
  std::array<std::array<int, bins>, 4> counted{};
  for (int world = 0; world < worlds; ++world) {
    const RandomStream stream = RandomStream(77).of(static_cast<std::uint64_t>(world));
    NormalDraws normals(stream.of(9));
    PosteriorSettings settings;
    settings.draws = draws;
    settings.coefficient_sd = 1;
    settings.seed = static_cast<std::uint64_t>(world) + 1;
    Shape shape{{15, 6}, {}, {}, 90, 12};
    for (int k = 0; k < 2; ++k) shape.sd.push_back(std::abs(normals.next()) * settings.sd_scale);
    for (int j = 0; j < 2; ++j) shape.coefficients.push_back(normals.next() * settings.coefficient_sd);
    const Made truth = made(shape, stream);
    const MixedPosterior posterior = draw_posterior(truth.data, settings).value();
    std::array<std::uint32_t, 4> rank{};
    for (std::uint32_t draw = 0; draw < draws; ++draw) {
      rank[0] += posterior.coefficients(draw)[1] < truth.coefficients[1] ? 1 : 0;
      rank[1] += posterior.effects(draw, 0)[3] < truth.effects[0][3] ? 1 : 0;
      rank[2] += posterior.sd(draw, 0) < shape.sd[0] ? 1 : 0;
      rank[3] += posterior.sd(draw, 1) < shape.sd[1] ? 1 : 0;
    }
    for (std::size_t what = 0; what < rank.size(); ++what) ++counted.at(what).at(rank.at(what) * bins / (draws + 1));
  }
  for (const auto& of : counted) {
    double statistic = 0;
    for (const int count : of) {
      constexpr double expected = static_cast<double>(worlds) / bins;
      statistic += (count - expected) * (count - expected) / expected;
    }
    EXPECT_GT(chi_squared_tail(statistic, bins - 1), 0.01) << "chi squared " << statistic;
  }
}

TEST(MixedModel, TheSameSeedGivesTheSameDraws) {
  const Made made_up = made({{9, 4}, {0.4, 0.2}, {0.1}, 120, 5}, RandomStream(4));
  PosteriorSettings settings;
  settings.draws = 50;
  const MixedPosterior one = draw_posterior(made_up.data, settings).value();
  const MixedPosterior two = draw_posterior(made_up.data, settings).value();
  for (std::uint32_t draw = 0; draw < 50; ++draw) {
    EXPECT_EQ(one.coefficients(draw)[0], two.coefficients(draw)[0]);
    EXPECT_TRUE(std::ranges::equal(one.effects(draw, 0), two.effects(draw, 0)));
  }
}

TEST(Poststratify, SharesAreThoseOfTheCellsAndTargetsWithoutCellsAreUnknown) {
  const Made made_up = made({{6}, {0.5}, {0.4}, 300, 20}, RandomStream(31));
  const MixedPosterior posterior = draw_posterior(made_up.data, {}).value();
  Cells cells;
  cells.targets = 3;
  cells.count = {100, 300, 50};
  cells.fixed = {1, 1, 1};
  cells.level = {0, 1, fresh_level};
  cells.target = {0, 0, 1};
  const auto estimates = poststratify(made_up.data, posterior, cells, 1).value();
  const auto share = [&](std::uint32_t level) { return 1 / (1 + std::exp(-0.4 - made_up.effects[0][level])); };
  EXPECT_NEAR(estimates[0].mean, 0.25 * share(0) + 0.75 * share(1), 0.03);
  EXPECT_LT(estimates[0].high_90 - estimates[0].low_90, 0.08);
  EXPECT_GT(estimates[1].high_90 - estimates[1].low_90, 0.2);  // nobody was asked there
  EXPECT_FALSE(estimates[2].known);
  cells.level[0] = 6;
  EXPECT_EQ(poststratify(made_up.data, posterior, cells, 1).error().code, "cells_malformed");
}

}  // namespace
}  // namespace boothwise::estimation
