#include "training/invitation_messages.hpp"

#include "operations/people.hpp"
#include "training/roster.hpp"

#include "base/date_text.hpp"
#include "services/message_now.hpp"

namespace boothwise::training {

namespace json = boost::json;
using operations::Attendee;
using operations::TrainingSession;
using services::Delivery;

namespace {

/// What became of all of them.
struct Sent {
  std::int64_t sent = 0;
  std::int64_t already = 0;
  std::int64_t without_phone = 0;
  std::int64_t silent = 0;
  std::int64_t failed = 0;
  std::int64_t uncertain = 0;

  void take(const services::SentNow& now) {
    if (now.already) {
      ++already;
    } else if (now.answer.delivery == Delivery::sent) {
      ++sent;
    } else if (now.answer.delivery == Delivery::uncertain) {
      ++uncertain;
    } else {
      ++failed;
    }
  }
  [[nodiscard]] json::object json() const {
    return {{"sent", sent},     {"already", already}, {"without_phone", without_phone},
            {"silent", silent}, {"failed", failed},   {"uncertain", uncertain}};
  }
};

services::MessageNow message_of(const ServerKey& key, const TrainingSession& session, const Attendee& place,
                                const operations::OrganisationPerson& person, Language language,
                                std::string_view pages) {
  const auto in = [language](const Bilingual& text) { return std::string(in_language(text, language)); };
  return {.use = "training",
          .language = language,
          .phone = person.phone,
          .key = services::message_key({"training", place.id, std::to_string(place.generation)}),
          .person = place.person,
          .about = "person:" + place.person,
          .unit = place.unit,
          .path = place.path,
          .values = {{"title", session.title},
                     {"day", in(date_text(session.day))},
                     {"venue", session.venue},
                     {"name", person.name},
                     {"unit", in(place.unit_name)},
                     {"link", std::string(pages) + "/training/reply#" + invitation_token(key, place)}}};
}

}  // namespace

Result<json::object> send_invitations(Hall& hall, const services::Snapshot& snapshot,
                                      const services::Messenger& messenger, const std::string& id,
                                      std::string_view pages, Progress& progress) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  if (session.state != "open") return session_closed();
  BOOTHWISE_TRY(registered,
                services::sendable_template(messenger.settings, "training", Language::hindi, hall.caller.now()));
  BOOTHWISE_TRY(sheet, invite(hall, id));  // a link that was sent is good
  BOOTHWISE_TRY(places, operations::attendees(hall.caller.whole_store(), id));
  Sent all;
  double seen = 0;
  for (const Attendee& place : places) {
    if (progress.stop_requested()) break;
    progress.report(seen++ / static_cast<double>(places.size()), {"sending invitations", "निमंत्रण भेजे जा रहे हैं"});
    if (place.person.empty()) continue;
    BOOTHWISE_TRY(person, operations::person_by_id(hall.caller.whole_store(), place.person));
    if (!person || !person->left_on.empty() || person->phone.empty()) {
      ++all.without_phone;
      continue;
    }
    const auto now =
        services::send_now(hall.caller, snapshot, messenger,
                           message_of(hall.caller.key(), session, place, *person, registered->language, pages));
    if (now) {
      all.take(*now);
    } else if (now.error().code == "locked_by_election") {
      ++all.silent;
    } else {
      return now.error();
    }
  }
  return all.json();
}

}  // namespace boothwise::training
