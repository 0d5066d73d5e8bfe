#pragma once

#include "operations/store.hpp"

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/secrets.hpp"
#include "domain/access.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

/// Who asks for something, and with what: every use case about the organisation takes one. Its store lets through only
/// what the caller reaches.
class Caller {
 public:
  Caller(Workspace& workspace, std::filesystem::path data_folder, const ServerKey& key, const Access& access,
         operations::Store& store, Instant now, Day today);

  [[nodiscard]] Workspace& workspace() const { return workspace_; }
  [[nodiscard]] const std::filesystem::path& data_folder() const { return data_folder_; }
  [[nodiscard]] const ServerKey& key() const { return key_; }
  [[nodiscard]] const Access& access() const { return access_; }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Day today() const { return today_; }
  /// Only rows within the caller's reach.
  [[nodiscard]] operations::Store& store() { return store_; }
  /// All rows: for what a caller may know of the whole, such as whether a telephone number is taken. Its answers are
  /// never passed on as they are.
  [[nodiscard]] operations::Store& whole_store() { return whole_; }

  /// Writes to the audit trail that the caller did `action` to `object` at a unit. Ids in `object` behind "user:" and
  /// "person:" are keyed here; `details` holds no names. REQUIRES: `inside` is a transaction's store.
  Status note(operations::Store& inside, std::string_view action, std::string_view object, const UnitPath& at,
              const boost::json::object& details = {}, std::string_view purpose = {}) const;

 private:
  Workspace& workspace_;
  std::filesystem::path data_folder_;
  const ServerKey& key_;
  const Access& access_;
  operations::Store whole_;
  operations::Store store_;
  Instant now_;
  Day today_;
};

/// Lets a caller at persons of one part of the roll: a unit that names the part must be within her reach (rules R25,
/// R36); who may at the top may everywhere. The look is noted. Errors: `sign_in_needed`, `not_yours`.
Status permit_part(Caller& caller, Right right, std::int32_t ac, std::int32_t part, std::string_view action);

/// Who did it, for those who write to the trail before anybody is signed in.
struct AuditActor {
  const ServerKey& key;
  std::string user;
  Instant now;
};
/// As Caller::note.
Status note_audit(operations::Store& inside, const AuditActor& actor, std::string_view action, std::string_view object,
                  const UnitPath& at, const boost::json::object& details = {}, std::string_view purpose = {});

/// What row-level security lets through for someone with this access.
operations::Scope scope_of(const Access& access);

}  // namespace boothwise::services
