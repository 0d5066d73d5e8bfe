#include "training/course.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <string>

#include "base/text.hpp"

namespace boothwise::training {
namespace {

const std::string hindi_front =
    "+++\ncode = \"sample\"\norder = 1\nminutes = 5\ntitle = \"नमूना\"\nsummary = \"छोटा\"\n+++\n";
const std::string english_front = "+++\ntitle = \"Sample\"\nsummary = \"short\"\n+++\n";
const std::string hindi_quiz =
    "```quiz\ncode = \"q\"\nquestion = \"क्या?\"\noptions = [\"हाँ\", \"नहीं\"]\nright = 2\nreason = \"क्योंकि\"\n```\n";
const std::string english_quiz =
    "```quiz\ncode = \"q\"\nquestion = \"What?\"\noptions = [\"yes\", \"no\"]\nreason = \"because\"\n```\n";

Result<Course> read(const std::string& hindi, const std::string& english) {
  return read_course({hindi, "hi.md"}, {english, "en.md"});
}
Result<Course> with_bodies(const std::string& hindi, const std::string& english) {
  return read(hindi_front + hindi, english_front + english);
}
std::string code_and_line(const Result<Course>& course) {
  return course.ok() ? "read" : course.error().where.file + ":" + std::to_string(course.error().where.line);
}

TEST(Courses, ThatComeWithTheProgramAreReadWhole) {
  const auto courses = load_courses(BOOTHWISE_SOURCE_DIR "/data/courses");
  ASSERT_TRUE(courses.ok()) << courses.error().line(Language::english);
  EXPECT_EQ(courses->size(), 10U);
  for (const Course& course : *courses) {
    EXPECT_GE(course.lessons.size(), 4U) << course.code;
    EXPECT_GE(course.questions.size(), 2U) << course.code;
    EXPECT_GE(course.exercises.size(), 1U) << course.code;
    for (const Exercise& one : course.exercises) EXPECT_EQ(one.hints.size(), 2U) << course.code;
  }
}

TEST(Courses, NameNoParty) {
  const auto courses = load_courses(BOOTHWISE_SOURCE_DIR "/data/courses");
  ASSERT_TRUE(courses.ok());
  for (const Course& course : *courses) {
    for (const Lesson& lesson : course.lessons) {
      std::string text = boost::json::serialize(lesson.hi) + boost::json::serialize(lesson.en);
      text = replaced(std::move(text), "आसपास", "");  // a word that holds one
      for (const char* party : {"BJP", "INC", "BSP", "AAP", "भाजपा", "सपा", "बसपा", "कांग्रेस"}) {
        EXPECT_EQ(text.find(party), std::string::npos) << course.code << " " << party;
      }
    }
  }
}

TEST(Courses, KeepLessonsQuizAndWhatIsCheckedInBothLanguages) {
  const std::string exercise_hi =
      "```exercise\ncode = \"e\"\npage = \"/focus\"\ntitle = \"त\"\ntask = \"क\"\nhints = [\"अ\", \"ब\"]\n"
      "[check]\nkind = \"answer\"\nask = \"/api/v1/seats\"\nlist = \"/seats\"\npick = \"smallest\"\nby = \"/n\"\ntake "
      "= "
      "[\"/name\"]\n```\n";
  const std::string exercise_en =
      "```exercise\ncode = \"e\"\ntitle = \"t\"\ntask = \"d\"\nhints = [\"a\", \"b\"]\n```\n";
  const auto course = with_bodies("# एक\n\nपाठ **मोटा** [पन्ना](/focus)\n\n" + hindi_quiz + exercise_hi,
                                  "# One\n\ntext\n\n" + english_quiz + exercise_en);
  ASSERT_TRUE(course.ok()) << course.error().line(Language::english);
  EXPECT_EQ(course->title.hi, "नमूना");
  ASSERT_EQ(course->lessons.size(), 1U);
  EXPECT_EQ(boost::json::serialize(course->lessons[0].hi[0].at("inlines").at(1)),
            R"({"kind":"strong","inlines":[{"kind":"text","text":"मोटा"}]})");
  EXPECT_EQ(course->questions.at(0).right, 1U);
  EXPECT_EQ(course->exercises.at(0).check.pick, Check::Pick::smallest);
  EXPECT_EQ(course->exercises.at(0).hints.at(1).en, "b");
}

TEST(Courses, RefuseWhatLeadsOutOfTheHallNamingFileAndLine) {
  EXPECT_EQ(code_and_line(with_bodies("# एक\n\n[बाहर](https://example.org)\n", "# One\n")), "hi.md:10");
  EXPECT_EQ(code_and_line(with_bodies("# एक\n\n<b>मोटा</b>\n", "# One\n")), "hi.md:10");
  EXPECT_EQ(code_and_line(with_bodies("# एक\n", "# One\n\n![picture](/x.png)\n")), "en.md:7");
  EXPECT_EQ(code_and_line(with_bodies("# एक\n\n[x](//example.org)\n", "# One\n")), "hi.md:10");
}

TEST(Courses, RefuseSettingsThatAreNotThoseOfTheFormat) {
  EXPECT_EQ(code_and_line(read("# एक\n", english_front + "# One\n")), "hi.md:1") << "no settings";
  EXPECT_EQ(
      code_and_line(read("+++\ncode = \"A B\"\norder = 1\nminutes = 5\ntitle = \"न\"\nsummary = \"छ\"\n+++\n# एक\n",
                         english_front + "# One\n")),
      "hi.md:2");
  EXPECT_EQ(
      code_and_line(read(hindi_front + "# एक\n", "+++\ntitle = \"S\"\ncolour = 1\nsummary = \"s\"\n+++\n# One\n")),
      "en.md:3");
  EXPECT_EQ(code_and_line(with_bodies("पहले पाठ\n\n# एक\n", "# One\n")), "hi.md:8") << "text before a title";
  EXPECT_EQ(code_and_line(with_bodies("# एक\n\n```riddle\nx = 1\n```\n", "# One\n")), "hi.md:10");
  EXPECT_EQ(code_and_line(with_bodies("# एक\n\n```quiz\nx = \n```\n", "# One\n")), "hi.md:11") << "no TOML";
}

TEST(Courses, ThatDifferBetweenTheLanguagesAreRefused) {
  EXPECT_FALSE(with_bodies("# एक\n\n# दो\n", "# One\n").ok());
  EXPECT_FALSE(with_bodies("# एक\n" + hindi_quiz, "# One\n").ok());
  EXPECT_FALSE(
      with_bodies("# एक\n" + hindi_quiz, "# One\n" + replaced(english_quiz, "\"no\"", "\"no\", \"third\"")).ok());
}

TEST(Courses, WithARightOptionThatIsNotThereAreRefused) {
  EXPECT_FALSE(with_bodies("# एक\n" + replaced(hindi_quiz, "right = 2", "right = 3"), "# One\n" + english_quiz).ok());
}

}  // namespace
}  // namespace boothwise::training
