#include "field/web_forms.hpp"

#include "field/households.hpp"
#include "field/sealed.hpp"
#include "forms/web_form.hpp"

#include <boost/json.hpp>

#include "services/report_json.hpp"

namespace boothwise::field {

namespace json = boost::json;

namespace {

json::value booth_of(const operations::Device& device) {
  if (!device.ac || device.part.empty()) return nullptr;
  return json::object{{"ac_no", *device.ac}, {"part", device.part}};
}

}  // namespace

Result<json::object> web_start_view(const FieldDoor& door, const operations::Device& device) {
  BOOTHWISE_TRY(houses, households(door, device));
  json::array list;
  for (const House& house : houses) {
    list.push_back(json::object{{"section", house.section}, {"number", house.house_no}, {"electors", house.electors}});
  }
  return json::object{{"title", device.title}, {"unit", booth_of(device)}, {"households", std::move(list)}};
}

Result<json::object> web_form_view(const FieldDoor& door, const operations::Device& device, const PublishedForm& form,
                                   const std::map<std::string, std::string>& media) {
  json::value sealing = nullptr;
  if (form.is_protected()) {
    BOOTHWISE_TRY(wave, present_wave(door.workspace, day_in_india(door.now)));
    sealing = json::object{{"wave", wave ? json::value(wave->code) : json::value(nullptr)},
                           {"public_key", wave ? json::value(wave->box_key) : json::value(nullptr)}};
  }
  BOOTHWISE_TRY(web, forms::to_web_form(form.version.xml, form.form.name, {}));
  json::array languages;
  for (const forms::WebFormLanguage& language : web.languages) {
    languages.push_back(json::object{{"tag", language.tag}, {"name", language.name}});
  }
  json::array files;
  for (const auto& [name, address] : media) files.push_back(json::object{{"name", name}, {"url", address}});
  json::array consents;
  for (const forms::FormField& field : form.xform.fields) {
    if (field.consent.empty()) continue;
    consents.push_back(
        json::object{{"node", field.path.substr(field.path.rfind('/') + 1)}, {"purpose", field.consent}});
  }
  return json::object{{"id", form.form.name},
                      {"version", form.version.version},
                      {"title", services::to_json(form.form.title)},
                      {"form", std::move(web.form)},
                      {"model", std::move(web.model)},
                      {"languages", std::move(languages)},
                      {"media", std::move(files)},
                      {"consents", std::move(consents)},
                      {"notice", form.xform.notice.empty() ? json::value(nullptr) : json::value(form.xform.notice)},
                      {"unit", booth_of(device)},
                      {"protected", std::move(sealing)}};
}

}  // namespace boothwise::field
