#include "fuzz/check.hpp"
#include "training/course.hpp"

/// A course's two files with a line of "====" between them: read or refused, with the file and a line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace boothwise;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t between = text.find("\n====\n");
  const std::string hindi = text.substr(0, between);
  const std::string english = between == std::string::npos ? std::string() : text.substr(between + 6);
  const auto course = training::read_course({hindi, "hi.md"}, {english, "en.md"});
  if (!course.ok()) {
    check(course.error().code == "course_malformed" && !course.error().where.file.empty(),
          "an error without its place");
    return 0;
  }
  check(!course->lessons.empty(), "a course without a lesson");
  for (const auto& question : course->questions) check(question.right < question.options.size(), "no right option");
  return 0;
}
