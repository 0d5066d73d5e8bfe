#pragma once

#include <string>
#include <string_view>

namespace boothwise {

/// A text or a name in both interface languages. Names of places are official ones, never machine-translated.
struct Bilingual {
  std::string en;
  std::string hi;

  friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

enum class Language { hindi, english };

/// The text in `language`; the other one where that is empty.
[[nodiscard]] inline std::string_view in_language(const Bilingual& text, Language language) {
  const std::string& wanted = language == Language::hindi ? text.hi : text.en;
  const std::string& other = language == Language::hindi ? text.en : text.hi;
  return wanted.empty() ? other : wanted;
}

}  // namespace boothwise
