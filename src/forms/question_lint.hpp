#pragma once

#include "forms/definition.hpp"
#include "forms/xform.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"

/// Reads what a form asks, in Hindi and English, for what must not be asked (R4, R13, R14) and what no survey may hold
/// out (R20, R21). It knows words, not meanings: a person still reads each form before it is published.
namespace boothwise::forms {

struct LintFinding {
  enum class Severity : std::uint8_t { blocks, warns };
  std::string rule;      ///< "R4"
  std::string question;  ///< name of the question; empty: the form's title
  std::string where;     ///< "title", "label", "hint", "message", "choice VALUE"
  Language language = Language::hindi;
  std::string matched;  ///< the words as they stand
  Severity severity = Severity::blocks;
  Bilingual reason;  ///< why, and what to do instead
};

/// What `text` holds that may not be asked, each rule's reason once. `is_protected`: it stands in a form of protected
/// answers, where community and means may be asked. A sentence that says that something is not asked is no finding.
std::vector<LintFinding> lint_text(std::string_view text, Language language, bool is_protected);

/// Everything that a person reads in the form, in its order.
std::vector<LintFinding> lint_form(const FormDefinition& form);
/// The same of a form that other tools made.
std::vector<LintFinding> lint_form(const XForm& form);

}  // namespace boothwise::forms
