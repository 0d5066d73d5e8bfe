#include "field/assessment.hpp"

#include "field/door.hpp"
#include "field/withheld.hpp"
#include "operations/records.hpp"
#include "operations/withheld.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "domain/consent.hpp"
#include "services/report_json.hpp"

namespace boothwise::field {

namespace json = boost::json;
using services::to_json;

namespace {

/// A model of ours: rule R12 asks for a register of each with its purpose and inputs.
struct RegisteredModel {
  std::string_view code;
  Bilingual purpose;
  Bilingual inputs;
  bool persons;  ///< compares or scores single persons
};

const std::array<RegisteredModel, 6>& registered_models() {
  static const std::array<RegisteredModel, 6> all = {{
      {"linkage",
       {"which entries of a roll are one elector", "सूची की कौन-सी प्रविष्टियाँ एक ही मतदाता हैं"},
       {"names, relation, house, age, EPIC of rolls", "सूची के नाम, संबंध, मकान, आयु, EPIC"},
       true},
      {"concordance",
       {"which polling stations of two elections are one", "दो चुनावों के कौन-से मतदान केंद्र एक हैं"},
       {"names, numbers and electors of stations", "केंद्रों के नाम, संख्या और मतदाता"},
       false},
      {"booth_leads",
       {"a booth's lead as far as a count can tell", "गिनती से बूथ की बढ़त"},
       {"published results by booth", "बूथवार प्रकाशित परिणाम"},
       false},
      {"assignment",
       {"who takes which seat at the least cost", "कौन किस सीट का ज़िम्मा ले"},
       {"leaders' places, languages and limits as they state them; seat classes",
        "नेताओं के बताए स्थान, भाषा, सीमा; सीट वर्ग"},
       true},
      {"unusual_deletions",
       {"parts with more deletions than their like", "असामान्य विलोपन वाले भाग"},
       {"counts of rolls by part", "भागवार सूची की गिनती"},
       false},
      {"release",
       {"protected tables with exact noise", "शोर के साथ सुरक्षित तालिकाएँ"},
       {"sealed answers of those who agreed, in memory of the key officers' machine", "सहमति वालों के मुहरबंद उत्तर"},
       false},
  }};
  return all;
}

/// What becomes of a withdrawn record of a form (rule R6). Protected answers are always destroyed, whatever their
/// notice says: there is nothing that an officer could be given. Null for a form that holds no person.
json::value mode_of(const PublishedForm& form, bool sealed) {
  if (!form.form.persons && !form.xform.about_persons()) return nullptr;
  return sealed && !form.is_protected() ? "seal" : "destroy";
}

/// In both modes and of both, in words that a reader of the report needs no other page for.
Bilingual meaning_of(std::string_view mode) {
  if (mode == "seal") {
    return {
        "seal: what a person takes back leaves every list, page, phone and backup at once; for 365 days it lies "
        "sealed to two officers outside the campaign's team, who can open it together and only on a lawful written "
        "demand (r. 8(3) of the DPDP Rules 2025); then it is destroyed",
        "seal (मुहरबंद): व्यक्ति जो वापस लेता है वह हर सूची, पेज, फ़ोन और बैकअप से तुरंत हट जाता है; 365 दिन वह "
        "अभियान की टीम से बाहर के दो अधिकारियों के नाम मुहरबंद रहता है, जो उसे साथ मिलकर और केवल विधिसम्मत लिखित "
        "माँग पर खोल सकते हैं (DPDP नियम 2025, नियम 8(3)); फिर नष्ट हो जाता है"};
  }
  return {
      "destroy: the key of what a person takes back is destroyed at once, so that neither the live tables nor a "
      "backup can be read; nothing can be brought back, for nobody",
      "destroy (नष्ट): व्यक्ति जो वापस लेता है उसकी कुंजी तुरंत नष्ट कर दी जाती है, इसलिए न चालू तालिकाएँ पढ़ी जा "
      "सकती हैं न बैकअप; किसी के लिए भी कुछ वापस नहीं लाया जा सकता"};
}

/// Which modes are in force, since when what holds if a notice says nothing, and whether sealing could be done.
Result<json::object> erasure_of(Caller& caller, const json::array& forms) {
  std::map<std::string, std::int64_t> counts;
  for (const json::value& form : forms) {
    if (form.at("erasure").is_string()) ++counts[std::string(form.at("erasure").as_string())];
  }
  const std::string usual = iso_date(caller.today()) >= sealing_since ? "seal" : "destroy";
  BOOTHWISE_TRY(officers, officers_named(caller.workspace()));
  BOOTHWISE_TRY(keys, caller.workspace().keys->store());
  BOOTHWISE_TRY(withheld, operations::count_withheld(*keys));
  std::int64_t sealed = 0;
  for (const auto& [day, records] : withheld) sealed += records;
  return json::object{
      {"usual", usual},
      {"seal_is_usual_from", sealing_since},
      {"forms", json::object{{"destroy", counts["destroy"]}, {"seal", counts["seal"]}}},
      {"officers_named", officers},
      {"sealed_records", sealed},
      {"words", json::object{{"destroy", to_json(meaning_of("destroy"))}, {"seal", to_json(meaning_of("seal"))}}}};
}

Result<json::array> forms_of(Caller& caller, FormShelf& shelf) {
  BOOTHWISE_TRY(open, shelf.open_forms(caller.whole_store()));
  json::array list;
  for (const auto& form : open) {
    std::map<std::string, std::int64_t> questions;
    std::int64_t unnamed = 0;
    for (const forms::FormField& field : form->xform.fields) {
      if (field.control == forms::Control::none || field.readonly) continue;
      if (field.purpose.empty()) {
        ++unnamed;
      } else {
        ++questions[field.purpose];
      }
    }
    json::array purposes;
    for (const auto& [code, count] : questions) {
      const auto purpose = purpose_named(code);
      if (!purpose) continue;
      const auto days = days_kept(*purpose);
      purposes.push_back(json::object{{"purpose", code},
                                      {"words", to_json(words_of(*purpose))},
                                      {"questions", count},
                                      {"protected", is_protected(*purpose)},
                                      {"days_kept", days ? json::value(*days) : json::value(nullptr)}});
    }
    BOOTHWISE_TRY(sealed, is_sealed_by(caller.whole_store(), form->xform.notice));
    list.push_back(json::object{{"form", form->form.name},
                                {"title", to_json(form->form.title)},
                                {"version", form->version.version},
                                {"notice", form->xform.notice},
                                {"erasure", mode_of(*form, sealed)},
                                {"persons", form->form.persons},
                                {"purposes", std::move(purposes)},
                                {"questions_without_purpose", unnamed}});
  }
  return list;
}

json::array rights_of(const services::Roles& roles) {
  json::array list;
  for (const auto& [code, role] : roles.all()) {
    json::array rights;
    for (const Right right : {Right::view_roll_rows, Right::view_contacts, Right::view_field_counts,
                              Right::review_field_data, Right::export_field_contacts, Right::handle_rights}) {
      if (role.rights.has(right)) rights.emplace_back(name_of(right));
    }
    if (!rights.empty()) list.push_back(json::object{{"role", code}, {"rights", std::move(rights)}});
  }
  return list;
}

}  // namespace

Result<json::object> assessment(Caller& caller, const services::Roles& roles) {
  constexpr std::int64_t most = 10000;
  BOOTHWISE_CHECK(caller.access().permit(Right::manage_settings, whole_organisation));
  operations::Store& store = caller.whole_store();
  FormShelf shelf;
  BOOTHWISE_TRY(forms, forms_of(caller, shelf));
  BOOTHWISE_TRY(erasure, erasure_of(caller, forms));
  BOOTHWISE_TRY(devices, operations::devices_below(store, whole_organisation, most));
  const auto open_devices = std::ranges::count_if(
      devices, [&](const operations::NamedDevice& one) { return is_open(one.device, caller.now()); });
  BOOTHWISE_TRY(counts, operations::count_records(store, whole_organisation));
  std::int64_t records = 0;
  std::int64_t quarantined = 0;
  for (const operations::RecordCount& count : counts) {
    records += count.records;
    quarantined += count.quarantined;
  }
  BOOTHWISE_TRY(requests, operations::rights_requests_below(store, whole_organisation, false, most));
  const auto late =
      std::ranges::count_if(requests, [&](const operations::RightsRequest& one) { return one.due_at < caller.now(); });
  json::array models;
  for (const RegisteredModel& model : registered_models()) {
    models.push_back(json::object{{"model", model.code},
                                  {"purpose", to_json(model.purpose)},
                                  {"inputs", to_json(model.inputs)},
                                  {"persons", model.persons}});
  }
  return json::object{{"at", iso_utc(caller.now())},      {"forms", std::move(forms)},
                      {"erasure", std::move(erasure)},    {"records", records},
                      {"quarantined", quarantined},       {"open_devices", open_devices},
                      {"open_requests", requests.size()}, {"late_requests", late},
                      {"roles", rights_of(roles)},        {"models", std::move(models)}};
}

std::string assessment_text(const json::object& view, Language language) {
  const bool hindi = language == Language::hindi;
  const auto words = [hindi](const json::value& text) { return std::string(text.at(hindi ? "hi" : "en").as_string()); };
  const auto say = [hindi](std::string_view en, std::string_view hi) { return std::string(hindi ? hi : en); };
  const auto number = [&view](const char* name) { return grouped(view.at(name).to_number<std::int64_t>()); };
  std::string text =
      "# " + say("Impact assessment", "प्रभाव आकलन") + "\n\n" + std::string(view.at("at").as_string()) + "\n\n";
  text += "- " + say("records held: ", "रखे रिकॉर्ड: ") + number("records") + "\n";
  text += "- " + say("quarantined: ", "रोककर रखे: ") + number("quarantined") + "\n";
  text += "- " + say("open ways in of phones: ", "फ़ोनों की खुली पहुँच: ") + number("open_devices") + "\n";
  text += "- " + say("open requests of persons: ", "व्यक्तियों के खुले अनुरोध: ") + number("open_requests") +
          say(", late: ", ", देर से: ") + number("late_requests") + "\n";
  const json::value& erasure = view.at("erasure");
  text += "\n## " + say("What is taken back", "जो वापस लिया जाता है") + "\n\n";
  for (const char* mode : {"destroy", "seal"}) {
    const std::int64_t forms = erasure.at("forms").at(mode).to_number<std::int64_t>();
    text +=
        "- " + say("open forms: ", "चालू फ़ॉर्म: ") + grouped(forms) + "; " + words(erasure.at("words").at(mode)) + "\n";
  }
  text += "- " + say("for a notice that says nothing, today: ", "जिस सूचना में कुछ नहीं लिखा, आज: ") +
          std::string(erasure.at("usual").as_string()) + say("; seal from ", "; seal की तारीख़ ") +
          std::string(erasure.at("seal_is_usual_from").as_string()) + "\n";
  text += "- " +
          (erasure.at("officers_named").as_bool()
               ? say("two officers are named, as sealing needs", "दो अधिकारी नामित हैं, जैसा seal के लिए चाहिए")
               : say("no officers are named: nothing can be sealed", "अधिकारी नामित नहीं: कुछ मुहरबंद नहीं हो सकता")) +
          "; " + say("sealed now: ", "अभी मुहरबंद: ") + grouped(erasure.at("sealed_records").to_number<std::int64_t>()) +
          "\n";
  text += "\n## " + say("What is asked", "क्या पूछा जाता है") + "\n";
  for (const json::value& form : view.at("forms").as_array()) {
    text += "\n### " + words(form.at("title")) + " (" + std::string(form.at("form").as_string()) + " " +
            std::string(form.at("version").as_string()) + ")\n\n" + say("Notice: ", "सूचना: ") +
            std::string(form.at("notice").as_string()) +
            (form.at("erasure").is_string()
                 ? say("; taken back: ", "; वापस लेने पर: ") + std::string(form.at("erasure").as_string())
                 : "") +
            "\n\n";
    for (const json::value& purpose : form.at("purposes").as_array()) {
      const json::value& days = purpose.at("days_kept");
      text += "- " + words(purpose.at("words")) + ": " + std::to_string(purpose.at("questions").as_int64()) + " " +
              say("questions", "प्रश्न") +
              (purpose.at("protected").as_bool()
                   ? say(", sealed, out only as protected tables", ", मुहरबंद, केवल सुरक्षित तालिकाओं में")
                   : "") +
              (days.is_null() ? say(", until the campaign ends", ", अभियान की समाप्ति तक")
                              : say(", days kept: ", ", दिन: ") + std::to_string(days.as_int64())) +
              "\n";
    }
  }
  text += "\n## " + say("Who may see what", "कौन क्या देख सकता है") + "\n\n";
  for (const json::value& role : view.at("roles").as_array()) {
    text += "- " + std::string(role.at("role").as_string()) + ":";
    for (const json::value& right : role.at("rights").as_array()) text += " " + std::string(right.as_string());
    text += "\n";
  }
  text += "\n## " + say("Models", "मॉडल") + "\n\n";
  for (const json::value& model : view.at("models").as_array()) {
    text += "- **" + std::string(model.at("model").as_string()) + "**: " + words(model.at("purpose")) + "; " +
            say("from ", "आधार: ") + words(model.at("inputs")) + "\n";
  }
  return text;
}

}  // namespace boothwise::field
