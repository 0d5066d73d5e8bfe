#include "operations/claims.hpp"

#include "operations/answers.hpp"
#include "unit/operations/both_stores.hpp"

namespace boothwise::operations {
namespace {

constexpr Instant noon{std::chrono::seconds(1'795'000'000)};

class Claims : public test::BothStores {
 protected:
  static Claim made_up(const std::string& id, Instant at, const std::string& path = "1.") {
    Claim claim;
    claim.id = id;
    claim.path = {path};
    claim.text = "“हमने सब जीत लिया”";
    claim.language = "hi";
    claim.said_by = "एक वक्ता";
    claim.said_on = "2026-11-20";
    claim.area = R"(["pc:6"])";
    claim.words = "mni sb jit liy";
    claim.state = "new";
    claim.made_by = "u1";
    claim.made_at = claim.changed_at = at;
    return claim;
  }
  void add(const Claim& claim) {
    const Status added = store().atomically([&](Store& inside) -> Status {
      BOOTHWISE_CHECK(add_claim(inside, claim));
      return add_claim_step(inside, claim, {"noted", "", "new", "", "u1", "Asha", claim.made_at});
    });
    ASSERT_TRUE(added.ok()) << added.error().line(Language::english);
  }
  static AnswerVersion version(const std::string& claim, std::int64_t number, Instant at) {
    return {claim, number, number == 1 ? "published" : "corrected", R"({"a":1})", "words", {}, "u1", "u2", at};
  }
};

TEST_P(Claims, AreListedTheNewestFirstPageByPage) {
  for (int i = 0; i < 5; ++i) add(made_up("c" + std::to_string(i), noon + std::chrono::minutes(i / 2)));
  ClaimQuestion question{{"1."}, "", "", "", "", {}, {}, "", noon, 3};
  const auto first = claims(store(), question);
  ASSERT_EQ(first->size(), 3U);
  EXPECT_EQ(first->front().id, "c4");
  EXPECT_EQ(first->front().said_on, "2026-11-20");
  question.before_at = first->back().made_at;
  question.before_id = first->back().id;
  const auto second = claims(store(), question);
  ASSERT_EQ(second->size(), 2U);
  EXPECT_EQ(second->back().id, "c1");
}

TEST_P(Claims, AreFoundByEveryWordPlaceOwnerAndTime) {
  Claim late = made_up("late", noon);
  late.owner = "u7";
  late.due_at = noon - std::chrono::hours(1);
  late.words = "gurkpur 50 vut";
  add(late);
  add(made_up("other", noon));
  Claim ended = late;
  ended.id = "ended";
  ended.state = "unsettled";
  ended.area = R"(["pc:64"])";
  add(ended);
  const auto found = [&](auto&& change) {
    ClaimQuestion question{{"1."}, "", "", "", "", {}, {}, "", noon, 50};
    change(question);
    std::string ids;
    const auto list = claims(store(), question);
    for (const Claim& claim : *list) ids += claim.id + " ";
    return ids;
  };
  EXPECT_EQ(found([](ClaimQuestion& q) { q.words = {"vut", "gurk"}; }), "ended late ");
  EXPECT_EQ(found([](ClaimQuestion& q) { q.words = {"vut", "nowhere"}; }), "");
  EXPECT_EQ(found([](ClaimQuestion& q) { q.which = "due"; }), "late ");
  EXPECT_EQ(found([](ClaimQuestion& q) { q.which = "open"; }), "late other ");
  EXPECT_EQ(found([](ClaimQuestion& q) { q.owner = "u7"; }), "ended late ");
  EXPECT_EQ(found([](ClaimQuestion& q) { q.place = "\"pc:6\""; }), "late other ") << "6 is not the beginning of 64";
  EXPECT_EQ(found([](ClaimQuestion& q) { q.path = {"1.2."}; }), "");
  const auto counts = count_claims(store(), {"1."}, noon);
  std::int64_t all = 0;
  std::int64_t over = 0;
  for (const ClaimCount& count : *counts) {
    all += count.claims;
    over += count.late;
  }
  EXPECT_EQ(all, 3);
  EXPECT_EQ(over, 1);
}

TEST_P(Claims, ChangeOnlyFromTheStateThatWasSeen) {
  Claim claim = made_up("c", noon);
  add(claim);
  claim.state = "triaged";
  claim.owner = "u2";
  EXPECT_TRUE(*change_claim(store(), claim, "new"));
  EXPECT_FALSE(*change_claim(store(), claim, "new"));
  EXPECT_EQ(claim_by_id(store(), "c")->value().owner, "u2");
}

TEST_P(Claims, KeepTheirHistoryAndPublishedAnswersAsTheyWere) {
  add(made_up("c", noon));
  ASSERT_TRUE(add_answer_version(store(), version("c", 1, noon)).ok());
  ASSERT_TRUE(add_answer_version(store(), version("c", 2, noon + std::chrono::hours(1))).ok());
  EXPECT_EQ(add_answer_version(store(), version("c", 2, noon)).error().code, "operations_taken");
  // PostgreSQL's policies let nobody reach them for a change; SQLite's trigger refuses it.
  const auto changed = store().change("UPDATE answer_versions SET content = '{}'");
  EXPECT_TRUE(!changed.ok() || *changed == 0);
  EXPECT_EQ(answer_versions(store(), "c")->front().content, R"({"a":1})");
  EXPECT_FALSE(store().change("DELETE FROM claim_steps").ok());
  AnswerVersion own = version("c", 3, noon);
  own.reviewed_by = own.written_by;
  EXPECT_FALSE(add_answer_version(store(), own).ok()) << "nobody is the second person of her own card";
  EXPECT_EQ(answer_versions(store(), "c")->size(), 2U);
  const auto newest = newest_answers(store(), 10);
  ASSERT_EQ(newest->size(), 1U);
  EXPECT_EQ(newest->front().version, 2);
  EXPECT_EQ(claim_steps(store(), "c")->front().by_name, "Asha");
}

TEST_P(Claims, CardsAreNotWrittenOverByWhoHasNotSeenTheLastOne) {
  Claim claim = made_up("c", noon);
  claim.state = "answering";
  add(claim);
  KeptCard card{"c", "{}", "", 1, "data-1", "u1", noon};
  ASSERT_TRUE(add_card(store(), card).ok());
  EXPECT_EQ(cards_to_look_at(store(), "data-1", 10)->size(), 0U);
  ASSERT_EQ(cards_to_look_at(store(), "data-2", 10)->size(), 1U);
  EXPECT_TRUE(*note_looked_at(store(), card, "data-2", R"([{"from":1}])"));
  EXPECT_EQ(cards_to_look_at(store(), "data-2", 10)->size(), 0U);
  card.content = R"({"verdict":"partly"})";
  EXPECT_TRUE(*change_card(store(), card));
  EXPECT_FALSE(*change_card(store(), card)) << "it has revision 2 by now";
  EXPECT_EQ(card_of(store(), "c")->value().revision, 2);
}

TEST_P(Claims, OfOtherUnitsAreNotSeenOnASharedDatabase) {
  if (!store().shared()) GTEST_SKIP() << "SQLite has no row-level security; the services' checks are tested with them";
  add(made_up("here", noon, "1.2.3."));
  add(made_up("there", noon, "1.2.4."));
  ASSERT_TRUE(add_answer_version(store(), version("there", 1, noon)).ok());
  Store district = store().as({{"1.2.3."}, false});
  EXPECT_FALSE(claim_by_id(district, "there")->has_value());
  EXPECT_TRUE(claim_by_id(district, "here")->has_value());
  EXPECT_EQ(newest_answers(district, 10)->size(), 1U) << "what was published is everybody's";
  EXPECT_FALSE(add_answer_version(district, version("here", 1, noon)).ok());
}

INSTANTIATE_BOTH_STORES(Claims);

}  // namespace
}  // namespace boothwise::operations
