#include "services/roll_duplicates.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <set>

#include "base/kept_memory.hpp"
#include "linkage/clusters.hpp"
#include "services/entry_shelf.hpp"
#include "services/pieces.hpp"
#include "services/roll_findings.hpp"
#include "services/rolls_view.hpp"
#include "services/shared_cards.hpp"
#include "services/view_parts.hpp"
#include "warehouse/queries.hpp"
#include "warehouse/roll_comparisons.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

namespace json = boost::json;
using linkage::Link;
using linkage::RecordNo;
using warehouse::RollChange;
using warehouse::RollComparison;
using warehouse::RollComparisons;
using warehouse::RollReader;

namespace {

/// Standing entries whose card number is shared between districts, by segment.
using Suspects = std::map<AcNo, EntryShelf>;

/// The duplicates of a few segments' rolls.
class DuplicateSearch {
 public:
  /// Borrows all. `cards`: those whose holders are suspects; null if nobody asks for them.
  DuplicateSearch(const RollDuplicatesJob& job, const JudgementsOf& judgements, const linkage::Resources& resources,
                  const std::set<AcNo>& segments, const SharedCards* cards)
      : job_(job),
        judgements_(judgements),
        segments_(segments),
        cards_(cards),
        matching_(RollMatch::duplicates, resources) {}

  Result<std::map<AcNo, RollFindings>> run(RollReader& reader, Progress& progress) {
    BOOTHWISE_TRY(judgements, read(reader));
    BOOTHWISE_TRY(linked, matching_.match(std::nullopt, judgements, progress));
    linkage::ClusterRules rules;
    rules.probability_least = duplicate_least;
    const std::vector<RecordNo> clusters =
        linkage::clusters_of(linked.links, linked.uncertain, matching_.records().size(), rules, matching_.decisions());
    count_clusters(clusters);
    for (const Link& link : linked.links) {
      if (clusters[link.left] == clusters[link.right]) {
        take_duplicate(link);
      } else {
        take_uncertain(link);
      }
    }
    for (const Link& link : linked.uncertain) {
      if (clusters[link.left] != clusters[link.right]) take_uncertain(link);
    }
    return std::move(found_);
  }

  /// Learns and searches nothing.
  Status learn(RollReader& reader, Progress& progress) {
    BOOTHWISE_TRY(judgements, read(reader));
    return matching_.learn(std::nullopt, judgements, progress);
  }

  [[nodiscard]] std::optional<RollModel> learnt() const { return matching_.learnt(); }
  /// Of all segments; asked once.
  [[nodiscard]] Suspects take_suspects() { return std::move(suspects_); }

 private:
  Result<std::vector<RollJudgement>> read(RollReader& reader) {
    std::vector<RollJudgement> judgements;
    for (const AcNo ac : segments_) {
      found_[ac];
      EntryShelf& suspects = suspects_[ac];
      BOOTHWISE_CHECK(reader.visit(job_.revision, ac, [&](const RollReader::Entry& entry) {
        if (entry.is_struck) return success();
        matching_.add(job_.revision, ac, entry);
        if (cards_ != nullptr && cards_->contains(entry.epic_no)) suspects.add(entry);
        return success();
      }));
      BOOTHWISE_TRY(more, judgements_(ac));
      judgements.insert(judgements.end(), more.begin(), more.end());
    }
    return judgements;
  }

  void count_clusters(const std::vector<RecordNo>& clusters) {
    std::vector<std::uint32_t> sizes(clusters.size());
    for (const RecordNo cluster : clusters) ++sizes[cluster];
    for (RecordNo record = 0; record < clusters.size(); ++record) {
      if (sizes[clusters[record]] < 2) continue;
      count(record, "duplicate_entries");
      if (clusters[record] == record) count(record, "duplicate_persons");
    }
  }

  void count(RecordNo record, const char* measure) {
    const RollRecord& entry = matching_.records()[record];
    found_[entry.ac].counts.add(entry.part, 0, measure, "", ' ');
  }

  void take_duplicate(const Link& link) {
    const RollRecord& left = matching_.records()[link.left];
    const RollRecord& right = matching_.records()[link.right];
    count(link.left, left.ac != right.ac       ? "between_segments"
                     : left.part != right.part ? "within_segment"
                                               : "within_part");
    found_[left.ac].pairs.push_back(matching_.pair_of(link, "duplicate"));
  }

  void take_uncertain(const Link& link) {
    count(link.left, "uncertain_pairs");
    found_[matching_.records()[link.left].ac].pairs.push_back(matching_.pair_of(link, "uncertain"));
  }

  const RollDuplicatesJob& job_;
  const JudgementsOf& judgements_;
  const std::set<AcNo>& segments_;
  const SharedCards* cards_;
  RollMatching matching_;
  std::map<AcNo, RollFindings> found_;
  Suspects suspects_;
};

/// A whole state's roll, district by district; then between districts, where a card number leads.
class StateDuplicates {
 public:
  StateDuplicates(warehouse::Warehouse& warehouse, warehouse::Writer& writer, const RollDuplicatesJob& job)
      : warehouse_(warehouse),
        writer_(writer),
        job_(job),
        rolls_(writer.next()),
        comparison_{job.revision, job.revision} {}

  /// Returns how many segments were searched.
  Result<std::size_t> run(Progress& progress) {
    BOOTHWISE_CHECK(plan());
    PiecesProgress pieces(progress, waiting_.size() + 2);
    if (is_between_wanted()) BOOTHWISE_CHECK(read_cards(PiecesProgress::Piece(pieces)));
    const linkage::Resources resources = resources_of_piece(job_.resources, waiting_.size());
    const KeptLargeMemory kept(job_.resources.threads * kept_bytes_of_thread_max);
    BOOTHWISE_CHECK(each_piece(job_.resources.threads, waiting_.size(), pieces,
                               [&](std::size_t at, Progress& own) { return search(waiting_[at], resources, own); }));
    if (cards_) BOOTHWISE_CHECK(search_between(PiecesProgress::Piece(pieces)));
    return searched_;
  }

 private:
  Status plan() {
    RollReader reader(warehouse_, rolls_);
    const bool within = job_.ac != warehouse::between_segments;
    BOOTHWISE_CHECK(check_roll_there(reader, job_.revision, within ? job_.ac : std::nullopt));
    BOOTHWISE_TRY(places, warehouse::Reader(warehouse_, rolls_).places());
    const std::set<AcNo> done = RollComparisons(warehouse_, rolls_).segments(comparison_);
    are_between_known_ = done.contains(warehouse::between_segments);
    districts_ = by_district(reader.segments(job_.revision), places);
    BOOTHWISE_TRY(entries, reader.entries_by_segment(job_.revision));
    const auto size = [&entries](const std::set<AcNo>& district) {
      std::int64_t sum = 0;
      for (const AcNo ac : district) sum += entries[ac];
      return sum;
    };
    largest_ = static_cast<std::size_t>(std::ranges::max_element(districts_, {}, size) - districts_.begin());
    for (std::size_t at = 0; at < districts_.size(); ++at) {
      if (job_.ac && !districts_[at].contains(*job_.ac)) continue;
      if (job_.again || !std::ranges::includes(done, districts_[at])) waiting_.push_back(at);
    }
    // The largest first, so that no thread is left with much when the others are done.
    std::ranges::stable_sort(waiting_, std::greater(), [&](std::size_t at) { return size(districts_[at]); });
    return success();
  }

  [[nodiscard]] bool is_between_wanted() const {
    const bool whole = !job_.ac && (!waiting_.empty() || !are_between_known_);
    return districts_.size() > 1 && (whole || job_.ac == warehouse::between_segments);
  }

  /// Which card numbers are suspect is known before districts are read, so that none need be read again.
  Status read_cards(PiecesProgress::Piece progress) {
    for (std::size_t at = 0; at < districts_.size(); ++at) {
      for (const AcNo ac : districts_[at]) district_of_[ac] = at;
    }
    BOOTHWISE_TRY(cards,
                  SharedCards::read(warehouse_, rolls_, job_.revision, district_of_, job_.resources.threads, progress));
    cards_.emplace(std::move(cards));
    return success();
  }

  Status search(std::size_t district, const linkage::Resources& resources, Progress& progress) {
    RollReader reader(warehouse_, rolls_);
    DuplicateSearch search(job_, judgements_, resources, districts_[district], cards_ ? &*cards_ : nullptr);
    BOOTHWISE_TRY(found, search.run(reader, progress));
    std::vector<warehouse::DataFile> files;
    for (const auto& [ac, duplicates] : found) {
      BOOTHWISE_TRY(of_segment, warehouse::write_comparison(warehouse_, writer_, comparison_, ac,
                                                            duplicates.counts.list(), duplicates.pairs));
      std::ranges::move(of_segment, std::back_inserter(files));
    }
    const std::scoped_lock lock(writing_);
    warehouse::take_comparison(writer_.next(), std::move(files));
    BOOTHWISE_CHECK(writer_.commit());
    searched_ += districts_[district].size();
    suspects_.merge(search.take_suspects());
    if (district == largest_) like_ = search.learnt();
    return success();
  }

  /// Those of segments that were searched before.
  Status read_suspects(RollReader& reader) {
    for (const auto& [ac, district] : district_of_) {
      if (suspects_.contains(ac)) continue;
      BOOTHWISE_CHECK(reader.visit(job_.revision, ac, [&, &shelf = suspects_[ac]](const RollReader::Entry& entry) {
        if (!entry.is_struck && cards_->contains(entry.epic_no)) shelf.add(entry);
        return success();
      }));
    }
    return success();
  }

  /// Who stands in two districts, as far as the card number is the same: names alone would bring chance namesakes.
  Status search_between(PiecesProgress::Piece progress) {
    RollFindings found;
    if (!cards_->empty()) {
      RollReader reader(warehouse_, rolls_);
      BOOTHWISE_CHECK(read_suspects(reader));
      BOOTHWISE_CHECK(match(reader, progress, found));
    }
    BOOTHWISE_TRY(files, warehouse::write_comparison(warehouse_, writer_, comparison_, warehouse::between_segments,
                                                     found.counts.list(), found.pairs));
    warehouse::take_comparison(writer_.next(), std::move(files));
    return writer_.commit();
  }

  Status match(RollReader& reader, Progress& progress, RollFindings& found) {
    if (!like_) {
      DuplicateSearch largest(job_, judgements_, job_.resources, districts_[largest_], nullptr);
      BOOTHWISE_CHECK(largest.learn(reader, progress));
      like_ = largest.learnt();
    }
    RollMatching matching(RollMatch::duplicates, job_.resources);
    RollReader::Entry entry;
    for (const auto& [ac, shelf] : suspects_) {
      for (std::size_t at = 0; at < shelf.size(); ++at) {
        shelf.read(at, entry);
        matching.add(job_.revision, ac, entry);
      }
    }
    BOOTHWISE_TRY(judgements, judgements_(warehouse::between_segments));
    BOOTHWISE_TRY(linked, matching.match(std::nullopt, judgements, progress, like_ ? &*like_ : nullptr));
    const auto take = [&](const std::vector<Link>& links, const char* measure, const char* state) {
      for (const Link& link : links) {
        const AcNo left = matching.records()[link.left].ac;
        if (district_of_.at(left) == district_of_.at(matching.records()[link.right].ac)) continue;  // found there
        found.counts.add(0, 0, measure, std::to_string(left.value), ' ');
        found.pairs.push_back(matching.pair_of(link, state));
      }
    };
    take(linked.links, "between_districts", "duplicate");
    take(linked.uncertain, "uncertain_pairs", "uncertain");
    return success();
  }

  warehouse::Warehouse& warehouse_;
  warehouse::Writer& writer_;
  const RollDuplicatesJob& job_;
  const warehouse::Manifest rolls_;  // as they were at the beginning; what is found changes none
  RollComparison comparison_;
  std::vector<std::set<AcNo>> districts_;
  std::vector<std::size_t> waiting_;  // of them
  std::size_t largest_ = 0;           // of them
  std::optional<RollModel> like_;     // what was learnt there
  std::map<AcNo, std::size_t> district_of_;
  std::optional<SharedCards> cards_;  // where it is looked between districts
  Suspects suspects_;
  bool are_between_known_ = false;
  std::mutex writing_;
  std::mutex asking_;
  std::size_t searched_ = 0;
  JudgementsOf judgements_ = one_at_a_time(job_.judgements, asking_);
};

}  // namespace

Result<std::size_t> find_roll_duplicates(warehouse::Warehouse& warehouse, const RollDuplicatesJob& job,
                                         Progress& progress) {
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  BOOTHWISE_TRY(searched, StateDuplicates(warehouse, *writer, job).run(progress));
  progress.report(1, {"done", "हो गया"});
  return searched;
}

namespace {

constexpr std::array measures = std::to_array<std::pair<const char*, const char*>>({
    {"duplicate_persons", "persons"},
    {"duplicate_entries", "entries"},
    {"within_part", "within_part"},
    {"within_segment", "within_segment"},
    {"between_segments", "between_segments"},
    {"between_districts", "between_districts"},
    {"uncertain_pairs", "uncertain_pairs"},
    {"same_epic", "same_epic"},
});

using Measured = std::map<std::string, std::int64_t>;

/// What lies between districts is null where nobody looked for it, or where it is not counted.
json::object measured_json(const Measured& numbers, bool between_districts) {
  json::object view;
  for (const auto& [measure, shown] : measures) {
    const auto found = numbers.find(measure);
    view[shown] = found == numbers.end() ? 0 : found->second;
  }
  if (!between_districts) view["between_districts"] = nullptr;
  return view;
}

}  // namespace

Result<json::object> roll_duplicates_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                          const std::string& revision, std::optional<AcNo> ac) {
  RollReader reader(warehouse, manifest);
  BOOTHWISE_CHECK(check_roll_there(reader, revision, ac));
  RollComparisons comparisons(warehouse, manifest);
  const RollComparison comparison{revision, revision};
  std::set<AcNo> searched = comparisons.segments(comparison);
  const bool between_searched = searched.erase(warehouse::between_segments) > 0;
  if (searched.empty() || (ac && !searched.contains(*ac))) {
    return Error{ErrorKind::not_found,
                 "not_searched",
                 {"this roll was not searched for duplicates yet: boothwise rolls duplicates",
                  "इस नामावली में दोहरी प्रविष्टियाँ अभी नहीं खोजी गईं: boothwise rolls duplicates"},
                 {{}, 0, {}, revision}};
  }
  BOOTHWISE_TRY(places, warehouse::Reader(warehouse, manifest).places());
  BOOTHWISE_TRY(between, comparisons.changes(comparison, warehouse::between_segments));
  Measured total;
  json::array areas;
  for (const AcNo one : searched) {
    if (ac && one != *ac) continue;
    BOOTHWISE_TRY(changes, comparisons.changes(comparison, one));
    Measured of_segment;
    std::map<std::int32_t, Measured> of_parts;
    for (const RollChange& change : changes) {
      of_segment[change.measure] += change.number;
      of_parts[change.old_part][change.measure] += change.number;
    }
    for (const RollChange& change : between) {
      if (change.key == std::to_string(one.value)) of_segment[change.measure] += change.number;
    }
    BOOTHWISE_TRY(numbers, reader.numbers(revision, one, std::nullopt));
    for (const RollReader::Number& number : numbers) {
      if (number.measure == "same_epic") of_segment["same_epic"] += number.number;
    }
    for (const auto& [measure, number] : of_segment) total[measure] += number;
    if (ac) {
      for (const auto& [part, measured] : of_parts) {
        json::object row = measured_json(measured, false);
        row.erase("same_epic");
        row["part_no"] = part;
        areas.push_back(std::move(row));
      }
      continue;
    }
    json::object row = measured_json(of_segment, between_searched);
    row["ac_no"] = one.value;
    row["name"] = to_json(segment_name(places, one));
    areas.push_back(std::move(row));
  }
  json::object view{{"revision", revision}, {"ac_no", ac ? json::value(ac->value) : json::value(nullptr)}};
  view["total"] = measured_json(total, between_searched);
  view[ac ? "parts" : "segments"] = std::move(areas);
  add_sources(view, manifest, drawn_rolls({revision}));
  return view;
}

}  // namespace boothwise::services
