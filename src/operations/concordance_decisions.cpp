#include "operations/concordance_decisions.hpp"

#include "operations/answers_version.hpp"
#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <cmath>

namespace boothwise::operations {

namespace {

constexpr double sum_tolerance = 1e-6;

Status check_weights(const ConcordanceDecision& decision) {
  double sum = 0;
  bool positive = true;
  for (const ConcordanceDecision::Target& target : decision.targets) {
    positive = positive && target.weight > 0;
    sum += target.weight;
  }
  if (decision.targets.empty() || (positive && std::abs(sum - 1) < sum_tolerance)) return success();
  return Error{ErrorKind::bad_input,
               "weights_malformed",
               {"expected weights above 0 that sum to 1", "0 से ऊपर के भार चाहिए जिनका योग 1 हो"},
               {{}, 0, "weight", std::to_string(sum)}};
}

}  // namespace

Result<ConcordanceDecision> decide_concordance(Store& store, ConcordanceDecision decision) {
  BOOTHWISE_CHECK(check_weights(decision));
  decision.id = new_id();
  const Status noted = store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(note_changed_answers(inside));
    const std::int64_t at = seconds_of(decision.at);
    BOOTHWISE_CHECK(inside.change(sql::retire_concordance_decision, {{"from_set", decision.from},
                                                                     {"to_set", decision.to},
                                                                     {"ac_no", std::int64_t{decision.ac.value}},
                                                                     {"from_part", decision.from_part},
                                                                     {"at", at}}));
    BOOTHWISE_CHECK(inside.change(sql::add_concordance_decision, {{"id", decision.id},
                                                                  {"from_set", decision.from},
                                                                  {"to_set", decision.to},
                                                                  {"ac_no", std::int64_t{decision.ac.value}},
                                                                  {"from_part", decision.from_part},
                                                                  {"by", decision.by},
                                                                  {"at", at}}));
    for (const ConcordanceDecision::Target& target : decision.targets) {
      BOOTHWISE_CHECK(inside.change(sql::add_concordance_target,
                                    {{"id", decision.id}, {"to_part", target.part}, {"weight", target.weight}}));
    }
    return success();
  });
  BOOTHWISE_CHECK(noted);
  return decision;
}

Result<std::vector<ConcordanceDecision>> concordance_decisions(Store& store, std::string_view from, std::string_view to,
                                                               std::optional<AcNo> ac) {
  BOOTHWISE_TRY(rows, store.ask(sql::concordance_decisions, {{"from_set", std::string(from)},
                                                             {"to_set", std::string(to)},
                                                             {"ac_no", std::int64_t{ac ? ac->value : 0}}}));
  std::vector<ConcordanceDecision> decisions;
  for (const Row& row : rows) {
    if (decisions.empty() || decisions.back().id != row.text(0)) {
      decisions.push_back({row.text(0),
                           std::string(from),
                           std::string(to),
                           AcNo(static_cast<std::int32_t>(row.integer(1))),
                           row.text(2),
                           {},
                           row.text(3),
                           instant_of(row.integer(4))});
    }
    if (!row.text(5).empty()) decisions.back().targets.push_back({row.text(5), row.decimal(6)});
  }
  return decisions;
}

Status undo_concordance_decision(Store& store, std::string_view id, Instant at) {
  return store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(note_changed_answers(inside));
    BOOTHWISE_TRY(changed,
                  inside.change(sql::undo_concordance_decision, {{"id", std::string(id)}, {"at", seconds_of(at)}}));
    return changed == 1 ? success() : Status(decision_unknown(id));
  });
}

}  // namespace boothwise::operations
