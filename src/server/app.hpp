#pragma once

#include "field/door.hpp"
#include "field/form_desk.hpp"
#include "field/vault.hpp"
#include "training/course.hpp"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/recently_used.hpp"
#include "base/secrets.hpp"
#include "server/caretaker.hpp"
#include "server/encoding.hpp"
#include "server/http.hpp"
#include "server/jobs.hpp"
#include "server/metrics.hpp"
#include "server/openrosa.hpp"
#include "server/practice.hpp"
#include "server/refusal_log.hpp"
#include "server/router.hpp"
#include "server/sessions.hpp"
#include "server/static_files.hpp"
#include "services/caller.hpp"
#include "services/forecast_desk.hpp"
#include "services/messages.hpp"
#include "services/roles.hpp"
#include "services/sign_in.hpp"
#include "services/snapshot.hpp"
#include "services/workspace.hpp"

namespace boothwise::server {

/// Answers made before, for the same target and the same data. Bounded; the least recently used go first. Thread-safe.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t bytes_max) : bytes_max_(bytes_max), answers_(bytes_max) {}
  [[nodiscard]] std::shared_ptr<const Response> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const Response> response);
  void clear();

 private:
  std::size_t bytes_max_;
  std::mutex mutex_;
  RecentlyUsed<std::shared_ptr<const Response>> answers_;
};

/// A file that was sent and waits to be imported.
struct Upload {
  std::filesystem::path path;
  std::string name;
};

struct AppOptions {
  std::filesystem::path web_folder;
  std::filesystem::path data_folder;
  std::string version;
  std::size_t cache_bytes_max = 64U << 20U;
  bool loopback_only = true;        ///< nobody else reaches it: without users, whoever asks is the workspace's owner
  bool secure = false;              ///< reached by https (a proxy's): cookies are for that only
  double requests_per_second = 30;  ///< of one session, or of one address that is not signed in
  double requests_at_once = 120;
  std::optional<CaretakerOptions> caretaker{};  ///< what it does besides answering; nothing where left out
  /// Of a practice workspace: what it shares with others. It has no pages, no passes and no practice of its own.
  std::shared_ptr<PracticeShare> practice{};
};

/// One server of a workspace. Between requests it keeps only what can be made anew: the snapshot and answers of the
/// present data, counts of requests, and how fast each side asks. All else is in the store, so that any server goes on
/// with it. Thread-safe.
class App {
 public:
  /// Takes the workspace over. Errors: those of load_snapshot, StaticFiles::load and load_sms_settings.
  static Result<std::unique_ptr<App>> make(services::Workspace workspace, const AppOptions& options);

  Response answer(Request& request);
  /// Answers as the trainee's own App: she may do everything there but hold training. REQUIRES: a practice workspace.
  Response answer_practice(Request& request);
  [[nodiscard]] bool takes_file(const std::string& path) const;
  void served(const Request& request, const Response& response, double seconds);

  [[nodiscard]] const Router& router() const { return router_; }
  [[nodiscard]] const AppOptions& options() const { return options_; }
  [[nodiscard]] services::Workspace& workspace() { return workspace_; }
  [[nodiscard]] const services::StateMaps& maps() const { return maps_; }
  /// Of a practice workspace, they begin when they are first asked for.
  [[nodiscard]] Jobs& jobs();
  /// Null in a practice workspace.
  [[nodiscard]] Practice* practice() { return practice_.get(); }
  [[nodiscard]] const std::vector<training::Course>& courses() const { return courses_; }
  [[nodiscard]] std::filesystem::path upload_folder() const { return workspace_.folder / "uploads"; }
  /// The data as they are now; read again if another process imported something. What was answered before is forgotten
  /// too if another process decided something.
  Result<std::shared_ptr<const services::Snapshot>> snapshot();
  /// The same, looked after once a request.
  Result<std::shared_ptr<const services::Snapshot>> snapshot(const Request& request);
  [[nodiscard]] bool secure() const { return options_.secure; }
  [[nodiscard]] const services::Roles& roles() const { return roles_; }
  /// What signing in works with. Errors: those of opening the store.
  Result<services::FrontDoor> front_door();
  /// What text messages go out with; nothing where the workspace has no sms.toml.
  [[nodiscard]] std::optional<services::Messenger> messenger() const;
  /// Plans and sends what is due, as the server itself. Nothing is done without settings. Errors: those of
  /// services::pass_messages.
  Status pass_messages();
  /// What the field's part of the server works with. Errors: those of opening the store.
  Result<field::FieldDoor> field_door();
  [[nodiscard]] const ServerKey& key() const { return key_; }
  [[nodiscard]] services::ForecastShelf& forecast_shelf() { return forecast_shelf_; }
  /// "https://host" as the client reaches us, without a path.
  [[nodiscard]] std::string base_url(const Request& request) const;
  /// Seconds that a side must wait, or nothing if it may ask on.
  std::optional<std::int64_t> wait_of(const std::string& side);
  /// The same for one who types codes of receipts, so that nobody tries many.
  std::optional<std::int64_t> code_wait_of(const std::string& client);
  /// One who asks, with the store and the clock. Errors: those of opening the store.
  Result<services::Caller> caller(const Request& request);
  /// The same for one whom a job is done for. Errors: also `sign_in_needed` where she may not sign in any more.
  Result<Access> access_of(const std::string& user);
  Result<services::Caller> caller(const Access& access);
  /// What was answered before no longer holds, though nothing was imported: a person decided something.
  void forget_answers();
  [[nodiscard]] std::string metrics_text() const;
  /// Of /readyz: "ok" and, below it, what somebody should look after.
  [[nodiscard]] std::string ready_text() const;

  /// Takes a written file into the folder of uploads and forgets old ones there. Returns its id. Errors:
  /// `file_unwritable`; those of the store.
  Result<std::string> add_upload(const std::filesystem::path& written, const std::string& name,
                                 const std::string& user);
  /// Errors: `upload_unknown`; those of the store.
  Result<Upload> upload(const std::string& id);

 private:
  App(services::Workspace workspace, AppOptions options, ServerKey key);
  Response answer_api(Request& request);
  Response answer_guarded(Request& request);
  Result<std::shared_ptr<const services::Snapshot>> read_snapshot();
  /// As snapshot(), by what the store's answers_version was a moment ago.
  Result<std::shared_ptr<const services::Snapshot>> snapshot_with(const Result<std::int64_t>& decided);
  Response answer_allowed(Request& request);
  /// Says whose the request is. Errors: those of the store; `session_over` for a token that is none.
  Status identify(Request& request);
  /// Writes into the trail that somebody who is signed in was refused.
  void note_refusal(const Request& request);
  /// True while nobody can sign in and only this machine asks.
  Result<bool> is_owners();
  /// Reads the snapshot's booth sheets into memory while it already answers.
  void fetch_booths(std::shared_ptr<const services::Snapshot> snapshot);

  services::Workspace workspace_;
  AppOptions options_;
  ServerKey key_;
  services::Roles roles_;
  field::RecordVault vault_;
  field::FormShelf form_shelf_;
  services::ForecastShelf forecast_shelf_;
  std::vector<training::Course> courses_;
  OpenRosa openrosa_;
  std::atomic<bool> users_exist_ = false;  // once seen, for good
  RateLimit rate_limit_;
  RateLimit code_limit_{0.2, 12};
  RefusalLog refusals_;
  services::StateMaps maps_;
  std::optional<services::SmsSettings> sms_settings_;
  std::unique_ptr<services::SmsProvider> sms_provider_;
  StaticFiles static_files_;
  Router router_;
  Metrics metrics_;
  AnswerCache cache_;
  std::atomic<std::uint64_t> answers_version_ = 0;  // of what answers are made from; part of their key
  std::mutex snapshot_mutex_;
  std::shared_ptr<const services::Snapshot> snapshot_;
  std::int64_t decisions_seen_ = 0;  // operations::answers_version
  std::string polls_seen_;           // services::stamp_of_polls
  Jobs jobs_;                        // its work uses the rest
  std::once_flag jobs_begun_;
  bool made_ = false;                     // routes are there, kinds of jobs too
  std::jthread fetching_;                 // likewise
  std::unique_ptr<Caretaker> caretaker_;  // likewise
  std::unique_ptr<Practice> practice_;    // likewise
};

/// Adds every route of docs/api.md.
void add_routes(Router& router, App& app);

}  // namespace boothwise::server
