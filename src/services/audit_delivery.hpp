#pragma once

#include "operations/store.hpp"

#include <filesystem>
#include <optional>
#include <string>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/secrets.hpp"

/// The heads of the audit trail go to the auditor each day by themselves (rule R38): docs/operations.md#auditor.
namespace boothwise::services {

struct AuditDelivery {
  std::filesystem::path folder;  ///< outside the server, where it may add files and not take them away
  std::string holder;            ///< this process, among all on the store
};

/// Writes the day's heads, signed, as `audit-heads-DAY.txt` unless some process has done so today in India; true if
/// this one did. A folder that is not there is a failure: it may be a disk that was not mounted. Done or failed is
/// noted in the trail; what failed is tried again after ten minutes. Errors: those of writing and of the store.
Result<bool> deliver_audit_heads(operations::Store& store, const ServerKey& key, const AuditDelivery& delivery,
                                 Instant now);

struct DeliveryState {
  std::string done_day;  ///< the last day that was delivered; empty if none was
  std::optional<Instant> failed_at;
  std::string failure;
};
/// As all processes on the store know it.
Result<DeliveryState> delivery_state(operations::Store& store);

}  // namespace boothwise::services
