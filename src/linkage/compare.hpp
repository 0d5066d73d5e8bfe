#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// How far two values agree: 0 = one of them is missing, 1 = the same, then less and less up to `levels_of`.
using Level = std::uint8_t;

/// Levels of a kind of comparison, the missing one not counted.
Level levels_of(CompareAs as);
/// What a level says, for explanations: "one letter differs".
Bilingual describe(CompareAs as, Level level);

/// The levels of all comparisons of a pair, three bits each, the first comparison lowest.
using Pattern = std::uint64_t;
constexpr unsigned level_bits = 3;
constexpr std::size_t comparisons_max = 21;
constexpr Level level_in(Pattern pattern, std::size_t comparison) {
  return static_cast<Level>((pattern >> (level_bits * comparison)) & 7U);
}

/// Compares pairs of records. Remembers what it compared lately, so each thread has its own; the answers do not depend
/// on it. Quickest where many pairs in a row have the same left record.
class Comparer {
 public:
  explicit Comparer(const Prepared& prepared);
  ~Comparer();
  Comparer(Comparer&&) noexcept;
  Comparer& operator=(Comparer&&) = delete;

  Pattern compare(RecordNo left, RecordNo right);

  /// Step by step, for those who may stop early: `begin` a pair, then ask for what is wanted.
  void begin(RecordNo left, RecordNo right);
  /// The level, where the two values being equal, missing or numbers tells it at once.
  [[nodiscard]] std::optional<Level> level_at_once(std::size_t comparison) const;
  /// The level of any comparison.
  Level level(std::size_t comparison);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace boothwise::linkage
