#include "services/release_run.hpp"

#include "privacy/release.hpp"

#include <algorithm>
#include <chrono>
#include <sodium.h>

#include "base/atomic_file.hpp"
#include "base/parallel.hpp"
#include "base/secrets.hpp"
#include "base/stopped.hpp"
#include "services/release_bundle.hpp"
#include "services/release_ledger.hpp"
#include "services/released_file.hpp"
#include "services/sealed_reading.hpp"

namespace boothwise::services {

namespace {

constexpr privacy::WaveNo the_wave{1};  // a ledger is of one wave

Error about_bundle(std::string code, Bilingual message, const std::filesystem::path& file) {
  return Error{ErrorKind::conflict, std::move(code), std::move(message), {file.string()}};
}

/// True counts in memory, by question; wiped at the end.
class ReceiptCounts {
 public:
  ReceiptCounts(const WavePlan& plan, std::size_t booths) {
    for (const PlannedQuestion& question : plan.questions) counts_.emplace_back(booths * question.answers.size(), 0U);
  }
  ReceiptCounts(const ReceiptCounts&) = delete;
  ReceiptCounts& operator=(const ReceiptCounts&) = delete;
  ~ReceiptCounts() {
    for (std::vector<std::uint32_t>& table : counts_) sodium_memzero(table.data(), table.size() * sizeof table.front());
  }

  void add(const WavePlan& plan, std::size_t booth, const std::vector<std::optional<std::size_t>>& answers) {
    for (std::size_t question = 0; question < answers.size(); ++question) {
      if (answers[question]) ++counts_[question][booth * plan.questions[question].answers.size() + *answers[question]];
    }
  }
  [[nodiscard]] std::vector<privacy::CountedTable> tables(const WavePlan& plan) const {
    std::vector<privacy::CountedTable> tables;
    for (std::uint32_t number = 1; number <= counts_.size(); ++number) {
      const PlannedQuestion& question = plan.questions[number - 1];
      tables.push_back(
          {privacy::TableId(number), question.category_set(number), question.weights, counts_[number - 1]});
    }
    return tables;
  }

 private:
  std::vector<std::vector<std::uint32_t>> counts_;
};

class ReleaseRun {
 public:
  ReleaseRun(const WaveSecretKeys& keys, const ReleaseJob& job, Progress& progress)
      : keys_(keys), opener_(keys), job_(job), progress_(progress) {}

  Result<ReleaseReport> run() {
    progress_.report(0, {"opening boxes", "डिब्बे खुल रहे हैं"});
    BOOTHWISE_CHECK(read_bundle(
        job_.bundle, keys_.box, [this](BundleHead head) { return begin(std::move(head)); },
        [this](const BundledBox& box) { return take(box); }));
    BOOTHWISE_CHECK(open_waiting());
    BOOTHWISE_TRY(ledger_bytes, read_file(job_.ledger));
    const std::string plan = digest_of(plan_);
    BOOTHWISE_TRY(ledger, parse_ledger(keys_, plan, ledger_bytes, job_.ledger.string()));
    progress_.report(counting_done, {"noise and suppression", "शोर और छिपाव"});
    BOOTHWISE_TRY(made, release(ledger));
    BOOTHWISE_CHECK(ledger.add(made.added));
    BOOTHWISE_CHECK(keep_ledger(ledger_text(keys_, plan, ledger)));
    BOOTHWISE_CHECK(write_released(job_.out, keys_, {plan_, job_.today}, areas_, made.tables));
    count(made);
    progress_.report(1, {"done", "हो गया"});
    return report_;
  }

 private:
  static constexpr double counting_done = 0.8;
  static constexpr std::size_t boxes_at_once = 4096;
  static constexpr std::size_t boxes_a_part = 64;

  Status begin(BundleHead head) {
    using std::chrono::sys_days;
    if (head.plan.code != keys_.open.wave)
      return about_bundle("bundle_other_wave",
                          {"this bundle is of another wave than the keys", "यह बंडल कुंजियों वाले चरण का नहीं है"},
                          job_.bundle);
    if (sys_days(job_.today) - sys_days(head.made_on) > std::chrono::days(bundle_days_max))
      return about_bundle("bundle_old",
                          {"this bundle is older than seven days; export again, so that who withdrew since is left out",
                           "यह बंडल सात दिन से पुराना है; फिर से निर्यात करें, ताकि इस बीच सहमति वापस लेने वाले छूटें"},
                          job_.bundle);
    plan_ = std::move(head.plan);
    BOOTHWISE_TRY(areas, release_areas(std::move(head.booths)));
    areas_ = std::move(areas);
    counts_ = std::make_unique<ReceiptCounts>(plan_, areas_.booths.size());
    return success();
  }

  /// A box of a booth that the bundle names, still shut.
  struct Waiting {
    std::size_t booth = 0;
    std::string kind;
    std::string box;
  };

  Status take(const BundledBox& box) {
    ++report_.boxes;
    const auto booth = areas_.booths.find({box.ac, box.part});
    if (booth == areas_.booths.end()) {
      ++report_.elsewhere;
      return success();
    }
    waiting_.push_back({booth->second, box.kind, box.box});
    return waiting_.size() < boxes_at_once ? success() : open_waiting();
  }

  /// Opening is what the time goes into: it is done on all threads, a few thousand boxes at a time, and what was in
  /// them leaves the memory with each. Sums do not depend on who opened which.
  Status open_waiting() {
    if (progress_.stop_requested()) return stopped_as_asked();
    std::vector<std::optional<std::vector<std::optional<std::size_t>>>> opened(waiting_.size());
    const std::size_t parts = (waiting_.size() + boxes_a_part - 1) / boxes_a_part;
    parallel_for(job_.threads, parts, [&](std::size_t part, unsigned /*thread*/) {
      const std::size_t end = std::min(waiting_.size(), (part + 1) * boxes_a_part);
      for (std::size_t at = part * boxes_a_part; at < end; ++at) {
        const auto fields = open_sealed(opener_, waiting_[at].kind, waiting_[at].box);
        if (fields) opened[at] = planned_answers(plan_, *fields);
      }
    });
    for (std::size_t at = 0; at < waiting_.size(); ++at) {
      if (opened[at]) {
        counts_->add(plan_, waiting_[at].booth, *opened[at]);
      } else {
        ++report_.unreadable;
      }
    }
    waiting_.clear();
    return success();
  }

  Result<privacy::Release> release(const privacy::Ledger& ledger) {
    privacy::KeyedSource::Key key{};
    std::string bytes = random_bytes(key.size());
    std::ranges::copy(bytes, key.begin());
    sodium_memzero(bytes.data(), bytes.size());
    const privacy::KeyedSource source(key);
    sodium_memzero(key.data(), key.size());
    return privacy::release({areas_.tree, the_wave, counts_->tables(plan_)}, ledger, plan_.floors, source,
                            job_.threads);
  }

  Status keep_ledger(const std::string& text) {
    BOOTHWISE_TRY(out, AtomicFile::create(job_.ledger, AtomicFile::Readers::owner));
    BOOTHWISE_CHECK(out.append(text));
    return out.commit();
  }

  void count(const privacy::Release& made) {
    for (const privacy::Account& account : made.added) {
      for (const privacy::Charge& charge : account.charges)
        report_.numbers_drawn += static_cast<std::int64_t>(charge.noised.size());
    }
    for (const privacy::ReleasedTable& table : made.tables) {
      for (privacy::AreaNo area = 0; area < areas_.places.size(); ++area) {
        if (!table.made(area)) continue;
        for (std::size_t group = 0; group < table.set().group_count(areas_.places[area].level); ++group)
          ++(table.count(area, group) ? report_.cells_shown : report_.cells_hidden);
      }
    }
  }

  const WaveSecretKeys& keys_;
  const WaveOpener opener_;
  const ReleaseJob& job_;
  Progress& progress_;
  WavePlan plan_;
  ReleaseAreas areas_;
  std::unique_ptr<ReceiptCounts> counts_;
  std::vector<Waiting> waiting_;
  ReleaseReport report_;
};

}  // namespace

Result<ReleaseReport> run_release(const WaveSecretKeys& keys, const ReleaseJob& job, Progress& progress) {
  return ReleaseRun(keys, job, progress).run();
}

}  // namespace boothwise::services
