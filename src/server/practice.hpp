#pragma once

#include "operations/training.hpp"
#include "training/check.hpp"

#include <boost/json/object.hpp>
#include <chrono>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "server/http.hpp"
#include "services/snapshot.hpp"
#include "warehouse/engine_shelf.hpp"

namespace boothwise::server {

class App;

/// What the practice workspaces of one server share: engines, of which few are open, and the snapshots of equal data.
/// Thread-safe.
class PracticeShare {
 public:
  explicit PracticeShare(std::size_t engines_most) : engines_(std::make_shared<warehouse::EngineShelf>(engines_most)) {}
  [[nodiscard]] const std::shared_ptr<warehouse::EngineShelf>& engines() const { return engines_; }
  /// The snapshot of a room's present data with its booth sheets in memory. Rooms that have what the template has are
  /// given one that was read once. Errors: those of load_snapshot.
  Result<std::shared_ptr<const services::Snapshot>> snapshot(warehouse::Warehouse& warehouse);

 private:
  std::shared_ptr<warehouse::EngineShelf> engines_;
  std::mutex mutex_;
  std::list<std::pair<std::string, std::shared_ptr<const services::Snapshot>>> snapshots_;  // last used first
};

/// Practice workspaces: an App of its own for each trainee, over a folder, store and key of its own. Which one a
/// request goes to follows from the pass that the browser carries, before anything of the real App sees it; a request
/// that practises has no way to the real workspace but the few paths of `stays_real`. Thread-safe.
class Practice {
 public:
  struct Limits {
    std::size_t rooms_open_most = 240;  ///< Apps with their stores
    std::size_t engines_open_most = 12;
  };
  /// REQUIRES: `real` outlives it.
  Practice(App& real, Limits limits);
  ~Practice();

  /// The answer of a practice workspace, or why the page must be loaded again; nothing where the request is not
  /// practice's.
  std::optional<Response> answer(Request& request);
  /// Whose browser it is, whether it practises now or not. Errors: those of the store.
  Result<std::optional<operations::PracticePass>> pass_of(const Request& request);

  /// Makes a pass for a trainee and says so to her browser. Errors: those of the store.
  Result<std::pair<std::string, std::string>> make_pass(const std::string& trainee, bool practising);
  /// Errors: those of the store.
  Status set_practising(const Request& request, bool practising);
  /// Ends the browser's pass; the header that says so.
  std::pair<std::string, std::string> end_pass(const Request& request);

  /// The job that makes the template; nothing else is of its kind.
  static constexpr std::string_view making_kind = "practice_template";
  /// How far the template is ({progress, text}) where it is not there and the trainee has no workspace (or shall have a
  /// fresh one): a job makes it, begun by the first who asks. Nothing where her workspace can be had at once. Errors:
  /// `practice_not_made` once where the job failed; those of the store.
  Result<std::optional<boost::json::object>> making_for(const std::string& trainee, bool fresh = false);
  /// Makes the template where it is not there, or was made of other data. Errors: those of make_practice_template.
  Status prepare_template(Progress& progress);
  /// The trainee's workspace, copied from the template where she has none. Errors: those of prepare_template and
  /// copy_room.
  Result<std::string> room_of(const std::string& trainee, Progress& progress);
  /// A fresh copy in place of hers.
  Result<std::string> room_anew(const std::string& trainee, Progress& progress);
  /// Asks a trainee's workspace what its pages ask. Errors: `practice_not_begun`; those of opening it.
  Result<training::Ask> ask_of(const std::string& trainee);
  /// The App of a room. Errors: `practice_missing`; those of App::make.
  Result<std::shared_ptr<App>> open(const std::string& room);
  [[nodiscard]] std::size_t rooms_open() const;
  [[nodiscard]] const PracticeShare& share() const { return *share_; }

  /// Pages and calls that are the real App's even while somebody practises: training itself, signing in and out,
  /// certificates.
  static bool stays_real(std::string_view path);

 private:
  struct Room;
  Result<std::shared_ptr<App>> open_in(Room& room, const std::string& id);

  App& real_;
  Limits limits_;
  std::shared_ptr<PracticeShare> share_;
  std::mutex template_mutex_;  // one makes it at a time
  std::mutex making_mutex_;    // guards what follows
  std::string making_job_;     // of making_for; empty while none runs
  mutable std::mutex mutex_;   // guards what follows
  std::map<std::string, std::shared_ptr<Room>> rooms_;
  std::list<std::string> used_;  // last used first
};

/// Makes the practice district in `WORKSPACE/practice/template`: places, results, booths, rolls, organisation, released
/// tables and a form with filled records, all made up and marked so. Errors: those of import; `check_failed`.
Status make_practice_template(const std::filesystem::path& workspace, const std::filesystem::path& data_folder,
                              const std::string& mark, Progress& progress);

}  // namespace boothwise::server
