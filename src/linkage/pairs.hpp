#pragma once

#include "linkage/table.hpp"

namespace boothwise::linkage {

/// A pair and its evidence. In two tables `left` is of the left one; in one, the earlier record.
struct Link {
  RecordNo left = 0;
  RecordNo right = 0;
  float weight = 0;  ///< bits
  float probability = 0;

  friend bool operator==(const Link&, const Link&) = default;
};

/// What a person said of a pair; the order of the two does not matter.
struct Decision {
  RecordNo left = 0;
  RecordNo right = 0;
  bool same = false;

  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace boothwise::linkage
