#pragma once

#include "field/form_desk.hpp"

#include <boost/json/object.hpp>
#include <string>

#include "base/result.hpp"
#include "services/roles.hpp"

namespace boothwise::field {

/// The impact assessment of rule R12 from the live configuration: what open forms ask of whom for what, after which
/// notice, how long it lasts, whether what is taken back is destroyed or sealed (R6), who may see what, ways in that
/// are open, requests that are late, and the register of models with their purpose and inputs. Shape:
/// docs/api.md#assessment. Errors: `not_yours`; those of the store.
Result<boost::json::object> assessment(Caller& caller, const services::Roles& roles);
/// The same as a page of Markdown in a language.
std::string assessment_text(const boost::json::object& view, Language language);

}  // namespace boothwise::field
