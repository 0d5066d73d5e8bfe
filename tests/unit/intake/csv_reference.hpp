#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace boothwise::intake::reference {

struct Row {
  std::uint64_t line = 0;
  std::vector<std::string> cells;

  friend bool operator==(const Row&, const Row&) = default;
};

struct Table {
  std::vector<Row> rows;
  bool failed = false;  ///< rows before the failure are there
};

/// The slow, obvious twin of the CSV reader: the whole text at once, one character after another, no header.
class CsvParser {
 public:
  CsvParser(std::string_view text, char separator) : text_(text), separator_(separator) {}

  Table parse() {
    Table table;
    while (!at_end() && !table.failed) {
      Row row;
      row.line = line_;
      if (!read_row(row.cells)) {
        table.failed = true;
        break;
      }
      bool blank = true;
      for (const std::string& cell : row.cells) blank = blank && cell.empty();
      if (!blank) table.rows.push_back(row);
    }
    return table;
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] bool at_cell_end() const {
    return at_end() || here() == separator_ || here() == '\n' || here() == '\r';
  }
  static bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  }

  bool read_row(std::vector<std::string>& cells) {
    while (true) {
      std::string cell;
      if (!read_cell(cell) || !is_utf8(cell)) return false;
      cells.emplace_back(trimmed(cell));
      if (at_end()) return true;
      const char end = here();
      ++at_;
      if (end == separator_) continue;
      if (end == '\r' && !at_end() && here() == '\n') ++at_;
      ++line_;
      return true;
    }
  }

  bool read_cell(std::string& cell) {
    while (!at_cell_end() && here() != '"') {
      if (is_control(here())) return false;
      cell += here();
      ++at_;
    }
    if (at_cell_end()) return true;
    if (!trimmed(cell).empty()) return false;  // a quote inside an unquoted cell
    cell.clear();
    ++at_;
    return read_quoted(cell);
  }

  bool read_quoted(std::string& cell) {
    while (true) {
      if (at_end()) return false;  // never closed
      const char c = here();
      if (is_control(c)) return false;
      ++at_;
      if (c == '"') {
        if (at_end() || here() != '"') break;
        ++at_;
      }
      if (c == '\n' || (c == '\r' && (at_end() || here() != '\n'))) ++line_;
      cell += c;
    }
    while (!at_end() && here() == ' ') ++at_;
    return at_cell_end();
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

inline Table parse_csv(std::string_view text, char separator) { return CsvParser(text, separator).parse(); }

}  // namespace boothwise::intake::reference
