#include "services/community_demo.hpp"

#include <algorithm>
#include <array>

#include "base/atomic_file.hpp"
#include "base/random.hpp"
#include "services/release_bundle.hpp"
#include "services/release_ledger.hpp"
#include "services/release_run.hpp"
#include "services/sealed_box.hpp"
#include "services/waves.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t answers_seed = 2027;

/// A made-up household of a booth: answers by chance, the booth's own leaning among them.
std::string made_up_answers(const WavePlan& plan, RandomStream& random, double leaning) {
  std::string text = R"({"answers":{)";
  for (const PlannedQuestion& question : plan.questions) {
    const double drawn = random.uniform() * 0.7 + leaning * 0.3;
    const auto choice = std::min(static_cast<std::size_t>(drawn * static_cast<double>(question.answers.size())),
                                 question.answers.size() - 1);
    std::string said = question.answers[choice].code;
    if (!question.counts.empty()) {
      const auto things = static_cast<int>(drawn * 11);
      said = things == 0 ? "none" : "";
      for (int thing = 1; thing <= things; ++thing) said += "t" + std::to_string(thing) + " ";
    }
    text += "\"" + question.consent + R"(":"yes",")" + (question.counts.empty() ? question.code : question.counts) +
            "\":\"" + said + "\",";
  }
  text.back() = '}';
  return text + "}";
}

/// The folder of a release, gone at the end.
class ReleaseFolder {
 public:
  explicit ReleaseFolder(fs::path folder) : folder_(std::move(folder)) {
    std::error_code ignored;
    fs::create_directories(folder_, ignored);
  }
  ReleaseFolder(const ReleaseFolder&) = delete;
  ReleaseFolder& operator=(const ReleaseFolder&) = delete;
  ~ReleaseFolder() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  [[nodiscard]] fs::path file(const char* name) const { return folder_ / name; }

 private:
  fs::path folder_;
};

Status write_bundle(const fs::path& file, const WaveSecretKeys& keys, const WavePlan& plan, Day today,
                    const std::vector<ReleaseBooth>& booths) {
  constexpr std::uint64_t fewest = 12;
  constexpr std::uint64_t more = 140;
  BOOTHWISE_TRY(out, BundleWriter::create(file, keys.open.box, plan, today, booths));
  for (std::size_t booth = 0; booth < booths.size(); ++booth) {
    RandomStream random = RandomStream(answers_seed).of(booth);
    const double leaning = random.uniform();
    for (std::uint64_t left = fewest + random.next() % more; left > 0; --left)
      BOOTHWISE_CHECK(out.put({booths[booth].ac, booths[booth].part, "box",
                               seal_box(keys.open.box, made_up_answers(plan, random, leaning))}));
  }
  return out.commit();
}

}  // namespace

Status add_synthetic_answers(Caller& caller, const Snapshot& snapshot, const std::set<AcNo>& segments,
                             Progress& progress) {
  if (!warehouse::active_scopes(*snapshot.manifest, "released_questions").empty()) return success();
  BOOTHWISE_TRY(booths, release_booths(caller, snapshot));
  std::erase_if(booths, [&](const ReleaseBooth& booth) { return !segments.contains(booth.ac); });
  if (booths.empty()) return success();
  progress.report(0, {"making up sealed answers", "काल्पनिक बंद उत्तर बन रहे हैं"});
  const fs::path plan_file = caller.data_folder() / "waves" / "household-means.json";
  BOOTHWISE_TRY(text, read_file(plan_file));
  BOOTHWISE_TRY(plan, parse_wave_plan(text, plan_file.string()));
  using std::chrono::days;
  using std::chrono::sys_days;
  constexpr days asked_for{45};
  plan.code = "synthetic-wave";
  // Over yesterday, so that a wave of one's own can begin today.
  plan.last = Day(sys_days(caller.today()) - days(1));
  plan.first = Day(sys_days(plan.last) - asked_for);
  plan.synthetic = true;
  const WaveSecretKeys keys = new_wave_keys(plan.code);
  BOOTHWISE_CHECK(open_wave(caller, plan, keys.open));
  BOOTHWISE_CHECK(close_wave(caller, plan.code));
  const ReleaseFolder folder(caller.workspace().folder / "synthetic-release");
  BOOTHWISE_CHECK(write_bundle(folder.file("bundle"), keys, plan, caller.today(), booths));
  BOOTHWISE_CHECK(write_file_atomically(folder.file("ledger"), ledger_text(keys, "", {})));
  const ReleaseJob job{folder.file("bundle"), folder.file("ledger"), folder.file("tables"), caller.today(), 2};
  if (const auto released = run_release(keys, job, progress); !released) return released.error();
  const auto loaded = load_released(caller, folder.file("tables"), progress);
  return loaded ? success() : Status(loaded.error());
}

}  // namespace boothwise::services
