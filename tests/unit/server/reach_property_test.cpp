#include "operations/sessions.hpp"
#include "operations/users.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/server/marked_rows.hpp"
#include "unit/server/random_requests.hpp"
#include "unit/services/workshop.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

#include "server/app.hpp"
#include "server/route_parts.hpp"
#include "services/sign_in.hpp"
#include "services/users.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;
using test::MarkedRows;
using Kind = MarkedRows::Kind;

const std::filesystem::path data_folder = BOOTHWISE_SOURCE_DIR "/data";

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Somebody who may sign in and holds one role somewhere.
struct Walker {
  std::string user;
  std::string role;
};

/// What row a change may touch only where it stands within reach.
struct StoredRow {
  std::string path;
  std::string text;
  friend auto operator<=>(const StoredRow&, const StoredRow&) = default;
};

/// A random organisation whose every text is marked with its row, users with random roles at random units, and random
/// requests of all of them over every route.
class ReachOfRoutes : public test::BothStores {
 protected:
  void SetUp() override {
    test::BothStores::SetUp();
    if (IsSkipped()) return;
    shop_ = std::make_unique<test::Workshop>("UP");
    shop_->workspace.operations = std::make_unique<services::OperationsDoor>(file(), database());
    AppOptions options;
    options.data_folder = data_folder;
    options.web_folder = shop_->folder.path() / "web";
    std::filesystem::create_directories(options.web_folder);
    options.version = "test";
    options.requests_per_second = options.requests_at_once = 1e9;
    auto made = App::make(std::move(shop_->workspace), options);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    app_ = std::move(made).value();
    roles_ = services::Roles::load(data_folder).value();
    ASSERT_NO_FATAL_FAILURE(populate());
  }
  void TearDown() override {
    app_.reset();
    test::BothStores::TearDown();
  }

  /// As the workspace's owner; the answer of what has to go well.
  json::object must_post(const std::string& path, const json::object& body) {
    Request request;
    request.method = Method::post;
    request.path = path;
    request.body = json::serialize(body);
    request.access = Access::owner();
    const Response answer = app_->router().answer(request);
    EXPECT_LT(answer.status, 300U) << path << " " << request.body << ": " << answer.body;
    return answer.status < 300 ? json::parse(answer.body).as_object() : json::object();
  }
  static std::string text_in(const json::object& object, const char* name) {
    return object.contains(name) ? std::string(object.at(name).as_string()) : std::string();
  }

  std::int64_t add_unit(std::int64_t parent, const std::string& level, const std::string& places = "") {
    const std::string mark = marked_.next(Kind::unit);
    json::object body{{"level", level}, {"name_hi", mark}, {"name_en", mark}, {"places", places}};
    if (parent > 0) body["parent"] = parent;
    const json::object unit = must_post("/api/v1/organisation/units", body);
    const std::int64_t id = unit.contains("unit") ? unit.at("unit").as_int64() : 0;
    marked_.belongs_to(mark, std::to_string(id));
    add_person(id, level);
    if (dice_.once_in(2)) add_task(id);
    if (dice_.once_in(3)) add_claim(id);
    return id;
  }

  void add_person(std::int64_t unit, const std::string& level) {
    static const std::map<std::string, std::string> heads{{"state", "state_president"},
                                                          {"region", "regional_president"},
                                                          {"district", "district_president"},
                                                          {"mandal", "mandal_president"},
                                                          {"shakti_kendra", "shakti_kendra_convenor"},
                                                          {"booth", "booth_president"}};
    const std::string name = marked_.next(Kind::person);
    const std::string email = marked_.next(Kind::contact);
    json::object body{{"unit", unit}, {"name", name}, {"email", email + "@example.org"}, {"languages", "hi"}};
    if (!dice_.once_in(3)) body["post"] = heads.at(level);
    const std::string person = text_in(must_post("/api/v1/organisation/people", body), "person");
    marked_.belongs_to(name, person);
    marked_.belongs_to(email, person);
    people_.push_back(person);
  }

  void add_task(std::int64_t unit) {
    const std::string title = marked_.next(Kind::task);
    const std::string words = marked_.next(Kind::task);
    const json::object task =
        must_post("/api/v1/tasks", {{"unit", unit}, {"title", title}, {"words", words}, {"due_day", later_}});
    const std::string id = std::to_string(task.at("task").as_int64());
    const std::string comment = marked_.next(Kind::task);
    must_post("/api/v1/tasks/" + id + "/comments", {{"text", comment}});
    for (const std::string& mark : {title, words, comment}) marked_.belongs_to(mark, id);
  }

  void add_claim(std::int64_t unit) {
    const std::string text = marked_.next(Kind::claim);
    const std::string by = marked_.next(Kind::claim);
    const std::string claim =
        text_in(must_post("/api/v1/claims", {{"unit", unit}, {"text", text}, {"said_by", by}}), "claim");
    for (const std::string& mark : {text, by}) marked_.belongs_to(mark, claim);
  }

  void add_booth(std::int64_t kendra) {
    const std::int64_t ac = 1 + booths_ % 4;
    const std::string part = std::to_string(1 + booths_ / 4);
    ++booths_;
    add_unit(kendra, "booth", "parts " + std::to_string(ac) + ": " + part);
    if (dice_.once_in(3)) return;
    const std::string note = marked_.next(Kind::agent);
    const json::object agent = must_post("/api/v1/organisation/agents", {{"person", people_.back()},
                                                                         {"ac_no", ac},
                                                                         {"part", part},
                                                                         {"bla1_by", note},
                                                                         {"bla2_on", day_},
                                                                         {"from", day_},
                                                                         {"note", note}});
    marked_.belongs_to(note, text_in(agent, "agent"));
  }

  void add_directive(std::int64_t unit, const std::string& level) {
    const std::string title = marked_.next(Kind::work);
    const json::object work =
        must_post("/api/v1/directives",
                  {{"unit", unit}, {"level", level}, {"title", title}, {"words", title}, {"due_day", later_}});
    marked_.belongs_to(title, text_in(work, "work"));
  }

  void populate() {
    const std::int64_t top = add_unit(0, "state");
    for (std::size_t r = 0; r < 2; ++r) {
      const std::int64_t region = add_unit(top, "region");
      for (std::size_t d = 0; d < 1 + dice_.below(2); ++d) {
        const std::int64_t district = add_unit(region, "district");
        for (std::size_t m = 0; m < 2; ++m) {
          const std::int64_t mandal = add_unit(district, "mandal");
          const std::int64_t kendra = add_unit(mandal, "shakti_kendra");
          for (std::size_t b = 0; b < 1 + dice_.below(3); ++b) add_booth(kendra);
        }
        add_directive(district, "booth");
        must_post("/api/v1/responsibility", {{"give", json::array{{{"person", dice_.one_of(people_)},
                                                                   {"duty", "president"},
                                                                   {"kind", "unit"},
                                                                   {"place_no", district},
                                                                   {"from_day", day_}}}}});
      }
      add_directive(region, "mandal");
    }
    add_directive(top, "district");
    for (std::int64_t pc = 1; pc <= 2; ++pc) {
      must_post("/api/v1/responsibility", {{"give", json::array{{{"person", dice_.one_of(people_)},
                                                                 {"duty", "in_charge"},
                                                                 {"kind", "pc"},
                                                                 {"place_no", pc},
                                                                 {"from_day", day_}}}}});
    }
    read_again();
    for (const auto& [code, role] : roles_.all()) {
      if (role.held_at != "panna") walkers_.push_back(new_walker(role));
    }
  }

  std::int64_t unit_of_level(const std::string& level) {
    const auto rows = store().ask("SELECT unit_id FROM units WHERE level_code = :level AND closed_on IS NULL",
                                  {{"level", level == "pc" ? "state" : level}});
    return rows->empty() ? 1 : (*rows)[dice_.below(rows->size())].integer(0);
  }

  Walker new_walker(const services::Role& role) {
    auto snapshot = app_->snapshot();
    Request by_owner;
    by_owner.access = Access::owner();
    auto caller = app_->caller(by_owner);
    const std::string name = marked_.next(Kind::user);
    json::object body{
        {"name", name}, {"sign_in_name", name}, {"role", role.code}, {"unit", unit_of_level(role.held_at)}};
    if (role.held_at == "pc") body["pc"] = 1;
    auto invited = services::invite_user(*caller, roles_, (*snapshot)->places, json::serialize(body));
    EXPECT_TRUE(invited.ok()) << json::serialize(body) << (invited.ok() ? "" : invited.error().line(Language::english));
    const std::string user = invited.ok() ? text_in(*invited, "id") : "";
    EXPECT_TRUE(operations::set_user_state(store(), user, "active").ok());
    marked_.belongs_to(name, user);
    read_again();
    return {user, role.code};
  }

  /// The ids and places that are there now.
  void read_again() {
    marked_.read_places(store());
    requests_.known["code"] = {"pm_kisan", "pmay_g", "made_up"};
    requests_.known["district"] = {"Gorakhpur"};
    const auto take = [&](const char* kind, const char* sql) {
      requests_.known[kind].clear();
      const auto rows = store().ask(sql);
      ASSERT_TRUE(rows.ok()) << sql;
      for (const auto& row : *rows) requests_.known[kind].push_back(row.text(0));
    };
    take("unit", "SELECT CAST(unit_id AS VARCHAR(20)) FROM units ORDER BY path");
    take("person", "SELECT person_id FROM people");
    take("held", "SELECT held_id FROM posts_held");
    take("agent", "SELECT agent_id FROM booth_agents");
    take("responsibility", "SELECT responsibility_id FROM responsibilities");
    take("work", "SELECT work_id FROM works");
    take("task", "SELECT CAST(task_id AS VARCHAR(20)) FROM tasks");
    take("file", "SELECT file_id FROM task_files");
    take("claim", "SELECT claim_id FROM claims");
    take("answer", "SELECT claim_id FROM claims");
    take("user", "SELECT user_id FROM users");
    take("grant", "SELECT grant_id FROM role_grants");
    take("approval", "SELECT approval_id FROM approvals");
    take("session", "SELECT session_id FROM sessions");
    take("token", "SELECT token_id FROM api_tokens");
    take("message", "SELECT message_key FROM messages");
  }

  std::vector<StoredRow> rows_of_all() {
    std::vector<StoredRow> rows;
    for (const char* sql : {
             "SELECT path, 'unit ' || unit_id || ' ' || name_hi || ' ' || code || ' ' || COALESCE(closed_on, '') FROM "
             "units",
             "SELECT path, 'place ' || unit_id || ' ' || kind || ' ' || place_no || ' ' || part FROM unit_places",
             "SELECT path, 'person ' || person_id || ' ' || name || ' ' || COALESCE(phone, '') || COALESCE(email, '') "
             "|| "
             "COALESCE(left_on, '') FROM people",
             "SELECT path, 'post ' || held_id || ' ' || COALESCE(to_day, '') FROM posts_held",
             "SELECT path, 'agent ' || agent_id || ' ' || COALESCE(to_day, '') FROM booth_agents",
             "SELECT path, 'duty ' || responsibility_id || ' ' || COALESCE(to_day, '') FROM responsibilities",
             "SELECT path, 'work ' || work_id || ' ' || COALESCE(closed_at, 0) FROM works",
             "SELECT path, 'task ' || task_id || ' ' || state || ' ' || due_day || ' ' || COALESCE(assignee_person, "
             "'') || "
             "COALESCE(read_at, 0) FROM tasks",
             "SELECT path, 'note ' || note_id FROM task_notes",
             "SELECT path, 'message ' || message_key || ' ' || state || ' ' || tries FROM messages",
             "SELECT path, 'file ' || file_id FROM task_files",
             "SELECT path, 'claim ' || claim_id || ' ' || state || ' ' || owner_user || ' ' || said_by || ' ' || "
             "copy_id "
             "FROM claims",
             "SELECT path, 'user ' || user_id || ' ' || state || ' ' || COALESCE(password_hash, '') || ' ' || language "
             "FROM users",
             "SELECT path, 'role ' || grant_id || ' ' || user_id || ' ' || COALESCE(ended_by, '') FROM role_grants",
             "SELECT path, 'approval ' || approval_id || ' ' || asked_by || ' ' || COALESCE(decision, '') FROM "
             "approvals",
             "SELECT u.path, 'session of user ' || s.user_id || ' ' || s.session_id FROM sessions s, users u "
             "WHERE u.user_id = s.user_id",
             "SELECT u.path, 'token of user ' || t.user_id || ' ' || t.token_id || ' ' || COALESCE(t.revoked_at, 0) "
             "FROM api_tokens t, users u WHERE u.user_id = t.user_id",
         }) {
      const auto answer = store().ask(sql);
      EXPECT_TRUE(answer.ok()) << sql << (answer.ok() ? "" : answer.error().line(Language::english));
      for (const auto& row : *answer) rows.push_back({row.text(0), row.text(1)});
    }
    std::ranges::sort(rows);
    return rows;
  }

  /// A session of somebody, as signing in leaves one.
  std::string open_session(const std::string& user) {
    const std::string token = operations::new_id();
    const Instant at = now();
    operations::Session session{operations::new_id(), user, true, "test", at, at, at + std::chrono::hours(1), 3600};
    EXPECT_TRUE(operations::add_session(store(), session, services::token_hash(token)).ok());
    return token;
  }

  /// A walker whose role still stands; a new one in the place of who lost it.
  const Walker& any_walker() {
    Walker& walker = walkers_[dice_.below(walkers_.size())];
    const auto user = operations::user_with_id(store(), walker.user).value();
    const auto grants = operations::role_grants_of(store(), walker.user).value();
    if (!user || user->state != "active" || grants.empty()) walker = new_walker(*roles_.find(walker.role));
    return walker;
  }

  Access access_of(const Walker& walker) {
    std::vector<Grant> grants;
    const auto held = operations::role_grants_of(store(), walker.user).value();
    for (const auto& grant : held) {
      grants.push_back({grant.role, roles_.find(grant.role)->rights, grant.reach});
    }
    return {walker.user, "", std::move(grants)};
  }

  /// Whether a row of this kind at this place may be told to somebody.
  static bool may_see(const Access& access, Kind kind, const UnitPath& at) {
    const auto any_of = [&](std::initializer_list<Right> rights) {
      return std::ranges::any_of(rights, [&](Right right) { return access.may(right, at); });
    };
    switch (kind) {
      case Kind::unit: {
        // The way down to one's own unit is known by name.
        const auto own = access.reach();
        return access.reaches(at) || std::ranges::any_of(own, [&](const UnitPath& path) { return at.covers(path); });
      }
      case Kind::person:
        return any_of({Right::view_organisation, Right::view_work});
      case Kind::contact:
        return any_of({Right::view_contacts});
      case Kind::agent:
        return any_of({Right::view_organisation});
      case Kind::work:
      case Kind::task:
        return any_of({Right::view_work});
      case Kind::claim:
        return any_of({Right::view_answers});
      case Kind::user:
        return any_of({Right::manage_users, Right::view_work, Right::approve, Right::view_answers});
      case Kind::leader: {
        // Whoever leads above is known by name to those below: they are told who can help.
        const auto below = access.reach(Right::view_work);
        return std::ranges::any_of(below, [&](const UnitPath& path) { return at.covers(path); });
      }
    }
    return false;
  }

  void check_answer(const Route& route, const Request& request, const Response& answer, const Walker* walker,
                    const Access& access) {
    for (const std::size_t number : marked_.found_in(answer.body)) {
      const MarkedRows::Mark& mark = marked_.mark(number);
      if (walker != nullptr && mark.kind == Kind::user && mark.id == walker->user) continue;
      if (request.body.find(mark.id) != std::string::npos && answer.status >= 400) continue;
      const auto& places = marked_.places(mark.kind, mark.id);
      const auto seen_as = [&](Kind kind) {
        const auto& stands = marked_.places(kind, mark.id);
        return std::ranges::any_of(stands, [&](const UnitPath& at) { return may_see(access, kind, at); });
      };
      const bool allowed = seen_as(mark.kind) || (mark.kind == Kind::person && seen_as(Kind::leader));
      std::string where;
      for (const UnitPath& at : places) where += at.text + " ";
      EXPECT_TRUE(allowed) << route.id << " told " << (walker == nullptr ? "nobody" : walker->role) << " with reach "
                           << reach_text(access) << "a row of kind " << static_cast<int>(mark.kind) << " at " << where
                           << "\n"
                           << request.path << " " << request.body << "\n"
                           << answer.body.substr(0, 2000);
    }
  }
  static std::string reach_text(const Access& access) {
    std::string text;
    for (const UnitPath& path : access.reach()) text += path.text + " ";
    return text;
  }

  void check_change(const Route& route, const Request& request, const Walker& walker, const Access& access,
                    const std::vector<StoredRow>& before, const std::vector<StoredRow>& after) {
    std::vector<StoredRow> changed;
    std::ranges::set_symmetric_difference(before, after, std::back_inserter(changed));
    for (const StoredRow& row : changed) {
      const bool own = row.text.find("user " + walker.user) != std::string::npos;
      // Who leaves holds nothing any more, wherever it was held.
      const bool handed_back = route.id == "organisation_person_leaves" && row.text.starts_with("duty ");
      EXPECT_TRUE(own || handed_back || access.reaches({row.path}))
          << route.id << " of " << walker.role << " with reach " << reach_text(access) << "changed at " << row.path
          << ": " << row.text << "\n"
          << request.path << " " << request.body;
    }
  }

  std::set<unsigned> documented(const json::object& document, const Route& route) {
    std::set<unsigned> statuses;
    const auto& path = document.at("paths").at(route.pattern).as_object();
    for (const auto& [status, answer] :
         path.at(route.method == Method::get ? "get" : "post").at("responses").as_object()) {
      statuses.insert(static_cast<unsigned>(std::stoul(std::string(status))));
    }
    return statuses;
  }

  const std::uint64_t seed_ = from_environment("BOOTHWISE_REACH_SEED", 47);
  test::Dice dice_{seed_};
  const std::string day_ = iso_date(today());
  const std::string later_ = iso_date(Day{std::chrono::sys_days(today()) + std::chrono::days(9)});
  MarkedRows marked_;
  test::RandomRequests requests_{dice_, day_, later_};
  services::Roles roles_;
  std::unique_ptr<test::Workshop> shop_;
  std::unique_ptr<App> app_;
  std::vector<std::string> people_;
  std::vector<Walker> walkers_;
  std::int64_t booths_ = 0;
};

TEST_P(ReachOfRoutes, EveryRouteThatTakesABodyIsWalkedWithOneThatItTakes) {
  for (const Route& route : app_->router().routes()) {
    EXPECT_TRUE(!route.takes_json || requests_.knows_body(route.id)) << route.id << ": add it to random_requests.hpp";
  }
}

TEST_P(ReachOfRoutes, NoAnswerHoldsARowBeyondReachAndNoChangeTouchesOne) {
  const std::uint64_t rounds = from_environment("BOOTHWISE_REACH_ROUNDS", 2);
  SCOPED_TRACE("BOOTHWISE_REACH_SEED=" + std::to_string(seed_));
  const json::object document = json::parse(openapi_document(app_->router(), "test")).as_object();
  std::vector<StoredRow> before = rows_of_all();
  std::size_t marks_seen = 0;
  std::size_t changes = 0;
  for (std::uint64_t round = 0; round < rounds && !HasFailure(); ++round) {
    for (const Route& route : app_->router().routes()) {
      // These copy a whole district; training_routes_test.cpp looks at what they may touch.
      if (route.id == "enter_practice" || route.id == "begin_exercise" || route.id == "practice_anew") continue;
      const std::set<unsigned> statuses = documented(document, route);
      for (int i = 0; i < 4 && !HasFailure(); ++i) {
        const Walker* walker = dice_.once_in(12) ? nullptr : &any_walker();
        const Access access = walker == nullptr ? Access() : access_of(*walker);
        Request request = requests_.of(route);
        request.client = "192.0.2.1";
        if (walker != nullptr) request.headers["cookie"] = "boothwise=" + open_session(walker->user);
        if (route.takes_file) request.body_file = shop_->folder.write("sent.png", "\x89PNG\r\n\x1a\n rest");
        if (route.method == Method::post) before = rows_of_all();
        const Response answer = app_->answer(request);
        EXPECT_TRUE(statuses.contains(answer.status))
            << route.id << " answers " << answer.status << ", which is not documented\n"
            << request.path << " " << request.body << "\n"
            << answer.body;
        marks_seen += marked_.found_in(answer.body).size();
        if (route.method == Method::post) {
          const std::vector<StoredRow> after = rows_of_all();
          if (answer.status >= 300) {
            EXPECT_EQ(before.size(), after.size()) << route.id << " refused and changed something: " << answer.body;
          }
          if (walker != nullptr) check_change(route, request, *walker, access, before, after);
          changes += before != after ? 1 : 0;
          read_again();
        }
        check_answer(route, request, answer, walker, access);
      }
    }
  }
  // Otherwise the walk has seen nothing that it could judge.
  EXPECT_GT(marks_seen, 50 * rounds);
  EXPECT_GT(changes, 3 * rounds);
}

INSTANTIATE_BOTH_STORES(ReachOfRoutes);

}  // namespace
}  // namespace boothwise::server
