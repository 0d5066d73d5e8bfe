#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "services/workspace.hpp"

/// Help for electors who are missing or wrongly struck, in a claims period: which form, which evidence, until when, one
/// elector at a time within the limits for agents (R26). Shapes: docs/api.md#help-in-a-claims-period.
namespace boothwise::services {

/// Situations with their form, steps and evidence, and the limits: `data/roll_help/`. Errors: those of reading.
Result<boost::json::object> roll_help_guide_view(const std::filesystem::path& data_folder);

/// `today` tells how many days are left. Errors: `operations_failed`.
Result<boost::json::object> claims_periods_view(Workspace& workspace, Day today);
/// Errors: `body_malformed`, `date_malformed`, `period_reversed`, `revision_malformed`.
Result<boost::json::object> set_claims_period_view(Workspace& workspace, std::string_view text, Day today);

/// Help that was given for a revision, and where each agent stands against the limits; `agent` empty: all.
/// Errors: `claims_period_unknown`.
Result<boost::json::object> roll_help_view(Workspace& workspace, const std::filesystem::path& data_folder,
                                           const std::string& revision, const std::string& agent, Day today);
/// Notes help that was given to one elector. Errors: `body_malformed`, `situation_unknown`, `evidence_missing`,
/// `not_checked_in_person`, `reason_missing` (an objection), `daily_limit`, `declaration_missing`,
/// `claims_period_unknown`, `claims_period_over`.
Result<boost::json::object> add_roll_help(Workspace& workspace, const std::filesystem::path& data_folder,
                                          std::string_view text, Instant now, Day today);
/// Errors: `help_unknown`, `body_malformed`.
Result<boost::json::object> set_roll_help_outcome(Workspace& workspace, std::string_view help, std::string_view text);

}  // namespace boothwise::services
