#include "operations/sessions.hpp"
#include "operations/tasks.hpp"
#include "operations/users.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <iostream>
#include <sys/resource.h>

#include "base/secrets.hpp"
#include "domain/work.hpp"
#include "services/organisation_synth.hpp"
#include "services/organisation_views.hpp"
#include "services/responsibility.hpp"
#include "services/roles.hpp"
#include "services/seat_reach.hpp"
#include "services/sign_in.hpp"
#include "services/snapshot.hpp"
#include "services/tasks.hpp"
#include "services/today_view.hpp"
#include "services/works.hpp"
#include "services/works_giving.hpp"

/// A synthetic organisation of 180,000 booths in a workspace of UP, five works that ask each of them, some reported;
/// then homes of every height and the pages' lists, each many times. With a third argument also users with sessions for
/// bench/http_load: lines of "role cookie unit task". usage: work_load FOLDER [times each] [SESSIONS]; the
/// environment's BOOTHWISE_DATABASE names a PostgreSQL.
namespace {

using namespace boothwise;
using clock_type = std::chrono::steady_clock;

double milliseconds_since(clock_type::time_point begin) {
  return std::chrono::duration<double, std::milli>(clock_type::now() - begin).count();
}

/// Processor time of this process so far, in milliseconds.
double user_milliseconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return of(used.ru_utime) + of(used.ru_stime);
}

template <typename Value>
Value must(Result<Value> result) {
  if (result.ok()) return std::move(result).value();
  std::cerr << result.error().line(Language::english) << "\n";
  std::exit(1);
}

std::int64_t number_of(operations::Store& store, const std::string& sql, const operations::Parameters& with = {}) {
  return must(store.ask(sql, with)).front().integer(0);
}

/// Five works that ask every booth, and some reports.
void give_work(services::Caller& caller, const services::Snapshot& snapshot, operations::Store& store, Instant now) {
  constexpr int works = 5;
  constexpr int reported = 20'000;
  NoProgress quiet;
  for (int i = 0; i < works; ++i) {
    auto begin = clock_type::now();
    must(services::issue_directive(
        caller, fmt::format(R"({{"unit":1,"level":"booth","title":"work {}","first_day":"{}","due_day":"{}"}})", i,
                            iso_date(caller.today()), iso_date(days_after(caller.today(), 2 * i)))));
    const double accepted = milliseconds_since(begin);
    begin = clock_type::now();
    const auto job =
        must(operations::take_job(store, services::giving_lane, "bench", now, now + std::chrono::hours(1)));
    const operations::JobHolder holder{job->id, "bench", job->attempt};
    const std::int64_t given = must(services::give_all(caller.workspace(), store, snapshot, job->task, holder, quiet));
    must(operations::end_job(store, holder, {"done", {}, "", "", false}));
    std::cout << fmt::format("a work of {} tasks: accepted in {:.0f} ms, given in {:.0f} ms\n", given, accepted,
                             milliseconds_since(begin));
  }
  const auto begin = clock_type::now();
  must(store.atomically([&](operations::Store& inside) -> Status {
    for (int i = 0; i < reported; ++i) {
      BOOTHWISE_CHECK(operations::report_task(inside, 1 + i * 44, {i % 7 == 0 ? "blocked" : "done", "n", std::nullopt},
                                              {"bench", "bench", now}));
    }
    return success();
  }));
  std::cout << fmt::format("{} reports in one transaction: {:.3f} ms each\n", reported,
                           milliseconds_since(begin) / reported);
}

void measure(const std::string& name, int times, const std::function<void()>& once) {
  std::vector<double> took;
  once();  // statements are prepared
  const double used_before = user_milliseconds();
  for (int i = 0; i < times; ++i) {
    const auto begin = clock_type::now();
    once();
    took.push_back(milliseconds_since(begin));
  }
  const double used = (user_milliseconds() - used_before) / times;
  std::ranges::sort(took);
  std::cout << fmt::format("{}: median {:.1f} ms, 99th percentile {:.1f} ms, processor {:.1f} ms\n", name,
                           took[took.size() / 2], took[took.size() * 99 / 100], used)
            << std::flush;
}

struct Place {
  std::int64_t unit = 0;
  UnitPath path;
};

/// Units of a level, spread over all.
std::vector<Place> units_of(operations::Store& store, const std::string& level, std::int64_t most) {
  const std::int64_t all = number_of(store, "SELECT count(*) FROM units WHERE level_code = :level", {{"level", level}});
  const std::int64_t every = std::max<std::int64_t>(1, all / most);
  std::vector<Place> places;
  const auto rows =
      must(store.ask("SELECT unit_id, path FROM units WHERE level_code = :level ORDER BY path", {{"level", level}}));
  for (std::size_t i = 0; i < rows.size() && places.size() < static_cast<std::size_t>(most);
       i += static_cast<std::size_t>(every)) {
    places.push_back({rows[i].integer(0), {rows[i].text(1)}});
  }
  return places;
}

/// Users of several roles who are signed in already, and one who signs in.
class Users {
 public:
  Users(operations::Store& store, const services::Snapshot& snapshot, const std::string& file)
      : store_(store), snapshot_(snapshot), out_(file) {}

  void make() {
    // In half a minute at 1,000 requests a second each asks some five times, as who opens the page does.
    for (const Place& one : units_of(store_, "booth", 4000)) signed_in("booth_head", one);
    for (const Place& one : units_of(store_, "mandal", 1200)) signed_in("mandal_head", one);
    for (const Place& one : units_of(store_, "district", 75)) signed_in("district_president", one);
    for (std::int64_t pc = 1; pc <= 80; ++pc) signed_in("seat_in_charge", {1, whole_organisation}, pc);
    for (int i = 0; i < 10; ++i) signed_in("state_officer", {1, whole_organisation});
    const std::string password = "a long enough password";
    for (int i = 0; i < 4; ++i) {
      operations::User user = user_at({1, whole_organisation});
      user.sign_in_name = "bench-" + std::to_string(i) + "-" + user.id.substr(0, 8);
      user.password_hash = password_hash(password);
      must(operations::add_user(store_, user));
      must(operations::set_password(store_, user.id, user.password_hash));
      must(operations::set_user_state(store_, user.id, "active"));
      out_ << "sign_in " << user.sign_in_name << " 0 0\n";
    }
  }

 private:
  operations::User user_at(const Place& at) {
    operations::User user;
    user.id = operations::new_id();
    user.unit = at.unit;
    user.path = at.path;
    user.name = "Bench";
    user.sign_in_name = user.id;
    user.language = "hi";
    user.made_by = "bench";
    user.made_at = now_;
    return user;
  }

  void signed_in(const std::string& role, const Place& at, std::optional<std::int64_t> pc = {}) {
    const operations::User user = user_at(at);
    must(operations::add_user(store_, user));
    must(operations::set_user_state(store_, user.id, "active"));
    operations::RoleGrant grant;
    grant.id = operations::new_id();
    grant.user = user.id;
    grant.role = role;
    grant.unit = at.unit;
    grant.path = at.path;
    grant.pc = pc;
    grant.reach = {at.path};
    if (pc) grant.reach = must(services::reach_of_seat(store_, snapshot_.places, *pc));
    grant.given_by = "bench";
    grant.given_at = now_;
    must(operations::add_role_grant(store_, grant));
    operations::Session session;
    session.id = operations::new_id();
    session.user = user.id;
    session.whole = true;
    session.made_at = session.seen_at = now_;
    session.ends_at = now_ + std::chrono::hours(48);
    session.idle_seconds = std::chrono::seconds(std::chrono::hours(48)).count();
    const std::string token = new_token();
    must(operations::add_session(store_, session, services::token_hash(token)));
    const auto task =
        must(store_.ask("SELECT task_id FROM tasks WHERE path >= :path AND path < :path_end ORDER BY path LIMIT 1",
                        {{"path", at.path.text}, {"path_end", at.path.end()}}));
    out_ << role << " " << token << " " << at.unit << " " << (task.empty() ? 0 : task.front().integer(0)) << "\n";
  }

  operations::Store& store_;
  const services::Snapshot& snapshot_;
  std::ofstream out_;
  Instant now_ = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
};

void measure_pages(services::Caller& caller, const services::Snapshot& snapshot, operations::Store& store, int times) {
  const auto home = [&](const std::string& name, std::int64_t unit) {
    measure("home of a " + name, times, [&] { must(services::today_view(caller, snapshot, unit)); });
  };
  home("state", 1);
  std::int64_t district = 0;
  for (const char* level : {"region", "district", "mandal", "shakti_kendra", "booth"}) {
    const auto middle = units_of(store, level, 3);
    if (std::string(level) == "district") district = middle[1].unit;
    home(level, middle[1].unit);
  }
  for (const std::int64_t pc : {1, 40}) {
    const services::Roles roles = must(services::Roles::load(caller.data_folder()));
    const Access in_charge("bench", "bench",
                           {{"seat_in_charge", roles.find("seat_in_charge")->rights,
                             must(services::reach_of_seat(store, snapshot.places, pc))}});
    services::Caller own(caller.workspace(), caller.data_folder(), caller.key(), in_charge, store, caller.now(),
                         caller.today());
    measure(fmt::format("home of the in-charge of seat {}", pc), times,
            [&] { must(services::today_view(own, snapshot, {})); });
  }
  for (const char* kind : {"pc", "ac", "unit"}) {
    measure(std::string("responsibility, ") + kind, times,
            [&] { must(services::responsibility_view(caller, snapshot, kind, {}, "")); });
  }
  measure("programmes and directives of the state", times, [&] { must(services::works_view(caller, {}, "")); });
  const std::string work = must(store.ask("SELECT min(work_id) FROM works")).front().text(0);
  for (const std::int64_t unit : {std::int64_t{1}, district}) {
    measure(fmt::format("one directive at unit {}", unit), times,
            [&] { must(services::work_view(caller, work, unit)); });
  }
  for (const char* state : {"all", "open", "done", "blocked", "late"}) {
    services::TasksAsked asked;
    asked.state = state;
    measure(std::string("tasks of the state, ") + state, times, [&] { must(services::tasks_view(caller, asked)); });
  }
  for (const char* words : {"b", "mandal 7", "booth 17345", "zzz"}) {
    measure(std::string("search of units, ") + words, times,
            [&] { must(services::search_organisation(caller, words)); });
  }
  for (const std::int64_t unit : {std::int64_t{1}, district}) {
    measure(fmt::format("gaps of unit {}, counted", unit), std::max(3, times / 10), [&] {
      services::GapShelf nothing_kept;
      must(services::gaps_view(caller, snapshot, unit, nothing_kept));
    });
    services::GapShelf kept;
    measure(fmt::format("gaps of unit {}, kept", unit), times,
            [&] { must(services::gaps_view(caller, snapshot, unit, kept)); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int times = argc > 2 ? std::atoi(argv[2]) : 100;
  services::WorkspaceOptions options;
  if (const char* database = std::getenv("BOOTHWISE_DATABASE")) options.database = database;
  services::Workspace workspace = must(services::open_workspace(argv[1], options));
  operations::Store& store = *must(workspace.operations->store());
  const auto snapshot = must(services::load_snapshot(*workspace.warehouse));
  const ServerKey key = must(ServerKey::load_or_make(services::server_key_file(workspace)));
  const Access owner = Access::owner();
  const Instant now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  services::Caller caller(workspace, BOOTHWISE_SOURCE_DIR "/data", key, owner, store, now, day_in_india(now));

  if (number_of(store, "SELECT count(*) FROM units") == 0) {
    NoProgress quiet;
    const auto begin = clock_type::now();
    must(services::synthesise_organisation(caller, *snapshot, {}, quiet));
    std::cout << fmt::format("an organisation of {} booths: {:.0f} ms\n",
                             number_of(store, "SELECT count(*) FROM units WHERE level_code = 'booth'"),
                             milliseconds_since(begin));
  }
  if (number_of(store, "SELECT count(*) FROM works") == 0) give_work(caller, *snapshot, store, now);
  if (argc > 3) {
    must(store.atomically([&](operations::Store& inside) -> Status {
      Users(inside, *snapshot, argv[3]).make();
      return success();
    }));
  }
  if (times > 0) {
    measure_pages(caller, *snapshot, store, times);
    std::cout << fmt::format("wrong counts: {}\n", must(operations::wrong_counts(store)).size());
  }
  return 0;
}
