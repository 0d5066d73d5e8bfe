// How fast names are keyed and compared, on one core, and how well keys find a name in the other script. Usage:
// names_speed PAIRS.csv [MORE.csv …], whose columns are names in Latin, in Devanagari and, if there is a third, how
// often they were written so; speed is measured on the first file. bench/run_names drives it.

#include "support/key_quality.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "intake/table.hpp"
#include "names/names.hpp"

namespace {

using namespace boothwise;

using test::NamePair;

std::vector<NamePair> read(const char* file) {
  std::vector<NamePair> pairs;
  auto table = intake::open_table(file);
  if (!table) return pairs;
  intake::Row row;
  for (auto more = (*table)->next(row); more && *more; more = (*table)->next(row)) {
    const double count = row.cells.size() < 3 ? 1 : static_cast<double>(parse_number<int>(row.cells[2]).value_or(1));
    pairs.push_back({std::string(row.cells[0]), std::string(row.cells[1]), count});
  }
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

void measure_speed(const std::vector<NamePair>& pairs) {
  std::vector<std::string> list;
  for (const NamePair& pair : pairs) list.insert(list.end(), {pair.latin, pair.devanagari});
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
  if (argc < 2) {
    std::fprintf(stderr, "usage: names_speed PAIRS.csv [MORE.csv ...]\n");
    return 2;
  }
  for (int file = 1; file < argc; ++file) {
    const std::vector<NamePair> pairs = read(argv[file]);
    if (pairs.empty()) {
      std::fprintf(stderr, "%s: no pairs\n", argv[file]);
      return 2;
    }
    if (file == 1) measure_speed(pairs);
    const test::KeyQuality quality = test::key_quality_of(pairs);
    std::printf("recall_%d %.4f\nbucket_%d %.2f\ntop_1_%d %.4f\n", file, quality.recall, file, quality.mean_bucket,
                file, quality.top_1);
  }
  return 0;
}
