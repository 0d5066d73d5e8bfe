#pragma once

#include "reports/canvas.hpp"
#include "reports/detail/text_engine.hpp"

#include <cairo.h>
#include <memory>

namespace boothwise::reports {

/// What a canvas draws with; the owner of the canvas owns the surface.
struct Canvas::State {
  State(cairo_surface_t* surface, Size its_size, detail::TextEngine& its_engine)
      : cairo(cairo_create(surface)), size(its_size), engine(&its_engine) {}
  ~State() { cairo_destroy(cairo); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  cairo_t* cairo;
  Size size;
  detail::TextEngine* engine;
};

namespace detail {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;

}  // namespace detail

}  // namespace boothwise::reports
