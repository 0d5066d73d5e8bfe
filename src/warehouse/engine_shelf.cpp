#include "warehouse/engine_shelf.hpp"

#include <algorithm>

namespace boothwise::warehouse {

Result<std::shared_ptr<Engine>> EngineShelf::engine(const std::string& name, const EngineOptions& options) {
  std::shared_ptr<Engine> closing;  // outside the lock: closing takes a while
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(engines_, name, &decltype(engines_)::value_type::first);
  if (found != engines_.end()) {
    engines_.splice(engines_.begin(), engines_, found);
    return engines_.front().second;
  }
  if (engines_.size() >= open_most_) {
    closing = std::move(engines_.back().second);
    engines_.pop_back();
  }
  BOOTHWISE_TRY(opened, Engine::open(options));
  engines_.emplace_front(name, std::move(opened));
  return engines_.front().second;
}

void EngineShelf::close(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(engines_, [&](const auto& entry) { return entry.first == name; });
}

std::size_t EngineShelf::open() const {
  const std::scoped_lock lock(mutex_);
  return engines_.size();
}

}  // namespace boothwise::warehouse
