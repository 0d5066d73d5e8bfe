#pragma once

#include "forms/definition.hpp"
#include "operations/forms.hpp"
#include "operations/store.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/workspace.hpp"

/// What the server adds to forms that are made here: the words and voices of notices, and forms to start from.
namespace boothwise::field {

/// Puts the words of the notices that a form shows where it shows them, and the names of their spoken versions. A
/// notice that is not there leaves the form's own words. Returns those that were found. Errors: those of the store.
Result<std::vector<operations::Notice>> show_notices(operations::Store& store, forms::FormDefinition& form);

/// The spoken versions of the notices as files of the form. Errors: those of the store and of reading.
Status attach_notices(operations::Store& store, const services::Workspace& workspace, const std::string& form_id,
                      const std::vector<operations::Notice>& notices);

/// Definitions that come with the program (data/forms), by name.
Result<boost::json::object> ready_forms_view(services::Caller& caller);

}  // namespace boothwise::field
