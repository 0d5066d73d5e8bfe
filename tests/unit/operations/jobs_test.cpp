#include "operations/jobs.hpp"

#include "unit/operations/both_stores.hpp"

#include <set>
#include <thread>
#include <vector>

namespace boothwise::operations {
namespace {

const Instant noon{std::chrono::seconds(1'780'000'000)};
constexpr auto lease = std::chrono::seconds(10);

class JobsKept : public test::BothStores {
 protected:
  Job added(const std::string& kind = "import", const std::string& lane = "data") {
    Job job;
    job.kind = kind;
    job.task = R"({"uploads":["u1"]})";
    job.asked_by = "asha";
    job.asked_at = noon;
    const Status done = store().atomically([&](Store& inside) { return add_job(inside, job, lane, 20); });
    EXPECT_TRUE(done.ok()) << done.error().line(Language::english);
    return job;
  }
  std::optional<Job> take(const std::string& server, Instant now = noon, const std::string& lane = "data") {
    auto taken = take_job(store(), lane, server, now, now + lease);
    EXPECT_TRUE(taken.ok()) << taken.error().line(Language::english);
    return std::move(taken).value();
  }
  static JobHolder holder(const Job& job, const std::string& server) { return {job.id, server, job.attempt}; }
  Status hold(const JobHolder& by) {
    return store().atomically([&](Store& inside) { return hold_job(inside, by); });
  }
};

TEST_P(JobsKept, AreTakenInOrderOneOfALaneAtATime) {
  const Job first = added();
  const Job second = added();
  const Job other = added("give_tasks", "work");
  const auto taken = take("one");
  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(taken->id, first.id);
  EXPECT_EQ(taken->task, first.task);
  EXPECT_EQ(taken->asked_by, "asha");
  EXPECT_EQ(taken->asked_at, noon);
  EXPECT_FALSE(take("two").has_value());
  EXPECT_EQ(take("two", noon, "work")->id, other.id);
  ASSERT_TRUE(end_job(store(), holder(*taken, "one"), {"done", 7, "", R"({"rows":1})", true}).ok());
  EXPECT_EQ(take("two")->id, second.id);
  const Job ended = *job(store(), first.id).value();
  EXPECT_EQ(ended.state, "done");
  EXPECT_EQ(ended.run, 7);
  EXPECT_DOUBLE_EQ(ended.fraction, 1);
  EXPECT_EQ(ended.report, R"({"rows":1})");
  EXPECT_TRUE(ended.has_rejects);
}

TEST_P(JobsKept, AnotherServerGoesOnWhenTheFirstIsGoneAndTheFirstWritesNoMore) {
  added();
  const auto lost = take("one");
  EXPECT_FALSE(take("two", noon + lease).has_value());
  EXPECT_TRUE(renew_job(store(), holder(*lost, "one"), 0.4, {"half", "आधा"}, noon + 2 * lease)->held);
  EXPECT_FALSE(take("two", noon + lease + std::chrono::seconds(1)).has_value());
  const auto found = take("two", noon + 2 * lease + std::chrono::seconds(1));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->id, lost->id);
  EXPECT_EQ(found->attempt, 2);
  EXPECT_DOUBLE_EQ(found->fraction, 0.4);
  EXPECT_EQ(found->text.hi, "आधा");
  EXPECT_EQ(hold(holder(*lost, "one")).error().code, "job_taken");
  EXPECT_EQ(end_job(store(), holder(*lost, "one"), {"failed", {}, "{}", "", false}).error().code, "job_taken");
  EXPECT_FALSE(renew_job(store(), holder(*lost, "one"), 0.9, {"late", "देर"}, noon)->held);
  EXPECT_TRUE(hold(holder(*found, "two")).ok());
  EXPECT_EQ(job(store(), lost->id).value()->state, "running");
}

TEST_P(JobsKept, AServerThatEndsLeavesItsJobToOthersAtOnce) {
  added();
  const auto mine = take("one");
  ASSERT_TRUE(release_job(store(), holder(*mine, "one")).ok());
  const auto theirs = take("two");
  ASSERT_TRUE(theirs.has_value());
  EXPECT_EQ(theirs->attempt, 1);  // it did not fail
}

TEST_P(JobsKept, OneThatWaitsIsStoppedAtOnceAndOneThatRunsIsTold) {
  const Job first = added();
  const Job second = added();
  const auto running = take("one");
  ASSERT_TRUE(stop_job(store(), first.id).ok());
  ASSERT_TRUE(stop_job(store(), second.id).ok());
  EXPECT_EQ(job(store(), second.id).value()->state, "stopped");
  EXPECT_TRUE(renew_job(store(), holder(*running, "one"), 0, {"x", "x"}, noon + lease)->stop_asked);
  EXPECT_EQ(stop_job(store(), "nobody").error().code, "job_unknown");
  EXPECT_FALSE(job(store(), "nobody").value().has_value());
}

TEST_P(JobsKept, OnlySoManyWait) {
  for (int i = 0; i < 20; ++i) added();
  Job more;
  more.kind = "import";
  const Status refused = store().atomically([&](Store& inside) { return add_job(inside, more, "data", 20); });
  EXPECT_EQ(refused.error().code, "too_many_jobs");
}

TEST_P(JobsKept, SeveralServersNeverTakeTheSame) {
  constexpr int jobs = 8;
  for (int i = 0; i < jobs; ++i) added();
  std::mutex lock;
  std::multiset<std::string> done;
  {
    std::vector<std::jthread> servers;
    for (const char* server : {"one", "two", "three"}) {
      servers.emplace_back([&, server] {
        const auto own = another();
        ASSERT_TRUE(own.ok());
        for (int i = 0; i < 400; ++i) {
          auto taken = take_job(**own, "data", server, noon, noon + lease);
          if (!taken.ok() || !taken->has_value()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            const std::scoped_lock held(lock);
            if (done.size() == jobs) return;
            continue;
          }
          EXPECT_TRUE(end_job(**own, holder(**taken, server), {"done", {}, "", "", false}).ok());
          const std::scoped_lock held(lock);
          done.insert((*taken)->id);
        }
      });
    }
  }
  EXPECT_EQ(done.size(), std::size_t{jobs});
  EXPECT_EQ(std::set<std::string>(done.begin(), done.end()).size(), std::size_t{jobs});
}

TEST_P(JobsKept, UploadsAreKnownToEveryServerUntilTheyAreOld) {
  ASSERT_TRUE(add_upload(store(), {"u1", "परिणाम.csv", "asha", noon}).ok());
  ASSERT_TRUE(add_upload(store(), {"u2", "b.csv", "asha", noon + lease}).ok());
  const auto server = another();
  EXPECT_EQ(upload_name(**server, "u1").value(), "परिणाम.csv");
  EXPECT_EQ(drop_old_uploads(**server, noon + lease).value(), std::vector<std::string>{"u1"});
  EXPECT_FALSE(upload_name(store(), "u1").value().has_value());
  EXPECT_TRUE(upload_name(store(), "u2").value().has_value());
}

INSTANTIATE_BOTH_STORES(JobsKept);

}  // namespace
}  // namespace boothwise::operations
