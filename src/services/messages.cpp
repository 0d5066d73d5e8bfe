#include "services/messages.hpp"

#include "operations/messages.hpp"
#include "operations/people.hpp"
#include "operations/units.hpp"
#include "operations/users.hpp"
#include "operations/work_units.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <map>
#include <span>
#include <vector>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "domain/sms_length.hpp"
#include "domain/work.hpp"
#include "services/election_locks.hpp"
#include "services/json_body.hpp"
#include "services/message_now.hpp"
#include "services/organisation_catalogue.hpp"
#include "services/organisation_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::services {

using operations::DueTasks;
using operations::Message;
using operations::OpenWork;
using operations::Store;

namespace {

constexpr std::int64_t tries_most = 6;
constexpr auto sender_may_take = std::chrono::minutes(5);  // longer than any time limit of a provider

/// 1, 2, 4, 8, 16 minutes.
std::chrono::minutes wait_after(std::int64_t tries) {
  return std::chrono::minutes(std::int64_t{1} << std::min<std::int64_t>(tries - 1, 5));
}

/// One pass over all that is due.
class Pass {
 public:
  Pass(Caller& caller, const Snapshot& snapshot, const Messenger& messenger, OrganisationCatalogue catalogue)
      : caller_(caller), snapshot_(snapshot), messenger_(messenger), catalogue_(std::move(catalogue)) {}

  Result<MessagePass> run(std::int64_t most) {
    BOOTHWISE_TRY(works, operations::open_works(caller_.whole_store()));
    for (const OpenWork& work : works) {
      works_[work.id] = work;
      if (find("reminder")) BOOTHWISE_CHECK(plan_reminders(work));
      if (find("escalation")) BOOTHWISE_CHECK(plan_escalations(work));
    }
    did_.in_hours = in_message_hours(messenger_.settings, caller_.now());
    if (!did_.in_hours) return did_;
    BOOTHWISE_TRY(due, operations::messages_due(caller_.whole_store(), caller_.now(), most));
    for (const Message& message : due) BOOTHWISE_CHECK(send(message));
    return did_;
  }

 private:
  [[nodiscard]] const SmsTemplate* find(std::string_view use) const {
    return messenger_.settings.find(use, Language::hindi);
  }

  /// Each pass finds again what was planned before, so there may be a hundred thousand: a thousand in a transaction,
  /// for others to write between.
  Status plan(std::vector<Message> messages) {
    constexpr std::size_t at_once = 1000;
    for (std::size_t first = 0; first < messages.size(); first += at_once) {
      const std::span<Message> some = std::span(messages).subspan(first, std::min(at_once, messages.size() - first));
      for (Message& message : some) message.next_at = message.made_at = caller_.now();
      std::int64_t planned = 0;
      BOOTHWISE_CHECK(caller_.whole_store().atomically([&](Store& inside) -> Status {
        BOOTHWISE_TRY(added, operations::plan_messages(inside, some));
        planned = added;
        return success();
      }));
      did_.planned += planned;
    }
    return success();
  }

  Status plan_reminders(const OpenWork& work) {
    const std::string last = iso_date(days_after(caller_.today(), work.remind_days));
    BOOTHWISE_TRY(due, operations::due_tasks(caller_.whole_store(), work.id, iso_date(caller_.today()), last,
                                             catalogue_.head_post(work.level)));
    std::vector<Message> messages;
    messages.reserve(due.size());
    for (const DueTasks& one : due) {
      Message& message = messages.emplace_back();
      message.key = message_key({"reminder", work.id, one.person, one.due_day});
      message.kind = "reminder";
      message.person = one.person;
      message.unit = one.unit;
      message.path = one.path;
      message.work = work.id;
      message.due_day = one.due_day;
      message.tasks = one.tasks;
    }
    return plan(std::move(messages));
  }

  /// Late work goes up one unit on the first day, and one more every so many days: told to who heads the unit that it
  /// has come to today.
  Status plan_escalations(const OpenWork& work) {
    BOOTHWISE_TRY(late, operations::late_tasks(caller_.whole_store(), work.id, iso_date(caller_.today())));
    std::map<std::pair<std::string, std::string>, std::int64_t> come_to;  // path and day: tasks
    for (const DueTasks& one : late) {
      const std::int64_t levels = levels_up(kept_day(one.due_day), caller_.today(), work.escalate_days);
      UnitPath at = one.path;
      for (std::int64_t level = 1; level < levels && at != whole_organisation; ++level) at = path_above(at);
      come_to[{at.text, one.due_day}] += one.tasks;
    }
    std::vector<Message> messages;
    for (const auto& [where, tasks] : come_to) {
      const UnitPath path{where.first};
      const operations::UnitId unit = units_of(path).back();
      BOOTHWISE_TRY(level, level_of(unit));
      BOOTHWISE_TRY(head, operations::head_of_unit(caller_.whole_store(), unit, catalogue_.head_post(level)));
      if (!head) continue;
      Message& message = messages.emplace_back();
      message.key = message_key({"escalation", work.id, path.text, where.second});
      message.kind = "escalation";
      message.person = *head;
      message.unit = unit;
      message.path = path;
      message.work = work.id;
      message.due_day = where.second;
      message.tasks = tasks;
    }
    return plan(std::move(messages));
  }

  Result<std::string> level_of(operations::UnitId unit) {
    const auto known = levels_.find(unit);
    if (known != levels_.end()) return known->second;
    BOOTHWISE_TRY(found, operations::unit_by_id(caller_.whole_store(), unit));
    return levels_[unit] = found ? found->level : std::string();
  }

  /// True while the silence before a poll holds where the unit is.
  Result<bool> is_silent(const UnitPath& path) {
    const auto known = silent_.find(path.text);
    if (known != silent_.end()) return known->second;
    BOOTHWISE_TRY(segments, operations::segments_under(caller_.whole_store(), path));
    const Status open = require_unlocked(caller_, snapshot_, message_feature, segments);
    if (!open && open.error().code != "locked_by_election") return open.error();
    return silent_[path.text] = !open;
  }

  Status settle(Message message, std::string_view state, std::string why) {
    message.state = state;
    message.why = std::move(why);
    return caller_.whole_store().atomically([&](Store& inside) -> Status {
      BOOTHWISE_CHECK(operations::settle_message(inside, message, caller_.now()));
      if (state == "waiting") return success();  // nothing has happened yet
      return caller_.note(inside, "message." + message.state, "person:" + message.person, message.path,
                          {{"kind", message.kind}, {"work", message.work}, {"parts", message.parts}});
    });
  }

  /// The text and the number, or why there is none any more.
  struct Ready {
    OutgoingSms sms;
    std::int64_t parts = 0;
    std::string dropped;
  };
  static Ready drop(std::string why) { return {{}, 0, std::move(why)}; }

  Result<Ready> ready(const Message& message) {
    const SmsTemplate* registered = find(message.kind);
    if (registered == nullptr) return drop("template");
    const auto work = works_.find(message.work);
    if (work == works_.end()) return drop("closed");
    if (message.kind == "reminder" && message.due_day < iso_date(caller_.today())) return drop("past");
    BOOTHWISE_TRY(person, operations::person_by_id(caller_.whole_store(), message.person));
    if (!person || !person->left_on.empty()) return drop("left");
    if (person->phone.empty()) return drop("no_phone");
    BOOTHWISE_TRY(unit, operations::unit_by_id(caller_.whole_store(), message.unit));
    const Language language = registered->language;
    const auto in = [language](const Bilingual& text) { return std::string(in_language(text, language)); };
    auto text = filled_text(*registered, {{"title", in(work->second.title)},
                                          {"unit", unit ? in(unit->name) : std::string("–")},
                                          {"count", grouped(message.tasks)},
                                          {"day", in(date_text(message.due_day))},
                                          {"name", person->name}});
    if (!text) return drop(text.error().code);
    Ready made;
    made.parts = sms_length(*text).parts;
    made.sms = {person->phone, std::move(text).value(), registered->id, message.key};
    return made;
  }

  Status send(Message message) {
    // Whoever took it before has gone silent: what he sent, if he did, must not go out a second time.
    const bool abandoned = message.state == "sending";
    BOOTHWISE_TRY(taken, operations::take_message(caller_.whole_store(), message, caller_.now() + sender_may_take,
                                                  caller_.now()));
    if (!taken) return success();  // another server has it
    ++message.tries;
    if (abandoned && !messenger_.settings.deduplicates) {
      ++did_.uncertain;
      return settle(message, "uncertain", "abandoned");
    }
    BOOTHWISE_TRY(silent, is_silent(message.path));
    if (silent) return hold_back(std::move(message));
    BOOTHWISE_TRY(made, ready(message));
    message.parts = made.parts;
    if (!made.dropped.empty()) {
      ++did_.dropped;
      return settle(message, "dropped", made.dropped);
    }
    const SmsAnswer answer = messenger_.provider.send(made.sms);
    switch (answer.delivery) {
      case Delivery::sent:
        ++did_.sent;
        return settle(message, "sent", answer.why);
      case Delivery::refused:
        ++did_.failed;
        return settle(message, "failed", answer.why);
      case Delivery::uncertain:
        if (messenger_.settings.deduplicates) return again(std::move(message), answer.why);
        ++did_.uncertain;
        return settle(message, "uncertain", answer.why);
      case Delivery::try_again:
        return again(std::move(message), answer.why);
    }
    return success();
  }

  /// Asked again in a while; it does not count as a try.
  Status hold_back(Message message) {
    ++did_.later;
    --message.tries;
    message.next_at = caller_.now() + std::chrono::minutes(15);
    return settle(std::move(message), "waiting", "silence");
  }

  Status again(Message message, std::string why) {
    if (message.tries >= tries_most) {
      ++did_.failed;
      return settle(std::move(message), "failed", std::move(why));
    }
    ++did_.later;
    message.next_at = caller_.now() + wait_after(message.tries);
    return settle(std::move(message), "waiting", std::move(why));
  }

  Caller& caller_;
  const Snapshot& snapshot_;
  Messenger messenger_;
  OrganisationCatalogue catalogue_;
  std::map<std::string, OpenWork> works_;
  std::map<operations::UnitId, std::string> levels_;
  std::map<std::string, bool> silent_;
  MessagePass did_;
};

}  // namespace

Result<MessagePass> pass_messages(Caller& caller, const Snapshot& snapshot, const Messenger& messenger,
                                  std::int64_t most) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  return Pass(caller, snapshot, messenger, std::move(catalogue)).run(most);
}

}  // namespace boothwise::services
