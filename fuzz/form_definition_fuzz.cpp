#include "check.hpp"
#include "forms/definition.hpp"
#include "forms/question_lint.hpp"
#include "forms/web_form.hpp"
#include "forms/xform.hpp"

#include "base/text.hpp"

using namespace boothwise;

/// The text as a form definition, as an XForm for the browser, and as words for the linter: what is taken as a
/// definition becomes an XForm that reads back and that the browser's sheets take.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzzing::text_of(data, size);
  forms::lint_text(text.substr(0, 2000), Language::hindi, false);
  forms::lint_text(text.substr(0, 2000), Language::english, false);
  const auto web = forms::to_web_form(text, "f", {});
  fuzzing::must(!web || web->form.find("<script") == std::string::npos);
  const auto definition = forms::parse_definition(text);
  if (!definition) {
    fuzzing::must(is_utf8(definition.error().where.value) && is_utf8(definition.error().message.hi));
    return 0;
  }
  const auto xml = forms::to_xform(*definition, {.version = "1", .rsa_public_key = std::nullopt});
  if (!xml) {
    fuzzing::must(!xml.error().where.column.empty());
    return 0;
  }
  fuzzing::must(forms::read_xform(*xml, "made").ok());
  fuzzing::must(forms::to_web_form(*xml, "made", {}).ok());
  return 0;
}
