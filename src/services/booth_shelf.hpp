#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.hpp"
#include "domain/elections.hpp"
#include "warehouse/booth_sheets.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

/// The booth sheets of one manifest's elections. Those that were fetched are answered from memory, others are read
/// segment by segment. Thread-safe.
class BoothShelf {
 public:
  /// The stations of a segment, in order. Errors: `warehouse_failed`.
  Result<std::vector<warehouse::Station>> segment(warehouse::Reader& reader, const ElectionId& election, AcNo ac) const;
  /// Reads all sheets of an election and keeps them.
  Status fetch(warehouse::Reader& reader, const ElectionId& election);

 private:
  mutable std::mutex mutex_;
  std::map<ElectionId, std::shared_ptr<const warehouse::BoothSheets>> fetched_;
};

}  // namespace boothwise::services
