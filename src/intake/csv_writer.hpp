#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/record_reader.hpp"

namespace boothwise::intake {

/// Appends a cell of RFC 4180 CSV; it is quoted where it must be.
void append_csv_cell(std::string& line, std::string_view cell);

/// One line of RFC 4180 CSV with its line feed; cells are quoted where they must be.
std::string csv_line(std::span<const std::string> cells);

/// The refused rows of one file.
struct Rejected {
  std::vector<std::string> header;
  std::vector<Refusal> refusals;
};

/// Refused rows as CSV: refused_file, refused_line, refused_column, refused_value and refused_reason, then the columns
/// of all files as they stood, cells beyond a header last. A file's own columns of those five names (it was refused
/// before, mended and refused again) give way. Cells are not altered, so that a mended file can be imported again.
std::string rejects_csv(std::span<const Rejected> files);

}  // namespace boothwise::intake
