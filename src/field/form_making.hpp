#pragma once

#include "field/form_desk.hpp"
#include "operations/store.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "services/caller.hpp"

/// Forms made here: from a definition to an XForm, what the linter says, and a look at it before it is kept.
namespace boothwise::field {

using services::Workspace;

/// A definition's XForm, with a version of now and, of a protected one, the present wave's key; a note that shows a
/// notice gets its words, and its spoken version where there is one. `notices`: the notices that it shows, if they are
/// there. Errors: those of parse_definition and to_xform.
struct MadeForm {
  std::string xml;
  std::vector<operations::Notice> notices;
};
Result<MadeForm> make_form(Caller& caller, std::string_view definition);

/// The spoken versions of the notices as files of the form.
Status attach_notices(operations::Store& store, const Workspace& workspace, const std::string& form_id,
                      const std::vector<operations::Notice>& notices);

/// What the linter finds (R4, R13, R14, R20, R21): rule, question, where, language, matched, blocks, reason.
boost::json::array lint_json(const forms::XForm& form);
/// The findings that forbid publishing, as obstacles.
std::vector<FormObstacle> lint_obstacles(const forms::XForm& form);

/// A definition as it would be: xml, and the form and model of the browser's engine, findings. Nothing is kept. Body:
/// `definition` (an object). Errors: as make_form.
Result<boost::json::object> preview_form(Caller& caller, std::string_view text);
/// Definitions that come with the program (data/forms), by name.
Result<boost::json::object> ready_forms_view(Caller& caller);

}  // namespace boothwise::field
