#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// Training sessions with their roster, and what trainees did. All of it is the server's own (Scope::whole). Changes
/// REQUIRE a transaction's store where more than one goes together. Every function's errors: `operations_failed`.
namespace boothwise::operations {

/// A dated event at which courses are taught to the holders of posts.
struct TrainingSession {
  std::string id;
  std::string title;
  std::string courses;  ///< codes with a space between, in the order of teaching
  std::string day;      ///< 2026-12-10
  std::string begins;   ///< 10:00
  std::string ends;
  std::string venue;
  std::string words;
  std::string experts;  ///< JSON: docs/formats.md#sessions
  std::string agenda;   ///< JSON: likewise
  std::int64_t unit = 0;
  std::string level;           ///< of the units that are invited
  std::string posts;           ///< codes with a space between
  std::string state = "open";  ///< open, closed
  std::string check_in_code;   ///< six digits on the door
  std::string made_by;
  Instant made_at;
};
Status add_training_session(Store& inside, const TrainingSession& session);
/// What may be changed of one that is there: all but whom it invites, its code and who made it.
Status change_training_session(Store& inside, const TrainingSession& session);
Result<std::optional<TrainingSession>> training_session(Store& store, const std::string& id);
/// An open one.
Result<std::optional<TrainingSession>> training_session_by_code(Store& store, const std::string& check_in_code);
/// The latest first.
Result<std::vector<TrainingSession>> training_sessions(Store& store);

/// A place of the roster: a post of a unit, with its holder when the roster was filled; without one it is vacant.
struct Attendee {
  std::string id;
  std::string session;
  std::int64_t unit = 0;
  UnitPath path;
  std::string post;
  std::string person;
  std::int64_t generation = 1;  ///< of the invitation; a renewed one ends those before
  std::optional<Instant> invited_at{};
  std::string reply{};  ///< yes, no, perhaps; empty while there is none
  std::string reply_words{};
  std::optional<Instant> replied_at{};
  std::optional<Instant> checked_in_at{};
  bool feedback_given = false;
  std::string name{};  ///< of the person; empty for a vacancy and for who left (R39)
  Bilingual unit_name{};
};
Status add_attendee(Store& inside, const Attendee& attendee);
/// In order of the tree and the posts.
Result<std::vector<Attendee>> attendees(Store& store, const std::string& session);
Result<std::optional<Attendee>> attendee(Store& store, const std::string& id);
Result<std::vector<Attendee>> attendees_of_person(Store& store, const std::string& person);
/// A new holder in the place of the former one, or of nobody; her invitation begins anew. False once somebody came.
Result<bool> set_attendee_person(Store& inside, const std::string& id, const std::string& person);
/// All who have a holder and no invitation yet.
Result<std::int64_t> invite_attendees(Store& inside, const std::string& session, Instant at);
Result<bool> renew_invitation(Store& inside, const std::string& id, Instant at);
Status reply_of_attendee(Store& inside, const std::string& id, const std::string& reply, const std::string& words,
                         Instant at);
/// False where she was checked in before.
Result<bool> check_in_attendee(Store& inside, const std::string& id, Instant at);

/// Who holds a post at each open unit of a level; one row without a person where nobody does.
struct PostPlace {
  std::int64_t unit = 0;
  UnitPath path;
  std::string person;
};
Result<std::vector<PostPlace>> places_of_post(Store& store, const UnitPath& below, const std::string& level,
                                              const std::string& post);

/// Scores from 1 to 5. Nobody can tell whose they are.
struct Feedback {
  std::int64_t useful = 0;
  std::int64_t clear = 0;
  std::int64_t pace = 0;  ///< 1 too slow, 3 right, 5 too fast
  std::string words;
};
/// False where she gave hers before.
Result<bool> add_feedback(Store& inside, const std::string& session, const std::string& attendee,
                          const Feedback& feedback);
Result<std::vector<Feedback>> feedback_of(Store& store, const std::string& session);

/// A lesson, quiz or exercise of a course as one trainee has done it.
struct TrainingStep {
  std::string trainee;  ///< "person:…" or "user:…"
  std::string course;
  std::string step;
  std::string kind;            ///< lesson, quiz, exercise
  std::string state = "open";  ///< open, passed
  std::int64_t tries = 0;
  std::int64_t hints = 0;
  std::optional<std::int64_t> score{};  ///< of a quiz, in per cent
  Instant begun_at;
  Instant seen_at;
  std::optional<Instant> passed_at{};
};
/// Begins it, or notes that she is at it again.
Status begin_step(Store& inside, const TrainingStep& step);
/// One more try, with what was answered. Once passed it stays passed. REQUIRES: it was begun.
Status note_attempt(Store& inside, TrainingStep step, bool passed, std::optional<std::int64_t> score,
                    const std::string& answer, Instant at);
/// One more hint: at most `most`, and no more than there were failed tries. False where none is due.
Result<bool> take_hint(Store& inside, const TrainingStep& step, std::int64_t most, Instant at);
Result<std::vector<TrainingStep>> steps_of(Store& store, const std::string& trainee);
Result<std::optional<TrainingStep>> step_of(Store& store, const std::string& trainee, const std::string& course,
                                            const std::string& step);
/// Of all who are on a session's roster, by trainee, what was seen last first.
Result<std::vector<TrainingStep>> steps_of_session(Store& store, const std::string& session);
struct TrainingAttempt {
  std::int64_t number = 0;
  Instant at;
  bool passed = false;
  std::string answer;
};
Result<std::vector<TrainingAttempt>> attempts_of(Store& store, const TrainingStep& step);

/// Somebody who waits for an expert.
struct HelpAsked {
  std::string id;
  std::string session;
  std::string trainee;
  std::string course;
  std::string step;
  std::string words;
  Instant asked_at;
  std::string taken_by{};
  std::optional<Instant> taken_at{};
  std::optional<Instant> ended_at{};
};
Status add_help_asked(Store& inside, const HelpAsked& asked);
/// All of them, the first asked first.
Result<std::vector<HelpAsked>> help_asked(Store& store, const std::string& session);
/// False where somebody took it before, or it has ended.
Result<bool> take_help(Store& inside, const std::string& session, const std::string& id, const std::string& by,
                       Instant at);
Result<bool> end_help(Store& inside, const std::string& session, const std::string& id, Instant at);

struct FollowUp {
  std::string attendee;
  std::int64_t days = 0;
  std::int64_t task = 0;
  std::string due_day{};  ///< of its task, as read
  std::string state{};    ///< likewise: open, done, blocked
};
Status add_follow_up(Store& inside, const std::string& session, const FollowUp& follow_up);
Result<std::vector<FollowUp>> follow_ups(Store& store, const std::string& session);

struct Certificate {
  std::string code;  ///< nobody guesses one: 26 letters and digits
  std::string trainee;
  std::string session;
  std::int64_t unit = 0;
  std::string courses;
  std::string issued_on;
  std::string issued_by;
  std::string revoked_on{};  ///< day; empty while it is valid
  std::string reason{};
};
/// Nothing is done where the trainee has one of that session.
Status add_certificate(Store& inside, const Certificate& certificate);
Result<std::optional<Certificate>> certificate(Store& store, const std::string& code);
Result<std::vector<Certificate>> certificates_of_session(Store& store, const std::string& session);
/// The newest first.
Result<std::vector<Certificate>> certificates_of(Store& store, const std::string& trainee);
/// False where it was revoked before.
Result<bool> revoke_certificate(Store& inside, const std::string& code, const std::string& day,
                                const std::string& reason);

/// Which folder of practice is whose; a new one takes the place of the former.
Status put_practice_room(Store& inside, const std::string& trainee, const std::string& room, Instant at);
Result<std::optional<std::string>> practice_room(Store& store, const std::string& trainee);
Result<std::vector<std::pair<std::string, std::string>>> practice_rooms(Store& store);
Status drop_practice_room(Store& inside, const std::string& trainee);

/// What a browser shows to be a trainee's: it opens no real page.
struct PracticePass {
  std::string trainee;
  bool practising = false;  ///< its requests go to her practice workspace now
  std::string room;         ///< empty where none was made
};
Status add_practice_pass(Store& inside, const std::string& hash, const PracticePass& pass, Instant ends_at);
/// Nothing where it is none or has ended.
Result<std::optional<PracticePass>> practice_pass(Store& store, const std::string& hash, Instant at);
Status set_practising(Store& inside, const std::string& hash, bool practising);
Status drop_practice_pass(Store& inside, const std::string& hash);
Status drop_old_practice_passes(Store& inside, Instant at);

}  // namespace boothwise::operations
