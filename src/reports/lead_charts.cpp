#include "reports/beeswarm.hpp"
#include "reports/detail/chart_parts.hpp"
#include "reports/marks.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace boothwise::reports {

namespace {

constexpr double histogram_picture = 104;
constexpr double swarm_picture = 150;

/// Round steps (1, 2, 5 × 10^n) of which `most` cover the span.
double round_step(double span, int most) {
  const double least = span / most;
  const double power = std::pow(10, std::floor(std::log10(std::max(least, 1e-9))));
  for (const double times : {1.0, 2.0, 5.0}) {
    if (power * times >= least) return power * times;
  }
  return power * 10;
}

std::string axis_number(double value) {
  const auto whole = static_cast<std::int64_t>(std::lround(value));
  return whole > 0 ? "+" + grouped(whole) : grouped(whole);
}

struct Lead {
  double low = -10;
  double high = 10;

  void take(double value) {
    constexpr double step = 10;
    low = std::min(low, std::floor(value / step) * step);
    high = std::max(high, std::ceil(value / step) * step);
  }
  [[nodiscard]] double x(const Box& box, double value) const {
    return box.x + (value - low) / (high - low) * box.width;
  }
};

/// The lead in points, with a line at zero, under a picture.
void draw_lead_axis(Canvas& canvas, const Box& box, const Lead& lead) {
  const double step = round_step(lead.high - lead.low, 8);
  for (double value = std::ceil(lead.low / step) * step; value <= lead.high + step / 100; value += step) {
    const double x = lead.x(box, value);
    const bool zero = std::abs(value) < step / 100;
    canvas.line({x, box.y}, {x, box.bottom()}, zero ? tokens::line_strong : tokens::line, zero ? 1 : 0.5);
    canvas.text({x, box.bottom() + 2}, zero ? "0" : axis_number(value), label_style(tokens::muted, Align::middle));
  }
}

}  // namespace

double height_of(const Histogram& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, histogram_picture + 2 * chart_line);
}

void draw_chart(const Histogram& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  const double y = draw_head(chart.head, canvas, at, width) + chart_line;
  Lead lead;
  double most = 1;
  for (const Histogram::Bin& bin : chart.bins) {
    if (bin.count <= 0) continue;
    lead.take(bin.from);
    lead.take(bin.to);
    most = std::max(most, bin.count);
  }
  const Box box{at.x + 8, y, width - 16, histogram_picture - chart_line};
  draw_lead_axis(canvas, box, lead);
  for (const Histogram::Bin& bin : chart.bins) {
    if (bin.count <= 0) continue;
    const double left = lead.x(box, bin.from);
    const double height = bin.count / most * (box.height - chart_line);
    const Box column{left + 0.5, box.bottom() - height, lead.x(box, bin.to) - left - 1, height};
    const bool below = bin.to <= 0;
    canvas.fill(column, below ? tokens::class_narrow : ink.accent);
    if (below) canvas.hatch(column, tokens::white, 0.7, 4);
    canvas.text({column.middle().x, column.y - chart_line + 1}, grouped(static_cast<std::int64_t>(bin.count)),
                label_style(tokens::ink, Align::middle));
  }
  draw_source(chart.head, canvas, {at.x, y + histogram_picture + chart_line}, width);
}

double height_of(const Beeswarm& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, swarm_picture + chart_line);
}

void draw_chart(const Beeswarm& chart, Canvas& canvas, Point at, double width, const ChartInk& /*ink*/) {
  const double y = draw_head(chart.head, canvas, at, width);
  Lead lead;
  double most = 1;
  for (const Beeswarm::Dot& dot : chart.dots) {
    lead.take(dot.lead);
    most = std::max(most, dot.votes);
  }
  const Box box{at.x + 8, y, width - 16, swarm_picture - chart_line};
  draw_lead_axis(canvas, box, lead);
  // Many dots are smaller, so that the swarm stays within its picture.
  const double largest = std::clamp(70.0 / std::sqrt(static_cast<double>(chart.dots.size() + 1)), 1.6, 6.0);
  std::vector<SwarmDot> dots;
  dots.reserve(chart.dots.size());
  for (const Beeswarm::Dot& dot : chart.dots) {
    dots.push_back({lead.x(box, dot.lead), std::max(1.0, largest * std::sqrt(dot.votes / most))});
  }
  const std::vector<double> offsets = swarm_offsets(dots);
  double reach = 1;
  for (std::size_t i = 0; i < dots.size(); ++i) reach = std::max(reach, std::abs(offsets[i]) + dots[i].radius);
  const double squeeze = std::min(1.0, box.height / 2 / reach);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    const Point middle{dots[i].x, box.middle().y + offsets[i] * squeeze};
    const Colour colour = mark_colour(chart.dots[i].mark);
    canvas.circle(middle, dots[i].radius, tokens::line_strong);
    canvas.circle(middle, dots[i].radius - 0.3, colour);
    if (dots[i].radius > 3.5) draw_shape(canvas, chart.dots[i].mark, middle, dots[i].radius * 1.3, readable_on(colour));
  }
  draw_source(chart.head, canvas, {at.x, y + swarm_picture + chart_line}, width);
}

}  // namespace boothwise::reports
