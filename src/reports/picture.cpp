#include "reports/picture.hpp"

#include "reports/detail/canvas_state.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <zlib.h>

namespace boothwise::reports {

struct Picture::State {
  detail::Surface surface;
  std::optional<Canvas> canvas;
};

namespace {

void put_number(std::string& to, std::uint32_t number) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) to += static_cast<char>(number >> shift & 0xFFU);
}

void put_chunk(std::string& to, std::string_view name, std::string_view content) {
  put_number(to, static_cast<std::uint32_t>(content.size()));
  const std::size_t begin = to.size();
  to += name;
  to += content;
  const auto* bytes = reinterpret_cast<const Bytef*>(to.data() + begin);  // NOLINT: bytes as bytes
  put_number(to, static_cast<std::uint32_t>(crc32(0, bytes, static_cast<uInt>(to.size() - begin))));
}

/// Lines of red, green and blue, each without a filter: drawn surfaces are runs of one colour.
std::string unfiltered_lines(cairo_surface_t* surface, Size size) {
  const auto width = static_cast<std::size_t>(size.width);
  const auto height = static_cast<std::size_t>(size.height);
  const unsigned char* pixels = cairo_image_surface_get_data(surface);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  std::string lines(height * (1 + 3 * width), '\0');
  char* to = lines.data();
  for (std::size_t y = 0; y < height; ++y) {
    ++to;
    for (std::size_t x = 0; x < width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, pixels + y * stride + 4 * x, sizeof pixel);
      *to++ = static_cast<char>(pixel >> 16U & 0xFFU);
      *to++ = static_cast<char>(pixel >> 8U & 0xFFU);
      *to++ = static_cast<char>(pixel & 0xFFU);
    }
  }
  return lines;
}

std::string deflated(const std::string& bytes) {
  constexpr int fast = 3;
  uLongf length = compressBound(static_cast<uLong>(bytes.size()));
  std::string packed(length, '\0');
  const auto* from = reinterpret_cast<const Bytef*>(bytes.data());  // NOLINT: bytes as bytes
  auto* to = reinterpret_cast<Bytef*>(packed.data());               // NOLINT: bytes as bytes
  if (compress2(to, &length, from, static_cast<uLong>(bytes.size()), fast) != Z_OK) throw BrokenInvariant("zlib");
  packed.resize(length);
  return packed;
}

}  // namespace

Picture::Picture(std::unique_ptr<State> state) : state_(std::move(state)) {}
Picture::~Picture() = default;
Picture::Picture(Picture&&) noexcept = default;
Picture& Picture::operator=(Picture&&) noexcept = default;

Result<Picture> Picture::create(int width, int height, const Colour& ground) {
  constexpr int pixels_most = 8000;
  if (std::min(width, height) < 1 || std::max(width, height) > pixels_most) {
    return Error{ErrorKind::too_large,
                 "picture_too_large",
                 {"a picture has 1 to 8,000 pixels a side", "चित्र की हर भुजा में 1 से 8,000 पिक्सेल हों"},
                 {{}, 0, {}, std::to_string(width) + "x" + std::to_string(height)}};
  }
  BOOTHWISE_TRY(engine, detail::TextEngine::mine());
  auto state = std::make_unique<State>();
  state->surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  const Size size{static_cast<double>(width), static_cast<double>(height)};
  state->canvas.emplace(std::make_unique<Canvas::State>(state->surface.get(), size, *engine));
  state->canvas->fill({0, 0, size.width, size.height}, ground);
  return Picture(std::move(state));
}

Canvas& Picture::canvas() { return *state_->canvas; }

// Cairo's own writer takes five times as long for the same picture.
std::string Picture::png() {
  cairo_surface_flush(state_->surface.get());
  const Size size = state_->canvas->size();
  std::string header;
  put_number(header, static_cast<std::uint32_t>(size.width));
  put_number(header, static_cast<std::uint32_t>(size.height));
  header += std::string_view("\x08\x02\0\0\0", 5);  // 8 bits each of red, green, blue
  std::string file("\x89PNG\r\n\x1a\n");
  put_chunk(file, "IHDR", header);
  put_chunk(file, "IDAT", deflated(unfiltered_lines(state_->surface.get(), size)));
  put_chunk(file, "IEND", {});
  return file;
}

}  // namespace boothwise::reports
