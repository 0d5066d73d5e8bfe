#include "server/jobs.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "server/http.hpp"
#include "services/report_json.hpp"

namespace boothwise::server {

namespace json = boost::json;

struct Jobs::Job final : Progress {
  enum class State : std::uint8_t { waiting, running, done, failed, stopped };

  mutable std::mutex mutex;
  std::function<JobOutcome(Progress&)> work;
  State state = State::waiting;
  double fraction = 0;
  Bilingual what{"waiting", "प्रतीक्षा में"};
  JobOutcome outcome;
  std::atomic<bool> stop_asked{false};

  void report(double value, const Bilingual& text) override {
    const std::scoped_lock lock(mutex);
    fraction = std::max(fraction, value);
    what = text;
  }
  [[nodiscard]] bool stop_requested() const override { return stop_asked; }
};

Jobs::Jobs() : thread_([this] { work(); }) {}

Jobs::~Jobs() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    for (const auto& [id, job] : jobs_) job->stop_asked = true;
  }
  changed_.notify_all();
}

Result<std::string> Jobs::start(std::function<JobOutcome(Progress&)> work) {
  constexpr std::size_t waiting_max = 20;
  constexpr std::size_t remembered = 100;
  auto job = std::make_shared<Job>();
  job->work = std::move(work);
  const std::scoped_lock lock(mutex_);
  const auto waiting = std::ranges::count_if(jobs_, [](const auto& entry) {
    const std::scoped_lock job_lock(entry.second->mutex);
    return entry.second->state == Job::State::waiting;
  });
  if (static_cast<std::size_t>(waiting) >= waiting_max) {
    return Error{ErrorKind::conflict,
                 "too_many_jobs",
                 {"20 imports wait already; try again later", "20 आयात पहले से प्रतीक्षा में हैं; बाद में कोशिश करें"}};
  }
  const std::uint64_t id = next_++;
  jobs_[id] = std::move(job);
  while (jobs_.size() > remembered && jobs_.begin()->second->state >= Job::State::done) jobs_.erase(jobs_.begin());
  changed_.notify_all();
  return "j" + std::to_string(id);
}

void Jobs::work() {
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      const auto waiting = [&] {
        return std::ranges::find_if(jobs_,
                                    [](const auto& entry) { return entry.second->state == Job::State::waiting; });
      };
      changed_.wait(lock, [&] { return ending_ || waiting() != jobs_.end(); });
      if (ending_) return;
      job = waiting()->second;
      const std::scoped_lock job_lock(job->mutex);
      job->state = Job::State::running;
    }
    JobOutcome outcome;
    try {
      outcome = job->work(*job);
    } catch (const std::exception& failure) {
      outcome.failure = Error{ErrorKind::environment, "internal_error", {failure.what(), failure.what()}};
    }
    const std::scoped_lock lock(mutex_, job->mutex);
    job->state = !outcome.failure                              ? Job::State::done
                 : outcome.failure->kind == ErrorKind::stopped ? Job::State::stopped
                                                               : Job::State::failed;
    if (job->state == Job::State::done) job->fraction = 1;
    job->outcome = std::move(outcome);
    job->work = nullptr;
  }
}

Result<std::shared_ptr<Jobs::Job>> Jobs::find(const std::string& id) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [number, job] : jobs_) {
    if ("j" + std::to_string(number) == id) return job;
  }
  return Error{ErrorKind::not_found, "job_unknown", {"there is no such job", "ऐसा कोई काम नहीं है"}, {{}, 0, "job", id}};
}

Result<json::object> Jobs::state(const std::string& id) const {
  BOOTHWISE_TRY(job, find(id));
  const std::scoped_lock lock(job->mutex);
  constexpr std::array<std::string_view, 5> names = {"running", "running", "done", "failed", "stopped"};
  json::object view{{"job", id},
                    {"state", names.at(static_cast<std::size_t>(job->state))},
                    {"progress", job->fraction},
                    {"text", services::to_json(job->what)},
                    {"run", job->outcome.run ? json::value(*job->outcome.run) : json::value(nullptr)},
                    {"problem", nullptr},
                    {"report", job->outcome.report.empty() ? json::value(nullptr) : json::value(job->outcome.report)},
                    {"rejects", nullptr}};
  if (job->outcome.failure) view["problem"] = json::parse(problem(*job->outcome.failure).body);
  if (!job->outcome.rejects.empty()) view["rejects"] = "/api/v1/jobs/" + id + "/rejects.csv";
  return view;
}

Status Jobs::stop(const std::string& id) {
  BOOTHWISE_TRY(job, find(id));
  job->stop_asked = true;
  return success();
}

Result<std::string> Jobs::rejects(const std::string& id) const {
  BOOTHWISE_TRY(job, find(id));
  const std::scoped_lock lock(job->mutex);
  if (job->outcome.rejects.empty()) {
    return Error{ErrorKind::not_found, "no_rejects", {"this job refused no row", "इस काम में कोई पंक्ति अस्वीकार नहीं हुई"}};
  }
  return job->outcome.rejects;
}

}  // namespace boothwise::server
