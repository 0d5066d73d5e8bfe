#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "warehouse/manifest.hpp"

namespace boothwise::services {

/// What lacks in a unit and below: docs/api.md#organisation.
struct GapCounts {
  std::int64_t booths = 0, uncovered = 0, without_agent = 0, unlisted = 0;
  std::set<std::string> sets;  ///< of booths that were looked at
};

/// What a count depends on: the booths that are here, and the organisation's version in the store.
struct GapsOf {
  std::shared_ptr<const warehouse::Manifest> manifest;
  std::int64_t version = 0;
  friend bool operator==(const GapsOf&, const GapsOf&) = default;
};

/// Counts kept as long as what they depend on is the same. Thread-safe.
class GapShelf {
 public:
  [[nodiscard]] std::optional<GapCounts> find(const GapsOf& of, std::int64_t unit) const {
    const std::scoped_lock lock(mutex_);
    const auto found = counts_.find(unit);
    return of == of_ && found != counts_.end() ? std::optional(found->second) : std::nullopt;
  }
  /// `of`: read before counting.
  void keep(const GapsOf& of, std::int64_t unit, const GapCounts& counts) {
    constexpr std::size_t units_most = 10000;
    const std::scoped_lock lock(mutex_);
    if (of != of_ || counts_.size() >= units_most) counts_.clear();
    of_ = of;
    counts_[unit] = counts;
  }

 private:
  mutable std::mutex mutex_;
  GapsOf of_;
  std::map<std::int64_t, GapCounts> counts_;
};

}  // namespace boothwise::services
