#include "domain/elector.hpp"

#include <gtest/gtest.h>

namespace boothwise {
namespace {

TEST(Elector, CodesAndWordsAreUnderstood) {
  EXPECT_EQ(parse_relation("h"), RelationType::husband);
  EXPECT_EQ(parse_relation(" पति "), RelationType::husband);
  EXPECT_EQ(parse_relation("Guru"), RelationType::guru);
  EXPECT_EQ(parse_relation("uncle"), std::nullopt);
  EXPECT_EQ(parse_gender("Female"), Gender::female);
  EXPECT_EQ(parse_gender("तृतीय लिंग"), Gender::third);
  EXPECT_EQ(parse_gender(""), std::nullopt);
  EXPECT_EQ(parse_deletion_reason("मृत"), DeletionReason::expired);
  EXPECT_EQ(parse_supplement_list("विलोपन"), SupplementList::deletion);
}

TEST(Elector, CodesAreReadBack) {
  for (const char* code : {"F", "M", "H", "W", "O", "G"}) EXPECT_EQ(code_of(*parse_relation(code)), code);
  for (const char* code : {"M", "F", "T"}) EXPECT_EQ(code_of(*parse_gender(code)), code);
  for (const char* code : {"E", "S", "R", "Q", "M"}) EXPECT_EQ(code_of(*parse_deletion_reason(code)), code);
  for (const char* code : {"addition", "deletion", "correction"})
    EXPECT_EQ(code_of(*parse_supplement_list(code)), code);
}

TEST(Epic, IsMaskedInTheMiddle) {
  EXPECT_EQ(normal_epic("zzd 1234492"), "ZZD1234492");
  EXPECT_EQ(masked_epic("ZZD1234492"), "ZZD****492");
  EXPECT_EQ(masked_epic("UP/12/045/123456"), "UP/****456");
  EXPECT_EQ(masked_epic("ZZ12"), "****");
  EXPECT_EQ(masked_epic("अबक1234567"), "****");
  EXPECT_EQ(masked_epic(""), "");
}

TEST(AgeBands, FollowEachOtherFromTheYoungestToTheOldest) {
  std::int64_t next = age_least;
  for (const AgeBand& band : all_age_bands()) {
    EXPECT_EQ(band.first, next);
    next = band.last + 1;
  }
  EXPECT_EQ(next, age_most + 1);
}

}  // namespace
}  // namespace boothwise
