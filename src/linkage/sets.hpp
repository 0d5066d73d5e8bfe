#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "linkage/table.hpp"

namespace boothwise::linkage {

/// Records joined step by step; each set is named by its lowest record.
class Sets {
 public:
  explicit Sets(std::size_t records) : parent_(records) { std::iota(parent_.begin(), parent_.end(), RecordNo{0}); }

  RecordNo of(RecordNo record) {
    while (parent_[record] != record) {
      parent_[record] = parent_[parent_[record]];
      record = parent_[record];
    }
    return record;
  }
  void join(RecordNo one, RecordNo other) {
    one = of(one);
    other = of(other);
    parent_[std::max(one, other)] = std::min(one, other);
  }

 private:
  std::vector<RecordNo> parent_;
};

}  // namespace boothwise::linkage
