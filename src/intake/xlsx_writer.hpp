#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boothwise::intake {

/// How a number is shown; it is a number in any case.
enum class XlsxForm : std::uint8_t {
  plain,
  grouped,  ///< 12,34,567
  percent,  ///< a fraction as 48.3 %
  decimal,  ///< 8.1
  day       ///< `text` is 2026-11-29
};

struct XlsxCell {
  std::string text;
  bool number = false;  ///< `text` is one (or a day), written as such; ids and telephone numbers are none
  XlsxForm form = XlsxForm::plain;
};

/// One sheet: lines in front, then a table whose header stays in sight.
struct XlsxSheet {
  std::string name;                ///< 1 to 31 characters, none of []:*?/\ .
  std::vector<std::string> lines;  ///< what it is, from where, for what
  std::vector<std::string> columns;
  std::vector<std::vector<XlsxCell>> rows;  ///< at most a million
};

/// Writes an Excel workbook (ECMA-376). Texts are texts, whatever they begin with: none becomes a formula. The file
/// appears only whole. Errors: `file_unwritable`, `xlsx_too_long` above a million rows.
Status write_xlsx(const std::filesystem::path& path, const XlsxSheet& sheet);
/// The same of several. REQUIRES: one sheet at least; names differ.
Status write_xlsx(const std::filesystem::path& path, std::span<const XlsxSheet> sheets);

}  // namespace boothwise::intake
