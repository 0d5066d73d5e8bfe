#include "operations/booth_agents.hpp"
#include "operations/people.hpp"
#include "operations/unit_paths.hpp"
#include "operations/unit_places.hpp"
#include "operations/units.hpp"
#include "unit/operations/both_stores.hpp"

#include <algorithm>
#include <set>

namespace boothwise::operations {
namespace {

class Organisation : public test::BothStores {
 protected:
  void SetUp() override {
    test::BothStores::SetUp();
    if (IsSkipped()) return;
    check(put_level(store(), {"state", 0, {"State", "प्रदेश"}, "", {"Head", "प्रमुख"}}));
    check(put_level(store(), {"district", 2, {"District", "ज़िला"}, "", {"Head", "प्रमुख"}}));
    add(1, "1.");
    add(2, "1.2.");
    add(3, "1.3.");
    add(4, "1.2.4.");
  }
  static void check(const Status& status) { ASSERT_TRUE(status.ok()) << status.error().line(Language::english); }
  void add(UnitId id, const std::string& path, bool has_head = false) {
    Unit unit;
    unit.id = id;
    if (path != "1.") unit.parent = 1;
    unit.path = UnitPath{path};
    unit.level = path == "1." ? "state" : "district";
    unit.code = "U" + std::to_string(id);
    unit.name = {"Unit " + std::to_string(id), "इकाई"};
    unit.opened_on = "2026-01-01";
    unit.has_head = has_head;
    check(add_unit(store(), unit, "unit " + std::to_string(id)));
  }
  void add_someone(const std::string& id, UnitId unit, const std::string& path, const std::string& phone) {
    OrganisationPerson person;
    person.id = id;
    person.unit = unit;
    person.path = UnitPath{path};
    person.name = "Name " + id;
    person.phone = phone;
    check(add_person(store(), person, "nam " + id, 1'780'000'000));
  }
  std::vector<std::string> table_paths(std::string_view table) {
    std::vector<std::string> paths;
    const auto rows = store().ask("SELECT path FROM " + std::string(table) + " ORDER BY path").value();
    for (const Row& row : rows) {
      paths.push_back(row.text(0));
    }
    return paths;
  }
};

TEST_P(Organisation, AUnitThatMovesTakesEverythingAtOrBelowItAlong) {
  check(add_unit_place(store(), {4, UnitPath{"1.2.4."}, {PlaceKind::ac, 12, {}}}));
  add_someone("p", 4, "1.2.4.", "+919876543210");
  check(add_held_post(store(), {"h", "p", 4, UnitPath{"1.2.4."}, "head", "2026-01-01", ""}, {"me", 1}));
  check(add_agent(store(),
                  {"a", "p", UnitPath{"1.2.4."}, AcNo(12), "7", "7", 3, "x", "2026-01-01", "", "2026-01-01", ""},
                  {"me", 1}));
  check(store().atomically([](Store& inside) { return move_paths(inside, UnitPath{"1.2."}, UnitPath{"1.3.2."}); }));
  EXPECT_EQ(table_paths("units"), (std::vector<std::string>{"1.", "1.3.", "1.3.2.", "1.3.2.4."}));
  for (const std::string_view table : {"unit_places", "people", "posts_held", "booth_agents"}) {
    EXPECT_EQ(table_paths(table), std::vector<std::string>{"1.3.2.4."}) << table;
  }
}

TEST_P(Organisation, EveryTableWithPathsIsAmongThoseThatMove) {
  const std::string columns =
      store().shared()
          ? "SELECT table_name FROM information_schema.columns WHERE column_name = 'path' AND table_schema = 'public'"
          : "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = "
            "'path'";
  const auto rows = store().ask(columns).value();
  for (const Row& row : rows) {
    const std::string table = row.text(0);
    EXPECT_TRUE(table == "audit" || table == "consents" ||
                std::ranges::find(unit_path_tables, table) != unit_path_tables.end())
        << table;
  }
}

TEST_P(Organisation, NumbersOfUnitsAreNeverGivenTwice) {
  std::set<UnitId> numbers;
  for (int i = 0; i < 3; ++i) {
    check(store().atomically([&](Store& inside) -> Status {
      BOOTHWISE_TRY(first, take_unit_numbers(inside, 2));
      EXPECT_TRUE(numbers.insert(first).second && numbers.insert(first + 1).second);
      return success();
    }));
  }
  EXPECT_EQ(*numbers.begin(), 1);
}

TEST_P(Organisation, OfManyTheOneThatDoesNotFitIsNamedAndNoneIsAdded) {
  const auto before = all_units(store())->size();
  std::vector<FoldedUnit> units;
  for (std::int64_t id = 10; id < 14; ++id) {
    units.push_back(
        {{id, 1, {"1." + std::to_string(id) + "."}, "district", "N" + std::to_string(id % 3), {}, {}, {}}, ""});
  }
  const Status taken = add_units(store(), units);  // the fourth has the code of the first
  EXPECT_EQ(taken.error().code, "operations_taken");
  EXPECT_EQ(taken.error().where, (Where{{}, 0, {}, "N1"}));
  EXPECT_EQ(all_units(store())->size(), before);
  BoothAgent agent{"a", "nobody", UnitPath{"1.2."}, AcNo(12), "7", "7", {}, "x", "2026-01-01", "", "2026-01-01", ""};
  const Status missing = add_agent(store(), agent, {"me", 1});
  EXPECT_EQ(missing.error().code, "operations_missing");
  EXPECT_EQ(missing.error().where.value, "12/7");
}

TEST_P(Organisation, OneTelephoneNumberIsOnePersons) {
  add_someone("p", 2, "1.2.", "+919876543210");
  OrganisationPerson other;
  other.id = "q";
  other.unit = 3;
  other.path = UnitPath{"1.3."};
  other.name = "Q";
  other.phone = "+919876543210";
  EXPECT_EQ(add_person(store(), other, "k", 1).error().code, "operations_taken");
}

TEST_P(Organisation, OfOneWhoLeavesNoNameOrContactIsKept) {
  add_someone("p", 2, "1.2.", "+919876543210");
  check(person_leaves(store(), "p", "2026-11-24"));
  const auto left = person_by_id(store(), "p").value();
  EXPECT_EQ(left->name + left->phone + left->email + left->languages, "");
  EXPECT_EQ(left->left_on, "2026-11-24");
  add_someone("q", 2, "1.2.", "+919876543210");
}

TEST_P(Organisation, APartHasOneAgentAtATime) {
  add_someone("p", 2, "1.2.", "+919876543210");
  BoothAgent agent{"a", "p", UnitPath{"1.2."}, AcNo(12), "7", "7", {}, "x", "2026-01-01", "", "2026-01-01", ""};
  check(add_agent(store(), agent, {"me", 1}));
  agent.id = "b";
  EXPECT_EQ(add_agent(store(), agent, {"me", 1}).error().code, "operations_taken");
  check(end_agent(store(), "a", "2026-02-01"));
  check(add_agent(store(), agent, {"me", 1}));
  EXPECT_EQ(end_agent(store(), "a", "2026-02-02").error().code, "agent_ended");
}

TEST_P(Organisation, PeopleOfASubtreeComePageByPageWithTheirPosts) {
  add_someone("p", 2, "1.2.", "+919876543210");
  add_someone("q", 4, "1.2.4.", "");
  add_someone("r", 3, "1.3.", "");
  check(add_held_post(store(), {"h", "p", 2, UnitPath{"1.2."}, "head", "2026-01-01", ""}, {"me", 1}));
  check(add_held_post(store(), {"i", "p", 4, UnitPath{"1.2.4."}, "member", "2026-02-01", ""}, {"me", 1}));
  const auto first = people_within(store(), UnitPath{"1.2."}, "", "", 1).value();
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.front().person.id, "p");
  EXPECT_EQ(first.front().posts.size(), 2U);
  const auto second = people_within(store(), UnitPath{"1.2."}, "p", "", 5).value();
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second.front().person.id, "q");
  EXPECT_EQ(people_within(store(), UnitPath{"1."}, "", "nam r", 5)->size(), 1U);
}

TEST_P(Organisation, PeopleAreFoundByTheBeginningsOfTheirWordsHoweverManyHaveThem) {
  const auto folded_of = [](int number) {
    const std::vector<std::string> first{"rm", "rmis", "st", "gt"};
    const std::vector<std::string> last{"kumr", "kumri", "dvi", "sing", "ydv"};
    return first.at(static_cast<std::size_t>(number % 4)) + " " + last.at(static_cast<std::size_t>(number / 4 % 5)) +
           (number == 4711 ? " rmkumr" : "");
  };
  constexpr int people_count = 9000;  // more than are looked up by a word
  check(store().atomically([&](Store& inside) -> Status {
    for (int number = 0; number < people_count; ++number) {
      OrganisationPerson person;
      person.id = "p" + std::to_string(10'000 + number);
      person.unit = number % 2 == 0 ? 2 : 4;
      person.path = UnitPath{number % 2 == 0 ? "1.2." : "1.2.4."};
      person.name = person.id;
      BOOTHWISE_CHECK(add_person(inside, person, folded_of(number), 1));
    }
    return success();
  }));
  // What each search must find, looked for in all of them.
  const auto expected = [&](const std::string& below, const std::vector<std::string>& words) {
    std::set<std::string> ids;
    for (int number = 0; number < people_count; ++number) {
      const std::string folded = " " + folded_of(number);
      const bool all =
          std::ranges::all_of(words, [&](const auto& word) { return folded.find(" " + word) != folded.npos; });
      if (all && (below != "1.2.4." || number % 2 == 1)) ids.insert("p" + std::to_string(10'000 + number));
    }
    return ids;
  };
  const std::vector<std::vector<std::string>> searches{
      {"rm"},           {"rmis"}, {"rm", "kum"}, {"kumr", "rmi"},    {"rmkumr"},
      {"rmkumr", "rm"}, {"s"},    {"umr"},       {"st", "dvi", "d"}, {"gt", "ydv", "g"}};
  for (const std::string below : {"1.", "1.2.", "1.2.4."}) {
    for (const auto& words : searches) {
      std::string query;
      for (const std::string& word : words) query += (query.empty() ? "" : " ") + word;
      SCOPED_TRACE(below + " " + query);
      std::set<std::string> found;
      std::string after;
      for (bool more = true; more;) {
        const auto page = people_within(store(), UnitPath{below}, after, query, 1000).value();
        for (const ListedPerson& one : page) EXPECT_TRUE(found.insert(one.person.id).second) << one.person.id;
        more = page.size() == 1000;
        if (more) after = page.back().person.id;
      }
      EXPECT_EQ(found, expected(below, words));
    }
  }
}

TEST_P(Organisation, WordsFollowAPersonWhoIsRenamedMovesOrLeaves) {
  add_someone("p", 2, "1.2.", "+919876543210");
  const auto found = [&](const char* below, const char* words) {
    return people_within(store(), UnitPath{below}, "", words, 5)->size();
  };
  OrganisationPerson person = **person_by_id(store(), "p");
  check(change_person(store(), person, "rmis ydv"));
  EXPECT_EQ(found("1.", "nam"), 0U);
  EXPECT_EQ(found("1.", "yd rm"), 1U);
  check(store().atomically([](Store& inside) { return move_people_of_unit(inside, 2, 3, UnitPath{"1.3."}); }));
  EXPECT_EQ(found("1.2.", "rmis"), 0U);
  EXPECT_EQ(found("1.3.", "rmis"), 1U);
  check(person_leaves(store(), "p", "2026-01-01"));
  EXPECT_EQ(found("1.", "rmis"), 0U);
  EXPECT_EQ(store().ask("SELECT count(*) FROM people_words")->front().integer(0), 0) << "nothing tells who she was";
}

TEST_P(Organisation, UnitsWithoutAHeadAreFoundAndCounted) {
  add(5, "1.2.5.", true);
  const auto headless = headless_units(store(), UnitPath{"1.2."}, "", 10).value();
  EXPECT_EQ(headless.size(), 2U) << "1.2. and 1.2.4.";
  EXPECT_EQ(*count_headless_units(store(), UnitPath{"1.2."}), 2);
  add_someone("p", 4, "1.2.4.", "");
  check(add_held_post(store(), {"h", "p", 4, UnitPath{"1.2.4."}, "head", "2026-01-01", ""}, {"me", 1}));
  check(set_unit_head(store(), 4, "head"));
  EXPECT_EQ(*count_headless_units(store(), UnitPath{"1.2."}), 1);
  check(end_held_post(store(), "h", "2026-03-01"));
  check(set_unit_head(store(), 4, "head"));
  EXPECT_EQ(*count_headless_units(store(), UnitPath{"1.2."}), 2);
}

TEST_P(Organisation, SearchFindsUnitsWithinASubtreeOnly) {
  EXPECT_EQ(search_units(store(), UnitPath{"1."}, "unit", 10)->size(), 4U);
  EXPECT_EQ(search_units(store(), UnitPath{"1.2."}, "unit", 10)->size(), 2U);
  EXPECT_EQ(search_units(store(), UnitPath{"1."}, "3", 10)->size(), 1U);
}

TEST_P(Organisation, SearchGoesByBeginningsOfWordsAndFollowsNamesAndMoves) {
  const auto found = [&](const std::string& below, const std::string& words) {
    std::vector<UnitId> ids;
    const auto units = search_units(store(), UnitPath{below}, words, 10);
    for (const Unit& unit : units.value()) ids.push_back(unit.id);
    return ids;
  };
  Unit unit = *unit_by_id(store(), 4).value();
  unit.name = {"Gandhi Nagar", "गांधी नगर"};
  check(change_unit(store(), unit, "gndi ngr gndi ngr"));
  EXPECT_EQ(found("1.", "ng"), std::vector<UnitId>{4});
  EXPECT_EQ(found("1.", "ngr gn"), std::vector<UnitId>{4});
  EXPECT_EQ(found("1.2.4.", "ngr gn"), std::vector<UnitId>{4});
  EXPECT_TRUE(found("1.", "ndi").empty()) << "inside a word";
  EXPECT_TRUE(found("1.", "ngr delhi").empty());
  EXPECT_EQ(found("1.", "unit").front(), 1) << "the highest first";
  EXPECT_EQ(std::ranges::count(found("1.", "unit"), 4), 0) << "by its former name";
  check(close_unit(store(), 4, "2026-03-01"));
  EXPECT_TRUE(found("1.", "ngr").empty());
}

INSTANTIATE_BOTH_STORES(Organisation);

}  // namespace
}  // namespace boothwise::operations
