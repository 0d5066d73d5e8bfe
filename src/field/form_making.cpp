#include "field/form_making.hpp"

#include "field/files.hpp"
#include "field/sealed.hpp"
#include "forms/definition.hpp"
#include "forms/question_lint.hpp"
#include "forms/web_form.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <filesystem>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <functional>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"

namespace boothwise::field {

using services::JsonBody;

namespace json = boost::json;

namespace {

/// The parts of a notice in the order in which they are read out (R1).
constexpr std::array<std::string_view, 6> notice_parts = {"who", "items", "why", "withdraw", "complain", "contact"};

std::string notice_words(const json::object& texts, std::string_view language) {
  const json::value* parts = texts.if_contains(language);
  std::string words;
  if (parts == nullptr || !parts->is_object()) return words;
  for (const std::string_view part : notice_parts) {
    const json::value* text = parts->as_object().if_contains(part);
    if (text == nullptr || !text->is_string()) continue;
    words += (words.empty() ? "" : "\n\n") + std::string(text->as_string());
  }
  return words;
}

std::string audio_name(const operations::Notice& notice, std::string_view language) {
  return fmt::format("notice-{}-{}-{}.mp3", notice.key, notice.version, language);
}

/// Puts the words of the notices that a form shows where it shows them.
Status show_notices(operations::Store& store, std::vector<forms::Question>& questions,
                    std::vector<operations::Notice>& shown) {
  for (forms::Question& question : questions) {
    BOOTHWISE_CHECK(show_notices(store, question.questions, shown));
    if (question.notice.empty()) continue;
    BOOTHWISE_TRY(notice, operations::notice_named(store, question.notice));
    if (!notice) continue;
    const json::value texts = json::parse(notice->texts);
    question.label = {notice_words(texts.as_object(), "en"), notice_words(texts.as_object(), "hi")};
    const json::value audio = json::parse(notice->audio);
    if (audio.as_object().contains("hi")) question.audio.hi = audio_name(*notice, "hi");
    if (audio.as_object().contains("en")) question.audio.en = audio_name(*notice, "en");
    shown.push_back(std::move(*notice));
  }
  return success();
}

std::string_view language_name(Language language) { return language == Language::hindi ? "hi" : "en"; }

}  // namespace

Result<MadeForm> make_form(Caller& caller, std::string_view definition) {
  BOOTHWISE_TRY(form, forms::parse_definition(definition));
  MadeForm made;
  BOOTHWISE_CHECK(show_notices(caller.whole_store(), form.questions, made.notices));
  const std::string version = fmt::format("{:%Y%m%d%H%M%S}", std::chrono::floor<std::chrono::seconds>(caller.now()));
  std::optional<std::string> key;  // what Collect encrypts protected answers with
  if (form.is_protected()) {
    BOOTHWISE_TRY(wave, present_wave(caller.workspace(), caller.today()));
    if (wave) key = wave->rsa_key;
  }
  BOOTHWISE_TRY(xml, forms::to_xform(form, {.version = version, .rsa_public_key = key}));
  made.xml = std::move(xml);
  return made;
}

Status attach_notices(operations::Store& store, const Workspace& workspace, const std::string& form_id,
                      const std::vector<operations::Notice>& notices) {
  for (const operations::Notice& notice : notices) {
    const json::value audio = json::parse(notice.audio);
    for (const std::string_view language : {"hi", "en"}) {
      const json::value* file = audio.as_object().if_contains(language);
      if (file == nullptr) continue;
      const std::string id(file->at("file").as_string());
      BOOTHWISE_TRY(bytes, read_file(form_file_path(workspace, id)));
      BOOTHWISE_CHECK(operations::put_form_file(
          store, form_id,
          {audio_name(notice, language), md5(bytes), std::string(file->at("type").as_string()),
           static_cast<std::int64_t>(bytes.size()), id}));
    }
  }
  return success();
}

json::array lint_json(const forms::XForm& form) {
  json::array list;
  for (const forms::LintFinding& finding : forms::lint_form(form)) {
    list.push_back(json::object{{"rule", finding.rule},
                                {"question", finding.question},
                                {"where", finding.where},
                                {"language", language_name(finding.language)},
                                {"matched", finding.matched},
                                {"blocks", finding.severity == forms::LintFinding::Severity::blocks},
                                {"reason", services::to_json(finding.reason)}});
  }
  return list;
}

std::vector<FormObstacle> lint_obstacles(const forms::XForm& form) {
  std::vector<FormObstacle> obstacles;
  for (const forms::LintFinding& finding : forms::lint_form(form)) {
    if (finding.severity != forms::LintFinding::Severity::blocks) continue;
    obstacles.push_back({"must_not_ask",
                         finding.question,
                         {fmt::format("\"{}\": {} ({})", finding.matched, finding.reason.en, finding.rule),
                          fmt::format("\"{}\": {} ({})", finding.matched, finding.reason.hi, finding.rule)}});
  }
  return obstacles;
}

Result<json::object> preview_form(Caller& caller, std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::design_forms, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"definition"}));
  BOOTHWISE_TRY(definition, body.text("definition", forms::xform_bytes_max));
  BOOTHWISE_TRY(made, make_form(caller, definition));
  BOOTHWISE_TRY(xform, forms::read_xform(made.xml, "definition"));
  BOOTHWISE_TRY(web, forms::to_web_form(made.xml, "definition", {}));
  return json::object{{"xml", std::move(made.xml)},
                      {"form", std::move(web.form)},
                      {"model", std::move(web.model)},
                      {"findings", lint_json(xform)}};
}

Result<json::object> ready_forms_view(Caller& caller) {
  BOOTHWISE_CHECK(caller.access().require(Right::view_field_counts));
  const std::filesystem::path folder = caller.data_folder() / "forms";
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  json::array list;
  for (const std::filesystem::path& file : files) {
    BOOTHWISE_TRY(text, read_file(file));
    boost::system::error_code broken;
    json::value definition = json::parse(text, broken);
    if (broken) throw BrokenInvariant("a form that comes with the program is no JSON: " + file.string());
    list.push_back(std::move(definition));
  }
  return json::object{{"forms", std::move(list)}};
}

}  // namespace boothwise::field
