#include "unit/services/workshop.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>

#include "intake/table.hpp"
#include "services/views.hpp"

namespace boothwise::services {
namespace {

using test::winners;
using test::Workshop;

const std::string two_seats =
    "election,pc_no,position,candidate,party,votes,electors,stated_total\n"
    "LS-2019,1,1,X,A,600,2000,1000\n"
    "LS-2019,1,2,Y,B,400,2000,1000\n"
    "LS-2019,2,1,V,B,300,1000,500\n"
    "LS-2019,2,2,W,A,200,1000,500\n";

const Check* check_of(const ImportReport& report, std::string_view code) {
  for (const GroupReport& group : report.groups) {
    for (const Check& check : group.checks) {
      if (check.code == code) return &check;
    }
  }
  return nullptr;
}

TEST(Import, TakesEveryRowAndRemembersWhereFrom) {
  Workshop shop;
  ImportOptions options;
  options.source = "the returning officer";
  const auto report = shop.import({{"result.csv", two_seats}}, options);
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->committed);
  EXPECT_EQ(report->groups.front().rows_taken, 4);
  const auto manifest = shop.workspace.warehouse->manifest();
  EXPECT_EQ(manifest->runs.front().source, "the returning officer");
  EXPECT_EQ(manifest->runs.front().files.front().sha256.size(), 64U);
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2019"), "1:A:600 2:B:300 ");
}

TEST(Import, OfTheSameFileAgainDoesNothing) {
  Workshop shop;
  ASSERT_TRUE(shop.import({{"result.csv", two_seats}})->committed);
  const auto again = shop.import({{"copy.csv", two_seats}});
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->groups.front().already_there);
  EXPECT_EQ(shop.workspace.warehouse->manifest()->runs.size(), 1U);
}

TEST(Import, WithABadCellTakesNothingAndNamesLineColumnAndValue) {
  Workshop shop;
  const auto report =
      shop.import({{"bad.csv", "election,pc_no,candidate,party,votes\nLS-2019,1,X,A,600\nLS-2019,1,Y,B,4o0\n"}});
  ASSERT_TRUE(report.ok());
  EXPECT_FALSE(report->committed);
  EXPECT_TRUE(report->has_bad());
  const intake::Refusal& refusal = report->groups.front().refused.front();
  EXPECT_EQ(refusal.line, 3U);
  EXPECT_EQ(refusal.column, "votes");
  EXPECT_EQ(refusal.value, "4o0");
  EXPECT_FALSE(refusal.reason.hi.empty());
  EXPECT_TRUE(shop.workspace.warehouse->manifest()->runs.empty());
}

TEST(Import, ThatSkipsBadRowsWritesThemToAFileThatCanBeMendedAndImported) {
  Workshop shop;
  ImportOptions options;
  options.skip_bad = true;
  options.rejects = shop.folder.path() / "rejects.csv";
  const auto report = shop.import(
      {{"bad.csv", "election,pc_no,candidate,party,votes\nLS-2019,1,X,A,600\nLS-2019,2,Y,B,4o0\n"}}, options);
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->committed);
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2019"), "1:A:600 ");
  std::string rejects = *read_file(options.rejects);
  EXPECT_NE(rejects.find("LS-2019,2,Y,B,4o0"), std::string::npos);
  rejects.replace(rejects.find("Y,B,4o0"), 7, "Y,B,400");
  ASSERT_TRUE(shop.import({{"mended.csv", rejects}})->committed);
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2019"), "1:A:600 2:B:400 ");
}

TEST(Import, DryRunKeepsNothing) {
  Workshop shop;
  ImportOptions options;
  options.dry_run = true;
  const auto report = shop.import({{"result.csv", two_seats}}, options);
  EXPECT_EQ(report->groups.front().rows_taken, 4);
  EXPECT_FALSE(report->committed);
  EXPECT_TRUE(shop.workspace.warehouse->manifest()->runs.empty());
}

TEST(Import, OfOneSeatSupersedesOnlyThatSeat) {
  Workshop shop;
  ASSERT_TRUE(shop.import({{"result.csv", two_seats}})->committed);
  ASSERT_TRUE(shop.import({{"recount.csv", "election,pc_no,candidate,party,votes\nLS-2019,2,V,B,301\n"}})->committed);
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2019"), "1:A:600 2:B:301 ");
}

TEST(Import, RefusesARowThatStandsTwiceAndASeatThatIsNotInTheState) {
  Workshop shop("UP");
  const auto twice =
      shop.import({{"twice.csv", "election,pc_no,candidate,party,votes\nLS-2019,1,X,A,6\nLS-2019,1,X,A,6\n"}});
  EXPECT_EQ(twice->groups.front().refused.front().line, 3U);
  const auto foreign = shop.import({{"foreign.csv", "election,pc_no,candidate,party,votes\nLS-2019,81,X,A,6\n"}});
  EXPECT_EQ(foreign->groups.front().refused.front().value, "81");
  EXPECT_NE(foreign->groups.front().refused.front().reason.en.find("1 to 80"), std::string::npos);
  // Old boundaries had 85 seats: their numbers name other places.
  EXPECT_TRUE(shop.import({{"old.csv", "election,pc_no,candidate,party,votes\nLS-1999,85,X,A,6\n"}})->committed);
}

TEST(Import, WarnsWhereCandidatesDoNotAddUpToTheStatedTotal) {
  Workshop shop;
  std::string wrong = two_seats;
  wrong.replace(wrong.find("600,2000,1000"), 13, "601,2000,1000");
  const auto report = shop.import({{"wrong.csv", wrong}});
  EXPECT_TRUE(report->committed);
  EXPECT_EQ(check_of(*report, "candidates_against_stated_total")->status, CheckStatus::warning);
  EXPECT_EQ(check_of(*report, "votes_above_electors")->status, CheckStatus::ok);
}

TEST(Import, WarnsOfMoreVotesThanElectors) {
  Workshop shop;
  const auto report =
      shop.import({{"many.csv", "election,pc_no,candidate,party,votes,electors\nLS-2019,1,X,A,600,500\n"}});
  EXPECT_EQ(check_of(*report, "votes_above_electors")->status, CheckStatus::warning);
}

TEST(Import, OfAByElectionStandsApartFromTheGeneralElection) {
  Workshop shop;
  ASSERT_TRUE(shop.import({{"result.csv", two_seats}})->committed);
  ASSERT_TRUE(shop.import({{"pc_byelections.csv", "year,pc_no,candidate,party,votes\n2019,1,X,C,7\n"}})->committed);
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2019"), "1:A:600 2:B:300 ");
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2019-BY"), "1:C:7 ");
}

class Booths : public ::testing::Test {
 protected:
  Workshop shop{"UP"};
  const std::string candidates = "pc_no,candidate_no,candidate,party\n1,1,X,A\n1,2,Y,B\n";
  const std::string stations =
      "ac_no,part_no,station_name,electors,stated_total\n1,1,school,500,30\n1,2,hall,400,0\n1,3A,room,300,9\n";
  const std::string votes = "ac_no,part_no,candidate_no,votes\n1,1,1,20\n1,1,2,10\n1,3A,2,9\n";
};

TEST_F(Booths, OfOneElectionAreOneImport) {
  const auto report = shop.import({{"booth_ls2014_votes.csv", votes},
                                   {"booth_ls2014_stations.csv", stations},
                                   {"booth_ls2014_candidates.csv", candidates}});
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  EXPECT_TRUE(report->committed);
  ASSERT_EQ(report->groups.size(), 1U);
  EXPECT_EQ(report->groups.front().kind, "booths");
}

TEST_F(Booths, AStationThatPrintsNoVoteIsMissingAndNotZero) {
  ASSERT_TRUE(
      shop.import({{"booth_ls2014_votes.csv", votes},
                   {"booth_ls2014_stations.csv", stations},
                   {"booth_ls2014_candidates.csv", candidates},
                   {"LS-2014.csv", "election,pc_no,candidate,party,votes\nLS-2014,1,X,A,20\nLS-2014,1,Y,B,19\n"}})
          ->committed);
  const auto snapshot = shop.snapshot();
  Asked asked{"LS-2014", "A", {}};
  const auto view = segment_view(*snapshot, *shop.workspace.warehouse, AcNo(1), asked);
  ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
  const auto& booths = view->at("booths").as_object();
  EXPECT_EQ(booths.at("stations").to_number<int>(), 3);
  EXPECT_EQ(booths.at("missing").to_number<int>(), 1);
  const auto& empty = booths.at("list").as_array()[1].as_object();
  EXPECT_TRUE(empty.at("missing").as_bool());
  EXPECT_TRUE(empty.at("valid_votes").is_null());
  EXPECT_TRUE(empty.at("turnout").is_null());
  EXPECT_EQ(booths.at("list").as_array()[2].at("part").as_string(), "3A");
}

TEST_F(Booths, VotesOfAStationThatIsNotListedKeepTheImportOut) {
  const auto report = shop.import({{"booth_ls2014_votes.csv", votes + "1,77,1,5\n"},
                                   {"booth_ls2014_stations.csv", stations},
                                   {"booth_ls2014_candidates.csv", candidates}});
  ASSERT_TRUE(report.ok());
  EXPECT_FALSE(report->committed);
  EXPECT_EQ(check_of(*report, "votes_without_station")->status, CheckStatus::error);
}

TEST(Import, OfPlacesUpdatesThemAndKeepsTheirHindiNames) {
  Workshop shop("UP");
  ASSERT_TRUE(shop.import({{"parliamentary_constituencies.csv",
                            "pc_no,pc_name,reservation,districts\n1,SAHARANPUR,SC,Saharanpur\n"}})
                  ->committed);
  const auto snapshot = shop.snapshot();
  const auto* pc = snapshot->places.pc(PcNo(1));
  EXPECT_EQ(pc->name.en, "Saharanpur");
  EXPECT_EQ(pc->name.hi, "सहारनपुर");
  EXPECT_EQ(pc->reservation, "SC");
  EXPECT_EQ(snapshot->places.pcs().size(), 80U);
}

class StopAtOnce final : public Progress {
 public:
  void report(double /*fraction*/, const Bilingual& /*what*/) override {}
  [[nodiscard]] bool stop_requested() const override { return true; }
};

TEST(Import, ThatIsStoppedTakesNothingAndCanBeRunAgain) {
  Workshop shop;
  const ImportFile file{shop.folder.write("result.csv", two_seats), "result.csv"};
  ImportOptions options;
  StopAtOnce stop;
  const auto stopped = import_files(*shop.workspace.warehouse, {&file, 1}, options, stop);
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, "stopped");
  EXPECT_TRUE(shop.workspace.warehouse->manifest()->runs.empty());
  NoProgress progress;
  EXPECT_TRUE(import_files(*shop.workspace.warehouse, {&file, 1}, options, progress)->committed);
}

TEST(Import, SaysWhichElectionIsMissing) {
  Workshop shop;
  const auto report = shop.import({{"unnamed.csv", "pc_no,candidate,party,votes\n1,X,A,6\n"}});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, "election_unknown");
  ImportOptions options;
  options.mapping.election = "LS-2024";
  EXPECT_TRUE(shop.import({{"unnamed.csv", "pc_no,candidate,party,votes\n1,X,A,6\n"}}, options)->committed);
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2024"), "1:A:6 ");
}

TEST(Import, TakesForeignColumnsByAMapping) {
  Workshop shop;
  ImportOptions options;
  options.kinds = {intake::Kind::results};
  options.mapping.columns = {{"Seat", "pc_no"}, {"Who", "candidate"}, {"For", "party"}, {"Got", "votes"}};
  options.mapping.election = "LS-2024";
  ASSERT_TRUE(shop.import({{"theirs.csv", "Seat;Who;For;Got\n1;X;A;\"1,23,456\"\n"}}, options)->committed);
  EXPECT_EQ(winners(*shop.snapshot(), "LS-2024"), "1:A:123456 ");
}

/// Digests of the rollups by table and election.
std::map<std::string, std::string> rollups(const Workspace& workspace) {
  std::map<std::string, std::string> digests;
  for (const auto& file : workspace.warehouse->manifest()->rollups)
    digests[file.table + "/" + file.scope] = file.sha256;
  return digests;
}

TEST(Undo, RestoresByteIdenticalRollups) {
  EXPECT_TRUE(rc::check("import and undo", [] {
    Workshop shop;
    RC_ASSERT(shop.import({{"result.csv", two_seats}})->committed);
    const auto before = rollups(shop.workspace);
    std::vector<std::int64_t> runs;
    const int steps = *rc::gen::inRange(1, 4);
    for (int step = 0; step < steps; ++step) {
      const std::string election = *rc::gen::element(std::string("LS-2019"), std::string("LS-2014"));
      const std::string seat = std::to_string(*rc::gen::inRange(1, 4));
      const std::string votes = std::to_string(*rc::gen::inRange(1, 100000));
      const auto report = shop.import({{"more.csv", "election,pc_no,candidate,party,votes\n" + election + "," + seat +
                                                        ",N" + votes + ",A," + votes + "\n"}});
      RC_ASSERT(report->committed);
      if (!report->groups.front().already_there) runs.push_back(*report->groups.front().run);
    }
    while (!runs.empty()) {
      const auto at = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(runs.size())));
      RC_ASSERT(undo_run(*shop.workspace.warehouse, runs[at]).ok());
      runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(at));
    }
    RC_ASSERT(rollups(shop.workspace) == before);
  }));
}

TEST(Undo, OfAnUnknownOrUndoneRunSaysSo) {
  Workshop shop;
  EXPECT_EQ(undo_run(*shop.workspace.warehouse, 9).error().code, "run_unknown");
  ASSERT_TRUE(shop.import({{"result.csv", two_seats}})->committed);
  EXPECT_TRUE(undo_run(*shop.workspace.warehouse, 1).ok());
  EXPECT_EQ(undo_run(*shop.workspace.warehouse, 1).error().code, "run_undone_already");
}

}  // namespace
}  // namespace boothwise::services
