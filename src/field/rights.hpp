#pragma once

#include "field/door.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/caller.hpp"

/// What persons may ask of us with the code on their slip, without an account (rules R5 to R9), and the desk that
/// answers. Views: docs/api.md#rights.
namespace boothwise::field {

/// Body: `code`. What is held under it: each record with its day, its answers in words, what was agreed to, what was
/// asked since. The look is noted. Errors: `receipt_unknown` for a code that is none as for one of nothing.
Result<boost::json::object> receipt_view(const FieldDoor& door, std::string_view text);
/// Body: `code`, `purposes` (all if left out). Withdraws: the ledger says so, answers for these purposes go; with the
/// last purpose the record is erased: its key first, then its rows and files, and late copies are refused (OR-49).
/// Errors: `receipt_unknown`, `purpose_unknown`.
Result<boost::json::object> withdraw(const FieldDoor& door, std::string_view text);
/// Body: `kind` (complaint, correction, nominee), `text`, `code` (may be left out of a complaint). Answers with the
/// request's number and until when we answer: 15 days (R8).
Result<boost::json::object> ask_for_rights(const FieldDoor& door, std::string_view text);

/// The desk: what was asked below a unit, open ones first, by when they are due.
Result<boost::json::object> rights_view(Caller& caller, std::int64_t unit);
/// Body: `answer`. Errors: `request_unknown`, `request_answered`.
Result<boost::json::object> answer_request(Caller& caller, const std::string& id, std::string_view text);
/// A breach, or a drill of one (R9). Body: `what`, `unit`, `drill`. Starts the 72 hours; says how many records of
/// persons lie below the unit by booth, who looked at what there in 30 days, and drafts of both notices.
Result<boost::json::object> report_breach(Caller& caller, std::string_view text);

}  // namespace boothwise::field
