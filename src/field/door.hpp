#pragma once

#include "field/form_desk.hpp"
#include "field/lookup.hpp"
#include "field/vault.hpp"
#include "operations/forms.hpp"
#include "operations/store.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/secrets.hpp"
#include "services/caller.hpp"

/// Phones of field workers: a way in of their own, at one unit, for a time (OR-20 to OR-25). docs/security.md#devices.
namespace boothwise::field {

using services::Workspace;

/// What the field's part of the server works with. Its store sees everything: a phone is no user.
struct FieldDoor {
  Workspace& workspace;
  operations::Store& store;
  RecordVault& vault;
  FormShelf& shelf;
  const ServerKey& key;
  Instant now;
};

/// The realm of Digest (RFC 2617).
constexpr std::string_view field_realm = "Boothwise field";

/// Ways in at a unit and below, without their keys.
Result<boost::json::object> devices_view(Caller& caller, std::int64_t unit);
/// Body: `unit`, `title`, `person` (who has the phone), `days` (1 to 180; 60 if left out), `forms` (names; all if left
/// out). Answers once with the key: the address for Collect, its settings as a QR code (openrosa.md 6), the link of the
/// web form, and name and secret for Digest. `base_url`: "https://host" without a path. Errors: `unit_unknown`,
/// `person_unknown`, `form_unknown`.
Result<boost::json::object> give_device(Caller& caller, const std::string& base_url, std::string_view text);
Result<boost::json::object> revoke_device(Caller& caller, const std::string& id);

/// Neither taken back nor ended.
bool is_open(const operations::Device& device, Instant now);
/// Whose key it is. Errors: `device_key_malformed` (unauthenticated), `device_key_unknown` (forbidden) for one that was
/// revoked or has ended as well.
Result<operations::Device> device_of_key(const FieldDoor& door, Lookup<operations::Device>& lookup,
                                         std::string_view key);
/// The device with that Digest name, and its HA1. Errors: `device_key_unknown` (unauthenticated).
struct DigestDevice {
  operations::Device device;
  std::string ha1;
};
Result<DigestDevice> device_of_digest(const FieldDoor& door, const std::string& name);
/// Whether a device may fill a form.
bool may_fill(const operations::Device& device, const PublishedForm& form);

}  // namespace boothwise::field
