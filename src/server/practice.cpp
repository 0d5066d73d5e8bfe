#include "server/practice.hpp"

#include "training/practice_folders.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "server/app.hpp"
#include "server/route_parts.hpp"
#include "server/sessions.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::server {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::PracticePass;

namespace {

constexpr auto pass_lasts = std::chrono::hours(24 * 14);
constexpr std::string_view practice_header = "x-boothwise-practice";

Error page_differs(bool practising) {
  if (practising) {
    return {ErrorKind::conflict,
            "practice_begun",
            {"you are practising now, and this page was opened before; load it again",
             "अब आप अभ्यास में हैं, और यह पन्ना उससे पहले खुला था; इसे फिर से खोलें"}};
  }
  return {ErrorKind::conflict,
          "practice_over",
          {"this page was opened while you practised; load it again", "यह पन्ना अभ्यास के समय खुला था; इसे फिर से खोलें"}};
}

}  // namespace

Result<std::shared_ptr<const services::Snapshot>> PracticeShare::snapshot(warehouse::Warehouse& warehouse) {
  constexpr std::size_t kept_most = 24;
  const fs::path manifest_file = warehouse.folder() / "manifest.json";
  std::string mark = "none";
  if (fs::exists(manifest_file)) {
    BOOTHWISE_TRY(text, read_file(manifest_file));
    mark = sha256(text);
  }
  const auto as_own = [&](const services::Snapshot& read) {
    auto own = std::make_shared<services::Snapshot>(read);
    own->manifest = warehouse.manifest();
    own->classes = std::make_shared<services::ClassShelf>();  // it points into the snapshot that it belongs to
    return own;
  };
  {
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(snapshots_, mark, &decltype(snapshots_)::value_type::first);
    if (found != snapshots_.end()) {
      snapshots_.splice(snapshots_.begin(), snapshots_, found);
      return std::shared_ptr<const services::Snapshot>(as_own(*snapshots_.front().second));
    }
  }
  BOOTHWISE_TRY(read, services::load_snapshot(warehouse));
  warehouse::Reader reader(warehouse, *read->manifest);
  for (const auto& [election, data] : read->elections) {
    if (!data.booths.empty()) BOOTHWISE_CHECK(read->shelf->fetch(reader, election));
  }
  const std::scoped_lock lock(mutex_);
  snapshots_.emplace_front(mark, read);
  if (snapshots_.size() > kept_most) snapshots_.pop_back();
  return read;
}

struct Practice::Room {
  std::mutex mutex;
  std::shared_ptr<App> app;
};

Practice::Practice(App& real, Limits limits)
    : real_(real), limits_(limits), share_(std::make_shared<PracticeShare>(limits.engines_open_most)) {}

Practice::~Practice() = default;

bool Practice::stays_real(std::string_view path) {
  constexpr std::array<std::string_view, 6> real = {"/api/v1/training", "/api/v1/certificates", "/api/v1/sign-in",
                                                    "/api/v1/sign-out", "/api/v1/invitation",   "/api/v1/openapi.json"};
  return std::ranges::any_of(real, [&](std::string_view begin) {
    return path == begin || (path.starts_with(begin) && path.size() > begin.size() && path[begin.size()] == '/');
  });
}

std::optional<Response> Practice::answer(Request& request) {
  const bool api = request.path.starts_with("/api/");
  if (!api && !request.path.starts_with(OpenRosa::prefix)) return std::nullopt;
  if (stays_real(request.path) || !bearer_token(request).empty()) return std::nullopt;
  const auto pass = pass_of(request);
  if (!pass) return problem(pass.error());
  const bool practising = *pass && (*pass)->practising;
  // A page says whether it was loaded to practise. What it changes goes nowhere if that is no longer so.
  const bool page_practises = !request.header(practice_header).empty();
  if (api && request.method == Method::post && page_practises != practising) return problem(page_differs(practising));
  if (!practising) return std::nullopt;
  if (const auto wait = real_.wait_of("practice " + (*pass)->trainee)) return problem(too_many_requests(*wait));
  auto room = open((*pass)->room);
  if (!room) return problem(room.error());
  return (*room)->answer_practice(request);
}

Result<std::optional<PracticePass>> Practice::pass_of(const Request& request) {
  const std::string token = practice_token(request, real_.secure());
  if (token.empty()) return std::optional<PracticePass>();
  BOOTHWISE_TRY(store, real_.workspace().operations->store());
  return operations::practice_pass(*store, services::token_hash(token), now());
}

Result<std::pair<std::string, std::string>> Practice::make_pass(const std::string& trainee, bool practising) {
  BOOTHWISE_TRY(store, real_.workspace().operations->store());
  const std::string token = new_token();
  BOOTHWISE_CHECK(operations::drop_old_practice_passes(*store, now()));
  BOOTHWISE_CHECK(operations::add_practice_pass(*store, services::token_hash(token), {trainee, practising, {}},
                                                now() + pass_lasts));
  return practice_cookie(token, std::chrono::duration_cast<std::chrono::seconds>(pass_lasts).count(), real_.secure());
}

Status Practice::set_practising(const Request& request, bool practising) {
  BOOTHWISE_TRY(store, real_.workspace().operations->store());
  return operations::set_practising(*store, services::token_hash(practice_token(request, real_.secure())), practising);
}

std::pair<std::string, std::string> Practice::end_pass(const Request& request) {
  if (const std::string token = practice_token(request, real_.secure()); !token.empty()) {
    // One that stays behind ends by itself.
    if (auto store = real_.workspace().operations->store()) {
      (void)operations::drop_practice_pass(**store, services::token_hash(token)).ok();
    }
  }
  return practice_cookie("", 0, real_.secure());
}

Status Practice::prepare_template(Progress& progress) {
  BOOTHWISE_TRY(mark, training::practice_mark(real_.options().data_folder));
  const std::scoped_lock lock(template_mutex_);
  if (training::template_is_ready(real_.workspace().folder, mark)) return success();
  return make_practice_template(real_.workspace().folder, real_.options().data_folder, mark, progress);
}

Result<std::optional<json::object>> Practice::making_for(const std::string& trainee, bool fresh) {
  using Making = std::optional<json::object>;
  const fs::path& workspace = real_.workspace().folder;
  if (!fresh) {
    BOOTHWISE_TRY(store, real_.workspace().operations->store());
    BOOTHWISE_TRY(there, operations::practice_room(*store, trainee));
    if (there && fs::exists(training::room_folder(workspace, *there))) return Making();
  }
  BOOTHWISE_TRY(mark, training::practice_mark(real_.options().data_folder));
  const std::scoped_lock lock(making_mutex_);
  const std::string itself = Access::owner().user();
  if (!making_job_.empty()) {
    BOOTHWISE_TRY(job, real_.jobs().state(making_job_, {itself, true}));
    if (job.at("state") == "running") return Making({{"progress", job.at("progress")}, {"text", job.at("text")}});
    making_job_.clear();
    if (job.at("state") == "failed") {
      return Error{ErrorKind::environment,
                   "practice_not_made",
                   {"the practice district could not be made; ask who runs this server, and try again",
                    "अभ्यास ज़िला नहीं बन सका; सर्वर चलाने वाले से कहें, फिर कोशिश करें"}};
    }
  }
  if (training::template_is_ready(workspace, mark)) return Making();
  BOOTHWISE_TRY(job, real_.jobs().start(std::string(making_kind), "{}", itself, now()));
  making_job_ = job;
  return Making({{"progress", 0}, {"text", {{"en", "waiting"}, {"hi", "प्रतीक्षा में"}}}});
}

Result<std::string> Practice::room_of(const std::string& trainee, Progress& progress) {
  BOOTHWISE_TRY(store, real_.workspace().operations->store());
  BOOTHWISE_TRY(there, operations::practice_room(*store, trainee));
  if (there && fs::exists(training::room_folder(real_.workspace().folder, *there))) return *there;
  return room_anew(trainee, progress);
}

Result<std::string> Practice::room_anew(const std::string& trainee, Progress& progress) {
  BOOTHWISE_CHECK(prepare_template(progress));
  BOOTHWISE_TRY(store, real_.workspace().operations->store());
  BOOTHWISE_TRY(former, operations::practice_room(*store, trainee));
  const fs::path& workspace = real_.workspace().folder;
  const std::string room = operations::new_id();
  BOOTHWISE_CHECK(training::copy_room(training::template_folder(workspace), training::room_folder(workspace, room)));
  BOOTHWISE_CHECK(operations::put_practice_room(*store, trainee, room, now()));
  if (former) {
    {
      const std::scoped_lock lock(mutex_);
      rooms_.erase(*former);
      used_.remove(*former);
    }
    std::error_code ignored;  // what a request under way still holds goes with the next one made anew
    fs::remove_all(training::room_folder(workspace, *former), ignored);
  }
  return room;
}

Result<training::Ask> Practice::ask_of(const std::string& trainee) {
  BOOTHWISE_TRY(store, real_.workspace().operations->store());
  BOOTHWISE_TRY(room, operations::practice_room(*store, trainee));
  if (!room) {
    return Error{ErrorKind::conflict, "practice_not_begun", {"begin the exercise first", "पहले अभ्यास शुरू करें"}};
  }
  BOOTHWISE_TRY(app, open(*room));
  BOOTHWISE_TRY(slip, training::practice_slip(training::room_folder(real_.workspace().folder, *room)));
  return training::Ask([app, slip](const std::string& address) -> Result<json::object> {
    BOOTHWISE_TRY(target, parse_target(address));
    Request request;
    request.path = target.path;
    request.query = target.query;
    if (address == "/api/v1/receipt") {
      request.method = Method::post;
      request.body = json::serialize(json::object{{"code", slip}});
    }
    Response response = app->answer_practice(request);
    boost::system::error_code failure;
    json::value body = json::parse(response.body, failure);
    if (response.status == 200 && !failure && body.is_object()) return std::move(body.as_object());
    const bool missing = response.status == status_of(ErrorKind::not_found);
    return Error{missing ? ErrorKind::not_found : ErrorKind::environment,
                 "practice_unanswered",
                 {"the practice workspace did not answer", "अभ्यास कार्यक्षेत्र ने जवाब नहीं दिया"},
                 {{}, 0, {}, shortened(address, 120)}};
  });
}

Result<std::shared_ptr<App>> Practice::open(const std::string& id) {
  std::shared_ptr<Room> room;
  std::vector<std::shared_ptr<Room>> closing;  // outside the lock: an App takes a while to end
  {
    const std::scoped_lock lock(mutex_);
    auto& kept = rooms_[id];
    if (!kept) {
      kept = std::make_shared<Room>();
    } else {
      used_.remove(id);
    }
    used_.push_front(id);
    room = kept;
    while (used_.size() > limits_.rooms_open_most) {
      const auto last = rooms_.find(used_.back());
      if (last != rooms_.end()) {
        closing.push_back(std::move(last->second));
        rooms_.erase(last);
      }
      used_.pop_back();
    }
  }
  return open_in(*room, id);
}

Result<std::shared_ptr<App>> Practice::open_in(Room& room, const std::string& id) {
  const std::scoped_lock lock(room.mutex);
  if (room.app) return room.app;
  const fs::path folder = training::room_folder(real_.workspace().folder, id);
  if (id.empty() || !fs::exists(folder)) {
    return Error{ErrorKind::not_found,
                 "practice_missing",
                 {"this practice workspace is not here any more; begin an exercise on the training page",
                  "यह अभ्यास कार्यक्षेत्र अब यहाँ नहीं है; प्रशिक्षण पन्ने पर कोई अभ्यास शुरू करें"}};
  }
  warehouse::EngineOptions engine;
  constexpr std::size_t engine_mib = 96;
  engine.memory_mib_max = engine_mib;
  engine.spill_folder = folder / "spill";
  BOOTHWISE_TRY(warehouse, warehouse::Warehouse::open_on_shelf(folder / "warehouse", engine, share_->engines()));
  const auto door = [&](const char* name, operations::Book book) {
    return std::make_unique<services::OperationsDoor>(folder / name, std::string(), book);
  };
  services::Workspace workspace{folder,
                                "PRACTICE",
                                std::move(warehouse),
                                door("operations.sqlite", operations::Book::operations),
                                door("keys/records.sqlite", operations::Book::keys),
                                door("sealed/answers.sqlite", operations::Book::sealed)};
  AppOptions options;
  constexpr std::size_t cache_bytes = std::size_t{512} << 10U;
  options.data_folder = real_.options().data_folder;
  options.version = real_.options().version;
  options.secure = real_.options().secure;
  options.cache_bytes_max = cache_bytes;
  options.practice = share_;
  BOOTHWISE_TRY(made, App::make(std::move(workspace), options));
  room.app = std::move(made);
  return room.app;
}

std::size_t Practice::rooms_open() const {
  const std::scoped_lock lock(mutex_);
  return rooms_.size();
}

}  // namespace boothwise::server
