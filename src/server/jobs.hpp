#pragma once

#include "operations/jobs.hpp"

#include <boost/json/object.hpp>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/workspace.hpp"

namespace boothwise::server {

/// What a piece of long work came to.
struct JobOutcome {
  std::optional<std::int64_t> run;
  std::optional<Error> failure;
  boost::json::object report;  ///< shown with the job; empty if there is none
  std::string rejects;         ///< a CSV of refused rows; empty if there is none
};

/// A job that this server has taken.
struct TakenJob {
  operations::Job asked;
  operations::JobHolder holder;
};

/// Long work in the background. The store holds what is asked, how far it is and what came of it, so that any server
/// tells of it, and goes on with it where another was killed. Of each lane one job runs at a time, in order of asking;
/// works of different lanes run beside one another. Thread-safe.
class Jobs {
 public:
  /// Does a job from its beginning or from where it stands in the store: it may have been begun before.
  using Work = std::function<JobOutcome(const TakenJob&, Progress&)>;

  /// `folder`: for refused rows; all servers share it.
  Jobs(services::OperationsDoor& door, std::filesystem::path folder);
  /// Asks what runs to stop, waits for it, and leaves it to other servers.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// REQUIRES: before begin.
  void add_kind(const std::string& kind, const std::string& lane, Work work);
  /// From now on jobs are taken.
  void begin();
  /// Looks at once whether there is a job, instead of within a second.
  void wake();

  /// Errors: `too_many_jobs` when 20 wait already; those of the store.
  Result<std::string> start(const std::string& kind, std::string task, const std::string& user, Instant now);
  /// Errors of all below: `job_unknown`, also where somebody else asked for it and `all` is not given; the store's.
  struct Asker {
    std::string user;
    bool all = false;  ///< sees everybody's
  };
  /// As docs/api.md has it.
  Result<boost::json::object> state(const std::string& id, const Asker& asker);
  /// Errors: also `job_goes_on` for one that gives tasks: closing the work ends it.
  Status stop(const std::string& id, const Asker& asker);
  /// Errors: also `no_rejects`.
  Result<std::string> rejects(const std::string& id, const Asker& asker);

 private:
  struct Running;
  struct Kind {
    std::string lane;
    Work work;
  };
  void work(const std::string& lane);
  void run(operations::Store& store, const operations::Job& job);
  void renew();
  [[nodiscard]] std::filesystem::path rejects_file(const std::string& job) const;
  Result<operations::Job> find(const std::string& id, const Asker& asker);

  services::OperationsDoor& door_;
  std::filesystem::path folder_;
  std::string server_;
  std::map<std::string, Kind> kinds_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::uint64_t wakes_ = 0;
  bool ending_ = false;
  std::vector<std::shared_ptr<Running>> running_;
  std::vector<std::jthread> threads_;  // last: they use all of the above
  std::jthread renewing_;
};

}  // namespace boothwise::server
