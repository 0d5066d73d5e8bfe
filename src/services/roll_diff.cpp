#include "services/roll_diff.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "services/roll_matching.hpp"
#include "services/rolls_view.hpp"

namespace boothwise::services {

using linkage::Link;
using warehouse::RollChange;
using warehouse::RollComparison;
using warehouse::RollComparisons;
using warehouse::RollPair;
using warehouse::RollReader;

namespace {

/// Numbers by old part, new part, measure, key and gender.
class ChangeCounts {
 public:
  void add(std::int32_t old_part, std::int32_t new_part, std::string measure, std::string key, char gender,
           std::int64_t number = 1) {
    counts_[{old_part, new_part, std::move(measure), std::move(key), std::string(1, gender)}] += number;
  }
  [[nodiscard]] std::vector<RollChange> list() const {
    std::vector<RollChange> changes;
    changes.reserve(counts_.size());
    for (const auto& [key, number] : counts_) {
      const auto& [old_part, new_part, measure, detail, gender] = key;
      changes.push_back({old_part, new_part, measure, detail, gender, number});
    }
    return changes;
  }

 private:
  std::map<std::tuple<std::int32_t, std::int32_t, std::string, std::string, std::string>, std::int64_t> counts_;
};

/// What a comparison found: numbers without persons, and pairs of addresses.
struct Found {
  std::vector<RollChange> changes;
  std::vector<RollPair> pairs;
};

/// One segment's two rolls, compared.
class SegmentDiff {
 public:
  SegmentDiff(RollReader& reader, const RollDiffJob& job, AcNo ac)
      : reader_(reader), job_(job), ac_(ac), matching_(RollMatch::revisions, job.resources) {}

  Result<Found> run(Progress& progress) {
    // Only the earlier roll's standing entries are looked for; of the later one also those that were struck.
    BOOTHWISE_CHECK(reader_.visit(job_.from, ac_, [this](const RollReader::Entry& entry) {
      if (!entry.is_struck) matching_.add(job_.from, ac_, entry);
      return success();
    }));
    matching_.end_left();
    BOOTHWISE_CHECK(reader_.visit(job_.to, ac_, [this](const RollReader::Entry& entry) {
      matching_.add(job_.to, ac_, entry);
      return success();
    }));
    BOOTHWISE_TRY(years, years_between(reader_, job_.from, job_.to, ac_));
    std::vector<RollJudgement> judgements;
    if (job_.judgements) {
      BOOTHWISE_TRY(settled, job_.judgements(ac_));
      judgements = std::move(settled);
    }
    BOOTHWISE_TRY(linked, matching_.match(years, judgements, progress));
    count(linked);
    return Found{counts_.list(), std::move(pairs_)};
  }

 private:
  void count(const linkage::Linked& linked) {
    std::vector<bool> found(matching_.records().size());
    double sureness = 0;
    for (const Link& link : linked.links) {
      found[link.left] = found[link.right] = true;
      sureness += static_cast<double>(link.probability);
      count_pair(link);
    }
    count_alone(found);
    for (const Link& link : linked.uncertain) {
      const RollRecord& before = matching_.records()[link.left];
      if (!found[link.left]) counts_.add(before.part, 0, "uncertain", "", before.gender);
      if (found[link.left] || found[link.right]) continue;
      pairs_.push_back(matching_.pair_of(link, "uncertain"));
    }
    // Sums of probabilities, in thousandths: how many of the pairs are expected to be right.
    counts_.add(0, 0, "sureness", "", ' ', std::llround(sureness * 1000));
  }

  void count_pair(const Link& link) {
    const RollRecord& before = matching_.records()[link.left];
    const RollRecord& after = matching_.records()[link.right];
    RollPair& pair = pairs_.emplace_back(matching_.pair_of(link, after.is_struck ? "struck" : "found"));
    count_age("before_age", before);
    if (after.is_struck) {
      counts_.add(before.part, after.part, "struck", std::string(1, after.reason), before.gender);
      count_age("lost_age", before);
      pair.fields.clear();
      return;
    }
    counts_.add(before.part, after.part, "found", "", before.gender);
    for (const std::string& field : split(pair.fields, ',')) {
      if (!field.empty()) counts_.add(before.part, after.part, "changed", field, before.gender);
    }
  }

  void count_alone(const std::vector<bool>& found) {
    for (std::size_t record = 0; record < found.size(); ++record) {
      const RollRecord& entry = matching_.records()[record];
      if (found[record]) continue;
      if (record < matching_.left()) {
        counts_.add(entry.part, 0, "gone", "-", entry.gender);
        count_age("before_age", entry);
        count_age("lost_age", entry);
      } else if (!entry.is_struck) {
        const bool of_age = entry.age < age_least + std::max(matching_.years(), 1);
        counts_.add(0, entry.part, "added", of_age ? "of_age" : "older", entry.gender);
      }
    }
  }

  void count_age(const char* measure, const RollRecord& before) {
    counts_.add(before.part, 0, measure, std::to_string(age_band_of(before.age)), ' ');
  }

  RollReader& reader_;
  const RollDiffJob& job_;
  AcNo ac_;
  RollMatching matching_;
  ChangeCounts counts_;
  std::vector<RollPair> pairs_;
};

/// Those whom no segment's comparison found again, looked for in the other segments.
Result<Found> find_moves(RollReader& reader, RollComparisons& comparisons, const RollDiffJob& job,
                         const std::set<AcNo>& segments, Progress& progress) {
  const RollComparison comparison{job.from, job.to};
  RollMatching matching(RollMatch::between_segments, job.resources);
  std::optional<std::int32_t> years;
  for (const RollReader::Side side : {RollReader::Side::left, RollReader::Side::right}) {
    const bool left = side == RollReader::Side::left;
    for (const AcNo ac : segments) {
      const auto pairs = comparisons.pairs_sql(comparison, ac);
      if (!pairs) continue;
      BOOTHWISE_CHECK(
          reader.visit_unpaired(left ? job.from : job.to, ac, side, *pairs, [&](const RollReader::Entry& entry) {
            matching.add(left ? job.from : job.to, ac, entry);
            return success();
          }));
      if (!years) {
        BOOTHWISE_TRY(apart, years_between(reader, job.from, job.to, ac));
        years = apart;
      }
    }
    if (left) matching.end_left();
  }
  BOOTHWISE_TRY(linked, matching.match(years, {}, progress));
  ChangeCounts counts;
  Found found;
  for (const Link& link : linked.links) {
    const RollRecord& before = matching.records()[link.left];
    const RollRecord& after = matching.records()[link.right];
    if (before.ac == after.ac) continue;  // the segment's own comparison, which saw house and part, did not find it
    counts.add(before.part, 0, "moved_away", std::to_string(before.ac.value), before.gender);
    counts.add(0, after.part, "moved_in", std::to_string(after.ac.value), before.gender);
    found.pairs.push_back(matching.pair_of(link, "moved"));
  }
  found.changes = counts.list();
  return found;
}

}  // namespace

Result<std::size_t> compare_rolls(warehouse::Warehouse& warehouse, const RollDiffJob& job, Progress& progress) {
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  const RollComparison comparison{job.from, job.to};
  std::set<AcNo> waiting;
  {
    const RollReader reader(warehouse, writer->next());
    for (const std::string& revision : {job.from, job.to}) BOOTHWISE_CHECK(check_roll_there(reader, revision, job.ac));
    const std::set<AcNo> to = reader.segments(job.to);
    const std::set<AcNo> done = RollComparisons(warehouse, writer->next()).segments(comparison);
    for (const AcNo ac : reader.segments(job.from)) {
      if (to.contains(ac) && (!job.ac || *job.ac == ac) && (job.again || !done.contains(ac))) waiting.insert(ac);
    }
  }
  std::size_t at = 0;
  const std::size_t pieces = waiting.size() + 1;
  for (const AcNo ac : waiting) {
    RollReader reader(warehouse, writer->next());
    PieceProgress piece(progress, at++, pieces);
    BOOTHWISE_TRY(found, SegmentDiff(reader, job, ac).run(piece));
    BOOTHWISE_CHECK(warehouse::write_comparison(warehouse, *writer, comparison, ac, found.changes, found.pairs));
    BOOTHWISE_CHECK(writer->commit());
  }
  RollReader reader(warehouse, writer->next());
  RollComparisons comparisons(warehouse, writer->next());
  std::set<AcNo> segments = comparisons.segments(comparison);
  const bool moves_known = segments.erase(warehouse::between_segments) > 0;
  if (!job.ac && segments.size() > 1 && (!moves_known || !waiting.empty())) {
    PieceProgress piece(progress, at, pieces);
    BOOTHWISE_TRY(found, find_moves(reader, comparisons, job, segments, piece));
    BOOTHWISE_CHECK(warehouse::write_comparison(warehouse, *writer, comparison, warehouse::between_segments,
                                                found.changes, found.pairs));
    BOOTHWISE_CHECK(writer->commit());
  }
  progress.report(1, {"done", "हो गया"});
  return waiting.size();
}

}  // namespace boothwise::services
