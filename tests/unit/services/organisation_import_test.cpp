#include "services/organisation_import.hpp"

#include "operations/booth_agents.hpp"
#include "operations/people.hpp"
#include "operations/unit_places.hpp"
#include "operations/units.hpp"
#include "unit/services/organisation_bench.hpp"

#include <fstream>
#include <set>

#include "services/name_folding.hpp"
#include "services/organisation_parts.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

/// Whole files, laid over an organisation of which only the top is there.
class OrganisationFiles : public test::OrganisationBench {
 protected:
  json::object import(const std::string& units, const std::string& people = "") {
    const std::filesystem::path folder = folder_.path();
    std::vector<ImportFile> files;
    for (const auto& [name, text] : {std::pair("units.csv", &units), std::pair("people.csv", &people)}) {
      if (text->empty()) continue;
      std::ofstream(folder / name) << *text;
      files.push_back({folder / name, name});
    }
    NoProgress nobody;
    Caller caller = owner();
    const auto done = import_organisation(caller, state, files, {}, false, nobody);
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().line(Language::english));
    if (!done.ok()) return {};
    EXPECT_TRUE(done->committed) << json::serialize(done->report);
    return done->report;
  }
  static std::int64_t of(const json::object& report, const char* what, const char* count) {
    return report.at(what).at(count).as_int64();
  }
  /// By code; each path is checked to be that of the unit above, and this one's number.
  std::map<std::string, operations::Unit> units() {
    std::map<std::string, operations::Unit> by_code;
    std::map<operations::UnitId, UnitPath> paths;
    const auto all = operations::all_units(store());
    for (const operations::Unit& unit : *all) {
      const UnitPath above = unit.parent ? paths[*unit.parent] : UnitPath{};
      EXPECT_EQ(unit.path, path_below(above, unit.id)) << unit.code;
      paths[unit.id] = unit.path;
      by_code[unit.code] = unit;
    }
    return by_code;
  }
  std::set<std::string> found(const UnitPath& below, const std::string& words) {
    std::set<std::string> codes;
    const auto units = operations::search_units(store(), below, folded_name(words), 100);
    for (const operations::Unit& unit : *units) {
      codes.insert(unit.code);
    }
    return codes;
  }
  std::int64_t rows(const std::string& table) {
    return store().ask("SELECT count(*) FROM " + table).value().front().integer(0);
  }

  static constexpr const char* unit_header = "unit_code,parent_code,level,name_hi,name_en,places\n";
};

TEST_P(OrganisationFiles, NewUnitsMayStandBelowThoseThatMoveAndAbove) {
  const std::string code = units().begin()->first;
  import(unit_header + ("D1," + code + ",district,एक,One,AC 1\nD2," + code + ",district,दो,Two,AC 2\n") +
         "M1,D1,mandal,मंडल,Green,\nB1,M1,booth,बूथ,Red,\n");
  const auto report =
      import(unit_header + ("R," + code + ",region,क्षेत्र,Region,\nD1,R,district,एक,One,AC 1\n") +
                 "M1,D2,mandal,मंडल,Green,\nM2,D1,mandal,नया,Green,\nB2,M1,booth,बूथ,Red,\nB3,M2,booth,बूथ,Red,\n",
             "unit_code,name,post,from_day\nB2,Asha,booth_president,2026-01-05\nM1,Ram,mandal_president,2026-01-05\n");
  EXPECT_EQ(of(report, "units", "added"), 4);
  EXPECT_EQ(of(report, "units", "changed"), 2);
  const auto now = units();
  EXPECT_EQ(now.at("D1").parent, now.at("R").id);
  EXPECT_EQ(now.at("M1").parent, now.at("D2").id);
  EXPECT_EQ(found(now.at("D2").path, "red"), (std::set<std::string>{"B1", "B2"}));
  EXPECT_EQ(found(now.at("R").path, "red"), std::set<std::string>{"B3"});
  EXPECT_TRUE(now.at("B2").has_head);
  EXPECT_TRUE(now.at("M1").has_head);
  EXPECT_FALSE(now.at("B3").has_head);
  const auto people = operations::all_people(store());
  for (const operations::OrganisationPerson& person : *people) {
    EXPECT_EQ(person.path, now.at(person.name == "Asha" ? "B2" : "M1").path) << person.name;
  }
  const auto places = operations::all_places(store());
  for (const auto& [unit, place] : *places) {
    const auto holders = operations::holders_of_place(store(), place).value();
    ASSERT_EQ(holders.size(), 1U);
    EXPECT_EQ(operations::unit_by_id(store(), unit).value()->path, holders.front().path);
  }
}

TEST_P(OrganisationFiles, OfThousandsOfRowsAreAllThereOnceAndAgainNone) {
  const std::string code = units().begin()->first;
  constexpr int booths = 5000;  // more than one batch, and more than one journey
  std::string units = unit_header + ("D1," + code + ",district,एक,One,AC 1\nM1,D1,mandal,मंडल,Green,\n");
  std::string people = "unit_code,name,post,from_day\n";
  for (int booth = 1; booth <= booths; ++booth) {
    const std::string number = std::to_string(booth);
    units += "B" + number + ",M1,booth,बूथ " + number + ",Booth " + number + ",parts 1: " + number + "\n";
    people += "B" + number + ",Asha Devi " + number + ",booth_president,2026-01-05\n";
  }
  const auto first = import(units, people);
  EXPECT_EQ(of(first, "units", "added"), booths + 2);
  EXPECT_EQ(of(first, "people", "added"), booths);
  EXPECT_EQ(of(first, "posts", "added"), booths);
  EXPECT_EQ(rows("units"), booths + 3);
  EXPECT_EQ(rows("people"), booths);
  EXPECT_EQ(rows("posts_held"), booths);
  EXPECT_EQ(rows("unit_places"), booths + 2);
  const auto words_of_units = rows("unit_words");
  const auto words_of_people = rows("people_words");
  EXPECT_GT(words_of_people, 2 * booths);
  const auto again = import(units, people);
  EXPECT_EQ(of(again, "units", "unchanged"), booths + 2);
  EXPECT_EQ(of(again, "posts", "unchanged"), booths);
  EXPECT_EQ(rows("unit_words"), words_of_units);
  EXPECT_EQ(rows("people_words"), words_of_people);
}

INSTANTIATE_BOTH_STORES(OrganisationFiles);

}  // namespace
}  // namespace boothwise::services
