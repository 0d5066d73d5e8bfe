#pragma once

#include "reports/canvas.hpp"

#include <memory>
#include <string>

#include "base/result.hpp"

namespace boothwise::reports {

/// A picture to send on: PNG without transparency.
class Picture {
 public:
  /// Errors: `font_missing`; `picture_too_large` above 8,000 pixels a side or below 1.
  static Result<Picture> create(int width, int height, const Colour& ground = tokens::white);
  ~Picture();
  Picture(Picture&&) noexcept;
  Picture& operator=(Picture&&) noexcept;

  [[nodiscard]] Canvas& canvas();
  /// The file's bytes, the same for the same drawing.
  [[nodiscard]] std::string png();

 private:
  struct State;
  explicit Picture(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace boothwise::reports
