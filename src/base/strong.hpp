#pragma once

#include <compare>
#include <cstddef>
#include <functional>

namespace boothwise {

/// A number with a meaning: a PcNo is no AcNo, and neither adds up. `Tag` only tells them apart.
template <typename Tag, typename Number>
struct Strong {
  Number value{};

  constexpr Strong() = default;
  constexpr explicit Strong(Number number) : value(number) {}
  friend constexpr auto operator<=>(const Strong&, const Strong&) = default;
};

}  // namespace boothwise

template <typename Tag, typename Number>
struct std::hash<boothwise::Strong<Tag, Number>> {
  std::size_t operator()(const boothwise::Strong<Tag, Number>& strong) const noexcept {
    return std::hash<Number>{}(strong.value);
  }
};
