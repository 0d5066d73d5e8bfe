#pragma once

namespace boothwise::operations {

/// As long as it lives, this thread's questions to PostgreSQL share one conversation, so that each is one journey and
/// not three. Each still sees what was committed before it. Transactions inside stand alone, as elsewhere. SQLite has
/// no journeys to save. One within another does nothing.
class Together {
 public:
  Together();
  ~Together();
  Together(const Together&) = delete;
  Together& operator=(const Together&) = delete;

 private:
  bool outermost_;
};

}  // namespace boothwise::operations
