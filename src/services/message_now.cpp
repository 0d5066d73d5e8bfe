#include "services/message_now.hpp"

#include "operations/messages.hpp"
#include "operations/work_units.hpp"

#include "base/digest.hpp"
#include "domain/sms_length.hpp"
#include "services/election_locks.hpp"
#include "services/json_body.hpp"

namespace boothwise::services {

namespace {

Error not_sendable(std::string code, Bilingual why) {
  return refused_field(ErrorKind::conflict, std::move(code), "", std::move(why));
}

}  // namespace

Error no_messages() {
  return not_sendable("no_messages", {"no way to send messages is set up here", "यहाँ संदेश भेजने की व्यवस्था नहीं है"});
}

std::string message_key(std::initializer_list<std::string_view> about) {
  std::string text;
  for (const std::string_view part : about) text += std::to_string(part.size()) + ":" + std::string(part);
  return sha256(text);
}

bool in_message_hours(const SmsSettings& settings, Instant now) {
  const auto hour = std::chrono::duration_cast<std::chrono::hours>(now - begin_in_india(day_in_india(now))).count();
  return hour >= settings.first_hour && hour < settings.end_hour;
}

Result<const SmsTemplate*> sendable_template(const SmsSettings& settings, std::string_view use, Language language,
                                             Instant now) {
  const SmsTemplate* registered = settings.find(use, language);
  if (registered == nullptr) {
    return not_sendable("no_such_template", {"no text for this is registered in sms.toml: " + std::string(use),
                                             "इसका कोई पाठ sms.toml में पंजीकृत नहीं है: " + std::string(use)});
  }
  if (!in_message_hours(settings, now)) {
    const std::string hours = std::to_string(settings.first_hour) + "–" + std::to_string(settings.end_hour);
    return not_sendable("outside_hours",
                        {"messages go out between the hours of " + hours, "संदेश " + hours + " बजे के बीच ही जाते हैं"});
  }
  return registered;
}

Result<SentNow> send_now(Caller& caller, const Snapshot& snapshot, const Messenger& messenger, const MessageNow& now) {
  BOOTHWISE_TRY(registered, sendable_template(messenger.settings, now.use, now.language, caller.now()));
  if (!now.phone.starts_with('+')) {
    return not_sendable("no_phone", {"no telephone number is known", "फ़ोन नंबर दर्ज नहीं है"});
  }
  BOOTHWISE_TRY(segments, operations::segments_under(caller.whole_store(), now.path));
  BOOTHWISE_CHECK(require_unlocked(caller, snapshot, message_feature, segments));
  BOOTHWISE_TRY(text, filled_text(*registered, now.values));
  constexpr auto sender_may_take = std::chrono::minutes(5);  // longer than any time limit of a provider
  operations::Message message;
  message.key = now.key;
  message.kind = "invitation";
  message.person = now.person;
  message.unit = now.unit;
  message.path = now.path;
  message.parts = sms_length(text).parts;
  message.state = "sending";
  message.made_at = caller.now();
  message.next_at = caller.now() + sender_may_take;
  BOOTHWISE_TRY(first, operations::plan_message(caller.whole_store(), message));
  if (!first) return SentNow{.already = true};
  const SmsAnswer answer = messenger.provider.send({now.phone, text, registered->id, message.key});
  message.state = answer.delivery == Delivery::sent        ? "sent"
                  : answer.delivery == Delivery::uncertain ? "uncertain"
                                                           : "failed";
  message.why = answer.why;
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::settle_message(inside, message, caller.now()));
    return caller.note(inside, "message." + message.state, now.about, now.path,
                       {{"kind", message.kind}, {"parts", message.parts}});
  }));
  return SentNow{.already = false, .answer = answer};
}

Status send_invitation(Caller& caller, const Snapshot& snapshot, const Messenger& messenger,
                       const operations::User& user, std::string_view link) {
  BOOTHWISE_TRY(sent, send_now(caller, snapshot, messenger,
                               {.use = "invitation",
                                .language = user.language == "en" ? Language::english : Language::hindi,
                                .phone = user.sign_in_name,
                                .key = message_key({"invitation", user.id, link}),
                                .person = user.id,
                                .about = "user:" + user.id,
                                .unit = user.unit,
                                .path = user.path,
                                .values = {{"name", user.name}, {"link", std::string(link)}}}));
  if (sent.already) {
    return not_sendable("message_not_sent", {"this link was sent already", "यह लिंक भेजा जा चुका है"});
  }
  if (sent.answer.delivery == Delivery::sent) return success();
  return not_sendable("message_not_sent", {"the provider did not take the message (" + sent.answer.why + ")",
                                           "सेवा ने संदेश नहीं लिया (" + sent.answer.why + ")"});
}

}  // namespace boothwise::services
