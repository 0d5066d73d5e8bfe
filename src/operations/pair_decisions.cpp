#include "operations/pair_decisions.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace boothwise::operations {

namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 3> verdicts{
    {{Verdict::same, "same"}, {Verdict::different, "different"}, {Verdict::unsure, "unsure"}}};

}  // namespace

std::string_view name_of(Verdict verdict) { return verdicts.at(static_cast<std::size_t>(verdict)).second; }

std::optional<Verdict> verdict_named(std::string_view name) {
  const auto* found = std::ranges::find(verdicts, name, [](const auto& one) { return one.second; });
  return found == verdicts.end() ? std::nullopt : std::optional(found->first);
}

Result<PairDecision> decide_pair(Store& store, PairDecision decision) {
  decision.id = new_id();
  const Status noted = store.atomically([&](Store& inside) -> Status {
    const std::int64_t at = seconds_of(decision.at);
    BOOTHWISE_CHECK(inside.change(sql::retire_pair_decision, {{"queue", decision.queue},
                                                              {"left_entry", decision.left},
                                                              {"right_entry", decision.right},
                                                              {"by", decision.by},
                                                              {"at", at}}));
    BOOTHWISE_CHECK(inside.change(sql::add_pair_decision, {{"id", decision.id},
                                                           {"queue", decision.queue},
                                                           {"left_entry", decision.left},
                                                           {"right_entry", decision.right},
                                                           {"verdict", std::string(name_of(decision.verdict))},
                                                           {"by", decision.by},
                                                           {"at", at}}));
    return success();
  });
  BOOTHWISE_CHECK(noted);
  return decision;
}

Result<std::vector<PairDecision>> pair_decisions(Store& store, std::string_view queue) {
  return list_of(store, sql::pair_decisions, {{"queue", std::string(queue)}}, [&queue](const Row& row) {
    return PairDecision{row.text(0),
                        std::string(queue),
                        row.text(1),
                        row.text(2),
                        verdict_named(row.text(3)).value_or(Verdict::unsure),
                        row.text(4),
                        instant_of(row.integer(5))};
  });
}

Status undo_pair_decision(Store& store, std::string_view id, Instant at) {
  BOOTHWISE_TRY(changed, store.change(sql::undo_pair_decision, {{"id", std::string(id)}, {"at", seconds_of(at)}}));
  return changed == 1 ? success() : Status(decision_unknown(id));
}

}  // namespace boothwise::operations
