#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/places.hpp"
#include "synthesis/settings.hpp"

namespace boothwise::synthesis {

/// A real segment and how many electors it is thought to have, before a synthetic state is laid over it.
struct RealSegment {
  AcNo ac;
  double electors = 0;
};

/// A segment to be made up.
struct SegmentSize {
  AcNo ac;
  std::uint32_t households = 0;
};

/// All that determines a synthetic state; each segment follows from it alone.
struct State {
  Settings settings;
  std::vector<SegmentSize> segments;  ///< in order of their numbers
};

constexpr std::int64_t electors_most = 200'000'000;  ///< of a state
constexpr std::int64_t segment_electors_most = 2'000'000;

/// Spreads `electors` (of the later roll, about: within some 3 %) over `wanted` segments in proportion to their real
/// electors. With none wanted, as many segments are taken as hold about so many really, from one on that the seed
/// picks, so that they are neighbours by number. Errors: `too_few_electors`, `too_many_electors`, `segment_unknown`,
/// and those of `check`.
Result<State> plan_state(const Settings& settings, std::int64_t electors, std::span<const RealSegment> real,
                         std::span<const AcNo> wanted);

/// Numbers of EPIC series that no office issues: letters ZZ and any third; in a state so large that these do not do
/// (over some 20 million electors) also ZY, ZW and ZV; ZX if `reissued`. Different for different people of a state, but
/// for reissued ones of such large states, of which a few meet.
class EpicSeries {
 public:
  explicit EpicSeries(const State& state);
  static constexpr std::size_t length = 10;
  /// REQUIRES: member < members_most, household below that of the segment.
  void write(std::size_t segment, std::uint32_t household, std::uint32_t member, bool reissued, char* number) const;

 private:
  std::vector<std::uint64_t> first_;  // number of each segment, and one beyond the last
};

}  // namespace boothwise::synthesis
