#include "reports/detail/show_text.hpp"

#include <cmath>
#include <vector>

namespace boothwise::reports::detail {

namespace {

struct DestroyIter {
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};

double in_units(int pango) { return static_cast<double>(pango) / PANGO_SCALE; }

/// One run's glyphs and clusters. Vectors are kept from run to run.
class RunPainter {
 public:
  RunPainter(cairo_t* cairo, const char* text)
      : cairo_(cairo), text_(text), with_text_(cairo_surface_has_show_text_glyphs(cairo_get_target(cairo)) != 0) {}

  void paint(PangoLayoutRun* run, Point start) {
    glyphs_.clear();
    clusters_.clear();
    auto* font = PANGO_CAIRO_FONT(run->item->analysis.font);  // NOLINT: GLib's cast
    cairo_set_scaled_font(cairo_, pango_cairo_font_get_scaled_font(font));
    space_width_ = -1;
    double x = start.x;
    PangoGlyphItemIter iter;
    for (gboolean more = pango_glyph_item_iter_init_start(&iter, run, text_); more != FALSE;
         more = pango_glyph_item_iter_next_cluster(&iter)) {
      x = add_cluster(iter, {x, start.y});
    }
    if (with_text_) {
      cairo_show_text_glyphs(cairo_, text_ + run->item->offset, run->item->length, glyphs_.data(),
                             static_cast<int>(glyphs_.size()), clusters_.data(), static_cast<int>(clusters_.size()),
                             cairo_text_cluster_flags_t{});
    } else {
      cairo_show_glyphs(cairo_, glyphs_.data(), static_cast<int>(glyphs_.size()));
    }
  }

 private:
  /// Gives where the next cluster begins. What takes no room (a vowel sign) joins the letter before it: alone it would
  /// pass for a second print of the letter after it, which ends a word for a reader. Runs go from left to right:
  /// neither script of ours goes the other way.
  double add_cluster(const PangoGlyphItemIter& iter, Point at) {
    const PangoGlyphString* string = iter.glyph_item->glyphs;
    const std::size_t before = glyphs_.size();
    const double begin = at.x;
    for (int i = iter.start_glyph; i < iter.end_glyph; ++i) {
      const PangoGlyphInfo& glyph = string->glyphs[i];
      if (glyph.glyph != PANGO_GLYPH_EMPTY) {
        const bool unknown = (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
        glyphs_.push_back({unknown ? 0UL : glyph.glyph, at.x + in_units(glyph.geometry.x_offset),
                           at.y + in_units(glyph.geometry.y_offset)});
      }
      at.x += in_units(glyph.geometry.width);
    }
    const int bytes = iter.end_index - iter.start_index;
    const int glyphs = static_cast<int>(glyphs_.size() - before);
    if (at.x == begin && !clusters_.empty() &&
        text_[iter.start_index] != ' ') {  // a space that ends a line is none either
      clusters_.back().num_bytes += bytes;
      clusters_.back().num_glyphs += glyphs;
    } else {
      clusters_.push_back({bytes, glyphs});
    }
    if (with_text_ && clusters_.back().num_glyphs > 1) end_at(at);
    return at.x;
  }

  /// A reader takes the last glyph's end for the cluster's: a sign set above the letter would leave a gap. A space that
  /// ends there closes it.
  void end_at(Point end) {
    constexpr double hair = 0.01;
    cairo_text_extents_t extents;
    cairo_glyph_extents(cairo_, &glyphs_.back(), 1, &extents);
    if (std::abs(glyphs_.back().x + extents.x_advance - end.x) < hair) return;
    if (space_width_ < 0) find_space();
    if (space_ == 0) return;
    glyphs_.push_back({space_, end.x - space_width_, end.y});
    ++clusters_.back().num_glyphs;
  }

  void find_space() {
    cairo_glyph_t* found = nullptr;
    int count = 0;
    cairo_scaled_font_t* font = cairo_get_scaled_font(cairo_);
    space_ = 0;
    space_width_ = 0;
    if (cairo_scaled_font_text_to_glyphs(font, 0, 0, " ", 1, &found, &count, nullptr, nullptr, nullptr) ==
        CAIRO_STATUS_SUCCESS) {
      cairo_text_extents_t extents;
      cairo_scaled_font_glyph_extents(font, found, count, &extents);
      if (count == 1) space_ = found[0].index;
      space_width_ = extents.x_advance;
    }
    cairo_glyph_free(found);
  }

  cairo_t* cairo_;
  const char* text_;
  bool with_text_;
  std::vector<cairo_glyph_t> glyphs_;
  std::vector<cairo_text_cluster_t> clusters_;
  unsigned long space_ = 0;
  double space_width_ = -1;
};

}  // namespace

void show_text(cairo_t* cairo, PangoLayout* layout, Point at) {
  RunPainter painter(cairo, pango_layout_get_text(layout));
  const std::unique_ptr<PangoLayoutIter, DestroyIter> iter(pango_layout_get_iter(layout));
  do {
    PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter.get());
    if (run == nullptr) continue;
    PangoRectangle logical;
    pango_layout_iter_get_run_extents(iter.get(), nullptr, &logical);
    painter.paint(run, {at.x + in_units(logical.x), at.y + in_units(pango_layout_iter_get_run_baseline(iter.get()))});
  } while (pango_layout_iter_next_run(iter.get()) != FALSE);
}

}  // namespace boothwise::reports::detail
