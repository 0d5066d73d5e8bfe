#include "reports/detail/chart_parts.hpp"

#include <algorithm>

namespace boothwise::reports {

namespace {

struct OutcomeGrid {
  std::int32_t first = 0;
  std::int32_t last = 0;
  int highest = 1;
  double step = 1;
  double dot = 1;
};

OutcomeGrid grid_of(const OutcomeDots& chart, double width) {
  OutcomeGrid grid;
  if (chart.stacks.empty()) return grid;
  grid.first = chart.stacks.front().seats;
  grid.last = chart.stacks.back().seats;
  if (chart.wanted) {
    grid.first = std::min(grid.first, *chart.wanted);
    grid.last = std::max(grid.last, *chart.wanted);
  }
  for (const OutcomeDots::Stack& stack : chart.stacks) grid.highest = std::max(grid.highest, stack.dots);
  constexpr double widest = 9;
  grid.step = std::min(widest, width / (grid.last - grid.first + 2));
  grid.dot = grid.step * 0.42;
  return grid;
}

}  // namespace

double height_of(const OutcomeDots& chart, Canvas& canvas, double width) {
  const OutcomeGrid grid = grid_of(chart, width);
  return whole_height(chart.head, canvas, width, grid.step * (grid.highest + 1) + 3 * chart_line);
}

void draw_chart(const OutcomeDots& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  const OutcomeGrid grid = grid_of(chart, width);
  const double y = draw_head(chart.head, canvas, at, width) + chart_line;
  const double bottom = y + grid.step * (grid.highest + 1);
  const auto x_of = [&](std::int32_t seats) { return at.x + grid.step * (seats - grid.first + 1); };
  for (const OutcomeDots::Stack& stack : chart.stacks) {
    for (int i = 0; i < stack.dots; ++i) {
      canvas.circle({x_of(stack.seats), bottom - grid.step * (i + 0.5)}, grid.dot, ink.accent);
    }
  }
  canvas.line({at.x, bottom}, {x_of(grid.last) + grid.step, bottom}, tokens::line_strong, 0.8);
  constexpr std::int32_t every = 10;
  for (std::int32_t seats = grid.first; seats <= grid.last; ++seats) {
    if (seats % every != 0) continue;
    canvas.text({x_of(seats), bottom + 2}, std::to_string(seats), label_style(tokens::muted, Align::middle));
  }
  if (chart.wanted) {
    const double x = x_of(*chart.wanted);
    canvas.dashed({x, y - chart_line / 2}, {x, bottom}, tokens::ink, 1, 3);
    const bool right_half = x > at.x + width / 2;
    canvas.text({right_half ? x - 4 : x + 4, y - chart_line}, chart.wanted_text,
                label_style(tokens::ink, right_half ? Align::end : Align::start));
  }
  draw_source(chart.head, canvas, {at.x, bottom + 2 * chart_line}, width);
}

}  // namespace boothwise::reports
