#pragma once

#include "names/sounds.hpp"
#include "names/tokens.hpp"

#include <span>

namespace boothwise::names {

/// How alike two tokens sound, 0 (nothing in common) to 1 (the same as far as their scripts tell). One minus the least
/// cost of turning one row of sounds into the other (weighted edit distance, Wagner & Fischer 1974) over their mean
/// weight. Costs: docs/definitions.md#names. Symmetric.
double similarity(const Sounds& left, const Sounds& right);

/// How alike two names of several tokens are, 0 to 1: tokens are paired one to one, best first; a token without a
/// partner counts by its weight, so that कुमार may be missing at little cost, and an initial meets what it begins.
/// Order counts little. Symmetric. 0 if either has no token.
double similarity(const Name& left, const Name& right);

}  // namespace boothwise::names
