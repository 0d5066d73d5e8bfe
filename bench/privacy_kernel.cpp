// Draws noise, or releases a state's tables, and prints what that took, as name value lines.
// Usage: privacy_kernel samples SAMPLER NUMERATOR DENOMINATOR COUNT     SAMPLER: tables, rejection
//        privacy_kernel release BOOTHS TABLES CATEGORIES THREADS
// A state has 75 districts; a segment some 446 booths, a shakti kendra 6. One question a table, 12 to 200 receipts a
// booth.

#include "privacy/discrete_gaussian.hpp"
#include "privacy/rejection_sampler.hpp"
#include "privacy/release.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/random.hpp"

using namespace boothwise;
using namespace boothwise::privacy;

namespace {

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <typename Draw>
void time_samples(std::uint64_t count, const Draw& draw) {
  const double begun = seconds();
  double squares = 0;
  for (std::uint64_t at = 0; at < count; ++at) {
    const auto value = static_cast<double>(draw());
    squares += value * value;
  }
  const double took = seconds() - begun;
  std::printf("samples_per_second %.0f\nvariance %.4f\n", static_cast<double>(count) / took,
              squares / static_cast<double>(count));
}

void samples(const std::string& sampler, const Rational& variance, std::uint64_t count) {
  const auto bits = KeyedSource({}).stream(0);
  if (sampler == "rejection") return time_samples(count, [&] { return gaussian_by_rejection(variance, *bits); });
  const double begun = seconds();
  const DiscreteGaussian gaussian = DiscreteGaussian::of(variance).value();
  std::printf("tables_seconds %.6f\n", seconds() - begun);
  time_samples(count, [&] { return gaussian.draw(*bits); });
}

/// District by district, until `booths` booths are there.
AreaTree state(std::size_t booths) {
  constexpr std::size_t booths_a_district = 2400;
  constexpr std::size_t booths_a_segment = 446;
  constexpr std::size_t booths_a_kendra = 6;
  std::vector<Area> areas;
  const auto add = [&](Level level, AreaNo parent) {
    areas.push_back({AreaId(areas.size() + 1), level, parent});
    return static_cast<AreaNo>(areas.size() - 1);
  };
  AreaNo district = 0;
  AreaNo segment = 0;
  AreaNo kendra = 0;
  for (std::size_t booth = 0; booth < booths; ++booth) {
    const std::size_t in_district = booth % booths_a_district;
    const std::size_t in_segment = in_district % booths_a_segment;
    if (in_district == 0) district = add(Level::district, no_area);
    if (in_segment == 0) segment = add(Level::segment, district);
    if (in_segment % booths_a_kendra == 0) kendra = add(Level::shakti_kendra, segment);
    add(Level::booth, kendra);
  }
  return AreaTree::of(std::move(areas)).value();
}

CountedTable drawn_table(const AreaTree& areas, std::uint32_t id, std::size_t categories) {
  CountedTable table{TableId(id),
                     CategorySet::of(CategorySetId(id), RiskClass::coarse, categories).value(),
                     {1, 2, 3, 6},
                     std::vector<std::uint32_t>(areas.booths().size() * categories, 0)};
  RandomStream random = RandomStream(7).of(id);
  for (std::size_t booth = 0; booth < areas.booths().size(); ++booth) {
    for (auto receipts = 12 + random.next() % 188; receipts > 0; --receipts) {
      // Categories of very different size, as communities are.
      const auto category =
          static_cast<std::size_t>(random.uniform() * random.uniform() * static_cast<double>(categories));
      ++table.counts[booth * categories + category];
    }
  }
  return table;
}

void release_state(std::size_t booths, std::uint32_t tables, std::size_t categories, unsigned threads) {
  ReleaseRequest request{state(booths), WaveNo(1), {}};
  for (std::uint32_t table = 1; table <= tables; ++table)
    request.tables.push_back(drawn_table(request.areas, table, categories));
  const KeyedSource source({});
  const Floors floors;
  const double begun = seconds();
  const std::vector<Account> added = draw_noise(request, {}, source, threads).value();
  const double drawn = seconds();
  const Release made = release(request, {}, floors, source, threads).value();
  const double released = seconds();
  std::size_t numbers = 0;
  for (const Account& account : added) {
    for (const Charge& charge : account.charges) numbers += charge.noised.size();
  }
  std::size_t booths_shown = 0;
  std::size_t cells_shown = 0;
  for (const ReleasedTable& table : made.tables) {
    for (const AreaNo booth : request.areas.booths()) {
      booths_shown += table.base(booth) ? 1 : 0;
      for (std::size_t group = 0; group < categories; ++group) cells_shown += table.count(booth, group) ? 1 : 0;
    }
  }
  const auto of_all = static_cast<double>(booths * tables);
  std::printf("areas %zu\nnumbers %zu\nnoise_seconds %.3f\nrelease_seconds %.3f\n", request.areas.areas().size(),
              numbers, drawn - begun, released - drawn);
  std::printf("booth_bases_shown %.4f\nbooth_cells_shown %.4f\n", static_cast<double>(booths_shown) / of_all,
              static_cast<double>(cells_shown) / of_all / static_cast<double>(categories));
}

std::uint64_t number_at(char** argv, int at) { return std::strtoull(argv[at], nullptr, 10); }

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "samples" && argc == 6) {
    samples(argv[2], Rational(number_at(argv, 3), number_at(argv, 4)), number_at(argv, 5));
  } else if (what == "release" && argc == 6) {
    release_state(number_at(argv, 2), static_cast<std::uint32_t>(number_at(argv, 3)), number_at(argv, 4),
                  static_cast<unsigned>(number_at(argv, 5)));
  } else {
    return 2;
  }
}
