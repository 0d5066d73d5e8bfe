#pragma once

#include "answers/published.hpp"

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// A published answer as a picture and as a printed page. Letters get smaller where there is much to say; what does not
/// fit even then is left to the page, and the picture says so.
namespace boothwise::answers {

enum class Shape : std::uint8_t {
  square,  ///< 1080 × 1080 pixels
  story    ///< 1080 × 1920
};
std::optional<Shape> shape_named(std::string_view name);

/// PNG with the page's address as a QR code. Errors: those of reports::Picture; `card_too_long`; `answer_withdrawn`
/// (conflict): nothing is passed on of one.
Result<std::string> card_picture(const Answer& answer, Language language, Shape shape, std::string_view base_address);
/// PDF of one A4 page: all of the answer with its figures, corrections and imprint. Errors: likewise.
Result<std::string> card_pdf(const Answer& answer, Language language, std::string_view base_address);

/// Pictures and pages that were drawn before, the last used first, at most so many. Thread-safe.
class PictureShelf {
 public:
  [[nodiscard]] std::shared_ptr<const std::string> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const std::string> bytes);

 private:
  static constexpr std::size_t most = 64;  // some 10 MB
  std::mutex mutex_;
  std::list<std::pair<std::string, std::shared_ptr<const std::string>>> kept_;
};

}  // namespace boothwise::answers
