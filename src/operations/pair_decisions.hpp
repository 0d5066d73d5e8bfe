#pragma once

#include "operations/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"

/// What people said of uncertain pairs of roll entries. Entries by their address (domain/elector.hpp), nothing else.
namespace boothwise::operations {

enum class Verdict : std::uint8_t { same, different, unsure };
std::string_view name_of(Verdict verdict);
std::optional<Verdict> verdict_named(std::string_view name);

struct PairDecision {
  std::string id;
  std::string queue;  ///< what the pair waits in: `duplicates 2026@12`
  std::string left;   ///< to_string(EntryAddress)
  std::string right;
  Verdict verdict = Verdict::unsure;
  std::string by;
  Instant at;
};

/// Notes a verdict; an earlier one of the same person about the same pair no longer stands. Returns it with its id.
/// Errors: `operations_failed`.
Result<PairDecision> decide_pair(Store& store, PairDecision decision);

/// Those that stand, in the order in which they were made. Errors: `operations_failed`.
Result<std::vector<PairDecision>> pair_decisions(Store& store, std::string_view queue);

/// Takes a verdict back; it stays on record as taken back. Errors: `decision_unknown`; `operations_failed`.
Status undo_pair_decision(Store& store, std::string_view id, Instant at);

}  // namespace boothwise::operations
