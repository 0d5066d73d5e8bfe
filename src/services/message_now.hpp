#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "services/caller.hpp"
#include "services/messages.hpp"
#include "services/snapshot.hpp"

/// One text message that goes out while somebody waits for it: its text is kept nowhere, so it is tried once.
namespace boothwise::services {

/// Messages obey the silence before a poll (R29) under this name.
inline constexpr std::string_view message_feature = "outgoing_message";

struct MessageNow {
  std::string use;  ///< of the registered text
  Language language = Language::hindi;
  std::string phone;   ///< +91 and ten digits
  std::string key;     ///< of message_key: a second message with the same one does not go out
  std::string person;  ///< as Message::person
  std::string about;   ///< in the audit trail: "user:…"
  std::int64_t unit = 0;
  UnitPath path;
  SmsValues values;
};

/// What became of it.
struct SentNow {
  bool already = false;  ///< one with this key went out before, or may have
  SmsAnswer answer{};
};

/// Where no provider is set up: `no_messages`.
Error no_messages();

/// What a message is about, as one word.
std::string message_key(std::initializer_list<std::string_view> about);

/// Whether messages go out at this time of day (R27).
bool in_message_hours(const SmsSettings& settings, Instant now);

/// The registered text of a use, where messages may go out now. Errors: `no_such_template`, `outside_hours`.
Result<const SmsTemplate*> sendable_template(const SmsSettings& settings, std::string_view use, Language language,
                                             Instant now);

/// Sends it and notes it in the audit trail. Errors: those of sendable_template and filled_text; `no_phone`,
/// `locked_by_election`, `operations_failed`.
Result<SentNow> send_now(Caller& caller, const Snapshot& snapshot, const Messenger& messenger,
                         const MessageNow& message);

}  // namespace boothwise::services
