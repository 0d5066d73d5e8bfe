#include "reports/paper.hpp"

#include "reports/charts.hpp"
#include "reports/picture.hpp"

#include <algorithm>
#include <functional>
#include <type_traits>
#include <utility>

#include "base/date_text.hpp"
#include "base/text.hpp"

namespace boothwise::reports {

namespace {

constexpr double margin = 46;
constexpr double width = a4.width - 2 * margin;
constexpr double top = 70;                 // where blocks begin
constexpr double bottom = a4.height - 56;  // where they end
constexpr double band_height = 16;

constexpr double body = 9.5;
constexpr double fine = 8;

/// What stands on one page, drawn in order. The arguments are the canvas and the page's number with that of all.
using Drawing = std::function<void(Canvas&)>;
using Page = std::vector<Drawing>;

struct Words {
  Language language;
  [[nodiscard]] std::string_view operator()(std::string_view en, std::string_view hi) const {
    return language == Language::hindi ? hi : en;
  }
};

/// Places blocks on pages from top to bottom; what is drawn is decided first, so that each page can say of how many it
/// is.
class Setting {
 public:
  Setting(const Report& report, const Branding& branding, Canvas& measure)
      : report_(report), branding_(branding), measure_(measure), say_{report.language} {
    pages_.emplace_back();
  }

  std::vector<Page> set() {
    set_front();
    for (std::size_t i = 0; i < report_.blocks.size(); ++i) {
      const Block& block = report_.blocks[i];
      if (std::holds_alternative<Heading>(block)) need(heading_height + least_height(i + 1));
      std::visit([this](const auto& one) { place(one); }, block);
    }
    set_end();
    return std::move(pages_);
  }

 private:
  [[nodiscard]] double left() const { return bottom - y_; }

  void next_page() {
    if (pages_.back().empty()) return;
    pages_.emplace_back();
    y_ = top;
  }

  void need(double height) {
    if (height > left() && y_ > top) next_page();
  }

  void draw(Drawing drawing) { pages_.back().push_back(std::move(drawing)); }

  /// A block of text over the whole width, on as many lines as it needs.
  void put_text(std::string text, TextStyle style, double indent = 0) {
    style.width = width - indent;
    const double height = measure_.measure(text, style).height;
    need(height);
    draw([text = std::move(text), style, y = y_, indent](Canvas& canvas) {
      canvas.text({margin + indent, y}, text, style);
    });
    y_ += height;
  }

  /// Whose paper it is, what it is of, and what it says first.
  void set_front() {
    constexpr double logo = 44;
    const std::string organisation(in_language(branding_.organisation, report_.language));
    double indent = 0;
    if (!branding_.logo.empty()) {
      draw([this, y = y_](Canvas& canvas) {
        // A logo that cannot be read was refused with the settings.
        static_cast<void>(canvas.image({margin, y, logo, logo}, branding_.logo));
      });
      indent = logo + 10;
    }
    const double begin = y_;
    if (!organisation.empty()) put_text(organisation, {.size = 10, .weight = Weight::bold}, indent);
    const std::string address(in_language(branding_.address, report_.language));
    if (!address.empty()) put_text(address, {.size = fine, .colour = tokens::muted}, indent);
    if (indent > 0) y_ = std::max(y_, begin + logo);
    if (y_ > begin) y_ += 12;
    put_text(report_.kind_name, {.size = 11, .weight = Weight::bold, .colour = branding_.accent});
    put_text(report_.place, {.size = 25, .weight = Weight::bold, .line_height = 1.35});
    put_text(report_.as_of, {.size = body, .colour = tokens::muted});
    y_ += 6;
    if (!report_.sentence.empty()) put_text(report_.sentence, {.size = 13, .line_height = 1.5});
    y_ += 6;
    if (!report_.figures.empty()) place(KeyFigures{report_.figures});
  }

  /// Sources and method stand at the end, imprint below.
  void set_end() {
    const TextStyle style{.size = fine, .colour = tokens::muted};
    const auto list = [&](std::string_view title, const std::vector<std::string>& lines) {
      if (lines.empty()) return;
      constexpr double title_and_two_lines = 44;
      y_ += 8;
      need(title_and_two_lines);
      put_text(std::string(title), {.size = body, .weight = Weight::bold});
      for (const std::string& line : lines) put_text("· " + line, style);
    };
    list(say_("Where the numbers are from", "आँकड़े कहाँ से हैं"), report_.sources);
    list(say_("How they are defined", "परिभाषा और विधि"), report_.methods);
    const std::string printer(in_language(branding_.printer, report_.language));
    const std::string publisher(in_language(branding_.publisher, report_.language));
    std::vector<std::string> imprint;
    if (!printer.empty()) imprint.push_back(std::string(say_("Printer: ", "मुद्रक: ")) + printer);
    if (!publisher.empty()) imprint.push_back(std::string(say_("Publisher: ", "प्रकाशक: ")) + publisher);
    list(say_("Imprint", "मुद्रण विवरण"), imprint);
  }

  static constexpr double heading_height = 46;

  /// What must stand under a heading on its page: a whole figure, a paragraph with what it leads to, the beginning of a
  /// table.
  [[nodiscard]] double least_height(std::size_t index) {
    constexpr double some_lines = 60;
    if (index >= report_.blocks.size()) return 0;
    const Block& block = report_.blocks[index];
    return std::visit(
        [&](const auto& one) -> double {
          using Kind = std::decay_t<decltype(one)>;
          if constexpr (requires { height_of(one, measure_, width); }) {
            return height_of(one, measure_, width);
          } else if constexpr (std::is_same_v<Kind, Paragraph>) {
            return some_lines / 2 + least_height(index + 1);
          } else if constexpr (std::is_same_v<Kind, PageBreak> || std::is_same_v<Kind, Heading>) {
            return 0;
          } else {
            return some_lines * 1.5;
          }
        },
        block);
  }

  void place(const Heading& heading) {
    if (y_ > top) y_ += 14;
    const double y = y_;
    draw([this, y](Canvas& canvas) { canvas.fill({margin, y + 3, 3, 15}, branding_.accent); });
    put_text(heading.text, {.size = 14, .weight = Weight::bold}, 9);
    y_ += 5;
  }

  void place(const Paragraph& paragraph) {
    const bool warning = paragraph.tone == Paragraph::Tone::warning;
    const TextStyle style{.size = body,
                          .colour = paragraph.tone == Paragraph::Tone::muted ? tokens::muted
                                    : warning                                ? tokens::warn
                                                                             : tokens::ink,
                          .width = width - (warning ? 16 : 0)};
    if (!warning) {
      put_text(paragraph.text, style);
      y_ += 5;
      return;
    }
    const double height = measure_.measure(paragraph.text, style).height + 10;
    need(height);
    draw([text = paragraph.text, style, height, y = y_](Canvas& canvas) {
      canvas.fill_rounded({margin, y, width, height}, 3, tokens::warn_soft);
      canvas.text({margin + 8, y + 5}, text, style);
    });
    y_ += height + 6;
  }

  void place(const KeyFigures& figures) {
    if (figures.figures.empty()) return;
    constexpr double between = 10;
    constexpr double inside = 9;
    const auto count = static_cast<double>(figures.figures.size());
    const double each = (width - between * (count - 1)) / count;
    const TextStyle value{.size = 19, .weight = Weight::bold, .colour = branding_.accent, .width = each - 2 * inside};
    const TextStyle label{.size = 8.5, .width = each - 2 * inside};
    const TextStyle note{.size = 7.5, .colour = tokens::muted, .width = each - 2 * inside};
    double height = 0;
    for (const KeyFigure& one : figures.figures) {
      height = std::max(height, measure_.measure(one.value, value).height + measure_.measure(one.label, label).height +
                                    (one.note.empty() ? 0 : measure_.measure(one.note, note).height));
    }
    height += 2 * inside - 4;
    need(height);
    draw([figures, value, label, note, each, height, y = y_](Canvas& canvas) {
      double x = margin;
      for (const KeyFigure& one : figures.figures) {
        canvas.fill_rounded({x, y, each, height}, 4, tokens::sunk);
        double at = y + inside - 2;
        at += canvas.text({x + inside, at}, one.value, value).height;
        at += canvas.text({x + inside, at}, one.label, label).height;
        if (!one.note.empty()) canvas.text({x + inside, at}, one.note, note);
        x += each + between;
      }
    });
    y_ += height + 10;
  }

  void place(const PageBreak& /*block*/) { next_page(); }

  template <typename Chart>
  void place(const Chart& chart) {
    const double height = height_of(chart, measure_, width);
    need(height);
    draw([this, &chart, y = y_](Canvas& canvas) {
      draw_chart(chart, canvas, {margin, y}, width, {report_.language, branding_.accent});
    });
    y_ += height + 12;
  }

  // --- tables

  static constexpr double cell_x = 5.5;
  static constexpr double cell_y = 2.5;
  static constexpr double mark_side = 9;

  [[nodiscard]] static std::vector<double> widths_of(const Table& table) {
    double all = 0;
    for (const Column& column : table.columns) all += column.share;
    std::vector<double> widths;
    for (const Column& column : table.columns) widths.push_back(width * column.share / all);
    return widths;
  }

  [[nodiscard]] static TextStyle cell_style(const Column& column, double room, bool head, Mark mark) {
    return {.size = fine,
            .weight = head ? Weight::bold : Weight::regular,
            .align = column.align,
            .width = std::max(8.0, room - 2 * cell_x - (mark == Mark::none ? 0 : mark_side + 4)),
            .line_height = 1.4};
  }

  [[nodiscard]] double row_height(const Table& table, const std::vector<double>& widths, const std::vector<Cell>& row) {
    double height = 0;
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      height = std::max(
          height, measure_.measure(row[i].text, cell_style(table.columns[i], widths[i], false, row[i].mark)).height);
    }
    return height + 2 * cell_y;
  }

  [[nodiscard]] double head_height(const Table& table, const std::vector<double>& widths) {
    double height = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      height = std::max(
          height,
          measure_.measure(table.columns[i].title, cell_style(table.columns[i], widths[i], true, Mark::none)).height);
    }
    return height + 2 * cell_y;
  }

  void draw_head(const Table& table, const std::vector<double>& widths, double height) {
    draw([&table, widths, height, y = y_](Canvas& canvas) {
      canvas.fill({margin, y, width, height}, tokens::sunk);
      double x = margin;
      for (std::size_t i = 0; i < widths.size(); ++i) {
        canvas.text({x + cell_x, y + cell_y}, table.columns[i].title,
                    cell_style(table.columns[i], widths[i], true, Mark::none));
        x += widths[i];
      }
      canvas.line({margin, y + height}, {margin + width, y + height}, tokens::line_strong, 0.8);
    });
    y_ += height;
  }

  void draw_row(const Table& table, const std::vector<double>& widths, const std::vector<Cell>& row, double height) {
    draw([&table, widths, &row, height, y = y_](Canvas& canvas) {
      double x = margin;
      for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
        const Cell& cell = row[i];
        double indent = cell_x;
        if (cell.mark != Mark::none) {
          draw_mark(canvas, cell.mark, {x + indent, y + cell_y + 1.2, mark_side, mark_side});
          indent += mark_side + 4;
        }
        canvas.text({x + indent, y + cell_y}, cell.text, cell_style(table.columns[i], widths[i], false, cell.mark));
        x += widths[i];
      }
      canvas.line({margin, y + height}, {margin + width, y + height}, tokens::line, 0.5);
    });
    y_ += height;
  }

  void place(const Table& table) {
    const std::vector<double> widths = widths_of(table);
    const double head = head_height(table, widths);
    const std::size_t printed = std::min(table.printed_most, table.rows.size());
    double first_rows = head;
    for (std::size_t i = 0; i < std::min<std::size_t>(printed, 3); ++i) {
      first_rows += row_height(table, widths, table.rows[i]);
    }
    if (!table.title.empty()) {
      need(first_rows + 18);
      put_text(table.title, {.size = 10.5, .weight = Weight::bold});
      y_ += 2;
    }
    need(first_rows);
    draw_head(table, widths, head);
    for (std::size_t i = 0; i < printed; ++i) {
      const double height = row_height(table, widths, table.rows[i]);
      if (height > left()) {
        next_page();
        draw_head(table, widths, head);
      }
      draw_row(table, widths, table.rows[i], height);
    }
    y_ += 3;
    if (printed < table.rows.size()) {
      const std::string more = grouped(static_cast<std::int64_t>(table.rows.size() - printed));
      put_text(report_.language == Language::hindi ? "शेष " + more + " पंक्तियाँ एक्सेल फ़ाइल में हैं।"
                                                   : more + " more rows are in the Excel file.",
               {.size = fine, .colour = tokens::muted});
    }
    if (!table.note.empty()) put_text(table.note, {.size = fine, .colour = tokens::muted});
    y_ += 8;
  }

  const Report& report_;
  const Branding& branding_;
  Canvas& measure_;
  Words say_;
  std::vector<Page> pages_;
  double y_ = top;
};

/// What every page has: whose and what on top, number below.
void draw_furniture(Canvas& canvas, const Report& report, const Branding& branding, int number, int of) {
  const Words say{report.language};
  const TextStyle style{.size = fine, .colour = tokens::muted};
  TextStyle at_end = style;
  at_end.align = Align::end;
  double y = 30;
  if (report.synthetic) {
    canvas.fill({0, 0, a4.width, band_height + 4}, tokens::warn_soft);
    canvas.text({a4.width / 2, 3},
                say("Synthetic data: no real results, made for practice",
                    "काल्पनिक आँकड़े: ये असली नतीजे नहीं हैं, अभ्यास के लिए बनाए गए हैं"),
                {.size = 9, .weight = Weight::bold, .colour = tokens::warn, .align = Align::middle});
  }
  const std::string date(in_language(date_text(report.made), report.language));
  const double date_width = canvas.measure(date, at_end).width;
  TextStyle head = style;
  head.width = width - date_width - 12;
  head.lines_most = 1;
  canvas.text({margin, y}, report.place + " · " + report.kind_name, head);
  canvas.text({a4.width - margin, y}, date, at_end);
  y += 15;
  canvas.line({margin, y}, {a4.width - margin, y}, tokens::line_strong, 0.5);
  const double foot = a4.height - 38;
  canvas.line({margin, foot - 5}, {a4.width - margin, foot - 5}, tokens::line, 0.5);
  head.width = width - 60;
  canvas.text({margin, foot}, in_language(branding.organisation, report.language), head);
  canvas.text({a4.width - margin, foot}, std::to_string(number) + " / " + std::to_string(of), at_end);
}

}  // namespace

Result<int> write_paper(const Report& report, const Branding& branding, const ByteSink& sink) {
  BOOTHWISE_TRY(scratch, Picture::create(1, 1));
  Setting setting(report, branding, scratch.canvas());  // drawings use it
  const std::vector<Page> pages = setting.set();
  PdfSettings settings;
  settings.title = report.place + " · " + report.kind_name;
  settings.author = in_language(branding.organisation, report.language);
  settings.subject = report.as_of;
  settings.made = begin_in_india(report.made);
  BOOTHWISE_TRY(document, PdfDocument::create(settings, sink));
  int number = 0;
  for (const Page& page : pages) {
    if (page.empty()) continue;
    Canvas& canvas = document.next_page();
    draw_furniture(canvas, report, branding, ++number, static_cast<int>(pages.size()));
    for (const Drawing& drawing : page) drawing(canvas);
  }
  BOOTHWISE_CHECK(document.finish());
  return number;
}

}  // namespace boothwise::reports
