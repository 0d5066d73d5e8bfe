#include "planning/booth_effort.hpp"

#include "planning/best_steps.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace boothwise::planning {

namespace {

Status check(const BoothEffort& effort) {
  bool fits = std::isfinite(effort.half_units) && effort.half_units > 0;
  for (std::size_t area = 0; area < effort.areas.size(); ++area) {
    const auto& within = effort.areas[area].within;
    fits = fits && (!within || *within < area);
  }
  constexpr double votes_bound = 1e9;
  for (const BoothResponse& booth : effort.booths) {
    fits = fits && booth.votes >= 0 && booth.votes <= votes_bound && booth.votes_most >= 0;
    fits = fits && booth.units_most <= booth_units_bound && booth.area < effort.areas.size();
  }
  if (fits) return success();
  return Error{ErrorKind::bad_input,
               "effort_malformed",
               {"expected votes of at least 0, at most " + std::to_string(booth_units_bound) +
                    " units a booth, and areas that come after the ones that hold them",
                "मत 0 या अधिक, हर बूथ पर अधिकतम " + std::to_string(booth_units_bound) +
                    " इकाइयाँ, और हर क्षेत्र अपने बड़े क्षेत्र के बाद चाहिए"}};
}

/// Units given so far and what the caps still leave.
class Giving {
 public:
  explicit Giving(const BoothEffort& effort) : effort_(effort), units_(effort.booths.size(), 0) {
    for (const EffortArea& area : effort.areas) left_.push_back(area.units_most);
  }

  [[nodiscard]] const BoothUnits& units() const { return units_; }

  /// One unit more to the booth; false where a cap leaves no room.
  bool give(std::size_t booth) {
    const BoothResponse& to = effort_.booths[booth];
    if (units_[booth] >= to.units_most) return false;
    for (std::optional<std::size_t> area = to.area; area; area = effort_.areas[*area].within) {
      if (left_[*area] == 0) return false;
    }
    for (std::optional<std::size_t> area = to.area; area; area = effort_.areas[*area].within) --left_[*area];
    ++units_[booth];
    return true;
  }

 private:
  const BoothEffort& effort_;
  std::vector<std::uint64_t> left_;  // by area
  BoothUnits units_;
};

std::uint32_t units_most(const BoothEffort& effort) {
  std::uint32_t most = 0;
  for (const BoothResponse& booth : effort.booths) most = std::max(most, booth.units_most);
  return most;
}

/// The part of a booth's votes that so many units reach.
double reached(double half_units, std::uint32_t units) {
  return 1 - std::exp2(-static_cast<double>(units) / half_units);
}

/// 0 to `count` - 1 in an order whose every beginning lies evenly over the whole: numbers with their bits reversed (van
/// der Corput).
std::vector<std::size_t> evenly_spread(std::size_t count) {
  std::vector<std::size_t> order;
  order.reserve(count);
  const std::size_t whole = std::bit_ceil(count);
  for (std::size_t at = 0, reversed = 0; at < whole; ++at) {
    if (reversed < count) order.push_back(reversed);
    std::size_t bit = whole / 2;
    for (; (reversed & bit) != 0; bit /= 2) reversed ^= bit;
    reversed |= bit;
  }
  return order;
}

}  // namespace

Result<BoothUnits> best_over_booths(const BoothEffort& effort) {
  BOOTHWISE_CHECK(check(effort));
  std::vector<double> parts;
  for (std::uint32_t units = 0; units <= units_most(effort); ++units)
    parts.push_back(reached(effort.half_units, units));
  Giving giving(effort);
  // Whole thousandths of a vote: ties are ties, whatever the last bit of a power is.
  const auto next = [&](std::size_t booth) -> std::int64_t {
    const BoothResponse& at = effort.booths[booth];
    const std::uint32_t units = giving.units()[booth];
    if (units >= at.units_most) return 0;
    const auto after = [&](std::uint32_t given) { return std::min(at.votes * parts[given], at.votes_most); };
    return std::llround((after(units + 1) - after(units)) * 1000);
  };
  take_best_steps(effort.booths.size(), next, [&](std::size_t booth) { return giving.give(booth); });
  return giving.units();
}

BoothUnits equal_over_booths(const BoothEffort& effort) {
  Giving giving(effort);
  const std::vector<std::size_t> order = evenly_spread(effort.booths.size());
  bool given = true;
  while (given) {
    given = false;
    for (const std::size_t booth : order) given = giving.give(booth) || given;
  }
  return giving.units();
}

BoothUnits booths_in_order(const BoothEffort& effort, std::span<const std::size_t> order) {
  Giving giving(effort);
  for (const std::size_t booth : order) {
    while (giving.give(booth)) continue;
  }
  return giving.units();
}

double votes_gained(const BoothResponse& booth, double half_units, std::uint32_t units) {
  return std::min(booth.votes * reached(half_units, units), booth.votes_most);
}

}  // namespace boothwise::planning
