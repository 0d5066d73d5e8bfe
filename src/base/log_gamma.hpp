#pragma once

#include <math.h>  // NOLINT(modernize-deprecated-headers): lgamma_r is POSIX's, <cmath> does not promise it

namespace boothwise {

/// ln Γ(x), x > 0. std::lgamma also writes the sign into a variable that all threads share.
inline double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

}  // namespace boothwise
