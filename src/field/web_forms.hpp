#pragma once

#include "field/door.hpp"

#include <boost/json/object.hpp>
#include <map>
#include <string>

#include "base/result.hpp"

/// What the web form's page gets with a phone's key (docs/api.md#web-forms).
namespace boothwise::field {

/// Whose phone it is and the houses of its booth in walking order: title, unit (ac_no and part, null at no booth),
/// households. Errors: those of households.
Result<boost::json::object> web_start_view(const FieldDoor& door, const operations::Device& device);

/// A published form as the browser's engine wants it: id, version, title, form (HTML), model (XML), languages, media
/// with their addresses (`media`, by file name), which node consents to which purpose, notice, unit, and of a protected
/// form the key that its answers are sealed to. Errors: those of to_web_form.
Result<boost::json::object> web_form_view(const FieldDoor& door, const operations::Device& device,
                                          const PublishedForm& form, const std::map<std::string, std::string>& media);

}  // namespace boothwise::field
