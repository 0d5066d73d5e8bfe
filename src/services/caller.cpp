#include "services/caller.hpp"

#include "operations/audit.hpp"
#include "operations/unit_places.hpp"

#include <boost/json/serialize.hpp>

namespace boothwise::services {

Caller::Caller(Workspace& workspace, std::filesystem::path data_folder, const ServerKey& key, const Access& access,
               operations::Store& store, Instant now, Day today)
    : workspace_(workspace),
      data_folder_(std::move(data_folder)),
      key_(key),
      access_(access),
      whole_(store.as(operations::Scope::whole())),
      store_(store.as(scope_of(access))),
      now_(now),
      today_(today) {}

Status Caller::note(operations::Store& inside, std::string_view action, std::string_view object, const UnitPath& at,
                    const boost::json::object& details, std::string_view purpose) const {
  return note_audit(inside, {key_, access_.user(), now_}, action, object, at, details, purpose);
}

Status note_audit(operations::Store& inside, const AuditActor& actor, std::string_view action, std::string_view object,
                  const UnitPath& at, const boost::json::object& details, std::string_view purpose) {
  operations::AuditRow row;
  row.at = actor.now.time_since_epoch().count();
  row.actor = actor.key.keyed_id(ServerKey::Purpose::audit_ids, actor.user);
  row.action = action;
  row.object = object;
  for (const std::string_view kind : {"user:", "person:"}) {
    if (object.starts_with(kind)) {
      row.object = std::string(kind) + actor.key.keyed_id(ServerKey::Purpose::audit_ids, object.substr(kind.size()));
    }
  }
  row.path = at.text;
  row.purpose = purpose;
  row.details = details.empty() ? std::string() : boost::json::serialize(details);
  return operations::append_audit(inside, std::move(row));
}

Status permit_part(Caller& caller, Right right, std::int32_t ac, std::int32_t part, std::string_view action) {
  const CoveredPlace place = part_of(AcNo(ac), Part{part, {}});
  BOOTHWISE_TRY(holders, operations::holders_of_place(caller.whole_store(), place));
  UnitPath at = whole_organisation;
  for (const PlaceHolder& holder : holders) {
    if (caller.access().may(right, holder.path)) at = holder.path;
  }
  BOOTHWISE_CHECK(caller.access().permit(right, at));
  return caller.whole_store().atomically([&](operations::Store& inside) {
    return caller.note(inside, action, "part:" + std::to_string(ac) + "/" + std::to_string(part), at);
  });
}

operations::Scope scope_of(const Access& access) {
  operations::Scope scope;
  for (const UnitPath& path : access.reach()) {
    scope.paths.push_back(path.text);
    scope.everything = scope.everything || path == whole_organisation;
  }
  return scope;
}

}  // namespace boothwise::services
