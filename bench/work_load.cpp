#include "operations/tasks.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>

#include "base/secrets.hpp"
#include "services/snapshot.hpp"
#include "services/today_view.hpp"
#include "services/works.hpp"

/// 180,000 synthetic booths in a workspace of UP, five works that ask each of them, some reported; then the homes of a
/// state, district, mandal and booth, each many times. usage: work_load FOLDER [homes each]
namespace {

using namespace boothwise;
using clock_type = std::chrono::steady_clock;

double milliseconds_since(clock_type::time_point begin) {
  return std::chrono::duration<double, std::milli>(clock_type::now() - begin).count();
}

template <typename Value>
Value must(Result<Value> result) {
  if (result.ok()) return std::move(result).value();
  std::cerr << result.error().line(Language::english) << "\n";
  std::exit(1);
}

/// A tree of 98 districts, 20 mandals each, and booths; unit numbers as they come.
class Tree {
 public:
  explicit Tree(operations::Store& inside) : inside_(inside) {}

  Status make() {
    std::int64_t place = 0;
    for (const char* level : {"state", "region", "district", "mandal", "shakti_kendra", "booth"}) {
      BOOTHWISE_CHECK(inside_.change(
          "INSERT INTO levels (level_code, place_in_tree, name_en, name_hi, head_en, head_hi) VALUES (:level, :place, "
          ":level_en, :level_hi, '', '')",
          {{"level", std::string(level)},
           {"place", place++},
           {"level_en", std::string(level)},
           {"level_hi", std::string(level)}}));
    }
    BOOTHWISE_CHECK(add(0, "", "state"));
    for (int region = 0; region < 6; ++region) BOOTHWISE_CHECK(add(1, "1.", "region"));
    constexpr int districts = 98;
    for (int district = 0; district < districts; ++district) {
      const std::int64_t region = 2 + district % 6;
      BOOTHWISE_CHECK(add(region, "1." + std::to_string(region) + ".", "district"));
      BOOTHWISE_CHECK(mandals(next_ - 1, path_, district));
    }
    return success();
  }

 private:
  Status mandals(std::int64_t district, const std::string& path, int number) {
    constexpr int mandals_each = 20;
    constexpr int kendras_each = 16;
    for (int m = 0; m < mandals_each; ++m) {
      BOOTHWISE_CHECK(add(district, path, "mandal"));
      const std::int64_t mandal = next_ - 1;
      const std::string mandal_path = path_;
      const std::int64_t ac = 1 + (number * 4 + m / 5) % 403;
      for (int k = 0; k < kendras_each; ++k) BOOTHWISE_CHECK(kendra(mandal, mandal_path, ac));
    }
    return success();
  }

  Status kendra(std::int64_t mandal, const std::string& path, std::int64_t ac) {
    BOOTHWISE_CHECK(add(mandal, path, "shakti_kendra"));
    const std::int64_t kendra = next_ - 1;
    const std::string kendra_path = path_;
    for (int b = 0; b < 6 && booths_ < 180'000; ++b, ++booths_) {
      BOOTHWISE_CHECK(add(kendra, kendra_path, "booth"));
      const std::int64_t booth = next_ - 1;
      BOOTHWISE_CHECK(inside_.change(
          "INSERT INTO unit_places (unit_id, path, kind, place_no, part) VALUES (:unit, :path, 'part', :ac, :part)",
          {{"unit", booth}, {"path", path_}, {"ac", ac}, {"part", std::to_string(booths_)}}));
    }
    return success();
  }

  Status add(std::int64_t parent, const std::string& parent_path, const std::string& level) {
    path_ = parent_path + std::to_string(next_) + ".";
    const std::string name = level + " " + std::to_string(next_);
    BOOTHWISE_CHECK(inside_.change(
        "INSERT INTO units (unit_id, parent_id, path, level_code, code, name_en, name_hi, folded, opened_on, has_head, "
        "synthetic) VALUES (:unit, :parent, :path, :level, :code, :name_en, :name_hi, '', '2026-01-01', 0, 1)",
        {{"unit", next_},
         {"parent", parent == 0 ? operations::Value() : operations::Value(parent)},
         {"path", path_},
         {"level", level},
         {"code", "u" + std::to_string(next_)},
         {"name_en", name},
         {"name_hi", name}}));
    ++next_;
    return success();
  }

  operations::Store& inside_;
  std::int64_t next_ = 1;
  int booths_ = 0;
  std::string path_;
};

/// Five works that ask every booth, and some reports.
void give_work(services::Caller& caller, operations::Store& store, Instant now) {
  constexpr int works = 5;
  constexpr int reported = 20'000;
  auto begin = clock_type::now();
  for (int i = 0; i < works; ++i) {
    must(services::issue_directive(
        caller,
        fmt::format(
            R"({{"unit":1,"level":"booth","title":"work {}","first_day":"2026-06-01","due_day":"2026-06-{:02}"}})", i,
            6 + 2 * i)));
  }
  std::cout << fmt::format("{} works of 180,000 tasks each: {:.0f} ms a work\n", works,
                           milliseconds_since(begin) / works);
  begin = clock_type::now();
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

void measure(services::Caller& caller, const services::Snapshot& snapshot, const char* name, std::int64_t unit,
             int times) {
  std::vector<double> took;
  for (int i = 0; i < times; ++i) {
    const auto begin = clock_type::now();
    must(services::today_view(caller, snapshot, unit));
    took.push_back(milliseconds_since(begin));
  }
  std::ranges::sort(took);
  std::cout << fmt::format("home of a {}: median {:.1f} ms, 99th percentile {:.1f} ms\n", name, took[took.size() / 2],
                           took[took.size() * 99 / 100]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int times = argc > 2 ? std::atoi(argv[2]) : 100;
  services::Workspace workspace = must(services::open_workspace(argv[1], {}));
  operations::Store& store = *must(workspace.operations->store());
  const auto snapshot = must(services::load_snapshot(*workspace.warehouse));
  const ServerKey key = ServerKey::passing();
  const Access owner = Access::owner();
  const Day day{std::chrono::year(2026), std::chrono::month(6), std::chrono::day(10)};
  const Instant now{std::chrono::sys_days(day)};
  services::Caller caller(workspace, BOOTHWISE_SOURCE_DIR "/data", key, owner, store, now, day);

  if (must(store.ask("SELECT count(*) FROM units")).front().integer(0) == 0) {
    must(store.atomically([](operations::Store& inside) { return Tree(inside).make(); }));
    give_work(caller, store, now);
  }
  const auto last_of = [&store](const char* level) {
    return must(store.ask("SELECT max(unit_id) FROM units WHERE level_code = :level", {{"level", std::string(level)}}))
        .front()
        .integer(0);
  };
  measure(caller, *snapshot, "state", 1, times);
  for (const char* level : {"district", "mandal", "booth"}) measure(caller, *snapshot, level, last_of(level), times);
  std::cout << fmt::format("wrong counts: {}\n", must(operations::wrong_counts(store)).size());
  return 0;
}
