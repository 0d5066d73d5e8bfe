#include "reports/charts.hpp"

#include "reports/beeswarm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.hpp"

namespace boothwise::reports {

namespace {

constexpr double title_size = 10.5;
constexpr double small = 8;
constexpr double line_of_text = 12;
constexpr double gap = 5;

TextStyle title_style(double width) { return {.size = title_size, .weight = Weight::bold, .width = width}; }
TextStyle small_style(double width, const Colour& colour = tokens::muted) {
  return {.size = small, .colour = colour, .width = width};
}
TextStyle label_style(const Colour& colour = tokens::ink, Align align = Align::start) {
  return {.size = small, .colour = colour, .align = align, .line_height = 1.4};
}

double head_height(const ChartHead& head, Canvas& canvas, double width) {
  double height = canvas.measure(head.title, title_style(width)).height;
  if (!head.unit.empty()) height += canvas.measure(head.unit, small_style(width)).height;
  return height + gap;
}

double source_height(const ChartHead& head, Canvas& canvas, double width) {
  return head.source.empty() ? 0 : gap + canvas.measure(head.source, small_style(width)).height;
}

/// Draws title and unit; gives where the picture begins.
double draw_head(const ChartHead& head, Canvas& canvas, Point at, double width) {
  double y = at.y + canvas.text(at, head.title, title_style(width)).height;
  if (!head.unit.empty()) y += canvas.text({at.x, y}, head.unit, small_style(width)).height;
  return y + gap;
}

void draw_source(const ChartHead& head, Canvas& canvas, Point at, double width) {
  if (!head.source.empty()) canvas.text({at.x, at.y + gap}, head.source, small_style(width));
}

double whole_height(const ChartHead& head, Canvas& canvas, double width, double picture) {
  return head_height(head, canvas, width) + picture + source_height(head, canvas, width);
}

Colour role_colour(BarRole role, const ChartInk& ink) {
  if (role == BarRole::side) return ink.accent;
  return role == BarRole::rival ? tokens::bar_rival : tokens::bar_other;
}

/// One line of text, shortened to the room that it has; labels of bars stand in the table as well.
void label_in(Canvas& canvas, Point at, std::string_view text, double room, const Colour& colour) {
  TextStyle style = label_style(colour);
  if (canvas.measure(text, style).width > room) {
    style.width = room;
    style.lines_most = 1;
  }
  canvas.text(at, text, style);
}

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

// --- contest bars

constexpr double contest_bar = 17;
constexpr double contest_row = contest_bar + line_of_text + 6;

// --- columns

constexpr double trend_picture = 118;
constexpr double histogram_picture = 104;
constexpr double swarm_picture = 150;
constexpr double sequence_picture = 104;
constexpr double interval_row = 24;

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

// ------------------------------------------------------------------------------------------------ contest bars

double height_of(const ContestBars& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, contest_row * static_cast<double>(chart.rows.size()));
}

void draw_chart(const ContestBars& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  double y = draw_head(chart.head, canvas, at, width);
  for (const ContestBars::Row& row : chart.rows) {
    canvas.text({at.x, y}, row.label, {.size = small, .weight = Weight::bold});
    if (!row.gap.empty()) {
      canvas.text({at.x + width, y}, row.gap, label_style(tokens::ink, Align::end));
    }
    y += line_of_text;
    canvas.fill({at.x, y, width, contest_bar}, tokens::sunk);
    double x = at.x;
    for (const ContestBars::Part& part : row.parts) {
      const Box box{x, y, part.share * width, contest_bar};
      const Colour colour = role_colour(part.role, ink);
      canvas.fill({box.x, box.y, std::max(box.width - 0.8, 0.2), box.height}, colour);
      const std::string text = part.label + " " + one_decimal(part.share * 100);
      constexpr double inside = 4;
      if (canvas.measure(text, label_style()).width + 2 * inside <= box.width) {
        canvas.text({box.x + inside, box.y + (contest_bar - small * 1.4) / 2}, text, label_style(readable_on(colour)));
      }
      x += box.width;
    }
    y += contest_row - line_of_text;
  }
  draw_source(chart.head, canvas, {at.x, y}, width);
}

// ------------------------------------------------------------------------------------------------ interval bars

double height_of(const IntervalBars& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, interval_row * static_cast<double>(chart.rows.size()));
}

void draw_chart(const IntervalBars& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  double y = draw_head(chart.head, canvas, at, width);
  constexpr double label_part = 0.36;
  constexpr double text_part = 0.22;
  const double left = at.x + width * label_part + gap;
  const double long_most = width * (1 - label_part - text_part) - 2 * gap;
  constexpr double bar = 9;
  const auto x_of = [&](double value) { return left + std::clamp(value / chart.most, 0.0, 1.0) * long_most; };
  for (const IntervalBars::Row& row : chart.rows) {
    const double middle = y + interval_row / 2;
    label_in(canvas, {at.x, middle - small * 0.7}, row.label, width * label_part, tokens::ink);
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
    label_in(canvas, {left + long_most + gap, middle - small * 0.7}, row.text, width * text_part, tokens::ink);
    y += interval_row;
  }
  draw_source(chart.head, canvas, {at.x, y}, width);
}

// ------------------------------------------------------------------------------------------------ trend

double height_of(const TrendColumns& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, trend_picture + 2 * line_of_text);
}

void draw_chart(const TrendColumns& chart, Canvas& canvas, Point at, double width, const ChartInk& /*ink*/) {
  const double y = draw_head(chart.head, canvas, at, width) + line_of_text;
  double above = 1;
  double below = 0;
  for (const TrendColumns::One& one : chart.columns) {
    above = std::max(above, one.value.value_or(0));
    below = std::max(below, -one.value.value_or(0));
  }
  const double room = trend_picture - 2 * line_of_text;
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
    const double text_y = height >= 0 ? box.y - line_of_text : box.bottom() + 1;
    canvas.text({x, text_y}, one.text, {.size = small, .weight = Weight::bold, .align = Align::middle});
    canvas.text({x, y + room + line_of_text + 2}, one.label, label_style(tokens::muted, Align::middle));
    x += step;
  }
  canvas.line({at.x, zero}, {at.x + width, zero}, tokens::line_strong, 1);
  draw_source(chart.head, canvas, {at.x, y + trend_picture + line_of_text}, width);
}

// ------------------------------------------------------------------------------------------------ histogram

double height_of(const Histogram& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, histogram_picture + 2 * line_of_text);
}

void draw_chart(const Histogram& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  const double y = draw_head(chart.head, canvas, at, width) + line_of_text;
  Lead lead;
  double most = 1;
  for (const Histogram::Bin& bin : chart.bins) {
    if (bin.count <= 0) continue;
    lead.take(bin.from);
    lead.take(bin.to);
    most = std::max(most, bin.count);
  }
  const Box box{at.x + 8, y, width - 16, histogram_picture - line_of_text};
  draw_lead_axis(canvas, box, lead);
  for (const Histogram::Bin& bin : chart.bins) {
    if (bin.count <= 0) continue;
    const double left = lead.x(box, bin.from);
    const double height = bin.count / most * (box.height - line_of_text);
    const Box column{left + 0.5, box.bottom() - height, lead.x(box, bin.to) - left - 1, height};
    const bool below = bin.to <= 0;
    canvas.fill(column, below ? tokens::class_narrow : ink.accent);
    if (below) canvas.hatch(column, tokens::white, 0.7, 4);
    canvas.text({column.middle().x, column.y - line_of_text + 1}, grouped(static_cast<std::int64_t>(bin.count)),
                label_style(tokens::ink, Align::middle));
  }
  draw_source(chart.head, canvas, {at.x, y + histogram_picture + line_of_text}, width);
}

// ------------------------------------------------------------------------------------------------ beeswarm

double height_of(const Beeswarm& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, swarm_picture + line_of_text);
}

void draw_chart(const Beeswarm& chart, Canvas& canvas, Point at, double width, const ChartInk& /*ink*/) {
  const double y = draw_head(chart.head, canvas, at, width);
  Lead lead;
  double most = 1;
  for (const Beeswarm::Dot& dot : chart.dots) {
    lead.take(dot.lead);
    most = std::max(most, dot.votes);
  }
  const Box box{at.x + 8, y, width - 16, swarm_picture - line_of_text};
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
  draw_source(chart.head, canvas, {at.x, y + swarm_picture + line_of_text}, width);
}

// ------------------------------------------------------------------------------------------------ sequence

double height_of(const Sequence& chart, Canvas& canvas, double width) {
  return whole_height(chart.head, canvas, width, sequence_picture + line_of_text);
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
  const double room = sequence_picture - 3.4 * line_of_text;
  const double step = width / static_cast<double>(std::max<std::size_t>(chart.values.size(), 1));
  std::vector<Point> points;
  double x = at.x + step / 2;
  for (const Sequence::At& one : chart.values) {
    if (one.value) points.push_back({x, y + 1.4 * line_of_text + (high - *one.value) / span * room});
    x += step;
  }
  if (points.size() > 1) canvas.polyline(points, ink.accent, 1.6);
  x = at.x + step / 2;
  std::size_t next = 0;
  for (const Sequence::At& one : chart.values) {
    if (one.value) {
      const Point point = points[next++];
      canvas.circle(point, 3.2, ink.accent);
      canvas.text({point.x, point.y - line_of_text - 4}, one.text,
                  {.size = small, .weight = Weight::bold, .align = Align::middle});
    } else {
      canvas.text({x, y + room / 2}, one.text, label_style(tokens::muted, Align::middle));
    }
    canvas.text({x, y + sequence_picture - line_of_text}, one.label, label_style(tokens::muted, Align::middle));
    x += step;
  }
  draw_source(chart.head, canvas, {at.x, y + sequence_picture + line_of_text}, width);
}

// ------------------------------------------------------------------------------------------------ beside

namespace {

constexpr double between_charts = 24;

}  // namespace

double height_of(const Beside& chart, Canvas& canvas, double width) {
  const double each = (width - between_charts) / 2;
  return std::max(height_of(chart.left, canvas, each), height_of(chart.right, canvas, each));
}

void draw_chart(const Beside& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  const double each = (width - between_charts) / 2;
  draw_chart(chart.left, canvas, at, each, ink);
  draw_chart(chart.right, canvas, {at.x + each + between_charts, at.y}, each, ink);
}

// ------------------------------------------------------------------------------------------------ outcomes

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
  return whole_height(chart.head, canvas, width, grid.step * (grid.highest + 1) + 3 * line_of_text);
}

void draw_chart(const OutcomeDots& chart, Canvas& canvas, Point at, double width, const ChartInk& ink) {
  const OutcomeGrid grid = grid_of(chart, width);
  const double y = draw_head(chart.head, canvas, at, width) + line_of_text;
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
    canvas.dashed({x, y - line_of_text / 2}, {x, bottom}, tokens::ink, 1, 3);
    const bool right_half = x > at.x + width / 2;
    canvas.text({right_half ? x - 4 : x + 4, y - line_of_text}, chart.wanted_text,
                label_style(tokens::ink, right_half ? Align::end : Align::start));
  }
  draw_source(chart.head, canvas, {at.x, bottom + 2 * line_of_text}, width);
}

// ------------------------------------------------------------------------------------------------ hexagon map

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
                      grid_of(chart, width).height + gap + legend_height(chart, canvas, width, false, {}));
}

void draw_chart(const HexagonMap& chart, Canvas& canvas, Point at, double width, const ChartInk& /*ink*/) {
  const HexagonGrid grid = grid_of(chart, width);
  double y = draw_head(chart.head, canvas, at, width);
  y += legend_height(chart, canvas, width, true, {at.x, y}) + gap;
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
