#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace boothwise {

/// What several threads bring at the same time, done by one of them in one go: whoever comes while nothing is under way
/// does what waits, its own with it, and the others find theirs done (a group commit). Thread-safe.
template <typename Item>
class Gathering {
 public:
  /// Returns when `mine` was in a batch that `work` has done, here or in another thread. `work` is given the items that
  /// wait, in the order in which they came, and has them for itself. REQUIRES: `work` does not throw.
  template <typename Work>
  void take_part(Item& mine, const Work& work) {
    Place own{&mine};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&own);
    changed_.wait(lock, [&] { return own.done || !busy_; });
    if (own.done) return;
    busy_ = true;
    const std::vector<Place*> batch = std::exchange(waiting_, {});
    lock.unlock();
    std::vector<Item*> items;
    items.reserve(batch.size());
    for (const Place* place : batch) items.push_back(place->item);
    work(items);
    lock.lock();
    for (Place* place : batch) place->done = true;
    busy_ = false;
    changed_.notify_all();
  }

 private:
  struct Place {
    Item* item;
    bool done = false;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Place*> waiting_;
  bool busy_ = false;
};

}  // namespace boothwise
