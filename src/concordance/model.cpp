#include <algorithm>
#include <cmath>
#include <vector>

#include "concordance/buildings.hpp"
#include "concordance/match.hpp"

namespace boothwise::concordance {

namespace {

/// Everything two buildings can agree on, counted.
constexpr std::size_t patterns =
    Agreement::place_levels * Agreement::kind_levels * Agreement::number_levels * Agreement::size_levels;

struct Levels {
  std::size_t place, kind, number, size;
};

std::size_t pattern_of(const Buildings::Pair& pair) {
  return ((pair.place * Agreement::kind_levels + pair.kind) * Agreement::number_levels + pair.number) *
             Agreement::size_levels +
         pair.size;
}

Levels levels_of(std::size_t pattern) {
  const std::size_t size = pattern % Agreement::size_levels;
  pattern /= Agreement::size_levels;
  const std::size_t number = pattern % Agreement::number_levels;
  pattern /= Agreement::number_levels;
  return {pattern / Agreement::kind_levels, pattern % Agreement::kind_levels, number, size};
}

/// Shares of the levels of one feature among matches and others, smoothed, as log ratios. The level that says "not
/// known" (the last, where `has_unknown`) says nothing.
template <std::size_t Size>
void set_ratios(std::array<double, Size>& ratios, const std::array<double, Size>& matches,
                const std::array<double, Size>& others, bool has_unknown) {
  constexpr double smooth = 1;
  const std::size_t known = has_unknown ? Size - 1 : Size;
  double match_sum = 0;
  double other_sum = 0;
  for (std::size_t level = 0; level < known; ++level) {
    match_sum += matches[level] + smooth;
    other_sum += others[level] + smooth;
  }
  for (std::size_t level = 0; level < known; ++level) {
    ratios[level] = std::log((matches[level] + smooth) / match_sum) - std::log((others[level] + smooth) / other_sum);
  }
  if (has_unknown) ratios.back() = 0;
}

}  // namespace

const Model& default_model() {
  static const Model model{{4.17, 3.51, 2.52, 1.39, -0.02, -2.45, -2.45, 0},
                           {0.48, -0.47, -2.21},
                           {2.05, -3.33, -3.79, -4.41, -5.18, -5.32, -6.59},
                           {1.68, -1.44, -2.11, 0},
                           -2.03};
  return model;
}

Model learn(std::span<const Segment> segments, unsigned rounds) {
  std::vector<double> seen(patterns, 0);
  for (const Segment& segment : segments) {
    const Buildings buildings(segment);
    for (const Buildings::Pair& pair : buildings.pairs()) ++seen[pattern_of(pair)];
  }
  Model model = default_model();
  for (unsigned round = 0; round < rounds; ++round) {
    std::array<double, Agreement::place_levels> place_m{}, place_u{};
    std::array<double, Agreement::kind_levels> kind_m{}, kind_u{};
    std::array<double, Agreement::number_levels> number_m{}, number_u{};
    std::array<double, Agreement::size_levels> size_m{}, size_u{};
    double matches = 0;
    double others = 0;
    for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
      if (seen[pattern] == 0) continue;
      const auto [place, kind, number, size] = levels_of(pattern);
      const double odds = model.prior + model.place[place] + model.kind[kind] + model.number[number] + model.size[size];
      const double match = seen[pattern] / (1 + std::exp(-odds));
      const double other = seen[pattern] - match;
      matches += match;
      others += other;
      place_m[place] += match, place_u[place] += other;
      kind_m[kind] += match, kind_u[kind] += other;
      number_m[number] += match, number_u[number] += other;
      size_m[size] += match, size_u[size] += other;
    }
    if (matches <= 0 || others <= 0) break;
    set_ratios(model.place, place_m, place_u, true);
    set_ratios(model.kind, kind_m, kind_u, false);
    set_ratios(model.number, number_m, number_u, false);
    set_ratios(model.size, size_m, size_u, true);
    model.prior = std::log(matches / others);
  }
  return model;
}

}  // namespace boothwise::concordance
