#include "field/withheld.hpp"

#include "field/files.hpp"
#include "field/records.hpp"
#include "forms/submission.hpp"
#include "operations/withheld.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "services/sealed_box.hpp"

namespace boothwise::field {

namespace json = boost::json;
namespace fs = std::filesystem;
using operations::Officer;
using operations::Record;
using operations::RecordFile;
using operations::Store;
using operations::Withheld;

namespace {

constexpr std::size_t secret_bytes = 32;

fs::path withheld_file(const Workspace& workspace, const std::string& file_id) {
  return workspace.folder / "withheld" / file_id;
}

std::string masked(std::string_view bytes, std::string_view mask) {
  std::string mixed(bytes);
  for (std::size_t at = 0; at < mixed.size(); ++at) mixed[at] = static_cast<char>(mixed[at] ^ mask[at]);
  return mixed;
}

std::string sealed_to(const Officer& officer, std::string_view share) {
  const auto open_half = bytes_of_hexadecimal(officer.open_half, secret_bytes);
  if (!open_half) throw BrokenInvariant("an officer's key of a wrong size");
  return base64(services::seal_box(*open_half, hexadecimal(share)));
}

std::optional<std::string> opened(const SealingKeys& keys, const std::string& share) {
  const auto box = bytes_of_base64(share);
  const auto text = box ? services::open_box(keys, *box) : std::nullopt;
  return text ? bytes_of_hexadecimal(*text, secret_bytes) : std::nullopt;
}

/// The record's own secret, if these are the two keys, in either order.
std::optional<std::string> secret_of(const Withheld& withheld, const SealingKeys& first, const SealingKeys& second) {
  for (const auto& [one, other] : {std::pair(&first, &second), std::pair(&second, &first)}) {
    const auto share_1 = opened(*one, withheld.share_1);
    const auto share_2 = opened(*other, withheld.share_2);
    if (share_1 && share_2) return hexadecimal(masked(*share_1, *share_2));
  }
  return std::nullopt;
}

Status move_aside(const FieldDoor& door, const std::vector<RecordFile>& files) {
  std::error_code failure;
  if (!files.empty()) fs::create_directories(door.workspace.folder / "withheld", failure);
  for (const RecordFile& file : files) {
    const fs::path from = record_file_path(door.workspace, file.file_id);
    if (!fs::exists(from)) continue;  // moved before this was cut off
    fs::rename(from, withheld_file(door.workspace, file.file_id), failure);
    if (failure) {
      return Error{ErrorKind::environment,
                   "file_unwritable",
                   {"a record's file cannot be moved: " + failure.message(),
                    "रिकॉर्ड की फ़ाइल हटाई नहीं जा सकी: " + failure.message()},
                   {from.string()}};
    }
  }
  return success();
}

}  // namespace

Result<json::object> name_officers(Caller& caller, const std::vector<std::string>& names,
                                   const std::vector<std::string>& open_halves) {
  BOOTHWISE_CHECK(caller.access().permit(Right::handle_rights, whole_organisation));
  if (names.size() != 2 || open_halves.size() != 2) throw BrokenInvariant("two officers have two names and two keys");
  if (trimmed(names.front()) == trimmed(names.back()) || open_halves.front() == open_halves.back()) {
    return Error{ErrorKind::bad_input,
                 "officer_twice",
                 {"expected two people with a key each", "अलग-अलग कुंजी वाले दो व्यक्ति चाहिए"},
                 {{}, 0, "officer", names.back()}};
  }
  BOOTHWISE_TRY(keys, caller.workspace().keys->store());
  BOOTHWISE_CHECK(keys->atomically([&](Store& inside) -> Status {
    for (std::int64_t place = 1; place <= 2; ++place) {
      const auto at = static_cast<std::size_t>(place - 1);
      BOOTHWISE_CHECK(operations::put_officer(
          inside, place, {std::string(trimmed(names[at])), hexadecimal(open_halves[at]), caller.now()}));
    }
    return success();
  }));
  BOOTHWISE_CHECK(caller.whole_store().atomically(
      [&](Store& inside) { return caller.note(inside, "officers.named", "officers", whole_organisation); }));
  return withheld_view(caller);
}

Result<json::object> withheld_view(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().permit(Right::handle_rights, whole_organisation));
  BOOTHWISE_TRY(keys, caller.workspace().keys->store());
  BOOTHWISE_TRY(named, operations::officers(*keys));
  BOOTHWISE_TRY(counts, operations::count_withheld(*keys));
  json::array officers;
  for (const Officer& officer : named) {
    const auto open_half = bytes_of_hexadecimal(officer.open_half, secret_bytes);
    officers.push_back(json::object{{"name", officer.name},
                                    {"key", open_half ? short_name_of(*open_half) : std::string()},
                                    {"since", iso_utc(officer.since)}});
  }
  json::array days;
  std::int64_t records = 0;
  for (const auto& [day, count] : counts) {
    days.push_back(json::object{{"destroy_on", day}, {"records", count}});
    records += count;
  }
  return json::object{{"officers", std::move(officers)}, {"records", records}, {"days", std::move(days)}};
}

Result<bool> is_sealed_by(Store& store, const std::string& notice) {
  BOOTHWISE_TRY(found, operations::notice_named(store, notice));
  return found && found->erasure == "seal";
}

Error officers_missing() {
  return {ErrorKind::conflict,
          "officers_missing",
          {"sealing needs two officers: boothwise field officers",
           "मुहरबंदी के लिए दो अधिकारी चाहिए: boothwise field officers"}};
}

Result<bool> officers_named(Workspace& workspace) {
  BOOTHWISE_TRY(keys, workspace.keys->store());
  BOOTHWISE_TRY(named, operations::officers(*keys));
  return named.size() == 2;
}

Status withhold(const FieldDoor& door, const Record& record, const std::vector<RecordFile>& files) {
  auto key = door.vault.key(record.key);
  if (!key && key.error().code != "record_erased") return key.error();
  if (!key) return move_aside(door, files);
  BOOTHWISE_TRY(keys, door.workspace.keys->store());
  BOOTHWISE_TRY(officers, operations::officers(*keys));
  if (officers.size() != 2) return officers_missing();
  const auto secret = bytes_of_hexadecimal(key->secret, secret_bytes);
  if (!secret) throw BrokenInvariant("a record's key of a wrong size");
  const std::string share = random_bytes(secret_bytes);
  const Day today = day_in_india(door.now);
  Withheld withheld{record.key,
                    record.id,
                    record.receipt,
                    record.content,
                    {},
                    sealed_to(officers.front(), share),
                    sealed_to(officers.back(), masked(*secret, share)),
                    iso_date(today),
                    iso_date(Day{std::chrono::sys_days(today) + std::chrono::days(withheld_days)})};
  for (const RecordFile& file : files) withheld.files += (withheld.files.empty() ? "" : " ") + file.file_id;
  BOOTHWISE_CHECK(keys->atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_withheld(inside, withheld));
    return operations::drop_record_key(inside, record.key);
  }));
  BOOTHWISE_CHECK(keys->scrub());
  return move_aside(door, files);
}

Result<json::object> open_withheld(const FieldDoor& door, std::string_view typed, const SealingKeys& first,
                                   const SealingKeys& second, const std::string& demand) {
  const auto code = forms::parse_receipt_code(typed);
  BOOTHWISE_TRY(keys, door.workspace.keys->store());
  std::vector<Withheld> found;
  if (code) {
    BOOTHWISE_TRY(under_code, operations::withheld_of_receipt(*keys, receipt_id_of(door.key, *code)));
    found = std::move(under_code);
  }
  if (found.empty()) {
    return Error{ErrorKind::not_found,
                 "receipt_unknown",
                 {"nothing is withheld under this code", "इस कोड पर कुछ भी मुहरबंद नहीं है"},
                 {{}, 0, "code", std::string(typed)}};
  }
  json::array records;
  for (const Withheld& one : found) {
    const auto secret = secret_of(one, first, second);
    if (!secret) {
      return Error{ErrorKind::forbidden,
                   "officer_other",
                   {"these are not the two keys that it was sealed to", "ये वे दो कुंजियाँ नहीं जिनसे यह मुहरबंद है"}};
    }
    BOOTHWISE_TRY(content, door.key.open_record(*secret, one.content));
    records.push_back(json::object{{"content", content}, {"sealed_on", one.sealed_on}, {"destroy_on", one.destroy_on}});
  }
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) {
    return services::note_audit(inside, {door.key, "officers", door.now}, "withheld.opened",
                                "record:" + found.front().record, whole_organisation, {{"demand", demand}}, "demand");
  }));
  return json::object{{"demand", demand}, {"records", std::move(records)}};
}

Result<std::int64_t> destroy_withheld(const FieldDoor& door) {
  constexpr std::int64_t at_once = 500;
  BOOTHWISE_TRY(keys, door.workspace.keys->store());
  BOOTHWISE_TRY(over, operations::withheld_over(*keys, iso_date(day_in_india(door.now)), at_once));
  for (const Withheld& one : over) {
    for (const std::string& file : split(one.files, ' ')) {
      std::error_code ignored;
      if (!file.empty()) fs::remove(withheld_file(door.workspace, file), ignored);
    }
    BOOTHWISE_CHECK(operations::drop_withheld(*keys, one.key));
  }
  if (!over.empty()) BOOTHWISE_CHECK(keys->scrub());
  return static_cast<std::int64_t>(over.size());
}

}  // namespace boothwise::field
