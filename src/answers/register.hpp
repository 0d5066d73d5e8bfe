#pragma once

#include "answers/desk.hpp"

#include <boost/json/object.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// The register of claims: noting, triage, search, copies of sources (rule R31). Shapes: docs/api.md#claims. Errors of
/// all also: `claim_unknown`, `body_malformed`, those of Access::permit, `operations_failed`.
namespace boothwise::answers {

/// A claim as lists have it.
boost::json::object claim_json(Desk& desk, const operations::Claim& claim);

struct ClaimsAsked {
  std::string words{};  ///< in either script
  std::string which{};  ///< a state, open, due; empty: all
  std::string owner{};  ///< `me` or a user; empty: anybody's
  std::string topic{};
  std::string place{};  ///< "seat:64"
  std::string after{};  ///< the `next` of the page before
};
/// Within reach, the newest first, 50 a page, with counts by state. Errors: `cursor_malformed`.
Result<boost::json::object> claims_view(Desk& desk, const ClaimsAsked& asked);
/// One claim with its card, history, versions, and what says the same.
Result<boost::json::object> claim_view(Desk& desk, const std::string& id);

/// Body: {text, said_by, said_on?, said_where?, link?, topic?, areas?, unit?, language?}. The answer lists claims that
/// say nearly the same. Errors: `topic_unknown`, `area_unknown`, `link_malformed`, `date_malformed`, `unit_unknown`.
Result<boost::json::object> note_claim(Desk& desk, std::string_view text);
/// The same fields, those that change only; not once it was published. Errors: likewise, `state_unfit`.
Result<boost::json::object> change_claim(Desk& desk, const std::string& id, std::string_view text);
/// Body: {priority, owner?, due_at?}: whose it is and until when; the caller's own where no owner is named.
/// Errors: `owner_unknown`, `state_unfit`.
Result<boost::json::object> triage_claim(Desk& desk, const std::string& id, std::string_view text);
/// Body: {as: unsettled|not_answered|duplicate, reason, duplicate_of?}. Errors: `reason_missing`, `duplicate_unknown`,
/// `state_unfit`.
Result<boost::json::object> close_claim(Desk& desk, const std::string& id, std::string_view text);
/// Body: {reason}. Errors: `state_unfit`.
Result<boost::json::object> reopen_claim(Desk& desk, const std::string& id, std::string_view text);

constexpr std::uint64_t copy_bytes_most = 5U << 20U;
/// Takes a copy of the source: PNG, JPEG, WebP, PDF by its first bytes, or plain text in UTF-8; in place of one that
/// was there. Errors: `copy_too_large`, `copy_type`, `file_unwritable`.
Result<boost::json::object> add_copy(Desk& desk, const std::string& id, const std::string& name,
                                     const std::filesystem::path& sent);
struct SourceCopy {
  std::string name;
  std::string type;
  std::string bytes;
};
/// Errors: `copy_unknown`; `file_unreadable`; `copy_damaged` where its bytes are not those that were taken.
Result<SourceCopy> source_copy(services::Caller& caller, const std::string& id);

}  // namespace boothwise::answers
