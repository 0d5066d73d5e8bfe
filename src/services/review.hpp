#pragma once

#include "operations/store.hpp"

#include <boost/json/object.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "linkage/settings.hpp"
#include "services/roll_judgements.hpp"
#include "warehouse/warehouse.hpp"

/// Uncertain pairs of roll entries, looked at by people. Shapes: docs/api.md#review.
namespace boothwise::services {

/// Queues with uncertain pairs, and how far each is. Numbers only. Errors: `warehouse_failed`, `operations_failed`.
Result<boost::json::object> review_queues_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                               operations::Store& store);

struct NextPair {
  std::string queue;
  std::string by;        ///< who looks
  bool two = false;      ///< each pair is shown to two persons, who do not see what the other said
  std::size_t skip = 0;  ///< pairs passed over for now
};

/// The next pair for somebody to look at, both entries and what speaks for and against. Persons: for those who may see
/// the roll. Errors: `queue_unknown`, `name_missing`, and as above.
Result<boost::json::object> review_next_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                             operations::Store& store, const NextPair& asked);

/// Notes a verdict. Errors: `queue_unknown`, `name_missing`; `verdict_malformed`, `pair_unknown` where the queue does
/// not hold the pair.
Result<boost::json::object> review_decide(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                          operations::Store& store, operations::PairDecision decision,
                                          std::string_view verdict);

/// How far a queue is, and where two persons differ. Errors: `queue_unknown`.
Result<boost::json::object> review_outcome_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                                operations::Store& store, std::string_view queue);

/// Links the queue's segment again, with what is settled (`two`: by two persons) as given: it teaches the model, and
/// holds. Returns the number of judgements. Errors: `queue_unknown`, those of the comparison.
Result<std::size_t> review_apply(warehouse::Warehouse& warehouse, operations::Store& store, std::string_view queue,
                                 bool two, const linkage::Resources& resources, Progress& progress);

}  // namespace boothwise::services
