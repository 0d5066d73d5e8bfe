#pragma once

#include "training/check.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// Courses: what is taught, in both languages, with what is asked and done. docs/formats.md#courses.
namespace boothwise::training {

/// A part to read. `hi` and `en`: blocks of text as docs/api.md#training has them.
struct Lesson {
  std::string code;
  Bilingual title;
  boost::json::array hi;
  boost::json::array en;
};

struct Question {
  std::string code;
  Bilingual text;
  std::vector<Bilingual> options;
  std::size_t right = 0;  ///< counted from 0
  Bilingual reason;
};

/// Something done in the app itself, in the trainee's own practice workspace.
struct Exercise {
  std::string code;
  std::string page;  ///< where it is done: "/focus?election=LS-2019"
  Bilingual title;
  Bilingual task;
  std::vector<Bilingual> hints;  ///< two, given after failed tries
  std::string file;              ///< of data/practice/files, to be imported; empty if none
  Check check;
};

struct Course {
  std::string code;
  std::int64_t order = 0;
  std::int64_t minutes = 0;
  Bilingual title;
  Bilingual summary;
  std::vector<Lesson> lessons;
  std::vector<Question> questions;
  std::vector<Exercise> exercises;

  [[nodiscard]] const Exercise* exercise(std::string_view code) const;
  [[nodiscard]] const Lesson* lesson(std::string_view code) const;
};

/// A file's text and what it is called in errors.
struct CourseText {
  std::string text;
  std::filesystem::path file;
};

/// Puts a course together from its Hindi file, which also says what is checked, and its English one. Errors:
/// `course_malformed` with file, line, value and what was expected.
Result<Course> read_course(const CourseText& hindi, const CourseText& english);

/// All courses of `folder` (data/courses), one a subfolder, in their order. Errors: likewise; those of reading a file.
Result<std::vector<Course>> load_courses(const std::filesystem::path& folder);

/// Per cent of right answers that pass a quiz.
constexpr std::int64_t quiz_passes_at = 70;

}  // namespace boothwise::training
