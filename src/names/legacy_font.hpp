#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boothwise::names {

// Hindi typed for a font that draws Devanagari over Latin code points. Kruti Dev 010 and its kin (Devlys, Chanakya's
// Remington keyboard) share one layout; before Unicode, offices of the state typed in it, and their sheets still hold
// it.

/// How much speaks for Kruti Dev in `text`, in natural log-odds: above 0 it is more likely that than Latin or Unicode
/// text.
double legacy_font_evidence(std::string_view text);

/// A text typed for Kruti Dev in Unicode: izkFkfed fo|ky; -> प्राथमिक विद्यालय. Words that can only be Latin (three or
/// more capitals with a vowel among them) stay, and so does any character that the font has no glyph for; digits stay
/// Latin, as the offices typed them. Text that is not typed for the font comes out as nonsense: ask before.
std::string unicode_from_legacy_font(std::string_view text);

/// The reverse: a Devanagari text as it is typed for the font. Nothing if it cannot be typed so that it reads back as
/// it was (Latin letters, rare conjuncts).
std::optional<std::string> legacy_font_from_unicode(std::string_view text);

/// Reads a column's texts one after the other. A short text says little by itself (jke is राम); so each is judged
/// together with what the last fifty or so before it were.
class LegacyFontColumn {
 public:
  /// `text` in Unicode if it was typed for the font, nothing if not.
  std::optional<std::string> converted(std::string_view text);
  /// How many were.
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  double typed_ = 0;  ///< recent texts that are certainly typed for the font, and that certainly are not
  double not_typed_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace boothwise::names
