#include "field/door.hpp"

#include "operations/people.hpp"
#include "operations/unit_places.hpp"
#include "operations/units.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <limits>
#include <zlib.h>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/organisation_parts.hpp"
#include "services/qr_code.hpp"
#include "services/report_json.hpp"

namespace boothwise::field {

using services::asked_unit;
using services::code_bytes_most;
using services::JsonBody;
using services::open_unit;
using services::qr_svg;
using services::reachable_person;
using services::refused_field;

namespace json = boost::json;
using operations::Device;

namespace {

constexpr std::size_t key_digits = 64;

std::string hash_of(const ServerKey& key, std::string_view secret) {
  return key.keyed_id(ServerKey::Purpose::devices, secret);
}

Error key_unknown(ErrorKind kind) {
  return {kind,
          "device_key_unknown",
          {"this way in has ended or was taken back; ask for a new code", "यह पहुँच समाप्त हो चुकी है; नया कोड माँगें"}};
}

json::object device_json(const Device& device, Instant now) {
  const auto at = [](const std::optional<Instant>& when) {
    return when ? json::value(iso_utc(*when)) : json::value(nullptr);
  };
  return {{"device", device.id},
          {"title", device.title},
          {"unit", device.unit},
          {"ac", device.ac ? json::value(*device.ac) : json::value(nullptr)},
          {"part", device.part},
          {"forms", json::parse(device.form_names)},
          {"open", is_open(device, now)},
          {"made_at", iso_utc(device.made_at)},
          {"ends_at", iso_utc(device.ends_at)},
          {"revoked_at", at(device.revoked_at)},
          {"seen_at", at(device.seen_at)}};
}

std::string deflated(std::string_view text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                static_cast<uLong>(text.size()), Z_BEST_COMPRESSION) != Z_OK) {
    throw BrokenInvariant("zlib does not pack");
  }
  packed.resize(size);
  return packed;
}

/// Collect's settings; the code is as good as the key in it.
std::string collect_settings(const std::string& address, const std::string& title) {
  const json::object settings = {{"general", json::object{{"server_url", address},
                                                          {"form_update_mode", "match_exactly"},
                                                          {"autosend", "wifi_and_cellular"},
                                                          {"delete_send", true},
                                                          {"app_language", "hi"},
                                                          {"font_size", "21"}}},
                                 {"admin", json::object{{"edit_saved", false}, {"change_server", false}}},
                                 {"project", json::object{{"name", title}, {"icon", "ब"}, {"color", "#1F5E7A"}}}};
  return base64(deflated(json::serialize(settings)));
}

/// The one booth of a unit that names no other place.
Status set_booth(operations::Store& store, Device& device) {
  BOOTHWISE_TRY(places, operations::places_of_unit(store, device.unit));
  if (places.size() != 1 || places.front().kind != PlaceKind::part) return success();
  device.ac = places.front().number;
  device.part = places.front().text;
  return success();
}

Status check_forms(Caller& caller, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    BOOTHWISE_TRY(form, operations::form_by_name(caller.whole_store(), name));
    if (!form) {
      return refused_field(ErrorKind::not_found, "form_unknown", "forms",
                           {"there is no such form", "ऐसा कोई फ़ॉर्म नहीं है"}, name);
    }
  }
  return success();
}

}  // namespace

Result<json::object> devices_view(Caller& caller, std::int64_t unit) {
  constexpr std::int64_t most = 500;
  BOOTHWISE_TRY(at, asked_unit(caller, unit, Right::view_field_counts));
  BOOTHWISE_TRY(devices, operations::devices_below(caller.store(), at.path, most));
  json::array list;
  for (const auto& [device, unit_name, person_name] : devices) {
    json::object one = device_json(device, caller.now());
    one["unit_name"] = services::to_json(unit_name);
    one["person"] = device.person.empty() ? json::value(nullptr) : json::value(device.person);
    one["person_name"] = person_name.empty() ? json::value(nullptr) : json::value(person_name);
    list.push_back(std::move(one));
  }
  return json::object{
      {"unit", at.id}, {"may_give", caller.access().may(Right::give_devices, at.path)}, {"devices", std::move(list)}};
}

Result<json::object> give_device(Caller& caller, const std::string& base_url, std::string_view text) {
  constexpr std::int64_t usual_days = 60;
  constexpr std::int64_t days_most = 180;
  constexpr std::size_t title_bytes_most = 200;
  constexpr std::size_t forms_most = 50;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"unit", "title", "person", "days", "forms"}));
  BOOTHWISE_TRY(unit_number, body.integer("unit", 1, std::numeric_limits<std::int64_t>::max()));
  BOOTHWISE_TRY(unit, open_unit(caller, unit_number));
  BOOTHWISE_TRY(permit, caller.access().permit(Right::give_devices, unit.path));
  Device device;
  BOOTHWISE_TRY(title, body.text("title", title_bytes_most));
  BOOTHWISE_TRY(person, body.text_or_empty("person", code_bytes_most));
  if (!person.empty()) BOOTHWISE_CHECK(reachable_person(caller, person));
  BOOTHWISE_TRY(days, body.integer_or_none("days", 1, days_most));
  std::vector<std::string> names;
  if (body.has("forms")) {
    BOOTHWISE_TRY(listed, body.texts("forms", forms_most, forms::form_id_bytes_max));
    names = std::move(listed);
  }
  BOOTHWISE_CHECK(check_forms(caller, names));
  const std::string key = hexadecimal(random_bytes(key_digits / 2));
  const std::string secret = new_token();
  device.id = operations::new_id();
  device.key_hash = hash_of(caller.key(), key);
  device.digest_name = "b" + device.id.substr(0, 12);
  device.digest_secret = caller.key().seal(ServerKey::Purpose::devices,
                                           md5(device.digest_name + ":" + std::string(field_realm) + ":" + secret));
  device.title = std::move(title);
  device.person = std::move(person);
  device.unit = unit.id;
  device.path = unit.path.text;
  BOOTHWISE_CHECK(set_booth(caller.whole_store(), device));
  device.form_names = json::serialize(json::value_from(names));
  device.made_by = permit.by();
  device.made_at = caller.now();
  device.ends_at = caller.now() + std::chrono::days(days.value_or(usual_days));
  BOOTHWISE_CHECK(caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_device(inside, device));
    return caller.note(inside, "device.given", "device:" + device.id, unit.path);
  }));
  const std::string address = base_url + "/openrosa/key/" + key;
  const std::string link = base_url + "/collect#" + key;
  const std::string settings = collect_settings(address, device.title);
  json::object view = device_json(device, caller.now());
  view["collect_address"] = address;
  view["collect_settings"] = settings;
  view["collect_qr"] = qr_svg(settings);
  view["web_link"] = link;
  view["web_qr"] = qr_svg(link);
  view["digest"] = json::object{{"address", base_url + "/openrosa"}, {"name", device.digest_name}, {"secret", secret}};
  return view;
}

Result<json::object> revoke_device(Caller& caller, const std::string& id) {
  BOOTHWISE_TRY(found, operations::device_by_id(caller.store(), id));
  if (!found || !caller.access().reaches(UnitPath{found->path})) {
    return refused_field(ErrorKind::not_found, "device_unknown", "device",
                         {"there is no such way in", "ऐसी कोई पहुँच नहीं है"}, id);
  }
  BOOTHWISE_CHECK(caller.access().permit(Right::give_devices, UnitPath{found->path}));
  BOOTHWISE_CHECK(caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::revoke_device(inside, id, caller.now()));
    return caller.note(inside, "device.revoked", "device:" + id, UnitPath{found->path});
  }));
  if (!found->revoked_at) found->revoked_at = caller.now();
  return device_json(*found, caller.now());
}

bool is_open(const Device& device, Instant now) { return !device.revoked_at && device.ends_at > now; }

Result<Device> device_of_key(const FieldDoor& door, Lookup<Device>& lookup, std::string_view key) {
  const bool shaped = key.size() == key_digits &&
                      std::ranges::all_of(key, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (!shaped) {
    return Error{ErrorKind::unauthenticated,
                 "device_key_malformed",
                 {"this is no way in; scan the code again", "यह पता सही नहीं है; कोड फिर से स्कैन करें"}};
  }
  const auto fetch = [&door](std::span<const std::string> hashes) {
    return operations::devices_by_keys(door.store, hashes);
  };
  BOOTHWISE_TRY(found,
                lookup.find(hash_of(door.key, key), fetch, [](const Device& device) { return device.key_hash; }));
  if (!found || !is_open(*found, door.now)) return key_unknown(ErrorKind::forbidden);
  return std::move(*found);
}

Result<DigestDevice> device_of_digest(const FieldDoor& door, const std::string& name) {
  BOOTHWISE_TRY(found, operations::device_by_digest_name(door.store, name));
  if (!found || !is_open(*found, door.now)) return key_unknown(ErrorKind::unauthenticated);
  BOOTHWISE_TRY(ha1, door.key.open(ServerKey::Purpose::devices, found->digest_secret));
  return DigestDevice{std::move(*found), std::move(ha1)};
}

bool may_fill(const Device& device, const PublishedForm& form) {
  const json::array names = json::parse(device.form_names).as_array();
  return names.empty() || std::ranges::any_of(names, [&form](const json::value& name) {
           return std::string_view(name.as_string()) == form.form.name;
         });
}

}  // namespace boothwise::field
