#include "check.hpp"
#include "training/course.hpp"

#include <string>

#include "base/text.hpp"

using namespace boothwise;

/// A course's two files with a line of "====" between them: read, or refused with its file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view between = "\n====\n";
  const std::string_view text = fuzzing::text_of(data, size);
  const std::size_t end = text.find(between);
  const std::string hindi(text.substr(0, end));
  const std::string english(end == std::string_view::npos ? std::string_view() : text.substr(end + between.size()));
  const auto course = training::read_course({hindi, "hi.md"}, {english, "en.md"});
  if (!course) {
    fuzzing::must(course.error().code == "course_malformed" && !course.error().where.file.empty());
    fuzzing::must(is_utf8(course.error().where.value));
    return 0;
  }
  fuzzing::must(!course->lessons.empty());
  for (const training::Question& question : course->questions) fuzzing::must(question.right < question.options.size());
  for (const training::Exercise& exercise : course->exercises) fuzzing::must(exercise.page.starts_with("/"));
  return 0;
}
