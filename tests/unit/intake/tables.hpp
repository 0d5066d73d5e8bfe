#pragma once

#include "unit/intake/csv_reference.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/byte_source.hpp"
#include "intake/csv_reader.hpp"
#include "intake/table.hpp"

namespace boothwise::intake {

/// Gives a few bytes at a time, so that everything falls on a boundary once.
class TricklingSource final : public ByteSource {
 public:
  TricklingSource(std::string_view bytes, std::size_t step) : bytes_(bytes), step_(step) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t got = std::min({step_, buffer.size(), bytes_.size() - taken_});
    std::copy_n(bytes_.data() + taken_, got, buffer.data());
    taken_ += got;
    return got;
  }
  [[nodiscard]] std::uint64_t bytes_read() const override { return taken_; }
  [[nodiscard]] std::uint64_t bytes_total() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t step_;
  std::size_t taken_ = 0;
};

/// All that a reader delivers, the header as the first row, and the error that ended it, if any.
struct Delivered {
  std::vector<std::string> header;
  reference::Table table;
  Error error;
};

inline Delivered read_all(Result<std::unique_ptr<TableReader>> opened) {
  Delivered delivered;
  if (!opened) {
    delivered.table.failed = true;
    delivered.error = opened.error();
    return delivered;
  }
  TableReader& reader = **opened;
  delivered.header = reader.header();
  Row row;
  while (true) {
    auto more = reader.next(row);
    if (!more) {
      delivered.table.failed = true;
      delivered.error = more.error();
      return delivered;
    }
    if (!*more) return delivered;
    delivered.table.rows.push_back({row.line, {row.cells.begin(), row.cells.end()}});
  }
}

inline Delivered read_all(std::string_view bytes, TableOptions options = {}) {
  options.display_name = "sheet.csv";
  return read_all(read_table(bytes, options));
}

}  // namespace boothwise::intake
