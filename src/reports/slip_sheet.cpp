#include "reports/slip_sheet.hpp"

#include <optional>
#include <utility>

namespace boothwise::reports {

namespace {

constexpr double edge = 22;  // what printers leave white
constexpr int columns = 2;
constexpr int rows = SlipSheet::a_page / columns;
constexpr double slip_width = (a4.width - 2 * edge) / columns;
constexpr double slip_height = (a4.height - 2 * edge) / rows;
constexpr double inside = 13;
constexpr double text_width = slip_width - 2 * inside;
constexpr Colour black = rgb(0x000000);

// Tops of what stands on a slip, below its own.
constexpr double label_height = 11;
constexpr double title_top = 9;
constexpr double name_top = 38;
constexpr double serial_top = 78;
constexpr double part_top = 104;

}  // namespace

struct SlipSheet::State {
  PdfDocument document;
  Language language;
  SlipPart part;
  std::string title, name_label, serial_label, part_line, station_line, imprint;
  bool synthetic;
  std::optional<Canvas::Stamp> frame{};
  Canvas* page = nullptr;
  int on_page = 0;

  [[nodiscard]] std::string say(std::string_view en, std::string_view hi) const {
    return std::string(language == Language::hindi ? hi : en);
  }

  void prepare(const SlipImprint& by) {
    title = say("Voter slip (not an official document)", "मतदाता पर्ची (सरकारी दस्तावेज़ नहीं)");
    if (synthetic) title += say(" · SYNTHETIC", " · काल्पनिक");
    name_label = say("Name", "नाम");
    serial_label = say("Serial no.", "क्रम संख्या");
    part_line = say("Part ", "भाग ") + std::to_string(part.part) + say(" · segment ", " · विधान सभा ") + part.segment;
    station_line = part.station.empty() ? std::string() : say("Station: ", "मतदान स्थल: ") + part.station;
    imprint = say("Printer: ", "मुद्रक: ") + by.printer + say(" · Publisher: ", " · प्रकाशक: ") + by.publisher +
              say(" · Copies: ", " · प्रतियाँ: ") + std::to_string(by.copies);
  }

  void next_page() {
    page = &document.next_page(a4);
    on_page = 0;
    for (int column = 0; column <= columns; ++column) {
      const double x = edge + slip_width * column;
      page->dashed({x, edge}, {x, a4.height - edge}, tokens::line_strong, 0.4, 3);
    }
    for (int row = 0; row <= rows; ++row) {
      const double y = edge + slip_height * row;
      page->dashed({edge, y}, {a4.width - edge, y}, tokens::line_strong, 0.4, 3);
    }
  }

  /// What every slip of the part has, at its own top left corner.
  void draw_frame(Canvas& canvas) const {
    const TextStyle small{.size = 8, .colour = black, .width = text_width};
    canvas.text({inside, title_top}, title, small);
    canvas.text({inside, name_top - label_height}, name_label, small);
    canvas.text({inside, serial_top - label_height}, serial_label, small);
    const TextStyle body{.size = 9.5, .colour = black, .width = text_width, .line_height = 1.4};
    const double y = part_top + canvas.text({inside, part_top}, part_line, body).height;
    if (!station_line.empty()) canvas.text({inside, y}, station_line, body);
    const TextStyle fine{.size = 5.5, .colour = black, .width = text_width, .line_height = 1.4};
    canvas.text({inside, slip_height - canvas.measure(imprint, fine).height - 6}, imprint, fine);
  }

  void draw(const Slip& slip) {
    if (page == nullptr || on_page == a_page) next_page();
    if (!frame) {
      frame.emplace(page->record({slip_width, slip_height}, [this](Canvas& canvas) { draw_frame(canvas); }));
    }
    const double x = edge + slip_width * (on_page % columns);
    const double y = edge + slip_height * (on_page / columns);  // NOLINT(bugprone-integer-division): the row
    ++on_page;
    page->stamp({x, y}, *frame);
    // A name is never cut: a long one is set smaller, over two lines at last.
    TextStyle name{.size = 17, .weight = Weight::bold, .colour = black, .width = text_width, .line_height = 1.4};
    constexpr double least = 9;
    while (page->measure(slip.name, name).lines > 1 && name.size > least) name.size -= 2;
    page->text({x + inside, y + name_top}, slip.name, name);
    page->text({x + inside, y + serial_top}, std::to_string(slip.serial),
               {.size = 17, .weight = Weight::bold, .colour = black, .line_height = 1.3});
  }
};

SlipSheet::SlipSheet(std::unique_ptr<State> state) : state_(std::move(state)) {}
SlipSheet::~SlipSheet() = default;
SlipSheet::SlipSheet(SlipSheet&&) noexcept = default;
SlipSheet& SlipSheet::operator=(SlipSheet&&) noexcept = default;

Result<SlipSheet> SlipSheet::create(Language language, SlipPart part, SlipImprint imprint, bool synthetic,
                                    const PdfSettings& settings, ByteSink sink) {
  if (imprint.printer.empty() || imprint.publisher.empty() || imprint.copies < 1) {
    return Error{ErrorKind::conflict,
                 "imprint_missing",
                 {"slips carry printer, publisher and copies", "पर्ची पर मुद्रक, प्रकाशक और प्रतियों की संख्या ज़रूरी है"}};
  }
  BOOTHWISE_TRY(document, PdfDocument::create(settings, std::move(sink)));
  auto state = std::make_unique<State>(State{.document = std::move(document),
                                             .language = language,
                                             .part = std::move(part),
                                             .title = {},
                                             .name_label = {},
                                             .serial_label = {},
                                             .part_line = {},
                                             .station_line = {},
                                             .imprint = {},
                                             .synthetic = synthetic});
  state->prepare(imprint);
  return SlipSheet(std::move(state));
}

void SlipSheet::add(const Slip& slip) { state_->draw(slip); }

Status SlipSheet::finish() { return state_->document.finish(); }

}  // namespace boothwise::reports
