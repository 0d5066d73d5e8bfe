#include "reports/colour.hpp"

#include <algorithm>
#include <cmath>

namespace boothwise::reports {

namespace {

double linear(double part) {
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);  // sRGB, IEC 61966-2-1
}

double luminance(const Colour& colour) {
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

}  // namespace

double contrast(const Colour& one, const Colour& other) {
  const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

Colour readable_on(const Colour& ground) {
  return contrast(tokens::ink, ground) >= contrast(tokens::white, ground) ? tokens::ink : tokens::white;
}

}  // namespace boothwise::reports
