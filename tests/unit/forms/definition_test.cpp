#include "forms/definition.hpp"

#include "forms/xform.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <string>

namespace boothwise::forms {
namespace {

namespace json = boost::json;

/// A form with one list and the questions given as JSON.
std::string form_with(const std::string& questions) {
  return R"({"id": "test", "title": {"hi": "परीक्षण", "en": "Test"},
    "choices": {"kinds": [{"value": "a", "label": {"hi": "क", "en": "A"}}, {"value": "b", "label": {"hi": "ख", "en": "B"}}]},
    "questions": [)" +
         questions + "]}";
}

const std::string consent_question = R"({"name": "agreed", "type": "consent", "purpose": "schemes", "required": true,
  "label": {"hi": "क्या हम योजनाओं के बारे में पूछें?", "en": "May we ask about schemes?"}})";

Error error_of(const std::string& questions) {
  const auto form = parse_definition(form_with(questions));
  EXPECT_FALSE(form.ok()) << questions;
  return form.ok() ? Error{} : form.error();
}

std::string xform_of(const std::string& questions) {
  const auto form = parse_definition(form_with(questions));
  EXPECT_TRUE(form.ok()) << form.error().line(Language::english);
  const auto xml = to_xform(*form, {.version = "1", .rsa_public_key = std::nullopt});
  EXPECT_TRUE(xml.ok()) << xml.error().line(Language::english);
  return *xml;
}

TEST(FormDefinition, ErrorNamesQuestionValueAndWhatWasExpected) {
  const Error choices =
      error_of(R"({"name": "kind", "type": "select_one", "choices": "colours", "label": {"hi": "क", "en": "k"}})");
  EXPECT_EQ(choices.code, "unknown_choices");
  EXPECT_EQ(choices.where.column, "kind");
  EXPECT_EQ(choices.where.value, "colours");
  EXPECT_EQ(choices.choices, std::vector<std::string>{"kinds"});

  const Error type = error_of(R"({"name": "kind", "type": "aadhaar", "label": {"hi": "क", "en": "k"}})");
  EXPECT_EQ(type.where.value, "aadhaar");
  EXPECT_EQ(type.choices.size(), 14U);
}

TEST(FormDefinition, AQuestionChoosesFromAListThatComesAsAFile) {
  const std::string xml = xform_of(
      R"({"name": "house", "type": "select_one", "choices_file": "agreed_households.csv", "label": {"hi": "घर", "en": "House"}},
         {"name": "again", "type": "select_one", "choices_file": "agreed_households.csv", "label": {"hi": "घर", "en": "House"}})");
  const std::string instance = R"(<instance id="agreed_households" src="jr://file-csv/agreed_households.csv"/>)";
  EXPECT_NE(xml.find(instance), std::string::npos) << xml;
  EXPECT_EQ(xml.find(instance), xml.rfind(instance));  // once
  const auto read = read_xform(xml, "test");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->media, std::vector<std::string>{"agreed_households.csv"});
  EXPECT_EQ(read->field("/data/house")->control, Control::select_one);
  EXPECT_FALSE(read->field("/data/house")->choices_known);
  for (const char* file : {"../x.csv", "a b.csv", "list.txt", ".csv", "a'b.csv"}) {
    const Error error = error_of(R"({"name": "house", "type": "select_one", "choices_file": ")" + std::string(file) +
                                 R"(", "label": {"hi": "घर", "en": "House"}})");
    EXPECT_EQ(error.code, "form_definition") << file;
    EXPECT_EQ(error.where.value, file);
  }
  EXPECT_EQ(error_of(R"({"name": "house", "type": "select_one", "choices_file": "a.csv", "choices": "kinds",
                         "label": {"hi": "घर", "en": "House"}})")
                .code,
            "form_definition");
}

TEST(FormDefinition, BothLanguagesAreNeeded) {
  EXPECT_EQ(error_of(R"({"name": "a", "type": "text", "label": {"hi": "क", "en": " "}})").code, "missing_member");
  EXPECT_EQ(error_of(R"({"name": "a", "type": "text", "label": {"en": "k"}})").code, "missing_member");
}

TEST(FormDefinition, NameTwiceUnknownMemberAndNameThatIsNoneAreRefused) {
  const std::string text = R"({"name": "a", "type": "text", "label": {"hi": "क", "en": "k"}})";
  EXPECT_EQ(error_of(text + "," + text).code, "duplicate_name");
  EXPECT_EQ(error_of(R"({"name": "a", "type": "text", "colour": "red", "label": {"hi": "क", "en": "k"}})").code,
            "unknown_member");
  EXPECT_EQ(error_of(R"({"name": "1 a", "type": "text", "label": {"hi": "क", "en": "k"}})").code, "form_definition");
  EXPECT_EQ(error_of(R"({"name": "meta", "type": "text", "label": {"hi": "क", "en": "k"}})").code, "form_definition");
}

TEST(FormDefinition, ConditionOnALaterQuestionOrAChoiceThatIsNotThereIsRefused) {
  EXPECT_EQ(
      error_of(
          R"({"name": "a", "type": "text", "label": {"hi": "क", "en": "k"}, "relevant": {"question": "b", "is": "=", "value": "x"}},
                        {"name": "b", "type": "text", "label": {"hi": "क", "en": "k"}})")
          .code,
      "unknown_question");
  EXPECT_EQ(error_of(R"({"name": "a", "type": "select_one", "choices": "kinds", "label": {"hi": "क", "en": "k"}},
                        {"name": "b", "type": "text", "label": {"hi": "क", "en": "k"}, "relevant": {"question": "a", "is": "=", "value": "c"}})")
                .code,
            "bad_condition");
}

TEST(FormDefinition, AnswerUnderAPurposeNeedsAConsentQuestionBeforeIt) {
  EXPECT_EQ(error_of(R"({"name": "a", "type": "text", "purpose": "schemes", "label": {"hi": "क", "en": "k"}})").code,
            "consent_missing");
  const std::string xml = xform_of(
      consent_question + R"(,{"name": "a", "type": "text", "purpose": "schemes", "label": {"hi": "क", "en": "k"}})");
  EXPECT_NE(xml.find(R"(nodeset="/data/a" type="string" relevant="/data/agreed = 'yes'")"), std::string::npos) << xml;
}

TEST(FormDefinition, ConsentIsNeverTickedBeforehand) {
  EXPECT_EQ(
      error_of(
          R"({"name": "agreed", "type": "consent", "purpose": "schemes", "default": "yes", "label": {"hi": "क", "en": "k"}})")
          .code,
      "unknown_member");
}

TEST(FormDefinition, ProtectedAnswersStandAloneWithoutTimesContactOrPlace) {
  const std::string consent =
      R"({"name": "agreed", "type": "consent", "purpose": "community", "label": {"hi": "क", "en": "k"}})";
  EXPECT_EQ(error_of(consent + "," + R"({"name": "a", "type": "text", "label": {"hi": "क", "en": "k"}})").code,
            "mixed_purposes");
  EXPECT_EQ(
      error_of(
          consent + "," +
          R"({"name": "a", "type": "text", "purpose": "community", "contact": "phone", "label": {"hi": "क", "en": "k"}})")
          .code,
      "mixed_purposes");
  const std::string xml = xform_of(
      consent + "," +
      R"({"name": "a", "type": "select_one", "choices": "kinds", "purpose": "community", "label": {"hi": "क", "en": "k"}})");
  EXPECT_EQ(xml.find("timestamp"), std::string::npos);
  EXPECT_EQ(xml.find("<today/>"), std::string::npos);
}

TEST(FormDefinition, ExpressionThatXPathCannotReadIsRefusedWithItsQuestion) {
  const auto form = parse_definition(form_with(R"({"name": "a", "type": "integer", "label": {"hi": "क", "en": "k"}},
    {"name": "b", "type": "calculate", "calculation": "${a} * * 2"})"));
  ASSERT_TRUE(form);
  const auto xml = to_xform(*form, {.version = "1", .rsa_public_key = std::nullopt});
  ASSERT_FALSE(xml);
  EXPECT_EQ(xml.error().code, "bad_xpath");
  EXPECT_EQ(xml.error().where.column, "b");
}

TEST(FormDefinition, DeepOrLongOrBrokenJsonIsRefused) {
  EXPECT_EQ(parse_definition(std::string(1'100'000, ' ')).error().kind, ErrorKind::too_large);
  EXPECT_EQ(parse_definition("{\"id\": \n 1,,}").error().code, "bad_json");
  EXPECT_EQ(parse_definition("{\"id\": \n 1,,}").error().where.line, 2U);
  std::string deep;
  for (int level = 0; level < 60; ++level) deep += "[";
  EXPECT_EQ(parse_definition(deep).error().code, "bad_json");
}

TEST(FormDefinition, ReceiptNoteShowsTheLastTwelveDigitsOfTheInstanceId) {
  const std::string xml =
      xform_of(R"({"name": "slip", "type": "note", "shows": "receipt", "label": {"hi": "पर्ची का कोड", "en": "Code"}})");
  EXPECT_NE(xml.find("substr(/data/orx:meta/orx:instanceID, string-length(/data/orx:meta/orx:instanceID) - 12, "
                     "string-length(/data/orx:meta/orx:instanceID) - 8)"),
            std::string::npos);
  EXPECT_NE(xml.find(R"(bw:shows="receipt")"), std::string::npos);
}

/// A random word without the letters that would end a JSON text; every third holds letters that XML gives a meaning.
std::string words() {
  static const std::vector<std::string> pieces = {"घर",  "<b>", "&amp;", "\"", "नाम", "x > y", "'",
                                                  "]]>", "पता", "50 %",  "\n", "{a}", "$ "};
  std::string text = "क";
  for (int count = *rc::gen::inRange(0, 5); count > 0; --count)
    text += pieces.at(static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(pieces.size()))));
  return text;
}

json::object label() { return {{"hi", words()}, {"en", words()}}; }

json::object random_question(int number, bool may_hold) {
  static const std::vector<std::string> types = {"text",  "integer", "decimal",  "select_one", "select_multiple",
                                                 "date",  "note",    "geopoint", "image",      "scheme",
                                                 "group", "repeat"};
  const std::string type = types.at(static_cast<std::size_t>(*rc::gen::inRange(0, may_hold ? 12 : 10)));
  json::object question = {{"name", "q" + std::to_string(number)}, {"type", type}, {"label", label()}};
  if (type.starts_with("select")) question["choices"] = "kinds";
  if (type == "scheme") question["scheme"] = "pm_kisan";
  if (type == "group" || type == "repeat") {
    json::array inside;
    for (int child = 0; child < *rc::gen::inRange(1, 4); ++child)
      inside.push_back(random_question(number * 10 + child + 1, false));
    question["questions"] = inside;
    return question;
  }
  if (*rc::gen::arbitrary<bool>()) question["hint"] = label();
  if (type != "note" && *rc::gen::arbitrary<bool>()) question["required"] = true;
  return question;
}

int leaves_of(const json::array& questions) {
  int count = 0;
  for (const json::value& question : questions) {
    const json::value* inside = question.as_object().if_contains("questions");
    count += inside == nullptr ? 1 : leaves_of(inside->as_array());
  }
  return count;
}

TEST(FormDefinition, AnyDefinitionGivesAnXFormThatReadsBackWithItsQuestionsAndWords) {
  EXPECT_TRUE(rc::check("definition to XForm and back", [] {
    json::array questions;
    for (int number = 1; number <= *rc::gen::inRange(1, 8); ++number)
      questions.push_back(random_question(number, true));
    json::object definition = json::parse(form_with("")).as_object();
    definition["questions"] = questions;
    const auto form = definition_of(json::value(definition));
    RC_ASSERT(form.ok());
    const auto xml = to_xform(*form, {.version = "2026112901", .rsa_public_key = std::nullopt});
    RC_ASSERT(xml.ok());
    const auto read = read_xform(*xml, "made");
    if (!read.ok()) RC_FAIL(read.error().line(Language::english));
    RC_ASSERT(read->id == "test");
    RC_ASSERT(read->version == "2026112901");
    int asked = 0;
    for (const FormField& field : read->fields) {
      const std::string name = field.path.substr(field.path.rfind('/') + 1);
      if (name.front() != 'q') continue;
      ++asked;
      RC_ASSERT(!field.label.hi.empty());
      RC_ASSERT(!field.label.en.empty());
    }
    RC_ASSERT(asked == leaves_of(questions));
  }));
}

}  // namespace
}  // namespace boothwise::forms
