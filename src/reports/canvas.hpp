#pragma once

#include "reports/colour.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.hpp"

namespace boothwise::reports {

/// Lengths are points (1/72 inch) on a PDF page and pixels in a picture; x goes right, y down from the top left corner.
struct Point {
  double x = 0;
  double y = 0;
};

struct Size {
  double width = 0;
  double height = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
  [[nodiscard]] Point middle() const { return {x + width / 2, y + height / 2}; }
};

inline constexpr Size a4{595.276, 841.890};

enum class Align : std::uint8_t { start, middle, end };
enum class Weight : std::uint8_t { regular, bold };

/// How a block of text is set. Letters are Noto Sans and Noto Sans Devanagari, shaped by HarfBuzz.
struct TextStyle {
  double size = 10;  ///< of the letters, above 0
  Weight weight = Weight::regular;
  Colour colour = tokens::ink;
  Align align = Align::start;  ///< within `width`; without a width, of the line to the point that it is put at
  double width = 0;            ///< lines are broken at words to this; 0: one line as long as it is
  double line_height = 1.45;   ///< of a line, in sizes; Devanagari needs 1.35 or more
  int lines_most = 0;          ///< above 0: what is longer ends with "…", and the measure says `shortened`
};

/// What a block of text takes.
struct TextMeasure {
  double width = 0;
  double height = 0;
  double baseline = 0;  ///< of the first line, below the top
  int lines = 0;
  bool shortened = false;  ///< something was left out for `lines_most`
  int unknown = 0;         ///< letters that the fonts do not have: drawn as boxes
};

/// Where things are drawn: a page of a PdfDocument or a Picture, which own it. One thread at a time.
class Canvas {
 public:
  struct State;
  explicit Canvas(std::unique_ptr<State> state);
  ~Canvas();
  Canvas(Canvas&&) noexcept;
  Canvas& operator=(Canvas&&) noexcept;

  [[nodiscard]] Size size() const;

  /// The block's measure without drawing it.
  [[nodiscard]] TextMeasure measure(std::string_view text, const TextStyle& style);
  /// Draws a block with its top at `at.y`. With a width its box begins at `at.x`; without, `at.x` is its start, middle
  /// or end as `align` says. Text that is not UTF-8 is drawn with U+FFFD where it is not.
  TextMeasure text(Point at, std::string_view text, const TextStyle& style);
  /// Draws one line whose baseline is at `at.y`.
  TextMeasure text_on_baseline(Point at, std::string_view text, TextStyle style);
  /// Draws a block inside `box`, smaller (down to `size_least`) where it would not fit. Nothing is left out.
  /// Errors: `text_does_not_fit`, with the text; nothing was drawn then.
  Result<TextMeasure> text_within(const Box& box, std::string_view text, TextStyle style, double size_least);

  void fill(const Box& box, const Colour& colour);
  void frame(const Box& box, const Colour& colour, double width);
  void fill_rounded(const Box& box, double radius, const Colour& colour);
  void line(Point from, Point to, const Colour& colour, double width);
  void dashed(Point from, Point to, const Colour& colour, double width, double dash);
  void polyline(std::span<const Point> points, const Colour& colour, double width);
  /// `outline` is not drawn where its width is 0.
  void polygon(std::span<const Point> points, const Colour& colour, const Colour& outline, double outline_width);
  void circle(Point middle, double radius, const Colour& colour);
  void ring(Point middle, double radius, const Colour& colour, double width);
  /// With corners above and below; `radius` is from the middle to a corner.
  void hexagon(Point middle, double radius, const Colour& colour, const Colour& outline, double outline_width);
  void hexagon_outline(Point middle, double radius, const Colour& colour, double width);
  /// Slanting lines over the box: what is suppressed or not certain.
  void hatch(const Box& box, const Colour& colour, double width, double gap);

  /// What is drawn again and again, drawn once: a PDF file holds it once, its text can be found at each place. Kept as
  /// long as the stamp lives.
  class Stamp;
  [[nodiscard]] Stamp record(Size size, const std::function<void(Canvas&)>& drawing);
  void stamp(Point at, const Stamp& stamp);

  /// A QR code (ISO/IEC 18004, error correction M) in the square with its quiet zone, black on white.
  /// Errors: `qr_too_long` above 2,331 bytes.
  Status qr(Point at, double side, std::string_view text);
  /// A PNG picture as large as fits the box, in its middle. Errors: `png_malformed`, `png_too_large` (above 4,000
  /// pixels a side).
  Status image(const Box& box, std::string_view png);

  [[nodiscard]] State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

class Canvas::Stamp {
 public:
  struct Recorded;
  explicit Stamp(std::unique_ptr<Recorded> recorded);
  ~Stamp();
  Stamp(Stamp&&) noexcept;
  Stamp& operator=(Stamp&&) noexcept;

 private:
  friend class Canvas;
  std::unique_ptr<Recorded> recorded_;
};

/// Whether the fonts are there. Errors: `font_missing` (environment), naming the family and the Debian package.
Status fonts_ready();

}  // namespace boothwise::reports
