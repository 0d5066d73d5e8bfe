// The release as a whole: from boxes to finished tables on a page, and what somebody could try against it.

#include "privacy/ledger.hpp"
#include "unit/services/protected_bench.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "services/area_estimates.hpp"
#include "services/community_view.hpp"
#include "services/release_ledger.hpp"
#include "services/release_run.hpp"
#include "services/released_file.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

/// Booths of two segments of a district, two shakti kendras each, four booths each.
std::vector<ReleaseBooth> small_state_booths() {
  std::vector<ReleaseBooth> booths;
  for (const std::int32_t ac : {1, 2}) {
    for (int part = 1; part <= 8; ++part) {
      const std::string kendra = part <= 4 ? "sk1" : "sk2";
      booths.push_back({"Agra", AcNo(ac), kendra, {"Kendra " + kendra, "केंद्र " + kendra}, std::to_string(part)});
    }
  }
  return booths;
}

/// The machine of the two key officers.
class Release : public test::ProtectedBench {
 protected:
  void SetUp() override {
    ProtectedBench::SetUp();
    write_file("ledger", ledger_text(test::wave_keys(), "", {}));
  }
  fs::path at(const std::string& name) { return workshop.folder.path() / name; }
  void write_file(const std::string& name, const std::string& content) {
    ASSERT_TRUE(write_file_atomically(at(name), content).ok());
  }
  std::string content(const std::string& name) { return read_file(at(name)).value(); }

  /// So many people of each booth answer, as `says` has it.
  template <typename Says>
  void bundle(const std::string& name, int each, const Says& says, const std::vector<ReleaseBooth>& booths) {
    auto out = BundleWriter::create(at(name), test::wave_keys().open.box, plan, made_on, booths);
    ASSERT_TRUE(out.ok());
    for (const ReleaseBooth& booth : booths) {
      for (int number = 0; number < each; ++number)
        ASSERT_TRUE(
            out->put({booth.ac, booth.part, "box", seal_box(test::wave_keys().open.box, says(booth, number))}).ok());
    }
    ASSERT_TRUE(out->commit().ok());
  }
  void bundle(const std::string& name, int each) {
    bundle(
        name, each,
        [](const ReleaseBooth&, int number) { return test::said(number % 2 == 0 ? "obc" : "general", number % 8); },
        small_state_booths());
  }
  Result<ReleaseReport> run(const std::string& bundle_name, const std::string& out,
                            const std::string& ledger = "ledger") {
    NoProgress progress;
    return run_release(test::wave_keys(), {at(bundle_name), at(ledger), at(out), day, 1}, progress);
  }
  static std::string code(const Result<ReleaseReport>& report) { return report.ok() ? "done" : report.error().code; }

  std::vector<ReleasedCell> cells(const std::string& name) {
    std::vector<ReleasedCell> list;
    const Status read = read_released(
        at(name), [](const std::string&) { return Result<std::string>(test::wave_keys().open.verifying); },
        [](const ReleasedHead&) { return success(); },
        [&](const ReleasedCell& cell) {
          list.push_back(cell);
          return success();
        });
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().line(Language::english));
    return list;
  }

  Day made_on = day;
};

TEST_F(Release, BoxesBecomeTablesWithEveryAreaFromDistrictToBooth) {
  // Every answer is given by many: where one is given by nobody, noise decides which others are hidden with it.
  static constexpr std::array answers = {"obc", "general", "obc", "sc", "obc", "st", "obc", "prefer_not_to_say"};
  bundle(
      "bundle", 100,
      [](const ReleaseBooth&, int number) {
        const auto at = static_cast<std::size_t>(number) % answers.size();
        return test::said(answers.at(at), static_cast<int>(at));
      },
      small_state_booths());
  const auto report = run("bundle", "tables");
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  EXPECT_EQ(report->boxes, 1600);
  EXPECT_EQ(report->unreadable + report->elsewhere, 0);
  std::map<std::string, int> levels;
  for (const ReleasedCell& cell : cells("tables")) {
    ++levels[std::string(name_of_level(cell.place.level))];
    EXPECT_TRUE(!cell.base || *cell.base >= 30);
    EXPECT_TRUE(!cell.shown || (cell.shown->count >= 10 && cell.shown->share > 0 && cell.shown->share < 1));
    if (cell.place.level != privacy::Level::district || cell.answer.code != "obc" || cell.question != 1) continue;
    ASSERT_TRUE(cell.shown);
    EXPECT_NEAR(cell.shown->share, 0.5, 0.06);
  }
  // Community: five answers to the segment, four below (ST and what was not said are "others"); things: four.
  EXPECT_EQ(levels,
            (std::map<std::string, int>{{"booth", 16 * 8}, {"district", 9}, {"segment", 18}, {"shakti_kendra", 32}}));
}

TEST_F(Release, AskedAgainItGivesTheSameNumbersWhateverCameSince) {
  bundle("first", 100);
  bundle("second", 140);
  ASSERT_EQ(code(run("first", "tables")), "done");
  const auto again = run("second", "tables2");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->numbers_drawn, 0);
  EXPECT_EQ(content("tables"), content("tables2"));
}

TEST_F(Release, OnePersonMoreInALaterBundleShowsNowhere) {
  // Differencing over time: the same tables with and without her.
  bundle("without", 60);
  ASSERT_EQ(code(run("without", "tables")), "done");
  const auto booths = small_state_booths();
  bundle(
      "with", 60,
      [&](const ReleaseBooth& booth, int number) {
        const bool her = booth.ac == AcNo(1) && booth.part == "1" && number == 0;
        return her ? test::said("st", 11) : test::said(number % 2 == 0 ? "obc" : "general", number % 8);
      },
      booths);
  ASSERT_EQ(code(run("with", "tables2")), "done");
  EXPECT_EQ(content("tables"), content("tables2"));
}

TEST_F(Release, WithoutTheLedgerOrWithAnotherNothingIsReleased) {
  bundle("bundle", 50);
  EXPECT_EQ(code(run("bundle", "tables", "lost")), "file_not_found");
  ASSERT_EQ(code(run("bundle", "tables")), "done");
  std::string edited = content("ledger");
  edited[edited.find("\"noised\":[") + 11] = edited[edited.find("\"noised\":[") + 11] == '1' ? '2' : '1';
  write_file("edited", edited);
  EXPECT_EQ(code(run("bundle", "tables2", "edited")), "ledger_seal_broken");
  write_file("of another wave", ledger_text(new_wave_keys("other"), "", {}));
  EXPECT_EQ(code(run("bundle", "tables2", "of another wave")), "ledger_seal_broken");
  EXPECT_FALSE(fs::exists(at("tables2")));
}

TEST_F(Release, APlanStaysAsItWasOnceAnythingWasReleased) {
  bundle("bundle", 50);
  ASSERT_EQ(code(run("bundle", "tables")), "done");
  plan.questions[0].weights = {4, 4, 4, 4};
  bundle("other plan", 50);
  EXPECT_EQ(code(run("other plan", "tables2")), "wave_plan_changed");
}

TEST_F(Release, AnotherSetOfAreasInTheSameDistrictIsRefused) {
  bundle("bundle", 50);
  ASSERT_EQ(code(run("bundle", "tables")), "done");
  // Booths moved to another kendra: areas that overlap the published ones.
  auto moved = small_state_booths();
  moved[0].kendra = "sk2";
  bundle(
      "moved", 50, [](const ReleaseBooth&, int) { return test::said("obc", 1); }, moved);
  EXPECT_EQ(code(run("moved", "tables2")), "areas_changed");
}

TEST_F(Release, OldBundlesAreRefusedSoThatWhoWithdrewIsNotIn) {
  made_on = Day(std::chrono::sys_days(day) - std::chrono::days(8));
  bundle("old", 50);
  EXPECT_EQ(code(run("old", "tables")), "bundle_old");
}

TEST_F(Release, RowsStandInAnOrderThatTellsNothing) {
  // Boxes in any order, from booths in any order: every line of the tables stands for the same area and answer.
  bundle("bundle", 40);
  auto turned = small_state_booths();
  std::ranges::reverse(turned);
  bundle(
      "turned", 40, [](const ReleaseBooth&, int number) { return test::said("sc", number % 3); }, turned);
  write_file("ledger2", ledger_text(test::wave_keys(), "", {}));
  ASSERT_EQ(code(run("bundle", "tables")), "done");
  ASSERT_EQ(code(run("turned", "tables2", "ledger2")), "done");
  const auto one = cells("tables");
  const auto other = cells("tables2");
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t at = 0; at < one.size(); ++at) {
    EXPECT_EQ(one[at].place.part, other[at].place.part);
    EXPECT_EQ(one[at].place.kendra, other[at].place.kendra);
    EXPECT_EQ(one[at].question, other[at].question);
    EXPECT_EQ(one[at].answer.code, other[at].answer.code);
  }
}

TEST_F(Release, WhatDoesNotOpenOrIsFromElsewhereIsLeftOutAndCountedForTheOfficersAlone) {
  auto out = BundleWriter::create(at("bundle"), test::wave_keys().open.box, plan, day, small_state_booths());
  ASSERT_TRUE(out.ok());
  const std::string strange = seal_box(new_wave_keys("other").open.box, test::said("sc", 1));
  ASSERT_TRUE(out->put({AcNo(1), "1", "box", strange}).ok());
  ASSERT_TRUE(out->put({AcNo(1), "1", "odk", seal_box(test::wave_keys().open.box, "{}")}).ok());
  ASSERT_TRUE(out->put({AcNo(9), "1", "box", seal_box(test::wave_keys().open.box, test::said("sc", 1))}).ok());
  ASSERT_TRUE(out->commit().ok());
  const auto report = run("bundle", "tables");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->unreadable, 2);
  EXPECT_EQ(report->elsewhere, 1);
}

TEST_F(Release, TheBundleIsNothingWithoutTheKey) {
  bundle("bundle", 10);
  EXPECT_EQ(content("bundle").find("obc"), std::string::npos);
  NoProgress progress;
  EXPECT_EQ(code(run_release(new_wave_keys(plan.code), {at("bundle"), at("ledger"), at("tables"), day, 1}, progress)),
            "backup_other_key");
}

TEST_F(Release, TablesThatWereTouchedOrSignedByOthersAreNotTaken) {
  bundle("bundle", 50);
  ASSERT_EQ(code(run("bundle", "tables")), "done");
  std::string touched = content("tables");
  touched[touched.size() - 5] ^= 1;
  write_file("touched", touched);
  auto desk = caller();
  NoProgress progress;
  const auto refused = load_released(desk, at("touched"), progress);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "signature_wrong");
  write_file("no tables", "boothwise\n");
  EXPECT_EQ(load_released(desk, at("no tables"), progress).error().code, "released_malformed");
}

TEST_F(Release, TablesComeToThePageAndASecondReleaseIsRefused) {
  bundle("bundle", 100);
  ASSERT_EQ(code(run("bundle", "tables")), "done");
  auto desk = caller();
  NoProgress progress;
  const auto loaded = load_released(desk, at("tables"), progress);
  ASSERT_TRUE(loaded.ok()) << loaded.error().line(Language::english);
  EXPECT_FALSE(loaded->at("already_there").as_bool());
  EXPECT_TRUE(load_released(desk, at("tables"), progress)->at("already_there").as_bool());
  // Other numbers of the same wave, drawn under a ledger that was set back.
  write_file("ledger2", ledger_text(test::wave_keys(), "", {}));
  ASSERT_EQ(code(run("bundle", "tables2", "ledger2")), "done");
  ASSERT_NE(content("tables"), content("tables2"));
  EXPECT_EQ(load_released(desk, at("tables2"), progress).error().code, "already_released");

  const auto snapshot = workshop.snapshot();
  const auto view = community_view(*snapshot, *workshop.workspace.warehouse, {});
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  EXPECT_EQ(view->at("wave").at("wave").as_string(), "household-means");
  ASSERT_EQ(view->at("areas").as_array().size(), 1U);
  const json::value& district = view->at("areas").as_array()[0];
  EXPECT_EQ(district.at("level").as_string(), "district");
  EXPECT_TRUE(district.at("shows").as_bool());
  EXPECT_NE(view->at("questions").as_array()[0].at("use").at("en").as_string().find("Never"), json::string::npos);
  const auto segments = community_view(*snapshot, *workshop.workspace.warehouse, {"", "Agra", {}, "", ""});
  EXPECT_EQ(segments->at("areas").as_array().size(), 3U);
  EXPECT_EQ(community_view(*snapshot, *workshop.workspace.warehouse, {"none", "", {}, "", ""}).error().code,
            "wave_unknown");
  // Exports hold what the page shows, and nothing else.
  ASSERT_TRUE(export_community(*snapshot, *workshop.workspace.warehouse, "", "csv", at("all.csv")).ok());
  ASSERT_TRUE(export_community(*snapshot, *workshop.workspace.warehouse, "", "parquet", at("all.parquet")).ok());
  const std::string csv = content("all.csv");
  EXPECT_EQ(std::ranges::count(csv, '\n'), static_cast<std::ptrdiff_t>(cells("tables").size()) + 1);
  EXPECT_EQ(content("all.parquet").substr(0, 4), "PAR1");
  ASSERT_TRUE(export_community(*snapshot, *workshop.workspace.warehouse, "", "xlsx", at("all.xlsx")).ok());
  EXPECT_EQ(content("all.xlsx").substr(0, 2), "PK");
  EXPECT_EQ(export_community(*snapshot, *workshop.workspace.warehouse, "", "ods", at("all.ods")).error().code,
            "format_unknown");
}

TEST_F(Release, EstimatesAreMadeOfMeansAndNeverOfCommunities) {
  auto desk = caller();
  NoProgress progress;
  EXPECT_EQ(economy_estimates(*workshop.snapshot(), *workshop.workspace.warehouse, {}, progress).error().code,
            "no_released_tables");
  bundle("bundle", 100);
  ASSERT_EQ(code(run("bundle", "tables")), "done");
  ASSERT_TRUE(load_released(desk, at("tables"), progress).ok());
  const auto snapshot = workshop.snapshot();
  EconomyAsked asked;
  asked.areas.district = "Agra";
  asked.posterior.draws = 200;
  const auto view = economy_estimates(*snapshot, *workshop.workspace.warehouse, asked, progress);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  std::size_t known = 0;
  for (const json::value& estimate : view->at("estimates").as_array()) {
    EXPECT_EQ(estimate.at("question").as_string(), "durables");  // R13: the other question was on communities
    for (const json::value& area : estimate.at("areas").as_array()) {
      if (area.at("share").is_null()) continue;
      ++known;
      const double share = area.at("share").at("value").as_double();
      EXPECT_LE(area.at("share").at("low").as_double(), share);
      EXPECT_GE(area.at("share").at("high").as_double(), share);
      EXPECT_GE(area.at("from_neighbours").to_number<double>(), 0);
      EXPECT_LE(area.at("from_neighbours").to_number<double>(), 1);
    }
  }
  EXPECT_GE(known, 21U);  // the district, two segments, four kendras and booths of an answer at least
}

TEST_F(Release, SubsetSumsOfAllPublishedNumbersFindNobody) {
  // Somebody who knows everybody else's answers takes all published numbers of the victim's areas, subtracts what the
  // others gave, and guesses. Better than rho allows would be a leak anywhere between box and table.
  constexpr int rounds = 60;
  const std::vector<ReleaseBooth> booths = small_state_booths();
  int right = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::string truth = round % 2 == 0 ? "obc" : "general";
    bundle("bundle", 24,
           [&](const ReleaseBooth& booth, int number) {
             const bool her = booth.ac == AcNo(1) && booth.part == "1" && number == 0;
             return test::said(her ? truth : number % 2 == 0 ? "obc" : "general", 4);
           },
           {booths.begin(), booths.begin() + 4});
    write_file("ledger", ledger_text(test::wave_keys(), "", {}));
    ASSERT_EQ(code(run("bundle", "tables")), "done");
    std::map<std::string, double> sums;
    for (const ReleasedCell& cell : cells("tables")) {
      if (cell.question != 1 || (cell.place.level == privacy::Level::booth && cell.place.part != "1")) continue;
      if (cell.shown) sums[cell.answer.code] += static_cast<double>(cell.shown->count);
    }
    right += (sums["obc"] > sums["general"]) == (truth == "obc") ? 1 : 0;
  }
  // 61.2 % at most (docs/release.md), and four standard deviations of sixty tries.
  EXPECT_LT(right / static_cast<double>(rounds), 0.612 + 4 * 0.5 / std::sqrt(rounds));
}

TEST(WaveKeys, BothSharesAndBothPassphrasesAreNeeded) {
  const WaveSecretKeys& keys = test::wave_keys();
  const auto shares = split_keys(keys, "one officer's words", "the other's words", PassphraseCost::for_tests);
  ASSERT_TRUE(shares.ok());
  const BroughtShare a{shares->a, "a", "one officer's words"};
  const BroughtShare b{shares->b, "b", "the other's words"};
  for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
    const auto joined = join_keys(one, other);
    ASSERT_TRUE(joined.ok()) << joined.error().line(Language::english);
    EXPECT_EQ(joined->box.secret_half, keys.box.secret_half);
    EXPECT_EQ(joined->rsa_der, keys.rsa_der);
    EXPECT_EQ(joined->open.rsa, keys.open.rsa);
    EXPECT_EQ(joined->open.verifying, keys.open.verifying);
    EXPECT_EQ(ledger_seal(*joined, "x"), ledger_seal(keys, "x"));
  }
  const auto code = [](const BroughtShare& one, const BroughtShare& other) {
    return join_keys(one, other).error().code;
  };
  EXPECT_EQ(code(a, {shares->b, "b", "guessed words"}), "passphrase_wrong");
  EXPECT_EQ(code(a, a), "share_other_wave") << "one share twice";
  const auto strangers = split_keys(new_wave_keys("household-means"), "one officer's words", "the other's words",
                                    PassphraseCost::for_tests);
  EXPECT_EQ(code(a, {strangers->b, "b", "the other's words"}), "share_other_wave");
  EXPECT_EQ(code(a, {"{}", "b", "x"}), "share_malformed");
  EXPECT_EQ(split_keys(keys, "short", "the other's words", PassphraseCost::for_tests).error().code, "passphrase_short");
  // Neither share holds any of the secret: both are masked.
  for (const std::string& share : {shares->a, shares->b}) {
    EXPECT_EQ(share.find(hexadecimal(keys.box.secret_half)), std::string::npos);
    EXPECT_EQ(share.find(base64(keys.box.secret_half)), std::string::npos);
  }
}

TEST(WaveKeys, PublicFilesAreReadAgainAndOthersRefused) {
  const WavePublicKeys& open = test::wave_keys().open;
  const auto read = parse_public_keys(public_text(open), "w.public");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->box, open.box);
  EXPECT_EQ(read->rsa, open.rsa);
  for (const std::string& text : {std::string("{}"), std::string("x"), public_text(open).substr(3)})
    EXPECT_EQ(parse_public_keys(text, "w.public").error().code, "keys_malformed");
}

TEST(WavePlans, TellWhatIsWrongWithTheField) {
  const std::string sound = json::serialize(plan_json(test::ready_made_plan()));
  ASSERT_TRUE(parse_wave_plan(sound, "plan.json").ok());
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string text = sound;
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return parse_wave_plan(text.replace(at, what.size(), instead), "plan.json");
  };
  EXPECT_EQ(with("\"coarse\"", "\"fine\"").error().code, "set_too_fine");
  EXPECT_EQ(with("prefer_not_to_say", "no_answer").error().code, "wave_malformed") << "R14";
  EXPECT_EQ(with("\"purpose\":\"community\"", "\"purpose\":\"schemes\"").error().code, "wave_malformed");
  EXPECT_EQ(with("2027-03-31", "2026-03-31").error().code, "wave_malformed");
  EXPECT_EQ(with("2027-03-31", "soon").error().where.column, "last_day");
  EXPECT_EQ(with("\"base\":30", "\"base\":5").error().code, "floor_lowered");
  EXPECT_EQ(with("\"code\":\"sc\"", "\"code\":\"obc\"").error().code, "wave_malformed");
  EXPECT_EQ(with("\"least\":6", "\"least\":2").error().code, "wave_malformed");
  EXPECT_EQ(with("\"down_to\":\"segment\"", "\"down_to\":\"booth\"").error().code, "merge_malformed")
      << "others of one";
  EXPECT_EQ(with("\"down_to\":\"segment\"", "\"down_to\":\"lane\"").error().choices.size(), 4U);
  EXPECT_EQ(with("\"synthetic\"", "\"synthetics\"").error().code, "body_malformed");
  EXPECT_EQ(parse_wave_plan("[]", "plan.json").error().where.file, "plan.json");
}

TEST_F(Release, WavesDoNotOverlapAndKeysAreTheirOwn) {
  auto desk = caller();
  WavePlan next = plan;
  next.code = "next";
  WavePublicKeys keys = test::wave_keys().open;
  EXPECT_EQ(open_wave(desk, next, keys).error().code, "wave_other");
  keys.wave = "next";
  EXPECT_EQ(open_wave(desk, next, keys).error().code, "waves_overlap");
  EXPECT_EQ(open_wave(desk, plan, test::wave_keys().open).error().code, "wave_taken");
  next.first = next.last = Day(std::chrono::year(2028), std::chrono::month(1), std::chrono::day(1));
  EXPECT_TRUE(open_wave(desk, next, keys).ok());
  for (int number = 0; number < 150; ++number) ASSERT_TRUE(take(answer(number, test::said("sc", 1))).ok());
  const auto view = waves_view(desk);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->at("waves").as_array()[0].at("answers_about").as_int64(), 100) << "no exact count is told";
}

}  // namespace
}  // namespace boothwise::services
