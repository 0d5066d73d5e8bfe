#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// Messages to people of the organisation, a row each: planned once, taken by one sender at a time. Neither numbers nor
/// texts are kept. All of it is the server's own (Scope::whole). Errors of all: `operations_failed`.
namespace boothwise::operations {

struct Message {
  std::string key;     ///< says what it is about: a second one with the same key is not planned
  std::string kind;    ///< reminder, escalation, invitation
  std::string person;  ///< people.person_id; the user's id of an invitation
  std::int64_t unit = 0;
  UnitPath path;
  std::string work;
  std::string due_day;
  std::int64_t tasks = 0;         ///< how many tasks it is about
  std::string state = "waiting";  ///< waiting, sending, sent, failed, uncertain, dropped
  std::int64_t tries = 0;
  Instant next_at;  ///< when it is tried; while it is being sent, until when that sender may take
  std::int64_t parts = 0;
  std::string why;
  Instant made_at;
};

/// False where a message with this key is there.
Result<bool> plan_message(Store& inside, const Message& message);
/// The same for many; how many were not there.
Result<std::int64_t> plan_messages(Store& inside, std::span<const Message> messages);
/// Those to be tried now, and those whose sender has gone silent; first due first.
Result<std::vector<Message>> messages_due(Store& store, Instant at, std::int64_t most);
/// Takes a message as it was read, for a sender alone, until `until`. False where another was faster.
Result<bool> take_message(Store& store, const Message& message, Instant until, Instant at);
/// What became of it: state, tries, parts, why, next_at. REQUIRES: it was taken, or planned as being sent.
Status settle_message(Store& inside, const Message& message, Instant at);
Result<std::optional<Message>> message_by_key(Store& store, std::string_view key);
/// A failed or uncertain one waits again, as if it had not been tried. False where it is neither.
Result<bool> put_message_back(Store& inside, std::string_view key, Instant at);
/// The ones that changed last, and how many there are of each state.
struct ListedMessage {
  Message message;
  Bilingual unit_name;  ///< empty where the unit is not there any more
};
/// `state`: only those; all if empty.
Result<std::vector<ListedMessage>> newest_messages(Store& store, std::string_view state, std::int64_t most);
struct MessageCount {
  std::string kind;
  std::string state;
  std::int64_t messages = 0;
  std::int64_t parts = 0;
};
Result<std::vector<MessageCount>> count_messages(Store& store);

/// Open tasks of a work that are due from one day to another, by who has to do them: the assignee, or who heads the
/// unit (`head_post`). Those that nobody holds are left out.
struct DueTasks {
  std::string person;
  std::int64_t unit = 0;
  UnitPath path;
  std::string due_day;
  std::int64_t tasks = 0;
};
Result<std::vector<DueTasks>> due_tasks(Store& store, std::string_view work, std::string_view first_day,
                                        std::string_view last_day, std::string_view head_post);
/// Late tasks of a work by the unit above the one that was asked and the day they were due.
Result<std::vector<DueTasks>> late_tasks(Store& store, std::string_view work, std::string_view today);
/// Who heads a unit now. Nothing where nobody does.
Result<std::optional<std::string>> head_of_unit(Store& store, std::int64_t unit, std::string_view head_post);

/// A work that is not closed, with what a message says of it.
struct OpenWork {
  std::string id;
  Bilingual title;
  std::string level;
  std::string due_day;
  std::int64_t remind_days = 0;
  std::int64_t escalate_days = 1;
};
Result<std::vector<OpenWork>> open_works(Store& store);

}  // namespace boothwise::operations
