// Makes a synthetic state in memory and prints what it took: electors, rows, wall and CPU seconds as key=value.
// Usage: synthesis_kernel DATA_FOLDER ELECTORS THREADS

#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <mutex>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "services/synthesis_tables.hpp"
#include "synthesis/scribe.hpp"

using namespace boothwise;
using synthesis::Roll;

namespace {

/// Rows and bytes of text of one segment's mother rolls and supplements.
struct Made {
  std::int64_t people = 0, electors = 0, rows = 0, bytes = 0;
};

Made make(const synthesis::Vocabulary& vocabulary, const synthesis::State& state, std::size_t place) {
  const synthesis::Segment segment = synthesis::make_segment(vocabulary, state, place);
  synthesis::Scribe scribe(vocabulary, state, segment);
  Made made;
  made.people = static_cast<std::int64_t>(segment.people.size());
  const synthesis::TakeRow take = [&made](const synthesis::RollRow& row) {
    ++made.rows;
    made.bytes += static_cast<std::int64_t>(row.name.size() + row.relation_name.size() + row.house_no.size());
    return success();
  };
  for (const Roll roll : {Roll::earlier, Roll::later}) {
    for (const synthesis::PartOfRoll& part : segment.roll(roll).parts) {
      if (!scribe.mother_roll(roll, part, take) || !scribe.supplements(roll, part, take)) return made;
      if (roll == Roll::later) made.electors += synthesis::summary_of(segment, roll, part).electors();
    }
  }
  return made;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const auto vocabulary = services::load_vocabulary(argv[1]);
  const auto electors = parse_number<std::int64_t>(argv[2]);
  const auto threads = parse_number<unsigned>(argv[3]);
  if (!vocabulary || !electors || !threads) return 2;
  constexpr double electors_of_a_segment = 370'000;
  std::vector<synthesis::RealSegment> real;
  for (std::int32_t ac = 1; ac <= 403; ++ac) real.push_back({AcNo(ac), electors_of_a_segment});
  const auto state = synthesis::plan_state({}, *electors, real, {});
  if (!state) return 2;
  const auto begun = std::chrono::steady_clock::now();
  Made all;
  std::mutex lock;
  parallel_for(*threads, state->segments.size(), [&](std::size_t place, unsigned /*thread*/) {
    const Made made = make(*vocabulary, *state, place);
    const std::scoped_lock adding(lock);
    all.people += made.people;
    all.electors += made.electors;
    all.rows += made.rows;
    all.bytes += made.bytes;
  });
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
  std::printf("electors=%lld people=%lld rows=%lld bytes=%lld segments=%zu wall_s=%.3f cpu_s=%.3f\n",
              static_cast<long long>(all.electors), static_cast<long long>(all.people),
              static_cast<long long>(all.rows), static_cast<long long>(all.bytes), state->segments.size(), wall.count(),
              static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
  return 0;
}
