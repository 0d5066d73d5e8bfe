#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"

/// Long work that is done in the background by whichever server takes it, and files that wait for it. All of it is the
/// server's own (Scope::whole). Errors of all also: `operations_failed`.
namespace boothwise::operations {

struct Job {
  std::string id;
  std::string kind;      ///< the program's word for what is to be done
  std::string task;      ///< JSON of what is to be done
  std::string asked_by;  ///< a user
  Instant asked_at;
  std::string state = "waiting";  ///< waiting, running, done, failed, stopped
  double fraction = 0;            ///< 0 to 1
  Bilingual text;                 ///< what is being done
  bool stop_asked = false;
  std::int64_t attempt = 0;  ///< how often a server took it
  std::optional<std::int64_t> run;
  std::string problem;  ///< JSON of what went wrong
  std::string report;   ///< JSON; empty where there is none
  bool has_rejects = false;
};

/// Who has taken a job. What is written for it is written only as long as that holds.
struct JobHolder {
  std::string job;
  std::string server;
  std::int64_t attempt = 0;
};

/// Adds one behind the others of its lane, and forgets old ones that ended. Its id is set. One job of a lane runs at a
/// time. Errors: `too_many_jobs` (conflict) where `waiting_most` wait already.
Status add_job(Store& inside, Job& job, const std::string& lane, std::int64_t waiting_most);
/// Nothing where there is none.
Result<std::optional<Job>> job(Store& store, const std::string& id);
/// The lane's next that waits, or that ran on a server which did not renew it in time; nothing while one runs. It is
/// this server's until `lease_ends`.
Result<std::optional<Job>> take_job(Store& store, const std::string& lane, const std::string& server, Instant now,
                                    Instant lease_ends);

/// How it stands with a job that was renewed.
struct Renewed {
  bool held = false;  ///< false: another server has it, or it ended
  bool stop_asked = false;
};
/// Keeps a job and says how far it is.
Result<Renewed> renew_job(Store& store, const JobHolder& holder, double fraction, const Bilingual& text,
                          Instant lease_ends);
/// Holds the job's row until the transaction ends. Errors: `job_taken` (stopped) where it is not this server's any
/// more.
Status hold_job(Store& inside, const JobHolder& holder);

struct JobEnd {
  std::string state;  ///< done, failed, stopped
  std::optional<std::int64_t> run;
  std::string problem;
  std::string report;
  bool has_rejects = false;
};
/// Errors: as hold_job.
Status end_job(Store& store, const JobHolder& holder, const JobEnd& end);
/// Another server may take it at once, and goes on. Errors: as hold_job.
Status release_job(Store& store, const JobHolder& holder);
/// Errors: `job_unknown`.
Status stop_job(Store& store, const std::string& id);

/// A file that was sent.
struct Upload {
  std::string id;
  std::string name;
  std::string sent_by;
  Instant sent_at;
};
Status add_upload(Store& store, const Upload& upload);
/// The name it was sent under; nothing where there is no such file.
Result<std::optional<std::string>> upload_name(Store& store, const std::string& id);
/// Forgets those sent before; returns their ids.
Result<std::vector<std::string>> drop_old_uploads(Store& store, Instant before);

}  // namespace boothwise::operations
