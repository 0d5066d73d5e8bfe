#pragma once

#include <cstdint>

namespace boothwise::reports {

/// A colour without transparency; each part 0 to 1.
struct Colour {
  double red = 0;
  double green = 0;
  double blue = 0;

  friend bool operator==(const Colour&, const Colour&) = default;
};

/// 0x0b5c63.
constexpr Colour rgb(std::uint32_t code) {
  constexpr double most = 255;
  return {static_cast<double>((code >> 16U) & 0xFFU) / most, static_cast<double>((code >> 8U) & 0xFFU) / most,
          static_cast<double>(code & 0xFFU) / most};
}

/// Contrast of two colours by WCAG 2.2 (1 to 21).
double contrast(const Colour& one, const Colour& other);

/// Colours of paper: the light ones of the pages (web/src/lib/style/tokens.css).
namespace tokens {
inline constexpr Colour white = rgb(0xffffff);
inline constexpr Colour paper = rgb(0xfbfaf6);
inline constexpr Colour sunk = rgb(0xf1efe7);
inline constexpr Colour ink = rgb(0x1a1f22);
inline constexpr Colour muted = rgb(0x545b60);
inline constexpr Colour line = rgb(0xd9d5c9);
inline constexpr Colour line_strong = rgb(0x8b8a82);
inline constexpr Colour accent = rgb(0x0b5c63);
inline constexpr Colour accent_soft = rgb(0xdcebea);
inline constexpr Colour warn = rgb(0x7a4a00);
inline constexpr Colour warn_soft = rgb(0xfbeccb);
inline constexpr Colour class_lost = rgb(0x561a3b);
inline constexpr Colour class_narrow = rgb(0xb5543a);
inline constexpr Colour class_weak = rgb(0xe6b163);
inline constexpr Colour class_strong = rgb(0xd5e7e3);
inline constexpr Colour class_none = rgb(0xffffff);
inline constexpr Colour bar_side = rgb(0x0b5c63);
inline constexpr Colour bar_rival = rgb(0x8d8a80);
inline constexpr Colour bar_other = rgb(0xdedad0);
}  // namespace tokens

/// What can be read on `ground`: ink or white, whichever has more contrast.
Colour readable_on(const Colour& ground);

}  // namespace boothwise::reports
