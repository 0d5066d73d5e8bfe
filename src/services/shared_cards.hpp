#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// EPIC numbers that stand in the rolls of more than one district. They are told apart by 56 bits of their hash: of a
/// state's 150 million another one is taken for shared with a probability of about 2e-9 times how many are shared.
class SharedCards {
 public:
  /// Reads a revision's numbers, those of struck entries and of corrections too. `districts` are numbered by segment,
  /// below 2^16 - 1. On the way 8 bytes a number are held. Errors: those of reading; `stopped`.
  static Result<SharedCards> read(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                  const std::string& revision, const std::map<AcNo, std::size_t>& districts,
                                  unsigned threads, Progress& progress);

  [[nodiscard]] bool contains(std::string_view epic_no) const;
  [[nodiscard]] bool empty() const { return keys_.empty(); }

 private:
  /// Keys in order.
  explicit SharedCards(std::vector<std::uint64_t> keys);
  /// Where a key's mark stands in `marks_`, which has a power of two of them.
  [[nodiscard]] std::size_t word_of(std::uint64_t key) const { return key / 64 & (marks_.size() - 1); }

  std::vector<std::uint64_t> keys_;   // sorted
  std::vector<std::uint64_t> marks_;  // 16 to 32 a key, so that most that are not shared are told by one look
};

}  // namespace boothwise::services
