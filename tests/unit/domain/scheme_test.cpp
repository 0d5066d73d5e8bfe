#include "domain/scheme.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise {
namespace {

Scheme housing_scheme() {
  Scheme scheme;
  scheme.code = "pm_awas";
  scheme.name = {"PM Awas", "पीएम आवास"};
  scheme.owner = "centre";
  scheme.source_url = "https://pmayg.nic.in";
  scheme.from = parse_known_day("2016");
  return scheme;
}

Day day_of_text(const char* text) { return *parse_date(text); }

TEST(Scheme, AYearAloneBeginsOnItsFirstDayAndEndsOnItsLast) {
  Scheme scheme = housing_scheme();
  scheme.to = parse_known_day("2024");
  EXPECT_FALSE(is_in_force(scheme, day_of_text("2015-12-31")));
  EXPECT_TRUE(is_in_force(scheme, day_of_text("2016-01-01")));
  EXPECT_TRUE(is_in_force(scheme, day_of_text("2024-12-31")));
  EXPECT_FALSE(is_in_force(scheme, day_of_text("2025-01-01")));
}

TEST(Scheme, AKnownDayIsWrittenAsItWasRead) {
  for (const char* text : {"2019", "2019-02-24"}) EXPECT_EQ(to_string(*parse_known_day(text)), text);
  for (const char* text : {"", "19", "3019", "2019-13-01", "year"}) EXPECT_FALSE(parse_known_day(text)) << text;
}

TEST(Scheme, OnlyOneInForceIsAskedAbout) {
  const Day day = day_of_text("2026-11-29");
  Scheme scheme = housing_scheme();
  EXPECT_TRUE(may_be_asked_about(scheme, day).ok());
  scheme.status = SchemeStatus::proposed;
  const Status proposed = may_be_asked_about(scheme, day);
  EXPECT_EQ(proposed.error().code, "scheme_not_in_force");
  EXPECT_NE(proposed.error().message.en.find("not in force yet"), std::string::npos);
  scheme.status = SchemeStatus::closed;
  EXPECT_NE(may_be_asked_about(scheme, day).error().message.en.find("closed"), std::string::npos);
  scheme = housing_scheme();
  scheme.to = parse_known_day("2026-11-28");
  EXPECT_NE(may_be_asked_about(scheme, day).error().message.en.find("closed"), std::string::npos);
  scheme = housing_scheme();
  scheme.source_url.clear();
  EXPECT_EQ(may_be_asked_about(scheme, day).error().code, "scheme_source_missing");
}

TEST(Scheme, APartThatDoesNotFitIsNamed) {
  EXPECT_TRUE(check_scheme(housing_scheme()).ok());
  const auto broken = [](auto change) {
    Scheme scheme = housing_scheme();
    change(scheme);
    const Status checked = check_scheme(scheme);
    return checked.ok() ? std::string() : checked.error().code + " " + checked.error().where.column;
  };
  EXPECT_EQ(broken([](Scheme& one) { one.code = "PM Awas"; }), "scheme_code_malformed code");
  EXPECT_EQ(broken([](Scheme& one) { one.name.hi.clear(); }), "scheme_name_missing name_hi");
  EXPECT_EQ(broken([](Scheme& one) { one.source_url = "pmayg.nic.in"; }), "scheme_source_missing source_url");
  EXPECT_EQ(broken([](Scheme& one) { one.to = parse_known_day("2015"); }), "scheme_dates_reversed to_day");
  EXPECT_EQ(broken([](Scheme& one) { one.status = SchemeStatus::closed; }), "scheme_end_missing to_day");
  EXPECT_EQ(broken([](Scheme& one) { one.to = parse_known_day("2016"); }), "")
      << "a year may be the first and the last";
}

TEST(SchemeCoverage, IsTheCountOverTheBaseOfTheSameUnit) {
  const Coverage coverage = coverage_of(30, SchemeUnit::household, 120, SchemeUnit::household);
  EXPECT_DOUBLE_EQ(*coverage.share, 0.25);
  EXPECT_FALSE(coverage.why.has_value());
  EXPECT_DOUBLE_EQ(*coverage_of(0, SchemeUnit::person, 10, SchemeUnit::person).share, 0);
  EXPECT_DOUBLE_EQ(*coverage_of(15, SchemeUnit::person, 10, SchemeUnit::person).share, 1.5)
      << "an old base is not hidden";
}

TEST(SchemeCoverage, SaysWhyThereIsNone) {
  EXPECT_EQ(coverage_of({}, SchemeUnit::household, 1, SchemeUnit::household).why, NoCoverage::no_count);
  EXPECT_EQ(coverage_of(1, SchemeUnit::household, {}, SchemeUnit::household).why, NoCoverage::no_base);
  EXPECT_EQ(coverage_of(1, SchemeUnit::household, 0, SchemeUnit::household).why, NoCoverage::base_is_zero);
  EXPECT_EQ(coverage_of(1, SchemeUnit::account, 9, SchemeUnit::person).why, NoCoverage::units_differ);
  EXPECT_EQ(coverage_of(1, SchemeUnit::other, 9, SchemeUnit::other).why, NoCoverage::units_differ)
      << "days of work are not villages";
}

TEST(SchemeCoverageProperty, ThereIsAShareOrAReasonAndNeverBoth) {
  EXPECT_TRUE(rc::check([] {
    const auto count = *rc::gen::maybe(rc::gen::inRange<std::int64_t>(0, 1000));
    const auto base = *rc::gen::maybe(rc::gen::inRange<int>(-2, 1000));
    const auto unit = [] { return static_cast<SchemeUnit>(*rc::gen::inRange(0, 5)); };
    const auto counted = unit();
    const auto of = unit();
    const std::optional<std::int64_t> given = count ? std::optional(*count) : std::nullopt;
    const Coverage coverage = coverage_of(given, counted, base ? std::optional<double>(*base) : std::nullopt, of);
    RC_ASSERT(coverage.share.has_value() != coverage.why.has_value());
    if (coverage.share) RC_ASSERT(counted == of && *base > 0);
  }));
}

TEST(SchemeWords, OfReportsAreUnderstoodInBothLanguages) {
  EXPECT_EQ(parse_scheme_unit(" Families"), SchemeUnit::household);
  EXPECT_EQ(parse_scheme_unit("खाते"), SchemeUnit::account);
  EXPECT_FALSE(parse_scheme_unit("houses").has_value()) << "a house is no household";
  EXPECT_EQ(parse_area_kind("जनपद"), AreaKind::district);
  EXPECT_EQ(parse_area_kind("GP"), AreaKind::gram_panchayat);
  for (int i = 0; i < 5; ++i) {
    const auto unit = static_cast<SchemeUnit>(i);
    EXPECT_EQ(parse_scheme_unit(name_of(unit)), unit);
    EXPECT_FALSE(title_of(unit).hi.empty());
  }
  for (int i = 0; i < 6; ++i) EXPECT_EQ(parse_area_kind(name_of(static_cast<AreaKind>(i))), static_cast<AreaKind>(i));
  for (int i = 0; i < 3; ++i) {
    const auto status = static_cast<SchemeStatus>(i);
    EXPECT_EQ(scheme_status_named(name_of(status)), status);
    EXPECT_FALSE(title_of(status).en.empty());
  }
}

}  // namespace
}  // namespace boothwise
