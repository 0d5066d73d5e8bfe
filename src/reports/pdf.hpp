#pragma once

#include "reports/canvas.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"

namespace boothwise::reports {

/// What a reader's window shows of a PDF file. The same settings and drawing give the same bytes.
struct PdfSettings {
  std::string title;
  std::string author;
  std::string subject;
  Instant made;  ///< creation date; files are alike only where it is
};

/// Takes the next bytes of a file; an error ends it.
using ByteSink = std::function<Status(std::string_view bytes)>;

/// A PDF file that is written while it is drawn: a page leaves memory when the next begins. Text can be selected and
/// searched.
class PdfDocument {
 public:
  /// Errors: `font_missing`.
  static Result<PdfDocument> create(const PdfSettings& settings, ByteSink sink);
  ~PdfDocument();
  PdfDocument(PdfDocument&&) noexcept;
  PdfDocument& operator=(PdfDocument&&) noexcept;

  /// Begins a page, ends the one before. The canvas is good until the next page or `finish`.
  Canvas& next_page(Size size = a4);
  [[nodiscard]] int pages() const;
  /// Writes what is left. Errors: the sink's first one; `pdf_failed`. REQUIRES: one page at least, not finished before.
  Status finish();

 private:
  struct State;
  explicit PdfDocument(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace boothwise::reports
