// xform_of DEFINITION.json OUTPUT.xml: the XForm of a form definition. xform_of --web XFORM.xml OUTPUT.json: what the
// browser gets of it. For tests that ask other programs what they make of our forms.
#include "forms/definition.hpp"
#include "forms/web_form.hpp"
#include "forms/xform.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

std::string content_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int write(const boothwise::Result<std::string>& text, const char* path) {
  if (!text.ok()) {
    std::cerr << text.error().line(boothwise::Language::english) << '\n';
    return 1;
  }
  return std::ofstream(path, std::ios::binary) << *text ? 0 : 1;
}

boothwise::Result<std::string> web_form_of(const char* path) {
  BOOTHWISE_TRY(web, boothwise::forms::to_web_form(content_of(path), path, {}));
  return boost::json::serialize(boost::json::object{{"form", web.form}, {"model", web.model}});
}

boothwise::Result<std::string> read_form_of(const char* path) {
  BOOTHWISE_TRY(form, boothwise::forms::read_xform(content_of(path), path));
  boost::json::array fields;
  for (const boothwise::forms::FormField& field : form.fields) {
    fields.push_back({{"path", field.path},
                      {"hi", field.label.hi},
                      {"en", field.label.en},
                      {"purpose", field.purpose},
                      {"consent", field.consent},
                      {"scheme", field.scheme},
                      {"shows", field.shows},
                      {"notice", field.notice},
                      {"choices", field.choices.size()}});
  }
  return boost::json::serialize(
      boost::json::object{{"id", form.id}, {"version", form.version}, {"title", form.title.hi}, {"fields", fields}});
}

boothwise::Result<std::string> xform_of(const char* path) {
  BOOTHWISE_TRY(definition, boothwise::forms::parse_definition(content_of(path)));
  return boothwise::forms::to_xform(definition, {.version = "2026112901", .rsa_public_key = std::nullopt});
}

}  // namespace

int main(int count, char** arguments) {
  const std::string first = count > 1 ? arguments[1] : "";
  if (first == "--web" && count == 4) return write(web_form_of(arguments[2]), arguments[3]);
  if (first == "--read" && count == 4) return write(read_form_of(arguments[2]), arguments[3]);
  if (count == 3) return write(xform_of(arguments[1]), arguments[2]);
  std::cerr << "xform_of DEFINITION.json OUTPUT.xml | xform_of --web|--read XFORM.xml OUTPUT.json\n";
  return 2;
}
