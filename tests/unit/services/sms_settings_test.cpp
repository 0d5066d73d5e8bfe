#include "services/sms_settings.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace boothwise::services {
namespace {

const std::string head = "provider = \"file\"\nsender = \"BTHWSE\"\nprincipal_entity = \"1101\"\n";
const std::string reminder =
    "[[templates]]\nuse = \"reminder\"\nlanguage = \"hi\"\nid = \"1107\"\n"
    "text = \"{#var#}: {#var#} काम शेष, अंतिम तिथि {#var#}।\"\nvariables = [\"title\", \"count\", \"day\"]\n";

Result<SmsSettings> parsed(const std::string& text) { return parse_sms_settings(text, "sms.toml", "out"); }

/// "line: value" of what is refused.
std::string refusal(const std::string& text) {
  const auto settings = parsed(text);
  if (settings.ok()) return "taken";
  EXPECT_EQ(settings.error().code, "sms_settings_malformed");
  return std::to_string(settings.error().where.line) + ": " + settings.error().where.value;
}

TEST(SmsSettings, AreReadWithTheHoursOfTheRuleAndTheNamesOfOurOwn) {
  const SmsSettings settings = parsed(head + reminder).value();
  EXPECT_TRUE(settings.dry_run);
  EXPECT_EQ(settings.outbox, "out");
  EXPECT_EQ(settings.first_hour, 9);
  EXPECT_EQ(settings.end_hour, 19);
  EXPECT_EQ(settings.fields.at("to"), "to");
  ASSERT_NE(settings.find("reminder", Language::english), nullptr)
      << "another language's where the wanted one is missing";
  EXPECT_EQ(settings.find("invitation", Language::hindi), nullptr);
}

TEST(SmsSettings, EachFaultIsNamedWithItsLineAndWhatStoodThere) {
  EXPECT_EQ(refusal("provider = \"pigeon\"\n"), "1: pigeon");
  EXPECT_EQ(refusal(head + "hours = [8, 19]\n" + reminder), "4: hours");
  EXPECT_EQ(refusal(head + "hours = [18, 10]\n" + reminder), "4: hours");
  EXPECT_EQ(refusal(head + "colour = 1\n" + reminder), "4: colour");
  EXPECT_EQ(refusal(head), "1: templates");
  EXPECT_EQ(refusal(head + "[[templates]]\nuse = \"advertisement\"\n"), "5: advertisement");
  EXPECT_EQ(refusal(head + "[fields]\nphone = \"x\"\n" + reminder), "5: phone");
  EXPECT_EQ(refusal("provider = \"http\"\nurl = \"http://example.org\"\n"), "2: http://example.org") << "not in clear";
  EXPECT_EQ(refusal(head + reminder +
                    "[[templates]]\nuse = \"reminder\"\nlanguage = \"hi\"\nid = \"1\"\n"
                    "text = \"{#var#}\"\nvariables = [\"caste\"]\n"),
            "15: caste");
  EXPECT_EQ(refusal(head + reminder +
                    "[[templates]]\nuse = \"reminder\"\nlanguage = \"hi\"\nid = \"1\"\n"
                    "text = \"{#var#} {#var#}\"\nvariables = [\"day\"]\n"),
            "14: 2");
  EXPECT_EQ(refusal("provider = \n"), "1: ");
}

TEST(SmsSettings, AFileThatOthersMayReadIsRefusedForItsKey) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "sms.toml";
  EXPECT_FALSE(load_sms_settings(file).value().has_value());
  std::ofstream(file) << head << reminder;
  std::filesystem::permissions(file, std::filesystem::perms(0640));
  EXPECT_EQ(load_sms_settings(file).error().code, "secret_readable");
  std::filesystem::permissions(file, std::filesystem::perms(0600));
  EXPECT_TRUE(load_sms_settings(file).value().has_value());
}

TEST(SmsTexts, PlacesAreFilledInOrderAndWhatIsTooLongIsCutOrRefused) {
  const SmsTemplate registered = parsed(head + reminder).value().templates.front();
  EXPECT_EQ(filled_text(registered, {{"title", "सूची"}, {"count", "3"}, {"day", "6 जून 2026"}}).value(),
            "सूची: 3 काम शेष, अंतिम तिथि 6 जून 2026।");
  const std::string title = "मतदाता सूची की घर-घर जाकर जाँच करें और बताएँ";
  const std::string cut = filled_text(registered, {{"title", title}, {"count", "3"}, {"day", "x"}}).value();
  EXPECT_NE(cut.find("…: 3"), std::string::npos) << cut;
  EXPECT_EQ(filled_text(registered, {{"title", "x"}, {"count", std::string(31, '9')}, {"day", "x"}}).error().code,
            "sms_value_too_long");
  EXPECT_EQ(filled_text(registered, {{"title", "x"}, {"count", "3"}}).error().code, "sms_value_missing");
  EXPECT_EQ(filled_text(registered, {{"title", ""}, {"count", "3"}, {"day", "x"}}).error().code, "sms_value_missing");
}

TEST(SmsTexts, TheLongestMessageOfATemplateIsKnownBeforeItIsSent) {
  const SmsTemplate registered = parsed(head + reminder).value().templates.front();
  const SmsLength length = longest(registered);
  EXPECT_TRUE(length.unicode);
  EXPECT_EQ(length.parts, 2);
}

}  // namespace
}  // namespace boothwise::services
