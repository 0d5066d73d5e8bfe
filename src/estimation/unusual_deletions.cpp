#include "estimation/unusual_deletions.hpp"

#include <algorithm>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <numeric>

#include "estimation/false_discovery.hpp"

namespace boothwise::estimation {

namespace {

constexpr double expected_least = 0.5;   // electors: below that a ratio is noise
constexpr double prior_of_segment = 40;  // neighbours' expected deletions that weigh as much as the segment's usual
constexpr double normal_quartile = 0.674490;  // of the absolute value of a standard normal, the median

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

std::int64_t sum(const std::array<std::int64_t, age_bands>& bands) {
  return std::accumulate(bands.begin(), bands.end(), std::int64_t{0});
}

/// Deletions that the other parts' rates by age would give this part.
std::vector<double> standardised(std::span<const PartDeletions* const> parts) {
  std::array<double, age_bands> before{};
  std::array<double, age_bands> deleted{};
  for (const PartDeletions* part : parts) {
    for (std::size_t band = 0; band < age_bands; ++band) {
      before.at(band) += static_cast<double>(part->before.at(band));
      deleted.at(band) += static_cast<double>(part->deleted.at(band));
    }
  }
  std::vector<double> expected;
  expected.reserve(parts.size());
  for (const PartDeletions* part : parts) {
    double of_part = 0;
    for (std::size_t band = 0; band < age_bands; ++band) {
      const double others = before.at(band) - static_cast<double>(part->before.at(band));
      if (others <= 0) continue;
      const double rate = (deleted.at(band) - static_cast<double>(part->deleted.at(band))) / others;
      of_part += rate * static_cast<double>(part->before.at(band));
    }
    expected.push_back(std::max(of_part, expected_least));
  }
  return expected;
}

/// Variance of parts around what is expected beyond that of counts, relative to the square of the mean: the value for
/// which half of the residuals lie within a normal's quartiles. Blind to a minority of odd parts.
double relative_variance(std::span<const double> ratios, std::span<const double> expected) {
  const auto spread = [&](double variance) {
    std::vector<double> scaled;
    scaled.reserve(ratios.size());
    for (std::size_t at = 0; at < ratios.size(); ++at) {
      scaled.push_back(std::abs(ratios[at] - 1) / std::sqrt(1 / expected[at] + variance));
    }
    return median(std::move(scaled));
  };
  double low = 0;
  double high = 4;
  if (spread(low) <= normal_quartile) return 0;
  constexpr int halvings = 40;
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (spread(middle) > normal_quartile ? low : high) = middle;
  }
  return high;
}

struct Tails {
  double at_most = 1;
  double at_least = 1;
};

Tails tails_of(std::int64_t deleted, double mean, double variance) {
  const auto count = static_cast<double>(deleted);
  const auto both = [count](const auto& distribution) {
    return Tails{cdf(distribution, count), count == 0 ? 1 : cdf(complement(distribution, count - 1))};
  };
  constexpr double variance_least = 1e-6;
  if (variance < variance_least) return both(boost::math::poisson(mean));
  const double size = 1 / variance;
  return both(boost::math::negative_binomial(size, size / (size + mean)));
}

double score_of(const Tails& tails) {
  constexpr double least = 1e-300;
  const boost::math::normal standard;
  return tails.at_least < tails.at_most ? quantile(complement(standard, std::max(tails.at_least, least)))
                                        : quantile(standard, std::max(tails.at_most, least));
}

/// The parts of one segment that can be judged.
class Segment {
 public:
  Segment(std::span<const PartDeletions> parts, const UnusualRules& rules) : rules_(rules) {
    for (const PartDeletions& part : parts) {
      if (sum(part.before) >= rules.electors_least) parts_.push_back(&part);
    }
  }

  std::vector<DeletionCheck> check() {
    if (parts_.size() < rules_.parts_least) return {};
    expected_ = standardised(parts_);
    scale(median(ratios()));
    std::vector<DeletionCheck> checks = with_neighbours();
    judge(checks);
    return checks;
  }

 private:
  [[nodiscard]] std::vector<double> ratios() const {
    std::vector<double> all;
    all.reserve(parts_.size());
    for (std::size_t at = 0; at < parts_.size(); ++at) {
      all.push_back(static_cast<double>(sum(parts_[at]->deleted)) / expected_[at]);
    }
    return all;
  }

  void scale(double factor) {
    for (double& expected : expected_) expected = std::max(expected * factor, expected_least);
  }

  std::vector<DeletionCheck> with_neighbours() {
    const std::vector<double> of_segment = ratios();
    std::vector<DeletionCheck> checks;
    for (std::size_t at = 0; at < parts_.size(); ++at) {
      DeletionCheck& check = checks.emplace_back();
      check.part_no = parts_[at]->part_no;
      check.before = sum(parts_[at]->before);
      check.deleted = sum(parts_[at]->deleted);
      std::vector<double> near;
      double expected = 0;
      std::int64_t before = 0;
      std::int64_t deleted = 0;
      for (std::size_t other = 0; other < parts_.size(); ++other) {
        if (other == at || std::abs(parts_[other]->part_no - check.part_no) > rules_.neighbours_apart) continue;
        near.push_back(of_segment[other]);
        expected += expected_[other];
        before += sum(parts_[other]->before);
        deleted += sum(parts_[other]->deleted);
      }
      check.expected = expected_[at];
      if (near.empty()) continue;
      check.neighbours_share = static_cast<double>(deleted) / static_cast<double>(before);
      check.expected *= (median(std::move(near)) * expected + prior_of_segment) / (expected + prior_of_segment);
      check.expected = std::max(check.expected, expected_least);
    }
    return checks;
  }

  void judge(std::vector<DeletionCheck>& checks) const {
    std::vector<double> all_ratios;
    std::vector<double> all_expected;
    for (DeletionCheck& check : checks) {
      check.ratio = static_cast<double>(check.deleted) / check.expected;
      all_ratios.push_back(check.ratio);
      all_expected.push_back(check.expected);
    }
    const double variance = relative_variance(all_ratios, all_expected);
    std::vector<double> p_values;
    for (DeletionCheck& check : checks) {
      const Tails tails = tails_of(check.deleted, check.expected, variance);
      check.score = score_of(tails);
      p_values.push_back(std::min(1.0, 2 * std::min(tails.at_least, tails.at_most)));
    }
    const std::vector<double> rates = false_discovery_rates(p_values);
    for (std::size_t at = 0; at < checks.size(); ++at) {
      DeletionCheck& check = checks[at];
      check.false_alarm = rates[at];
      const double difference = static_cast<double>(check.deleted) - check.expected;
      if (check.false_alarm > rules_.false_alarm_max || std::abs(difference) < rules_.difference_least) continue;
      if (check.ratio >= rules_.ratio_many) check.unusual = Unusual::many;
      if (check.ratio <= rules_.ratio_few) check.unusual = Unusual::few;
    }
  }

  const UnusualRules& rules_;
  std::vector<const PartDeletions*> parts_;
  std::vector<double> expected_;
};

}  // namespace

std::vector<DeletionCheck> check_deletions(std::span<const PartDeletions> parts, const UnusualRules& rules) {
  return Segment(parts, rules).check();
}

}  // namespace boothwise::estimation
