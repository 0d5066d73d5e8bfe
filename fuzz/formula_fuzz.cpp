#include "check.hpp"

#include "base/text.hpp"
#include "services/model_formula.hpp"

using namespace boothwise;

/// The text as a formula; what is taken is written and read back alike.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto formula = services::parse_formula(fuzzing::text_of(data, size));
  if (!formula) {
    fuzzing::must(is_utf8(formula.error().where.value) && !formula.error().message.hi.empty());
    return 0;
  }
  fuzzing::must(!formula->response.empty() && !formula->groupings.empty());
  const std::string written = services::formula_text(*formula);
  const auto again = services::parse_formula(written);
  fuzzing::must(again.ok() && services::formula_text(*again) == written);
  return 0;
}
