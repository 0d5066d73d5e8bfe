#pragma once

#include "reports/canvas.hpp"

#include <memory>
#include <pango/pangocairo.h>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"

namespace boothwise::reports::detail {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
/// Also gives up what the font map knows of fonts, which Pango (1.50) keeps for ever otherwise: 4 kB a thread.
struct UnrefFonts {
  void operator()(PangoFontMap* fonts) const;
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

/// A block that is set and measured, ready to be drawn.
struct SetText {
  Owned<PangoLayout> layout;
  TextMeasure measure;
  double left = 0;  ///< of the ink's logical box within the layout
};

/// Fonts of our own choice and nothing else, so that a text looks the same whatever fonts and settings a machine has.
/// One a thread: Pango's fonts must not be shared.
class TextEngine {
 public:
  /// The calling thread's. Errors: `font_missing`.
  static Result<TextEngine*> mine();

  /// Set anew, or as it was set before: reports measure what they draw, and slips repeat their words. Good until the
  /// next call.
  const SetText& set(std::string_view text, const TextStyle& style);

 private:
  TextEngine() = default;
  static Result<std::unique_ptr<TextEngine>> create();
  [[nodiscard]] SetText set_anew(std::string_view text, const TextStyle& style) const;

  std::unique_ptr<PangoFontMap, UnrefFonts> fonts_;
  Owned<PangoContext> context_;
  std::unordered_map<std::string, SetText> kept_;
  std::string key_;
};

}  // namespace boothwise::reports::detail
