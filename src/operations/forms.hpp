#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// Forms, their published versions, their files, and the notices that they show. Every function's errors:
/// `operations_failed`, and those named. Changes REQUIRE a store that sees everything.
namespace boothwise::operations {

struct Form {
  std::string id;
  std::string name;   ///< the XForm's id
  std::string state;  ///< draft, open, closed
  Bilingual title;
  std::string definition;  ///< JSON of one made here
  std::string draft;       ///< XForm as it is now, published or not
  bool persons = true;     ///< whether it asks about persons
  std::string version;     ///< that is open; empty before the first
  std::optional<Instant> accepts_until{};
  std::string made_by;
  Instant made_at;
  Instant changed_at;
};
/// Errors: `operations_taken` where another form has the name.
Status add_form(Store& store, const Form& form);
/// All but who made it and when.
Status change_form(Store& store, const Form& form);
Result<std::optional<Form>> form_by_id(Store& store, const std::string& id);
/// As in lists: without draft and definition, which may be large, since every record that comes asks for its form.
Result<std::vector<Form>> forms_named(Store& store, std::span<const std::string> names);
Result<std::optional<Form>> form_by_name(Store& store, const std::string& name);
/// By name, without drafts and definitions.
Result<std::vector<Form>> all_forms(Store& store);

struct FormVersion {
  std::string form;
  std::string version;
  std::int64_t number = 0;  ///< from 1, in order of publishing
  std::string xml;          ///< empty in lists
  std::string md5;
  std::string notice;  ///< "KEY/VERSION"; empty of one that shows none
  std::string published_by;
  Instant published_at;
};
/// Errors: `operations_taken` for a version that was published before.
Status add_form_version(Store& store, const FormVersion& version);
Result<std::optional<FormVersion>> form_version(Store& store, const std::string& form, const std::string& version);
/// The newest first.
Result<std::vector<FormVersion>> form_versions(Store& store, const std::string& form);

struct FormFile {
  std::string name;
  std::string md5;
  std::string media_type;
  std::int64_t bytes = 0;
  std::string file_id;  ///< SHA-256 of its bytes
};
/// In place of one with the same name.
Status put_form_file(Store& store, const std::string& form, const FormFile& file);
/// By name.
Result<std::vector<FormFile>> form_files(Store& store, const std::string& form);

struct Notice {
  std::string key;
  std::int64_t version = 0;
  std::string texts;                ///< JSON: by language
  std::string audio;                ///< JSON: by language
  std::string purposes;             ///< codes with a space between
  std::string erasure = "destroy";  ///< what becomes of a withdrawn record: destroy, seal (rule R6)
  std::string made_by;
  Instant made_at;
};
/// Errors: `operations_taken` where the version is there.
Status add_notice(Store& store, const Notice& notice);
/// The spoken versions; nothing else of a notice ever changes.
Status set_notice_audio(Store& store, const Notice& notice);
Result<std::optional<Notice>> notice(Store& store, const std::string& key, std::int64_t version);
/// By "KEY/VERSION", as forms and records name it; nothing for what is no such name.
Result<std::optional<Notice>> notice_named(Store& store, const std::string& name);
/// All versions, by key, the newest first.
Result<std::vector<Notice>> all_notices(Store& store);

/// A worker's way in from a phone.
struct Device {
  std::string id;
  std::string key_hash;
  std::string digest_name;
  std::string digest_secret;
  std::string title;
  std::string person;  ///< empty if nobody's in particular
  std::int64_t unit = 0;
  std::string path;
  std::optional<std::int64_t> ac{};
  std::string part;
  std::string form_names;  ///< JSON: names of forms that it may fill; an empty list for all
  std::string made_by;
  Instant made_at;
  Instant ends_at;
  std::optional<Instant> revoked_at{};
  std::optional<Instant> seen_at{};
};
Status add_device(Store& store, const Device& device);
Result<std::vector<Device>> devices_by_keys(Store& store, std::span<const std::string> key_hashes);
Result<std::optional<Device>> device_by_digest_name(Store& store, const std::string& name);
Result<std::optional<Device>> device_by_id(Store& store, const std::string& id);
/// A way in with the names that it is shown by.
struct NamedDevice {
  Device device;
  Bilingual unit_name{};
  std::string person_name{};  ///< empty if nobody's in particular, or she left
};
/// Of a subtree, the newest first, at most so many.
Result<std::vector<NamedDevice>> devices_below(Store& store, const UnitPath& below, std::int64_t most);
Status revoke_device(Store& store, const std::string& id, Instant now);
Status touch_device(Store& store, const std::string& id, Instant now);

}  // namespace boothwise::operations
