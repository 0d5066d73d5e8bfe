// Spreads units of effort over the booths of a state that is made up, and prints what that took, as name value lines.
// Usage: booth_effort_kernel BOOTHS UNITS SEED ROUNDS FILE
// 80 seats, 403 segments, at most 5 units a booth; each seat has its share of the units, no segment more than a third
// of its seat's. FILE gets the problem for the peers.

#include "planning/booth_effort.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numeric>

#include "base/random.hpp"

using namespace boothwise;
using namespace boothwise::planning;

namespace {

constexpr std::size_t seats = 80;
constexpr std::size_t segments = 403;

BoothEffort made(std::size_t booths, std::uint64_t units, std::uint64_t seed) {
  RandomStream random(seed);
  BoothEffort effort;
  effort.half_units = 2;
  effort.areas.push_back({units, {}});
  std::vector<double> weight;
  for (std::size_t seat = 0; seat < seats; ++seat) weight.push_back(random.uniform());
  const double all = std::accumulate(weight.begin(), weight.end(), 0.0);
  for (std::size_t seat = 0; seat < seats; ++seat)
    effort.areas.push_back({static_cast<std::uint64_t>(static_cast<double>(units) * weight[seat] / all), 0});
  for (std::size_t segment = 0; segment < segments; ++segment) {
    const std::size_t seat = 1 + segment % seats;
    effort.areas.push_back({effort.areas[seat].units_most / 3, seat});
  }
  constexpr std::uint32_t units_a_booth_most = 5;
  for (std::size_t booth = 0; booth < booths; ++booth) {
    const double electors = 300 + 1200 * random.uniform();
    const double movable = electors * (0.02 + 0.1 * random.uniform());
    effort.booths.push_back(
        {movable / 2, std::floor(electors * 0.4 * random.uniform()), units_a_booth_most, 1 + seats + booth % segments});
  }
  return effort;
}

/// Half of the votes first; areas as cap and the area around; booths as votes, most, units and area.
void write(const BoothEffort& effort, const char* path) {
  std::ofstream file(path);
  file.precision(17);
  file << effort.half_units << ' ' << effort.areas.size() << ' ' << effort.booths.size() << '\n';
  for (const EffortArea& area : effort.areas)
    file << area.units_most << ' ' << (area.within ? static_cast<std::int64_t>(*area.within) : -1) << '\n';
  for (const BoothResponse& booth : effort.booths)
    file << booth.votes << ' ' << booth.votes_most << ' ' << booth.units_most << ' ' << booth.area << '\n';
}

/// As the kernel compares: the sum of units' gains in whole thousandths of a vote.
std::int64_t thousandths(const BoothEffort& effort, const BoothUnits& units) {
  std::int64_t sum = 0;
  for (std::size_t booth = 0; booth < units.size(); ++booth) {
    for (std::uint32_t unit = 0; unit < units[booth]; ++unit) {
      sum += std::llround(1000 * (votes_gained(effort.booths[booth], effort.half_units, unit + 1) -
                                  votes_gained(effort.booths[booth], effort.half_units, unit)));
    }
  }
  return sum;
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const auto number = [argv](int at) { return std::strtoull(argv[at], nullptr, 10); };
  const BoothEffort effort = made(number(1), number(2), number(3));
  write(effort, argv[5]);
  for (std::uint64_t round = number(4); round > 0; --round) {
    const double begun = seconds();
    const auto plan = best_over_booths(effort);
    const double took = seconds() - begun;
    if (!plan) return 1;
    std::printf("seconds %.6f\nunits %llu\nthousandths %lld\n", took, std::accumulate(plan->begin(), plan->end(), 0ULL),
                static_cast<long long>(thousandths(effort, *plan)));
  }
}
