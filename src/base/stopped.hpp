#pragma once

#include "base/result.hpp"

namespace boothwise {

/// What work that was asked to stop ends with; what it kept before stays.
inline Error stopped_as_asked() {
  return Error{ErrorKind::stopped, "stopped", {"stopped as asked", "कहे अनुसार रोका गया"}};
}

/// The same where the work leaves nothing behind.
inline Error stopped_unwritten() {
  return Error{ErrorKind::stopped, "stopped", {"stopped; nothing was written", "रोका गया; कुछ नहीं लिखा गया"}};
}

}  // namespace boothwise
