#include "intake/csv_writer.hpp"

#include <algorithm>
#include <array>

namespace boothwise::intake {

void append_csv_cell(std::string& line, std::string_view cell) {
  // Space at an end would be trimmed by a reader if it were not quoted; ours trims it all the same.
  if (cell.find_first_of(",;|\t\"\r\n") == std::string_view::npos) {
    line += cell;
    return;
  }
  line += '"';
  for (const char c : cell) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

std::string csv_line(std::span<const std::string> cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    append_csv_cell(line, cells[i]);
  }
  return line + "\n";
}

std::string rejects_csv(std::span<const Rejected> files) {
  const std::vector<std::string> reasons{"refused_file", "refused_line", "refused_column", "refused_value",
                                         "refused_reason"};
  std::vector<std::string> columns = reasons;
  for (const Rejected& file : files) {
    for (const std::string& name : file.header) {
      if (std::ranges::find(columns, name) == columns.end()) columns.push_back(name);
    }
  }
  std::string text = csv_line(columns);
  for (const Rejected& file : files) {
    for (const Refusal& refusal : file.refusals) {
      std::vector<std::string> line(columns.size());
      for (std::size_t i = 0; i < refusal.cells.size(); ++i) {
        if (i >= file.header.size()) {
          line.push_back(refusal.cells[i]);
        } else {
          line[static_cast<std::size_t>(std::ranges::find(columns, file.header[i]) - columns.begin())] =
              refusal.cells[i];
        }
      }
      std::ranges::copy(
          std::array{refusal.file, std::to_string(refusal.line), refusal.column, refusal.value, refusal.reason.en},
          line.begin());
      text += csv_line(line);
    }
  }
  return text;
}

}  // namespace boothwise::intake
