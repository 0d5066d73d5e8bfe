#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boothwise::intake {

struct XlsxCell {
  std::string text;
  bool number = false;  ///< `text` is one, written as such; ids and telephone numbers are none
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

}  // namespace boothwise::intake
