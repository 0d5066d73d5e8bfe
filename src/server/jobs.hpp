#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/progress.hpp"
#include "base/result.hpp"

namespace boothwise::server {

/// What a piece of long work came to.
struct JobOutcome {
  std::optional<std::int64_t> run;
  std::optional<Error> failure;
  boost::json::object report;  ///< shown with the job; empty if there is none
  std::string rejects;         ///< a CSV of refused rows; empty if there is none
};

/// Long work in the background, one at a time in order of asking. Thread-safe. The last 100 jobs are remembered.
class Jobs {
 public:
  Jobs();
  /// Asks what runs to stop and waits for it.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// Errors: `too_many_jobs` when 20 wait already.
  Result<std::string> start(std::function<JobOutcome(Progress&)> work);
  /// As docs/api.md has it. Errors: `job_unknown`.
  Result<boost::json::object> state(const std::string& id) const;
  Status stop(const std::string& id);
  /// Errors: `job_unknown`, `no_rejects`.
  Result<std::string> rejects(const std::string& id) const;

 private:
  struct Job;
  void work();
  [[nodiscard]] Result<std::shared_ptr<Job>> find(const std::string& id) const;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, std::shared_ptr<Job>> jobs_;
  std::uint64_t next_ = 1;
  bool ending_ = false;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace boothwise::server
