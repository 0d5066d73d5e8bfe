#pragma once

#include "reports/detail/text_engine.hpp"

#include <cairo.h>

namespace boothwise::reports::detail {

/// Draws the layout with its top left corner at `at`, in the present colour. In a PDF each cluster of letters carries
/// the text that it is of, and ends where the next begins, so that readers neither lose a conjunct nor see a space
/// behind a vowel sign.
void show_text(cairo_t* cairo, PangoLayout* layout, Point at);

}  // namespace boothwise::reports::detail
