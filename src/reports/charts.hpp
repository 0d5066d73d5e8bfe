#pragma once

#include "reports/canvas.hpp"
#include "reports/report.hpp"

/// How each chart is drawn. `height` is what it takes at a width, head and source among it.
namespace boothwise::reports {

struct ChartInk {
  Language language = Language::hindi;
  Colour accent = tokens::accent;
};

double height_of(const ContestBars& chart, Canvas& canvas, double width);
double height_of(const IntervalBars& chart, Canvas& canvas, double width);
double height_of(const TrendColumns& chart, Canvas& canvas, double width);
double height_of(const Histogram& chart, Canvas& canvas, double width);
double height_of(const Beeswarm& chart, Canvas& canvas, double width);
double height_of(const Sequence& chart, Canvas& canvas, double width);
double height_of(const Beside& chart, Canvas& canvas, double width);
double height_of(const OutcomeDots& chart, Canvas& canvas, double width);
double height_of(const HexagonMap& chart, Canvas& canvas, double width);

void draw_chart(const ContestBars& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const IntervalBars& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const TrendColumns& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const Histogram& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const Beeswarm& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const Sequence& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const Beside& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const OutcomeDots& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);
void draw_chart(const HexagonMap& chart, Canvas& canvas, Point at, double width, const ChartInk& ink);

}  // namespace boothwise::reports
