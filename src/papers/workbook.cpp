#include "papers/workbook.hpp"

#include <algorithm>
#include <set>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "intake/xlsx_writer.hpp"

namespace boothwise::papers {

namespace {

using intake::XlsxCell;
using intake::XlsxForm;
using intake::XlsxSheet;

/// A name that Excel takes, and that no other sheet has.
std::string sheet_name(std::string_view wanted, std::set<std::string>& taken) {
  constexpr std::size_t letters_most = 28;  // leaves room for a number
  std::string name;
  std::size_t letters = 0;
  for (const char c : wanted) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins && ++letters > letters_most) break;
    name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
  }
  std::string free = name;
  for (int i = 2; !taken.insert(free).second; ++i) free = name + " " + std::to_string(i);
  return free;
}

XlsxCell typed(const reports::Cell& cell) {
  if (!cell.value || cell.kind == reports::CellKind::text) return {cell.text, false, XlsxForm::plain};
  char digits[40];
  const int length = std::snprintf(digits, sizeof digits, "%.10g", *cell.value);
  const std::string number(digits, static_cast<std::size_t>(std::max(length, 0)));
  switch (cell.kind) {
    case reports::CellKind::count:
      return {number, true, XlsxForm::grouped};
    case reports::CellKind::percent:
      return {number, true, XlsxForm::percent};
    case reports::CellKind::points:
      return {number, true, XlsxForm::decimal};
    case reports::CellKind::day: {
      const std::chrono::sys_days day{std::chrono::days(static_cast<int>(*cell.value))};
      return {iso_date(Day(day)), true, XlsxForm::day};
    }
    case reports::CellKind::text:
      break;
  }
  return {cell.text, false, XlsxForm::plain};
}

XlsxSheet front_sheet(const reports::Report& report, const reports::Branding& branding, std::set<std::string>& taken) {
  const bool hindi = report.language == Language::hindi;
  XlsxSheet sheet;
  sheet.name = sheet_name(hindi ? "सार" : "Summary", taken);
  if (report.synthetic)
    sheet.lines.emplace_back(hindi ? "काल्पनिक आँकड़े: ये असली नतीजे नहीं हैं" : "Synthetic data: no real results");
  sheet.lines.push_back(report.kind_name + " · " + report.place);
  const std::string organisation(in_language(branding.organisation, report.language));
  if (!organisation.empty()) sheet.lines.push_back(organisation);
  sheet.lines.push_back(report.as_of);
  sheet.lines.push_back(report.sentence);
  sheet.lines.push_back((hindi ? "बनाया: " : "Made: ") +
                        std::string(in_language(date_text(report.made), report.language)));
  sheet.columns =
      hindi ? std::vector<std::string>{"क्या", "आँकड़ा", "टिप्पणी"} : std::vector<std::string>{"What", "Figure", "Note"};
  for (const reports::KeyFigure& one : report.figures) {
    sheet.rows.push_back({{.text = one.label}, {.text = one.value}, {.text = one.note}});
  }
  for (const std::string& line : report.methods)
    sheet.rows.push_back({{.text = hindi ? "विधि" : "Method"}, {.text = line}});
  for (const std::string& line : report.sources)
    sheet.rows.push_back({{.text = hindi ? "स्रोत" : "Source"}, {.text = line}});
  return sheet;
}

}  // namespace

Status write_workbook(const reports::Report& report, const reports::Branding& branding,
                      const std::filesystem::path& file) {
  std::set<std::string> taken;
  std::vector<XlsxSheet> sheets = {front_sheet(report, branding, taken)};
  for (const reports::Block& block : report.blocks) {
    const auto* table = std::get_if<reports::Table>(&block);
    if (table == nullptr || table->sheet.empty()) continue;
    XlsxSheet sheet;
    sheet.name = sheet_name(table->sheet, taken);
    if (report.synthetic) sheet.lines.push_back(sheets.front().lines.front());
    sheet.lines.push_back(report.kind_name + " · " + report.place + " · " + report.as_of);
    if (!table->title.empty()) sheet.lines.push_back(table->title);
    for (const std::string& line : split(table->note, '\n')) {
      if (!line.empty()) sheet.lines.push_back(line);
    }
    for (const reports::Column& column : table->columns) sheet.columns.push_back(column.title);
    for (const auto& row : table->rows) {
      std::vector<XlsxCell> cells;
      for (const reports::Cell& cell : row) cells.push_back(typed(cell));
      sheet.rows.push_back(std::move(cells));
    }
    sheets.push_back(std::move(sheet));
  }
  return intake::write_xlsx(file, sheets);
}

}  // namespace boothwise::papers
