#include "services/audit_delivery.hpp"

#include "operations/audit.hpp"
#include "operations/leases.hpp"

#include <boost/json/object.hpp>

#include "base/atomic_file.hpp"
#include "services/audit_trail.hpp"
#include "services/caller.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
using operations::Store;

namespace {

constexpr std::string_view delivery_lease = "audit heads to the auditor";
constexpr std::chrono::minutes again_after{10};

Status write_heads(Store& store, const ServerKey& key, const fs::path& folder, const std::string& day, Instant now) {
  if (!fs::is_directory(folder)) {
    return Error{ErrorKind::environment,
                 "auditor_folder_missing",
                 {"the auditor's folder is not there", "लेखा परीक्षक का फ़ोल्डर नहीं है"},
                 {folder.string()}};
  }
  BOOTHWISE_TRY(heads, operations::audit_heads(store));
  fs::path file = folder / ("audit-heads-" + day + ".txt");
  // Never over what the auditor has.
  if (fs::exists(file))
    file = folder / ("audit-heads-" + day + "-" + std::to_string(now.time_since_epoch().count()) + ".txt");
  return write_file_atomically(file, signed_heads_text(key, heads, now));
}

}  // namespace

Result<bool> deliver_audit_heads(Store& store, const ServerKey& key, const AuditDelivery& delivery, Instant now) {
  const std::string day = iso_date(day_in_india(now));
  BOOTHWISE_TRY(before, operations::lease(store, delivery_lease));
  if (before && (before->done_day == day || (before->failed_at && now < *before->failed_at + again_after)))
    return false;
  BOOTHWISE_TRY(mine, operations::take_lease(store, delivery_lease, delivery.holder, now, std::chrono::minutes(1)));
  if (!mine) return false;
  // Another process may have done it between the look and the lease.
  BOOTHWISE_TRY(present, operations::lease(store, delivery_lease));
  if (present && present->done_day == day) {
    BOOTHWISE_CHECK(operations::end_lease(store, delivery_lease, delivery.holder));
    return false;
  }
  const Status written = write_heads(store, key, delivery.folder, day, now);
  const AuditActor actor{key, "server", now};
  BOOTHWISE_CHECK(store.atomically([&](Store& inside) -> Status {
    if (!written) {
      const std::string why = written.error().line(Language::english);
      BOOTHWISE_CHECK(operations::note_lease_failed(inside, delivery_lease, delivery.holder, now, why));
      return note_audit(inside, actor, "audit.heads_not_delivered", "day:" + day, whole_organisation,
                        {{"code", written.error().code}});
    }
    BOOTHWISE_CHECK(operations::note_lease_done(inside, delivery_lease, delivery.holder, day));
    return note_audit(inside, actor, "audit.heads_delivered", "day:" + day, whole_organisation);
  }));
  BOOTHWISE_CHECK(written);
  return true;
}

Result<DeliveryState> delivery_state(Store& store) {
  BOOTHWISE_TRY(known, operations::lease(store, delivery_lease));
  if (!known) return DeliveryState{};
  return DeliveryState{known->done_day, known->failed_at, known->failure};
}

}  // namespace boothwise::services
