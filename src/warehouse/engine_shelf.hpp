#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "warehouse/engine.hpp"

namespace boothwise::warehouse {

/// Engines of many small warehouses, of which only so many are open at once: the least recently used is closed for a
/// new one. One that still answers stays until its last connection is gone. Thread-safe.
class EngineShelf {
 public:
  /// REQUIRES: open_most > 0.
  explicit EngineShelf(std::size_t open_most) : open_most_(open_most) {}
  /// The engine of `name`, opened if it is not. Errors: those of Engine::open.
  Result<std::shared_ptr<Engine>> engine(const std::string& name, const EngineOptions& options);
  /// Closes it, if it is open.
  void close(const std::string& name);
  [[nodiscard]] std::size_t open() const;

 private:
  std::size_t open_most_;
  mutable std::mutex mutex_;
  std::list<std::pair<std::string, std::shared_ptr<Engine>>> engines_;  // last used first
};

}  // namespace boothwise::warehouse
