#pragma once

#include "operations/store.hpp"

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "base/recently_used.hpp"

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
  explicit KeptAnswers(std::size_t bytes_most) : bytes_most_(bytes_most), entries_(bytes_most) {}

  /// Null where it is not kept, or was before a change of what it rests on.
  KeptRows find(const std::string& question, KeptKinds kinds, const KeptStamps& now);
  /// Not kept where rows were changed since `then`, or where it is too large.
  void keep(const std::string& question, KeptKinds kinds, const KeptStamps& then, const KeptRows& rows);

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    KeptKinds kinds;
    KeptRows rows;
  };

  /// Drops what rests on rows that were changed.
  void take_note(const KeptStamps& now);

  std::size_t bytes_most_;
  mutable std::mutex mutex_;
  KeptStamps stamps_{};
  RecentlyUsed<Entry> entries_;
};

}  // namespace boothwise::operations
