#include "domain/covered_places.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise {
namespace {

std::string again(std::string_view text) {
  const auto places = parse_places(text);
  return places ? format_places(*places) : "refused: " + places.error().where.value;
}

TEST(CoveredPlaces, AreReadInEnglishAndHindiWordsAndDigits) {
  EXPECT_EQ(again("AC 12, 14-16; parts 12: 1-8, 9A"), "AC 12, 14-16; parts 12: 1-8, 9A");
  EXPECT_EQ(again("विधान सभा १२; भाग १२: १–३"), "AC 12; parts 12: 1-3");
  EXPECT_EQ(again("ज़िला आगरा, मथुरा"), "district आगरा, मथुरा");
  EXPECT_EQ(again("pc 3;state"), "state; PC 3");
  EXPECT_EQ(again("booths 7: 3, 1, 2, 2"), "parts 7: 1-3");
  EXPECT_EQ(again(""), "");
}

TEST(CoveredPlaces, WhatIsNotUnderstoodIsNamed) {
  EXPECT_EQ(again("AC 12; village 7"), "refused: village 7");
  EXPECT_EQ(again("parts 12"), "refused: parts 12");
  EXPECT_EQ(again("AC 9-3"), "refused: AC 9-3");
  EXPECT_EQ(again("AC 0"), "refused: AC 0");
  EXPECT_EQ(again("state UP"), "refused: state UP");
  EXPECT_EQ(parse_places("AC 1-9999").error().code, "places_too_many");
}

TEST(CoveredPlaces, TheWrittenFormGivesThePlacesBack) {
  EXPECT_TRUE(rc::check([] {
    std::vector<CoveredPlace> places;
    for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
      const auto kind = static_cast<PlaceKind>(*rc::gen::inRange(0, 5));
      const std::int32_t number = *rc::gen::inRange(1, 20);
      if (kind == PlaceKind::part) {
        places.push_back(
            part_of(AcNo(number), {*rc::gen::inRange(1, 40), *rc::gen::element<std::string>("", "A", "अ")}));
      } else if (kind == PlaceKind::district) {
        places.push_back({kind, 0, *rc::gen::element<std::string>("Agra", "Gautam Buddha Nagar", "आगरा")});
      } else {
        places.push_back({kind, kind == PlaceKind::state ? 0 : number, {}});
      }
    }
    const auto read = parse_places(format_places(places));
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    RC_ASSERT(read.ok());
    RC_ASSERT(*read == places);
  }));
}

TEST(CoveredPlaces, PlacesOfTheStateGetTheirIdsAndOthersAreRefused) {
  const Places state({{"Agra", {"Agra", "आगरा"}}}, {{PcNo(1), {}, {}, {}}}, {{AcNo(12), {}, {}, {}, PcNo(1), "Agra"}});
  EXPECT_EQ(format_places(*known_places(state, *parse_places("ज़िला आगरा; district agra; AC 12; PC 1"))),
            "district Agra; PC 1; AC 12");
  EXPECT_EQ(known_places(state, *parse_places("AC 13")).error().where.value, "AC 13");
  EXPECT_EQ(known_places(state, *parse_places("parts 13: 7")).error().where.value, "parts 13: 7");
  EXPECT_EQ(known_places(state, *parse_places("district Mathura")).error().code, "place_unknown");
}

}  // namespace
}  // namespace boothwise
