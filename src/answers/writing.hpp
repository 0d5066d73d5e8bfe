#pragma once

#include "answers/desk.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Writing an answer card, its second person, publication and what follows (rules R31 to R33). Shapes:
/// docs/api.md#answers. Errors of all also: `claim_unknown`, `body_malformed`, `state_unfit`, those of Access::permit,
/// `operations_failed`.
namespace boothwise::answers {

/// Body: the card's fields (card.hpp) and `revision` (0 for the first). The claim is being answered from then on; one
/// that was in review has to be sent again, and a published one is being corrected. Errors: `card_changed` (conflict)
/// where somebody else wrote meanwhile.
Result<boost::json::object> save_card(Desk& desk, const std::string& id, std::string_view text);
/// The same body, kept nowhere: {findings, may_go_on, preview}.
Result<boost::json::object> check_draft(Desk& desk, const std::string& id, std::string_view text);
/// Body: {revision, checklist}. Errors: `card_missing`, `card_changed`, `card_stopped`, whose choices are the findings
/// that stop it.
Result<boost::json::object> send_card(Desk& desk, const std::string& id, std::string_view text);
/// Body: {reason}: back to who wrote it.
Result<boost::json::object> return_card(Desk& desk, const std::string& id, std::string_view text);
/// Body: {revision, checklist, note_hi?, note_en?}; a correction needs both notes: what was wrong. Nobody publishes a
/// card that she wrote. Everything is checked and evaluated again. Errors: those of send_card, `same_person`,
/// `note_missing`, `locked_by_election` in a silence period (R29).
Result<boost::json::object> publish_card(Desk& desk, const std::string& id, std::string_view text);
/// Body: {note_hi, note_en}: the page stays, with the note in place of the answer. Errors: `note_missing`.
Result<boost::json::object> withdraw_answer(Desk& desk, const std::string& id, std::string_view text);

/// Holds every card against the present data that was held against other data before, and notes what changed. Returns
/// how many have changes now. For the caretaker, and after a look at a card. `most`: cards at a time.
Result<std::int64_t> look_again(Desk& desk, std::int64_t most);

}  // namespace boothwise::answers
