#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/sms_settings.hpp"

/// What an officer sees of text messages, and what she may do about those that did not arrive: docs/api.md#messages.
/// No names, numbers and texts of persons, and none of the settings' secrets. REQUIRES of `settings`: null where the
/// workspace has none.
namespace boothwise::services {

/// How messages go out, counts by kind and state, and the 25 that changed last (`state`: only of that one; all if
/// empty). Errors: `right_missing`, `operations_failed`.
Result<boost::json::object> messages_view(Caller& caller, const SmsSettings* settings, std::string_view state = {});

/// Lets a message that failed, or of which nobody knows, go out with the next pass, after somebody has said that it did
/// not arrive (`text`: {"did_not_arrive": true}). One that waits already stays as it is, so that saying it twice sends
/// it once. Errors: `body_malformed`, `message_unknown`, `no_messages`, `message_text_gone` of an invitation,
/// `message_not_again` of one that was sent or dropped.
Result<boost::json::object> send_message_again(Caller& caller, const SmsSettings* settings, std::string_view key,
                                               std::string_view text);

}  // namespace boothwise::services
