#include "reports/detail/chart_parts.hpp"

namespace boothwise::reports {

namespace {

constexpr double title_size = 10.5;

TextStyle title_style(double width) { return {.size = title_size, .weight = Weight::bold, .width = width}; }
TextStyle small_style(double width, const Colour& colour = tokens::muted) {
  return {.size = chart_small, .colour = colour, .width = width};
}

double head_height(const ChartHead& head, Canvas& canvas, double width) {
  double height = canvas.measure(head.title, title_style(width)).height;
  if (!head.unit.empty()) height += canvas.measure(head.unit, small_style(width)).height;
  return height + chart_gap;
}

double source_height(const ChartHead& head, Canvas& canvas, double width) {
  return head.source.empty() ? 0 : chart_gap + canvas.measure(head.source, small_style(width)).height;
}

}  // namespace

TextStyle label_style(const Colour& colour, Align align) {
  return {.size = chart_small, .colour = colour, .align = align, .line_height = 1.4};
}

double draw_head(const ChartHead& head, Canvas& canvas, Point at, double width) {
  double y = at.y + canvas.text(at, head.title, title_style(width)).height;
  if (!head.unit.empty()) y += canvas.text({at.x, y}, head.unit, small_style(width)).height;
  return y + chart_gap;
}

void draw_source(const ChartHead& head, Canvas& canvas, Point at, double width) {
  if (!head.source.empty()) canvas.text({at.x, at.y + chart_gap}, head.source, small_style(width));
}

double whole_height(const ChartHead& head, Canvas& canvas, double width, double picture) {
  return head_height(head, canvas, width) + picture + source_height(head, canvas, width);
}

void label_in(Canvas& canvas, Point at, std::string_view text, double room, const Colour& colour) {
  TextStyle style = label_style(colour);
  if (canvas.measure(text, style).width > room) {
    style.width = room;
    style.lines_most = 1;
  }
  canvas.text(at, text, style);
}

}  // namespace boothwise::reports
