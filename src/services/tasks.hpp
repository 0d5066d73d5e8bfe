#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

/// Tasks: lists, reports, comments, files. Shapes: docs/api.md#work. Errors of all also: those of Access::permit,
/// `task_unknown`, `unit_unknown`, `operations_failed`.
namespace boothwise::services {

struct TasksAsked {
  std::optional<std::int64_t> unit{};
  std::string work{};
  std::string state{};  ///< all, open, done, blocked, late; empty: all
  std::string after{};  ///< the `next` of the page before
};
/// Tasks at and below a unit, 50 a page, in the order of the tree. Errors: `state_unknown`, `cursor_malformed`.
Result<boost::json::object> tasks_view(Caller& caller, const TasksAsked& asked);

/// One task with its history and files.
Result<boost::json::object> task_view(Caller& caller, std::int64_t id);

/// Body: {unit, title, words?, first_day?, due_day, assignee_post?, assignee?}. Errors: `due_before_start`,
/// `person_unknown`.
Result<boost::json::object> add_task(Caller& caller, std::string_view text);

/// Body: {state: open|done|blocked, note?, reached?}; done or blocked needs a note. Errors: `note_missing`.
Result<boost::json::object> report_task(Caller& caller, std::int64_t id, std::string_view text);
/// Whoever reports for the unit has seen it; a second time changes nothing.
Result<boost::json::object> read_task(Caller& caller, std::int64_t id);
/// Body: {text}.
Result<boost::json::object> comment_on_task(Caller& caller, std::int64_t id, std::string_view text);
/// Body: {due_day?, assignee_post?, assignee?}. Errors: `due_before_start`, `person_unknown`.
Result<boost::json::object> change_task(Caller& caller, std::int64_t id, std::string_view text);

/// Most bytes of one file, and most files of a task.
constexpr std::uint64_t evidence_bytes_most = 5U << 20U;
constexpr std::size_t evidence_files_most = 10;
/// Takes a file that was sent over as evidence: PNG, JPEG, WebP or PDF by its first bytes, not by its name. No
/// photographs of documents (R4, R21): pages say so where the file is picked. Errors: `evidence_too_large`,
/// `evidence_type`, `evidence_name`, `too_many_files`, `file_unwritable`.
Result<boost::json::object> add_evidence(Caller& caller, std::int64_t id, const std::string& name,
                                         const std::filesystem::path& sent);

struct Evidence {
  std::string name;
  std::string type;
  std::string bytes;
};
/// Errors: `file_unknown`; `file_unreadable`.
Result<Evidence> evidence(Caller& caller, const std::string& id);

/// A name without folders, control characters and quotes, at most 120 bytes; empty where nothing is left.
std::string cleaned_name(std::string_view name);

}  // namespace boothwise::services
