#pragma once

#include "operations/users.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/sms.hpp"
#include "services/snapshot.hpp"

/// Text messages to people of the organisation: invitations, reminders of what is due, and late work told to the units
/// above. Only registered texts go out, within the hours of the settings, and none in a silence period (R27, R29).
/// docs/api.md#messages.
namespace boothwise::services {

/// What messages go out with. REQUIRES: both outlive it.
struct Messenger {
  const SmsSettings& settings;
  SmsProvider& provider;
};

/// What one pass did.
struct MessagePass {
  std::int64_t planned = 0;
  std::int64_t sent = 0;
  std::int64_t failed = 0;     ///< refused by the provider, or tried too often
  std::int64_t uncertain = 0;  ///< may have gone out; not sent again
  std::int64_t dropped = 0;    ///< not worth sending any more: done, closed, gone, without a number
  std::int64_t later = 0;      ///< to be tried again, or held back by a silence period
  bool in_hours = true;
};

/// Plans a message for whoever has something due soon and for whoever heads a unit whose work is late far enough down
/// (domain/work.hpp), each once, and sends what is waiting, at most `most`. Any number of servers may run passes at the
/// same time, and one that is killed is made good by the next. Every message is in the audit trail. REQUIRES: a caller
/// who reaches everything. Errors: `operations_failed`; those of reading data/.
Result<MessagePass> pass_messages(Caller& caller, const Snapshot& snapshot, const Messenger& messenger,
                                  std::int64_t most = 500);

/// Sends an invitation's link to a telephone number at once. Its text is kept nowhere, so it is tried once. Errors:
/// `no_such_template`, `no_phone`, `outside_hours`, `locked_by_election`, `message_not_sent`.
Status send_invitation(Caller& caller, const Snapshot& snapshot, const Messenger& messenger,
                       const operations::User& user, std::string_view link);

}  // namespace boothwise::services
