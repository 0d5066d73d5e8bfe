#include "services/roll_diff.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <tuple>

#include "base/kept_memory.hpp"
#include "base/parallel.hpp"
#include "base/stopped.hpp"
#include "base/text.hpp"
#include "linkage/competition.hpp"
#include "services/entry_shelf.hpp"
#include "services/pieces.hpp"
#include "services/roll_findings.hpp"
#include "services/roll_matching.hpp"
#include "services/rolls_view.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

using linkage::Link;
using warehouse::RollComparison;
using warehouse::RollComparisons;
using warehouse::RollPair;
using warehouse::RollReader;

namespace {

/// Standing entries of a segment's two rolls that its comparison found no partner for.
struct LeftOver {
  EntryShelf earlier;
  EntryShelf later;
};

/// One segment's two rolls, compared.
class SegmentDiff {
 public:
  /// Borrows all. `entries` is empty; its memory is taken again from segment to segment.
  SegmentDiff(RollReader& reader, const RollDiffJob& job, const JudgementsOf& judgements,
              const linkage::Resources& resources, AcNo ac, EntryShelf& entries)
      : reader_(reader),
        job_(job),
        judgements_(judgements),
        ac_(ac),
        matching_(RollMatch::revisions, resources),
        entries_(entries) {
    for (std::size_t band = 0; band < age_bands; ++band) {
      before_age_[band] = found_.counts.kind("before_age", std::to_string(band));
      lost_age_[band] = found_.counts.kind("lost_age", std::to_string(band));
    }
  }

  /// Compares. `like`: what was learnt of the district's rolls, if anything was.
  Result<RollFindings> run(const RollModel* like, Progress& progress) {
    BOOTHWISE_TRY(known, read());
    BOOTHWISE_TRY(linked, matching_.match(known.years, known.judgements, progress, like));
    count(linked);
    return std::move(found_);
  }

  /// Learns and compares nothing.
  Status learn(Progress& progress) {
    BOOTHWISE_TRY(known, read());
    return matching_.learn(known.years, known.judgements, progress);
  }

  [[nodiscard]] std::optional<RollModel> learnt() const { return matching_.learnt(); }
  /// Of what `run` compared; asked once.
  [[nodiscard]] LeftOver take_left_over() { return std::move(left_over_); }

 private:
  using KindsOfAge = std::array<ChangeCounts::Kind, age_bands>;  // by band
  struct Known {
    std::optional<std::int32_t> years;
    std::vector<RollJudgement> judgements;
  };

  Result<Known> read() {
    // Only the earlier roll's standing entries are looked for; of the later one also those that were struck.
    BOOTHWISE_CHECK(reader_.visit(job_.from, ac_, [this](const RollReader::Entry& entry) {
      if (!entry.is_struck) add(job_.from, entry);
      return success();
    }));
    matching_.end_left();
    BOOTHWISE_CHECK(reader_.visit(job_.to, ac_, [this](const RollReader::Entry& entry) {
      add(job_.to, entry);
      return success();
    }));
    BOOTHWISE_TRY(years, years_between(reader_, job_.from, job_.to, ac_));
    BOOTHWISE_TRY(judgements, judgements_(ac_));
    return Known{years, std::move(judgements)};
  }

  void add(const std::string& revision, const RollReader::Entry& entry) {
    matching_.add(revision, ac_, entry);
    entries_.add(entry);
  }

  /// Links of entries that are free, one to one, standing later entries before struck ones: who moved within the
  /// segment has her new entry, and the former one stands struck beside it.
  std::vector<Link> taken(const std::vector<Link>& links, std::vector<bool>& found) const {
    std::vector<Link> all;
    for (const bool struck : {false, true}) {
      std::vector<Link> free;
      std::ranges::copy_if(links, std::back_inserter(free), [&](const Link& link) {
        return matching_.records()[link.right].is_struck == struck && !found[link.left] && !found[link.right];
      });
      for (const Link& link : linkage::one_to_one(std::move(free), found.size())) {
        found[link.left] = found[link.right] = true;
        all.push_back(link);
      }
    }
    return all;
  }

  void count(const linkage::Linked& linked) {
    std::vector<bool> found(matching_.records().size());
    found_.pairs.reserve(linked.links.size() + linked.uncertain.size());
    double sureness = 0;
    const std::vector<Link> sure = taken(linked.links, found);
    for (std::size_t at = 0; at < sure.size(); ++at) {
      matching_.ask_ahead(sure, at);
      sureness += static_cast<double>(sure[at].probability);
      count_pair(sure[at]);
    }
    count_alone(found);
    for (const Link& link : taken(linked.uncertain, found)) {
      const RollRecord& before = matching_.records()[link.left];
      found_.counts.add(before.part, 0, "uncertain", "", before.gender);
      found_.pairs.push_back(matching_.pair_of(link, "uncertain"));
    }
    // Sums of probabilities, in thousandths: how many of the pairs are expected to be right.
    found_.counts.add(0, 0, "sureness", "", ' ', std::llround(sureness * 1000));
  }

  void count_pair(const Link& link) {
    const RollRecord& before = matching_.records()[link.left];
    const RollRecord& after = matching_.records()[link.right];
    RollPair& pair = found_.pairs.emplace_back(matching_.pair_of(link, after.is_struck ? "struck" : "found"));
    count_age(before_age_, before);
    if (after.is_struck) {
      found_.counts.add(before.part, after.part, "struck", std::string(1, after.reason), before.gender);
      count_age(lost_age_, before);
      pair.fields.clear();
      return;
    }
    found_.counts.add(before.part, after.part, found_kind_, before.gender);
    for (const std::string& field : split(pair.fields, ',')) {
      if (!field.empty()) found_.counts.add(before.part, after.part, "changed", field, before.gender);
    }
  }

  void count_alone(const std::vector<bool>& found) {
    for (std::size_t record = 0; record < found.size(); ++record) {
      const RollRecord& entry = matching_.records()[record];
      if (found[record]) continue;
      if (record < matching_.left()) {
        found_.counts.add(entry.part, 0, "gone", "-", entry.gender);
        count_age(before_age_, entry);
        count_age(lost_age_, entry);
        left_over_.earlier.add(entries_, record);
      } else if (!entry.is_struck) {
        const bool of_age = entry.age < age_least + std::max(matching_.years(), 1);
        found_.counts.add(0, entry.part, "added", of_age ? "of_age" : "older", entry.gender);
        left_over_.later.add(entries_, record);
      }
    }
  }

  void count_age(const KindsOfAge& by_band, const RollRecord& before) {
    found_.counts.add(before.part, 0, by_band[age_band_of(before.age)], ' ');
  }

  RollReader& reader_;
  const RollDiffJob& job_;
  const JudgementsOf& judgements_;
  AcNo ac_;
  RollMatching matching_;
  EntryShelf& entries_;  // by record
  RollFindings found_;
  ChangeCounts::Kind found_kind_ = found_.counts.kind("found", "");
  KindsOfAge before_age_{};
  KindsOfAge lost_age_{};
  LeftOver left_over_;
};

/// What an earlier run's comparison of a segment left over on one side.
Result<EntryShelf> unpaired(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                            const RollComparison& comparison, RollReader::Side side, AcNo ac) {
  EntryShelf entries;
  const auto pairs = RollComparisons(warehouse, manifest).pairs_sql(comparison, ac);
  if (!pairs) return entries;
  RollReader reader(warehouse, manifest);
  const std::string& revision = side == RollReader::Side::left ? comparison.from : comparison.to;
  BOOTHWISE_CHECK(reader.visit_unpaired(revision, ac, side, *pairs, [&entries](const RollReader::Entry& entry) {
    entries.add(entry);
    return success();
  }));
  return entries;
}

/// What the comparisons of segments left over, gathered as they are made, so that nothing need be read again.
using LeftOvers = std::map<AcNo, LeftOver>;

/// Adds what one roll has left over, in order of segment, and gives it free. What was compared before is read, as many
/// segments at once as there are threads.
Status add_left_over(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest, const RollDiffJob& job,
                     RollReader::Side side, const std::vector<AcNo>& segments, LeftOvers& known, RollMatching& matching,
                     const Progress& progress) {
  const std::size_t at_once = std::max(job.resources.threads, 1U);
  const bool left = side == RollReader::Side::left;
  RollReader::Entry entry;
  for (std::size_t begin = 0; begin < segments.size(); begin += at_once) {
    if (progress.stop_requested()) return stopped_as_asked();
    const auto some = std::span(segments).subspan(begin, std::min(at_once, segments.size() - begin));
    std::vector<std::optional<Result<EntryShelf>>> shelves(some.size());
    parallel_for(job.resources.threads, some.size(), [&](std::size_t at, unsigned) {
      if (const auto found = known.find(some[at]); found != known.end()) {
        shelves[at] = std::move(left ? found->second.earlier : found->second.later);
      } else {
        shelves[at] = unpaired(warehouse, manifest, {job.from, job.to}, side, some[at]);
      }
    });
    for (std::size_t at = 0; at < some.size(); ++at) {
      BOOTHWISE_TRY(shelf, std::move(*shelves[at]));
      for (std::size_t one = 0; one < shelf.size(); ++one) {
        shelf.read(one, entry);
        matching.add(left ? job.from : job.to, some[at], entry);
      }
    }
  }
  return success();
}

/// Those whom no segment's comparison found again, looked for in the other segments. `like`: what a segment's
/// comparison learnt.
Result<RollFindings> moves_between(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                   const RollDiffJob& job, const std::vector<AcNo>& segments, LeftOvers& known,
                                   const std::optional<RollModel>& like, Progress& progress) {
  RollMatching matching(RollMatch::between_segments, job.resources);
  BOOTHWISE_CHECK(add_left_over(warehouse, manifest, job, RollReader::Side::left, segments, known, matching, progress));
  matching.end_left();
  BOOTHWISE_CHECK(
      add_left_over(warehouse, manifest, job, RollReader::Side::right, segments, known, matching, progress));
  RollReader reader(warehouse, manifest);
  std::optional<std::int32_t> years;
  for (std::size_t at = 0; at < segments.size() && !years; ++at) {
    BOOTHWISE_TRY(apart, years_between(reader, job.from, job.to, segments[at]));
    years = apart;
  }
  BOOTHWISE_TRY(linked, matching.match(years, {}, progress, like ? &*like : nullptr));
  RollFindings found;
  for (const Link& link : linked.links) {
    const RollRecord& before = matching.records()[link.left];
    const RollRecord& after = matching.records()[link.right];
    if (before.ac == after.ac) continue;  // the segment's own comparison, which saw house and part, did not find it
    found.counts.add(before.part, 0, "moved_away", std::to_string(before.ac.value), before.gender);
    found.counts.add(0, after.part, "moved_in", std::to_string(after.ac.value), before.gender);
    found.pairs.push_back(matching.pair_of(link, "moved"));
  }
  return found;
}

/// All segments of two rolls, with what was learnt of the largest: how one person's two entries differ is much the same
/// in a state's rolls. How many match, and what agrees by chance, each segment tells anew.
class StateDiff {
 public:
  StateDiff(warehouse::Warehouse& warehouse, warehouse::Writer& writer, const RollDiffJob& job)
      : warehouse_(warehouse), writer_(writer), job_(job), rolls_(writer.next()), comparison_{job.from, job.to} {}

  /// Returns how many segments were compared.
  Result<std::size_t> run(Progress& progress) {
    BOOTHWISE_CHECK(plan());
    PiecesProgress pieces(progress, first_.size() + rest_.size() + 1);
    BOOTHWISE_CHECK(compare_segments(pieces));
    PiecesProgress::Piece own(pieces);
    BOOTHWISE_CHECK(find_moves(own));
    return compared_;
  }

 private:
  struct Piece {
    AcNo ac;
    bool is_waiting = true;  // else it was compared before
  };

  Status plan() {
    RollReader reader(warehouse_, rolls_);
    for (const std::string& revision : {job_.from, job_.to})
      BOOTHWISE_CHECK(check_roll_there(reader, revision, job_.ac));
    std::set<AcNo> both;
    std::ranges::set_intersection(reader.segments(job_.from), reader.segments(job_.to),
                                  std::inserter(both, both.end()));
    const std::set<AcNo> done = RollComparisons(warehouse_, rolls_).segments(comparison_);
    const auto is_waiting = [&](AcNo ac) { return (!job_.ac || *job_.ac == ac) && (job_.again || !done.contains(ac)); };
    if (std::ranges::none_of(both, is_waiting)) return success();
    BOOTHWISE_TRY(entries, reader.entries_by_segment(job_.from));
    const AcNo largest = largest_of(both, entries);
    first_.push_back({largest, is_waiting(largest)});
    for (const AcNo ac : both) {
      if (ac != largest && is_waiting(ac)) rest_.push_back({ac});
    }
    // The largest first, so that no thread is left with much when the others are done.
    std::ranges::stable_sort(rest_, std::greater(), [&](const Piece& piece) { return entries[piece.ac]; });
    return success();
  }

  Status compare_segments(PiecesProgress& pieces) {
    const KeptLargeMemory kept(job_.resources.threads * kept_bytes_of_thread_max);
    for (const std::vector<Piece>* round : {&first_, &rest_}) {
      const linkage::Resources resources = resources_of_piece(job_.resources, round->size());
      BOOTHWISE_CHECK(each_piece(job_.resources.threads, round->size(), pieces, [&](std::size_t at, Progress& own) {
        return do_piece((*round)[at], resources, own);
      }));
    }
    shelves_ = {};
    return success();
  }

  Status do_piece(const Piece& piece, const linkage::Resources& resources, Progress& progress) {
    RollReader reader(warehouse_, rolls_);
    EntryShelf entries = take_shelf();
    SegmentDiff segment(reader, job_, judgements_, resources, piece.ac, entries);
    const bool teaches = piece.ac == first_.front().ac;
    if (piece.is_waiting) {
      BOOTHWISE_TRY(found, segment.run(learnt_ ? &*learnt_ : nullptr, progress));
      BOOTHWISE_CHECK(keep(piece.ac, found));
      if (!job_.ac) shelve(piece.ac, segment.take_left_over());
    } else {
      BOOTHWISE_CHECK(segment.learn(progress));
    }
    if (teaches) learnt_ = segment.learnt();
    give_back(std::move(entries));
    return success();
  }

  /// An empty shelf, one that was used before if there is any.
  EntryShelf take_shelf() {
    const std::scoped_lock lock(writing_);
    if (shelves_.empty()) return {};
    EntryShelf shelf = std::move(shelves_.back());
    shelves_.pop_back();
    return shelf;
  }

  void give_back(EntryShelf shelf) {
    shelf.clear();
    const std::scoped_lock lock(writing_);
    shelves_.push_back(std::move(shelf));
  }

  Status keep(AcNo ac, const RollFindings& found) {
    BOOTHWISE_TRY(files,
                  warehouse::write_comparison(warehouse_, writer_, comparison_, ac, found.counts.list(), found.pairs));
    const std::scoped_lock lock(writing_);
    warehouse::take_comparison(writer_.next(), std::move(files));
    BOOTHWISE_CHECK(writer_.commit());
    if (ac != warehouse::between_segments) ++compared_;
    return success();
  }

  void shelve(AcNo ac, LeftOver left_over) {
    const std::scoped_lock lock(writing_);
    left_over_.emplace(ac, std::move(left_over));
  }

  /// What the largest segment taught; where all were compared before, it teaches anew.
  Result<std::optional<RollModel>> learnt_somewhere(const std::set<AcNo>& segments, Progress& progress) {
    if (learnt_) return learnt_;
    RollReader reader(warehouse_, rolls_);
    BOOTHWISE_TRY(entries, reader.entries_by_segment(job_.from));
    EntryShelf shelf;
    SegmentDiff segment(reader, job_, judgements_, job_.resources, largest_of(segments, entries), shelf);
    BOOTHWISE_CHECK(segment.learn(progress));
    return segment.learnt();
  }

  Status find_moves(Progress& progress) {
    std::set<AcNo> segments = RollComparisons(warehouse_, writer_.next()).segments(comparison_);
    const bool are_known = segments.erase(warehouse::between_segments) > 0;
    if (job_.ac || segments.size() < 2 || (are_known && compared_ == 0)) return success();
    BOOTHWISE_TRY(like, learnt_somewhere(segments, progress));
    BOOTHWISE_TRY(found, moves_between(warehouse_, writer_.next(), job_, {segments.begin(), segments.end()}, left_over_,
                                       like, progress));
    return keep(warehouse::between_segments, found);
  }

  warehouse::Warehouse& warehouse_;
  warehouse::Writer& writer_;
  const RollDiffJob& job_;
  const warehouse::Manifest rolls_;  // as they were at the beginning; comparisons change none
  RollComparison comparison_;
  std::vector<Piece> first_;
  std::vector<Piece> rest_;
  std::optional<RollModel> learnt_;
  LeftOvers left_over_;
  std::vector<EntryShelf> shelves_;  // at most one a thread
  std::mutex writing_;
  std::mutex asking_;
  std::size_t compared_ = 0;
  JudgementsOf judgements_ = one_at_a_time(job_.judgements, asking_);
};

}  // namespace

Result<std::size_t> compare_rolls(warehouse::Warehouse& warehouse, const RollDiffJob& job, Progress& progress) {
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  BOOTHWISE_TRY(compared, StateDiff(warehouse, *writer, job).run(progress));
  progress.report(1, {"done", "हो गया"});
  return compared;
}

}  // namespace boothwise::services
