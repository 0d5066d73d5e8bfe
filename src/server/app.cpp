#include "server/app.hpp"

#include "operations/jobs.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ranges>
#include <utility>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "server/report_routes.hpp"
#include "server/route_parts.hpp"
#include "services/forecast_polls.hpp"

namespace boothwise::server {

namespace fs = std::filesystem;

namespace {

double clock_seconds() {
  const std::chrono::duration<double> clock = std::chrono::steady_clock::now().time_since_epoch();
  return clock.count();
}

}  // namespace

std::shared_ptr<const Response> AnswerCache::find(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto* found = answers_.find(key);
  return found == nullptr ? nullptr : *found;
}

void AnswerCache::keep(const std::string& key, std::shared_ptr<const Response> response) {
  const std::size_t bytes = response->body.size();
  if (bytes > bytes_max_ / 8) return;
  const std::scoped_lock lock(mutex_);
  answers_.keep(key, std::move(response), bytes);
}

void AnswerCache::clear() {
  const std::scoped_lock lock(mutex_);
  answers_.drop_if([](const auto&) { return true; });
}

App::App(services::Workspace workspace, AppOptions options, ServerKey key)
    : workspace_(std::move(workspace)),
      options_(std::move(options)),
      key_(key),
      vault_(*workspace_.keys, key_),
      openrosa_(*this),
      rate_limit_(options_.requests_per_second, options_.requests_at_once),
      cache_(options_.cache_bytes_max),
      jobs_(*workspace_.operations, upload_folder()) {
  forecast_shelf_.keep_in(workspace_.folder);
}

Result<std::unique_ptr<App>> App::make(services::Workspace workspace, const AppOptions& options) {
  BOOTHWISE_TRY(key, ServerKey::load_or_make(services::server_key_file(workspace)));
  std::unique_ptr<App> app(new App(std::move(workspace), options, key));
  BOOTHWISE_TRY(roles, services::Roles::load(options.data_folder));
  app->roles_ = std::move(roles);
  BOOTHWISE_TRY(sms, services::load_sms_settings(app->workspace_.folder / services::settings_of_messages));
  if (sms) app->sms_provider_ = services::sms_provider(*sms);
  app->sms_settings_ = std::move(sms);
  BOOTHWISE_TRY(maps, services::load_maps(options.data_folder, app->workspace_.state));
  app->maps_ = std::move(maps);
  if (!options.practice) {
    BOOTHWISE_TRY(files, StaticFiles::load(options.web_folder));
    app->static_files_ = std::move(files);
    BOOTHWISE_TRY(courses, training::load_courses(options.data_folder / "courses"));
    app->courses_ = std::move(courses);
    app->practice_ = std::make_unique<Practice>(*app, Practice::Limits{});
  }
  BOOTHWISE_TRY(snapshot, app->read_snapshot());
  app->snapshot_ = std::move(snapshot);
  std::error_code ignored;
  fs::create_directories(app->upload_folder(), ignored);
  add_routes(app->router_, *app);
  for (const Route& route : app->router_.routes()) {
    if (!route.right) throw BrokenInvariant("the route " + route.id + " does not say what right it needs");
  }
  if (options.caretaker) {
    CaretakerOptions caretaker = *options.caretaker;
    if (caretaker.data_folder.empty()) caretaker.data_folder = options.data_folder;
    App* self = app.get();
    caretaker.reports_due = [self](const std::optional<Day>& done) { return weekly_reports_due(*self, done); };
    caretaker.make_reports = [self](Progress& progress) { return make_weekly_reports(*self, progress); };
    app->caretaker_ = std::make_unique<Caretaker>(app->workspace_, app->key_, std::move(caretaker));
  }
  app->made_ = true;
  if (!options.practice) (void)app->jobs();
  return app;
}

Jobs& App::jobs() {
  if (made_) std::call_once(jobs_begun_, [this] { jobs_.begin(); });
  return jobs_;
}

Result<std::shared_ptr<const services::Snapshot>> App::read_snapshot() {
  if (options_.practice) return options_.practice->snapshot(*workspace_.warehouse);
  BOOTHWISE_TRY(read, services::load_snapshot(*workspace_.warehouse));
  fetch_booths(read);
  return read;
}

std::string App::metrics_text() const {
  return metrics_.text(options_.version) + (caretaker_ ? caretaker_->metrics() : std::string());
}

std::string App::ready_text() const { return "ok\n" + (caretaker_ ? caretaker_->warnings() : std::string()); }

Result<std::shared_ptr<const services::Snapshot>> App::snapshot() {
  return snapshot_with(workspace_.operations->answers_version());
}

Result<std::shared_ptr<const services::Snapshot>> App::snapshot_with(const Result<std::int64_t>& decided) {
  BOOTHWISE_TRY(changed, workspace_.warehouse->refresh());
  const std::string polls = services::stamp_of_polls(workspace_.folder);
  const std::scoped_lock lock(snapshot_mutex_);
  if (!decided || std::exchange(decisions_seen_, *decided) != *decided) {
    forget_answers();  // who needs a store that fails says so himself
  }
  if (std::exchange(polls_seen_, polls) != polls) forget_answers();
  if (changed || snapshot_->manifest != workspace_.warehouse->manifest()) {
    BOOTHWISE_TRY(snapshot, read_snapshot());
    snapshot_ = std::move(snapshot);
    forget_answers();
  }
  return snapshot_;
}

Result<std::shared_ptr<const services::Snapshot>> App::snapshot(const Request& request) {
  if (request.snapshot != nullptr) return request.snapshot;
  if (request.identity != nullptr) return snapshot_with(request.identity->answers_version);
  return snapshot();
}

std::optional<services::Messenger> App::messenger() const {
  if (!sms_settings_) return std::nullopt;
  return services::Messenger{*sms_settings_, *sms_provider_};
}

Status App::pass_messages() {
  const auto with = messenger();
  if (!with) return success();
  BOOTHWISE_TRY(present, snapshot());
  const Access itself = Access::owner();
  BOOTHWISE_TRY(sender, caller(itself));
  BOOTHWISE_CHECK(services::pass_messages(sender, *present, *with));
  return success();
}

Result<field::FieldDoor> App::field_door() {
  BOOTHWISE_TRY(store, workspace_.operations->store());
  return field::FieldDoor{workspace_, *store, vault_, form_shelf_, key_, now()};
}

std::string App::base_url(const Request& request) const {
  return (options_.secure ? "https://" : "http://") + request.header("host");
}

std::optional<std::int64_t> App::wait_of(const std::string& side) { return rate_limit_.wait_of(side, clock_seconds()); }

std::optional<std::int64_t> App::code_wait_of(const std::string& client) {
  return code_limit_.wait_of(client, clock_seconds());
}

Result<services::Caller> App::caller(const Request& request) {
  if (request.identity == nullptr) return caller(request.access);
  BOOTHWISE_TRY(store, workspace_.operations->store());
  operations::Store as_of_request = store->as_of(request.identity->stamps);
  return services::Caller(workspace_, options_.data_folder, key_, request.access, as_of_request, now(), today());
}

Result<services::Caller> App::caller(const Access& access) {
  BOOTHWISE_TRY(store, workspace_.operations->store());
  return services::Caller(workspace_, options_.data_folder, key_, access, *store, now(), today());
}

Result<Access> App::access_of(const std::string& user) {
  if (user == Access::owner().user()) return Access::owner();
  BOOTHWISE_TRY(door, front_door());
  return services::access_of(door, user);
}

void App::forget_answers() {
  ++answers_version_;  // an answer that is being made now is kept under the old number
  cache_.clear();
}

void App::fetch_booths(std::shared_ptr<const services::Snapshot> snapshot) {
  fetching_ = std::jthread([this, snapshot = std::move(snapshot)](const std::stop_token& stop) {
    constexpr std::size_t stations_max = 1000000;  // some 350 MB
    std::size_t stations = 0;
    warehouse::Reader reader(*workspace_.warehouse, *snapshot->manifest);
    for (const auto& [election, data] : std::views::reverse(snapshot->elections)) {
      for (const auto& [ac, sums] : data.booths) stations += static_cast<std::size_t>(sums.stations);
      if (data.booths.empty()) continue;
      if (stop.stop_requested() || stations > stations_max) return;
      // What cannot be fetched is read segment by segment, and fails there with its reason.
      if (!snapshot->shelf->fetch(reader, election)) return;
    }
  });
}

Result<std::string> App::add_upload(const fs::path& written, const std::string& name, const std::string& user) {
  constexpr auto kept = std::chrono::hours(48);
  BOOTHWISE_TRY(store, workspace_.operations->store());
  std::error_code failure;
  BOOTHWISE_TRY(old, operations::drop_old_uploads(*store, now() - kept));
  for (const std::string& id : old) fs::remove(upload_folder() / id, failure);
  const std::string id = "u" + operations::new_id();
  fs::rename(written, upload_folder() / id, failure);
  if (failure) {
    return Error{ErrorKind::environment, "file_unwritable", {failure.message(), failure.message()}, {name}};
  }
  BOOTHWISE_CHECK(operations::add_upload(*store, {id, shortened(name, 400), user, now()}));
  return id;
}

Result<Upload> App::upload(const std::string& id) {
  BOOTHWISE_TRY(store, workspace_.operations->store());
  BOOTHWISE_TRY(name, operations::upload_name(*store, id));
  if (name && fs::exists(upload_folder() / id)) return Upload{upload_folder() / id, std::move(*name)};
  return Error{ErrorKind::not_found,
               "upload_unknown",
               {"this upload is not here any more; send the file again", "यह फ़ाइल अब यहाँ नहीं है; फिर से भेजें"}};
}

bool App::takes_file(const std::string& path) const {
  const auto match = router_.match(Method::post, path);
  return match.route != nullptr && match.route->takes_file;
}

Response App::answer(Request& request) {
  if (practice_) {
    if (auto practised = practice_->answer(request)) return std::move(*practised);
  }
  if (request.path.starts_with(OpenRosa::prefix)) return openrosa_.answer(request);
  const bool ours = request.path.starts_with("/api/") || request.path == "/metrics" || request.path == "/healthz" ||
                    request.path == "/readyz" || request.path.starts_with("/answers/");
  if (!ours) return static_files_.answer(request);
  Response response = answer_api(request);
  // Who signs in or out on a shared machine does not go on practising as somebody else.
  constexpr std::array<std::string_view, 3> ending = {"/api/v1/sign-in", "/api/v1/sign-out", "/api/v1/invitation/take"};
  if (practice_ && request.method == Method::post && std::ranges::find(ending, request.path) != ending.end() &&
      !practice_token(request, options_.secure).empty()) {
    response.headers.push_back(practice_->end_pass(request));
  }
  return response;
}

Result<services::FrontDoor> App::front_door() {
  BOOTHWISE_TRY(store, workspace_.operations->store());
  return services::FrontDoor{*store, key_, roles_, now()};
}

Result<bool> App::is_owners() {
  if (!options_.loopback_only || users_exist_) return false;
  BOOTHWISE_TRY(store, workspace_.operations->store());
  BOOTHWISE_TRY(exist, operations::users_exist(*store));
  if (exist) users_exist_ = true;
  return !exist;
}

Status App::identify(Request& request) {
  const std::string bearer = bearer_token(request);
  const std::string session = bearer.empty() ? session_token(request, options_.secure) : std::string();
  if (!bearer.empty() || !session.empty()) {
    BOOTHWISE_TRY(door, front_door());
    BOOTHWISE_TRY(identity,
                  bearer.empty() ? services::identify(door, session) : services::identify_token(door, bearer));
    if (identity) {
      request.access = identity->access;
      request.identity = std::make_shared<const services::Identity>(std::move(*identity));
      return success();
    }
    if (!bearer.empty()) {
      return Error{ErrorKind::unauthenticated,
                   "token_over",
                   {"this token is none, or has ended", "यह टोकन मान्य नहीं है या समाप्त हो गया"}};
    }
  }
  BOOTHWISE_TRY(owners, is_owners());
  if (owners) request.access = Access::owner();
  return success();
}

Response App::answer_api(Request& request) {
  if (const Status known = identify(request); !known) return problem(known.error());
  if (request.access.user() != Access::owner().user()) {
    const std::string side = request.identity != nullptr ? request.identity->user : request.client;
    if (const auto wait = wait_of(side)) return problem(too_many_requests(*wait));
  }
  Response response = answer_guarded(request);
  if (response.status == 403 && request.identity != nullptr) note_refusal(request);
  return response;
}

void App::note_refusal(const Request& request) {
  const std::string route = request.route.empty() ? "unknown" : request.route;
  if (!refusals_.is_first(request.identity->user, route, now())) return;
  auto asking = caller(request);
  if (!asking) return;  // the store is out of reach, which whoever asks next is told
  static_cast<void>(asking->whole_store().atomically([&](operations::Store& inside) {
    return asking->note(inside, "access.refused", "route:" + route, whole_organisation);
  }));
}

Response App::answer_practice(Request& request) {
  if (!options_.practice) throw BrokenInvariant("this workspace is no practice workspace");
  if (request.path.starts_with(OpenRosa::prefix)) return openrosa_.answer(request);
  static const RightSet rights = [] {
    RightSet all;
    for (std::size_t i = 0; i < rights_count; ++i) {
      if (static_cast<Right>(i) != Right::hold_training) all.add(static_cast<Right>(i));
    }
    return all;
  }();
  request.identity = nullptr;
  request.access = Access::owner().only(rights);
  return answer_guarded(request);
}

Response App::answer_guarded(Request& request) {
  Response response = answer_allowed(request);
  const auto unless_said = [&response](std::string_view name, std::string_view value) {
    const auto said = [](const auto& header) { return std::string_view(header.first); };
    if (std::ranges::find(response.headers, name, said) == response.headers.end()) {
      response.headers.emplace_back(name, value);
    }
  };
  unless_said("Cache-Control", "no-store");
  unless_said("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  return response;
}

Response App::answer_allowed(Request& request) {
  Router::Admitted admitted = router_.admit(request);
  if (admitted.route == nullptr) return std::move(admitted.refusal);
  const Encoding encoding = accepted_encoding(request.header("accept-encoding"));
  std::string key;
  std::shared_ptr<const Response> answered;
  if (request.method == Method::get && request.path.starts_with("/api/")) {
    // An import by another process makes the snapshot, and with it the cache, new; a decision there empties the cache.
    auto present = snapshot(request);
    if (!present) return problem(present.error());
    request.snapshot = std::move(present).value();
    key = std::to_string(answers_version_) + " " + std::string(encoding_name(encoding)) + " " + request.path;
    for (const auto& [name, value] : request.query) key += "\n" + name + "=" + value;
    answered = cache_.find(key);
  }
  if (answered == nullptr) {
    Response response = router_.answer(*admitted.route, request);
    constexpr std::size_t worth_compressing = 1024;
    if (request.method == Method::get && response.status == 200) {
      response.headers.emplace_back(
          "ETag", "\"" + sha256(response.body).substr(0, 20) + std::string(encoding_name(encoding)) + "\"");
      response.headers.emplace_back("Vary", "Accept-Encoding");
      response.headers.emplace_back("Cache-Control", "no-cache");
    }
    if (encoding != Encoding::identity && response.body.size() >= worth_compressing) {
      response.body = encoded(response.body, encoding);
      response.headers.emplace_back("Content-Encoding", std::string(encoding_name(encoding)));
    }
    const bool keep = response.cacheable && response.status == 200 && !key.empty();
    answered = std::make_shared<const Response>(std::move(response));
    if (keep) cache_.keep(key, answered);
  }
  const std::string wanted = request.header("if-none-match");
  for (const auto& [name, value] : answered->headers) {
    if (name != "ETag" || wanted.empty() || wanted != value) continue;
    Response unchanged;
    unchanged.status = 304;
    unchanged.type = answered->type;
    unchanged.headers = {{"ETag", value}, {"Vary", "Accept-Encoding"}, {"Cache-Control", "no-cache"}};
    return unchanged;
  }
  return *answered;
}

void App::served(const Request& request, const Response& response, double seconds) {
  metrics_.count(request.route.empty() ? "static" : request.route, response.status, seconds);
}

}  // namespace boothwise::server
