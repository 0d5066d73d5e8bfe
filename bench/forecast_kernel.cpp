// What bench/run_forecast measures: simulated elections of 80 seats and 4 blocs with the full error model (region,
// Matérn field, Student's local errors, the state's own error). Usage: forecast_kernel ELECTIONS counted|exact. Prints
// seconds.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "forecast/forecast.hpp"

namespace {

using namespace boothwise::forecast;

/// The world that bench/peers/forecast.py makes too.
struct World {
  Contest contest;
  Ready ready;
  Table expected;
  StateShares state;
};

World world() {
  constexpr std::size_t seats = 80;
  constexpr std::size_t blocs = 4;
  World made;
  Geography geography;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    geography.east_km.push_back(65.0 * static_cast<double>(seat % 10));
    geography.north_km.push_back(50.0 * static_cast<double>(seat / 10));
    geography.region.push_back(static_cast<int>((seat % 10) / 4 + 3 * (seat / 40)));
  }
  Fitted fitted;
  fitted.draws = {Parameters{}};
  made.ready = make_ready(std::move(fitted), geography, std::vector<double>(seats, 1.0), 1);
  made.contest.blocs = blocs;
  made.contest.stands = Table(seats, blocs, 1.0);
  made.contest.valid_votes.assign(seats, 1.0);
  made.expected = Table(seats, blocs);
  const double level[blocs] = {0.42, 0.34, 0.16, 0.08};
  for (std::size_t seat = 0; seat < seats; ++seat) {
    for (std::size_t bloc = 0; bloc < blocs; ++bloc)
      made.expected.at(seat, bloc) = level[bloc] + 0.08 * std::sin(static_cast<double>(seat * 4 + bloc));
  }
  made.state = state_shares(Mode::no_polls, level, {}, {}, 1);
  return made;
}

}  // namespace

int main(int argc, char** argv) {
  const World made = world();
  SimulationSettings settings;
  settings.elections = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  settings.counts = argc > 2 && std::string_view(argv[2]) == "exact" ? SeatCounts::exact : SeatCounts::counted;
  settings.kept = 0;
  const Table whole(80, 4, 1.0);
  const auto begun = std::chrono::steady_clock::now();
  const Simulated simulated = simulate_expected(made.contest, {made.expected}, {{0.07, 0.07, 0.06, 0.05}}, made.ready,
                                                made.state, whole, settings);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  double seats = 0;
  for (std::size_t seat = 0; seat < 80; ++seat) seats += simulated.wins.at(seat, 0);
  std::printf("seconds %.6f\nelections %zu\nseats %.4f\nall %.3e\n", seconds, simulated.elections, seats,
              simulated.all[0]);
  return 0;
}
