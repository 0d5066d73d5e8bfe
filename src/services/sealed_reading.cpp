#include "services/sealed_reading.hpp"

#include "forms/submission.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

std::optional<SealedFields> fields_of_xform(std::string_view text) {
  const auto submission = forms::read_submission(text, "box");
  if (!submission || submission->encrypted) return std::nullopt;
  SealedFields fields;
  for (const forms::Answer& answer : submission->answers)
    fields.try_emplace(answer.path.substr(answer.path.rfind('/') + 1), answer.text);
  return fields;
}

std::optional<SealedFields> fields_of_json(std::string_view text) {
  boost::system::error_code failure;
  const json::value document = json::parse(text, failure);
  if (failure || !document.is_object()) return std::nullopt;
  const json::value* answers = document.as_object().if_contains("answers");
  if (answers == nullptr || !answers->is_object()) return std::nullopt;
  SealedFields fields;
  for (const json::key_value_pair& answer : answers->as_object()) {
    if (answer.value().is_string()) fields.try_emplace(std::string(answer.key()), answer.value().as_string());
  }
  return fields;
}

/// How many things a question of several choices names; nothing where she would rather not say.
std::optional<std::int64_t> things_in(std::string_view said) {
  std::int64_t count = 0;
  for (const std::string& thing : split(said, ' ')) {
    if (thing == prefer_not_to_say) return std::nullopt;
    if (!thing.empty() && thing != "none") ++count;
  }
  return count;
}

std::optional<std::size_t> planned_answer(const PlannedQuestion& question, const SealedFields& fields) {
  const auto said = fields.find(question.counts.empty() ? question.code : question.counts);
  if (said == fields.end() || said->second.empty()) return std::nullopt;
  if (question.counts.empty()) {
    const auto found = std::ranges::find(question.answers, said->second, &PlannedAnswer::code);
    if (found == question.answers.end()) return std::nullopt;
    return static_cast<std::size_t>(found - question.answers.begin());
  }
  const auto things = things_in(said->second);
  if (!things) return std::size_t{0};  // the first answer of each question
  std::size_t band = 1;
  while (band + 1 < question.answers.size() && question.answers[band + 1].least <= *things) ++band;
  return band;
}

}  // namespace

std::optional<SealedFields> sealed_fields(std::string_view text) {
  return text.starts_with('<') ? fields_of_xform(text) : fields_of_json(text);
}

std::string encrypted_form_text(const EncryptedForm& form) {
  return json::serialize(
      json::object{{"key", form.key}, {"instance_id", form.instance_id}, {"answers", base64(form.answers)}});
}

std::optional<EncryptedForm> parse_encrypted_form(std::string_view text) {
  const auto body = JsonBody::parse(text);
  if (!body) return std::nullopt;
  const auto key = body->text("key", box_bytes_max);
  const auto instance_id = body->text("instance_id", forms::form_id_bytes_max);
  const auto answers = body->text("answers", box_bytes_max);
  if (!key || !instance_id || !answers) return std::nullopt;
  auto bytes = bytes_of_base64(*answers);
  if (!bytes) return std::nullopt;
  return EncryptedForm{*key, *instance_id, std::move(*bytes)};
}

std::optional<SealedFields> open_sealed(const WaveOpener& opener, std::string_view kind, std::string_view box) {
  const auto text = opener.box(box);
  if (!text) return std::nullopt;
  if (kind != "odk") return sealed_fields(*text);
  const auto form = parse_encrypted_form(*text);
  if (!form) return std::nullopt;
  const auto answers = opener.encrypted_form(form->key, form->instance_id, form->answers);
  return answers ? sealed_fields(*answers) : std::nullopt;
}

std::vector<std::optional<std::size_t>> planned_answers(const WavePlan& plan, const SealedFields& fields) {
  std::vector<std::optional<std::size_t>> given;
  given.reserve(plan.questions.size());
  for (const PlannedQuestion& question : plan.questions) {
    const auto consent = fields.find(question.consent);
    const bool agreed = consent != fields.end() && consent->second == "yes";
    given.push_back(agreed ? planned_answer(question, fields) : std::nullopt);
  }
  return given;
}

}  // namespace boothwise::services
