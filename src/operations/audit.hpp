#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// Who saw and changed what: an append-only chain of rows, each holding the hash of the one before (R38). Ids in it are
/// keyed (ServerKey::Purpose::audit_ids); no name, no telephone number ever. Several chains run side by side so that
/// writers do not wait for each other; a row names its chain. docs/security.md#audit has the exact bytes.
namespace boothwise::operations {

constexpr std::int64_t audit_chains = 8;

struct AuditRow {
  std::int64_t chain = 0;
  std::int64_t number = 0;  ///< in its chain, from 1 without gaps
  std::int64_t at = 0;      ///< seconds since 1970, UTC
  std::string actor;        ///< keyed
  std::string action;       ///< "unit.moved"
  std::string object;       ///< "unit:17", "user:<keyed>"
  std::string path;         ///< the unit that it concerns
  std::string purpose;      ///< why, where a reason is asked for
  std::string details;      ///< JSON, without names
  std::string hash;         ///< SHA-256 over the former row's hash and this row's other columns
};

/// Appends a row; its chain, number and hash are set. REQUIRES: `inside` is a transaction's store.
Status append_audit(Store& inside, AuditRow row);

/// The hash that a row must have behind `former` (64 zeros before the first).
std::string audit_hash(const std::string& former, const AuditRow& row);

/// Rows of a chain from a number on, in order, at most `most`.
Result<std::vector<AuditRow>> audit_rows(Store& store, std::int64_t chain, std::int64_t from, std::int64_t most);

/// Which rows of the trail.
struct AuditQuestion {
  UnitPath at;             ///< a unit and below
  std::string who{};       ///< keyed id, of who did it or of whom it was done to; empty: anybody
  std::string action{};    ///< beginning of an action; empty: all
  std::int64_t since = 0;  ///< seconds since 1970
  std::int64_t until = std::numeric_limits<std::int64_t>::max();  ///< itself left out
  std::optional<AuditRow> after{};  ///< the last row of the page before: its at, chain and number
  std::int64_t most = 100;
};
/// Of all chains, newest first.
Result<std::vector<AuditRow>> newest_audit_rows(Store& store, const AuditQuestion& question);

struct AuditHead {
  std::int64_t chain = 0;
  std::int64_t number = 0;
  std::string hash;
};
/// The last row of each chain that has one.
Result<std::vector<AuditHead>> audit_heads(Store& store);

struct AuditFault {
  std::int64_t chain = 0;
  std::int64_t number = 0;
  std::string what;        ///< "changed", "missing", "head differs", "rewritten"
  std::int64_t after = 0;  ///< of "rewritten": the last row that a stated head vouches for; the first row that was
                           ///< rewritten is behind it, `number` at the latest
};
/// Every row of every chain, and the heads, at one moment. Empty where all holds. `stated`: heads that the auditor has
/// from earlier days.
Result<std::vector<AuditFault>> verify_audit(Store& store, const std::vector<AuditHead>& stated);

}  // namespace boothwise::operations
