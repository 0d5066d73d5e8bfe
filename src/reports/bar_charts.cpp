#include "reports/detail/chart_parts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace boothwise::reports {

namespace {

constexpr double contest_bar = 17;
constexpr double contest_row = contest_bar + chart_line + 6;
constexpr double interval_row = 24;

Colour role_colour(BarRole role, const ChartInk& ink) {
  if (role == BarRole::side) return ink.accent;
  return role == BarRole::rival ? tokens::bar_rival : tokens::bar_other;
}

}  // namespace

double height_of(const ContestBars& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, contest_row * static_cast<double>(chart.rows.size()));
}

void draw_chart(const ContestBars& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  double y = draw_head(chart.head, canvas, at, width);
  for (const ContestBars::Row& row : chart.rows) {
    canvas.text({at.x, y}, row.label, {.size = chart_small, .weight = Weight::bold});
    if (!row.gap.empty()) {
      canvas.text({at.x + width, y}, row.gap, label_style(tokens::ink, Align::end));
    }
    y += chart_line;
    canvas.fill({at.x, y, width, contest_bar}, tokens::sunk);
    double x = at.x;
    for (const ContestBars::Part& part : row.parts) {
      const Box box{x, y, part.share * width, contest_bar};
      const Colour colour = role_colour(part.role, ink);
      canvas.fill({box.x, box.y, std::max(box.width - 0.8, 0.2), box.height}, colour);
      const std::string text = part.label + " " + one_decimal(part.share * 100);
      constexpr double inside = 4;
      if (canvas.measure(text, label_style()).width + 2 * inside <= box.width) {
        canvas.text({box.x + inside, box.y + (contest_bar - chart_small * 1.4) / 2}, text,
                    label_style(readable_on(colour)));
      }
      x += box.width;
    }
    y += contest_row - chart_line;
  }
  draw_source(chart.head, canvas, {at.x, y}, width);
}

double height_of(const IntervalBars& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, interval_row * static_cast<double>(chart.rows.size()));
}

void draw_chart(const IntervalBars& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  double y = draw_head(chart.head, canvas, at, width);
  constexpr double label_part = 0.36;
  constexpr double text_part = 0.22;
  const double left = at.x + width * label_part + chart_gap;
  const double long_most = width * (1 - label_part - text_part) - 2 * chart_gap;
  constexpr double bar = 9;
  const auto x_of = [&](double value) { return left + std::clamp(value / chart.most, 0.0, 1.0) * long_most; };
  for (const IntervalBars::Row& row : chart.rows) {
    const double middle = y + interval_row / 2;
    label_in(canvas, {at.x, middle - chart_small * 0.7}, row.label, width * label_part, tokens::ink);
    const Box whole{left, middle - bar / 2, long_most, bar};
    if (row.value) {
      canvas.fill(whole, tokens::sunk);
      canvas.fill({left, whole.y, x_of(*row.value) - left, bar}, row.strong ? ink.accent : tokens::bar_rival);
      if (row.low && row.high) {
        constexpr double tick = 3.5;
        canvas.line({x_of(*row.low), middle}, {x_of(*row.high), middle}, tokens::ink, 1.2);
        for (const double end : {*row.low, *row.high}) {
          canvas.line({x_of(end), middle - tick}, {x_of(end), middle + tick}, tokens::ink, 1.2);
        }
      }
    } else {
      canvas.hatch(whole, tokens::line_strong, 0.6, 4);
      canvas.frame(whole, tokens::line_strong, 0.5);
    }
    label_in(canvas, {left + long_most + chart_gap, middle - chart_small * 0.7}, row.text, width * text_part,
             tokens::ink);
    y += interval_row;
  }
  draw_source(chart.head, canvas, {at.x, y}, width);
}

}  // namespace boothwise::reports
