#include "field/sealed.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "services/protected_answers.hpp"

namespace boothwise::field {

namespace {

Error none_open() {
  return {
      ErrorKind::conflict, "wave_closed", {"these questions are not asked at present", "ये प्रश्न अभी नहीं पूछे जा रहे हैं"}};
}

}  // namespace

Result<std::optional<operations::Wave>> present_wave(services::Workspace& workspace, const Day& today) {
  BOOTHWISE_TRY(store, workspace.sealed->store());
  BOOTHWISE_TRY(all, operations::waves(*store));
  const std::string day = iso_date(today);
  const auto found = std::ranges::find_if(
      all, [&day](const operations::Wave& wave) { return wave.open && wave.first_day <= day && day <= wave.last_day; });
  return found == all.end() ? std::optional<operations::Wave>() : std::optional(std::move(*found));
}

Status take_sealed(const FieldDoor& door, const operations::Device& device, std::string_view body) {
  BOOTHWISE_TRY(answer, services::parse_protected_answer(body));
  const bool own = !device.ac || (*device.ac == answer.ac.value && device.part == answer.part);
  if (!own) {
    return Error{ErrorKind::forbidden,
                 "part_not_yours",
                 {"this phone is at another booth", "यह फ़ोन दूसरे बूथ का है"},
                 {{}, 0, "unit", answer.part}};
  }
  return services::take_protected_answer(door.workspace, door.key, answer);
}

Status take_encrypted(const FieldDoor& door, const operations::Device& device, const PublishedForm& form,
                      const forms::Submission& manifest, std::span<const forms::Part> parts) {
  const Day today = day_in_india(door.now);
  BOOTHWISE_TRY(wave, present_wave(door.workspace, today));
  if (!wave) return none_open();
  if (!device.ac || device.part.empty()) {
    return Error{ErrorKind::conflict,
                 "no_booth",
                 {"this phone stands at no booth; ask for one that does", "यह फ़ोन किसी बूथ का नहीं है; बूथ वाला कोड माँगें"}};
  }
  const std::string name = forms::safe_file_name(manifest.encrypted->answers_file);
  const auto file = std::ranges::find_if(
      parts, [&name](const forms::Part& part) { return forms::safe_file_name(part.name) == name; });
  if (file == parts.end()) {
    return Error{ErrorKind::bad_input,
                 "box_malformed",
                 {"the encrypted answers must come with their manifest", "एन्क्रिप्ट किए उत्तर साथ में आने चाहिए"}};
  }
  services::EncryptedSubmission submission{wave->code,
                                           AcNo(static_cast<std::int32_t>(*device.ac)),
                                           device.part,
                                           today,
                                           {},
                                           manifest,
                                           std::string(file->bytes)};
  std::set<std::string> purposes;
  for (const forms::FormField& field : form.xform.fields) {
    if (!field.consent.empty()) purposes.insert(field.consent);
  }
  for (const std::string& purpose : purposes)
    submission.consents.push_back({purpose, form.xform.notice, "hi", iso_date(today)});
  BOOTHWISE_TRY(answer, services::protected_from_encrypted(door.workspace, submission));
  return services::take_protected_answer(door.workspace, door.key, answer);
}

}  // namespace boothwise::field
