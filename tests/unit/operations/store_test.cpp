#include "operations/store.hpp"

#include "operations/concordance_decisions.hpp"
#include "operations/pair_decisions.hpp"
#include "operations/roll_drafts.hpp"
#include "operations/roll_help.hpp"
#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace boothwise::operations {
namespace {

const Instant noon{std::chrono::seconds(1'780'000'000)};

class OpenStore : public testing::Test {
 protected:
  OpenStore() { open(); }
  void open() {
    store_.reset();
    auto opened = Store::open(folder_.path() / "operations.sqlite");
    ASSERT_TRUE(opened.ok()) << opened.error().line(Language::english);
    store_ = std::move(opened).value();
  }
  Store& store() { return *store_; }

  test::TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

PairDecision verdict(std::string by, Verdict said) {
  return {{}, "duplicates 2026@12", "2026/12/3/45", "2026/12/3/46", said, std::move(by), noon};
}

TEST_F(OpenStore, WhatWasDecidedIsThereAfterOpeningAgain) {
  ASSERT_TRUE(decide_pair(store(), verdict("Asha", Verdict::same)).ok());
  open();
  const auto decisions = pair_decisions(store(), "duplicates 2026@12");
  ASSERT_TRUE(decisions.ok());
  ASSERT_EQ(decisions->size(), 1U);
  EXPECT_EQ(decisions->front().left, "2026/12/3/45");
  EXPECT_EQ(decisions->front().verdict, Verdict::same);
  EXPECT_EQ(decisions->front().by, "Asha");
  EXPECT_EQ(decisions->front().at, noon);
}

TEST_F(OpenStore, APersonsNewVerdictReplacesHerOldOneAndLeavesOthersStanding) {
  ASSERT_TRUE(decide_pair(store(), verdict("Asha", Verdict::same)).ok());
  ASSERT_TRUE(decide_pair(store(), verdict("Bano", Verdict::same)).ok());
  ASSERT_TRUE(decide_pair(store(), verdict("Asha", Verdict::different)).ok());
  const auto decisions = pair_decisions(store(), "duplicates 2026@12");
  ASSERT_EQ(decisions->size(), 2U);
  for (const PairDecision& decision : *decisions) {
    EXPECT_EQ(decision.verdict, decision.by == "Asha" ? Verdict::different : Verdict::same);
  }
}

TEST_F(OpenStore, AVerdictTakenBackStandsNoMoreAndCannotBeTakenBackAgain) {
  const auto decision = decide_pair(store(), verdict("Asha", Verdict::same));
  ASSERT_TRUE(undo_pair_decision(store(), decision->id, noon).ok());
  EXPECT_TRUE(pair_decisions(store(), "duplicates 2026@12")->empty());
  const Status again = undo_pair_decision(store(), decision->id, noon);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, "decision_unknown");
}

TEST_F(OpenStore, AnotherQueueHasOtherVerdicts) {
  ASSERT_TRUE(decide_pair(store(), verdict("Asha", Verdict::same)).ok());
  EXPECT_TRUE(pair_decisions(store(), "duplicates 2026@13")->empty());
}

ConcordanceDecision moved(std::vector<ConcordanceDecision::Target> targets) {
  return {{}, "LS-2014", "VS-2017", AcNo(85), "12", std::move(targets), "Asha", noon};
}

TEST_F(OpenStore, AStationSplitByHandKeepsItsWeights) {
  ASSERT_TRUE(decide_concordance(store(), moved({{"14", 0.25}, {"13A", 0.75}})).ok());
  const auto decisions = concordance_decisions(store(), "LS-2014", "VS-2017", AcNo(85));
  ASSERT_TRUE(decisions.ok());
  ASSERT_EQ(decisions->size(), 1U);
  ASSERT_EQ(decisions->front().targets.size(), 2U);
  EXPECT_EQ(decisions->front().targets[0].part, "13A");
  EXPECT_DOUBLE_EQ(decisions->front().targets[0].weight, 0.75);
  EXPECT_TRUE(concordance_decisions(store(), "LS-2014", "VS-2017", AcNo(86))->empty());
  EXPECT_EQ(concordance_decisions(store(), "LS-2014", "VS-2017", std::nullopt)->size(), 1U);
}

TEST_F(OpenStore, AStationThatIsNoneOfTheNewerOnesIsADecisionToo) {
  ASSERT_TRUE(decide_concordance(store(), moved({{"14", 1}})).ok());
  const auto none = decide_concordance(store(), moved({}));
  ASSERT_TRUE(none.ok());
  const auto decisions = concordance_decisions(store(), "LS-2014", "VS-2017", AcNo(85));
  ASSERT_EQ(decisions->size(), 1U);
  EXPECT_TRUE(decisions->front().targets.empty());
  ASSERT_TRUE(undo_concordance_decision(store(), none->id, noon).ok());
  EXPECT_TRUE(concordance_decisions(store(), "LS-2014", "VS-2017", AcNo(85))->empty());
}

TEST_F(OpenStore, WeightsThatDoNotSumToOneAreRefusedAndNothingIsKept) {
  for (const auto& targets : {std::vector<ConcordanceDecision::Target>{{"14", 0.5}},
                              std::vector<ConcordanceDecision::Target>{{"14", 1.5}, {"15", -0.5}}}) {
    const auto refused = decide_concordance(store(), moved(targets));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "weights_malformed");
  }
  EXPECT_TRUE(concordance_decisions(store(), "LS-2014", "VS-2017", std::nullopt)->empty());
}

RollDraft part_draft() {
  RollDraft draft;
  draft.revision = "2026";
  draft.ac = AcNo(12);
  draft.part = 3;
  draft.qualifying_date = "2026-01-01";
  draft.publication_date = "2026-01-06";
  draft.source = "images received from the ERO on 2026-01-10";
  draft.stated_male = 2;
  draft.stated_female = 1;
  draft.made_by = "Asha";
  draft.made_at = noon;
  return draft;
}

DraftEntry typed(std::int64_t serial, std::string name) {
  return {serial, std::move(name), "F", "राम लाल", "12क", 34, "M", "", "Asha", noon};
}

TEST_F(OpenStore, EntriesOfADraftComeInOrderAndCanBeTypedAgain) {
  const auto made = make_draft(store(), part_draft());
  ASSERT_TRUE(made.ok());
  ASSERT_TRUE(put_entry(store(), made->id, Typing::first, typed(2, "श्याम")).ok());
  ASSERT_TRUE(put_entry(store(), made->id, Typing::first, typed(1, "मोहन")).ok());
  ASSERT_TRUE(put_entry(store(), made->id, Typing::first, typed(2, "श्याम लाल")).ok());
  ASSERT_TRUE(put_entry(store(), made->id, Typing::second, typed(1, "मोहन")).ok());
  const auto first = draft_entries(store(), made->id, Typing::first);
  ASSERT_EQ(first->size(), 2U);
  EXPECT_EQ(first->at(0).serial, 1);
  EXPECT_EQ(first->at(1).name, "श्याम लाल");
  ASSERT_TRUE(remove_entry(store(), made->id, Typing::first, 2).ok());
  EXPECT_EQ(remove_entry(store(), made->id, Typing::first, 2).error().code, "entry_unknown");
  EXPECT_EQ(draft_entries(store(), made->id, Typing::first)->size(), 1U);
}

TEST_F(OpenStore, AClosedDraftHoldsNobodyAndStaysClosed) {
  const auto made = make_draft(store(), part_draft());
  ASSERT_TRUE(put_entry(store(), made->id, Typing::first, typed(1, "मोहन")).ok());
  ASSERT_TRUE(close_draft(store(), made->id, 7).ok());
  const auto closed = draft(store(), made->id);
  EXPECT_EQ(closed->state, "imported");
  EXPECT_EQ(closed->run, 7);
  EXPECT_TRUE(draft_entries(store(), made->id, Typing::first)->empty());
  EXPECT_EQ(close_draft(store(), made->id, std::nullopt).error().code, "draft_closed");
  EXPECT_EQ(draft(store(), "nothing").error().code, "draft_unknown");
}

TEST_F(OpenStore, AnEntryOfNoDraftIsRefused) {
  EXPECT_FALSE(put_entry(store(), "nothing", Typing::first, typed(1, "मोहन")).ok());
}

RollHelp help_by(std::string agent, std::string day) {
  RollHelp help;
  help.revision = "2026";
  help.ac = AcNo(12);
  help.part = 3;
  help.serial = 45;
  help.situation = "wrongly_struck";
  help.form = "6";
  help.evidence = "age,residence";
  help.agent = std::move(agent);
  help.given_on = std::move(day);
  help.noted_at = noon;
  return help;
}

TEST_F(OpenStore, HelpIsCountedByAgentDayAndRevision) {
  for (const char* day : {"2026-01-08", "2026-01-08", "2026-01-09"}) {
    ASSERT_TRUE(add_help(store(), help_by("Asha", day)).ok());
  }
  const auto withdrawn = add_help(store(), help_by("Asha", "2026-01-08"));
  ASSERT_TRUE(set_help_outcome(store(), withdrawn->id, "withdrawn").ok());
  ASSERT_TRUE(add_help(store(), help_by("Bano", "2026-01-08")).ok());
  const auto count = count_help(store(), "Asha", "2026", "2026-01-08");
  ASSERT_TRUE(count.ok());
  EXPECT_EQ(count->on_day, 2);
  EXPECT_EQ(count->in_revision, 3);
  EXPECT_EQ(help_given(store(), "2026")->size(), 5U);
  EXPECT_EQ(set_help_outcome(store(), "nothing", "accepted").error().code, "help_unknown");
}

TEST_F(OpenStore, AClaimsPeriodIsReplacedByANewerNotification) {
  ASSERT_TRUE(set_claims_period(store(), {"2026", "2026-01-06", "2026-02-06", "intensive", "first notice"}).ok());
  ASSERT_TRUE(set_claims_period(store(), {"2026", "2026-01-06", "2026-02-20", "intensive", "extended"}).ok());
  const auto periods = claims_periods(store());
  ASSERT_EQ(periods->size(), 1U);
  EXPECT_EQ(periods->front().last_day, "2026-02-20");
}

TEST_F(OpenStore, WorkThatFailsLeavesNothing) {
  const Status done = store().atomically([&]() -> Status {
    BOOTHWISE_CHECK(add_help(store(), help_by("Asha", "2026-01-08")));
    return Error{ErrorKind::bad_input, "no", {"no", "नहीं"}};
  });
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "no");
  EXPECT_TRUE(help_given(store(), "2026")->empty());
}

TEST_F(OpenStore, ManyWritersLoseNothing) {
  constexpr int writers = 4;
  constexpr int each = 25;
  {
    std::vector<std::jthread> threads;
    for (int writer = 0; writer < writers; ++writer) {
      threads.emplace_back([this, writer] {
        for (int i = 0; i < each; ++i) {
          EXPECT_TRUE(add_help(store(), help_by("agent " + std::to_string(writer), "2026-01-08")).ok());
        }
      });
    }
  }
  EXPECT_EQ(help_given(store(), "2026")->size(), static_cast<std::size_t>(writers * each));
}

TEST_F(OpenStore, OnlyItsOwnerReadsTheFile) {
  const auto permissions = std::filesystem::status(folder_.path() / "operations.sqlite").permissions();
  EXPECT_EQ(permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
            std::filesystem::perms::none);
}

TEST(StoreFile, WhatAnotherStoreOfItChangedIsNoticedOnceAndOwnChangesAreNot) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "operations.sqlite";
  const auto one = Store::open(path);
  const auto other = Store::open(path);
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_FALSE((*one)->changed_elsewhere().value());
  const auto decision = decide_pair(**other, verdict("Asha", Verdict::same));
  ASSERT_TRUE(decision.ok());
  EXPECT_TRUE((*one)->changed_elsewhere().value());
  EXPECT_FALSE((*one)->changed_elsewhere().value());
  EXPECT_FALSE((*other)->changed_elsewhere().value());
  ASSERT_TRUE(undo_pair_decision(**other, decision->id, noon).ok());
  EXPECT_TRUE((*one)->changed_elsewhere().value());
}

TEST(StoreFile, OneOfANewerProgramIsLeftAlone) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "operations.sqlite";
  {
    auto store = Store::open(path);
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE((*store)->change("INSERT INTO layout (migration) VALUES (9999)").ok());
  }
  const auto again = Store::open(path);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, "operations_newer");
}

TEST(StoreFile, OneThatIsNoStoreIsToldByName) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("operations.sqlite", "this is no database, however long one looks at it, none at all");
  const auto opened = Store::open(path);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "operations_failed");
  EXPECT_EQ(opened.error().where.file, path.string());
}

}  // namespace
}  // namespace boothwise::operations
