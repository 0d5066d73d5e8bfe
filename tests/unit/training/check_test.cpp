#include "training/check.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace boothwise::training {
namespace {

namespace json = boost::json;

Ask telling(const std::string& text) {
  return [text](const std::string&) -> Result<json::object> { return json::parse(text).as_object(); };
}
Ask telling_nothing() {
  return [](const std::string&) -> Result<json::object> { return Error{ErrorKind::not_found, "receipt_unknown", {}}; };
}

const Ask seats =
    telling(R"({"seats":[{"name":{"hi":"अभ्यासपुर उत्तर","en":"Abhyaspur North"},"margin_votes":4256,"won":true},
  {"name":{"hi":"अभ्यासपुर दक्षिण","en":"Abhyaspur South"},"margin_votes":-212,"won":false}],"share":0.4832})");

Check closest() {
  Check check;
  check.ask = "/api/v1/seats";
  check.list = "/seats";
  check.pick = Check::Pick::smallest;
  check.by = "/margin_votes";
  check.absolute = true;
  check.take = {"/name/hi", "/name/en"};
  return check;
}
bool passes(const Check& check, const std::string& answer, const Ask& ask = seats) {
  const auto graded = grade(check, ask, answer);
  EXPECT_TRUE(graded.ok()) << graded.error().line(Language::english);
  return graded.ok() && graded->passed;
}

TEST(Grading, TakesANameInEitherScriptAndHoweverSpaced) {
  EXPECT_TRUE(passes(closest(), "अभ्यासपुर दक्षिण"));
  EXPECT_TRUE(passes(closest(), "  abhyaspur  south "));
  EXPECT_FALSE(passes(closest(), "अभ्यासपुर उत्तर"));
  EXPECT_FALSE(passes(closest(), ""));
}

TEST(Grading, TakesNumbersInAnyGroupingAndEitherDigits) {
  Check check = closest();
  check.pick = Check::Pick::largest;
  check.take = {"/margin_votes"};
  for (const char* answer : {"4256", "4,256", "४२५६", "४,२५६", " 4 256"}) EXPECT_TRUE(passes(check, answer)) << answer;
  for (const char* answer : {"4255", "42", "चार", "4256 मत"}) EXPECT_FALSE(passes(check, answer)) << answer;
}

TEST(Grading, LeavesTheSignAside) {
  Check check = closest();
  check.take = {"/margin_votes"};
  EXPECT_TRUE(passes(check, "212"));
}

TEST(Grading, OfAShareAllowsForRounding) {
  Check check;
  check.take = {"/share"};
  check.times = 100;
  check.within = 0.06;
  EXPECT_TRUE(passes(check, "48.3"));
  EXPECT_TRUE(passes(check, "48.3%"));
  EXPECT_FALSE(passes(check, "48.5"));
}

TEST(Grading, OfSeveralThatAreAsSmallEachIsRight) {
  Check check;
  check.list = "/booths";
  check.pick = Check::Pick::smallest;
  check.by = "/margin";
  check.absolute = true;
  check.take = {"/part"};
  const Ask booths = telling(
      R"({"booths":[{"part":"1","margin":3},{"part":"2","margin":-1},{"part":"3","margin":1},{"part":"4","margin":null}]})");
  EXPECT_TRUE(passes(check, "2", booths));
  EXPECT_TRUE(passes(check, "3", booths));
  EXPECT_FALSE(passes(check, "1", booths));
  EXPECT_FALSE(passes(check, "4", booths));
}

TEST(Grading, CountsRowsThatFit) {
  Check check;
  check.list = "/seats";
  check.where = {{"/won", json::value(true)}};
  check.pick = Check::Pick::count;
  EXPECT_TRUE(passes(check, "1"));
  EXPECT_FALSE(passes(check, "2"));
}

TEST(Grading, SeesWhatWasDone) {
  Check check;
  check.kind = Check::Kind::has;
  check.list = "/seats";
  check.where = {{"/margin_votes", json::value(-212)}};
  EXPECT_TRUE(passes(check, ""));
  check.where = {{"/margin_votes", json::value(7)}};
  EXPECT_FALSE(passes(check, ""));
}

TEST(Grading, OfAWithdrawalPassesOnceTheRecordIsGone) {
  Check check;
  check.kind = Check::Kind::withdrawn;
  EXPECT_FALSE(passes(check, ""));
  EXPECT_TRUE(passes(check, "", telling_nothing()));
}

TEST(Grading, SaysThatTheCourseIsWrongWhereTheViewHasNotWhatItAsks) {
  Check check = closest();
  check.take = {"/nowhere"};
  EXPECT_EQ(grade(check, seats, "x").error().code, "check_broken");
}

}  // namespace
}  // namespace boothwise::training
