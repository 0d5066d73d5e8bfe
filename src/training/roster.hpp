#pragma once

#include "training/hall.hpp"

#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// Who is asked to a session, who answered, who came, who is at what, who waits for help. Shapes:
/// docs/api.md#training. Errors of all also: `session_unknown`, those of Access::permit, `operations_failed`.
namespace boothwise::training {

/// Fills a roster: a place for each of the session's posts at each unit of its level below `below`, with its holder or
/// vacant. Returns how many places there are. REQUIRES: a transaction's store.
Result<std::int64_t> fill_roster(operations::Store& inside, const operations::TrainingSession& session,
                                 const UnitPath& below);
/// places, vacant, invited, yes, no, perhaps, silent, came.
boost::json::object roster_counts(std::span<const operations::Attendee> places);
/// Adds `counts` and `roster` to a session's view.
Status add_roster(Hall& hall, const operations::TrainingSession& session, boost::json::object& view);
/// Looks again who holds the posts: vacancies that were filled, holders who changed, units that are new. Who came
/// stays.
Result<boost::json::object> refresh_roster(Hall& hall, const std::string& session);

/// Invites all who have none yet, and gives every invitation's token and digits, to be shown, printed or sent.
Result<boost::json::object> invite(Hall& hall, const std::string& session);
/// A new invitation for one place; those before are good no more. Errors: `attendee_unknown`.
Result<boost::json::object> renew(Hall& hall, const std::string& session, const std::string& attendee);

/// Body: {token}, and {reply: yes|no|perhaps, words?} to answer. What the invited sees. Errors:
/// `training_invitation_unknown`; `session_closed` for an answer to one that is over.
Result<boost::json::object> reply(Hall& hall, std::string_view text);
/// The session as iCalendar, for who is invited. Errors: `training_invitation_unknown`.
Result<std::string> invitation_calendar(Hall& hall, std::string_view token, Language language);

/// Body: {code}: an invitation's token, its address, or its six digits. Errors: `training_invitation_unknown`,
/// `code_ambiguous`.
Result<boost::json::object> check_in(Hall& hall, const std::string& session, std::string_view text);

/// Who is at which part, since when, with how many tries; who is finished; who waits for help.
Result<boost::json::object> board_view(Hall& hall, const std::string& session);
/// Takes a call for help, or ends it. Errors: `help_unknown` also where somebody was quicker.
Result<boost::json::object> take_help(Hall& hall, const std::string& session, const std::string& help);
Result<boost::json::object> end_help(Hall& hall, const std::string& session, const std::string& help);

}  // namespace boothwise::training
