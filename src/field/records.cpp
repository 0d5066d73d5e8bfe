#include "field/records.hpp"

#include "field/files.hpp"
#include "field/sealed.hpp"
#include "forms/answers_check.hpp"
#include "operations/records.hpp"
#include "operations/tombstones.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "domain/consent.hpp"
#include "intake/guard.hpp"
#include "services/organisation_parts.hpp"
#include "services/tombstones.hpp"

namespace boothwise::field {

using services::asked_unit;
using services::Buried;
using services::is_buried;

namespace json = boost::json;
namespace fs = std::filesystem;
using forms::FormField;
using forms::Part;
using forms::Submission;
using operations::Arrival;
using operations::Consent;
using operations::Device;
using operations::Record;
using operations::Store;

namespace {

constexpr std::string_view answers_part = "xml_submission_file";

Error refused(ErrorKind kind, std::string code, Bilingual message) {
  return {kind, std::move(code), std::move(message)};
}

/// What a person said to each purpose: yes where any of its consents is yes.
using Agreed = std::map<std::string, bool>;

Agreed agreed_in(const Submission& submission, const forms::XForm& form) {
  Agreed agreed;
  for (const FormField& field : form.fields) {
    if (field.consent.empty()) continue;
    bool& said = agreed[field.consent];
    said = said || forms::says_yes(submission.answer(field.path));
  }
  return agreed;
}

/// True if something was answered for a purpose that nobody agreed to.
bool lacks_consent(const Submission& submission, const forms::XForm& form, const Agreed& agreed) {
  return std::ranges::any_of(form.fields, [&](const FormField& field) {
    if (field.purpose.empty() || !field.consent.empty() || field.readonly || field.control == forms::Control::none) {
      return false;
    }
    const auto found = agreed.find(field.purpose);
    const bool may = found != agreed.end() && found->second;
    return !may && !submission.answer(field.path).empty();
  });
}

/// The language that the form was filled in, as far as the record says.
std::string language_of(const Submission& submission) {
  for (const forms::Answer& answer : submission.answers) {
    if (answer.path.ends_with("/meta/language") || answer.path.ends_with("/language"))
      return shortened(answer.text, 10);
  }
  return "hi";
}

/// Numbers that must not be kept (R4) are masked where they stand; how many there were.
std::int64_t mask_numbers(std::string& xml, const Submission& submission, const forms::XForm& form) {
  std::int64_t masked = 0;
  for (const forms::Answer& answer : submission.answers) {
    const FormField* field = form.field(answer.path);
    const bool own = field == nullptr || field->contact == "phone" || field->type != "string";
    if (own || !intake::must_be_masked(answer.text)) continue;
    xml = replaced(std::move(xml), ">" + answer.text + "<", ">" + std::string(intake::masked_number) + "<");
    ++masked;
  }
  return masked;
}

json::object counted(const operations::RecordCount& count) {
  return {{"records", count.records},
          {"good", count.good},
          {"quarantined", count.quarantined},
          {"incomplete", count.incomplete},
          {"faulty", count.faulty}};
}

class Taking {
 public:
  Taking(const FieldDoor& door, RecordInbox& inbox, const Device& device, std::span<const Part> sent,
         std::string_view method)
      : door_(door), inbox_(inbox), device_(device), parts_(sent), method_(method) {}

  Result<Taken> run() {
    const auto part = std::ranges::find(parts_, answers_part, &Part::name);
    if (part == parts_.end()) {
      return refused(ErrorKind::bad_input, "submission_missing",
                     {"expected a part xml_submission_file", "xml_submission_file नहीं मिली"});
    }
    xml_ = part->bytes;
    BOOTHWISE_TRY(submission, forms::read_submission(xml_, std::string(answers_part)));
    submission_ = std::move(submission);
    BOOTHWISE_TRY(form, door_.shelf.find(door_.store, submission_.form_id, submission_.version));
    form_ = std::move(form);
    id_ = record_id_of(door_.key, submission_.form_id, submission_.instance_id);
    same_id_ = door_.key.keyed_id(ServerKey::Purpose::records, xml_);
    const Status form_takes = check_form();
    if (form_takes && !form_->is_protected() && parts_.size() == 1 && submission_.deprecated_id.empty())
      return gathered();
    BOOTHWISE_CHECK(check_withdrawn(id_));
    BOOTHWISE_TRY(there, operations::record_by_id(door_.store, id_));
    if (there) return again(*there);
    BOOTHWISE_CHECK(form_takes);
    if (form_->is_protected()) {
      if (submission_.encrypted) {
        BOOTHWISE_CHECK(take_encrypted(door_, device_, *form_, submission_, parts_));
        return Taken{};
      }
      return refused(
          ErrorKind::forbidden, "protected_plain",
          {"community and economic status are taken only sealed", "समुदाय और आर्थिक स्थिति केवल मुहरबंद ली जाती है"});
    }
    return alone();
  }

 private:
  Status check_withdrawn(const std::string& id) const {
    BOOTHWISE_TRY(gone, is_buried(door_.store, door_.key, Buried::record, id));
    return gone ? Status(withdrawn()) : success();
  }

  static Error withdrawn() {
    return refused(ErrorKind::conflict, "record_withdrawn",
                   {"the person has withdrawn this; delete it from the phone",
                    "व्यक्ति ने यह जानकारी वापस ले ली है (withdrawn); इसे फ़ोन से हटा दें"});
  }

  Status check_form() const {
    const operations::Form& form = form_->form;
    if (form.state == "closed" && (!form.accepts_until || *form.accepts_until <= door_.now)) {
      return refused(ErrorKind::conflict, "form_closed",
                     {"this form is closed; tell your convenor", "यह फ़ॉर्म बंद हो चुका है; अपने संयोजक को बताएँ"});
    }
    if (!may_fill(device_, *form_)) {
      return refused(ErrorKind::forbidden, "form_not_yours",
                     {"this phone may not fill this form", "इस फ़ोन को यह फ़ॉर्म भरने की अनुमति नहीं"});
    }
    return success();
  }

  /// The parts that are files the record names.
  [[nodiscard]] std::vector<std::pair<std::string, const Part*>> named_files() const {
    std::vector<std::pair<std::string, const Part*>> files;
    for (const std::string& name : forms::files_of(submission_, form_->xform)) {
      for (const Part& part : parts_) {
        if (part.name != answers_part && forms::safe_file_name(part.name) == name) {
          files.emplace_back(name, &part);
          break;
        }
      }
    }
    return files;
  }

  Result<std::vector<operations::RecordFile>> keep_files(const operations::RecordKey& key) {
    std::vector<operations::RecordFile> kept;
    for (const auto& [name, part] : named_files()) {
      operations::RecordFile file;
      file.name_id = door_.key.keyed_id(ServerKey::Purpose::records, id_ + "\n" + name);
      file.name = door_.vault.seal(key, name);
      file.media_type = shortened(part->type, 80);
      file.bytes = static_cast<std::int64_t>(part->bytes.size());
      file.file_id = operations::new_id();
      const fs::path path = record_file_path(door_.workspace, file.file_id);
      std::error_code failure;
      fs::create_directories(path.parent_path(), failure);
      BOOTHWISE_CHECK(write_file_atomically(path, door_.vault.seal(key, part->bytes)));
      kept.push_back(std::move(file));
    }
    return kept;
  }

  /// The same record once more: what is missing is added (OR-40).
  Result<Taken> again(const Record& there) {
    if (there.same_id != same_id_) {
      return refused(ErrorKind::conflict, "record_differs",
                     {"another record with this id is here; it stays", "इस पहचान का दूसरा रिकॉर्ड पहले से है; वही रहेगा"});
    }
    Taken taken{there.complete(), true};
    if (taken.complete) return taken;
    BOOTHWISE_TRY(key, door_.vault.key(there.key));
    BOOTHWISE_TRY(files, keep_files(key));
    BOOTHWISE_CHECK(door_.store.atomically([&](Store& inside) -> Status {
      for (const operations::RecordFile& file : files) {
        BOOTHWISE_TRY(added, operations::add_record_file(inside, id_, file));
        if (!added) remove_file(file);
      }
      BOOTHWISE_TRY(now, operations::record_by_id(inside, id_));
      if (!now) return check_withdrawn(id_);
      taken.complete = now->complete();
      return success();
    }));
    return taken;
  }

  void remove_file(const operations::RecordFile& file) const {
    std::error_code ignored;
    fs::remove(record_file_path(door_.workspace, file.file_id), ignored);
  }

  /// What is kept of it, sealed under a key of its own. Its files are still to be kept.
  Result<Arrival> arrival() {
    const forms::XForm& xform = form_->xform;
    std::string xml = xml_;
    BOOTHWISE_TRY(faults, forms::check_answers(xform, xml_, door_.now));
    json::array told;
    for (const forms::AnswerFault& fault : faults) {
      told.push_back(json::object{{"path", shortened(fault.path, 200)}, {"kind", forms::name_of(fault.kind)}});
    }
    if (const std::int64_t masked = mask_numbers(xml, submission_, xform); masked > 0) {
      told.push_back(json::object{{"path", ""}, {"kind", "masked"}});
    }
    BOOTHWISE_TRY(key, door_.vault.new_key());
    Arrival made;
    Record& record = made.record;
    record.id = id_;
    record.form = form_->form.id;
    record.version = form_->version.version;
    record.device = device_.id;
    record.unit = device_.unit;
    record.path = device_.path;
    record.ac = device_.ac;
    record.part = device_.part;
    record.key = key.id;
    record.content = door_.vault.seal(key, xml);
    record.same_id = same_id_;
    if (const auto code = forms::receipt_code(submission_.instance_id)) {
      record.receipt = receipt_id_of(door_.key, *code);
    }
    record.persons = form_->form.persons || xform.about_persons();
    record.faults = json::serialize(told);
    record.method = method_;
    record.received_at = door_.now;
    record.day = iso_date(day_in_india(door_.now));
    record.files_wanted = static_cast<std::int64_t>(forms::files_of(submission_, xform).size());
    made.consents = consents_of(record);
    if (!made.consents.empty()) record.consent = made.consents.front().id;
    made.grave = services::grave_of(door_.key, id_);
    key_ = std::move(key);
    return made;
  }

  /// With what others send at the same time.
  Result<Taken> gathered() {
    BOOTHWISE_TRY(made, arrival());
    BOOTHWISE_TRY(standing, inbox_.keep(door_.store, made));
    if (standing != operations::Standing::fresh) {
      door_.vault.give_back(std::move(key_));
      if (standing == operations::Standing::withdrawn) return withdrawn();
      return again_there();
    }
    return Taken{made.record.complete(), false};
  }

  /// With its files, or in another's place.
  Result<Taken> alone() {
    BOOTHWISE_TRY(made, arrival());
    BOOTHWISE_TRY(files, keep_files(key_));
    const Status kept = door_.store.atomically([&](Store& inside) -> Status {
      BOOTHWISE_CHECK(check_withdrawn(id_));
      BOOTHWISE_CHECK(replace(inside, made.record));
      const std::vector<const Arrival*> one{&made};
      BOOTHWISE_CHECK(operations::add_arrivals(inside, one));
      for (const operations::RecordFile& file : files) {
        BOOTHWISE_CHECK(operations::add_record_file(inside, id_, file));
      }
      return success();
    });
    if (!kept) {
      for (const operations::RecordFile& file : files) remove_file(file);
      if (kept.error().code == "operations_taken") return again_there();
      return kept.error();
    }
    return Taken{static_cast<std::int64_t>(files.size()) >= made.record.files_wanted, false};
  }

  /// The same one came by another way before.
  Result<Taken> again_there() {
    BOOTHWISE_TRY(there, operations::record_by_id(door_.store, id_));
    if (there) return again(*there);
    BOOTHWISE_CHECK(check_withdrawn(id_));
    return refused(ErrorKind::conflict, "operations_taken", {"this is there already", "यह पहले से है"});
  }

  /// A record that stands in another's place (OR-42).
  Status replace(Store& inside, Record& record) const {
    if (submission_.deprecated_id.empty()) return success();
    record.replaces = record_id_of(door_.key, submission_.form_id, submission_.deprecated_id);
    BOOTHWISE_TRY(former, operations::record_by_id(inside, record.replaces));
    if (!former) {
      BOOTHWISE_CHECK(check_withdrawn(record.replaces));
      return refused(ErrorKind::not_found, "replaced_unknown",
                     {"the record that this one replaces is not here", "जिस रिकॉर्ड को यह बदलता है वह यहाँ नहीं है"});
    }
    BOOTHWISE_TRY(replaced, operations::set_record_replaced(inside, former->id, record.id));
    if (replaced) return success();
    return refused(ErrorKind::conflict, "replaced_before",
                   {"that record was replaced before", "वह रिकॉर्ड पहले ही बदला जा चुका है"});
  }

  /// Rows of the ledger, and whether the record may be used. One about persons has at least one (R2).
  std::vector<Consent> consents_of(Record& record) const {
    const forms::XForm& xform = form_->xform;
    const Agreed agreed = agreed_in(submission_, xform);
    std::vector<Consent> rows;
    const auto add = [&](const std::string& purpose, bool given) {
      rows.push_back({operations::new_id(), id_, purpose, given, xform.notice, language_of(submission_), "in_person",
                      device_.id, device_.path, door_.now, static_cast<std::int64_t>(rows.size())});
    };
    for (const auto& [purpose, given] : agreed) add(purpose, given);
    if (record.persons && (rows.empty() || lacks_consent(submission_, xform, agreed))) record.state = "quarantined";
    if (record.persons && rows.empty()) add("unasked", false);
    record.kept_until = kept_until(record, agreed);
    return rows;
  }

  const FieldDoor& door_;
  RecordInbox& inbox_;
  const Device& device_;
  std::span<const Part> parts_;
  std::string method_;
  std::string xml_;
  Submission submission_;
  std::shared_ptr<const PublishedForm> form_;
  std::string id_;
  std::string same_id_;
  operations::RecordKey key_;  ///< of the arrival
};

}  // namespace

Result<Taken> take_record(const FieldDoor& door, RecordInbox& inbox, const Device& device, std::span<const Part> parts,
                          std::string_view method) {
  return Taking(door, inbox, device, parts, method).run();
}

Result<json::object> record_counts(Caller& caller, std::int64_t unit) {
  BOOTHWISE_TRY(at, asked_unit(caller, unit, Right::view_field_counts));
  BOOTHWISE_TRY(counts, operations::count_records(caller.store(), at.path));
  json::array rows;
  operations::RecordCount all;
  for (const operations::RecordCount& count : counts) {
    all.records += count.records;
    all.good += count.good;
    all.quarantined += count.quarantined;
    all.incomplete += count.incomplete;
    all.faulty += count.faulty;
    json::object row = counted(count);
    row["path"] = count.path;
    row["form"] = count.form;
    row["device"] = count.device;
    row["day"] = count.day;
    rows.push_back(std::move(row));
  }
  json::object view = counted(all);
  view["unit"] = at.id;
  view["rows"] = std::move(rows);
  return view;
}

std::optional<Instant> kept_until(const Record& record, const std::map<std::string, bool>& agreed) {
  constexpr auto quarantine = std::chrono::days(14);
  if (record.state == "quarantined") return record.received_at + quarantine;
  std::optional<std::int64_t> longest;
  for (const auto& [code, given] : agreed) {
    const auto purpose = purpose_named(code);
    if (!given || !purpose) continue;
    const auto days = days_kept(*purpose);
    if (!days) return std::nullopt;
    longest = std::max(longest.value_or(0), *days);
  }
  if (!longest) return std::nullopt;  // a refusal, or about no person
  return record.received_at + std::chrono::days(*longest);
}

std::string record_id_of(const ServerKey& key, std::string_view form_name, std::string_view instance_id) {
  return key.keyed_id(ServerKey::Purpose::records, std::string(form_name) + "\n" + std::string(instance_id));
}

std::string receipt_id_of(const ServerKey& key, std::string_view code) {
  return key.keyed_id(ServerKey::Purpose::receipts, code);
}

}  // namespace boothwise::field
