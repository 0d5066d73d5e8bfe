#include "operations/unit_places.hpp"
#include "operations/units.hpp"
#include "unit/services/organisation_bench.hpp"

#include <algorithm>
#include <set>

#include "base/random.hpp"
#include "services/organisation_catalogue.hpp"
#include "services/organisation_parts.hpp"

namespace boothwise::services {
namespace {

/// The booths of a state with ten parts a segment, so that coverage can be checked one by one.
std::set<std::pair<std::int32_t, std::int32_t>> booths_of(const Places& places,
                                                          const std::vector<CoveredPlace>& covered) {
  constexpr std::int32_t parts = 10;
  std::set<std::pair<std::int32_t, std::int32_t>> booths;
  for (const AssemblyConstituency& ac : places.acs()) {
    for (std::int32_t part = 1; part <= parts; ++part) {
      const auto above = around(places, part_of(ac.no, {part, ""}));
      for (const CoveredPlace& place : covered) {
        if (std::ranges::find(above, place) != above.end()) booths.emplace(ac.no.value, part);
      }
    }
  }
  return booths;
}

class OrganisationInvariants : public test::OrganisationBench {
 protected:
  std::string some_places(RandomStream& random) {
    const auto below = [&](int most) { return static_cast<int>(random.next() % static_cast<unsigned>(most)); };
    switch (below(6)) {
      case 0:
        return "";
      case 1:
        return below(2) == 0 ? "district Agra" : "district Mathura";
      case 2:
        return "PC " + std::to_string(1 + below(2));
      case 3:
        return "AC " + std::to_string(1 + below(4));
      default: {
        const int first = 1 + below(10);
        const int last = std::min(10, first + below(4));
        return "parts " + std::to_string(1 + below(4)) + ": " + std::to_string(first) + "-" + std::to_string(last);
      }
    }
  }

  /// One draw a statement: compilers differ in the order of arguments.
  void edit(RandomStream& random, std::vector<std::int64_t>& units) {
    static const std::vector<std::string> levels = {"region", "district", "mandal", "shakti_kendra", "booth"};
    const auto any = [&] { return units[random.next() % units.size()]; };
    switch (random.next() % 6) {
      case 0:
      case 1:
      case 2: {
        const std::string covered = some_places(random);
        const std::string& level = levels[random.next() % levels.size()];
        const auto added = try_add(any(), level, "इकाई", covered);
        if (added.ok()) units.push_back(added->at("unit").as_int64());
        return;
      }
      case 3: {
        const std::int64_t to = any();
        static_cast<void>(try_move(any(), to));
        return;
      }
      case 4: {
        const std::string covered = some_places(random);
        static_cast<void>(try_places(any(), covered));
        return;
      }
      default:
        static_cast<void>(try_close(any()));
    }
  }

  void check_tree(const std::vector<operations::Unit>& units) {
    const auto catalogue = OrganisationCatalogue::read(BOOTHWISE_SOURCE_DIR "/data").value();
    std::map<std::int64_t, const operations::Unit*> by_id;
    for (const operations::Unit& unit : units) by_id[unit.id] = &unit;
    for (const operations::Unit& unit : units) {
      if (!unit.parent) {
        EXPECT_EQ(unit.path.text, "1.");
        continue;
      }
      const operations::Unit& above = *by_id.at(*unit.parent);
      EXPECT_EQ(unit.path, path_below(above.path, unit.id)) << "which also shows that there is no cycle";
      EXPECT_LT(catalogue.level(above.level)->place, catalogue.level(unit.level)->place);
      EXPECT_TRUE(unit.closed() || !above.closed());
    }
  }

  void check_coverage(const std::vector<operations::Unit>& units) {
    for (const operations::Unit& one : units) {
      const auto covered = operations::places_of_unit(store(), one.id).value();
      const auto booths = booths_of(state, covered);
      EXPECT_TRUE(covered.empty() || !one.closed());
      std::optional<std::set<std::pair<std::int32_t, std::int32_t>>> bound;
      for (const operations::Unit& other : units) {
        if (other.id == one.id) continue;
        const auto others = operations::places_of_unit(store(), other.id).value();
        if (others.empty()) continue;
        const auto theirs = booths_of(state, others);
        if (other.path.covers(one.path)) {
          bound = theirs;  // in order of paths: the nearest comes last
        } else if (!one.path.covers(other.path)) {
          for (const auto& booth : booths) EXPECT_FALSE(theirs.contains(booth)) << one.path.text << other.path.text;
        }
      }
      if (!bound) continue;
      EXPECT_TRUE(std::ranges::includes(*bound, booths)) << one.path.text << format_places(covered);
    }
  }
};

TEST_P(OrganisationInvariants, HoldAfterAnyEdits) {
  constexpr int walks = 6;
  constexpr int edits = 60;
  RandomStream random(4);
  std::vector<std::int64_t> units{top};
  for (int walk = 0; walk < walks; ++walk) {
    for (int i = 0; i < edits; ++i) edit(random, units);
    const auto there = operations::all_units(store()).value();
    EXPECT_EQ(there.size(), units.size());
    check_tree(there);
    check_coverage(there);
    if (HasFailure()) return;
  }
  EXPECT_GT(units.size(), 20U) << "the walk must build something";
}

INSTANTIATE_BOTH_STORES(OrganisationInvariants);

}  // namespace
}  // namespace boothwise::services
