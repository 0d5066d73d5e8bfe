#include "reports/canvas.hpp"

#include "reports/detail/canvas_state.hpp"
#include "reports/detail/show_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <qrencode.h>
#include <string>

#include "base/text.hpp"

namespace boothwise::reports {

namespace {

void use(cairo_t* cairo, const Colour& colour) { cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue); }

void outline_of(cairo_t* cairo, std::span<const Point> points) {
  for (const Point& point : points) cairo_line_to(cairo, point.x, point.y);
}

void draw(cairo_t* cairo, const detail::SetText& set, Point at, const TextStyle& style) {
  double x = at.x;
  if (style.width <= 0 && style.align != Align::start) {
    x -= style.align == Align::middle ? set.measure.width / 2 : set.measure.width;
  }
  use(cairo, style.colour);
  detail::show_text(cairo, set.layout.get(), {x, at.y});
}

std::array<Point, 6> corners_of(Point middle, double radius) {
  std::array<Point, 6> corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const double angle = std::numbers::pi / 3 * static_cast<double>(i) - std::numbers::pi / 2;
    corners[i] = {middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
  }
  return corners;
}

struct Bytes {
  std::string_view left;
};

cairo_status_t next_bytes(void* source, unsigned char* into, unsigned int length) {
  auto& bytes = *static_cast<Bytes*>(source);
  if (bytes.left.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(into, bytes.left.data(), length);
  bytes.left.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

/// Width and height as the file's header says, before anything is unpacked; nothing where it is no PNG.
std::optional<Size> png_size(std::string_view png) {
  constexpr std::string_view signature("\x89PNG\r\n\x1a\n", 8);
  constexpr std::size_t header = 24;
  if (png.size() < header || !png.starts_with(signature) || png.substr(12, 4) != "IHDR") return std::nullopt;
  const auto number = [png](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(png[at + i]);
    return static_cast<double>(value);
  };
  return Size{number(16), number(20)};
}

}  // namespace

Canvas::Canvas(std::unique_ptr<State> state) : state_(std::move(state)) {}
Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;

Size Canvas::size() const { return state_->size; }

TextMeasure Canvas::measure(std::string_view text, const TextStyle& style) {
  return state_->engine->set(text, style).measure;
}

TextMeasure Canvas::text(Point at, std::string_view text, const TextStyle& style) {
  const detail::SetText& set = state_->engine->set(text, style);
  draw(state_->cairo, set, at, style);
  return set.measure;
}

TextMeasure Canvas::text_on_baseline(Point at, std::string_view text, TextStyle style) {
  style.width = 0;
  const detail::SetText& set = state_->engine->set(text, style);
  draw(state_->cairo, set, {at.x, at.y - set.measure.baseline}, style);
  return set.measure;
}

Result<TextMeasure> Canvas::text_within(const Box& box, std::string_view text, TextStyle style, double size_least) {
  constexpr double step = 0.94;
  constexpr double hair = 0.01;
  style.width = box.width;
  style.lines_most = 0;
  while (true) {
    const detail::SetText& set = state_->engine->set(text, style);
    if (set.measure.height <= box.height + hair && set.measure.width <= box.width + hair) {
      draw(state_->cairo, set, {box.x, box.y}, style);
      return set.measure;
    }
    if (style.size <= size_least) break;
    style.size = std::max(size_least, style.size * step);
  }
  Error error{ErrorKind::bad_input,
              "text_does_not_fit",
              {"the text is too long for its place; shorten it", "पाठ अपनी जगह के लिए बहुत लंबा है; छोटा करें"}};
  error.where.value = shortened(text, 80);
  return error;
}

void Canvas::fill(const Box& box, const Colour& colour) {
  use(state_->cairo, colour);
  cairo_rectangle(state_->cairo, box.x, box.y, box.width, box.height);
  cairo_fill(state_->cairo);
}

void Canvas::frame(const Box& box, const Colour& colour, double width) {
  use(state_->cairo, colour);
  cairo_set_line_width(state_->cairo, width);
  cairo_rectangle(state_->cairo, box.x, box.y, box.width, box.height);
  cairo_stroke(state_->cairo);
}

void Canvas::fill_rounded(const Box& box, double radius, const Colour& colour) {
  cairo_t* cairo = state_->cairo;
  constexpr double right_angle = std::numbers::pi / 2;
  const double round = std::min({radius, box.width / 2, box.height / 2});
  use(cairo, colour);
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, box.right() - round, box.y + round, round, -right_angle, 0);
  cairo_arc(cairo, box.right() - round, box.bottom() - round, round, 0, right_angle);
  cairo_arc(cairo, box.x + round, box.bottom() - round, round, right_angle, 2 * right_angle);
  cairo_arc(cairo, box.x + round, box.y + round, round, 2 * right_angle, 3 * right_angle);
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

void Canvas::line(Point from, Point to, const Colour& colour, double width) {
  polyline(std::array{from, to}, colour, width);
}

void Canvas::dashed(Point from, Point to, const Colour& colour, double width, double dash) {
  cairo_set_dash(state_->cairo, &dash, 1, 0);
  line(from, to, colour, width);
  cairo_set_dash(state_->cairo, nullptr, 0, 0);
}

void Canvas::polyline(std::span<const Point> points, const Colour& colour, double width) {
  use(state_->cairo, colour);
  cairo_set_line_width(state_->cairo, width);
  cairo_new_path(state_->cairo);
  outline_of(state_->cairo, points);
  cairo_stroke(state_->cairo);
}

void Canvas::polygon(std::span<const Point> points, const Colour& colour, const Colour& outline, double outline_width) {
  cairo_new_path(state_->cairo);
  outline_of(state_->cairo, points);
  cairo_close_path(state_->cairo);
  use(state_->cairo, colour);
  if (outline_width <= 0) {
    cairo_fill(state_->cairo);
    return;
  }
  cairo_fill_preserve(state_->cairo);
  use(state_->cairo, outline);
  cairo_set_line_width(state_->cairo, outline_width);
  cairo_stroke(state_->cairo);
}

void Canvas::circle(Point middle, double radius, const Colour& colour) {
  use(state_->cairo, colour);
  cairo_new_path(state_->cairo);
  cairo_arc(state_->cairo, middle.x, middle.y, radius, 0, 2 * std::numbers::pi);
  cairo_fill(state_->cairo);
}

void Canvas::ring(Point middle, double radius, const Colour& colour, double width) {
  use(state_->cairo, colour);
  cairo_set_line_width(state_->cairo, width);
  cairo_new_path(state_->cairo);
  cairo_arc(state_->cairo, middle.x, middle.y, radius, 0, 2 * std::numbers::pi);
  cairo_stroke(state_->cairo);
}

void Canvas::hexagon(Point middle, double radius, const Colour& colour, const Colour& outline, double outline_width) {
  polygon(corners_of(middle, radius), colour, outline, outline_width);
}

void Canvas::hexagon_outline(Point middle, double radius, const Colour& colour, double width) {
  cairo_new_path(state_->cairo);
  outline_of(state_->cairo, corners_of(middle, radius));
  cairo_close_path(state_->cairo);
  use(state_->cairo, colour);
  cairo_set_line_width(state_->cairo, width);
  cairo_stroke(state_->cairo);
}

void Canvas::hatch(const Box& box, const Colour& colour, double width, double gap) {
  cairo_t* cairo = state_->cairo;
  cairo_save(cairo);
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_clip(cairo);
  use(cairo, colour);
  cairo_set_line_width(cairo, width);
  const int lines = static_cast<int>((box.width + box.height) / gap) + 1;
  for (int i = 0; i < lines; ++i) {
    const double x = box.x - box.height + gap * i;
    cairo_move_to(cairo, x, box.bottom());
    cairo_line_to(cairo, x + box.height, box.y);
  }
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

struct Canvas::Stamp::Recorded {
  detail::Surface surface;
};

Canvas::Stamp::Stamp(std::unique_ptr<Recorded> recorded) : recorded_(std::move(recorded)) {}
Canvas::Stamp::~Stamp() = default;
Canvas::Stamp::Stamp(Stamp&&) noexcept = default;
Canvas::Stamp& Canvas::Stamp::operator=(Stamp&&) noexcept = default;

Canvas::Stamp Canvas::record(Size size, const std::function<void(Canvas&)>& drawing) {
  const cairo_rectangle_t extents{0, 0, size.width, size.height};
  auto recorded = std::make_unique<Stamp::Recorded>();
  recorded->surface.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents));
  Canvas canvas(std::make_unique<State>(recorded->surface.get(), size, *state_->engine));
  drawing(canvas);
  return Stamp(std::move(recorded));
}

void Canvas::stamp(Point at, const Stamp& stamp) {
  cairo_set_source_surface(state_->cairo, stamp.recorded_->surface.get(), at.x, at.y);
  cairo_paint(state_->cairo);
}

Status Canvas::qr(Point at, double side, std::string_view text) {
  const std::string whole(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(whole.c_str(), 0, QR_ECLEVEL_M),
                                                             &QRcode_free);
  if (!code) {
    return Error{ErrorKind::too_large,
                 "qr_too_long",
                 {"a QR code holds 1 to 2,331 bytes", "क्यूआर कोड में 1 से 2,331 बाइट आते हैं"},
                 {{}, 0, {}, shortened(text, 80)}};
  }
  constexpr int quiet = 4;
  const double module = side / (code->width + 2 * quiet);
  fill({at.x, at.y, side, side}, tokens::white);
  cairo_t* cairo = state_->cairo;
  cairo_save(cairo);
  cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width;) {
      int run = 0;
      while (column + run < code->width && (code->data[row * code->width + column + run] & 1U) != 0) ++run;
      if (run > 0)
        cairo_rectangle(cairo, at.x + module * (column + quiet), at.y + module * (row + quiet), module * run, module);
      column += std::max(run, 1);
    }
  }
  cairo_fill(cairo);
  cairo_restore(cairo);
  return success();
}

Status Canvas::image(const Box& box, std::string_view png) {
  constexpr double pixels_most = 4000;
  const std::optional<Size> said = png_size(png);
  if (said && (said->width > pixels_most || said->height > pixels_most)) {
    return Error{ErrorKind::too_large,
                 "png_too_large",
                 {"a picture has at most 4,000 pixels a side", "चित्र की हर भुजा में अधिकतम 4,000 पिक्सेल हों"}};
  }
  Bytes bytes{png};
  const detail::Surface picture(said ? cairo_image_surface_create_from_png_stream(next_bytes, &bytes) : nullptr);
  if (!picture || cairo_surface_status(picture.get()) != CAIRO_STATUS_SUCCESS) {
    return Error{ErrorKind::bad_input, "png_malformed", {"expected a PNG picture", "PNG चित्र चाहिए"}};
  }
  const double width = cairo_image_surface_get_width(picture.get());
  const double height = cairo_image_surface_get_height(picture.get());
  const double scale = std::min(box.width / width, box.height / height);
  cairo_t* cairo = state_->cairo;
  cairo_save(cairo);
  cairo_translate(cairo, box.x + (box.width - width * scale) / 2, box.y + (box.height - height * scale) / 2);
  cairo_scale(cairo, scale, scale);
  cairo_set_source_surface(cairo, picture.get(), 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
  return success();
}

Status fonts_ready() {
  BOOTHWISE_TRY(engine, detail::TextEngine::mine());
  static_cast<void>(engine);
  return success();
}

}  // namespace boothwise::reports
