#include "operations/internal/postgresql_connection.hpp"

#include "operations/internal/positional_sql.hpp"
#include "unit/operations/both_stores.hpp"

#include <gtest/gtest.h>

namespace boothwise::operations {
namespace {

TEST(PositionalSql, EachPlaceOfAValueHasANumberOfItsOwn) {
  const PositionalSql made =
      positional("SELECT a FROM t WHERE a >= :from AND (b = :word OR :word = '') AND a < :from_end");
  EXPECT_EQ(made.text, "SELECT a FROM t WHERE a >= $1 AND (b = $2 OR $3 = '') AND a < $4");
  EXPECT_EQ(made.names, (std::vector<std::string>{"from", "word", "word", "from_end"}));
}

TEST(PositionalSql, QuotedTextsAndCastsStayAsTheyAre) {
  const std::string sql = R"(SELECT 'at 10:30, it''s :no value', ":none", now()::text, a[1:2])";
  EXPECT_EQ(positional(sql).text, R"(SELECT 'at 10:30, it''s :no value', ":none", now()::text, a[1:2])");
  EXPECT_EQ(positional("SELECT ':open").text, "SELECT ':open");
  EXPECT_EQ(positional("SELECT :a::bigint").text, "SELECT $1::bigint");
  EXPECT_EQ(positional("SELECT 1 :").text, "SELECT 1 :");
}

/// A store with one conversation, so that each question meets what the one before left.
class OneConversation : public testing::Test {
 protected:
  void SetUp() override {
    if (test::postgres_folder().empty())
      GTEST_SKIP() << "no PostgreSQL server was started for the tests (tests/postgres)";
    database_ = std::make_unique<test::TemporaryDatabase>(test::TemporaryDatabase::Holds::empty_tables);
    auto opened = Store::open_server(database_->address(), 1);
    ASSERT_TRUE(opened.ok()) << opened.error().line(Language::english);
    store_ = std::move(opened).value();
  }
  Store& store() { return *store_; }
  Store whole() { return store_->as(Scope::whole()); }
  std::string setting(Store store, const std::string& name) {
    const auto rows = store.ask("SELECT coalesce(current_setting(:name, true), '')", {{"name", name}});
    return rows.ok() ? rows->front().text(0) : rows.error().line(Language::english);
  }
  std::string everything(Store store) { return setting(std::move(store), "boothwise.everything"); }
  std::string paths(Store store) { return setting(std::move(store), "boothwise.scope"); }

 private:
  std::unique_ptr<test::TemporaryDatabase> database_;
  std::unique_ptr<Store> store_;
};

TEST_F(OneConversation, WhoseRowsAreSeenFollowsTheAskerWhateverFailedBefore) {
  const std::string wrong = "SELECT 1 / (:zero * 1)";
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(everything(whole()), "1");
    ASSERT_FALSE(store().ask(wrong, {{"zero", std::int64_t{0}}}).ok());
    EXPECT_EQ(everything(store().as({})), "0");
    EXPECT_EQ(paths(store().as({})), "");
    // The one who is told of first in a question that fails.
    ASSERT_FALSE(store().as({{"1.2."}}).ask(wrong, {{"zero", std::int64_t{0}}}).ok());
    EXPECT_EQ(paths(store().as({{"1.2."}})), "1.2.");
    EXPECT_EQ(paths(store().as({{"1.3.", "1.4."}})), "1.3.,1.4.");
    EXPECT_EQ(everything(store().as({{"1.3."}})), "0");
  }
}

TEST_F(OneConversation, ATransactionThatIsTakenBackLeavesWhoseRowsAreSeen) {
  ASSERT_EQ(paths(store().as({{"1.2."}})), "1.2.");
  Store other = store().as({{"1.3."}});
  const auto refused = [] { return Error{ErrorKind::conflict, "refused", {"no", "no"}}; };
  EXPECT_EQ(other
                .atomically([&](Store& inside) -> Status {
                  EXPECT_EQ(paths(inside.as({{"1.3."}})), "1.3.");
                  return refused();
                })
                .error()
                .code,
            "refused");
  EXPECT_EQ(paths(store().as({{"1.3."}})), "1.3.");
  EXPECT_EQ(store().as({{"1.4."}}).atomically([&](Store&) -> Status { return refused(); }).error().code, "refused");
  EXPECT_TRUE(store().as({{"1.5."}}).atomically([](Store&) { return success(); }).ok());
  EXPECT_EQ(paths(store().as({{"1.3."}})), "1.3.");
}

TEST_F(OneConversation, ATransactionWhoseFailureIsPassedOverIsNotAcknowledged) {
  const Status done = store().atomically([](Store& inside) {
    EXPECT_TRUE(inside.change("INSERT INTO levels VALUES ('x', 1, 'X', 'X', 'X', 'X')").ok());
    EXPECT_FALSE(inside.ask("SELECT nothing FROM nowhere").ok());
    return success();
  });
  EXPECT_FALSE(done.ok());
  EXPECT_EQ(store().ask("SELECT count(*) FROM levels")->front().integer(0), 0);
}

TEST_F(OneConversation, AStatementOfWhichThePlanDependsOnItsValuesIsPlannedForThem) {
  const std::string mode = "SELECT current_setting('plan_cache_mode')";
  EXPECT_EQ(store().ask(mode)->front().text(0), "force_generic_plan");
  const std::string marked = std::string(planned_for_its_values) + " " + mode;
  EXPECT_EQ(store().ask(marked)->front().text(0), "force_custom_plan");
  EXPECT_EQ(store().ask(mode)->front().text(0), "force_generic_plan");
  EXPECT_TRUE(store()
                  .atomically([&](Store& inside) -> Status {
                    EXPECT_EQ(inside.ask(marked)->front().text(0), "force_custom_plan");
                    EXPECT_EQ(inside.ask(mode)->front().text(0), "force_generic_plan");
                    return success();
                  })
                  .ok());
}

TEST_F(OneConversation, ValuesGoInAndComeOutAsTheyAre) {
  const auto rows = store().ask(
      "SELECT CAST(:text AS VARCHAR(200)), CAST(:whole AS BIGINT), CAST(:decimal AS DOUBLE PRECISION), CAST(:none AS "
      "BIGINT), "
      "CAST(:whole AS BIGINT) < 0, CAST(:decimal AS NUMERIC)",
      {{"decimal", 0.1}, {"none", Value()}, {"text", std::string("it's : हिन्दी")}, {"whole", std::int64_t{INT64_MIN}}});
  ASSERT_TRUE(rows.ok()) << rows.error().line(Language::english);
  const std::vector<Value> expected = {
      std::string("it's : हिन्दी"), std::int64_t{INT64_MIN}, 0.1, Value(), std::int64_t{1}, 0.1};
  EXPECT_EQ(rows->front().cells(), expected);
  const auto missing = store().ask("SELECT CAST(:there AS BIGINT)", {{"elsewhere", std::int64_t{1}}});
  ASSERT_FALSE(missing.ok());
  EXPECT_NE(missing.error().line(Language::english).find(":there"), std::string::npos);
}

TEST_F(OneConversation, MoreStatementsThanAreKeptAreAllAnswered) {
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < statements_most + 5; ++i) {
      ASSERT_EQ(store().ask("SELECT " + std::to_string(i))->front().integer(0), static_cast<std::int64_t>(i));
    }
  }
  EXPECT_LE(store().ask("SELECT count(*) FROM pg_prepared_statements")->front().integer(0),
            static_cast<std::int64_t>(statements_most + 1));
}

TEST_F(OneConversation, AKeptStatementThatDoesNotFitTheLayoutAnyMoreFailsOnce) {
  const std::string all = "SELECT * FROM practised";
  ASSERT_TRUE(store().change("CREATE TABLE practised (a BIGINT)").ok());
  ASSERT_TRUE(store().ask(all).ok());
  ASSERT_TRUE(store().change("ALTER TABLE practised ADD b BIGINT").ok());
  EXPECT_FALSE(store().ask(all).ok());
  EXPECT_TRUE(store().ask(all).ok());
}

TEST_F(OneConversation, OneThatWasEndedByTheServerIsReplaced) {
  EXPECT_FALSE(store().ask("SELECT pg_terminate_backend(pg_backend_pid())").ok());
  EXPECT_EQ(everything(whole()), "1");
}

}  // namespace
}  // namespace boothwise::operations
