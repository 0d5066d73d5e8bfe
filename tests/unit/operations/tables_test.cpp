#include "operations/tables.hpp"

#include "operations/audit.hpp"
#include "operations/leases.hpp"
#include "operations/tombstones.hpp"
#include "unit/operations/both_stores.hpp"

#include <algorithm>
#include <set>
#include <thread>

namespace boothwise::operations {
namespace {

using std::chrono::seconds;

const Instant noon{seconds(1'780'000'000)};

class StoreTables : public test::BothStores {};

TEST_P(StoreTables, EveryTableThatAMigrationMakesSaysWhetherABackupTakesIt) {
  const auto there = table_names(store());
  std::set<std::string> named;
  for (const StoreTable& table : store_tables()) named.insert(std::string(table.name));
  EXPECT_EQ(std::set<std::string>(there->begin(), there->end()), named)
      << "a table was added or taken away: say in operations/tables.cpp what a backup does with it";
}

TEST_P(StoreTables, WhatOpensADoorIsInNoBackup) {
  for (const char* name : {"sessions", "attempts", "invitations", "api_tokens", "leases", "layout"}) {
    EXPECT_EQ(store_table(name)->in_backup, InBackup::never) << name;
  }
  EXPECT_EQ(store_table("person_keys"), nullptr);
}

TEST_P(StoreTables, RowsAreGivenAndPutBackAsTheyWere) {
  const StoreTable& table = *store_table("works");
  const auto columns = columns_of(store(), table.name);
  ASSERT_FALSE(columns->empty());
  EXPECT_EQ(columns->front(), "work_id");
  const StoreTable& heads = *store_table("audit_heads");
  const auto head_columns = columns_of(store(), heads.name);
  const std::vector<std::vector<Value>> rows = {{std::int64_t{20}, std::int64_t{1}, std::string("कख")},
                                                {std::int64_t{21}, std::int64_t{2}, std::string("'\"\\:x")}};
  ASSERT_TRUE(store().atomically([&](Store& inside) { return put_rows(inside, heads, *head_columns, rows); }).ok());
  std::vector<std::vector<Value>> back;
  ASSERT_TRUE(store()
                  .at_one_moment([&](Store& moment) {
                    return each_row_of(moment, heads, *head_columns, [&](const Row& row) {
                      back.push_back(row.cells());
                      return success();
                    });
                  })
                  .ok());
  ASSERT_GE(back.size(), 2U);
  EXPECT_EQ(std::vector(back.end() - 2, back.end()), rows);
}

TEST_P(StoreTables, AMomentDoesNotSeeWhatIsWrittenMeanwhile) {
  auto other = another();
  ASSERT_TRUE(other.ok());
  const auto tombstone = [](const char* id) { return Tombstone{"person", std::string(32, id[0]), noon}; };
  const auto count = [](Store& moment) { return tombstones(moment)->size(); };
  ASSERT_TRUE(store().atomically([&](Store& inside) { return add_tombstone(inside, tombstone("a")); }).ok());
  const Status done = store().at_one_moment([&](Store& moment) -> Status {
    EXPECT_EQ(count(moment), 1U);
    EXPECT_TRUE((*other)->atomically([&](Store& inside) { return add_tombstone(inside, tombstone("b")); }).ok());
    EXPECT_EQ(count(moment), 1U);
    EXPECT_FALSE(moment.change("DELETE FROM tombstones").ok()) << "a moment only asks";
    return success();
  });
  static_cast<void>(done);
  EXPECT_EQ(count(store()), 2U);
}

TEST_P(StoreTables, ManyRowsComeOneByOneAndAnErrorOfTheTakerEndsIt) {
  ASSERT_TRUE(store()
                  .atomically([](Store& inside) -> Status {
                    for (int at = 0; at < 4500; ++at) {
                      std::string id = std::to_string(at);
                      id.insert(0, 32 - id.size(), '0');
                      BOOTHWISE_CHECK(add_tombstone(inside, {"person", id, noon}));
                    }
                    return success();
                  })
                  .ok());
  int rows = 0;
  const auto take_at_most = [&](int most) {
    rows = 0;
    return store().at_one_moment([&](Store& moment) {
      return each_row_of(moment, *store_table("tombstones"), {"kind", "keyed_id"}, [&](const Row&) -> Status {
        if (++rows > most) return Error{ErrorKind::stopped, "enough", {"enough", "बस"}};
        return success();
      });
    });
  };
  EXPECT_TRUE(take_at_most(10'000).ok());
  EXPECT_EQ(rows, 4500);
  EXPECT_EQ(take_at_most(3).error().code, "enough");
}

TEST_P(StoreTables, ATombstoneStaysAsItWasFirstNoted) {
  const auto add = [&](Instant at) {
    return store().atomically([&](Store& inside) {
      return add_tombstone(inside, {"person", std::string(32, 'a'), at});
    });
  };
  ASSERT_TRUE(add(noon).ok());
  ASSERT_TRUE(add(noon + seconds(9)).ok());
  const auto there = tombstones(store());
  ASSERT_EQ(there->size(), 1U);
  EXPECT_EQ(there->front().at, noon);
}

TEST_P(StoreTables, ALeaseIsHeldByOneUntilItsTimeIsOver) {
  EXPECT_TRUE(*take_lease(store(), "work", "a", noon, seconds(60)));
  EXPECT_FALSE(*take_lease(store(), "work", "b", noon + seconds(59), seconds(60)));
  EXPECT_TRUE(*take_lease(store(), "work", "a", noon + seconds(59), seconds(60)));
  EXPECT_FALSE(*take_lease(store(), "work", "b", noon + seconds(60), seconds(60)));
  EXPECT_TRUE(*take_lease(store(), "work", "b", noon + seconds(119), seconds(60)));
  ASSERT_TRUE(end_lease(store(), "work", "a").ok());
  EXPECT_FALSE(*take_lease(store(), "work", "a", noon + seconds(120), seconds(60))) << "not a's to end";
  ASSERT_TRUE(note_lease_failed(store(), "work", "b", noon, "no disk").ok());
  EXPECT_EQ(lease(store(), "work").value()->failure, "no disk");
  EXPECT_TRUE(*take_lease(store(), "work", "a", noon + seconds(121), seconds(60)));
  ASSERT_TRUE(note_lease_done(store(), "work", "a", "2026-05-28").ok());
  EXPECT_EQ(lease(store(), "work").value()->done_day, "2026-05-28");
  EXPECT_TRUE(lease(store(), "work").value()->failure.empty());
}

TEST_P(StoreTables, LeasesOfThoseWhoDiedAreForgottenAndOthersStay) {
  ASSERT_TRUE(*take_lease(store(), "server a", "a", noon, seconds(60)));
  ASSERT_TRUE(*take_lease(store(), "server b", "b", noon, seconds(90)));
  EXPECT_EQ(leases_held(store(), "server ", noon + seconds(70))->size(), 1U);
  ASSERT_TRUE(drop_leases_over(store(), "server ", noon + seconds(70)).ok());
  EXPECT_FALSE(lease(store(), "server a")->has_value());
  EXPECT_TRUE(lease(store(), "server b")->has_value());
}

TEST_P(StoreTables, OfManyWhoAskAtOnceOneGetsTheLease) {
  std::atomic<int> got = 0;
  {
    std::vector<std::jthread> threads;
    for (int at = 0; at < 6; ++at) {
      threads.emplace_back(
          [&, at] { got += *take_lease(store(), "work", std::to_string(at), noon, seconds(60)) ? 1 : 0; });
    }
  }
  EXPECT_EQ(got, 1);
}

TEST_P(StoreTables, ASoundStoreIsFoundSound) { EXPECT_TRUE(unsound(store())->empty()); }

INSTANTIATE_BOTH_STORES(StoreTables);

}  // namespace
}  // namespace boothwise::operations
