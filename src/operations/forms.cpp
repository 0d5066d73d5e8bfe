#include "operations/forms.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <boost/json.hpp>

namespace boothwise::operations {

namespace {

/// `:texts`, a list of them.
Parameters texts_of(std::span<const std::string> texts) {
  return {{"texts", boost::json::serialize(boost::json::array(texts.begin(), texts.end()))}};
}

Form form_of(const Row& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          {row.text(3), row.text(4)},
          row.text(5),
          row.text(6),
          row.integer(7) != 0,
          row.text(8),
          instant_or_none(row, 9),
          row.text(10),
          instant_of(row.integer(11)),
          instant_of(row.integer(12))};
}

Parameters changeable(const Form& form) {
  return {{"form_id", form.id},
          {"state", form.state},
          {"title_en", form.title.en},
          {"title_hi", form.title.hi},
          {"definition", form.definition},
          {"draft", form.draft},
          {"persons", std::int64_t{form.persons ? 1 : 0}},
          {"version", form.version},
          {"accepts_until", seconds_or_null(form.accepts_until)},
          {"changed_at", seconds_of(form.changed_at)}};
}

FormVersion version_of(const Row& row) {
  return {row.text(0), row.text(1), row.integer(2), row.text(3),
          row.text(4), row.text(5), row.text(6),    instant_of(row.integer(7))};
}

Notice notice_of(const Row& row) {
  return {row.text(0), row.integer(1), row.text(2), row.text(3),
          row.text(4), row.text(5),    row.text(6), instant_of(row.integer(7))};
}

Device device_of(const Row& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.integer(6),
          row.text(7),
          row.integer_or_none(8),
          row.text(9),
          row.text(10),
          row.text(11),
          instant_of(row.integer(12)),
          instant_of(row.integer(13)),
          instant_or_none(row, 14),
          instant_or_none(row, 15)};
}

}  // namespace

Status add_form(Store& store, const Form& form) {
  Parameters parameters = changeable(form);
  parameters.emplace_back("form_name", form.name);
  parameters.emplace_back("made_by", form.made_by);
  parameters.emplace_back("made_at", seconds_of(form.made_at));
  return done(store.change(sql::add_form, parameters));
}

Status change_form(Store& store, const Form& form) { return done(store.change(sql::change_form, changeable(form))); }

Result<std::optional<Form>> form_by_id(Store& store, const std::string& id) {
  return first_of(store, sql::form_by_id, {{"id", id}}, form_of);
}

Result<std::vector<Form>> forms_named(Store& store, std::span<const std::string> names) {
  return list_of(store, store.shared() ? sql::forms_named_postgresql : sql::forms_named_sqlite, texts_of(names),
                 form_of);
}

Result<std::optional<Form>> form_by_name(Store& store, const std::string& name) {
  BOOTHWISE_TRY(forms, forms_named(store, std::span(&name, 1)));
  return forms.empty() ? std::nullopt : std::optional(std::move(forms.front()));
}

Result<std::vector<Form>> all_forms(Store& store) { return list_of(store, sql::all_forms, {}, form_of); }

Status add_form_version(Store& store, const FormVersion& version) {
  return done(store.change(sql::add_form_version, {{"form_id", version.form},
                                                   {"version", version.version},
                                                   {"version_number", version.number},
                                                   {"xml", version.xml},
                                                   {"md5", version.md5},
                                                   {"notice", version.notice},
                                                   {"published_by", version.published_by},
                                                   {"published_at", seconds_of(version.published_at)}}));
}

Result<std::optional<FormVersion>> form_version(Store& store, const std::string& form, const std::string& version) {
  return first_of(store, sql::form_version, {{"form", form}, {"version", version}}, version_of);
}

Result<std::vector<FormVersion>> form_versions(Store& store, const std::string& form) {
  return list_of(store, sql::form_versions, {{"form", form}}, version_of);
}

Status put_form_file(Store& store, const std::string& form, const FormFile& file) {
  return done(store.change(sql::put_form_file, {{"form_id", form},
                                                {"name", file.name},
                                                {"md5", file.md5},
                                                {"media_type", file.media_type},
                                                {"bytes", file.bytes},
                                                {"file_id", file.file_id}}));
}

Result<std::vector<FormFile>> form_files(Store& store, const std::string& form) {
  return list_of(store, sql::form_files, {{"form", form}}, [](const Row& row) {
    return FormFile{row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4)};
  });
}

Status add_notice(Store& store, const Notice& notice) {
  return done(store.change(sql::add_notice, {{"notice_key", notice.key},
                                             {"version", notice.version},
                                             {"texts", notice.texts},
                                             {"audio", notice.audio},
                                             {"purposes", notice.purposes},
                                             {"erasure", notice.erasure},
                                             {"made_by", notice.made_by},
                                             {"made_at", seconds_of(notice.made_at)}}));
}

Status set_notice_audio(Store& store, const Notice& notice) {
  return done(store.change(sql::set_notice_audio,
                           {{"notice_key", notice.key}, {"version", notice.version}, {"audio", notice.audio}}));
}

Result<std::optional<Notice>> notice(Store& store, const std::string& key, std::int64_t version) {
  return first_of(store, sql::notice, {{"notice_key", key}, {"version", version}}, notice_of);
}

Result<std::optional<Notice>> notice_named(Store& store, const std::string& name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string::npos) return std::optional<Notice>();
  const auto version = parse_number<std::int64_t>(std::string_view(name).substr(slash + 1));
  if (!version) return std::optional<Notice>();
  return notice(store, name.substr(0, slash), *version);
}

Result<std::vector<Notice>> all_notices(Store& store) { return list_of(store, sql::all_notices, {}, notice_of); }

Status add_device(Store& store, const Device& device) {
  return done(store.change(sql::add_device, {{"device_id", device.id},
                                             {"key_hash", device.key_hash},
                                             {"digest_name", device.digest_name},
                                             {"digest_secret", device.digest_secret},
                                             {"title", device.title},
                                             {"person_id", text_or_null(device.person)},
                                             {"unit_id", device.unit},
                                             {"path", device.path},
                                             {"ac_no", value_or_null(device.ac)},
                                             {"part", device.part},
                                             {"form_names", device.form_names},
                                             {"made_by", device.made_by},
                                             {"made_at", seconds_of(device.made_at)},
                                             {"ends_at", seconds_of(device.ends_at)}}));
}

Result<std::vector<Device>> devices_by_keys(Store& store, std::span<const std::string> key_hashes) {
  return list_of(store, store.shared() ? sql::devices_by_keys_postgresql : sql::devices_by_keys_sqlite,
                 texts_of(key_hashes), device_of);
}

Result<std::optional<Device>> device_by_digest_name(Store& store, const std::string& name) {
  return first_of(store, sql::device_by_digest_name, {{"value", name}}, device_of);
}

Result<std::optional<Device>> device_by_id(Store& store, const std::string& id) {
  return first_of(store, sql::device_by_id, {{"value", id}}, device_of);
}

Result<std::vector<NamedDevice>> devices_below(Store& store, const UnitPath& below, std::int64_t most) {
  Parameters parameters = within(below);
  parameters.emplace_back("most", most);
  return list_of(store, sql::devices_below, parameters, [](const Row& row) {
    return NamedDevice{device_of(row), {row.text(16), row.text(17)}, row.text(18)};
  });
}

Status revoke_device(Store& store, const std::string& id, Instant now) {
  return done(store.change(sql::revoke_device, {{"id", id}, {"now", seconds_of(now)}}));
}

Status touch_device(Store& store, const std::string& id, Instant now) {
  return done(store.change(sql::touch_device, {{"id", id}, {"now", seconds_of(now)}}));
}

}  // namespace boothwise::operations
