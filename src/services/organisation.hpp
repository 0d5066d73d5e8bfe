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
Result<boost::json::object> add_unit(Caller& caller, const Places& places, std::string_view text);
/// Code and names. Errors: `code_taken`, `unit_closed`.
Result<boost::json::object> change_unit(Caller& caller, std::int64_t id, std::string_view text);
/// With its whole subtree. Errors: `unit_cycle`, `unit_is_top`, `unit_closed`.
Result<boost::json::object> move_unit(Caller& caller, const Places& places, std::int64_t id, std::string_view text);
/// Posts end, people go to the unit above, places are free. Errors: `unit_has_units`, `unit_is_top`, `unit_closed`.
Result<boost::json::object> close_unit(Caller& caller, const Places& places, std::int64_t id, std::string_view text);
/// In place of those it had.
Result<boost::json::object> set_unit_places(Caller& caller, const Places& places, std::int64_t id,
                                            std::string_view text);

/// Errors: `phone_taken`, `unit_closed`.
Result<boost::json::object> add_person(Caller& caller, std::string_view text);
/// In place of what was known. Errors: likewise; `person_left`.
Result<boost::json::object> change_person(Caller& caller, const std::string& id, std::string_view text);
/// Posts, appointments, responsibilities and the person's user account end, her open tasks are the unit's again; name
/// and contact data are erased (R39). Errors: `person_unknown`; `not_yours`, `own_account`, `last_officer` where the
/// account may not be ended by the caller.
Result<boost::json::object> person_leaves(Caller& caller, const std::string& id, std::string_view text);
Result<boost::json::object> begin_post(Caller& caller, std::string_view text);
/// Errors: `post_not_held`.
Result<boost::json::object> end_post(Caller& caller, const std::string& id, std::string_view text);
/// Errors: `agent_there_already`.
Result<boost::json::object> appoint_agent(Caller& caller, const Places& places, std::string_view text);
/// Errors: `agent_ended`.
Result<boost::json::object> end_agent(Caller& caller, const std::string& id, std::string_view text);

}  // namespace boothwise::services
