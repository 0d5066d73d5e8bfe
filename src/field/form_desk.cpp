#include "field/form_desk.hpp"

#include "field/files.hpp"
#include "field/form_making.hpp"
#include "field/sealed.hpp"
#include "forms/definition.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>
#include <set>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "domain/consent.hpp"
#include "services/election_locks.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"
#include "services/scheme_catalogue.hpp"

namespace boothwise::field {

using services::code_bytes_most;
using services::JsonBody;
using services::refused_field;
using services::require_unlocked;
using services::to_json;

namespace json = boost::json;
using operations::Form;
using operations::FormVersion;
using operations::Notice;
using operations::Store;

namespace {

Error form_unknown(std::string_view id) {
  return refused_field(ErrorKind::not_found, "form_unknown", "form", {"there is no such form", "ऐसा कोई फ़ॉर्म नहीं है"},
                       id);
}

/// JSON files of a folder, by name.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

Result<Form> form_at(Store& store, const std::string& id) {
  BOOTHWISE_TRY(found, operations::form_by_id(store, id));
  if (!found) return form_unknown(id);
  return std::move(*found);
}

/// Codes of schemes that a question may be about today (R20).
Result<std::set<std::string>> askable_schemes(Caller& caller) {
  std::set<std::string> codes;
  BOOTHWISE_TRY(catalogue, services::scheme_catalogue(caller.workspace(), caller.data_folder()));
  for (const Scheme& scheme : catalogue) {
    if (may_be_asked_about(scheme, caller.today()).ok()) codes.insert(scheme.code);
  }
  return codes;
}

bool asks_protected(const forms::XForm& xform) {
  return xform.asks_for(code_of(Purpose::community)) || xform.asks_for(code_of(Purpose::economic));
}

json::object form_json(const Form& form) {
  return {{"form", form.id},
          {"name", form.name},
          {"state", form.state},
          {"title", to_json(form.title)},
          {"persons", form.persons},
          {"version", form.version.empty() ? json::value(nullptr) : json::value(form.version)},
          {"accepts_until", form.accepts_until ? json::value(iso_utc(*form.accepts_until)) : json::value(nullptr)},
          {"changed_at", iso_utc(form.changed_at)}};
}

Result<std::vector<FormObstacle>> obstacles(Caller& caller, const Form& form, const forms::XForm& xform) {
  Store& store = caller.whole_store();
  BOOTHWISE_TRY(notice, operations::notice_named(store, xform.notice));
  BOOTHWISE_TRY(askable, askable_schemes(caller));
  auto found = obstacles_of(xform, form.persons, notice,
                            [&askable](const std::string& scheme) { return askable.contains(scheme); });
  std::ranges::move(lint_obstacles(xform), std::back_inserter(found));
  if (asks_protected(xform)) {
    BOOTHWISE_TRY(wave, present_wave(caller.workspace(), caller.today()));
    if (!wave || xform.encryption_key != wave->rsa_key) {
      found.push_back(
          {"wave_missing",
           "",
           {"protected answers are sealed to the key of a wave that is open today; open one, then save the form again",
            "सुरक्षित उत्तर आज खुली लहर की कुंजी से बंद होते हैं; लहर खोलें, फिर फ़ॉर्म दोबारा सहेजें"}});
    }
  }
  BOOTHWISE_TRY(files, operations::form_files(store, form.id));
  for (const std::string& name : xform.media) {
    if (std::ranges::find(files, name, &operations::FormFile::name) != files.end()) continue;
    if (std::ranges::find(made_lists, name) != made_lists.end()) continue;
    found.push_back({"file_missing", "", {"it names a file that is not there: " + name, "यह फ़ाइल नहीं है: " + name}});
  }
  BOOTHWISE_TRY(published, operations::form_version(store, form.id, xform.version));
  if (published && published->xml != form.draft) {
    found.push_back({"form_version_taken",
                     "",
                     {"version " + xform.version + " was published with other content; give the form a new version",
                      "संस्करण " + xform.version + " पहले प्रकाशित है; नया संस्करण दें"}});
  }
  return found;
}

json::array obstacles_json(const std::vector<FormObstacle>& obstacles) {
  json::array list;
  for (const FormObstacle& one : obstacles) {
    list.push_back(json::object{{"code", one.code}, {"path", one.path}, {"message", to_json(one.message)}});
  }
  return list;
}

json::array questions_json(const forms::XForm& xform) {
  json::array questions;
  for (const forms::FormField& field : xform.fields) {
    if (field.control == forms::Control::none) continue;
    questions.push_back(json::object{{"path", field.path},
                                     {"label", to_json(field.label)},
                                     {"purpose", field.purpose},
                                     {"consent", field.consent},
                                     {"scheme", field.scheme}});
  }
  return questions;
}

}  // namespace

bool PublishedForm::is_protected() const { return asks_protected(xform); }

Result<std::shared_ptr<const PublishedForm>> FormShelf::find(Store& store, const std::string& name,
                                                             const std::string& version) {
  const auto fetch = [&store](std::span<const std::string> names) { return operations::forms_named(store, names); };
  BOOTHWISE_TRY(form, forms_.find(name, fetch, [](const Form& one) { return one.name; }));
  if (!form) return form_unknown(name);
  const auto key = std::pair(form->id, version);
  std::shared_ptr<const PublishedForm> kept;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = kept_.find(key); found != kept_.end()) kept = found->second;
  }
  if (kept == nullptr) {
    BOOTHWISE_TRY(published, operations::form_version(store, form->id, version));
    if (!published) return form_unknown(name + " " + version);
    BOOTHWISE_TRY(xform, forms::read_xform(published->xml, name));
    kept = std::make_shared<const PublishedForm>(PublishedForm{*form, std::move(*published), std::move(xform)});
    const std::scoped_lock lock(mutex_);
    kept_[key] = kept;
  }
  // What a version says never changes; whether its form is open does.
  if (kept->form.state == form->state && kept->form.accepts_until == form->accepts_until &&
      kept->form.version == form->version) {
    return kept;
  }
  auto present = std::make_shared<const PublishedForm>(PublishedForm{*form, kept->version, kept->xform});
  const std::scoped_lock lock(mutex_);
  kept_[key] = present;
  return std::shared_ptr<const PublishedForm>(std::move(present));
}

Result<std::vector<std::shared_ptr<const PublishedForm>>> FormShelf::open_forms(Store& store) {
  BOOTHWISE_TRY(all, operations::all_forms(store));
  std::vector<std::shared_ptr<const PublishedForm>> open;
  for (const Form& form : all) {
    if (form.state != "open") continue;
    BOOTHWISE_TRY(one, find(store, form.name, form.version));
    open.push_back(std::move(one));
  }
  return open;
}

Result<json::object> forms_view(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::view_field_counts));
  BOOTHWISE_TRY(all, operations::all_forms(caller.whole_store()));
  json::array list;
  for (const Form& form : all) list.push_back(form_json(form));
  return json::object{{"forms", std::move(list)}, {"may_design", caller.access().may(Right::design_forms)}};
}

Result<json::object> form_view(Caller& caller, const std::string& id) {
  BOOTHWISE_CHECK(caller.access().require(Right::view_field_counts));
  Store& store = caller.whole_store();
  BOOTHWISE_TRY(form, form_at(store, id));
  BOOTHWISE_TRY(xform, forms::read_xform(form.draft, form.name));
  BOOTHWISE_TRY(versions, operations::form_versions(store, id));
  BOOTHWISE_TRY(files, operations::form_files(store, id));
  BOOTHWISE_TRY(found, obstacles(caller, form, xform));
  json::object view = form_json(form);
  view["definition"] = form.definition.empty() ? json::value(nullptr) : json::parse(form.definition);
  view["xml"] = form.draft;
  view["draft_version"] = xform.version;
  view["questions"] = questions_json(xform);
  view["notice"] = xform.notice;
  view["obstacles"] = obstacles_json(found);
  view["findings"] = lint_json(xform);
  json::array list;
  for (const FormVersion& version : versions) {
    list.push_back(json::object{{"version", version.version},
                                {"number", version.number},
                                {"notice", version.notice},
                                {"md5", version.md5},
                                {"published_at", iso_utc(version.published_at)}});
  }
  view["versions"] = std::move(list);
  json::array attached;
  for (const operations::FormFile& file : files) {
    attached.push_back(json::object{{"name", file.name}, {"type", file.media_type}, {"bytes", file.bytes}});
  }
  view["files"] = std::move(attached);
  view["media"] = json::value_from(xform.media);
  return view;
}

Result<json::object> put_form(Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(permit, caller.access().permit(Right::design_forms, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"xml", "definition", "persons", "form"}));
  BOOTHWISE_TRY(xml, body.text_or_empty("xml", forms::xform_bytes_max));
  if (!xml.empty()) xml = body.value("xml").as_string();  // as it is, white space at its ends too
  BOOTHWISE_TRY(definition, body.text_or_empty("definition", forms::xform_bytes_max));
  BOOTHWISE_TRY(id, body.text_or_empty("form", code_bytes_most));
  std::vector<Notice> notices;
  if (!definition.empty()) {
    if (!xml.empty())
      return JsonBody::malformed("xml", "expected xml or a definition, not both", "xml या definition में से एक ही चाहिए");
    BOOTHWISE_TRY(made, make_form(caller, definition));
    xml = std::move(made.xml);
    notices = std::move(made.notices);
  }
  BOOTHWISE_TRY(xform, forms::read_xform(xml, "xml"));
  // One made here says of each question what it is for; of another we think it asks about persons unless told.
  bool persons = definition.empty() || xform.about_persons();
  if (body.has("persons")) {
    BOOTHWISE_TRY(said, body.flag("persons"));
    persons = said;
  }
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(same_name, operations::form_by_name(inside, xform.id));
    if (same_name && same_name->id != id) {
      return refused_field(
          ErrorKind::conflict, "form_name_taken", "xml",
          {"another form has this id; make a new draft of that one", "यह id दूसरे फ़ॉर्म की है; उसका नया मसौदा बनाएँ"},
          xform.id);
    }
    if (!id.empty() && !same_name) {
      BOOTHWISE_TRY(former, form_at(inside, id));
      return refused_field(ErrorKind::conflict, "form_name_differs", "xml",
                           {"a form keeps its id: " + former.name, "फ़ॉर्म की id वही रहती है: " + former.name}, xform.id);
    }
    Form form = same_name.value_or(Form{});
    form.title = {shortened(xform.title.en, 400), shortened(xform.title.hi, 400)};
    form.definition = definition;
    form.draft = xml;
    form.persons = persons;
    form.changed_at = caller.now();
    if (same_name) {
      BOOTHWISE_CHECK(operations::change_form(inside, form));
    } else {
      form.id = operations::new_id();
      form.name = xform.id;
      form.state = "draft";
      form.made_by = permit.by();
      form.made_at = caller.now();
      BOOTHWISE_CHECK(operations::add_form(inside, form));
    }
    id = form.id;
    BOOTHWISE_CHECK(attach_notices(inside, caller.workspace(), id, notices));
    return caller.note(inside, "form.drafted", "form:" + form.id, whole_organisation);
  }));
  return form_view(caller, id);
}

Result<json::object> add_ready_forms(Caller& caller, std::string_view asked) {
  constexpr std::size_t bytes_max = std::size_t{1} << 20U;
  BOOTHWISE_CHECK(caller.access().require(Right::design_forms));
  BOOTHWISE_TRY(asker, JsonBody::parse(asked));
  BOOTHWISE_CHECK(asker.only({"organisation", "address", "telephone"}));
  json::array added;
  BOOTHWISE_TRY(notices, operations::all_notices(caller.whole_store()));
  for (const std::filesystem::path& file : files_in(caller.data_folder() / "notices")) {
    const std::string key = file.stem().string();
    if (std::ranges::find(notices, key, &Notice::key) != notices.end()) continue;
    BOOTHWISE_TRY(text, read_file(file, bytes_max));
    json::object notice = json::parse(text).as_object();
    BOOTHWISE_CHECK(fill_notice(notice, asker));
    BOOTHWISE_CHECK(put_notice(caller, json::serialize(notice)));
    added.emplace_back("notice " + key);
  }
  for (const std::filesystem::path& file : files_in(caller.data_folder() / "forms")) {
    BOOTHWISE_TRY(text, read_file(file, bytes_max));
    BOOTHWISE_TRY(definition, forms::parse_definition(text));
    BOOTHWISE_TRY(there, operations::form_by_name(caller.whole_store(), definition.id));
    if (there) continue;
    BOOTHWISE_CHECK(put_form(caller, json::serialize(json::object{{"definition", text}})));
    added.emplace_back("form " + definition.id);
  }
  return json::object{{"added", std::move(added)}};
}

Result<json::object> publish_form(Caller& caller, const Snapshot& snapshot, const std::string& id) {
  BOOTHWISE_TRY(permit, caller.access().permit(Right::design_forms, whole_organisation));
  BOOTHWISE_TRY(form, form_at(caller.whole_store(), id));
  BOOTHWISE_TRY(xform, forms::read_xform(form.draft, form.name));
  BOOTHWISE_TRY(found, obstacles(caller, form, xform));
  if (!found.empty()) {
    Error error = refused_field(found.front().code == "form_version_taken" ? ErrorKind::conflict : ErrorKind::bad_input,
                                "form_not_ready", found.front().path, found.front().message);
    for (const FormObstacle& one : found) error.choices.push_back(one.code + (one.path.empty() ? "" : " " + one.path));
    return error;
  }
  if (xform.asks_for(code_of(Purpose::schemes))) {
    BOOTHWISE_CHECK(require_unlocked(caller, snapshot, "new_scheme_survey", {}));
  }
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(there, operations::form_version(inside, id, xform.version));
    BOOTHWISE_TRY(versions, operations::form_versions(inside, id));
    if (!there) {
      FormVersion version{id,          xform.version,   static_cast<std::int64_t>(versions.size()) + 1,
                          form.draft,  md5(form.draft), xform.notice,
                          permit.by(), caller.now()};
      BOOTHWISE_CHECK(operations::add_form_version(inside, version));
    }
    form.version = xform.version;
    form.state = "open";
    form.accepts_until.reset();
    form.changed_at = caller.now();
    BOOTHWISE_CHECK(operations::change_form(inside, form));
    return caller.note(inside, "form.published", "form:" + id, whole_organisation, {{"version", xform.version}});
  }));
  return form_view(caller, id);
}

Result<json::object> close_form(Caller& caller, const std::string& id, std::string_view text) {
  constexpr std::int64_t usual_days = 14;
  constexpr std::int64_t days_most = 60;
  BOOTHWISE_CHECK(caller.access().permit(Right::design_forms, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"days"}));
  BOOTHWISE_TRY(days, body.integer_or_none("days", 0, days_most));
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(form, form_at(inside, id));
    if (form.state != "open") {
      return refused_field(ErrorKind::conflict, "form_not_open", "form", {"this form is not open", "यह फ़ॉर्म खुला नहीं है"},
                           form.name);
    }
    form.state = "closed";
    form.accepts_until = caller.now() + std::chrono::days(days.value_or(usual_days));
    form.changed_at = caller.now();
    BOOTHWISE_CHECK(operations::change_form(inside, form));
    return caller.note(inside, "form.closed", "form:" + id, whole_organisation);
  }));
  return form_view(caller, id);
}

Result<json::object> put_form_file(Caller& caller, const std::string& id, const std::string& name,
                                   const std::filesystem::path& written) {
  const Uploaded upload(written);
  BOOTHWISE_CHECK(caller.access().permit(Right::design_forms, whole_organisation));
  BOOTHWISE_TRY(form, form_at(caller.whole_store(), id));
  BOOTHWISE_TRY(xform, forms::read_xform(form.draft, form.name));
  if (std::ranges::find(xform.media, name) == xform.media.end()) {
    Error error = refused_field(ErrorKind::bad_input, "form_file_unnamed", "name",
                                {"the form names no such file", "फ़ॉर्म में इस नाम की फ़ाइल नहीं"}, name);
    error.choices = xform.media;
    return error;
  }
  BOOTHWISE_TRY(file, keep_form_file(caller.workspace(), written, name));
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::put_form_file(inside, id, file));
    return caller.note(inside, "form.file", "form:" + id, whole_organisation);
  }));
  return form_view(caller, id);
}

}  // namespace boothwise::field
