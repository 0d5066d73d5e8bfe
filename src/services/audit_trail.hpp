#pragma once

#include "operations/audit.hpp"

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/caller.hpp"

/// The audit trail for who may read it: docs/api.md#audit, docs/security.md#audit.
namespace boothwise::services {

struct AuditAsked {
  std::int64_t unit = 0;  ///< and below; 0: the whole organisation
  std::string who{};      ///< keyed id
  std::string action{};   ///< or its beginning: "user."
  std::string day{};      ///< in India, such as 2026-11-23
  std::string after{};    ///< the `next` of the page before
};
/// The newest rows, 100 a page. Reading the trail is noted in it, too. Errors: `unit_unknown`, `date_malformed`,
/// `cursor_malformed`.
Result<boost::json::object> audit_view(Caller& caller, const AuditAsked& asked);

/// Every chain checked from its first row, against heads that were stated before (as audit_heads_view gives them, or
/// none). `holds`, `rows`, `faults` with chain, number and what is wrong.
Result<boost::json::object> audit_verification(Caller& caller, const std::vector<operations::AuditHead>& stated);

/// The last row's number and hash of every chain, with the time: what the auditor keeps.
Result<boost::json::object> audit_heads_view(Caller& caller);

/// Reads what audit_heads_view gave. Errors: `heads_malformed`.
Result<std::vector<operations::AuditHead>> parse_audit_heads(std::string_view text);

/// The same as a small text that is signed with the server's key: docs/formats.md#heads-of-the-audit-trail.
Result<std::string> signed_audit_heads(Caller& caller);
std::string signed_heads_text(const ServerKey& key, const std::vector<operations::AuditHead>& heads, Instant at);
/// Reads either. A signed text must be signed by `verifying_key` (64 hexadecimal digits). Errors: `heads_malformed`;
/// `heads_forged` where the signature does not hold; `heads_of_another` where another key signed it.
Result<std::vector<operations::AuditHead>> read_stated_heads(std::string_view text, std::string_view verifying_key);

/// Every row as JSON lines, chain by chain, to `write`.
Status export_audit(Caller& caller, const std::function<Status(std::string_view line)>& write);

}  // namespace boothwise::services
