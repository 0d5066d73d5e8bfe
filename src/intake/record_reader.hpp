#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "intake/layout.hpp"
#include "intake/table.hpp"
#include "names/legacy_font.hpp"

namespace boothwise::intake {

/// A short name that may stand in a file's: 1 to 40 ASCII letters, digits, `-`, `_`, `.`, not beginning with a dot.
bool is_label(std::string_view text);

/// Whether a cell that holds this text fits a field of this type.
bool cell_fits(FieldType type, std::string_view text);

/// A parsed cell. An empty cell is `present == false`: a missing number stays missing and is never 0.
struct Cell {
  bool present = false;
  std::int64_t count = 0;  ///< count, positive, year
  double decimal = 0;      ///< decimal (and count, as a double)
  std::string_view text;   ///< the cell's text, trimmed; in the delivered form for reservation, house, election
};

/// One row in our terms. Views live until the next row is read.
struct Record {
  std::uint64_t line = 0;
  std::array<Cell, static_cast<std::size_t>(Field::count_)> cells;
  /// Area statistics: the other columns, in the order of `indicator_names`. A wide report of scheme counts: of each of
  /// `Recognised::counts` its count and then its base.
  std::span<const Cell> indicators;
  std::span<const std::string_view> raw;

  [[nodiscard]] const Cell& operator[](Field field) const { return cells[static_cast<std::size_t>(field)]; }
};

/// A row that was not taken, and why.
struct Refusal {
  std::string file;
  std::uint64_t line = 0;
  std::string column;
  std::string value;  ///< cut to 80 bytes
  Bilingual reason;
  std::vector<std::string> cells;  ///< the whole row, for the rejects file
};

/// Reads records of one layout out of a table: maps columns, parses cells, refuses rows that do not fit.
class RecordReader {
 public:
  enum class Outcome : std::uint8_t { record, refused, end };

  RecordReader(std::unique_ptr<TableReader> table, Recognised recognised, std::string display_name);

  /// The next record, or a refused row (then `refusal()` says why), or the end.
  /// Errors: those of TableReader::next.
  Result<Outcome> next(Record& record);

  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  /// A refusal of the record just read for a reason that only the caller can know (unknown seat, repeated key).
  [[nodiscard]] Refusal refuse(const Record& record, Field field, Bilingual reason) const;

  [[nodiscard]] const Layout& layout() const { return *recognised_.layout; }
  [[nodiscard]] const ColumnMapping& columns() const { return recognised_.columns; }
  [[nodiscard]] const std::vector<Recognised::Count>& counts() const { return recognised_.counts; }
  [[nodiscard]] const std::vector<std::string>& indicator_names() const { return indicator_names_; }
  [[nodiscard]] const TableReader& table() const { return *table_; }
  /// Cells so far that were typed for a legacy Hindi font; they are delivered in Unicode.
  [[nodiscard]] std::uint64_t legacy_font_cells() const;

 private:
  struct Column {
    Field field = Field::note;
    FieldType type = FieldType::text;
    bool filled = false;
    std::size_t index = 0;  ///< in the row
    bool is_name = false;   ///< may be typed for a legacy Hindi font
    names::LegacyFontColumn font;
  };

  /// Reads the counts of a wide report; false where one cannot be taken, which `refusal_` then says.
  bool read_counts(const Row& row);
  void refuse_cell(const Row& row, std::string_view column, std::string_view value, Bilingual reason);

  std::unique_ptr<TableReader> table_;
  Recognised recognised_;
  std::string display_name_;
  std::vector<Column> columns_;
  bool suffix_in_part_no_ = false;  ///< no column of its own holds the suffix
  std::vector<std::size_t> indicator_columns_;
  std::vector<std::string> indicator_names_;
  std::vector<Cell> indicators_;
  std::vector<std::string> delivered_;  ///< texts that differ from what stood in the file
  std::vector<std::pair<Field, Cell>> constants_;
  std::vector<std::string> constant_texts_;
  Refusal refusal_;
};

}  // namespace boothwise::intake
