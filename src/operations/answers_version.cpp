#include "operations/answers_version.hpp"

#include "operations_sql/queries.hpp"

namespace boothwise::operations {

Result<std::int64_t> answers_version(Store& store) {
  BOOTHWISE_TRY(rows, store.ask(sql::answers_version));
  return rows.front().integer(0);
}

Status note_changed_answers(Store& store) {
  BOOTHWISE_CHECK(store.change(sql::note_changed_answers));
  return success();
}

}  // namespace boothwise::operations
