#include "intake/xlsx_writer.hpp"

#include <algorithm>
#include <system_error>
#include <xlsxwriter.h>

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

}  // namespace

Status write_xlsx(const std::filesystem::path& path, const XlsxSheet& sheet) {
  if (sheet.rows.size() > rows_most) {
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
  lxw_worksheet* page = workbook_add_worksheet(book, sheet.name.c_str());
  lxw_format* bold = workbook_add_format(book);
  if (page == nullptr || bold == nullptr) {
    workbook_close(book);
    return unwritable(path);
  }
  format_set_bold(bold);
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
    note(worksheet_write_string(page, row, column++, clean(title).c_str(), bold));
  }
  worksheet_freeze_panes(page, ++row, 0);
  for (const std::vector<XlsxCell>& cells : sheet.rows) {
    column = 0;
    for (const XlsxCell& cell : cells) {
      const auto number = cell.number ? parse_number<double>(cell.text) : std::nullopt;
      note(number ? worksheet_write_number(page, row, column, *number, nullptr)
                  : worksheet_write_string(page, row, column, clean(cell.text).c_str(), nullptr));
      ++column;
    }
    ++row;
  }
  note(workbook_close(book));
  std::error_code failure;
  if (worst == LXW_NO_ERROR) std::filesystem::rename(unfinished, path, failure);
  if (worst == LXW_NO_ERROR && !failure) return success();
  std::filesystem::remove(unfinished, failure);
  return unwritable(path);
}

}  // namespace boothwise::intake
