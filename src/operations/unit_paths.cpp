#include "operations/unit_paths.hpp"

#include "operations/works.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

Status move_paths(Store& inside, const UnitPath& from, const UnitPath& to) {
  BOOTHWISE_TRY(counted_before, counted_at(inside, from));
  constexpr std::string_view placeholder = "{table}";
  for (const std::string_view table : unit_path_tables) {
    std::string text(sql::move_paths);
    text.replace(text.find(placeholder), placeholder.size(), table);
    BOOTHWISE_CHECK(inside.change(text, {{"to", to.text},
                                         {"behind", static_cast<std::int64_t>(from.text.size() + 1)},
                                         {"path", from.text},
                                         {"path_end", from.end()}}));
  }
  BOOTHWISE_CHECK(inside.change(sql::reach_follows_path));
  return move_task_counts(inside, from, to, counted_before);
}

}  // namespace boothwise::operations
