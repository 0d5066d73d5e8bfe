#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <set>

#include "warehouse/manifest.hpp"

namespace boothwise::warehouse {
namespace {

Run run_of(std::int64_t number, std::vector<std::vector<std::string>> files) {
  Run run;
  run.number = number;
  for (std::vector<std::string>& units : files) {
    std::ranges::sort(units);
    run.data.push_back({"roll_entries", "2026", "run-" + std::to_string(number) + "-" + std::to_string(run.data.size()),
                        std::move(units), 1, ""});
  }
  return run;
}

/// What counts, as "path-hidden,hidden".
std::vector<std::string> counting(const Manifest& manifest, std::string_view units = {}) {
  std::vector<std::string> list;
  for (const ActiveFile& active : active_files(manifest, "roll_entries", "2026", units)) {
    std::string text = active.file->path + ":";
    for (const std::string& hidden : active.hidden_units) text += " " + hidden;
    list.push_back(std::move(text));
  }
  return list;
}

TEST(Units, AWholeSegmentHidesEveryPartOfItInOlderRuns) {
  Manifest manifest;
  manifest.runs = {run_of(1, {{"12/1", "12/2"}}), run_of(2, {{"12/3", "120/1"}}), run_of(3, {{"12/*"}, {"13/*"}})};
  EXPECT_EQ(counting(manifest), (std::vector<std::string>{"run-3-0:", "run-3-1:", "run-2-0: 12/3"}));
}

TEST(Units, PartsOfANewerRunHideOnlyThemselvesInAWholeSegment) {
  Manifest manifest;
  manifest.runs = {run_of(1, {{"12/*"}, {"13/*"}}), run_of(2, {{"12/5", "14/1"}})};
  EXPECT_EQ(counting(manifest), (std::vector<std::string>{"run-2-0:", "run-1-0: 12/5", "run-1-1:"}));
}

TEST(Units, AWholeSegmentGivesWayToANewerOne) {
  Manifest manifest;
  manifest.runs = {run_of(1, {{"12/*"}}), run_of(2, {{"12/*"}})};
  EXPECT_EQ(counting(manifest), (std::vector<std::string>{"run-2-0:"}));
  manifest.runs[1].undone = true;
  EXPECT_EQ(counting(manifest), (std::vector<std::string>{"run-1-0:"}));
}

TEST(Units, AskedAboutOneSegmentTheSameFilesOfItCount) {
  EXPECT_TRUE(rc::check("narrowed", [] {
    Manifest manifest;
    const int runs = *rc::gen::inRange(1, 6);
    for (int number = 1; number <= runs; ++number) {
      std::vector<std::vector<std::string>> files;
      if (*rc::gen::inRange(0, 3) == 0) {
        files = {{"1/*"}, {"2/*"}};
      } else {
        std::set<std::string> units;
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
          units.insert(std::to_string(*rc::gen::inRange(1, 4)) + "/" + std::to_string(*rc::gen::inRange(1, 5)));
        }
        files = {{units.begin(), units.end()}};
      }
      manifest.runs.push_back(run_of(number, std::move(files)));
    }
    // Each unit of segment 2 counts from the same file whether all is asked about or segment 2 alone.
    const auto holder = [&](std::string_view asked, const std::string& unit) {
      for (const ActiveFile& active : active_files(manifest, "roll_entries", "2026", asked)) {
        const auto& units = active.file->units;
        const bool holds =
            std::ranges::find(units, unit) != units.end() || std::ranges::find(units, "2/*") != units.end();
        const bool hidden = std::ranges::find(active.hidden_units, unit) != active.hidden_units.end();
        if (holds && !hidden) return active.file->path;
      }
      return std::string();
    };
    for (int part = 1; part < 5; ++part) {
      const std::string unit = "2/" + std::to_string(part);
      RC_ASSERT(holder("", unit) == holder("2/", unit));
    }
  }));
}

}  // namespace
}  // namespace boothwise::warehouse
