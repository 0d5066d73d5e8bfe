#pragma once

namespace boothwise {

/// Whether a number lies between two others, both included; what is no number lies nowhere.
constexpr bool is_within(double value, double least, double most) { return value >= least && value <= most; }

}  // namespace boothwise
