#include "field/erasure.hpp"

#include "field/files.hpp"
#include "field/records.hpp"
#include "field/withheld.hpp"
#include "forms/submission.hpp"
#include "operations/audit.hpp"
#include "operations/withheld.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/atomic_file.hpp"
#include "base/stopped.hpp"
#include "services/tombstones.hpp"

namespace boothwise::field {

using services::Buried;
using services::bury;
using services::note_audit;

namespace json = boost::json;
namespace fs = std::filesystem;
using operations::Consent;
using operations::Record;
using operations::RecordFile;
using operations::Store;

namespace {

constexpr std::string_view by_receipt = "receipt";

/// The notice that was shown before the record was filled in.
Result<std::string> notice_of(const FieldDoor& door, const Record& record) {
  BOOTHWISE_TRY(version, operations::form_version(door.store, record.form, record.version));
  return version ? version->notice : std::string();
}

/// Ends what lies under a record's key as its notice said.
Status end_key(const FieldDoor& door, const Record& record, const std::vector<RecordFile>& files) {
  BOOTHWISE_TRY(notice, notice_of(door, record));
  BOOTHWISE_TRY(sealed, is_sealed_by(door.store, notice));
  return sealed ? withhold(door, record, files) : door.vault.destroy(record.key);
}

void remove_files(const FieldDoor& door, const std::vector<RecordFile>& files) {
  for (const RecordFile& file : files) {
    std::error_code ignored;
    fs::remove(record_file_path(door.workspace, file.file_id), ignored);
  }
}

/// The files that the rest of a record names, under another key and other ids.
Result<std::vector<RecordFile>> under_new_key(const FieldDoor& door, const std::vector<RecordFile>& files,
                                              const std::vector<std::string>& names, const operations::RecordKey& from,
                                              const operations::RecordKey& to) {
  constexpr std::size_t bytes_most = std::size_t{64} << 20U;
  std::vector<RecordFile> kept;
  for (RecordFile file : files) {
    BOOTHWISE_TRY(name, door.vault.open(from, file.name));
    if (std::ranges::find(names, name) == names.end()) continue;
    BOOTHWISE_TRY(sealed, read_file(record_file_path(door.workspace, file.file_id), bytes_most));
    BOOTHWISE_TRY(bytes, door.vault.open(from, sealed));
    file.name = door.vault.seal(to, name);
    file.file_id = operations::new_id();
    const fs::path path = record_file_path(door.workspace, file.file_id);
    std::error_code failure;
    fs::create_directories(path.parent_path(), failure);
    BOOTHWISE_CHECK(write_file_atomically(path, door.vault.seal(to, bytes)));
    kept.push_back(std::move(file));
  }
  return kept;
}

/// Keys that a cut left behind after their records went under others.
Status end_left_keys(const FieldDoor& door) {
  BOOTHWISE_TRY(keys, door.workspace.keys->store());
  BOOTHWISE_TRY(left, operations::ending_keys(*keys));
  for (const operations::EndingKey& ending : left) {
    BOOTHWISE_TRY(record, operations::record_by_id(door.store, ending.record));
    if (!record || record->key != ending.key) BOOTHWISE_CHECK(door.vault.destroy(ending.key));
    BOOTHWISE_CHECK(operations::drop_ending_key(*keys, ending.key));
  }
  return success();
}

}  // namespace

std::map<std::string, bool> standing(const std::vector<Consent>& rows) {
  std::map<std::string, bool> stands;
  for (const Consent& row : rows) stands[row.purpose] = row.given;
  return stands;
}

Result<std::shared_ptr<const PublishedForm>> form_of(const FieldDoor& door, const Record& record) {
  BOOTHWISE_TRY(form, operations::form_by_id(door.store, record.form));
  if (!form) throw BrokenInvariant("a record of no form");
  return door.shelf.find(door.store, form->name, record.version);
}

Status note_by_person(const FieldDoor& door, Store& inside, std::string_view action, const Record& record) {
  return note_audit(inside, {door.key, "receipt", door.now}, action, "record:" + record.id, UnitPath{record.path}, {},
                    by_receipt);
}

Result<bool> erase_purposes(const FieldDoor& door, const Record& record, const std::vector<std::string>& purposes) {
  BOOTHWISE_TRY(form, form_of(door, record));
  BOOTHWISE_TRY(rows, operations::consents_of_record(door.store, record.id));
  auto stands = standing(rows);
  for (const std::string& purpose : purposes) stands[purpose] = false;
  const bool any_left = std::ranges::any_of(stands, [](const auto& one) { return one.second; });
  if (!any_left) return false;
  std::vector<std::string> paths;
  for (const forms::FormField& field : form->xform.fields) {
    if (std::ranges::find(purposes, field.purpose) != purposes.end()) paths.push_back(field.path);
  }
  BOOTHWISE_TRY(former_key, door.vault.key(record.key));
  BOOTHWISE_TRY(new_key, door.vault.new_key());
  BOOTHWISE_TRY(content, door.vault.open(former_key, record.content));
  BOOTHWISE_TRY(rest, forms::without_answers(content, paths));
  BOOTHWISE_TRY(submission, forms::read_submission(rest, "record"));
  const std::vector<std::string> names = forms::files_of(submission, form->xform);
  BOOTHWISE_TRY(files, operations::record_files(door.store, record.id));
  BOOTHWISE_TRY(keys, door.workspace.keys->store());
  BOOTHWISE_CHECK(operations::add_ending_key(*keys, {record.key, record.id}));
  BOOTHWISE_TRY(kept, under_new_key(door, files, names, former_key, new_key));
  const Status done = door.store.atomically([&](Store& inside) -> Status {
    auto place = static_cast<std::int64_t>(rows.size());
    std::vector<Consent> withdrawn;
    for (const std::string& purpose : purposes) {
      withdrawn.push_back({operations::new_id(), record.id, purpose, false, form->xform.notice, "",
                           std::string(by_receipt), "", record.path, door.now, place++});
    }
    BOOTHWISE_CHECK(operations::add_consents(inside, withdrawn));
    Record left = record;
    left.key = new_key.id;
    left.content = door.vault.seal(new_key, rest);
    left.files_wanted = static_cast<std::int64_t>(names.size());
    left.kept_until = kept_until(left, stands);
    BOOTHWISE_CHECK(operations::set_record_content(inside, left));
    for (const RecordFile& file : files) {
      BOOTHWISE_CHECK(operations::drop_record_file(inside, record.id, file.name_id));
    }
    for (const RecordFile& file : kept) BOOTHWISE_CHECK(operations::add_record_file(inside, record.id, file));
    return note_by_person(door, inside, "consent.withdrawn", record);
  });
  if (!done) {
    remove_files(door, kept);
    return done.error();
  }
  BOOTHWISE_CHECK(end_key(door, record, files));
  BOOTHWISE_CHECK(operations::drop_ending_key(*keys, record.key));
  remove_files(door, files);
  BOOTHWISE_CHECK(door.store.scrub());
  return true;
}

Status erase_record(const FieldDoor& door, const Record& record) {
  // The key first: should this be cut off, what is left is unreadable, and erasing again ends it.
  BOOTHWISE_TRY(files, operations::record_files(door.store, record.id));
  BOOTHWISE_CHECK(end_key(door, record, files));
  BOOTHWISE_TRY(consents, operations::consents_of_record(door.store, record.id));
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(bury(inside, door.key, door.now, Buried::record, record.id));
    auto place = static_cast<std::int64_t>(consents.size());
    std::vector<Consent> withdrawn;
    for (const auto& [purpose, given] : standing(consents)) {
      if (!given) continue;
      withdrawn.push_back({operations::new_id(), record.id, purpose, false, "", "", std::string(by_receipt), "",
                           record.path, door.now, place++});
    }
    BOOTHWISE_CHECK(operations::add_consents(inside, withdrawn));
    BOOTHWISE_CHECK(operations::forget_record(inside, record.id));
    return note_by_person(door, inside, "record.erased", record);
  }));
  remove_files(door, files);
  return door.store.scrub();
}

Result<std::int64_t> erase_what_is_over(const FieldDoor& door) {
  constexpr std::int64_t at_once = 500;
  BOOTHWISE_TRY(ids, operations::records_to_forget(door.store, door.now, at_once));
  std::int64_t erased = 0;
  for (const std::string& id : ids) {
    BOOTHWISE_TRY(record, operations::record_by_id(door.store, id));
    if (!record) continue;
    BOOTHWISE_CHECK(erase_record(door, *record));
    ++erased;
  }
  BOOTHWISE_CHECK(end_left_keys(door));
  BOOTHWISE_TRY(withheld, destroy_withheld(door));
  return erased + withheld;
}

Result<json::object> destroy_all(const FieldDoor& door, const std::vector<std::string>& by, Progress& progress) {
  constexpr std::int64_t at_once = 500;
  std::int64_t destroyed = 0;
  while (true) {
    BOOTHWISE_TRY(ids, operations::records_of_persons(door.store, at_once));
    if (ids.empty()) break;
    for (const std::string& id : ids) {
      if (progress.stop_requested()) return stopped_as_asked();
      BOOTHWISE_TRY(record, operations::record_by_id(door.store, id));
      if (record) BOOTHWISE_CHECK(erase_record(door, *record));
      ++destroyed;
    }
    progress.report(0, {std::to_string(destroyed) + " records destroyed", std::to_string(destroyed) + " रिकॉर्ड नष्ट"});
  }
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) {
    return note_audit(inside, {door.key, "owner", door.now}, "field.destroyed", "field", whole_organisation,
                      {{"records", destroyed}});
  }));
  BOOTHWISE_TRY(keys, door.workspace.keys->store());
  BOOTHWISE_TRY(withheld, operations::count_withheld(*keys));
  json::array later;
  for (const auto& [day, records] : withheld) later.push_back(json::object{{"destroy_on", day}, {"records", records}});
  BOOTHWISE_TRY(heads, operations::audit_heads(door.store));
  json::array chain;
  for (const operations::AuditHead& head : heads) {
    chain.push_back(json::object{{"chain", head.chain}, {"number", head.number}, {"hash", head.hash}});
  }
  json::object certificate = {{"what",
                               "all records of persons, their keys and files were destroyed (rule R40); what notices "
                               "said stays sealed for a year is in sealed"},
                              {"records", destroyed},
                              {"sealed", std::move(later)},
                              {"at", iso_utc(door.now)},
                              {"decided_by", json::value_from(by)},
                              {"audit_heads", std::move(chain)}};
  const std::string signed_text = json::serialize(certificate);
  certificate["signature"] = door.key.sign(ServerKey::Purpose::audit_head, signed_text);
  certificate["verifying_key"] = door.key.verifying_key(ServerKey::Purpose::audit_head);
  return certificate;
}

}  // namespace boothwise::field
