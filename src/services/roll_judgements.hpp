#pragma once

#include "operations/pair_decisions.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "services/roll_matching.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::services {

/// Where uncertain pairs of one segment wait to be looked at.
struct ReviewQueue {
  warehouse::RollComparison comparison;
  AcNo ac;
};
/// "duplicates 2026@12", "changes 2022~2026@12".
std::string to_string(const ReviewQueue& queue);
/// Nothing if it is none.
std::optional<ReviewQueue> parse_review_queue(std::string_view text);

/// What persons said of a pair, by person.
struct PairVerdicts {
  std::map<std::string, operations::Verdict> by_person;

  /// What those who were sure agree on; nothing if nobody was or they differ. `two`: two of them at least.
  [[nodiscard]] std::optional<bool> settled(bool two) const;
  /// Some said same, some different.
  [[nodiscard]] bool disagreed() const;
};
using VerdictsOfPairs = std::map<std::pair<std::string, std::string>, PairVerdicts>;

/// Standing verdicts of a queue, by left and right entry. Those about an entry whose part was imported again since are
/// left out: its address may be another's now. Errors: `operations_failed`.
Result<VerdictsOfPairs> verdicts_of(operations::Store& store, const warehouse::Manifest& manifest,
                                    const ReviewQueue& queue);

/// What is settled of a queue. Errors: as above.
Result<std::vector<RollJudgement>> judgements_of(operations::Store& store, const warehouse::Manifest& manifest,
                                                 const ReviewQueue& queue, bool two);

}  // namespace boothwise::services
