#include "operations/internal/kept_answers.hpp"

#include "operations/election_calendar.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/operations/small_organisation.hpp"

#include <gtest/gtest.h>

namespace boothwise::operations {
namespace {

constexpr KeptKinds ground = KeptKinds{}.with(Kept::ground);
constexpr KeptKinds duties = KeptKinds{}.with(Kept::duties);

TEST(KindsOfRows, OfAQuestionAreThoseOfAllItsTables) {
  EXPECT_TRUE(kinds_read("SELECT a FROM polls ORDER BY a").same({1, 2, 3}, {1, 0, 0}));
  const KeptKinds both = kinds_read("SELECT r.a FROM levels l CROSS JOIN units u JOIN responsibilities r ON r.b = u.b");
  EXPECT_TRUE(both.holds(Kept::ground));
  EXPECT_TRUE(both.holds(Kept::duties));
  EXPECT_FALSE(both.holds(Kept::works));
  EXPECT_TRUE(kinds_read("SELECT (SELECT count(*) FROM works w) FROM people p").holds(Kept::works));
  EXPECT_THROW(kinds_read("SELECT a FROM works JOIN tasks ON 1 = 1"), BrokenInvariant);
}

TEST(KindsOfRows, OfAChangeAreThoseOfTheTableItChanges) {
  EXPECT_TRUE(kinds_changed("-- New ones.\nINSERT INTO units (unit_id) VALUES (:unit)").holds(Kept::ground));
  EXPECT_TRUE(kinds_changed("UPDATE people SET left_on = :day").holds(Kept::duties));
  EXPECT_TRUE(kinds_changed("/* planned for its values */\nDELETE FROM works").holds(Kept::works));
  EXPECT_TRUE(kinds_changed("INSERT INTO people_words (word) SELECT name FROM people").none());
  EXPECT_TRUE(kinds_changed("UPDATE tasks SET state = 'done'").none());
  EXPECT_TRUE(kinds_changed("SELECT a FROM units").none());
}

KeptRows one_row(const std::string& text) {
  return std::make_shared<const std::vector<Row>>(std::vector<Row>{Row({Value(text)})});
}

TEST(KeptAnswersShelf, GivesAnAnswerUntilItsKindIsChanged) {
  KeptAnswers kept(1U << 20U);
  const KeptStamps then{1, 1, 1};
  EXPECT_EQ(kept.find("a", ground, then), nullptr);
  kept.keep("a", ground, then, one_row("x"));
  kept.keep("b", duties, then, one_row("y"));
  ASSERT_NE(kept.find("a", ground, then), nullptr);
  EXPECT_EQ(kept.find("a", ground, then)->front().text(0), "x");
  EXPECT_NE(kept.find("a", ground, {1, 2, 1}), nullptr) << "people were changed, the ground was not";
  EXPECT_EQ(kept.find("b", duties, {1, 2, 1}), nullptr);
  EXPECT_EQ(kept.find("a", ground, {2, 2, 1}), nullptr);
  EXPECT_EQ(kept.bytes(), 0U) << "what is outdated stays nowhere";
}

TEST(KeptAnswersShelf, TakesNothingThatWasAskedBeforeAChange) {
  KeptAnswers kept(1U << 20U);
  EXPECT_EQ(kept.find("a", ground, {1, 0, 0}), nullptr);
  EXPECT_EQ(kept.find("a", ground, {2, 0, 0}), nullptr);  // somebody else saw the change meanwhile
  kept.keep("a", ground, {1, 0, 0}, one_row("before"));
  EXPECT_EQ(kept.find("a", ground, {2, 0, 0}), nullptr);
}

TEST(KeptAnswersShelf, DropsTheLongestUnaskedWhenFull) {
  constexpr std::size_t most = 1U << 20U;
  KeptAnswers kept(most);
  const KeptStamps now{1, 1, 1};
  EXPECT_EQ(kept.find("0", ground, now), nullptr);
  const KeptRows large = one_row(std::string(10000, 'x'));
  for (int i = 0; i < 200; ++i) {
    kept.keep(std::to_string(i), ground, now, large);
    EXPECT_NE(kept.find("0", ground, now), nullptr) << i;  // asked all the time
  }
  EXPECT_LE(kept.bytes(), most);
  EXPECT_EQ(kept.find("1", ground, now), nullptr);
  EXPECT_NE(kept.find("199", ground, now), nullptr);
  kept.keep("too large", ground, now, one_row(std::string(most / 8, 'x')));
  EXPECT_EQ(kept.find("too large", ground, now), nullptr);
}

class KeptStore : public test::BothStores {
 protected:
  Status announce(Store& through, std::int64_t place) {
    return through.atomically([&](Store& inside) { return set_poll(inside, poll(place)); });
  }
  static Poll poll(std::int64_t place) {
    return {"pc",
            place,
            {"LS-2029", *parse_date("2029-03-16"), *parse_date("2029-05-20"), 1080, *parse_date("2029-06-04")},
            "notification"};
  }
  Store request() { return store().as_of(store().stamps().value()); }
  static std::size_t announced(Store& through) { return polls(through).value().size(); }
};

TEST_P(KeptStore, ARequestSeesWhatAnyProcessChangedBeforeIt) {
  const auto other = another();
  ASSERT_TRUE(other.ok());
  for (std::int64_t place = 1; place <= 3; ++place) {
    ASSERT_TRUE(announce(**other, place).ok());
    Store first = request();
    Store second = request();
    EXPECT_EQ(announced(first), static_cast<std::size_t>(place));
    EXPECT_EQ(announced(second), static_cast<std::size_t>(place));
  }
}

TEST_P(KeptStore, AnAnswerIsAskedForOnceAMoment) {
  Store before = request();
  EXPECT_EQ(announced(before), 0U);
  const auto other = another();
  ASSERT_TRUE(announce(**other, 1).ok());
  EXPECT_EQ(announced(before), 0U) << "as of when the request began";
  EXPECT_EQ(announced(store()), 1U) << "without a moment";
  Store after = request();
  EXPECT_EQ(announced(after), 1U);
}

TEST_P(KeptStore, WhoChangesARowSeesItFromThenOn) {
  Store mine = request();
  Store same_request = mine.as(Scope::whole());
  EXPECT_EQ(announced(mine), 0U);
  const Status changed = mine.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(set_poll(inside, poll(1)));
    EXPECT_EQ(announced(inside), 1U);
    return success();
  });
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(announced(mine), 1U);
  EXPECT_EQ(announced(same_request), 1U);
}

TEST_P(KeptStore, WhatWasTakenBackChangesNoStamp) {
  const KeptStamps before = store().stamps().value();
  const Status refused = store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(set_poll(inside, poll(1)));
    return Error{ErrorKind::conflict, "thought_better", {"no", "नहीं"}};
  });
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(store().stamps().value(), before);
  ASSERT_TRUE(announce(store(), 1).ok());
  const KeptStamps after = store().stamps().value();
  EXPECT_FALSE(ground.same(before, after));
  EXPECT_TRUE(duties.same(before, after));
}

TEST_P(KeptStore, WhoSeesLessIsNotGivenAnothersAnswer) {
  const test::SmallOrganisation organisation(store());
  const std::string sql = "SELECT unit_id FROM units ORDER BY unit_id";
  Store whole = request();
  ASSERT_EQ((*whole.ask_kept(sql))->size(), store().ask(sql)->size());
  Store part = whole.as({{test::SmallOrganisation::mandal(1)}});
  const std::size_t seen = (*part.ask_kept(sql))->size();
  EXPECT_EQ(seen, part.ask(sql)->size());
  // Her own five units and the three above them.
  EXPECT_EQ(seen, GetParam() == test::StoreKind::postgresql ? 8U : store().ask(sql)->size());
}

TEST_P(KeptStore, WhatIsSentIsDoneWithAllOfIt) {
  const std::string sql =
      "INSERT INTO polls (election, kind, place_no, announced_on, poll_on, closes_at, result_on, "
      "source) VALUES (:election, 'pc', 1, '2029-03-16', '2029-05-20', 1080, '2029-06-04', 's')";
  const Status done = store().atomically([&](Store& inside) -> Status {
    for (int i = 0; i < 100; ++i) BOOTHWISE_CHECK(inside.send(sql, {{"election", "E" + std::to_string(i)}}));
    EXPECT_EQ(announced(inside), 100U);
    return inside.send(sql, {{"election", "last"}});
  });
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(announced(store()), 101U);

  const Status twice = store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(inside.send(sql, {{"election", "another"}}));
    return inside.send(sql, {{"election", "last"}});
  });
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, "operations_taken");
  EXPECT_EQ(announced(store()), 101U);

  const Status given_up = store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(inside.send(sql, {{"election", "another"}}));
    return Error{ErrorKind::conflict, "thought_better", {"no", "नहीं"}};
  });
  EXPECT_EQ(given_up.error().code, "thought_better");
  EXPECT_EQ(announced(store()), 101U);
  ASSERT_TRUE(store().send(sql, {{"election", "alone"}}).ok());
  EXPECT_EQ(announced(store()), 102U);
}

TEST_P(KeptStore, ManyRowsAtOnceAreAChangeTooAndNotBlamedForWhatWasSentBefore) {
  const std::string sql =
      "INSERT INTO polls (election, kind, place_no, announced_on, poll_on, closes_at, result_on, source) "
      "VALUES (:election, 'pc', 1, '2029-03-16', '2029-05-20', 1080, '2029-06-04', 's')";
  const KeptStamps before = store().stamps().value();
  const std::vector<Parameters> rows{{{"election", "A"}}, {{"election", "B"}}};
  ASSERT_TRUE(store().change_each(sql, rows).ok());
  EXPECT_FALSE(ground.same(before, store().stamps().value()));
  const Status twice = store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(inside.send(sql, {{"election", "C"}}));
    BOOTHWISE_CHECK(inside.send(sql, {{"election", "B"}}));
    const std::vector<Parameters> new_rows{{{"election", "D"}}, {{"election", "E"}}};
    const auto changed = inside.change_each(sql, new_rows);
    return changed ? success() : Status(changed.error());
  });
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, "operations_taken");
  EXPECT_EQ(announced(store()), 2U);
}

INSTANTIATE_BOTH_STORES(KeptStore);

}  // namespace
}  // namespace boothwise::operations
