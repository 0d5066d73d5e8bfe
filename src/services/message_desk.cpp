#include "services/message_desk.hpp"

#include "operations/messages.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/url.hpp>

#include "services/json_body.hpp"
#include "services/message_now.hpp"
#include "services/report_json.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::ListedMessage;
using operations::Message;
using operations::Store;

namespace {

std::string_view code_of(Language language) { return language == Language::hindi ? "hi" : "en"; }

json::object template_json(const SmsTemplate& registered) {
  json::array variables;
  for (const SmsVariable& one : registered.variables) {
    variables.push_back({{"name", one.name}, {"letters_most", one.letters_most}});
  }
  return {
      {"use", registered.use},   {"language", code_of(registered.language)}, {"id", registered.id},
      {"text", registered.text}, {"variables", std::move(variables)},        {"parts_most", longest(registered).parts}};
}

/// Of an address only the host is shown: its path may hold a key.
std::string goes_to(const SmsSettings& settings) {
  if (settings.dry_run) return settings.outbox.filename().string();
  const auto url = boost::urls::parse_uri(settings.url);
  return url ? std::string(url->host()) : std::string();
}

json::value settings_json(const SmsSettings* settings) {
  if (settings == nullptr) return nullptr;
  json::array templates;
  for (const SmsTemplate& one : settings->templates) templates.push_back(template_json(one));
  json::array unregistered;
  for (const std::string_view use : sms_uses()) {
    if (settings->find(use, Language::hindi) == nullptr) unregistered.emplace_back(use);
  }
  return json::object{{"goes_to", goes_to(*settings)},
                      {"sender", settings->sender},
                      {"principal_entity", settings->principal_entity},
                      {"hours", {settings->first_hour, settings->end_hour}},
                      {"deduplicates", settings->deduplicates},
                      {"templates", std::move(templates)},
                      {"unregistered", std::move(unregistered)}};
}

/// An invitation's text is kept nowhere.
bool is_kept(const Message& message) { return message.kind != "invitation"; }

bool may_go_again(const Message& message, const SmsSettings* settings) {
  return settings != nullptr && is_kept(message) && (message.state == "failed" || message.state == "uncertain");
}

json::object message_json(const ListedMessage& listed, const SmsSettings* settings) {
  const Message& one = listed.message;
  return {{"message", one.key},
          {"kind", one.kind},
          {"state", one.state},
          {"unit", one.unit},
          {"unit_name", to_json(listed.unit_name)},
          {"due_day", one.due_day},
          {"tasks", one.tasks},
          {"tries", one.tries},
          {"parts", one.parts},
          {"why", one.why},
          {"at", iso_utc(one.made_at)},
          {"again", may_go_again(one, settings)}};
}

Error refusal(ErrorKind kind, std::string code, Bilingual why, std::string_view value) {
  return refused_field(kind, std::move(code), "message", std::move(why), value);
}

Result<Message> known_message(Store& store, std::string_view key) {
  BOOTHWISE_TRY(message, operations::message_by_key(store, key));
  if (message) return *std::move(message);
  return refusal(ErrorKind::not_found, "message_unknown", {"there is no such message", "ऐसा कोई संदेश नहीं है"}, key);
}

/// Gives its state after that.
Result<std::string> put_back(const Caller& caller, Store& inside, std::string_view key) {
  BOOTHWISE_TRY(before, known_message(inside, key));
  if (!is_kept(before)) {
    return refusal(ErrorKind::conflict, "message_text_gone",
                   {"an invitation's text is kept nowhere: make a new invitation",
                    "निमंत्रण का पाठ कहीं नहीं रखा जाता: नया निमंत्रण बनाएँ"},
                   before.kind);
  }
  BOOTHWISE_TRY(changed, operations::put_message_back(inside, key, caller.now()));
  if (changed) {
    BOOTHWISE_CHECK(caller.note(inside, "message.again", "person:" + before.person, before.path,
                                {{"kind", before.kind}, {"work", before.work}, {"was", before.state}}));
    return std::string("waiting");
  }
  BOOTHWISE_TRY(now, known_message(inside, key));
  if (now.state == "waiting" || now.state == "sending") return now.state;
  return refusal(ErrorKind::conflict, "message_not_again",
                 {"only a message that failed, or of which it is not known, is sent once more",
                  "केवल वही संदेश दोबारा जाता है जो नहीं गया या जिसका पता नहीं"},
                 now.state);
}

}  // namespace

Result<json::object> messages_view(Caller& caller, const SmsSettings* settings, std::string_view state) {
  constexpr std::int64_t shown = 25;
  BOOTHWISE_CHECK(caller.access().require(Right::manage_settings));
  BOOTHWISE_TRY(counts, operations::count_messages(caller.whole_store()));
  BOOTHWISE_TRY(newest, operations::newest_messages(caller.whole_store(), state, shown));
  json::array by_state;
  for (const operations::MessageCount& one : counts) {
    by_state.push_back({{"kind", one.kind}, {"state", one.state}, {"messages", one.messages}, {"parts", one.parts}});
  }
  json::array rows;
  for (const ListedMessage& one : newest) rows.push_back(message_json(one, settings));
  json::object view;
  view["way"] = settings == nullptr ? "none" : settings->dry_run ? "file" : "http";
  view["settings"] = settings_json(settings);
  view["counts"] = std::move(by_state);
  view["newest"] = std::move(rows);
  return view;
}

Result<json::object> send_message_again(Caller& caller, const SmsSettings* settings, std::string_view key,
                                        std::string_view text) {
  BOOTHWISE_CHECK(caller.access().permit(Right::manage_settings, whole_organisation));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"did_not_arrive"}));
  BOOTHWISE_TRY(did_not_arrive, body.flag("did_not_arrive"));
  if (!did_not_arrive) {
    return JsonBody::malformed("did_not_arrive", "expected true: say that it did not arrive",
                               "true चाहिए: बताएँ कि संदेश नहीं पहुँचा");
  }
  if (settings == nullptr) return no_messages();
  std::string state;
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(after, put_back(caller, inside, key));
    state = after;
    return success();
  }));
  return json::object{{"message", key}, {"state", state}};
}

}  // namespace boothwise::services
