#include "reports/marks.hpp"

#include <array>

namespace boothwise::reports {

namespace {

struct Entry {
  std::string_view word;
  std::string_view en;
  std::string_view hi;
  Colour colour;
};

constexpr std::array<Entry, 8> entries = {
    Entry{"", "", "", tokens::white},
    Entry{"lost", "Lost", "हारी", tokens::class_lost},
    Entry{"narrow", "Narrow", "कम अंतर", tokens::class_narrow},
    Entry{"weak", "Weak", "कमज़ोर", tokens::class_weak},
    Entry{"strong", "Strong", "मज़बूत", tokens::class_strong},
    Entry{"not_contested", "Not contested", "नहीं लड़ी", tokens::class_none},
    Entry{"not_certain", "Not certain", "पक्का नहीं", tokens::class_none},
    Entry{"missing", "No figures", "जानकारी नहीं", tokens::class_none},
};

const Entry& entry(Mark mark) { return entries.at(static_cast<std::size_t>(mark)); }

}  // namespace

Mark mark_named(std::string_view word) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries.at(i).word == word) return static_cast<Mark>(i);
  }
  return Mark::none;
}

Bilingual mark_name(Mark mark) { return {std::string(entry(mark).en), std::string(entry(mark).hi)}; }

Colour mark_colour(Mark mark) { return entry(mark).colour; }

void draw_shape(Canvas& canvas, Mark mark, Point middle, double side, const Colour& colour) {
  const double unit = side / 16;
  const auto at = [&](double x, double y) { return Point{middle.x + (x - 8) * unit, middle.y + (y - 8) * unit}; };
  const double width = 1.6 * unit;
  const auto stroke = [&](std::initializer_list<Point> points) {
    canvas.polyline(std::span(points.begin(), points.size()), colour, width);
  };
  switch (mark) {
    case Mark::none:
      break;
    case Mark::lost:
      stroke({at(4, 4), at(12, 12)});
      stroke({at(12, 4), at(4, 12)});
      break;
    case Mark::narrow:
      stroke({at(8, 13), at(3, 5), at(13, 5), at(8, 13), at(5.5, 9)});
      break;
    case Mark::weak:
      canvas.ring(at(8, 8), 4.5 * unit, colour, width);
      break;
    case Mark::strong:
      stroke({at(3, 8.5), at(6.5, 12), at(13, 4.5)});
      break;
    case Mark::not_contested:
      stroke({at(3, 8), at(13, 8)});
      break;
    case Mark::not_certain:
      stroke({at(5.5, 6), at(6.4, 4.2), at(8, 3.5), at(9.8, 4.3), at(10.4, 6), at(9.6, 7.6), at(8, 8.6), at(8, 10)});
      canvas.circle(at(8, 12.7), unit, colour);
      break;
    case Mark::missing:
      stroke({at(3, 8), at(6, 8)});
      stroke({at(10, 8), at(13, 8)});
      break;
  }
}

void draw_mark(Canvas& canvas, Mark mark, const Box& square) {
  if (mark == Mark::none) return;
  const Colour colour = mark_colour(mark);
  const double round = square.width * 3 / 16;
  canvas.fill_rounded(square, round, tokens::line_strong);
  const double hair = square.width / 24;
  canvas.fill_rounded({square.x + hair, square.y + hair, square.width - 2 * hair, square.height - 2 * hair}, round,
                      colour);
  draw_shape(canvas, mark, square.middle(), square.width, readable_on(colour));
}

}  // namespace boothwise::reports
