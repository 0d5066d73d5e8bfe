#include "base/result.hpp"

#include <gtest/gtest.h>
#include <memory>

namespace boothwise {
namespace {

Error sample_error() {
  return {ErrorKind::bad_input, "number_expected", {"expected a number", "संख्या चाहिए"}, {"a.csv", 7, "votes", "12x"}};
}

Result<int> half(int number) {
  if (number % 2 != 0) return sample_error();
  return number / 2;
}

Result<int> quarter(int number) {
  BOOTHWISE_TRY(once, half(number));
  BOOTHWISE_TRY(twice, half(once));
  return twice;
}

TEST(Result, HoldsAValueOrAnError) {
  EXPECT_TRUE(half(4).ok());
  EXPECT_EQ(*half(4), 2);
  EXPECT_FALSE(half(3));
  EXPECT_EQ(half(3).error().code, "number_expected");
}

TEST(Result, TheFirstErrorLeavesTheFunction) {
  EXPECT_EQ(*quarter(8), 2);
  EXPECT_FALSE(quarter(6).ok());
}

TEST(Result, AskingAFailureForItsValueIsABrokenInvariant) {
  const Result<int> failed = sample_error();
  EXPECT_THROW(static_cast<void>(failed.value()), BrokenInvariant);
}

TEST(Result, CarriesWhatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
  const std::unique_ptr<int> moved = std::move(result).value();
  EXPECT_EQ(*moved, 3);
}

TEST(ErrorLine, SaysFileLineColumnAndValue) {
  EXPECT_EQ(sample_error().line(Language::english), "a.csv:7: column \"votes\": value \"12x\": expected a number");
  EXPECT_EQ(sample_error().line(Language::hindi), "a.csv:7: स्तंभ \"votes\": मान \"12x\": संख्या चाहिए");
}

TEST(ErrorLine, LeavesOutWhatDoesNotApply) {
  Error error = sample_error();
  error.where = {};
  EXPECT_EQ(error.line(Language::english), "expected a number");
  error.where.line = 3;
  EXPECT_EQ(error.line(Language::english), "line 3: expected a number");
}

TEST(ErrorLine, ListsTheChoices) {
  Error error = sample_error();
  error.where = {};
  error.choices = {"LS", "VS"};
  EXPECT_EQ(error.line(Language::english), "expected a number (choices: LS, VS)");
}

TEST(BilingualText, FallsBackToTheOtherLanguage) {
  EXPECT_EQ(in_language({"seat", ""}, Language::hindi), "seat");
  EXPECT_EQ(in_language({"seat", "सीट"}, Language::hindi), "सीट");
  EXPECT_EQ(in_language({"", "सीट"}, Language::english), "सीट");
}

}  // namespace
}  // namespace boothwise
