#include "reports/detail/chart_parts.hpp"
#include "reports/marks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace boothwise::reports {

namespace {

struct HexagonGrid {
  double radius = 10;
  double left = 0;  ///< of the smallest column, in radii
  double top = 0;
  double width = 0;
  double height = 0;
};

const double across = std::sqrt(3.0);  // of a hexagon, in radii

Point place_of(const HexagonMap::Seat& seat) {
  const double shift = seat.row % 2 == 0 ? 0 : 0.5;
  return {across * (seat.column + shift + 0.5), 1.5 * seat.row + 1};
}

HexagonGrid grid_of(const HexagonMap& chart, double width) {
  HexagonGrid grid;
  double right = 0;
  double bottom = 0;
  grid.left = std::numeric_limits<double>::max();
  grid.top = std::numeric_limits<double>::max();
  for (const HexagonMap::Seat& seat : chart.seats) {
    const Point middle = place_of(seat);
    grid.left = std::min(grid.left, middle.x - across / 2);
    grid.top = std::min(grid.top, middle.y - 1);
    right = std::max(right, middle.x + across / 2);
    bottom = std::max(bottom, middle.y + 1);
  }
  if (chart.seats.empty()) return {};
  constexpr double largest = 21;
  grid.radius = std::min(largest, width / (right - grid.left));
  grid.width = (right - grid.left) * grid.radius;
  grid.height = (bottom - grid.top) * grid.radius;
  return grid;
}

/// The name in the lower half, smaller or over two lines where it is long.
void draw_label(Canvas& canvas, const HexagonMap::Seat& seat, Point middle, double radius, const Colour& colour) {
  const double room = radius * 1.56;
  const double least = radius * 0.27;
  TextStyle style{.size = radius * 0.42,
                  .weight = seat.own ? Weight::bold : Weight::regular,
                  .colour = colour,
                  .align = Align::middle,
                  .line_height = 1.3};
  while (canvas.measure(seat.label, style).width > room && style.size > least) style.size -= radius * 0.03;
  if (canvas.measure(seat.label, style).width <= room) {
    canvas.text({middle.x, middle.y - style.size * 0.1}, seat.label, style);
    return;
  }
  style.width = room;
  style.line_height = 1.2;
  canvas.text({middle.x - room / 2, middle.y - style.size * 0.35}, seat.label, style);
}

constexpr double legend_row = 18;
/// Legend texts beside one another, as many a row as fit.
double legend_height(const HexagonMap& chart, Canvas& canvas, double width, bool draw, Point at) {
  constexpr double square = 11;
  double x = at.x;
  double y = at.y;
  for (const HexagonMap::Legend& one : chart.legend) {
    const double needed = square + 5 + canvas.measure(one.text, label_style()).width + 16;
    if (x > at.x && x + needed > at.x + width) {
      x = at.x;
      y += legend_row;
    }
    if (draw) {
      draw_mark(canvas, one.mark, {x, y + 2, square, square});
      canvas.text({x + square + 5, y + 2}, one.text, label_style());
    }
    x += needed;
  }
  return chart.legend.empty() ? 0 : y - at.y + legend_row;
}

}  // namespace

double height_of(const HexagonMap& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width,
                      grid_of(chart, width).height + chart_gap + legend_height(chart, canvas, width, false, {}));
}

void draw_chart(const HexagonMap& chart, Canvas& canvas, Point at, double width, const ChartInk& /*ink*/) {
  const HexagonGrid grid = grid_of(chart, width);
  double y = draw_head(chart.head, canvas, at, width);
  y += legend_height(chart, canvas, width, true, {at.x, y}) + chart_gap;
  const double left = at.x + (width - grid.width) / 2;
  const auto middle_of = [&](const HexagonMap::Seat& seat) {
    const Point place = place_of(seat);
    return Point{left + (place.x - grid.left) * grid.radius, y + (place.y - grid.top) * grid.radius};
  };
  constexpr double gap_between = 0.95;
  for (const HexagonMap::Seat& seat : chart.seats) {
    const Colour colour = mark_colour(seat.mark);
    const Point middle = middle_of(seat);
    const Colour on = readable_on(colour);
    canvas.hexagon(middle, grid.radius * gap_between, colour, tokens::line_strong, 0.5);
    draw_shape(canvas, seat.mark, {middle.x, middle.y - grid.radius * 0.42}, grid.radius * 0.55, on);
    draw_label(canvas, seat, middle, grid.radius, on);
  }
  for (const HexagonMap::Seat& seat : chart.seats) {  // outlines over their neighbours
    if (seat.own) canvas.hexagon_outline(middle_of(seat), grid.radius * gap_between, tokens::ink, 2.2);
  }
  draw_source(chart.head, canvas, {at.x, y + grid.height}, width);
}

}  // namespace boothwise::reports
