#pragma once

#include "forms/xform.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"

namespace boothwise::forms {

/// What is wrong with an answer, as the server sees it again (OR-50).
struct AnswerFault {
  enum class Kind : std::uint8_t {
    missing,       ///< required, and not there
    type,          ///< no whole number, no date…
    constraint,    ///< against the form's own rule
    choice,        ///< not among the choices
    not_relevant,  ///< answered though the form would not have asked
    unknown_node   ///< the form has no such node
  };
  std::string path;
  Kind kind = Kind::missing;
};
std::string_view name_of(AnswerFault::Kind kind);

/// Compares a filled form with what its form demands; in the form's order. What only the phone can tell (functions and
/// lists that are not here) is no fault. Errors: those of read_xml.
Result<std::vector<AnswerFault>> check_answers(const XForm& form, std::string_view submission_xml, Instant now);

}  // namespace boothwise::forms
