#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/caller.hpp"

/// Changes of the organisation: units, what they cover, people, posts, booth level agents. Each checks the right, keeps
/// every rule (services/organisation_rules.hpp), and notes itself in the audit trail in the same transaction. Bodies
/// and answers: docs/api.md#organisation. Errors of all: those of the rules, `body_malformed`, `not_yours`, and
/// `unit_unknown`, `person_unknown`, `post_unknown`, `agent_unknown` for what is not there or not within reach.
namespace boothwise::services {

/// Below a unit, or as the top where there is none yet. Errors: `top_there_already`, `code_taken`, `unit_closed`.
Result<boost::json::object> add_unit(Caller& caller, const Places& places, std::string_view body);
/// Code and names. Errors: `code_taken`, `unit_closed`.
Result<boost::json::object> change_unit(Caller& caller, std::int64_t unit, std::string_view body);
/// With its whole subtree. Errors: `unit_cycle`, `unit_is_top`, `unit_closed`.
Result<boost::json::object> move_unit(Caller& caller, const Places& places, std::int64_t unit, std::string_view body);
/// Posts end, people go to the unit above, places are free. Errors: `unit_has_units`, `unit_is_top`, `unit_closed`.
Result<boost::json::object> close_unit(Caller& caller, const Places& places, std::int64_t unit, std::string_view body);
/// In place of those it had.
Result<boost::json::object> set_unit_places(Caller& caller, const Places& places, std::int64_t unit,
                                            std::string_view body);

/// Errors: `phone_taken`, `unit_closed`.
Result<boost::json::object> add_person(Caller& caller, std::string_view body);
/// In place of what was known. Errors: likewise; `person_left`.
Result<boost::json::object> change_person(Caller& caller, const std::string& person, std::string_view body);
/// Posts and appointments end; name and contact data are erased (R39).
Result<boost::json::object> person_leaves(Caller& caller, const std::string& person, std::string_view body);
Result<boost::json::object> begin_post(Caller& caller, std::string_view body);
/// Errors: `post_not_held`.
Result<boost::json::object> end_post(Caller& caller, const std::string& held, std::string_view body);
/// Errors: `agent_there_already`.
Result<boost::json::object> appoint_agent(Caller& caller, const Places& places, std::string_view body);
/// Errors: `agent_ended`.
Result<boost::json::object> end_agent(Caller& caller, const std::string& agent, std::string_view body);

}  // namespace boothwise::services
