#pragma once

#include "training/check.hpp"
#include "training/hall.hpp"

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// What a trainee sees and does: courses, lessons, quizzes, exercises, help, feedback. Shapes: docs/api.md#training.
/// Errors of all also: `course_unknown`, `operations_failed`.
namespace boothwise::training {

/// Who learns: "person:…" of the register, or "user:…" for who is not in it.
struct Trainee {
  std::string id;
  std::string person;  ///< empty for who is not in the register
};
Trainee trainee_named(const std::string& id);
/// Of a user: her entry in the register where she has one.
Result<Trainee> trainee_of_user(operations::Store& whole, const std::string& user);
/// As people are told. Empty for who left (R39).
Result<std::string> name_of(operations::Store& whole, const Trainee& trainee);

/// Courses with how far she is, the next thing to do, her sessions, her certificates.
Result<boost::json::object> training_view(Hall& hall, const Trainee& trainee);
/// One course: lessons, questions, exercises. Right options and hints not yet due are left out.
Result<boost::json::object> course_view(Hall& hall, const Trainee& trainee, const std::string& course);
/// Errors: `step_unknown`.
Result<boost::json::object> read_lesson(Hall& hall, const Trainee& trainee, const std::string& course,
                                        const std::string& lesson);
/// Body: {answers: {code: option}}, options counted from 1, all questions. Answers with what was right and why. Errors:
/// `body_malformed`.
Result<boost::json::object> answer_quiz(Hall& hall, const Trainee& trainee, const std::string& course,
                                        std::string_view text);
/// She goes to work on it. Errors: `step_unknown`.
Result<boost::json::object> begin_exercise(Hall& hall, const Trainee& trainee, const std::string& course,
                                           const std::string& exercise);
/// Body: {answer?}. Grades by looking at her practice workspace through `ask`. Errors: `step_unknown`; those of grade.
Result<boost::json::object> check_exercise(Hall& hall, const Trainee& trainee, const std::string& course,
                                           const std::string& exercise, std::string_view text, const Ask& ask);
/// The next hint. Errors: `step_unknown`; `no_hint_yet` before a failed try, or when there is none left.
Result<boost::json::object> next_hint(Hall& hall, const Trainee& trainee, const std::string& course,
                                      const std::string& exercise);

/// Her place in a session's roster. Errors: `session_unknown`; `not_on_roster`.
Result<operations::Attendee> place_in(Hall& hall, const Trainee& trainee, const std::string& session);
/// Body: {words?, course?, step?}. Errors: as place_in; `help_asked_already`.
Result<boost::json::object> ask_help(Hall& hall, const Trainee& trainee, const std::string& session,
                                     std::string_view text);
/// Body: {useful, clear, pace: 1 to 5, words?}. Kept without her name. Errors: as place_in; `feedback_given_already`.
Result<boost::json::object> give_feedback(Hall& hall, const Trainee& trainee, const std::string& session,
                                          std::string_view text);
/// Body: {code}: what stands on the door. Errors: `check_in_code_unknown`, `not_on_roster`.
Result<boost::json::object> check_in_self(Hall& hall, const Trainee& trainee, std::string_view text);

}  // namespace boothwise::training
