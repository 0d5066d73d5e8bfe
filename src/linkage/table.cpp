#include "linkage/table.hpp"

#include "base/parallel.hpp"

namespace boothwise::linkage {

void Table::flush() {
  const std::size_t first = rows_.size();
  rows_.resize_unset(first + waiting_records_ * dictionaries_.size());
  parallel_for(threads_, dictionaries_.size(), [&](std::size_t column, unsigned) { flush_column(column, first); });
  waiting_records_ = 0;
}

void Table::flush_column(std::size_t column, std::size_t first) {
  Waiting& waiting = waiting_[column];
  std::vector<std::string_view> texts(waiting_records_);
  std::vector<ValueId> ids(waiting_records_);
  for (std::size_t at = 0, begin = 0; at < waiting_records_; begin = waiting.ends[at++]) {
    texts[at] = std::string_view(waiting.letters).substr(begin, waiting.ends[at] - begin);
  }
  dictionaries_[column].add_all(texts, ids);
  for (std::size_t at = 0; at < waiting_records_; ++at) rows_[first + at * dictionaries_.size() + column] = ids[at];
  waiting.letters.clear();
  waiting.ends.clear();
}

}  // namespace boothwise::linkage
