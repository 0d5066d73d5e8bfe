#include "operations/store.hpp"

#include "operations/answers_version.hpp"
#include "operations/concordance_decisions.hpp"
#include "operations/pair_decisions.hpp"
#include "operations/roll_drafts.hpp"
#include "operations/roll_help.hpp"
#include "unit/operations/both_stores.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace boothwise::operations {
namespace {

const Instant noon{std::chrono::seconds(1'780'000'000)};

class OpenStore : public test::BothStores {};

PairDecision verdict(std::string by, Verdict said) {
  return {{}, "duplicates 2026@12", "2026/12/3/45", "2026/12/3/46", said, std::move(by), noon};
}

TEST_P(OpenStore, WhatWasDecidedIsThereAfterOpeningAgain) {
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

TEST_P(OpenStore, APersonsNewVerdictReplacesHerOldOneAndLeavesOthersStanding) {
  ASSERT_TRUE(decide_pair(store(), verdict("Asha", Verdict::same)).ok());
  ASSERT_TRUE(decide_pair(store(), verdict("Bano", Verdict::same)).ok());
  ASSERT_TRUE(decide_pair(store(), verdict("Asha", Verdict::different)).ok());
  const auto decisions = pair_decisions(store(), "duplicates 2026@12");
  ASSERT_EQ(decisions->size(), 2U);
  for (const PairDecision& decision : *decisions) {
    EXPECT_EQ(decision.verdict, decision.by == "Asha" ? Verdict::different : Verdict::same);
  }
}

TEST_P(OpenStore, AVerdictTakenBackStandsNoMoreAndCannotBeTakenBackAgain) {
  const auto decision = decide_pair(store(), verdict("Asha", Verdict::same));
  ASSERT_TRUE(undo_pair_decision(store(), decision->id, noon).ok());
  EXPECT_TRUE(pair_decisions(store(), "duplicates 2026@12")->empty());
  const Status again = undo_pair_decision(store(), decision->id, noon);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, "decision_unknown");
}

TEST_P(OpenStore, AnotherQueueHasOtherVerdicts) {
  ASSERT_TRUE(decide_pair(store(), verdict("Asha", Verdict::same)).ok());
  EXPECT_TRUE(pair_decisions(store(), "duplicates 2026@13")->empty());
}

class ManyChanges : public test::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    must("CREATE TABLE things (number BIGINT PRIMARY KEY, word VARCHAR(20))");
  }
  void must(const std::string& sql) {
    const auto done = store().change(sql);
    ASSERT_TRUE(done.ok()) << done.error().line(Language::english);
  }
  static std::vector<Parameters> numbered(std::int64_t first, std::int64_t count) {
    std::vector<Parameters> rows;
    for (std::int64_t number = first; number < first + count; ++number) {
      rows.push_back({{"number", number}, {"word", number % 2 == 0 ? Value() : Value("w" + std::to_string(number))}});
    }
    return rows;
  }
  std::int64_t there() { return store().ask("SELECT count(*) FROM things").value().front().integer(0); }

  static constexpr std::string_view add = "INSERT INTO things (number, word) VALUES (:number, :word)";
};

TEST_P(ManyChanges, AreAllThereInTheirOrder) {
  EXPECT_EQ(store().change_each(add, {}).value(), 0);
  EXPECT_EQ(store().change_each(add, numbered(1, 2500)).value(), 2500);
  EXPECT_EQ(there(), 2500);
  EXPECT_EQ(store().ask("SELECT word FROM things WHERE number = 2499").value().front().text(0), "w2499");
  EXPECT_EQ(store().ask("SELECT count(*) FROM things WHERE word IS NULL").value().front().integer(0), 1250);
  const std::vector<Parameters> words = {{{"word", std::string("first")}}, {{"word", std::string("last")}}};
  EXPECT_EQ(store().change_each("UPDATE things SET word = :word WHERE number <= 3", words).value(), 6);
  EXPECT_EQ(store().ask("SELECT word FROM things WHERE number = 2").value().front().text(0), "last");
}

TEST_P(ManyChanges, AreNoneWhereOneFailsWhichIsNamed) {
  must("INSERT INTO things (number) VALUES (1701)");
  for (int round = 0; round < 2; ++round) {
    const auto failed = store().change_each(add, numbered(1, 2500));
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().code, "operations_taken");
    EXPECT_EQ(failed.error().where.line, 1701U);
    EXPECT_EQ(there(), 1) << "and the conversation goes on";
  }
}

TEST_P(ManyChanges, OfATransactionGoWithIt) {
  const auto work = [&](Status end) {
    return store().atomically([&, end](Store& inside) -> Status {
      BOOTHWISE_CHECK(inside.change_each(add, numbered(1, 1500)));
      EXPECT_EQ(inside.ask("SELECT count(*) FROM things").value().front().integer(0), 1500);
      return end;
    });
  };
  EXPECT_FALSE(work(Error{ErrorKind::conflict, "refused", {"no", "no"}}).ok());
  EXPECT_EQ(there(), 0);
  EXPECT_TRUE(work(success()).ok());
  EXPECT_EQ(there(), 1500);
}

INSTANTIATE_BOTH_STORES(ManyChanges);

ConcordanceDecision moved(std::vector<ConcordanceDecision::Target> targets) {
  return {{}, "LS-2014", "VS-2017", AcNo(85), "12", std::move(targets), "Asha", noon};
}

TEST_P(OpenStore, AStationSplitByHandKeepsItsWeights) {
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

TEST_P(OpenStore, AStationThatIsNoneOfTheNewerOnesIsADecisionToo) {
  ASSERT_TRUE(decide_concordance(store(), moved({{"14", 1}})).ok());
  const auto none = decide_concordance(store(), moved({}));
  ASSERT_TRUE(none.ok());
  const auto decisions = concordance_decisions(store(), "LS-2014", "VS-2017", AcNo(85));
  ASSERT_EQ(decisions->size(), 1U);
  EXPECT_TRUE(decisions->front().targets.empty());
  ASSERT_TRUE(undo_concordance_decision(store(), none->id, noon).ok());
  EXPECT_TRUE(concordance_decisions(store(), "LS-2014", "VS-2017", AcNo(85))->empty());
}

TEST_P(OpenStore, WeightsThatDoNotSumToOneAreRefusedAndNothingIsKept) {
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

TEST_P(OpenStore, EntriesOfADraftComeInOrderAndCanBeTypedAgain) {
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

TEST_P(OpenStore, AClosedDraftHoldsNobodyAndStaysClosed) {
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

TEST_P(OpenStore, AnEntryOfNoDraftIsRefused) {
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

TEST_P(OpenStore, HelpIsCountedByAgentDayAndRevision) {
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

TEST_P(OpenStore, AClaimsPeriodIsReplacedByANewerNotification) {
  ASSERT_TRUE(set_claims_period(store(), {"2026", "2026-01-06", "2026-02-06", "intensive", "first notice"}).ok());
  ASSERT_TRUE(set_claims_period(store(), {"2026", "2026-01-06", "2026-02-20", "intensive", "extended"}).ok());
  const auto periods = claims_periods(store());
  ASSERT_EQ(periods->size(), 1U);
  EXPECT_EQ(periods->front().last_day, "2026-02-20");
}

TEST_P(OpenStore, WorkThatFailsLeavesNothing) {
  const Status done = store().atomically([](Store& inside) -> Status {
    BOOTHWISE_CHECK(add_help(inside, help_by("Asha", "2026-01-08")));
    return Error{ErrorKind::bad_input, "no", {"no", "नहीं"}};
  });
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "no");
  EXPECT_TRUE(help_given(store(), "2026")->empty());
}

TEST_P(OpenStore, ManyWritersLoseNothing) {
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

TEST_P(OpenStore, OnlyItsOwnerReadsTheFile) {
  if (GetParam() == test::StoreKind::postgresql) return;  // there is no file
  const auto permissions = std::filesystem::status(folder_.path() / "operations.sqlite").permissions();
  EXPECT_EQ(permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
            std::filesystem::perms::none);
}

TEST_P(OpenStore, DecisionsThatAnswersDependOnAreCountedForEveryProcess) {
  const auto other = another();
  ASSERT_TRUE(other.ok());
  const std::int64_t before = answers_version(store()).value();
  const auto decision = decide_concordance(**other, moved({{"14", 1.0}}));
  ASSERT_TRUE(decision.ok());
  const std::int64_t decided = answers_version(store()).value();
  EXPECT_GT(decided, before);
  ASSERT_TRUE(decide_pair(**other, verdict("Asha", Verdict::same)).ok());
  EXPECT_EQ(answers_version(store()).value(), decided);
  ASSERT_TRUE(undo_concordance_decision(**other, decision->id, noon).ok());
  EXPECT_GT(answers_version(store()).value(), decided);
}

TEST_P(OpenStore, OneWorkThatFailsAmongOthersTakesOnlyItselfBack) {
  constexpr int writers = 8;
  std::vector<std::jthread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([this, writer] {
      const Status done = store().atomically([writer](Store& inside) -> Status {
        BOOTHWISE_CHECK(add_help(inside, help_by("agent " + std::to_string(writer), "2026-01-08")));
        if (writer % 2 == 0) return success();
        return Error{ErrorKind::bad_input, "odd", {"odd", "विषम"}};
      });
      EXPECT_EQ(done.ok(), writer % 2 == 0);
    });
  }
  threads.clear();
  EXPECT_EQ(help_given(store(), "2026")->size(), static_cast<std::size_t>(writers / 2));
}

TEST_P(OpenStore, AnExceptionOfOneWorkReachesItsOwnerAndNobodyElse) {
  EXPECT_THROW(static_cast<void>(store().atomically([](Store& inside) -> Status {
                 BOOTHWISE_CHECK(add_help(inside, help_by("Asha", "2026-01-08")));
                 throw BrokenInvariant("broken");
               })),
               BrokenInvariant);
  EXPECT_TRUE(help_given(store(), "2026")->empty());
  EXPECT_TRUE(add_help(store(), help_by("Asha", "2026-01-08")).ok());
}

TEST_P(OpenStore, WhatIsThereAlreadyAndWhatIsMissingAreToldApart) {
  const auto level = [this](std::int64_t place) {
    return store().change(
        "INSERT INTO levels (level_code, place_in_tree, name_en, name_hi, head_en, head_hi) "
        "VALUES (:code, :place, 'District', 'ज़िला', 'President', 'अध्यक्ष')",
        {{"code", "level " + std::to_string(place)}, {"place", place}});
  };
  ASSERT_TRUE(level(1).ok());
  EXPECT_EQ(level(1).error().code, "operations_taken");
  const auto orphan =
      store().change("INSERT INTO unit_places (unit_id, path, kind, place_no, part) VALUES (77, '77.', 'ac', 1, '')");
  EXPECT_EQ(orphan.error().code, "operations_missing");
}

INSTANTIATE_BOTH_STORES(OpenStore);

/// Two districts below a state, seen through stores of narrower scopes. SQLite has no such guard.
TEST(RowLevelSecurity, AScopeSeesAndChangesItsOwnSubtreeOnly) {
  if (test::postgres_folder().empty())
    GTEST_SKIP() << "no PostgreSQL server was started for the tests (tests/postgres)";
  const test::TemporaryDatabase database;
  const auto opened = Store::open_server(database.address(), 2);
  ASSERT_TRUE(opened.ok()) << opened.error().line(Language::english);
  Store& whole = **opened;
  ASSERT_TRUE(whole.change("INSERT INTO levels VALUES ('district', 1, 'District', 'ज़िला', 'President', 'अध्यक्ष')").ok());
  for (const char* unit : {"1, NULL, '1.'", "2, 1, '1.2.'", "3, 1, '1.3.'", "4, 2, '1.2.4.'"}) {
    const auto added = whole.change(
        "INSERT INTO units (unit_id, parent_id, path, level_code, code, name_en, name_hi, folded, "
        "opened_on, has_head, synthetic) VALUES (" +
        std::string(unit) + ", 'district', '" + unit[0] + "', 'x', 'x', 'x', '2026-01-01', 0, 1)");
    ASSERT_TRUE(added.ok()) << added.error().line(Language::english);
  }
  const auto seen = [](Store store) {
    std::string paths;
    const auto rows = store.ask("SELECT path FROM units ORDER BY path");
    for (const Row& row : rows.value()) paths += row.text(0) + " ";
    return paths;
  };
  EXPECT_EQ(seen(whole.as(Scope::whole())), "1. 1.2. 1.2.4. 1.3. ");
  EXPECT_EQ(seen(whole.as({{"1.2."}})), "1. 1.2. 1.2.4. ");  // those above by name, never beside
  EXPECT_EQ(seen(whole.as({{"1.2.4.", "1.3."}})), "1. 1.2. 1.2.4. 1.3. ");
  EXPECT_EQ(seen(whole.as({})), "");
  Store district = whole.as({{"1.2."}});
  EXPECT_EQ(district.change("UPDATE units SET name_en = 'y' WHERE unit_id = 3").value(), 0);
  EXPECT_EQ(district.change("UPDATE units SET name_en = 'y' WHERE unit_id = 1").value(), 0);
  EXPECT_EQ(district.change("UPDATE units SET name_en = 'y' WHERE unit_id = 4").value(), 1);
  EXPECT_FALSE(district.change("UPDATE units SET path = '1.3.4.' WHERE unit_id = 4").ok());
}

TEST(RowLevelSecurity, ARoleThatPassesOverItIsRefused) {
  if (test::postgres_folder().empty())
    GTEST_SKIP() << "no PostgreSQL server was started for the tests (tests/postgres)";
  const auto opened = Store::open_server("host=" + test::postgres_folder() + " user=postgres dbname=postgres", 1);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "operations_unguarded");
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
