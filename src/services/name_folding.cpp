#include "services/name_folding.hpp"

#include <memory>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/result.hpp"
#include "base/text.hpp"

namespace boothwise::services {

namespace {

class Folder {
 public:
  Folder() {
    UErrorCode status = U_ZERO_ERROR;
    romanise_.reset(icu::Transliterator::createInstance("Any-Latin; NFD; [:Nonspacing Mark:] Remove; Lower",
                                                        UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0) throw BrokenInvariant("ICU has no Any-Latin transliteration");
  }

  [[nodiscard]] std::string fold(std::string_view text) const {
    icu::UnicodeString unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    romanise_->transliterate(unicode);
    std::string latin;
    unicode.toUTF8String(latin);
    std::string folded;
    for (const char c : latin) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ';
      if (!letter || c == 'a' || c == 'h') continue;  // the inherent vowel; aspiration is spelt in many ways
      const char canonical = c == 'w' ? 'v' : c == 'e' ? 'i' : c == 'o' ? 'u' : c == 'z' ? 'j' : c == 'q' ? 'k' : c;
      if (!folded.empty() && folded.back() == canonical) continue;
      folded += canonical;
    }
    return std::string(trimmed(folded));
  }

 private:
  std::unique_ptr<icu::Transliterator> romanise_;
};

}  // namespace

std::string folded_name(std::string_view text) {
  thread_local const Folder folder;
  return folder.fold(text);
}

int rank_of(std::string_view folded_name, std::string_view folded_query) {
  if (folded_name == folded_query) return 0;
  if (folded_name.starts_with(folded_query)) return 1;
  const std::size_t at = folded_name.find(folded_query);
  if (at == std::string_view::npos) return -1;
  return folded_name[at - 1] == ' ' ? 2 : 3;
}

}  // namespace boothwise::services
