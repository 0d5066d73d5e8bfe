#pragma once

#include "reports/canvas.hpp"
#include "reports/charts.hpp"
#include "reports/report.hpp"

#include <string_view>

/// What charts share: sizes in points, the head above a picture and the source under it, labels.
namespace boothwise::reports {

inline constexpr double chart_small = 8;  ///< size of its texts
inline constexpr double chart_line = 12;  ///< of text
inline constexpr double chart_gap = 5;

TextStyle label_style(const Colour& colour = tokens::ink, Align align = Align::start);

/// Draws title and unit; gives where the picture begins.
double draw_head(const ChartHead& head, Canvas& canvas, Point at, double width);
void draw_source(const ChartHead& head, Canvas& canvas, Point at, double width);
/// Of head, a picture of that height, and source.
double whole_height(const ChartHead& head, Canvas& canvas, double width, double picture);

/// One line of text, shortened to the room that it has; labels of bars stand in the table as well.
void label_in(Canvas& canvas, Point at, std::string_view text, double room, const Colour& colour);

}  // namespace boothwise::reports
