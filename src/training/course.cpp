#include "training/course.hpp"

#define TOML_EXCEPTIONS 1
#include "training/markdown.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <toml++/toml.h>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/text.hpp"

namespace boothwise::training {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

/// Where a TOML text stands in its file, and how errors about it are told.
class Settings {
 public:
  /// `before`: lines of the file above its first.
  static Result<Settings> parse(const std::string& text, const fs::path& file, std::size_t before) {
    try {
      return Settings(toml::parse(std::string_view(text)), file, before);
    } catch (const toml::parse_error& failure) {
      std::ostringstream words;
      words << failure.description();
      return Error{ErrorKind::bad_input,
                   "course_malformed",
                   {"no TOML: " + words.str(), "TOML नहीं है: " + words.str()},
                   {file.string(), before + failure.source().begin.line}};
    }
  }

  [[nodiscard]] Error malformed(std::string_view key, Bilingual expected) const {
    const toml::node* node = table_.get(key);
    const std::size_t line = (node == nullptr ? table_.source() : node->source()).begin.line;
    return Error{ErrorKind::bad_input,
                 "course_malformed",
                 std::move(expected),
                 {file_.string(), before_ + std::max<std::size_t>(line, 1), {}, std::string(key)}};
  }
  [[nodiscard]] Status only(const std::set<std::string_view>& known) const {
    for (const auto& [key, node] : table_) {
      if (!known.contains(key.str())) {
        return malformed(key.str(), {"there is no such setting here", "यहाँ ऐसी कोई सेटिंग नहीं है"});
      }
    }
    return success();
  }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  [[nodiscard]] Result<std::string> text(std::string_view key) const {
    const auto value = table_[key].value_exact<std::string>();
    if (!value || trimmed(*value).empty() || !is_utf8(*value)) {
      return malformed(key, {"expected a text", "पाठ चाहिए"});
    }
    return std::string(trimmed(*value));
  }
  [[nodiscard]] Result<std::string> text_or_empty(std::string_view key) const {
    return has(key) ? text(key) : Result<std::string>(std::string());
  }
  /// A code: small letters, digits, "_" and "-", at most 40.
  [[nodiscard]] Result<std::string> code(std::string_view key) const {
    BOOTHWISE_TRY(value, text(key));
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    if (value.size() > 40 || value.find_first_not_of(allowed) != std::string::npos) {
      return malformed(key, {"expected small letters, digits, _ and -", "छोटे अक्षर, अंक, _ और - चाहिए"});
    }
    return value;
  }
  [[nodiscard]] Result<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most) const {
    const auto value = table_[key].value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
      const std::string range = std::to_string(least) + "–" + std::to_string(most);
      return malformed(key, {"expected a whole number, " + range, "पूर्ण संख्या चाहिए, " + range});
    }
    return *value;
  }
  [[nodiscard]] Result<double> number(std::string_view key, double otherwise) const {
    if (!has(key)) return otherwise;
    const auto value = table_[key].value<double>();
    if (!value || !(*value >= 0) || *value > 1e9)
      return malformed(key, {"expected a number, 0 or more", "0 या अधिक संख्या चाहिए"});
    return *value;
  }
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view key, std::size_t least,
                                                       std::size_t most) const {
    const toml::array* list = table_[key].as_array();
    const std::string range = std::to_string(least) + "–" + std::to_string(most);
    const Bilingual expected{"expected a list of " + range + " texts", range + " पाठों की सूची चाहिए"};
    if (list == nullptr || list->size() < least || list->size() > most) return malformed(key, expected);
    std::vector<std::string> all;
    for (const toml::node& node : *list) {
      const auto value = node.value_exact<std::string>();
      if (!value || trimmed(*value).empty() || !is_utf8(*value)) return malformed(key, expected);
      all.push_back(*value);
    }
    return all;
  }
  /// Pointers into a row and the plain values that must stand there.
  [[nodiscard]] Result<std::vector<std::pair<std::string, json::value>>> values(std::string_view key) const {
    std::vector<std::pair<std::string, json::value>> all;
    if (!has(key)) return all;
    const toml::table* inner = table_[key].as_table();
    if (inner == nullptr) return malformed(key, {"expected pointers and values", "पॉइंटर और मान चाहिए"});
    for (const auto& [name, node] : *inner) {
      std::string pointer(name.str());
      if (const auto text = node.value_exact<std::string>()) {
        all.emplace_back(std::move(pointer), json::value(*text));
      } else if (const auto whole = node.value_exact<std::int64_t>()) {
        all.emplace_back(std::move(pointer), json::value(*whole));
      } else if (const auto flag = node.value_exact<bool>()) {
        all.emplace_back(std::move(pointer), json::value(*flag));
      } else {
        return malformed(key, {"expected texts, whole numbers or true/false", "पाठ, पूर्ण संख्या या true/false चाहिए"});
      }
    }
    return all;
  }
  [[nodiscard]] Result<Settings> inner(std::string_view key) const {
    const toml::table* table = table_[key].as_table();
    if (table == nullptr) return malformed(key, {"expected a table", "तालिका चाहिए"});
    return Settings(*table, file_, before_);
  }

 private:
  Settings(toml::table table, fs::path file, std::size_t before)
      : table_(std::move(table)), file_(std::move(file)), before_(before) {}
  toml::table table_;
  fs::path file_;
  std::size_t before_;
};

/// What one file says, in its own language.
struct Written {
  std::optional<Settings> front;
  std::vector<std::pair<std::string, json::array>> lessons;  ///< title, blocks
  std::vector<Settings> questions;
  std::vector<Settings> exercises;
};

Error malformed(const fs::path& file, std::size_t line, Bilingual expected, std::string_view value = {}) {
  return Error{
      ErrorKind::bad_input, "course_malformed", std::move(expected), {file.string(), line, {}, shortened(value, 80)}};
}

/// The settings between "+++" and "+++" at the top, and how many lines they take.
struct Front {
  std::string settings;
  std::string body;
  std::size_t lines = 0;
};
Result<Front> front_of(const CourseText& from) {
  constexpr std::string_view mark = "+++\n";
  const std::string text = replaced(from.text, "\r\n", "\n");
  const std::size_t end = text.starts_with(mark) ? text.find("\n+++\n", mark.size() - 1) : std::string::npos;
  if (end == std::string::npos) {
    return malformed(from.file, 1, {"expected settings between two lines of +++", "+++ की दो पंक्तियों के बीच सेटिंग चाहिए"});
  }
  Front front;
  front.settings = text.substr(mark.size(), end + 1 - mark.size());
  front.body = text.substr(end + 5);
  front.lines = 2 + static_cast<std::size_t>(std::ranges::count(front.settings, '\n'));
  return front;
}

Result<Written> read_file_of_course(const CourseText& from) {
  constexpr std::size_t bytes_most = 200'000;
  if (from.text.size() > bytes_most || !is_utf8(from.text)) {
    return malformed(from.file, 0,
                     {"expected UTF-8 text of at most 200,000 bytes", "अधिकतम 2,00,000 बाइट का UTF-8 पाठ चाहिए"});
  }
  BOOTHWISE_TRY(front, front_of(from));
  Written written;
  BOOTHWISE_TRY(settings, Settings::parse(front.settings, from.file, 1));
  written.front = std::move(settings);
  BOOTHWISE_TRY(parts, read_markdown(front.body, from.file, front.lines));
  for (MarkdownPart& part : parts) {
    if (part.kind == MarkdownPart::Kind::title) {
      written.lessons.emplace_back(part.text, json::array());
    } else if (part.kind == MarkdownPart::Kind::settings) {
      BOOTHWISE_TRY(inner, Settings::parse(part.text, from.file, part.line));
      if (part.info == "quiz") {
        written.questions.push_back(std::move(inner));
      } else if (part.info == "exercise") {
        written.exercises.push_back(std::move(inner));
      } else {
        return malformed(from.file, part.line, {"expected quiz or exercise", "quiz या exercise चाहिए"}, part.info);
      }
    } else if (written.lessons.empty()) {
      return malformed(from.file, part.line, {"expected a title (#) before the text", "पाठ से पहले शीर्षक (#) चाहिए"});
    } else {
      written.lessons.back().second.push_back(std::move(part.block));
    }
  }
  if (written.lessons.empty()) return malformed(from.file, 1, {"expected at least one lesson", "कम से कम एक पाठ चाहिए"});
  return written;
}

Result<Question> read_question(const Settings& hi, const Settings& en) {
  BOOTHWISE_CHECK(hi.only({"code", "question", "options", "right", "reason"}));
  BOOTHWISE_CHECK(en.only({"code", "question", "options", "reason"}));
  Question question;
  BOOTHWISE_TRY(code, hi.code("code"));
  BOOTHWISE_TRY(code_en, en.code("code"));
  if (code != code_en)
    return en.malformed("code", {"expected " + code + ", as in Hindi", "हिन्दी की तरह " + code + " चाहिए"});
  BOOTHWISE_TRY(text_hi, hi.text("question"));
  BOOTHWISE_TRY(text_en, en.text("question"));
  BOOTHWISE_TRY(options_hi, hi.texts("options", 2, 6));
  BOOTHWISE_TRY(options_en, en.texts("options", options_hi.size(), options_hi.size()));
  BOOTHWISE_TRY(right, hi.integer("right", 1, static_cast<std::int64_t>(options_hi.size())));
  BOOTHWISE_TRY(reason_hi, hi.text("reason"));
  BOOTHWISE_TRY(reason_en, en.text("reason"));
  question.code = code;
  question.text = {text_en, text_hi};
  for (std::size_t i = 0; i < options_hi.size(); ++i) question.options.push_back({options_en[i], options_hi[i]});
  question.right = static_cast<std::size_t>(right - 1);
  question.reason = {reason_en, reason_hi};
  return question;
}

template <typename Value>
Result<Value> one_of(const Settings& settings, std::string_view key, const std::map<std::string, Value>& known,
                     std::string_view otherwise) {
  std::string text(otherwise);
  if (otherwise.empty() || settings.has(key)) {
    BOOTHWISE_TRY(written, settings.text(key));
    text = written;
  }
  const auto found = known.find(text);
  if (found != known.end()) return found->second;
  std::string names;
  for (const auto& [name, value] : known) names += (names.empty() ? "" : ", ") + name;
  return settings.malformed(key, {"expected one of " + names, "इनमें से एक चाहिए: " + names});
}

Result<Check> read_check(const Settings& settings) {
  using Kind = Check::Kind;
  using Pick = Check::Pick;
  BOOTHWISE_CHECK(settings.only({"kind", "ask", "list", "where", "pick", "by", "absolute", "take", "times", "within"}));
  Check check;
  BOOTHWISE_TRY(kind, one_of<Kind>(settings, "kind",
                                   {{"answer", Kind::answer}, {"has", Kind::has}, {"withdrawn", Kind::withdrawn}}, ""));
  check.kind = kind;
  BOOTHWISE_TRY(ask, settings.text("ask"));
  if (!ask.starts_with("/api/v1/")) return settings.malformed("ask", {"expected /api/v1/…", "/api/v1/… चाहिए"});
  check.ask = ask;
  BOOTHWISE_TRY(list, settings.text_or_empty("list"));
  check.list = list;
  BOOTHWISE_TRY(where, settings.values("where"));
  check.where = where;
  BOOTHWISE_TRY(
      pick,
      one_of<Pick>(
          settings, "pick",
          {{"first", Pick::first}, {"smallest", Pick::smallest}, {"largest", Pick::largest}, {"count", Pick::count}},
          "first"));
  check.pick = pick;
  const bool ranks = pick == Pick::smallest || pick == Pick::largest;
  BOOTHWISE_TRY(by, ranks ? settings.text("by") : settings.text_or_empty("by"));
  check.by = by;
  BOOTHWISE_TRY(absolute, one_of<bool>(settings, "absolute", {{"yes", true}, {"no", false}}, "no"));
  check.absolute = absolute;
  if (kind == Kind::answer && pick != Pick::count) {
    BOOTHWISE_TRY(take, settings.texts("take", 1, 6));
    check.take = take;
  }
  BOOTHWISE_TRY(times, settings.number("times", 1));
  check.times = times;
  BOOTHWISE_TRY(within, settings.number("within", 0));
  check.within = within;
  return check;
}

Result<Exercise> read_exercise(const Settings& hi, const Settings& en) {
  BOOTHWISE_CHECK(hi.only({"code", "page", "title", "task", "hints", "file", "check"}));
  BOOTHWISE_CHECK(en.only({"code", "title", "task", "hints"}));
  Exercise exercise;
  BOOTHWISE_TRY(code, hi.code("code"));
  BOOTHWISE_TRY(code_en, en.code("code"));
  if (code != code_en)
    return en.malformed("code", {"expected " + code + ", as in Hindi", "हिन्दी की तरह " + code + " चाहिए"});
  BOOTHWISE_TRY(page, hi.text("page"));
  if (!page.starts_with('/') || page.starts_with("//")) {
    return hi.malformed("page", {"expected a page of the app: /…", "ऐप का पन्ना चाहिए: /…"});
  }
  BOOTHWISE_TRY(file, hi.text_or_empty("file"));
  if (file.find('/') != std::string::npos) return hi.malformed("file", {"expected a file's name", "फ़ाइल का नाम चाहिए"});
  BOOTHWISE_TRY(title_hi, hi.text("title"));
  BOOTHWISE_TRY(title_en, en.text("title"));
  BOOTHWISE_TRY(task_hi, hi.text("task"));
  BOOTHWISE_TRY(task_en, en.text("task"));
  BOOTHWISE_TRY(hints_hi, hi.texts("hints", 2, 2));
  BOOTHWISE_TRY(hints_en, en.texts("hints", 2, 2));
  BOOTHWISE_TRY(settings, hi.inner("check"));
  BOOTHWISE_TRY(check, read_check(settings));
  exercise = {code, page, {title_en, title_hi}, {task_en, task_hi}, {}, file, check};
  for (std::size_t i = 0; i < hints_hi.size(); ++i) exercise.hints.push_back({hints_en[i], hints_hi[i]});
  return exercise;
}

Error not_as_many(const fs::path& file, const char* what_en, const char* what_hi, std::size_t wanted) {
  return malformed(file, 1,
                   {std::string("expected as many ") + what_en + " as in Hindi: " + std::to_string(wanted),
                    std::string("हिन्दी जितने ") + what_hi + " चाहिए: " + std::to_string(wanted)});
}

Status distinct_codes(const Course& course, const fs::path& file) {
  std::set<std::string> codes;
  const auto taken = [&](const std::string& code) { return !codes.insert(code).second; };
  for (const Question& question : course.questions) {
    if (taken("q-" + question.code)) return malformed(file, 1, {"a code twice", "एक कोड दो बार"}, question.code);
  }
  for (const Exercise& exercise : course.exercises) {
    if (taken("e-" + exercise.code)) return malformed(file, 1, {"a code twice", "एक कोड दो बार"}, exercise.code);
  }
  return success();
}

}  // namespace

const Exercise* Course::exercise(std::string_view wanted) const {
  const auto found = std::ranges::find(exercises, wanted, &Exercise::code);
  return found == exercises.end() ? nullptr : &*found;
}

const Lesson* Course::lesson(std::string_view wanted) const {
  const auto found = std::ranges::find(lessons, wanted, &Lesson::code);
  return found == lessons.end() ? nullptr : &*found;
}

Result<Course> read_course(const CourseText& hindi, const CourseText& english) {
  BOOTHWISE_TRY(hi, read_file_of_course(hindi));
  BOOTHWISE_TRY(en, read_file_of_course(english));
  Course course;
  BOOTHWISE_CHECK(hi.front->only({"code", "order", "minutes", "title", "summary"}));
  BOOTHWISE_CHECK(en.front->only({"title", "summary"}));
  BOOTHWISE_TRY(code, hi.front->code("code"));
  BOOTHWISE_TRY(order, hi.front->integer("order", 1, 1000));
  BOOTHWISE_TRY(minutes, hi.front->integer("minutes", 1, 600));
  BOOTHWISE_TRY(title_hi, hi.front->text("title"));
  BOOTHWISE_TRY(title_en, en.front->text("title"));
  BOOTHWISE_TRY(summary_hi, hi.front->text("summary"));
  BOOTHWISE_TRY(summary_en, en.front->text("summary"));
  course.code = code;
  course.order = order;
  course.minutes = minutes;
  course.title = {title_en, title_hi};
  course.summary = {summary_en, summary_hi};
  if (hi.lessons.size() != en.lessons.size()) return not_as_many(english.file, "lessons", "पाठ", hi.lessons.size());
  if (hi.questions.size() != en.questions.size()) {
    return not_as_many(english.file, "questions", "प्रश्न", hi.questions.size());
  }
  if (hi.exercises.size() != en.exercises.size()) {
    return not_as_many(english.file, "exercises", "अभ्यास", hi.exercises.size());
  }
  for (std::size_t i = 0; i < hi.lessons.size(); ++i) {
    course.lessons.push_back({"lesson-" + std::to_string(i + 1),
                              {en.lessons[i].first, hi.lessons[i].first},
                              std::move(hi.lessons[i].second),
                              std::move(en.lessons[i].second)});
  }
  for (std::size_t i = 0; i < hi.questions.size(); ++i) {
    BOOTHWISE_TRY(question, read_question(hi.questions[i], en.questions[i]));
    course.questions.push_back(std::move(question));
  }
  for (std::size_t i = 0; i < hi.exercises.size(); ++i) {
    BOOTHWISE_TRY(exercise, read_exercise(hi.exercises[i], en.exercises[i]));
    course.exercises.push_back(std::move(exercise));
  }
  BOOTHWISE_CHECK(distinct_codes(course, hindi.file));
  return course;
}

Result<std::vector<Course>> load_courses(const fs::path& folder) {
  std::vector<Course> courses;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    if (!entry.is_directory()) continue;
    CourseText hindi{{}, entry.path() / "hi.md"};
    CourseText english{{}, entry.path() / "en.md"};
    for (CourseText* one : {&hindi, &english}) {
      BOOTHWISE_TRY(text, read_file(one->file));
      one->text = std::move(text);
    }
    BOOTHWISE_TRY(course, read_course(hindi, english));
    courses.push_back(std::move(course));
  }
  std::ranges::sort(courses, {}, [](const Course& course) { return std::pair(course.order, course.code); });
  for (std::size_t i = 1; i < courses.size(); ++i) {
    if (courses[i].code == courses[i - 1].code) {
      return malformed(folder, 0, {"two courses with one code", "एक कोड के दो पाठ्यक्रम"}, courses[i].code);
    }
  }
  return courses;
}

}  // namespace boothwise::training
