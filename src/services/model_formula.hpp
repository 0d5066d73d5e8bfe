#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::services {

/// `answer ~ age + gender + (1|district)`: a regression in words.
struct ModelFormula {
  std::string response;
  std::vector<std::string> terms;      ///< columns; the intercept is always there
  std::vector<std::string> groupings;  ///< columns with a random intercept; one at least
};

/// Names are letters of any script, digits, `_` and `.`; none may come twice. Errors: `formula_malformed`, with what
/// stood where something else was expected.
Result<ModelFormula> parse_formula(std::string_view text);
/// As it is read.
std::string formula_text(const ModelFormula& formula);

}  // namespace boothwise::services
