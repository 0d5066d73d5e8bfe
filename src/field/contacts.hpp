#pragma once

#include "field/quality.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Those who agreed to be contacted, and nobody else: for that purpose, booth by booth (rules R25, R27, R36, R37). Who
/// withdrew, whose day was rolled back, or who is not to be called is never in it. docs/security.md#exports.
namespace boothwise::field {

/// A sample for checking that visits took place: body `unit`, `form`, `first_day`, `last_day`, `count` (1 to 100),
/// `seed` (of the draw; a new one if left out), `purpose` (why). Every one who agreed has the same chance; the same
/// seed over the same records draws the same. Names and telephone numbers are shown; that and the seed are noted.
/// Errors: as quality_view.
Result<boost::json::object> draw_call_backs(const FieldDoor& door, Caller& caller, std::string_view text);

struct ContactsFile {
  std::string bytes;
  std::string media_type;
  std::string name;
};
/// Body: `unit`, `form`, `first_day`, `last_day`, `format` (csv, xlsx), `reason`, `approval` (its id, where the unit
/// has contacts of more than one part). The first line says who took it, when and why. Noted with how many. Errors:
/// `approval_needed`; as quality_view.
Result<ContactsFile> export_contacts(const FieldDoor& door, Caller& caller, std::string_view text);

}  // namespace boothwise::field
