#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/growing_array.hpp"
#include "linkage/dictionary.hpp"

namespace boothwise::linkage {

using RecordNo = std::uint32_t;

/// Records as rows of value ids, one dictionary a column. Two tables to link stand behind each other, left first; in a
/// single table all records are `left`.
class Table {
 public:
  /// `threads` take the columns' texts in together.
  explicit Table(std::size_t columns, unsigned threads = 1)
      : dictionaries_(columns), waiting_(columns), threads_(threads), batch_(threads > 1 ? large_batch : batch) {}

  /// Adds a record; texts in order of the columns, empty = missing.
  void add(std::span<const std::string_view> texts) {
    for (std::size_t column = 0; column < dictionaries_.size(); ++column) {
      Waiting& waiting = waiting_[column];
      waiting.letters.append(texts[column]);
      waiting.ends.push_back(waiting.letters.size());
    }
    if (++waiting_records_ == batch_) flush();
  }
  /// After the last record. REQUIRES: called before anything below is asked.
  void flush();
  /// From here on records belong to the right table.
  void end_left() {
    flush();
    left_ = size();
  }

  [[nodiscard]] std::size_t columns() const { return dictionaries_.size(); }
  [[nodiscard]] std::size_t size() const { return dictionaries_.empty() ? 0 : rows_.size() / dictionaries_.size(); }
  /// How many records are left ones; all of them in a single table.
  [[nodiscard]] std::size_t left_size() const { return left_ == unset ? size() : left_; }
  [[nodiscard]] bool is_single() const { return left_ == unset; }

  [[nodiscard]] ValueId value(RecordNo record, std::size_t column) const {
    return rows_[record * dictionaries_.size() + column];
  }
  /// Gives the rows away.
  [[nodiscard]] GrowingArray<ValueId> take_rows() { return std::move(rows_); }
  [[nodiscard]] std::span<const ValueId> row(RecordNo record) const {
    return {rows_.data() + record * dictionaries_.size(), dictionaries_.size()};
  }
  [[nodiscard]] const Dictionary& dictionary(std::size_t column) const { return dictionaries_[column]; }
  /// Gives the dictionaries away.
  [[nodiscard]] std::vector<Dictionary> take_dictionaries() { return std::move(dictionaries_); }
  /// The column's texts are needed no longer.
  void forget_texts(std::size_t column) { dictionaries_[column] = Dictionary(); }

 private:
  /// Texts of one column that have no ids yet: taken many at once, dictionaries are quicker.
  struct Waiting {
    std::string letters;
    std::vector<std::size_t> ends;
  };
  static constexpr std::size_t unset = ~std::size_t{0};
  static constexpr std::size_t batch = 1 << 10;
  static constexpr std::size_t large_batch = 1 << 15;  // so that threads have enough to do
  void flush_column(std::size_t column, std::size_t first);
  std::vector<Dictionary> dictionaries_;
  GrowingArray<ValueId> rows_;
  std::size_t left_ = unset;
  std::vector<Waiting> waiting_;
  std::size_t waiting_records_ = 0;
  unsigned threads_;
  std::size_t batch_;
};

}  // namespace boothwise::linkage
