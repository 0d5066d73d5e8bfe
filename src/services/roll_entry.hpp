#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/workspace.hpp"

/// Parts of the roll that came only as images, typed by one person and again, blind, by another (R25). Shapes:
/// docs/api.md#entry-by-hand.
namespace boothwise::services {

/// Errors: `operations_failed`.
Result<boost::json::object> roll_drafts_view(Workspace& workspace, const warehouse::Manifest& manifest);
/// Errors: `draft_unknown`.
Result<boost::json::object> roll_draft_view(Workspace& workspace, const warehouse::Manifest& manifest,
                                            std::string_view draft);
/// Errors: `body_malformed`, `revision_malformed`, `date_malformed`.
Result<boost::json::object> make_roll_draft(Workspace& workspace, const warehouse::Manifest& manifest,
                                            std::string_view text, Instant now);

/// What `by` typed; of the other's nothing. Errors: `draft_unknown`, `third_person` where two others type it.
Result<boost::json::object> draft_entries_view(Workspace& workspace, std::string_view draft, std::string_view by);
/// Keeps one entry as `by` of the body types it. Errors: `body_malformed` and `entry_malformed`, naming the field;
/// `number_forbidden` (R4); `draft_closed`, `third_person`.
Result<boost::json::object> put_draft_entry(Workspace& workspace, std::string_view draft, std::string_view text,
                                            Instant now);
/// Errors: `entry_unknown` and as above.
Result<boost::json::object> remove_draft_entry(Workspace& workspace, std::string_view draft, std::int64_t serial,
                                               std::string_view text);

/// Where the two differ, and whether both agree with the summary sheet. Errors: `draft_unknown`.
Result<boost::json::object> check_roll_draft(Workspace& workspace, std::string_view id);
/// Imports a draft that is ready, with its provenance, and deletes what was typed. Errors: `draft_not_ready` and those
/// of import.
Result<boost::json::object> import_roll_draft(Workspace& workspace, std::string_view id, Instant now,
                                              Progress& progress);
/// Deletes what was typed. Errors: `draft_unknown`, `draft_closed`.
Result<boost::json::object> drop_roll_draft(Workspace& workspace, std::string_view draft);

}  // namespace boothwise::services
