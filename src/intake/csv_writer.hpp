#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/record_reader.hpp"

namespace boothwise::intake {

/// One line of RFC 4180 CSV with its line feed; cells are quoted where they must be.
std::string csv_line(std::span<const std::string> cells);

/// Refused rows as CSV: the file's own columns as they stood, then refused_file, refused_line, refused_column,
/// refused_value and refused_reason. Cells are not altered, so that a mended file can be imported again.
std::string rejects_csv(const std::vector<std::string>& header, const std::vector<Refusal>& refusals);

}  // namespace boothwise::intake
