#include "linkage/table.hpp"

namespace boothwise::linkage {

void Table::flush() {
  const std::size_t first = rows_.size();
  rows_.resize(first + waiting_records_ * dictionaries_.size());
  std::vector<std::string_view> texts(waiting_records_);
  std::vector<ValueId> ids(waiting_records_);
  for (std::size_t column = 0; column < dictionaries_.size(); ++column) {
    Waiting& waiting = waiting_[column];
    for (std::size_t at = 0, begin = 0; at < waiting_records_; begin = waiting.ends[at++]) {
      texts[at] = std::string_view(waiting.letters).substr(begin, waiting.ends[at] - begin);
    }
    dictionaries_[column].add_all(texts, ids);
    for (std::size_t at = 0; at < waiting_records_; ++at) rows_[first + at * dictionaries_.size() + column] = ids[at];
    waiting.letters.clear();
    waiting.ends.clear();
  }
  waiting_records_ = 0;
}

}  // namespace boothwise::linkage
