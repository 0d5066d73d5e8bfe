#pragma once

#include <condition_variable>
#include <exception>
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
  /// wait, in the order in which they came, and has them for itself. What it throws, all of its batch throw.
  template <typename Work>
  void take_part(Item& mine, const Work& work) {
    Place own{&mine};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&own);
    if (busy_) own.woken.wait(lock, [&own] { return own.done || own.leads; });
    if (!own.done) do_all(lock, work);
    lock.unlock();
    if (own.failure) std::rethrow_exception(own.failure);
  }

 private:
  struct Place {
    Item* item;
    bool done = false;
    bool leads = false;  ///< does what waits, as the batch before is done
    std::exception_ptr failure{};
    std::condition_variable woken{};
  };

  template <typename Work>
  void do_all(std::unique_lock<std::mutex>& lock, const Work& work) {
    busy_ = true;
    const std::vector<Place*> batch = std::exchange(waiting_, {});
    lock.unlock();
    std::vector<Item*> items;
    items.reserve(batch.size());
    for (const Place* place : batch) items.push_back(place->item);
    std::exception_ptr failure;
    try {
      work(items);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    for (Place* place : batch) {
      place->failure = failure;
      place->done = true;
      place->woken.notify_one();
    }
    busy_ = !waiting_.empty();
    if (busy_) {
      waiting_.front()->leads = true;
      waiting_.front()->woken.notify_one();
    }
  }

  std::mutex mutex_;
  std::vector<Place*> waiting_;
  bool busy_ = false;
};

}  // namespace boothwise
