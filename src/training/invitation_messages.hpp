#pragma once

#include "training/hall.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/messages.hpp"
#include "services/snapshot.hpp"

namespace boothwise::training {

/// Sends everybody on a session's roster the link of the invitation as a text message, by the registered text of
/// `training`, within the hours of the settings and outside of the silence before a poll (R27, R29), each link once:
/// who asks again reaches those who were missed. `pages`: how browsers reach the server, "https://booths.example.org".
/// Gives {sent, already, without_phone, silent, failed, uncertain}. Errors: `session_unknown`, `session_closed`,
/// `no_such_template`, `outside_hours`, those of filled_text and Access::permit, `operations_failed`.
Result<boost::json::object> send_invitations(Hall& hall, const services::Snapshot& snapshot,
                                             const services::Messenger& messenger, const std::string& session,
                                             std::string_view pages, Progress& progress);

}  // namespace boothwise::training
