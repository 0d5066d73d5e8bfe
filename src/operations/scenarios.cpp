#include "operations/scenarios.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

Status add_scenario(Store& store, const KeptScenario& scenario) {
  return done(store.change(sql::add_scenario, {{"id", scenario.id},
                                               {"title", scenario.title},
                                               {"content", scenario.content},
                                               {"made_by", scenario.made_by},
                                               {"made_at", seconds_of(scenario.made_at)}}));
}

Result<std::vector<KeptScenario>> kept_scenarios(Store& store) {
  return list_of(store, sql::scenarios, {}, [](const Row& row) {
    return KeptScenario{row.text(0), row.text(1), row.text(2), row.text(3), instant_of(row.integer(4))};
  });
}

Result<bool> drop_scenario(Store& store, const std::string& id) {
  return changed_one(store.change(sql::drop_scenario, {{"id", id}}));
}

}  // namespace boothwise::operations
