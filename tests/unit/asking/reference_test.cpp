#include "asking/reference.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace boothwise::asking {
namespace {

TEST(Reference, IsReadBackAsItWasWritten) {
  Reference reference;
  reference.measure = Measure::booths_behind;
  reference.area = {AreaLevel::seat, "64"};
  reference.election = "LS-2014";
  reference.side = "SP+INC";
  reference.most = 50;
  const std::string text = to_string(reference);
  EXPECT_EQ(text, "booths_behind?area=seat:64&election=LS-2014&side=SP%2BINC&most=50");
  const auto read = parse_reference(text);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, reference);
}

RC_GTEST_PROP(Reference, AnyTextsInItComeBack, (const std::string& item, const std::string& answer)) {
  Reference reference;
  reference.measure = Measure::community;
  reference.area = {AreaLevel::district, "Sant Kabir Nagar"};
  reference.item = item;
  reference.answer = answer;
  const auto read = parse_reference(to_string(reference));
  RC_ASSERT(read.ok());
  RC_ASSERT(*read == reference);
}

TEST(Reference, SaysWhichPartIsWrong) {
  const auto unknown = parse_reference("happiness?area=state");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, "measure_unknown");
  EXPECT_FALSE(unknown.error().choices.empty());
  for (const char* text : {"margin?area=planet:3", "margin?area=seat", "margin?area=state:1", "seats?group=happy",
                           "booths_behind?most=-1", "margin?colour=red", "margin?area=%zz"}) {
    const auto read = parse_reference(text);
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, "reference_malformed") << text;
  }
}

TEST(Reference, EveryMeasureHasANameOfItsOwnInBothLanguages) {
  for (const Measure measure : all_measures()) {
    EXPECT_EQ(measure_named(name_of(measure)), measure);
    EXPECT_FALSE(title_of(measure).en.empty());
    EXPECT_FALSE(title_of(measure).hi.empty());
  }
}

}  // namespace
}  // namespace boothwise::asking
