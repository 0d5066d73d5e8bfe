#include "intake/xlsx_writer.hpp"

#include <algorithm>
#include <system_error>
#include <xlsxwriter.h>

#include "base/dates.hpp"
#include "base/text.hpp"

namespace boothwise::intake {

namespace {

constexpr std::size_t rows_most = 1'000'000;
constexpr std::size_t cell_bytes_most = 32'000;  // Excel takes 32,767 characters
constexpr double narrow = 12;
constexpr double wide = 48;

Error unwritable(const std::filesystem::path& path) {
  return {ErrorKind::environment,
          "file_unwritable",
          {"the file cannot be written", "फ़ाइल नहीं लिखी जा सकती"},
          {path.string(), 0, {}, {}}};
}

/// Excel takes no control characters.
std::string clean(std::string_view text) {
  std::string kept;
  for (const char c : shortened(text, cell_bytes_most)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 || c == '\n' || c == '\t') kept += c;
  }
  return kept;
}

/// The formats of a workbook, made once.
struct Formats {
  lxw_format* bold = nullptr;
  lxw_format* grouped = nullptr;
  lxw_format* percent = nullptr;
  lxw_format* decimal = nullptr;
  lxw_format* day = nullptr;

  [[nodiscard]] lxw_format* of(XlsxForm form) const {
    switch (form) {
      case XlsxForm::plain:
        return nullptr;
      case XlsxForm::grouped:
        return grouped;
      case XlsxForm::percent:
        return percent;
      case XlsxForm::decimal:
        return decimal;
      case XlsxForm::day:
        return day;
    }
    return nullptr;
  }
};

Formats formats_of(lxw_workbook* book) {
  Formats formats;
  const auto add = [book](const char* number_format) {
    lxw_format* format = workbook_add_format(book);
    if (format != nullptr && number_format != nullptr) format_set_num_format(format, number_format);
    return format;
  };
  formats.bold = add(nullptr);
  if (formats.bold != nullptr) format_set_bold(formats.bold);
  formats.grouped = add("[>=10000000]##\\,##\\,##\\,##0;[>=100000]##\\,##\\,##0;##,##0");
  formats.percent = add("0.0 %");
  formats.decimal = add("0.0");
  formats.day = add("dd/mm/yyyy");
  return formats;
}

lxw_error write_cell(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const XlsxCell& cell,
                     const Formats& formats) {
  if (cell.number && cell.form == XlsxForm::day) {
    if (const auto day = parse_date(cell.text)) {
      lxw_datetime when = {};
      when.year = static_cast<int>(day->year());
      when.month = static_cast<int>(static_cast<unsigned>(day->month()));
      when.day = static_cast<int>(static_cast<unsigned>(day->day()));
      return worksheet_write_datetime(page, row, column, &when, formats.day);
    }
  }
  const auto number = cell.number ? parse_number<double>(cell.text) : std::nullopt;
  return number ? worksheet_write_number(page, row, column, *number, formats.of(cell.form))
                : worksheet_write_string(page, row, column, clean(cell.text).c_str(), nullptr);
}

lxw_error write_sheet(lxw_worksheet* page, const XlsxSheet& sheet, const Formats& formats) {
  lxw_row_t row = 0;
  lxw_error worst = LXW_NO_ERROR;
  const auto note = [&worst](lxw_error error) {
    if (error != LXW_NO_ERROR) worst = error;
  };
  for (const std::string& line : sheet.lines)
    note(worksheet_write_string(page, row++, 0, clean(line).c_str(), nullptr));
  if (!sheet.columns.empty()) {
    worksheet_set_column(page, 0, static_cast<lxw_col_t>(sheet.columns.size() - 1), narrow, nullptr);
  }
  lxw_col_t column = 0;
  for (const std::string& title : sheet.columns) {
    const double width = std::clamp(static_cast<double>(title.size()), narrow, wide);
    worksheet_set_column(page, column, column, width, nullptr);
    note(worksheet_write_string(page, row, column++, clean(title).c_str(), formats.bold));
  }
  worksheet_freeze_panes(page, ++row, 0);
  for (const std::vector<XlsxCell>& cells : sheet.rows) {
    column = 0;
    for (const XlsxCell& cell : cells) note(write_cell(page, row, column++, cell, formats));
    ++row;
  }
  return worst;
}

}  // namespace

Status write_xlsx(const std::filesystem::path& path, const XlsxSheet& sheet) {
  return write_xlsx(path, std::span(&sheet, 1));
}

Status write_xlsx(const std::filesystem::path& path, std::span<const XlsxSheet> sheets) {
  for (const XlsxSheet& sheet : sheets) {
    if (sheet.rows.size() <= rows_most) continue;
    return Error{ErrorKind::bad_input,
                 "xlsx_too_long",
                 {"a sheet holds at most a million rows; take CSV", "एक शीट में अधिकतम दस लाख पंक्तियाँ; CSV लें"}};
  }
  std::filesystem::path unfinished = path;
  unfinished += ".part";
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  const std::string folder = path.parent_path().string();
  std::string temporary = folder;
  if (!temporary.empty()) options.tmpdir = temporary.data();
  lxw_workbook* book = workbook_new_opt(unfinished.c_str(), &options);
  if (book == nullptr) return unwritable(path);
  const Formats formats = formats_of(book);
  lxw_error worst = formats.day == nullptr ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR;
  for (const XlsxSheet& sheet : sheets) {
    lxw_worksheet* page = workbook_add_worksheet(book, sheet.name.c_str());
    const lxw_error error = page == nullptr ? LXW_ERROR_SHEETNAME_LENGTH_EXCEEDED : write_sheet(page, sheet, formats);
    if (error != LXW_NO_ERROR) worst = error;
  }
  const lxw_error closed = workbook_close(book);
  if (closed != LXW_NO_ERROR) worst = closed;
  std::error_code failure;
  if (worst == LXW_NO_ERROR) std::filesystem::rename(unfinished, path, failure);
  if (worst == LXW_NO_ERROR && !failure) return success();
  std::filesystem::remove(unfinished, failure);
  return unwritable(path);
}

}  // namespace boothwise::intake
