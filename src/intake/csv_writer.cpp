#include "intake/csv_writer.hpp"

namespace boothwise::intake {

namespace {

void append_cell(std::string& line, std::string_view cell) {
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

}  // namespace

std::string csv_line(std::span<const std::string> cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    append_cell(line, cells[i]);
  }
  return line + "\n";
}

std::string rejects_csv(const std::vector<std::string>& header, const std::vector<Refusal>& refusals) {
  std::vector<std::string> cells = header;
  const auto add_reason = [&](std::string file, std::string line, std::string column, std::string value,
                              std::string reason) {
    cells.resize(header.size());
    cells.insert(cells.end(),
                 {std::move(file), std::move(line), std::move(column), std::move(value), std::move(reason)});
  };
  add_reason("refused_file", "refused_line", "refused_column", "refused_value", "refused_reason");
  std::string text = csv_line(cells);
  for (const Refusal& refusal : refusals) {
    cells = refusal.cells;
    add_reason(refusal.file, std::to_string(refusal.line), refusal.column, refusal.value, refusal.reason.en);
    text += csv_line(cells);
  }
  return text;
}

}  // namespace boothwise::intake
