// How fast names are keyed and compared, on one core. Usage: names_speed PAIRS.csv, whose first columns are names in
// Latin and Devanagari. bench/run_names drives it.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "intake/table.hpp"
#include "names/names.hpp"

namespace {

using namespace boothwise;

struct Pair {
  std::string latin;
  std::string devanagari;
};

std::vector<Pair> read(const char* file) {
  std::vector<Pair> pairs;
  auto table = intake::open_table(file);
  if (!table) return pairs;
  intake::Row row;
  for (auto more = (*table)->next(row); more && *more; more = (*table)->next(row))
    pairs.push_back({std::string(row.cells[0]), std::string(row.cells[1])});
  return pairs;
}

/// Millions of a thing done in a second: `work` does `count` of them, again and again for a second or more.
template <typename Work>
double millions_per_second(std::size_t count, const Work& work) {
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  double done = 0;
  std::chrono::duration<double> took{};
  do {
    work();
    done += static_cast<double>(count);
    took = Clock::now() - begun;
  } while (took.count() < 1);
  return done / took.count() / 1e6;
}

void measure_speed(const std::vector<Pair>& pairs) {
  std::vector<std::string> list;
  for (const Pair& pair : pairs) list.insert(list.end(), {pair.latin, pair.devanagari});
  std::uint64_t sum = 0;
  const double keys = millions_per_second(list.size(), [&] {
    for (const std::string& name : list) {
      const names::TokenKeys of_name = names::keys_of(names::sounds_of(name));
      sum += of_name.all().size();
    }
  });
  std::vector<names::Heard> heard;
  heard.reserve(list.size());
  for (const std::string& name : list) heard.emplace_back(names::sounds_of(name));
  const std::size_t shift = heard.size() / 3;
  const double alike = millions_per_second(heard.size(), [&] {
    for (std::size_t at = 0; at < heard.size(); ++at)
      sum += names::similarity(heard[at], heard[(at + shift) % heard.size()], 0) > 0.9 ? 1 : 0;
  });
  std::printf("keys_millions_per_second %.2f\nsimilarity_millions_per_second %.2f\nchecksum %llu\n", keys, alike,
              static_cast<unsigned long long>(sum));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: names_speed PAIRS.csv\n");
    return 2;
  }
  const std::vector<Pair> pairs = read(argv[1]);
  if (pairs.empty()) {
    std::fprintf(stderr, "%s: no pairs\n", argv[1]);
    return 2;
  }
  measure_speed(pairs);
  return 0;
}
