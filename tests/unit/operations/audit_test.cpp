#include "operations/audit.hpp"

#include "unit/operations/both_stores.hpp"

#include <algorithm>
#include <set>
#include <sqlite3.h>
#include <thread>

namespace boothwise::operations {
namespace {

class AuditTrail : public test::BothStores {
 protected:
  void append(const std::string& actor, const std::string& action, const std::string& path = "1.7.") {
    const Status done = store().atomically([&](Store& inside) -> Status {
      AuditRow row;
      row.at = ++clock_;
      row.actor = actor;
      row.action = action;
      row.object = "unit:7";
      row.path = path;
      return append_audit(inside, row);
    });
    ASSERT_TRUE(done.ok()) << done.error().line(Language::english);
  }
  std::vector<AuditFault> faults(const std::vector<AuditHead>& stated = {}) {
    return verify_audit(store(), stated).value();
  }
  std::int64_t clock_ = 1'780'000'000;
};

TEST_P(AuditTrail, AChainThatNobodyTouchedVerifies) {
  for (int i = 0; i < 30; ++i) append("actor " + std::to_string(i % 5), "unit.moved");
  EXPECT_TRUE(faults().empty());
  std::int64_t rows = 0;
  const auto heads = audit_heads(store());
  for (const AuditHead& head : heads.value()) rows += head.number;
  EXPECT_EQ(rows, 30);
}

TEST_P(AuditTrail, WorkThatFailsLeavesNoRowAndNoGap) {
  append("a", "unit.moved");
  const Status failed = store().atomically([](Store& inside) -> Status {
    BOOTHWISE_CHECK(append_audit(inside, {0, 0, 5, "a", "unit.closed", "unit:7", "1.7.", "", "", ""}));
    return Error{ErrorKind::conflict, "no", {"no", "नहीं"}};
  });
  EXPECT_FALSE(failed.ok());
  append("a", "unit.opened");
  EXPECT_TRUE(faults().empty());
}

TEST_P(AuditTrail, RowsCannotBeChangedOrRemovedThroughTheStore) {
  append("a", "unit.moved");
  for (const char* tampering : {"UPDATE audit SET action = 'x'", "DELETE FROM audit"}) {
    const auto changed = store().change(tampering);
    EXPECT_TRUE(!changed.ok() || *changed == 0) << tampering;
  }
  EXPECT_TRUE(faults().empty());
}

TEST_P(AuditTrail, TheNewestRowsOfAUnitComeFirstAndNoOthers) {
  append("a", "unit.moved", "1.7.");
  append("b", "unit.closed", "1.7.3.");
  append("c", "unit.opened", "1.70.");
  const auto rows = newest_audit_rows(store(), {UnitPath{"1.7."}, {}, {}, 0, clock_ + 1, {}, 10});
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().action, "unit.closed");
  EXPECT_EQ(rows->back().action, "unit.moved");
}

TEST_P(AuditTrail, ManyWritersKeepTheChainsWhole) {
  std::vector<std::jthread> threads;
  std::atomic<std::int64_t> clock = clock_;
  for (int writer = 0; writer < 6; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < 20; ++i) {
        const Status done = store().atomically([&](Store& inside) -> Status {
          return append_audit(inside, {0, 0, ++clock, "w" + std::to_string(writer), "a", "o", "1.", "", "", ""});
        });
        EXPECT_TRUE(done.ok());
      }
    });
  }
  threads.clear();
  EXPECT_TRUE(faults().empty());
}

INSTANTIATE_BOTH_STORES(AuditTrail);

/// What an administrator can do with the file itself: any column of any row, rows taken out, the heads rewritten.
class TamperedAudit : public AuditTrail {
 protected:
  void tamper(const std::string& sql) {
    sqlite3* file = nullptr;
    ASSERT_EQ(sqlite3_open((folder_.path() / "operations.sqlite").c_str(), &file), SQLITE_OK);
    const std::string all =
        "DROP TRIGGER IF EXISTS audit_is_not_changed; DROP TRIGGER IF EXISTS audit_is_not_removed; " + sql;
    char* words = nullptr;
    EXPECT_EQ(sqlite3_exec(file, all.c_str(), nullptr, nullptr, &words), SQLITE_OK) << words;
    sqlite3_close(file);
  }
};

TEST_P(TamperedAudit, EveryColumnOfAnyRowThatIsChangedIsFoundAndNamed) {
  for (int i = 0; i < 6; ++i) append("a", "unit.moved");
  const AuditHead head = audit_heads(store())->front();
  for (const char* column : {"actor", "action", "object", "path", "purpose", "details", "hash"}) {
    tamper(std::string("CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM audit; UPDATE audit SET ") + column +
           " = 'changed' WHERE row_number = 3");
    const auto found = faults();
    ASSERT_FALSE(found.empty()) << column;
    EXPECT_EQ(found.front().number, 3) << column;
    EXPECT_EQ(found.front().chain, head.chain);
    tamper("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept");
    ASSERT_TRUE(faults().empty()) << column;
  }
  tamper("UPDATE audit SET at = at + 1 WHERE row_number = 4");
  EXPECT_EQ(faults().front().number, 4);
}

TEST_P(TamperedAudit, RowsTakenOutOfTheMiddleOrTheEndAreMissed) {
  for (int i = 0; i < 6; ++i) append("a", "unit.moved");
  tamper("DELETE FROM audit WHERE row_number = 6");
  ASSERT_EQ(faults().size(), 1U);
  EXPECT_EQ(faults().front().what, "missing");
  EXPECT_EQ(faults().front().number, 6);
  tamper("DELETE FROM audit WHERE row_number = 2");
  EXPECT_EQ(faults().front().number, 2);
}

TEST_P(TamperedAudit, AChainRewrittenWholeIsFoundByTheHeadThatTheAuditorHas) {
  for (int i = 0; i < 4; ++i) append("a", "unit.moved");
  const auto yesterday = audit_heads(store()).value();
  const std::int64_t chain = yesterday.front().chain;
  tamper("DELETE FROM audit; UPDATE audit_heads SET row_number = 0, hash = '" + std::string(64, '0') + "'");
  for (int i = 0; i < 4; ++i) append("a", "unit.closed");
  EXPECT_TRUE(faults().empty());
  const auto found = faults(yesterday);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().what, "rewritten");
  EXPECT_EQ(found.front().chain, chain);
  EXPECT_EQ(found.front().after, 0);
}

TEST_P(TamperedAudit, HeadsOfSeveralDaysSayBetweenWhichRowsTheRewritingBegins) {
  std::vector<AuditHead> stated;
  const auto a_day = [&](const std::string& action, int rows) {
    for (int i = 0; i < rows; ++i) append("a", action);
    return audit_heads(store()).value().front();
  };
  stated.push_back(a_day("unit.moved", 3));
  const AuditHead kept = stated.front();
  stated.push_back(a_day("unit.moved", 4));
  stated.push_back(a_day("unit.moved", 2));
  const std::string end = "DELETE FROM audit WHERE row_number > 3; UPDATE audit_heads SET row_number = 3, hash = '";
  tamper(end + kept.hash + "' WHERE chain = " + std::to_string(kept.chain));
  a_day("unit.closed", 6);
  EXPECT_TRUE(faults().empty()) << "all hashes fit";
  const auto found = faults(stated);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().what, "rewritten");
  EXPECT_EQ(found.front().after, 3);
  EXPECT_EQ(found.front().number, 7);
}

INSTANTIATE_TEST_SUITE_P(File, TamperedAudit, testing::Values(test::StoreKind::sqlite));

}  // namespace
}  // namespace boothwise::operations
