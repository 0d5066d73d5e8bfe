#include "services/roll_duplicates.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "linkage/clusters.hpp"
#include "services/rolls_view.hpp"
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
using warehouse::RollPair;
using warehouse::RollReader;

namespace {

/// Segments that are searched together, by district.
std::vector<std::set<AcNo>> groups_of(const std::set<AcNo>& segments, const Places& places) {
  std::map<std::string, std::set<AcNo>> districts;
  for (const AcNo ac : segments) {
    const AssemblyConstituency* place = places.ac(ac);
    const bool known = place != nullptr && !place->district.empty();
    districts[known ? place->district : "@" + std::to_string(ac.value)].insert(ac);
  }
  std::vector<std::set<AcNo>> groups;
  groups.reserve(districts.size());
  for (auto& [district, acs] : districts) groups.push_back(std::move(acs));
  return groups;
}

/// What was found in one segment.
struct SegmentDuplicates {
  std::map<std::pair<std::int32_t, std::string>, std::int64_t> numbers;  ///< by part and measure
  std::vector<RollPair> pairs;

  [[nodiscard]] std::vector<RollChange> changes() const {
    std::vector<RollChange> list;
    for (const auto& [key, number] : numbers) list.push_back({key.first, 0, key.second, "", " ", number});
    return list;
  }
};

/// The duplicates of a few segments' rolls.
class DuplicateSearch {
 public:
  DuplicateSearch(const RollDuplicatesJob& job, const std::set<AcNo>& segments)
      : job_(job), segments_(segments), matching_(RollMatch::duplicates, job.resources) {}

  Result<std::map<AcNo, SegmentDuplicates>> run(RollReader& reader, Progress& progress) {
    std::vector<RollJudgement> judgements;
    for (const AcNo ac : segments_) {
      found_[ac];
      BOOTHWISE_CHECK(reader.visit(job_.revision, ac, [this, ac](const RollReader::Entry& entry) {
        if (!entry.is_struck) matching_.add(job_.revision, ac, entry);
        return success();
      }));
      if (!job_.judgements) continue;
      BOOTHWISE_TRY(more, job_.judgements(ac));
      judgements.insert(judgements.end(), more.begin(), more.end());
    }
    BOOTHWISE_TRY(linked, matching_.match(std::nullopt, judgements, progress));
    const std::vector<RecordNo> clusters =
        linkage::clusters_of(linked.links, linked.uncertain, matching_.records().size(), {}, matching_.decisions());
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

 private:
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
    ++found_[entry.ac].numbers[{entry.part, measure}];
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
  const std::set<AcNo>& segments_;
  RollMatching matching_;
  std::map<AcNo, SegmentDuplicates> found_;
};

}  // namespace

Result<std::size_t> find_roll_duplicates(warehouse::Warehouse& warehouse, const RollDuplicatesJob& job,
                                         Progress& progress) {
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  const RollComparison comparison{job.revision, job.revision};
  std::vector<std::set<AcNo>> waiting;
  {
    const RollReader reader(warehouse, writer->next());
    BOOTHWISE_CHECK(check_roll_there(reader, job.revision, job.ac));
    BOOTHWISE_TRY(places, warehouse::Reader(warehouse, writer->next()).places());
    const std::set<AcNo> done = RollComparisons(warehouse, writer->next()).segments(comparison);
    waiting = groups_of(reader.segments(job.revision), places);
    std::erase_if(waiting, [&](const std::set<AcNo>& group) {
      return (job.ac && !group.contains(*job.ac)) || (!job.again && std::ranges::includes(done, group));
    });
  }
  std::size_t segments = 0;
  for (std::size_t at = 0; at < waiting.size(); ++at) {
    RollReader reader(warehouse, writer->next());
    PieceProgress piece(progress, at, waiting.size());
    BOOTHWISE_TRY(found, DuplicateSearch(job, waiting[at]).run(reader, piece));
    for (const auto& [ac, duplicates] : found) {
      BOOTHWISE_CHECK(
          warehouse::write_comparison(warehouse, *writer, comparison, ac, duplicates.changes(), duplicates.pairs));
    }
    BOOTHWISE_CHECK(writer->commit());
    segments += waiting[at].size();
  }
  progress.report(1, {"done", "हो गया"});
  return segments;
}

namespace {

constexpr std::array measures = std::to_array<std::pair<const char*, const char*>>({
    {"duplicate_persons", "persons"},
    {"duplicate_entries", "entries"},
    {"within_part", "within_part"},
    {"within_segment", "within_segment"},
    {"between_segments", "between_segments"},
    {"uncertain_pairs", "uncertain_pairs"},
    {"same_epic", "same_epic"},
});

using Measured = std::map<std::string, std::int64_t>;

json::object measured_json(const Measured& numbers) {
  json::object view;
  for (const auto& [measure, shown] : measures) {
    const auto found = numbers.find(measure);
    view[shown] = found == numbers.end() ? 0 : found->second;
  }
  return view;
}

}  // namespace

Result<json::object> roll_duplicates_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                          const std::string& revision, std::optional<AcNo> ac) {
  RollReader reader(warehouse, manifest);
  BOOTHWISE_CHECK(check_roll_there(reader, revision, ac));
  RollComparisons comparisons(warehouse, manifest);
  const RollComparison comparison{revision, revision};
  const std::set<AcNo> searched = comparisons.segments(comparison);
  if (searched.empty() || (ac && !searched.contains(*ac))) {
    return Error{ErrorKind::not_found,
                 "not_searched",
                 {"this roll was not searched for duplicates yet: boothwise rolls duplicates",
                  "इस नामावली में दोहरी प्रविष्टियाँ अभी नहीं खोजी गईं: boothwise rolls duplicates"},
                 {{}, 0, {}, revision}};
  }
  BOOTHWISE_TRY(places, warehouse::Reader(warehouse, manifest).places());
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
    BOOTHWISE_TRY(numbers, reader.numbers(revision, one, std::nullopt));
    for (const RollReader::Number& number : numbers) {
      if (number.measure == "same_epic") of_segment["same_epic"] += number.number;
    }
    for (const auto& [measure, number] : of_segment) total[measure] += number;
    if (ac) {
      for (const auto& [part, measured] : of_parts) {
        json::object row = measured_json(measured);
        row.erase("same_epic");
        row["part_no"] = part;
        areas.push_back(std::move(row));
      }
      continue;
    }
    json::object row = measured_json(of_segment);
    row["ac_no"] = one.value;
    const AssemblyConstituency* place = places.ac(one);
    const std::string number = std::to_string(one.value);
    row["name"] = to_json(place == nullptr ? Bilingual{number, number} : place->name);
    areas.push_back(std::move(row));
  }
  json::object view{{"revision", revision}, {"ac_no", ac ? json::value(ac->value) : json::value(nullptr)}};
  view["total"] = measured_json(total);
  view[ac ? "parts" : "segments"] = std::move(areas);
  add_sources(view, manifest, drawn_rolls({revision}));
  return view;
}

}  // namespace boothwise::services
