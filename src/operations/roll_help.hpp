#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"

/// Help with forms in a claims period, one elector at a time (R26). Holds no name and no card number.
namespace boothwise::operations {

/// When claims and objections about a revision may be made. Days as 2026-01-06.
struct ClaimsPeriod {
  std::string revision;
  std::string first_day;
  std::string last_day;
  std::string kind;    ///< summary, intensive: which limits hold
  std::string source;  ///< the notification
};

/// In place of the one that is there. Errors: `operations_failed`.
Status set_claims_period(Store& store, const ClaimsPeriod& period);
/// In order of revision. Errors: `operations_failed`.
Result<std::vector<ClaimsPeriod>> claims_periods(Store& store);

struct RollHelp {
  std::string id;
  std::string revision;
  AcNo ac;
  std::int32_t part = 0;
  std::optional<std::int64_t> serial{};  ///< the entry it is about, where there is one
  std::string situation;
  std::string form;
  std::string evidence;  ///< codes of what the elector showed, by comma
  std::string reason;
  std::string agent;
  std::string given_on;  ///< day
  bool declared = false;
  std::string outcome = "given";  ///< given, accepted, rejected, withdrawn
  Instant noted_at;
};

/// What an agent did.
struct HelpCount {
  std::int64_t on_day = 0;
  std::int64_t in_revision = 0;
};

/// Returns it with its id. Errors: `operations_failed`.
Result<RollHelp> add_help(Store& store, RollHelp help);
/// Newest first, of one revision. Errors: `operations_failed`.
Result<std::vector<RollHelp>> help_given(Store& store, std::string_view revision);
/// Help that was withdrawn does not count. Errors: `operations_failed`.
Result<HelpCount> count_help(Store& store, std::string_view agent, std::string_view revision, std::string_view day);
/// Errors: `help_unknown`; `operations_failed`.
Status set_help_outcome(Store& store, std::string_view id, std::string_view outcome);

}  // namespace boothwise::operations
