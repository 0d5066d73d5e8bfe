#include "reports/pdf.hpp"

#include "reports/detail/canvas_state.hpp"

#include <cairo-pdf.h>
#include <optional>

namespace boothwise::reports {

struct PdfDocument::State {
  ByteSink sink;
  Status written = success();  ///< the sink's first error
  detail::TextEngine* engine = nullptr;
  detail::Surface surface;
  std::optional<Canvas> canvas;
  int pages = 0;

  static cairo_status_t take(void* self, const unsigned char* bytes, unsigned int length) {
    auto& state = *static_cast<State*>(self);
    if (!state.written.ok()) return CAIRO_STATUS_WRITE_ERROR;
    state.written =
        state.sink(std::string_view(reinterpret_cast<const char*>(bytes), length));  // NOLINT: bytes as bytes
    return state.written.ok() ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
  }

  void end_page() {
    if (!canvas) return;
    canvas.reset();
    cairo_surface_show_page(surface.get());
  }
};

PdfDocument::PdfDocument(std::unique_ptr<State> state) : state_(std::move(state)) {}
PdfDocument::~PdfDocument() = default;
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;

Result<PdfDocument> PdfDocument::create(const PdfSettings& settings, ByteSink sink) {
  BOOTHWISE_TRY(engine, detail::TextEngine::mine());
  auto state = std::make_unique<State>();
  state->sink = std::move(sink);
  state->engine = engine;
  state->surface.reset(cairo_pdf_surface_create_for_stream(State::take, state.get(), a4.width, a4.height));
  cairo_surface_t* surface = state->surface.get();
  const std::string made = iso_utc(settings.made);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, settings.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, settings.author.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, settings.subject.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Boothwise");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
  return PdfDocument(std::move(state));
}

Canvas& PdfDocument::next_page(Size size) {
  state_->end_page();
  ++state_->pages;
  cairo_pdf_surface_set_size(state_->surface.get(), size.width, size.height);
  state_->canvas.emplace(std::make_unique<Canvas::State>(state_->surface.get(), size, *state_->engine));
  return *state_->canvas;
}

int PdfDocument::pages() const { return state_->pages; }

Status PdfDocument::finish() {
  if (state_->pages == 0) throw BrokenInvariant("a PDF file without a page");
  state_->end_page();
  cairo_surface_finish(state_->surface.get());
  const cairo_status_t status = cairo_surface_status(state_->surface.get());
  BOOTHWISE_CHECK(std::move(state_->written));
  if (status == CAIRO_STATUS_SUCCESS) return success();
  const std::string reason = cairo_status_to_string(status);
  return Error{ErrorKind::environment,
               "pdf_failed",
               {"the PDF file could not be made: " + reason, "पीडीएफ़ फ़ाइल नहीं बन सकी: " + reason}};
}

}  // namespace boothwise::reports
