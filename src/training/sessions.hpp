#pragma once

#include "training/hall.hpp"

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Sessions as a trainer sets them up and holds them. Shapes: docs/api.md#training. Errors of all also:
/// `session_unknown`, those of Access::permit, `operations_failed`.
namespace boothwise::training {

/// What a session can be made from: data/training/session_templates.json. Errors: `table_damaged`; those of reading it.
Result<boost::json::object> session_templates_view(const Hall& hall);

/// Body: {template, day, venue, title?, begins?, words?, courses?: [codes], experts?: [{name, subject?}], unit?,
/// language?}. Fills the roster from the posts and their holders as they are now. Errors: `template_unknown`,
/// `course_unknown`, `unit_unknown`, `body_malformed`, `date_malformed`, `nobody_asked` where no unit has such a level.
Result<boost::json::object> make_session(Hall& hall, std::string_view text);
/// The latest first, with how many are asked and came.
Result<boost::json::object> sessions_view(Hall& hall);
/// One with its roster.
Result<boost::json::object> session_view(Hall& hall, const std::string& id);
/// Body: {title?, day?, begins?, ends?, venue?, words?, experts?, state?: open|closed}.
Result<boost::json::object> change_session(Hall& hall, const std::string& id, std::string_view text);

}  // namespace boothwise::training
