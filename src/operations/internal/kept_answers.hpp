#pragma once

#include "operations/store.hpp"

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace boothwise::operations {

/// The kinds of seldom changed rows that a question reads. REQUIRES: tables of such kinds alone, named behind FROM and
/// JOIN.
KeptKinds kinds_read(std::string_view sql);
/// The kinds of seldom changed rows that a statement changes; none for a question.
KeptKinds kinds_changed(std::string_view sql);

/// Answers of before, the newest asked first, up to a number of bytes. Whoever finds that rows of a kind were changed
/// drops all that rests on them, so that no row of an erased person stays here. Thread-safe.
class KeptAnswers {
 public:
  explicit KeptAnswers(std::size_t bytes_most) : bytes_most_(bytes_most) {}

  /// Null where it is not kept, or was before a change of what it rests on.
  KeptRows find(const std::string& question, KeptKinds kinds, const KeptStamps& now);
  /// Not kept where rows were changed since `then`, or where it is too large.
  void keep(const std::string& question, KeptKinds kinds, const KeptStamps& then, const KeptRows& rows);

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    std::string question;
    KeptKinds kinds;
    KeptRows rows;
    std::size_t bytes;
  };
  using Place = std::list<Entry>::iterator;

  /// Drops what rests on rows that were changed.
  void take_note(const KeptStamps& now);
  void drop(Place place);

  std::size_t bytes_most_;
  mutable std::mutex mutex_;
  KeptStamps stamps_{};
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // last asked first
  std::unordered_map<std::string_view, Place> places_;
};

}  // namespace boothwise::operations
