#include "unit/services/workshop.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "services/district_names.hpp"
#include "services/scheme_views.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;
using test::Workshop;

const std::string counts_header =
    "scheme,area_kind,district,area_name,as_of,counted,unit,count,base,base_counted,source,source_url\n";

/// A state's workspace, official counts in it, and its desk.
class Schemes : public ::testing::Test {
 protected:
  Workshop shop{"UP"};
  const std::filesystem::path data_folder = BOOTHWISE_SOURCE_DIR "/data";
  std::shared_ptr<const Snapshot> snapshot;

  SchemeDesk desk() {
    snapshot = shop.snapshot();
    return {*snapshot, shop.workspace, data_folder, *parse_date("2026-11-29")};
  }
  ImportReport import(const std::string& name, const std::string& rows) {
    auto report = shop.import({{name, rows}});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().line(Language::english));
    return report.ok() ? *std::move(report) : ImportReport{};
  }
  json::object scheme(const char* code, const SchemeAsked& asked = {}) {
    auto view = scheme_view(desk(), code, asked);
    EXPECT_TRUE(view.ok()) << (view.ok() ? "" : view.error().line(Language::english));
    return view.ok() ? *std::move(view) : json::object{};
  }
  static const json::object& row(const json::object& view, std::string_view district) {
    const json::array& rows = view.at("districts").as_array();
    const auto* found =
        std::ranges::find_if(rows, [&](const json::value& one) { return one.at("district").as_string() == district; });
    if (found == rows.end()) throw BrokenInvariant("no such district");
    return found->as_object();
  }
  void import_census() {
    ASSERT_TRUE(import("census2011_district_pca.csv",
                       "census2011_code,district,area,households,population\n146,Agra,total,700000,4400000\n"
                       "146,Agra,rural,380000,2400000\n151,Banda,total,300000,1800000\n151,Banda,rural,250000,1500000\n"
                       "149,Moradabad,total,800000,4770000\n149,Moradabad,rural,500000,3000000\n")
                    .committed);
  }
};

TEST_F(Schemes, TheCatalogueHasThirtyWithNamesSourceAndBaseThatIsThere) {
  const auto all = scheme_catalogue(shop.workspace, data_folder);
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(all->size(), 30U);
  for (const Scheme& one : *all) {
    EXPECT_TRUE(check_scheme(one).ok()) << one.code << ": " << check_scheme(one).error().line(Language::english);
    EXPECT_FALSE(one.benefit.hi.empty() || one.eligibility.hi.empty() || one.office.hi.empty()) << one.code;
    EXPECT_TRUE(one.status == SchemeStatus::closed || may_be_asked_about(one, *parse_date("2026-11-29")).ok())
        << one.code;
  }
  import_census();
  const json::object view = scheme("pmay_g");
  for (const Scheme& one : *all) {
    if (one.base.empty() || one.base.ends_with("_urban")) continue;  // no urban row above
    const json::array& bases = view.at("bases").as_array();
    EXPECT_TRUE(std::ranges::any_of(bases, [&](const json::value& base) {
      return base.at("id").as_string() == one.base;
    })) << one.code;
  }
}

TEST_F(Schemes, WithoutCountsSayWhatToDo) {
  const json::object view = scheme("pmuy");
  EXPECT_TRUE(view.at("shown").at("counted").is_null());
  EXPECT_NE(std::string(view.at("sentence").at("en").as_string()).find("import"), std::string::npos);
  const auto unknown = scheme_view(desk(), "no_such", {});
  EXPECT_EQ(unknown.error().code, "scheme_unknown");
  EXPECT_EQ(unknown.error().choices.size(), 30U);
}

TEST_F(Schemes, AreASharesOfTheirNamedBaseAndLeastStandsFirst) {
  import_census();
  ASSERT_TRUE(import("c.csv", counts_header +
                                  "pmay_g,district,Agra,,2026-03-31,houses_completed,household,95000,,,p,\n"
                                  "pmay_g,district,बांदा,,2026-03-31,houses_completed,household,50000,,,p,\n"
                                  "pmay_g,district,Moradabad,,2026-03-31,houses_completed,household,9,,,p,\n")
                  .committed);
  const json::object view = scheme("pmay_g");
  EXPECT_EQ(view.at("shown").at("base").at("id"), "households_rural");
  EXPECT_DOUBLE_EQ(row(view, "Agra").at("share").as_double(), 0.25);
  EXPECT_DOUBLE_EQ(row(view, "Banda").at("share").as_double(), 0.2);
  EXPECT_EQ(view.at("districts").at(0).at("district"), "Banda");
  EXPECT_EQ(row(view, "Moradabad").at("why"), "area_changed") << "Sambhal was made out of it after the census";
  EXPECT_EQ(row(view, "Etah").at("why"), "no_count");
  EXPECT_DOUBLE_EQ(view.at("state").at("share").as_double(), 145000.0 / 630000) << "over the districts that have both";
  EXPECT_EQ(view.at("state").at("share_districts").to_number<int>(), 2);
  EXPECT_TRUE(view.at("state").at("count").is_null()) << "not all districts are there";
}

TEST_F(Schemes, AccountsAreNotDividedByPeople) {
  import_census();
  ASSERT_TRUE(import("c.csv", counts_header + "pmjdy,district,Agra,,2026-03-31,accounts_opened,account,95000,,,p,\n")
                  .committed);
  const json::object view = scheme("pmjdy");
  EXPECT_EQ(view.at("shown").at("base").at("id"), "population");
  EXPECT_TRUE(row(view, "Agra").at("share").is_null());
  EXPECT_EQ(row(view, "Agra").at("why"), "units_differ");
  EXPECT_EQ(row(scheme("pmjdy", {"", "", "", "none"}), "Agra").at("why"), "no_base");
}

TEST_F(Schemes, ABaseThatCameWithTheCountsComesFirst) {
  import_census();
  ASSERT_TRUE(
      import("c.csv", counts_header + "pmay_g,district,Agra,,2026-03-31,houses_completed,household,30,40,target,p,\n")
          .committed);
  const json::object view = scheme("pmay_g");
  EXPECT_EQ(view.at("shown").at("base").at("id"), "report:target");
  EXPECT_DOUBLE_EQ(row(view, "Agra").at("share").as_double(), 0.75);
  EXPECT_EQ(view.at("shown").at("base").at("source").at("en"), "p");
  const auto unknown = scheme_view(desk(), "pmay_g", {"", "", "", "voters"});
  EXPECT_EQ(unknown.error().code, "base_unknown");
  EXPECT_FALSE(unknown.error().choices.empty());
}

TEST_F(Schemes, ChangeIsBetweenTwoDaysThatCanBeChosen) {
  std::string rows = counts_header;
  for (const auto& [day, count] : {std::pair("2024-03-31", "10"), {"2025-03-31", "15"}, {"2026-03-31", "40"}})
    rows += std::string("jjm,district,Agra,,") + day + ",tap_connections,household," + count + ",,,p,\n";
  ASSERT_TRUE(import("c.csv", rows).committed);
  EXPECT_EQ(row(scheme("jjm"), "Agra").at("change").to_number<int>(), 25);
  EXPECT_EQ(row(scheme("jjm", {"", "", "2024-03-31", ""}), "Agra").at("change").to_number<int>(), 30);
  EXPECT_EQ(row(scheme("jjm", {"", "2025-03-31", "", ""}), "Agra").at("change").to_number<int>(), 5);
  EXPECT_TRUE(row(scheme("jjm", {"", "2024-03-31", "", ""}), "Agra").at("change").is_null());
  EXPECT_EQ(scheme_view(desk(), "jjm", {"", "2020-01-01", "", ""}).error().code, "day_unknown");
  EXPECT_EQ(scheme_view(desk(), "jjm", {"wells", "", "", ""}).error().code, "counted_unknown");
}

TEST_F(Schemes, ATotalOfAReportIsCheckedAndNoDistrict) {
  const auto report = import("c.csv", counts_header +
                                          "jjm,,Agra,,2026-03-31,tap_connections,household,10,,,p,\n"
                                          "jjm,,कुल योग,,2026-03-31,tap_connections,household,12,,,p,\n");
  ASSERT_TRUE(report.committed);
  const auto& checks = report.groups.front().checks;
  const auto totals = std::ranges::find(checks, "scheme_totals", &Check::code);
  ASSERT_NE(totals, checks.end());
  EXPECT_EQ(totals->status, CheckStatus::warning);
  EXPECT_NE(totals->details.front().en.find("districts 10, stated 12"), std::string::npos);
  const json::object view = scheme("jjm");
  EXPECT_EQ(view.at("state").at("count").to_number<int>(), 12);
  EXPECT_TRUE(view.at("state").at("stated").as_bool());
}

TEST_F(Schemes, ARowOfAnUnknownDistrictIsRefusedAndTheNearestNamed) {
  const auto report = import("c.csv", counts_header +
                                          "jjm,,Agartala,,2026-03-31,x,household,10,,,p,\n"
                                          "jjm,block,Agra,Bah,2026-03-31,x,household,10,,,p,\n"
                                          "jjm,,Agra,Bah,2026-03-31,x,household,10,,,p,\n"
                                          "jjm,block,,Bah,2026-03-31,x,household,10,,,p,\n");
  EXPECT_FALSE(report.committed);
  const auto& refused = report.groups.front().refused;
  ASSERT_EQ(refused.size(), 3U);
  EXPECT_NE(refused[0].reason.en.find("no district"), std::string::npos);
  EXPECT_NE(refused[1].reason.en.find("area_kind"), std::string::npos);
  EXPECT_NE(refused[2].reason.en.find("lies in"), std::string::npos);
}

TEST_F(Schemes, CountsWithoutDayOrSourceAreNotTaken) {
  EXPECT_EQ(shop.import({{"c.csv", "scheme,district,count,source\njjm,Agra,1,p\n"}}).error().code, "day_unknown");
  EXPECT_EQ(shop.import({{"c.csv", "scheme,district,count,as_of\njjm,Agra,1,2026-03-31\n"}}).error().code,
            "provenance_missing");
  ImportOptions options;
  options.source = "the portal";
  ASSERT_TRUE(shop.import({{"c.csv", "scheme,district,count,as_of\njjm,Agra,1,2026-03-31\n"}}, options)->committed);
  EXPECT_EQ(scheme("jjm").at("counts_from").at(0).at("source"), "the portal");
}

TEST_F(Schemes, UndoingTheImportTakesTheCountsBack) {
  ASSERT_TRUE(import("a.csv", counts_header + "jjm,,Agra,,2026-03-31,x,household,10,,,p,\n").committed);
  const auto second = import("b.csv", counts_header + "jjm,,Agra,,2026-03-31,x,household,11,,,p,\n");
  EXPECT_EQ(row(scheme("jjm"), "Agra").at("count").to_number<int>(), 11) << "a later report of the day takes its place";
  ASSERT_TRUE(undo_run(*shop.workspace.warehouse, *second.groups.front().run).ok());
  EXPECT_EQ(row(scheme("jjm"), "Agra").at("count").to_number<int>(), 10);
}

TEST_F(Schemes, OutcomesStandBesideAndAreNeverCounts) {
  ASSERT_TRUE(
      import("nfhs_district.csv", "district,nfhs_round,clean_fuel_pct\nAgra,4,46.7\nAgra,5,67.5\nFaizabad,5,41.3\n")
          .committed);
  const json::object view = scheme("pmuy");
  const json::array& outcomes = view.at("outcomes").as_array();
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[0].at("year"), "2019-21") << "newest first";
  EXPECT_DOUBLE_EQ(outcomes[0].at("values").at("Ayodhya").as_double(), 41.3) << "by its former name";
  EXPECT_EQ(outcomes[1].at("values").as_object().size(), 1U);
  EXPECT_TRUE(view.at("state").at("count").is_null());
  EXPECT_FALSE(view.at("sources").as_array().empty());
  const auto district = district_schemes_view(desk(), "Agra");
  ASSERT_TRUE(district.ok());
  EXPECT_EQ(district->at("outcomes").as_array().size(), 2U);
  EXPECT_EQ(district_schemes_view(desk(), "Atlantis").error().code, "district_unknown");
}

TEST_F(Schemes, AnEstimatedBaseSaysThatItIsOne) {
  import_census();
  ASSERT_TRUE(import("nfhs_district.csv", "district,nfhs_round,clean_fuel_pct\nAgra,5,60\n").committed);
  ASSERT_TRUE(
      import("c.csv", counts_header + "pmuy,,Agra,,2026-03-31,connections_released,household,70000,,,p,\n").committed);
  const json::object view = scheme("pmuy", {"", "", "", "without:clean_fuel"});
  EXPECT_TRUE(view.at("shown").at("base").at("estimate").as_bool());
  EXPECT_NEAR(row(view, "Agra").at("share").as_double(), 0.25, 1e-9) << "70,000 of 7,00,000 × 40 %";
}

TEST_F(Schemes, SampleReportsOfPortalsAreTakenWhole) {
  const std::filesystem::path samples = data_folder / "samples" / "schemes";
  NoProgress progress;
  const auto take = [&](const char* file, const char* mapping) {
    ImportOptions options;
    options.now = shop.at;
    options.synthetic = true;
    if (mapping != nullptr) options.mapping = *intake::read_mapping(*read_file(samples / mapping), mapping);
    const std::vector<ImportFile> files{{samples / file, file}};
    auto report = import_files(*shop.workspace.warehouse, files, options, progress);
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().line(Language::english));
    if (!report.ok()) return std::string();
    std::string text = report->committed ? "" : "not taken";
    for (const Check& check : report->groups.front().checks) {
      if (check.status != CheckStatus::ok) text += check.code + " ";
    }
    for (const intake::Refusal& refusal : report->groups.front().refused)
      text += refusal.value + " " + refusal.reason.en;
    return text;
  };
  EXPECT_EQ(take("pmuy_district_synthetic.csv", "pmuy_district.toml"), "");
  EXPECT_EQ(take("pension_district_synthetic.csv", "pension_district.toml"), "");
  EXPECT_EQ(take("scheme_counts_synthetic.csv", nullptr), "");
  const json::object pension = scheme("up_old_age");
  EXPECT_EQ(pension.at("state").at("districts").to_number<int>(), 75);
  EXPECT_EQ(pension.at("shown").at("base").at("id"), "report:लक्ष्य");
  EXPECT_TRUE(pension.at("synthetic").as_bool());
  EXPECT_EQ(scheme("pmuy").at("measures").as_array().size(), 2U);
}

TEST_F(Schemes, DistrictsAreFoundByAnyOfTheirNames) {
  const DistrictNames names(shop.snapshot()->places);
  for (const auto& [text, id] : {std::pair("AGRA", "Agra"),
                                 {"आगरा", "Agra"},
                                 {"Allahabad", "Prayagraj"},
                                 {"इलाहाबाद", "Prayagraj"},
                                 {"Gautam Budh Nagar", "Gautam Buddha Nagar"},
                                 {"Shrawasti", "Shravasti"},
                                 {"Badaun", "Budaun"},
                                 {"फर्रूखाबाद", "Farrukhabad"},
                                 {"Bara Banki", "Barabanki"},
                                 {"Kanpur Dehat", "Kanpur Dehat"},
                                 {"Sant Kabir Nagar", "Sant Kabir Nagar"}}) {
    const auto found = names.find(text);
    EXPECT_EQ(found.value_or("nothing"), id) << text;
  }
  for (const char* text : {"Total", "योग", "Lucknau Mandal", "", "3", "Kanpur"})
    EXPECT_FALSE(names.find(text).has_value()) << text;
}

}  // namespace
}  // namespace boothwise::services
