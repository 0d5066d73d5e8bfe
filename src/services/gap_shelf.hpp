#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace boothwise::services {

/// What lacks in a unit and below: docs/api.md#organisation.
struct GapCounts {
  std::int64_t booths = 0, uncovered = 0, without_agent = 0, unlisted = 0;
  std::set<std::string> sets;  ///< of booths that were looked at
};

/// Counts of one manifest's booths, kept as long as the organisation's version in the store is the same. Thread-safe.
class GapShelf {
 public:
  [[nodiscard]] std::optional<GapCounts> find(std::int64_t version, std::int64_t unit) const {
    const std::scoped_lock lock(mutex_);
    const auto found = counts_.find(unit);
    return version == version_ && found != counts_.end() ? std::optional(found->second) : std::nullopt;
  }
  /// `version`: read before counting.
  void keep(std::int64_t version, std::int64_t unit, const GapCounts& counts) {
    constexpr std::size_t units_most = 10000;
    const std::scoped_lock lock(mutex_);
    if (version < version_) return;
    if (version > version_ || counts_.size() >= units_most) counts_.clear();
    version_ = version;
    counts_[unit] = counts;
  }

 private:
  mutable std::mutex mutex_;
  std::int64_t version_ = -1;
  std::map<std::int64_t, GapCounts> counts_;
};

}  // namespace boothwise::services
