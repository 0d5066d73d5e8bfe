#pragma once

#include <cstddef>
#include <functional>

namespace boothwise {

/// Runs `work(part, thread)` for every part from 0 to `parts` - 1 on up to `threads` threads (the caller's among them);
/// `thread` counts from 0. Which thread takes which part is not determined, so results must not depend on it. An
/// exception ends the work and is thrown again here once all threads have stopped.
void parallel_for(unsigned threads, std::size_t parts,
                  const std::function<void(std::size_t part, unsigned thread)>& work);

}  // namespace boothwise
