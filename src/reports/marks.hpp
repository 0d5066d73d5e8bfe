#pragma once

#include "reports/canvas.hpp"

#include <cstdint>
#include <string_view>

#include "base/bilingual.hpp"

namespace boothwise::reports {

/// What a place is marked as: a colour with a shape, and always beside its word. As the pages have it
/// (web/src/lib/ui/mark.ts).
enum class Mark : std::uint8_t { none, lost, narrow, weak, strong, not_contested, not_certain, missing };

/// Of "lost", "narrow", …; `none` for any other word.
Mark mark_named(std::string_view word);
Bilingual mark_name(Mark mark);
Colour mark_colour(Mark mark);

/// The shape alone, in the square around `middle`.
void draw_shape(Canvas& canvas, Mark mark, Point middle, double side, const Colour& colour);
/// The shape on its colour: a rounded square.
void draw_mark(Canvas& canvas, Mark mark, const Box& square);

}  // namespace boothwise::reports
