#pragma once

#include <chrono>
#include <string>

namespace boothwise {

using Instant = std::chrono::sys_seconds;

/// "2026-11-23T10:00:00Z".
std::string iso_utc(Instant instant);

}  // namespace boothwise
