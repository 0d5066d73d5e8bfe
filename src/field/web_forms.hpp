#pragma once

#include "field/door.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/result.hpp"

/// What the web form's page gets with a phone's key besides forms (docs/api.md#web-forms).
namespace boothwise::field {

/// {ac_no, part} of a phone's booth; null at no booth.
boost::json::value booth_of(const operations::Device& device);

/// Whose phone it is and the houses of its booth in walking order: title, unit, households (section, number, electors).
/// Errors: those of households.
Result<boost::json::object> web_start_view(const FieldDoor& door, const operations::Device& device);

}  // namespace boothwise::field
