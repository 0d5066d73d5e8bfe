#pragma once

#include "operations/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"

namespace boothwise::operations {

/// Which stations of a newer set one of an older set is, as a person sees it.
struct ConcordanceDecision {
  /// A station of the newer set and its share of the older one.
  struct Target {
    std::string part;  ///< to_string(Part)
    double weight = 1;
  };
  std::string id;
  std::string from;  ///< an election, LS-2014, or a roll's revision
  std::string to;
  AcNo ac;
  std::string from_part;
  std::vector<Target> targets;  ///< weights sum to 1; empty: the station is none of the newer ones
  std::string by;
  Instant at;
};

/// Notes a decision; an earlier one about the same station no longer stands. Returns it with its id.
/// Errors: `weights_malformed` unless weights are positive and sum to 1; `operations_failed`.
Result<ConcordanceDecision> decide_concordance(Store& store, ConcordanceDecision decision);

/// Those that stand between two sets, of one segment or of all, in order of segment and part.
/// Errors: `operations_failed`.
Result<std::vector<ConcordanceDecision>> concordance_decisions(Store& store, std::string_view from, std::string_view to,
                                                               std::optional<AcNo> ac);

/// Takes a decision back; it stays on record as taken back. Errors: `decision_unknown`; `operations_failed`.
Status undo_concordance_decision(Store& store, std::string_view id, Instant at);

}  // namespace boothwise::operations
