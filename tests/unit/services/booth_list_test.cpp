#include "services/booth_list.hpp"

#include "unit/services/workshop.hpp"

namespace boothwise::services {
namespace {

TEST(BoothList, WhatASheetCountsUnderPartNoughtIsNoBooth) {
  test::Workshop shop("UP");
  const auto report = shop.import({{"booth_vs2017_stations.csv",
                                    "pc_no,ac_no,booth_no,booth_suffix,booth_name,electors,total_votes_sum\n"
                                    "1,1,0,,NOT A BOOTH,0,0\n"
                                    "1,1,1,,PRIMARY SCHOOL RAHNA,900,500\n"
                                    "1,1,2,क,INTER COLLEGE BEHAT,800,400\n"}});
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  const auto snapshot = shop.snapshot();
  const auto booths = BoothList(*snapshot, shop.workspace).segment(AcNo(1));
  ASSERT_TRUE(booths.ok()) << booths.error().line(Language::english);
  std::string parts;
  for (const ListedBooth& booth : *booths) parts += to_string(booth.part) + " ";
  EXPECT_EQ(parts, "1 2क ");
}

}  // namespace
}  // namespace boothwise::services
