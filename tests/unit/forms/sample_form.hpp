#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace boothwise::forms {

/// A form with what our forms have: texts in two languages, consents, a group with a condition, a repeat, a picture.
inline std::string sample_xform() {
  std::ifstream file(BOOTHWISE_SOURCE_DIR "/tests/data/forms/sample.xml");
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr const char* sample_uuid = "uuid:0b5e8a54-90a1-4a3b-8c61-3f9a12bc77de";

/// A filled form with these answers in place of the usual ones.
inline std::string sample_submission(const std::string& answers) {
  return R"(<data xmlns:orx="http://openrosa.org/xforms" id="household-visit" version="3">)" + answers +
         "<orx:meta><orx:instanceID>" + sample_uuid + "</orx:instanceID></orx:meta></data>";
}

}  // namespace boothwise::forms
