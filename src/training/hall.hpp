#pragma once

#include "operations/training.hpp"
#include "training/course.hpp"

#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/organisation_catalogue.hpp"

/// What the use cases of training share. Errors of all: `operations_failed`.
namespace boothwise::training {

/// Who asks, and what is taught.
struct Hall {
  services::Caller& caller;
  const std::vector<Course>& courses;

  [[nodiscard]] const Course* course(std::string_view code) const;
  /// Errors: `course_unknown`, listing those there are.
  [[nodiscard]] Result<const Course*> known_course(std::string_view code) const;
};

/// Codes with a space between, as the store keeps them, and back.
std::vector<std::string> codes_in(std::string_view text);
std::string joined(const std::vector<std::string>& codes);

/// Errors: `session_unknown`.
Result<operations::TrainingSession> known_session(Hall& hall, const std::string& id);
/// What a session that is over refuses: `session_closed`.
Error session_closed();
/// The same for who holds training. Errors: also those of Access::permit.
Result<operations::TrainingSession> held_session(Hall& hall, const std::string& id);

/// How far somebody is with one course.
struct CourseStanding {
  std::int64_t steps = 0;
  std::int64_t passed = 0;
  std::int64_t exercises = 0;  ///< of the steps
  std::int64_t exercises_passed = 0;
  std::optional<std::int64_t> quiz{};  ///< per cent right; nothing while it was not answered
  bool begun = false;
  std::string last_passed_on;  ///< day of the last step passed; empty while there is none

  [[nodiscard]] bool finished() const { return steps > 0 && passed == steps; }
};
/// Lessons, the quiz if there is one, exercises: what there is to pass. `steps`: of one trainee.
CourseStanding standing_of(const Course& course, std::span<const operations::TrainingStep> steps);
/// True where all of a session's courses are finished.
bool finished(const Hall& hall, const operations::TrainingSession& session,
              std::span<const operations::TrainingStep> steps);

/// How a trainee of the register is called in the store.
std::string trainee_of_person(std::string_view person);

/// The secret of an invitation, which follows from the server's key: it can be shown again, and a renewed invitation
/// ends those before.
std::string invitation_token(const ServerKey& key, const operations::Attendee& attendee);
/// Six digits of an invitation, to be typed at the door.
std::string invitation_digits(const ServerKey& key, const operations::Attendee& attendee);
/// Whose invitation it is: the token alone, or an address that ends in it. Errors: `training_invitation_unknown`.
Result<operations::Attendee> invited(Hall& hall, std::string_view token);

boost::json::object session_json(const Hall& hall, const operations::TrainingSession& session);

}  // namespace boothwise::training
