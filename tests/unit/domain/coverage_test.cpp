#include "domain/coverage.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace boothwise {
namespace {

const Places& state() {
  static const Places places({{"A", {}}, {"B", {}}}, {{PcNo(1), {}, {}, {"A"}}, {PcNo(2), {}, {}, {"A", "B"}}},
                             {{AcNo(1), {}, {}, {}, PcNo(1), "A"},
                              {AcNo(2), {}, {}, {}, PcNo(1), "A"},
                              {AcNo(3), {}, {}, {}, PcNo(2), "A"},
                              {AcNo(4), {}, {}, {}, PcNo(2), "B"}});
  return places;
}

using Held = std::vector<std::pair<std::string, std::string>>;

class Listed : public PlaceHolders {
 public:
  explicit Listed(const Held& holders) {
    for (const auto& [path, text] : holders) {
      const auto places = parse_places(text);
      for (const CoveredPlace& place : *places) held_.push_back({UnitPath{path}, place});
    }
  }
  Result<std::vector<PlaceHolder>> at(const CoveredPlace& place) override {
    std::vector<PlaceHolder> found;
    std::ranges::copy_if(held_, std::back_inserter(found), [&](const auto& one) { return one.place == place; });
    return found;
  }
  Result<std::vector<PlaceHolder>> parts_in(AcNo ac, const UnitPath& but) override {
    std::vector<PlaceHolder> found;
    std::ranges::copy_if(held_, std::back_inserter(found), [&](const auto& one) {
      return one.place.kind == PlaceKind::part && one.place.number == ac.value && !but.covers(one.path);
    });
    return found;
  }

 private:
  std::vector<PlaceHolder> held_;
};

/// "foreign 1.2.", "taken AC 3 by 1.3.", or empty.
std::string fault(Listed& holders, const std::string& path, const std::string& bound, const std::string& place) {
  const auto places = parse_places(place);
  const auto found =
      coverage_fault(state(), holders, UnitPath{path}, bound.empty() ? std::nullopt : std::optional(UnitPath{bound}),
                     places->front(), true);
  if (!*found) return "";
  const std::string where = format_places({&(**found).place, 1});
  return (**found).kind == CoverageFault::Kind::foreign ? "foreign to " + (**found).by.text
                                                        : "taken: " + where + " by " + (**found).by.text;
}

TEST(Coverage, APlaceLiesWithinWhatIsCoveredAbove) {
  Listed holders(Held{{"1.2.", "district A"}});
  EXPECT_EQ(fault(holders, "1.2.3.", "1.2.", "AC 1"), "");
  EXPECT_EQ(fault(holders, "1.2.3.", "1.2.", "parts 3: 7"), "");
  EXPECT_EQ(fault(holders, "1.2.3.", "1.2.", "PC 1"), "");
  EXPECT_EQ(fault(holders, "1.2.3.", "1.2.", "PC 2"), "foreign to 1.2.") << "half of it lies in district B";
  EXPECT_EQ(fault(holders, "1.2.3.", "1.2.", "parts 4: 7"), "foreign to 1.2.");
  EXPECT_EQ(fault(holders, "1.2.3.", "1.2.", "state"), "foreign to 1.2.");
}

TEST(Coverage, NoPlaceIsOfTwoUnitsSideBySide) {
  Listed holders(Held{{"1.2.", "district A"}, {"1.2.3.", "parts 1: 1-9"}, {"1.4.", "AC 4"}});
  EXPECT_EQ(fault(holders, "1.2.5.", "1.2.", "parts 1: 9"), "taken: parts 1: 9 by 1.2.3.");
  EXPECT_EQ(fault(holders, "1.2.5.", "1.2.", "parts 1: 10"), "");
  EXPECT_EQ(fault(holders, "1.2.5.", "1.2.", "AC 1"), "taken: parts 1: 1 by 1.2.3.");
  EXPECT_EQ(fault(holders, "1.6.", "", "parts 3: 1"), "taken: district A by 1.2.");
  EXPECT_EQ(fault(holders, "1.6.", "", "PC 2"), "taken: district A by 1.2.") << "they cross";
  EXPECT_EQ(fault(holders, "1.6.", "", "district B"), "taken: AC 4 by 1.4.");
  EXPECT_EQ(fault(holders, "1.", "", "state"), "") << "the top stands above all";
}

TEST(Coverage, AUnitMayCoverWhatThoseAboveAndBelowItCover) {
  Listed holders(Held{{"1.2.", "AC 1"}, {"1.2.3.", "AC 1"}, {"1.2.3.4.", "parts 1: 5"}});
  EXPECT_EQ(fault(holders, "1.2.3.", "1.2.", "AC 1"), "");
  EXPECT_EQ(fault(holders, "1.2.3.4.", "1.2.3.", "parts 1: 5"), "");
}

}  // namespace
}  // namespace boothwise
