#include "server/jobs.hpp"

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <iterator>
#include <set>

#include "base/atomic_file.hpp"
#include "server/http.hpp"
#include "server/route_parts.hpp"
#include "services/report_json.hpp"
#include "services/works.hpp"

namespace boothwise::server {

namespace json = boost::json;

namespace {

constexpr auto lease = std::chrono::seconds(10);
constexpr auto renewed_every = std::chrono::milliseconds(1000);
constexpr auto looked_every = std::chrono::milliseconds(1000);
/// A job that took so many servers with it is not tried again.
constexpr std::int64_t attempts_most = 5;

Error job_unknown(const std::string& id) {
  return Error{ErrorKind::not_found, "job_unknown", {"there is no such job", "ऐसा कोई काम नहीं है"}, {{}, 0, "job", id}};
}

}  // namespace

/// A job under way here. What it tells goes to the store once a second.
struct Jobs::Running final : Progress {
  explicit Running(operations::JobHolder taken) : holder(std::move(taken)) {}

  void report(double value, const Bilingual& text) override {
    const std::scoped_lock lock(mutex);
    fraction = std::max(fraction, value);
    what = text;
  }
  [[nodiscard]] bool stop_requested() const override { return stop_asked || lost; }

  const operations::JobHolder holder;
  std::atomic<bool> stop_asked{false};
  std::atomic<bool> lost{false};  ///< another server has taken it
  std::mutex mutex;               ///< guards what follows
  double fraction = 0;
  Bilingual what;
};

Jobs::Jobs(services::OperationsDoor& door, std::filesystem::path folder)
    : door_(door), folder_(std::move(folder)), server_(operations::new_id()) {}

Jobs::~Jobs() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    for (const auto& running : running_) running->stop_asked = true;
  }
  changed_.notify_all();
}

void Jobs::add_kind(const std::string& kind, const std::string& lane, Work work) {
  kinds_[kind] = {lane, std::move(work)};
}

void Jobs::begin() {
  std::set<std::string> lanes;
  for (const auto& [name, kind] : kinds_) lanes.insert(kind.lane);
  for (const std::string& lane : lanes) threads_.emplace_back([this, lane] { work(lane); });
  renewing_ = std::jthread([this] { renew(); });
}

void Jobs::wake() {
  {
    const std::scoped_lock lock(mutex_);
    ++wakes_;
  }
  changed_.notify_all();
}

Result<std::string> Jobs::start(const std::string& kind, std::string task, const std::string& user, Instant now) {
  constexpr std::int64_t waiting_most = 20;
  BOOTHWISE_TRY(store, door_.store());
  operations::Job job;
  job.kind = kind;
  job.task = std::move(task);
  job.asked_by = user;
  job.asked_at = now;
  BOOTHWISE_CHECK(store->atomically(
      [&](operations::Store& inside) { return operations::add_job(inside, job, kinds_.at(kind).lane, waiting_most); }));
  wake();
  return job.id;
}

void Jobs::work(const std::string& lane) {
  std::uint64_t seen = 0;
  while (true) {
    {
      const std::scoped_lock lock(mutex_);
      if (ending_) return;
      seen = wakes_;
    }
    std::optional<operations::Job> job;
    const auto store = door_.store();
    if (store) {  // one that is away for a while is asked again
      const Instant time = now();
      if (auto taken = operations::take_job(**store, lane, server_, time, time + lease)) job = std::move(*taken);
    }
    if (job) {
      run(**store, *job);
      continue;
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, looked_every, [&] { return ending_ || wakes_ != seen; });
  }
}

void Jobs::run(operations::Store& store, const operations::Job& job) {
  const auto running = std::make_shared<Running>(operations::JobHolder{job.id, server_, job.attempt});
  running->fraction = job.fraction;
  running->what = job.text;
  {
    const std::scoped_lock lock(mutex_);
    running_.push_back(running);
    if (ending_ || job.stop_asked) running->stop_asked = true;
  }
  JobOutcome outcome;
  const auto kind = kinds_.find(job.kind);
  if (job.attempt > attempts_most || kind == kinds_.end()) {
    outcome.failure = Error{ErrorKind::environment,
                            "job_given_up",
                            {"every server that took this job ended before it did; it is not tried again",
                             "जिस-जिस सर्वर ने यह काम लिया वह बीच में बंद हो गया; अब फिर कोशिश नहीं होगी"}};
  } else {
    try {
      outcome = kind->second.work({job, running->holder}, *running);
    } catch (const std::exception& failure) {
      outcome.failure = Error{ErrorKind::environment, "internal_error", {failure.what(), failure.what()}};
    }
  }
  bool ending = false;
  {
    const std::scoped_lock lock(mutex_);
    std::erase(running_, running);
    ending = ending_;
  }
  changed_.notify_all();
  const bool stopped = outcome.failure && outcome.failure->kind == ErrorKind::stopped;
  // What cannot be written now is another server's, or is taken again when the lease ends.
  if (running->lost) return;
  if (stopped && ending) {
    static_cast<void>(operations::release_job(store, running->holder));
    return;
  }
  operations::JobEnd end;
  end.state = !outcome.failure ? "done" : stopped ? "stopped" : "failed";
  end.run = outcome.run;
  if (outcome.failure) end.problem = problem(*outcome.failure).body;
  if (!outcome.report.empty()) end.report = json::serialize(outcome.report);
  if (!outcome.rejects.empty()) {
    end.has_rejects = write_file_atomically(rejects_file(job.id), outcome.rejects).ok();
  }
  static_cast<void>(operations::end_job(store, running->holder, end));
}

void Jobs::renew() {
  std::unique_lock lock(mutex_);
  while (!ending_ || !running_.empty()) {
    changed_.wait_for(lock, renewed_every, [&] { return ending_ && running_.empty(); });
    const std::vector<std::shared_ptr<Running>> present = running_;
    lock.unlock();
    for (const auto& running : present) {
      double fraction = 0;
      Bilingual what;
      {
        const std::scoped_lock telling(running->mutex);
        fraction = running->fraction;
        what = running->what;
      }
      const auto store = door_.store();
      if (!store) continue;
      const auto renewed = operations::renew_job(**store, running->holder, fraction, what, now() + lease);
      if (!renewed) continue;
      if (renewed->stop_asked) running->stop_asked = true;
      // One that has just ended is not held either, and nobody looks at it any more.
      if (!renewed->held) running->lost = true;
    }
    lock.lock();
  }
}

std::filesystem::path Jobs::rejects_file(const std::string& job) const { return folder_ / ("rejects-" + job + ".csv"); }

Result<operations::Job> Jobs::find(const std::string& id, const Asker& asker) {
  BOOTHWISE_TRY(store, door_.store());
  BOOTHWISE_TRY(job, operations::job(*store, id));
  if (!job || (!asker.all && job->asked_by != asker.user)) return job_unknown(id);
  return std::move(*job);
}

Result<json::object> Jobs::state(const std::string& id, const Asker& asker) {
  BOOTHWISE_TRY(job, find(id, asker));
  return json::object{
      {"job", id},
      {"kind", job.kind},
      {"state", job.state == "waiting" ? std::string("running") : job.state},
      {"progress", job.fraction},
      {"text", services::to_json(job.text)},
      {"run", job.run ? json::value(*job.run) : json::value(nullptr)},
      {"problem", job.problem.empty() ? json::value(nullptr) : json::parse(job.problem)},
      {"report", job.report.empty() ? json::value(nullptr) : json::parse(job.report)},
      {"rejects", job.has_rejects ? json::value("/api/v1/jobs/" + id + "/rejects.csv") : json::value(nullptr)}};
}

Status Jobs::stop(const std::string& id, const Asker& asker) {
  BOOTHWISE_TRY(job, find(id, asker));
  if (job.kind == services::giving_kind) {
    return Error{ErrorKind::conflict,
                 "job_goes_on",
                 {"tasks are given to all that are asked; to expect no more of it, close it",
                  "काम सभी को दिए जा रहे हैं; इसे रोकने के लिए कार्यक्रम या निर्देश बंद करें"}};
  }
  BOOTHWISE_TRY(store, door_.store());
  return operations::stop_job(*store, id);
}

Result<std::string> Jobs::rejects(const std::string& id, const Asker& asker) {
  BOOTHWISE_TRY(job, find(id, asker));
  if (!job.has_rejects) {
    return Error{ErrorKind::not_found, "no_rejects", {"this job refused no row", "इस काम में कोई पंक्ति अस्वीकार नहीं हुई"}};
  }
  return read_file(rejects_file(id));
}

}  // namespace boothwise::server
