#include "operations/training.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <utility>

namespace boothwise::operations {

namespace {

TrainingSession session_of_row(const Row& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.text(6),
          row.text(7),
          row.text(8),
          row.text(9),
          row.integer(10),
          row.text(11),
          row.text(12),
          row.text(13),
          row.text(14),
          row.text(15),
          instant_of(row.integer(16))};
}

Attendee attendee_of_row(const Row& row) {
  Attendee attendee{row.text(0), row.text(1), row.integer(2), {row.text(3)}, row.text(4), row.text(5), row.integer(6)};
  attendee.invited_at = instant_or_none(row, 7);
  attendee.reply = row.text(8);
  attendee.reply_words = row.text(9);
  attendee.replied_at = instant_or_none(row, 10);
  attendee.checked_in_at = instant_or_none(row, 11);
  attendee.feedback_given = row.integer(12) == 1;
  attendee.name = row.text(13);
  attendee.unit_name = {row.text(14), row.text(15)};
  return attendee;
}

TrainingStep step_of_row(const Row& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.integer(5),
          row.integer(6),
          row.integer_or_none(7),
          instant_of(row.integer(8)),
          instant_of(row.integer(9)),
          instant_or_none(row, 10)};
}

Certificate certificate_of_row(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4),
          row.text(5), row.text(6), row.text(7), row.text(8)};
}

Parameters of_step(const TrainingStep& step) {
  return {{"trainee", step.trainee}, {"course", step.course}, {"step", step.step}};
}

}  // namespace

Status add_training_session(Store& inside, const TrainingSession& session) {
  return done(inside.change(sql::add_training_session, {{"id", session.id},
                                                        {"title", session.title},
                                                        {"courses", session.courses},
                                                        {"day", session.day},
                                                        {"begins", session.begins},
                                                        {"ends", session.ends},
                                                        {"venue", session.venue},
                                                        {"words", session.words},
                                                        {"experts", session.experts},
                                                        {"agenda", session.agenda},
                                                        {"unit", session.unit},
                                                        {"level", session.level},
                                                        {"posts", session.posts},
                                                        {"state", session.state},
                                                        {"check_in_code", session.check_in_code},
                                                        {"made_by", session.made_by},
                                                        {"made_at", seconds_of(session.made_at)}}));
}

Status change_training_session(Store& inside, const TrainingSession& session) {
  return done(inside.change(sql::change_training_session, {{"id", session.id},
                                                           {"title", session.title},
                                                           {"courses", session.courses},
                                                           {"day", session.day},
                                                           {"begins", session.begins},
                                                           {"ends", session.ends},
                                                           {"venue", session.venue},
                                                           {"words", session.words},
                                                           {"experts", session.experts},
                                                           {"agenda", session.agenda},
                                                           {"state", session.state}}));
}

Result<std::optional<TrainingSession>> training_session(Store& store, const std::string& id) {
  return first_of(store, sql::training_session, {{"id", id}}, session_of_row);
}

Result<std::optional<TrainingSession>> training_session_by_code(Store& store, const std::string& check_in_code) {
  return first_of(store, sql::training_session_by_code, {{"code", check_in_code}}, session_of_row);
}

Result<std::vector<TrainingSession>> training_sessions(Store& store) {
  return list_of(store, sql::training_sessions, {}, session_of_row);
}

Status add_attendee(Store& inside, const Attendee& attendee) {
  return done(inside.change(sql::add_training_attendee, {{"id", attendee.id},
                                                         {"session", attendee.session},
                                                         {"unit", attendee.unit},
                                                         {"post", attendee.post},
                                                         {"person", text_or_null(attendee.person)}}));
}

Result<std::vector<Attendee>> attendees(Store& store, const std::string& session) {
  return list_of(store, sql::training_attendees, {{"session", session}}, attendee_of_row);
}

Result<std::optional<Attendee>> attendee(Store& store, const std::string& id) {
  return first_of(store, sql::training_attendee, {{"id", id}}, attendee_of_row);
}

Result<std::vector<Attendee>> attendees_of_person(Store& store, const std::string& person) {
  return list_of(store, sql::training_attendees_of_person, {{"person", person}}, attendee_of_row);
}

Result<bool> set_attendee_person(Store& inside, const std::string& id, const std::string& person) {
  return changed_one(inside.change(sql::set_training_attendee_person, {{"id", id}, {"person", text_or_null(person)}}));
}

Result<std::int64_t> invite_attendees(Store& inside, const std::string& session, Instant at) {
  return inside.change(sql::invite_training_attendees, {{"session", session}, {"at", seconds_of(at)}});
}

Result<bool> renew_invitation(Store& inside, const std::string& id, Instant at) {
  return changed_one(inside.change(sql::renew_training_invitation, {{"id", id}, {"at", seconds_of(at)}}));
}

Status reply_of_attendee(Store& inside, const std::string& id, const std::string& reply, const std::string& words,
                         Instant at) {
  return done(inside.change(sql::reply_training,
                            {{"id", id}, {"reply", reply}, {"words", text_or_null(words)}, {"at", seconds_of(at)}}));
}

Result<bool> check_in_attendee(Store& inside, const std::string& id, Instant at) {
  return changed_one(inside.change(sql::check_in_training, {{"id", id}, {"at", seconds_of(at)}}));
}

Result<std::vector<PostPlace>> places_of_post(Store& store, const UnitPath& below, const std::string& level,
                                              const std::string& post) {
  Parameters parameters = within(below);
  parameters.emplace_back("level", level);
  parameters.emplace_back("post", post);
  return list_of(store, sql::training_posts_held, parameters, [](const Row& row) {
    return PostPlace{row.integer(0), {row.text(1)}, row.text(3)};
  });
}

Result<bool> add_feedback(Store& inside, const std::string& session, const std::string& attendee,
                          const Feedback& feedback) {
  BOOTHWISE_TRY(first, changed_one(inside.change(sql::note_training_feedback, {{"id", attendee}})));
  if (!first) return false;
  BOOTHWISE_CHECK(done(inside.change(sql::add_training_feedback, {{"id", new_id()},
                                                                  {"session", session},
                                                                  {"useful", feedback.useful},
                                                                  {"clear", feedback.clear},
                                                                  {"pace", feedback.pace},
                                                                  {"words", text_or_null(feedback.words)}})));
  return true;
}

Result<std::vector<Feedback>> feedback_of(Store& store, const std::string& session) {
  return list_of(store, sql::training_feedback, {{"session", session}}, [](const Row& row) {
    return Feedback{row.integer(0), row.integer(1), row.integer(2), row.text(3)};
  });
}

Status begin_step(Store& inside, const TrainingStep& step) {
  Parameters parameters = of_step(step);
  parameters.emplace_back("kind", step.kind);
  parameters.emplace_back("begun_at", seconds_of(step.begun_at));
  parameters.emplace_back("seen_at", seconds_of(step.seen_at));
  return done(inside.change(sql::begin_training_step, parameters));
}

Status note_attempt(Store& inside, TrainingStep step, bool passed, std::optional<std::int64_t> score,
                    const std::string& answer, Instant at) {
  ++step.tries;
  if (passed && !step.passed_at) step.passed_at = at;
  if (passed) step.state = "passed";
  Parameters change = of_step(step);
  change.emplace_back("tries", step.tries);
  change.emplace_back("at", seconds_of(at));
  change.emplace_back("score", value_or_null(score));
  change.emplace_back("state", step.state);
  change.emplace_back("passed_at", seconds_or_null(step.passed_at));
  BOOTHWISE_CHECK(done(inside.change(sql::note_training_attempt, change)));
  Parameters attempt = of_step(step);
  attempt.emplace_back("attempt", step.tries);
  attempt.emplace_back("at", seconds_of(at));
  attempt.emplace_back("passed", std::int64_t{passed ? 1 : 0});
  attempt.emplace_back("written", answer);
  return done(inside.change(sql::add_training_attempt, attempt));
}

Result<bool> take_hint(Store& inside, const TrainingStep& step, std::int64_t most, Instant at) {
  Parameters parameters = of_step(step);
  parameters.emplace_back("most", most);
  parameters.emplace_back("at", seconds_of(at));
  return changed_one(inside.change(sql::take_training_hint, parameters));
}

Result<std::vector<TrainingStep>> steps_of(Store& store, const std::string& trainee) {
  return list_of(store, sql::training_steps_of, {{"trainee", trainee}}, step_of_row);
}

Result<std::optional<TrainingStep>> step_of(Store& store, const std::string& trainee, const std::string& course,
                                            const std::string& step) {
  return first_of(store, sql::training_step, {{"trainee", trainee}, {"course", course}, {"step", step}}, step_of_row);
}

Result<std::vector<TrainingStep>> steps_of_session(Store& store, const std::string& session) {
  return list_of(store, sql::training_steps_of_session, {{"session", session}}, step_of_row);
}

Result<std::vector<TrainingAttempt>> attempts_of(Store& store, const TrainingStep& step) {
  return list_of(store, sql::training_attempts_of, of_step(step), [](const Row& row) {
    return TrainingAttempt{row.integer(0), instant_of(row.integer(1)), row.integer(2) == 1, row.text(3)};
  });
}

Status add_help_asked(Store& inside, const HelpAsked& asked) {
  return done(inside.change(sql::add_training_help, {{"id", asked.id},
                                                     {"session", asked.session},
                                                     {"trainee", asked.trainee},
                                                     {"course", text_or_null(asked.course)},
                                                     {"step", text_or_null(asked.step)},
                                                     {"words", text_or_null(asked.words)},
                                                     {"at", seconds_of(asked.asked_at)}}));
}

Result<std::vector<HelpAsked>> help_asked(Store& store, const std::string& session) {
  return list_of(store, sql::training_help, {{"session", session}}, [](const Row& row) {
    return HelpAsked{row.text(0),
                     row.text(1),
                     row.text(2),
                     row.text(3),
                     row.text(4),
                     row.text(5),
                     instant_of(row.integer(6)),
                     row.text(7),
                     instant_or_none(row, 8),
                     instant_or_none(row, 9)};
  });
}

Result<bool> take_help(Store& inside, const std::string& session, const std::string& id, const std::string& by,
                       Instant at) {
  return changed_one(
      inside.change(sql::take_training_help, {{"session", session}, {"id", id}, {"by", by}, {"at", seconds_of(at)}}));
}

Result<bool> end_help(Store& inside, const std::string& session, const std::string& id, Instant at) {
  return changed_one(inside.change(sql::end_training_help, {{"session", session}, {"id", id}, {"at", seconds_of(at)}}));
}

Status add_follow_up(Store& inside, const std::string& session, const FollowUp& follow_up) {
  return done(inside.change(
      sql::add_training_follow_up,
      {{"session", session}, {"attendee", follow_up.attendee}, {"days", follow_up.days}, {"task", follow_up.task}}));
}

Result<std::vector<FollowUp>> follow_ups(Store& store, const std::string& session) {
  return list_of(store, sql::training_follow_ups, {{"session", session}}, [](const Row& row) {
    return FollowUp{row.text(0), row.integer(1), row.integer(2), row.text(3), row.text(4)};
  });
}

Status add_certificate(Store& inside, const Certificate& certificate) {
  return done(inside.change(sql::add_certificate, {{"code", certificate.code},
                                                   {"trainee", certificate.trainee},
                                                   {"session", certificate.session},
                                                   {"unit", certificate.unit},
                                                   {"courses", certificate.courses},
                                                   {"issued_on", certificate.issued_on},
                                                   {"issued_by", certificate.issued_by}}));
}

Result<std::optional<Certificate>> certificate(Store& store, const std::string& code) {
  return first_of(store, sql::certificate, {{"code", code}}, certificate_of_row);
}

Result<std::vector<Certificate>> certificates_of_session(Store& store, const std::string& session) {
  return list_of(store, sql::certificates_of_session, {{"session", session}}, certificate_of_row);
}

Result<std::vector<Certificate>> certificates_of(Store& store, const std::string& trainee) {
  return list_of(store, sql::certificates_of, {{"trainee", trainee}}, certificate_of_row);
}

Result<bool> revoke_certificate(Store& inside, const std::string& code, const std::string& day,
                                const std::string& reason) {
  return changed_one(inside.change(sql::revoke_certificate, {{"code", code}, {"day", day}, {"reason", reason}}));
}

Status put_practice_room(Store& inside, const std::string& trainee, const std::string& room, Instant at) {
  return done(inside.change(sql::add_practice_room, {{"trainee", trainee}, {"room", room}, {"at", seconds_of(at)}}));
}

Result<std::optional<std::string>> practice_room(Store& store, const std::string& trainee) {
  return first_of(store, sql::practice_room, {{"trainee", trainee}}, [](const Row& row) { return row.text(0); });
}

Result<std::vector<std::pair<std::string, std::string>>> practice_rooms(Store& store) {
  return list_of(store, sql::practice_rooms, {}, [](const Row& row) { return std::pair(row.text(0), row.text(1)); });
}

Status drop_practice_room(Store& inside, const std::string& trainee) {
  return done(inside.change(sql::drop_practice_room, {{"trainee", trainee}}));
}

Status add_practice_pass(Store& inside, const std::string& hash, const PracticePass& pass, Instant ends_at) {
  return done(inside.change(sql::add_practice_pass, {{"hash", hash},
                                                     {"trainee", pass.trainee},
                                                     {"practising", std::int64_t{pass.practising ? 1 : 0}},
                                                     {"ends_at", seconds_of(ends_at)}}));
}

Result<std::optional<PracticePass>> practice_pass(Store& store, const std::string& hash, Instant at) {
  return first_of(store, sql::practice_pass, {{"hash", hash}, {"at", seconds_of(at)}}, [](const Row& row) {
    return PracticePass{row.text(0), row.integer(1) == 1, row.text(2)};
  });
}

Status set_practising(Store& inside, const std::string& hash, bool practising) {
  return done(inside.change(sql::set_practising, {{"hash", hash}, {"practising", std::int64_t{practising ? 1 : 0}}}));
}

Status drop_practice_pass(Store& inside, const std::string& hash) {
  return done(inside.change(sql::drop_practice_pass, {{"hash", hash}}));
}

Status drop_old_practice_passes(Store& inside, Instant at) {
  return done(inside.change(sql::drop_old_practice_passes, {{"at", seconds_of(at)}}));
}

}  // namespace boothwise::operations
