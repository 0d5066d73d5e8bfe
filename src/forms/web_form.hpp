#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// XForms for the browser: what Enketo's engine (enketo-core) wants in place of an XForm, made with the style sheets of
/// enketo-transformer 4.2 and the steps that its JavaScript does around them.
namespace boothwise::forms {

struct WebFormLanguage {
  std::string tag;   ///< BCP 47: "hi"
  std::string name;  ///< as the form says it: "Hindi"
  bool right_to_left = false;
};

struct WebForm {
  std::string form;   ///< an HTML element `form`
  std::string model;  ///< an XML element `model`, with the primary instance and lists
  std::vector<WebFormLanguage> languages;
};

/// `media`: addresses by file name, for pictures, sounds and lists that the form names as jr://…
/// Nothing is fetched, no document types are taken. What could run or load from elsewhere is not in the result: no
/// scripts, no `on…` attributes, links to https, tel and mailto only. Errors: those of read_xform; `web_form` where the
/// sheets cannot transform it.
Result<WebForm> to_web_form(std::string_view xform, const std::string& name,
                            const std::map<std::string, std::string>& media);

}  // namespace boothwise::forms
