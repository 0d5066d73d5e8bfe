#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace boothwise {

void parallel_for(unsigned threads, std::size_t parts,
                  const std::function<void(std::size_t part, unsigned thread)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failure_lock;
  const auto run = [&](unsigned thread) {
    try {
      for (std::size_t part = next++; part < parts; part = next++) work(part, thread);
    } catch (...) {
      const std::lock_guard lock(failure_lock);
      if (!failure) failure = std::current_exception();
      next = parts;
    }
  };
  const auto wanted =
      static_cast<unsigned>(std::min<std::size_t>(std::max(threads, 1U), std::max<std::size_t>(parts, 1)));
  {
    std::vector<std::jthread> others;
    others.reserve(wanted - 1);
    for (unsigned thread = 1; thread < wanted; ++thread) others.emplace_back(run, thread);
    run(0);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace boothwise
