#include "reports/slip_sheet.hpp"

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

}  // namespace

struct SlipSheet::State {
  PdfDocument document;
  Language language;
  SlipPart part;
  std::string title, name_label, serial_label, part_line, station_line, imprint;
  bool synthetic;
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

  void draw(const Slip& slip) {
    if (page == nullptr || on_page == a_page) next_page();
    const double x = edge + slip_width * (on_page % columns) + inside;
    const double top = edge + slip_height * (on_page / columns) + 9;  // NOLINT(bugprone-integer-division): the row
    ++on_page;
    const TextStyle small{.size = 8, .colour = black, .width = text_width};
    double y = top + page->text({x, top}, title, small).height + 6;
    page->text({x, y}, name_label, small);
    y += 11;
    // A name is never cut: a long one is set smaller, and one of two lines as two.
    TextStyle name{.size = 17, .weight = Weight::bold, .colour = black, .width = text_width, .line_height = 1.4};
    TextMeasure measure = page->measure(slip.name, name);
    for (constexpr double least = 9; measure.lines > 1 && name.size > least;) {
      name.size -= 2;
      measure = page->measure(slip.name, name);
    }
    y += page->text({x, y}, slip.name, name).height + 3;
    page->text({x, y}, serial_label, small);
    y += 11;
    y += page->text({x, y}, std::to_string(slip.serial),
                    {.size = 17, .weight = Weight::bold, .colour = black, .line_height = 1.3})
             .height +
         3;
    const TextStyle body{.size = 9.5, .colour = black, .width = text_width, .line_height = 1.4};
    y += page->text({x, y}, part_line, body).height;
    if (!station_line.empty()) page->text({x, y}, station_line, body);
    const TextStyle fine{.size = 5.5, .colour = black, .width = text_width, .line_height = 1.4};
    const double height = page->measure(imprint, fine).height;
    page->text({x, top - 9 + slip_height - height - 6}, imprint, fine);
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
