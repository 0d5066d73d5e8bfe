#include "reports/detail/chart_parts.hpp"
#include "reports/marks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace boothwise::reports {

namespace {

constexpr double trend_picture = 118;
constexpr double sequence_picture = 104;
constexpr double between_charts = 24;

}  // namespace

double height_of(const TrendColumns& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, trend_picture + 2 * chart_line);
}

void draw_chart(const TrendColumns& chart, Canvas& canvas, Point at, double width, const ChartInk& /*ink*/) {
  const double y = draw_head(chart.head, canvas, at, width) + chart_line;
  double above = 1;
  double below = 0;
  for (const TrendColumns::One& one : chart.columns) {
    above = std::max(above, one.value.value_or(0));
    below = std::max(below, -one.value.value_or(0));
  }
  const double room = trend_picture - 2 * chart_line;
  const double unit = room / (above + below);
  const double zero = y + above * unit;
  const double step = width / static_cast<double>(std::max<std::size_t>(chart.columns.size(), 1));
  const double column = std::min(46.0, step * 0.55);
  double x = at.x + step / 2;
  for (const TrendColumns::One& one : chart.columns) {
    const double height = one.value.value_or(0) * unit;
    const Box box{x - column / 2, height >= 0 ? zero - height : zero, column, std::max(std::abs(height), 0.8)};
    if (one.value) {
      canvas.fill(box, mark_colour(one.mark));
      canvas.frame(box, tokens::line_strong, 0.5);
      if (box.height > 16) draw_shape(canvas, one.mark, box.middle(), 12, readable_on(mark_colour(one.mark)));
    }
    const double text_y = height >= 0 ? box.y - chart_line : box.bottom() + 1;
    canvas.text({x, text_y}, one.text, {.size = chart_small, .weight = Weight::bold, .align = Align::middle});
    canvas.text({x, y + room + chart_line + 2}, one.label, label_style(tokens::muted, Align::middle));
    x += step;
  }
  canvas.line({at.x, zero}, {at.x + width, zero}, tokens::line_strong, 1);
  draw_source(chart.head, canvas, {at.x, y + trend_picture + chart_line}, width);
}

double height_of(const Sequence& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, sequence_picture + chart_line);
}

void draw_chart(const Sequence& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  const double y = draw_head(chart.head, canvas, at, width);
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();
  for (const Sequence::At& one : chart.values) {
    if (!one.value) continue;
    low = std::min(low, *one.value);
    high = std::max(high, *one.value);
  }
  const double span = std::max(high - low, 1e-9);
  const double room = sequence_picture - 3.4 * chart_line;
  const double step = width / static_cast<double>(std::max<std::size_t>(chart.values.size(), 1));
  std::vector<Point> points;
  double x = at.x + step / 2;
  for (const Sequence::At& one : chart.values) {
    if (one.value) points.push_back({x, y + 1.4 * chart_line + (high - *one.value) / span * room});
    x += step;
  }
  if (points.size() > 1) canvas.polyline(points, ink.accent, 1.6);
  x = at.x + step / 2;
  std::size_t next = 0;
  for (const Sequence::At& one : chart.values) {
    if (one.value) {
      const Point point = points[next++];
      canvas.circle(point, 3.2, ink.accent);
      canvas.text({point.x, point.y - chart_line - 4}, one.text,
                  {.size = chart_small, .weight = Weight::bold, .align = Align::middle});
    } else {
      canvas.text({x, y + room / 2}, one.text, label_style(tokens::muted, Align::middle));
    }
    canvas.text({x, y + sequence_picture - chart_line}, one.label, label_style(tokens::muted, Align::middle));
    x += step;
  }
  draw_source(chart.head, canvas, {at.x, y + sequence_picture + chart_line}, width);
}

double height_of(const Beside& chart, Canvas& canvas, double width) {
  const double each = (width - between_charts) / 2;
  return std::max(height_of(chart.left, canvas, each), height_of(chart.right, canvas, each));
}

void draw_chart(const Beside& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  const double each = (width - between_charts) / 2;
  draw_chart(chart.left, canvas, at, each, ink);
  draw_chart(chart.right, canvas, {at.x + each + between_charts, at.y}, each, ink);
}

}  // namespace boothwise::reports
