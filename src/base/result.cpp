#include "base/result.hpp"

namespace boothwise {

std::string Error::line(Language language) const {
  std::string text;
  if (!where.file.empty()) {
    text += where.file;
    if (where.line > 0) text += ":" + std::to_string(where.line);
    text += ": ";
  } else if (where.line > 0) {
    text += (language == Language::hindi ? "पंक्ति " : "line ") + std::to_string(where.line) + ": ";
  }
  if (!where.column.empty()) text += (language == Language::hindi ? "स्तंभ \"" : "column \"") + where.column + "\": ";
  if (!where.value.empty()) text += (language == Language::hindi ? "मान \"" : "value \"") + where.value + "\": ";
  text += in_language(message, language);
  if (!choices.empty()) {
    text += language == Language::hindi ? " (विकल्प: " : " (choices: ";
    for (std::size_t i = 0; i < choices.size(); ++i) text += (i == 0 ? "" : ", ") + choices[i];
    text += ")";
  }
  return text;
}

}  // namespace boothwise
