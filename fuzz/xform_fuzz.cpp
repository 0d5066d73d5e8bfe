#include "check.hpp"
#include "forms/answers_check.hpp"
#include "forms/submission.hpp"
#include "forms/xform.hpp"

#include "base/text.hpp"

using namespace boothwise;

/// The text as a form, and as what fills it: whatever is taken can be asked about and checked against itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzzing::text_of(data, size);
  const auto form = forms::read_xform(text, "f");
  if (form) {
    fuzzing::must(!form->id.empty());
    for (const auto& field : form->fields) fuzzing::must(form->field(field.path) != nullptr);
    fuzzing::must(forms::check_answers(*form, text, Instant{}).ok());
  } else {
    fuzzing::must(is_utf8(form.error().where.value) && is_utf8(form.error().message.en));
  }
  const auto submission = forms::read_submission(text, "s");
  if (submission) {
    fuzzing::must(!submission->instance_id.empty());
    if (form) forms::files_of(*submission, *form);
  }
  return 0;
}
