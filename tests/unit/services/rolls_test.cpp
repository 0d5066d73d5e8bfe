#include "unit/services/workshop.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "base/text.hpp"
#include "services/review.hpp"
#include "services/roll_diff.hpp"
#include "services/roll_duplicates.hpp"
#include "services/rolls_view.hpp"
#include "services/shared_cards.hpp"
#include "warehouse/roll_comparisons.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

constexpr const char* header = "ac_no,part_no,serial_no,name,relation_type,relation_name,house_no,epic_no,age,gender\n";

/// Ten people who are nobody, in two parts.
std::string mother_roll() {
  return std::string(header) +
         "5,1,1,रमेश चन्द्र,F,सोहन लाल,12,ZZD0000001,45,M\n"
         "5,1,2,सुनीता देवी,H,रमेश चन्द्र,12,ZZD0000002,41,F\n"
         "5,1,3,अनिल कुमार,F,रमेश चन्द्र,12,ZZD0000003,19,M\n"
         "5,1,4,कमला देवी,H,सोहन लाल,12,ZZD0000004,70,F\n"
         "5,1,5,गोपाल दास,F,हरि दास,14,ZZD0000005,33,M\n"
         "5,2,1,फरीदा बेगम,H,नासिर अली,3,ZZD0000006,52,F\n"
         "5,2,2,नासिर अली,F,अब्दुल अली,3,ZZD0000007,58,M\n"
         "5,2,3,शबनम बानो,F,नासिर अली,3,ZZD0000008,22,F\n"
         "5,2,4,राजू,F,मोहन,7,,30,M\n"
         "5,2,5,Peter Paul,F,John Paul,8,ZZD0000010,61,M\n";
}

ImportOptions of(std::string revision) {
  ImportOptions options;
  options.source = "made up for a test";
  options.qualifying_date = revision + "-01-01";
  options.publication_date = revision + "-01-06";
  options.revision = std::move(revision);
  return options;
}

std::int64_t number(const json::value& value) { return value.to_number<std::int64_t>(); }

const CheckStatus* status_of(const ImportReport& report, std::string_view code) {
  for (const GroupReport& group : report.groups) {
    for (const Check& check : group.checks) {
      if (check.code == code) return &check.status;
    }
  }
  return nullptr;
}

TEST(Rolls, StandAsTheSupplementsLeaveThem) {
  test::Workshop shop;
  ASSERT_TRUE(shop.import({{"mother.csv", mother_roll()}}, of("2026")).ok());
  const auto supplement = shop.import(
      {{"supplement.csv",
        "ac_no,part_no,serial_no,supplement_no,list,name,relation_type,relation_name,house_no,epic_no,age,gender,"
        "deletion_reason\n"
        "5,1,6,1,addition,मीना,F,गोपाल दास,14,ZZD0000011,18,F,\n"
        "5,1,4,1,deletion,,,,,,,,E\n"
        "5,2,2,1,correction,नासिर अली,F,अब्दुल अली,3,ZZD0000007,59,M,\n"}},
      of("2026"));
  ASSERT_TRUE(supplement.ok()) << supplement.error().line(Language::english);
  ASSERT_TRUE(supplement->committed);
  const auto& warehouse = shop.workspace.warehouse;
  const auto stats = roll_stats_view(*warehouse, *warehouse->manifest(), "2026", std::nullopt, std::nullopt);
  ASSERT_TRUE(stats.ok()) << stats.error().line(Language::english);
  EXPECT_EQ(number(stats->at("electors").at("total")), 10);  // ten, one more, one less
  EXPECT_EQ(number(stats->at("electors").at("female")), 4);
  EXPECT_EQ(number(stats->at("added")), 1);
  EXPECT_EQ(number(stats->at("corrected")), 1);
  EXPECT_EQ(number(stats->at("no_epic")), 1);
  const auto part = roll_part_view(*warehouse, *warehouse->manifest(), "2026", AcNo(5), 1);
  ASSERT_TRUE(part.ok());
  const json::array& entries = part->at("entries").as_array();
  ASSERT_EQ(entries.size(), 6U);
  EXPECT_EQ(entries[0].at("epic_no").as_string(), "ZZD****001");
  EXPECT_TRUE(entries[3].at("struck").as_bool());
  EXPECT_EQ(roll_part_view(*warehouse, *warehouse->manifest(), "2026", AcNo(5), 9).error().code, "roll_not_found");
  EXPECT_EQ(roll_stats_view(*warehouse, *warehouse->manifest(), "1999", std::nullopt, std::nullopt).error().code,
            "revision_not_found");
}

/// A row of a roll as text, as `visit` and as sql/roll_state.sql tell it.
std::string row_text(const warehouse::RollReader::Entry& entry) {
  std::string text = std::to_string(entry.part) + "/" + std::to_string(entry.serial);
  for (const std::string* cell : {&entry.name, &entry.relation_type, &entry.relation_name, &entry.house_no,
                                  &entry.epic_no, &entry.gender, &entry.deletion_reason})
    text += "|" + *cell;
  return text + "|" + std::to_string(entry.age) + (entry.is_struck ? "|struck|" : "|stands|") +
         std::to_string(entry.added_by.value_or(0)) + "|" + std::to_string(entry.corrected_by.value_or(0));
}

std::vector<std::string> rows_by_sql(warehouse::Warehouse& warehouse, const std::string& revision, AcNo ac) {
  const warehouse::RollReader reader(warehouse, *warehouse.manifest());
  warehouse::Connection connection = warehouse.connect();
  auto rows = connection.query(
      "SELECT concat_ws('|', part_no || '/' || serial_no, name, relation_type, coalesce(relation_name, ''), "
      "coalesce(house_no, ''), coalesce(epic_no, ''), gender, coalesce(deletion_reason, ''), age, CASE WHEN is_struck "
      "THEN 'struck' ELSE 'stands' END, coalesce(added_by, 0), coalesce(corrected_by, 0)) FROM (" +
      reader.state_sql(revision, ac) + ") ORDER BY part_no, serial_no");
  std::vector<std::string> texts;
  while (rows.ok() && rows->next()) texts.emplace_back(rows->text(0));
  return texts;
}

std::vector<std::string> rows_by_visit(warehouse::Warehouse& warehouse, const std::string& revision, AcNo ac) {
  warehouse::RollReader reader(warehouse, *warehouse.manifest());
  std::vector<std::string> texts;
  const Status visited = reader.visit(revision, ac, [&texts](const warehouse::RollReader::Entry& entry) {
    texts.push_back(row_text(entry));
    return success();
  });
  EXPECT_TRUE(visited.ok());
  return texts;
}

TEST(Rolls, ReadRowByRowAreThoseThatTheQueryTells) {
  const std::string supplement_header =
      "ac_no,part_no,serial_no,supplement_no,list,name,relation_type,relation_name,house_no,epic_no,age,gender,"
      "deletion_reason\n";
  test::Workshop shop;
  // Parts of one roll in two imports, the later part first: no file alone gives the order.
  const std::string whole = mother_roll();
  const std::size_t second_part = whole.find("5,2,1,");
  ASSERT_TRUE(shop.import({{"two.csv", std::string(header) + whole.substr(second_part)}}, of("2026")).ok());
  ASSERT_TRUE(shop.import({{"one.csv", whole.substr(0, second_part)}}, of("2026")).ok());
  const auto& warehouse = shop.workspace.warehouse;
  EXPECT_EQ(rows_by_visit(*warehouse, "2026", AcNo(5)), rows_by_sql(*warehouse, "2026", AcNo(5)));
  ASSERT_TRUE(shop.import({{"supplement1.csv", supplement_header +
                                                   "5,1,6,1,addition,मीना,F,गोपाल दास,14,ZZD0000011,18,F,\n"
                                                   "5,2,6,1,addition,सलमा,F,नासिर अली,3,,19,F,\n"
                                                   "5,1,4,1,deletion,,,,,,,,E\n"
                                                   "5,2,2,1,correction,नासिर अली,F,अब्दुल अली,3,ZZD0000007,59,M,\n"
                                                   "5,2,4,1,correction,राजू कुमार,F,मोहन,7,ZZD0000019,31,M,\n"}},
                          of("2026"))
                  .ok());
  ASSERT_TRUE(shop.import({{"supplement2.csv", supplement_header +
                                                   "5,2,6,2,correction,सलमा बानो,F,नासिर अली,,ZZD0000012,20,F,\n"
                                                   "5,1,1,2,correction,रमेश चंद्र,F,सोहन लाल,12,ZZD0000001,46,M,\n"
                                                   "5,1,5,2,deletion,,,,,,,,S\n"
                                                   "5,2,2,2,correction,नासिर अली,F,अब्दुल अली,4,ZZD0000007,60,M,\n"
                                                   "5,2,2,2,deletion,,,,,,,,R\n"}},
                          of("2026"))
                  .ok());
  const std::vector<std::string> rows = rows_by_visit(*warehouse, "2026", AcNo(5));
  EXPECT_EQ(rows, rows_by_sql(*warehouse, "2026", AcNo(5)));
  ASSERT_EQ(rows.size(), 12U);
  EXPECT_EQ(rows[7], "2/2|नासिर अली|F|अब्दुल अली|4|ZZD0000007|M|R|60|struck|0|2");
  EXPECT_EQ(rows[11], "2/6|सलमा बानो|F|नासिर अली|3|ZZD0000012|F||20|stands|1|2");
}

TEST(Rolls, AreCountedAgainstTheirSummarySheets) {
  const std::string summary_header = "ac_no,part_no,electors_male,electors_female,electors_other,electors\n";
  test::Workshop shop;
  const auto good = shop.import(
      {{"mother.csv", mother_roll()}, {"summary.csv", summary_header + "5,1,3,2,0,5\n5,2,3,2,0,5\n"}}, of("2026"));
  ASSERT_TRUE(good.ok()) << good.error().line(Language::english);
  ASSERT_NE(status_of(*good, "control_totals"), nullptr);
  EXPECT_EQ(*status_of(*good, "control_totals"), CheckStatus::ok);
  const auto bad = shop.import({{"summary.csv", summary_header + "5,1,3,3,0,6\n5,2,3,2,0,5\n"}}, of("2026"));
  ASSERT_TRUE(bad.ok());
  EXPECT_NE(*status_of(*bad, "control_totals"), CheckStatus::ok);
}

TEST(Rolls, RefuseWhatNobodyMayCollect) {
  struct Case {
    std::string columns, row, code;
  };
  const std::vector<Case> cases = {
      {"serial_no,name,age,gender,caste", "1,राम,40,M,x", "community_column"},
      {"serial_no,name,age,gender,धर्म", "1,राम,40,M,x", "community_column"},
      {"serial_no,name,age,gender,aadhaar_no", "1,राम,40,M,1", "forbidden_column"},
      {"serial_no,name,age,gender,beneficiary_id", "1,राम,40,M,77", "person_list"},
      {"serial_no,name,age,gender,relation_type,relation_name,epic_no,house_no", "1,राम,40,M,F,मोहन,,2345 6789 0124",
       "forbidden_numbers"},
  };
  for (const Case& one : cases) {
    test::Workshop shop;
    const auto report =
        shop.import({{"roll.csv", "ac_no,part_no," + one.columns + "\n5,1," + one.row + "\n"}}, of("2026"));
    ASSERT_FALSE(report.ok()) << one.columns;
    EXPECT_EQ(report.error().code, one.code) << one.columns;
    EXPECT_EQ(report.error().where.file, "roll.csv");
  }
}

TEST(Rolls, RefuseRowsThatCannotBe) {
  test::Workshop shop;
  const auto young = shop.import({{"a.csv", std::string(header) + "5,1,1,राम,F,मोहन,1,,17,M\n"}}, of("2026"));
  ASSERT_TRUE(young.ok());
  EXPECT_FALSE(young->committed);
  EXPECT_EQ(young->groups.at(0).refused.at(0).column, "age");
  EXPECT_EQ(young->groups.at(0).refused.at(0).value, "17");
  const auto twice =
      shop.import({{"b.csv", std::string(header) +
                                 "5,1,1,राम,F,मोहन,1,,27,M\n5,2,1,राम,F,मोहन,1,,27,M\n5,1,1,सीता,F,मोहन,1,,27,F\n"}},
                  of("2026"));
  ASSERT_TRUE(twice.ok());
  EXPECT_FALSE(twice->committed);
  EXPECT_EQ(twice->groups.at(0).rows_refused, 1);
  EXPECT_EQ(twice->groups.at(0).refused.at(0).line, 4U);
  ImportOptions nameless = of("2026");
  nameless.source.clear();
  const auto unsourced = shop.import({{"c.csv", mother_roll()}}, nameless);
  ASSERT_FALSE(unsourced.ok());
  EXPECT_EQ(unsourced.error().code, "provenance_missing");
}

TEST(Rolls, SkippedRowsDoNotKeepNumbersThatMustNotBeKept) {
  test::Workshop shop;
  std::string roll = mother_roll();
  for (int serial = 6; serial < 40; ++serial) {
    roll += "5,1," + std::to_string(serial) + ",राम,F,मोहन,1,,30,M\n";
  }
  roll += "5,1,60,राम,F,मोहन,2345 6789 0124,,17,M\n";
  ImportOptions options = of("2026");
  options.skip_bad = true;
  options.rejects = shop.folder.path() / "rejects.csv";
  const auto report = shop.import({{"roll.csv", roll}}, options);
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  ASSERT_TRUE(report->committed);
  std::ifstream file(options.rejects);
  const std::string kept{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(kept.find("17"), std::string::npos);
  EXPECT_EQ(kept.find("6789"), std::string::npos);
}

/// A town of families, so that a revision of it can be compared. Every 25th father of segment 5 stands in the other
/// town as well, with his card; every 60th's card number stands there beside another person.
std::string town(bool later, int ac = 5) {
  const std::vector<std::string> given = {"रमेश",  "सुरेश",  "महेश",   "दिनेश",  "राजेश", "मुकेश", "नरेश",  "गणेश",
                                          "अनिल", "सुनील", "विनोद", "प्रमोद", "अशोक", "संजय", "विजय", "अजय"};
  const std::vector<std::string> women = {"सुनीता", "अनीता", "गीता", "सीता", "मीना", "रेखा", "लता", "कमला"};
  const std::vector<std::string> second = {"चन्द्र", "प्रसाद", "कुमार", "लाल", "नाथ", "दास", "सिंह", "शर्मा", "वर्मा"};
  std::string roll = header;
  int serial = 0;
  for (int house = 0; house < 300; ++house) {
    const auto pick = [&](const std::vector<std::string>& list, int step) {
      return list[static_cast<std::size_t>(house * step + house / 7) % list.size()];
    };
    const std::string father = pick(given, 5) + " " + pick(second, 1);
    const std::string grandfather = pick(given, 3) + " " + pick(second, 1);
    const int age = 30 + house % 37 + (later ? 3 : 0);
    const auto add = [&](const std::string& name, const char* type, const std::string& relative, int years, char gender,
                         int member) {
      const bool shared = (house % 25 == 0 && member == 0) || (house % 60 == 7 && member == 1);
      roll += std::to_string(ac) + "," + std::to_string(1 + (house + (later && house % 50 == 0 ? 150 : 0)) / 150 % 2) +
              "," + std::to_string(++serial) + "," + name + "," + type + "," + relative + "," + std::to_string(house) +
              (ac == 5 || shared ? ",ZZD" : ",ZZE") +
              std::to_string(1'000'000 + house * 10 + (house % 60 == 7 && ac != 5 ? 1 - member : member)) + "," +
              std::to_string(years) + "," + gender + "\n";
    };
    if (!later || house % 30 != 7) add(father, "F", grandfather, age, 'M', 0);
    add(pick(women, 3) + " देवी", "H", father, age - 3, 'F', 1);
    if (later && house % 10 == 0) add(pick(given, 7) + " कुमार", "F", father, 19, 'M', 2);
  }
  return roll;
}

TEST(RollDiff, TellsWhoStayedMovedWentAndCame) {
  test::Workshop shop;
  ASSERT_TRUE(shop.import({{"old.csv", town(false)}}, of("2023")).ok());
  ASSERT_TRUE(shop.import({{"new.csv", town(true)}}, of("2026")).ok());
  auto& warehouse = *shop.workspace.warehouse;
  NoProgress quiet;
  const RollDiffJob job{"2023", "2026", std::nullopt, {}};
  EXPECT_EQ(roll_diff_view(warehouse, *warehouse.manifest(), "2023", "2026", std::nullopt).error().code,
            "not_compared");
  const auto first = compare_rolls(warehouse, job, quiet);
  ASSERT_TRUE(first.ok()) << first.error().line(Language::english);
  EXPECT_EQ(*first, 1U);
  EXPECT_EQ(*compare_rolls(warehouse, job, quiet), 0U);  // done already
  const auto view = roll_diff_view(warehouse, *warehouse.manifest(), "2023", "2026", AcNo(5));
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  const json::object& total = view->at("total").as_object();
  EXPECT_EQ(number(total.at("electors_before")), 600);
  EXPECT_EQ(number(total.at("electors_after")), 620);
  EXPECT_NEAR(static_cast<double>(number(total.at("found"))), 590, 3);
  EXPECT_NEAR(static_cast<double>(number(total.at("gone")) + number(total.at("uncertain"))), 10, 3);
  EXPECT_NEAR(static_cast<double>(number(total.at("added_of_age"))), 30, 2);
  EXPECT_NEAR(static_cast<double>(number(total.at("moved"))), 12, 2);
  // A newer roll of the segment makes the comparison stale: it goes.
  ASSERT_TRUE(shop.import({{"new.csv", town(true) + "5,2,9999,राम,F,मोहन,1,,30,M\n"}}, of("2026")).ok());
  EXPECT_EQ(roll_diff_view(warehouse, *warehouse.manifest(), "2023", "2026", AcNo(5)).error().code, "not_compared");
}

TEST(RollDiff, TakesTheNewEntryOfWhoMovedWithinTheSegmentNotTheFormerOneThatIsStruck) {
  test::Workshop shop;
  const std::string with_reasons = std::string(header).substr(0, std::string(header).size() - 1) + ",deletion_reason\n";
  std::string later = with_reasons;
  std::string moved;
  int row = 0;
  std::istringstream rows(town(false).substr(std::string(header).size()));
  for (std::string line; std::getline(rows, line); ++row) {
    const bool moves = row % 40 == 0;
    later += line + (moves ? ",S\n" : ",\n");
    if (!moves) continue;
    std::vector<std::string> cells = split(line, ',');
    cells[2] = std::to_string(5000 + row);
    cells[6] = std::to_string(900 + row);
    for (const std::string& cell : cells) moved += cell + ",";
    moved += "\n";
  }
  ASSERT_TRUE(shop.import({{"old.csv", town(false)}}, of("2023")).ok());
  const auto taken = shop.import({{"new.csv", later + moved}}, of("2026"));
  ASSERT_TRUE(taken.ok()) << taken.error().line(Language::english);
  auto& warehouse = *shop.workspace.warehouse;
  NoProgress quiet;
  ASSERT_EQ(*compare_rolls(warehouse, {"2023", "2026", std::nullopt, {}}, quiet), 1U);
  const auto view = roll_diff_view(warehouse, *warehouse.manifest(), "2023", "2026", AcNo(5));
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  const json::object& total = view->at("total").as_object();
  // 15 have both; of so small a town the model may doubt a few of the new ones.
  EXPECT_GE(number(total.at("found")), 597);
  EXPECT_EQ(number(total.at("found")) + number(total.at("struck")), 600);
  EXPECT_EQ(number(total.at("added_older")) + number(total.at("added_of_age")), number(total.at("struck")));
}

TEST(SharedCards, AreThoseThatStandInTwoDistricts) {
  test::Workshop shop("UP");
  ASSERT_TRUE(shop.import({{"one.csv", town(false)}, {"other.csv", town(false, 100)}}, of("2026")).ok());
  auto& warehouse = *shop.workspace.warehouse;
  warehouse::RollReader reader(warehouse, *warehouse.manifest());
  std::map<std::string, std::set<AcNo>> holders;
  std::map<AcNo, std::size_t> apart;
  std::map<AcNo, std::size_t> together;
  for (const AcNo ac : reader.segments("2026")) {
    apart.emplace(ac, apart.size());
    together.emplace(ac, 0);
    ASSERT_TRUE(
        reader.visit_epic_numbers("2026", ac, [&](std::string_view number) { holders[std::string(number)].insert(ac); })
            .ok());
  }
  ASSERT_EQ(apart.size(), 2U);
  NoProgress quiet;
  const auto shared = SharedCards::read(warehouse, *warehouse.manifest(), "2026", apart, 2, quiet);
  ASSERT_TRUE(shared.ok());
  std::size_t found = 0;
  for (const auto& [number, acs] : holders) {
    EXPECT_EQ(shared->contains(number), acs.size() > 1) << number;
    found += shared->contains(number) ? 1 : 0;
  }
  EXPECT_GT(found, 10U);
  EXPECT_LT(found, holders.size());
  EXPECT_FALSE(shared->contains(""));
  EXPECT_FALSE(shared->contains("ZZD9999999"));
  const auto none = SharedCards::read(warehouse, *warehouse.manifest(), "2026", together, 1, quiet);
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->empty());
}

TEST(RollDuplicates, BetweenDistrictsAreFoundByCardNumberAndOnlyWhereThePersonIsAlike) {
  test::Workshop shop("UP");
  ASSERT_TRUE(shop.import({{"one.csv", town(false)}, {"other.csv", town(false, 100)}}, of("2026")).ok());
  auto& warehouse = *shop.workspace.warehouse;
  NoProgress quiet;
  const auto searched = find_roll_duplicates(warehouse, {"2026", std::nullopt, {}}, quiet);
  ASSERT_TRUE(searched.ok()) << searched.error().line(Language::english);
  EXPECT_EQ(*searched, 2U);
  const auto view = roll_duplicates_view(warehouse, *warehouse.manifest(), "2026", std::nullopt);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_EQ(number(view->at("total").at("between_districts")), 12);
  ASSERT_EQ(view->at("segments").as_array().size(), 2U);  // what stands between is none of its own
  EXPECT_EQ(number(view->at("segments").at(0).at("between_districts")), 12);
  EXPECT_EQ(*find_roll_duplicates(warehouse, {"2026", std::nullopt, {}}, quiet), 0U);  // done already
}

TEST(RollDuplicates, OfOneDistrictSayNothingOfWhatLiesBetweenDistricts) {
  test::Workshop shop;
  ASSERT_TRUE(shop.import({{"one.csv", town(false)}}, of("2026")).ok());
  auto& warehouse = *shop.workspace.warehouse;
  NoProgress quiet;
  ASSERT_TRUE(find_roll_duplicates(warehouse, {"2026", std::nullopt, {}}, quiet).ok());
  const auto view = roll_duplicates_view(warehouse, *warehouse.manifest(), "2026", std::nullopt);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_TRUE(view->at("total").at("between_districts").is_null());
  EXPECT_TRUE(view->at("segments").at(0).at("between_districts").is_null());
}

/// The other town's shared card numbers, each beside somebody who is a little less like the one who has it here.
std::string town_of_likenesses() {
  std::istringstream rows(town(false, 100));
  std::string changed;
  int likeness = 0;
  for (std::string line; std::getline(rows, line);) {
    if (line.find(",ZZD") == std::string::npos) {
      changed += line + "\n";
      continue;
    }
    std::vector<std::string> cells = split(line, ',');
    cells[6] = std::to_string(400 + likeness);
    cells[8] = std::to_string(parse_number<int>(cells[8]).value_or(0) + likeness % 6 * 3);
    if (likeness % 2 == 1) cells[5] = "हरिहर " + cells[5].substr(cells[5].find(' ') + 1);
    if (likeness % 3 == 2) cells[3] = "परमानन्द " + cells[3].substr(cells[3].find(' ') + 1);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) changed += (cell == 0 ? "" : ",") + cells[cell];
    changed += "\n";
    ++likeness;
  }
  return changed;
}

TEST(Review, WhatWasDecidedOfPairsBetweenDistrictsHoldsWhenTheyAreLookedForAgain) {
  test::Workshop shop("UP");
  ASSERT_TRUE(shop.import({{"one.csv", town(false)}, {"other.csv", town_of_likenesses()}}, of("2026")).ok());
  auto& warehouse = *shop.workspace.warehouse;
  operations::Store& store = **shop.workspace.operations->store();
  NoProgress quiet;
  ASSERT_TRUE(find_roll_duplicates(warehouse, {"2026", std::nullopt, {}}, quiet).ok());
  const std::string queue = "duplicates 2026@0";
  const auto queues = review_queues_view(warehouse, *warehouse.manifest(), store);
  ASSERT_TRUE(queues.ok());
  const auto between = std::ranges::find_if(
      queues->at("queues").as_array(), [&](const json::value& one) { return one.at("queue").as_string() == queue; });
  ASSERT_NE(between, queues->at("queues").as_array().end());
  EXPECT_TRUE(between->at("ac_no").is_null());
  const auto next = review_next_view(warehouse, *warehouse.manifest(), store, {queue, "Asha", false, 0});
  ASSERT_TRUE(next.ok()) << next.error().line(Language::english);
  const json::object pair = next->at("pair").as_object();
  operations::PairDecision decision;
  decision.queue = queue;
  decision.left = pair.at("left").at("entry").as_string();
  decision.right = pair.at("right").at("entry").as_string();
  decision.by = "Asha";
  decision.at = shop.at;
  const auto state = [&]() -> std::string {
    const auto pairs = warehouse::RollComparisons(warehouse, *warehouse.manifest())
                           .pairs({"2026", "2026"}, warehouse::between_segments, "");
    for (const warehouse::RollPair& one : *pairs) {
      if (to_string(one.left) == decision.left && to_string(one.right) == decision.right) return one.state;
    }
    return "";
  };
  EXPECT_EQ(state(), "uncertain");
  ASSERT_TRUE(review_decide(warehouse, *warehouse.manifest(), store, decision, "same").ok());
  ASSERT_EQ(*review_apply(warehouse, store, queue, false, {}, quiet), 1U);
  EXPECT_EQ(state(), "duplicate");
}

TEST(RollComparisons, OfSeveralDistrictsAtOnceAreThoseOfOneAfterTheOther) {
  test::Workshop shop("UP");
  for (const bool later : {false, true}) {
    const auto taken =
        shop.import({{"one.csv", town(later)}, {"other.csv", town(later, 100)}, {"third.csv", town(later, 6)}},
                    of(later ? "2026" : "2023"));
    ASSERT_TRUE(taken.ok()) << taken.error().line(Language::english);
  }
  auto& warehouse = *shop.workspace.warehouse;
  const auto found_with = [&](unsigned threads) {
    NoProgress quiet;
    linkage::Resources resources;
    resources.threads = threads;
    EXPECT_EQ(*compare_rolls(warehouse, {"2023", "2026", std::nullopt, resources, {}, true}, quiet), 3U);
    EXPECT_EQ(*find_roll_duplicates(warehouse, {"2026", std::nullopt, resources, {}, true}, quiet), 3U);
    std::set<std::string> digests;
    for (const warehouse::DataFile& file : warehouse.manifest()->rollups) {
      if (file.table == "roll_pairs" || file.table == "roll_changes")
        digests.insert(file.table + file.scope + file.sha256);
    }
    return digests;
  };
  const std::set<std::string> one = found_with(1);
  EXPECT_EQ(one.size(), 16U);  // two tables of three segments and of what lies between, twice
  EXPECT_EQ(found_with(3), one);
}

}  // namespace
}  // namespace boothwise::services
