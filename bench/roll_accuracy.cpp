// Holds what `rolls diff` and `rolls duplicates` found in a workspace with a synthetic state against the truth, segment
// by segment. Usage: roll_accuracy WORKSPACE DATA_FOLDER ELECTORS SEED mixed|deva|latn THREADS [SEGMENT …] >
// accuracy.csv (the arguments of `synth`; the revisions are 2022 and 2026)

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "services/each_segment.hpp"
#include "services/synthesis_plan.hpp"
#include "services/synthesis_tables.hpp"
#include "services/workspace.hpp"
#include "synthesis/truth.hpp"
#include "warehouse/roll_comparisons.hpp"

using namespace boothwise;
using synthesis::EntityId;
using synthesis::Roll;
using synthesis::Segment;
using warehouse::RollComparison;
using warehouse::RollComparisons;

namespace {

/// Counts of a segment, in the order of the columns.
struct Counts {
  std::int64_t before = 0, after = 0, found = 0, found_also_struck = 0, struck = 0, gone = 0, added = 0, of_age = 0;
  std::int64_t pairs = 0, right_pairs = 0, movers = 0, movers_found = 0, movers_right = 0;
  std::int64_t twice = 0, twice_found = 0, twice_right = 0;  // pairs of one person's entries in the later roll
};

std::uint64_t key_of(std::int32_t part, std::int64_t serial) {
  return (static_cast<std::uint64_t>(part) << 32U) | static_cast<std::uint64_t>(serial);
}

using Owners = std::unordered_map<std::uint64_t, EntityId>;  // by part and serial number

Owners owners_of(const Segment& segment, Roll roll) {
  Owners owners;
  for (const synthesis::PartOfRoll& part : segment.roll(roll).parts) {
    const std::vector<std::int32_t> serials = synthesis::serials_of(segment, roll, part);
    for (std::uint32_t i = part.first_entry; i < part.end_entry; ++i) {
      const synthesis::Entry& entry = segment.roll(roll).entries[i];
      owners[key_of(part.no, serials[i - part.first_entry])] = segment.people[entry.person].entity;
    }
  }
  return owners;
}

void count_truth(const Segment& segment, std::int32_t years, Counts& counts) {
  for (const synthesis::TrueChange& change : synthesis::true_changes(segment, years)) {
    if (change.measure != "added") counts.before += change.number;
    if (change.measure == "found" || change.measure == "added") counts.after += change.number;
    if (change.measure == "found") counts.found += change.number;
    if (change.key == "also_struck") counts.found_also_struck += change.number;
    if (change.measure == "struck") counts.struck += change.number;
    if (change.measure == "gone") counts.gone += change.number;
    if (change.measure == "added") counts.added += change.number;
    if (change.key == "of_age") counts.of_age += change.number;
  }
}

/// Pairs whose ends may lie in two segments, and who stands at each end.
class Ends {
 public:
  Ends(std::vector<warehouse::RollPair> pairs, Roll left, Roll right) : pairs_(std::move(pairs)) {
    for (const warehouse::RollPair& pair : pairs_) {
      ends_[pair.left.ac].emplace_back(&pair.left, left);
      ends_[pair.right.ac].emplace_back(&pair.right, right);
    }
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;

  void name(AcNo ac, const std::array<Owners, 2>& owners) {
    const auto ends = ends_.find(ac);
    if (ends == ends_.end()) return;
    for (const auto& [address, roll] : ends->second) {
      const Owners& of_roll = owners.at(static_cast<std::size_t>(roll));
      const auto owner = of_roll.find(key_of(address->part, address->serial));
      if (owner != of_roll.end()) owners_[address] = owner->second;
    }
  }

  [[nodiscard]] const std::vector<warehouse::RollPair>& pairs() const { return pairs_; }
  [[nodiscard]] bool is_right(const warehouse::RollPair& pair) const {
    const auto left = owners_.find(&pair.left);
    const auto right = owners_.find(&pair.right);
    return left != owners_.end() && right != owners_.end() && left->second == right->second;
  }

 private:
  std::vector<warehouse::RollPair> pairs_;
  std::unordered_map<AcNo, std::vector<std::pair<const EntryAddress*, Roll>>> ends_;
  std::unordered_map<const EntryAddress*, EntityId> owners_;
};

/// All pairs of a comparison in this state; none where it was not made.
std::vector<warehouse::RollPair> pairs_of(warehouse::Warehouse& warehouse, const RollComparison& comparison,
                                          const std::set<AcNo>& segments, std::string_view state) {
  RollComparisons comparisons(warehouse, *warehouse.manifest());
  std::vector<warehouse::RollPair> all;
  for (const AcNo ac : segments) {
    auto pairs = comparisons.pairs(comparison, ac, state);
    if (pairs) std::ranges::move(*pairs, std::back_inserter(all));
  }
  return all;
}

/// The truth of all segments, and which pairs agree with it.
class Accuracy {
 public:
  Accuracy(warehouse::Warehouse& warehouse, const services::SynthesisJob& job, const Places& places)
      : warehouse_(warehouse),
        places_(places),
        comparison_{job.revisions[0], job.revisions[1]},
        moves_(pairs_of(warehouse, comparison_, {warehouse::between_segments}, "moved"), Roll::earlier, Roll::later),
        twice_(
            pairs_of(warehouse, {job.revisions[1], job.revisions[1]},
                     RollComparisons(warehouse, *warehouse.manifest()).segments({job.revisions[1], job.revisions[1]}),
                     "duplicate"),
            Roll::later, Roll::later) {}

  Status take(const Segment& segment, std::int32_t years) {
    Counts counts;
    count_truth(segment, years, counts);
    const std::array owners = {owners_of(segment, Roll::earlier), owners_of(segment, Roll::later)};
    RollComparisons comparisons(warehouse_, *warehouse_.manifest());
    BOOTHWISE_TRY(pairs, comparisons.pairs(comparison_, segment.ac, ""));
    for (const warehouse::RollPair& pair : pairs) {
      if (pair.state != "found" && pair.state != "struck") continue;
      ++counts.pairs;
      const auto left = owners[0].find(key_of(pair.left.part, pair.left.serial));
      const auto right = owners[1].find(key_of(pair.right.part, pair.right.serial));
      if (left != owners[0].end() && right != owners[1].end() && left->second == right->second) ++counts.right_pairs;
    }
    const std::scoped_lock lock(mutex_);
    moves_.name(segment.ac, owners);
    twice_.name(segment.ac, owners);
    note(segment);
    counts_[segment.ac] = counts;
    return success();
  }

  /// Once all segments were taken.
  std::map<AcNo, Counts> finish() {
    for (const auto& [entity, arrived] : arrivals_) counts_[arrived].movers += left_behind_.contains(entity) ? 0 : 1;
    for (const warehouse::RollPair& pair : moves_.pairs()) {
      ++counts_[pair.right.ac].movers_found;
      counts_[pair.right.ac].movers_right += moves_.is_right(pair) ? 1 : 0;
    }
    for (const auto& [entity, acs] : standing_) count_twice(acs);
    for (const warehouse::RollPair& pair : twice_.pairs()) {
      ++counts_[pair.left.ac].twice_found;
      counts_[pair.left.ac].twice_right += twice_.is_right(pair) ? 1 : 0;
    }
    return counts_;
  }

 private:
  /// Who arrived from another segment, who is left behind there, and who may stand more than once.
  void note(const Segment& segment) {
    std::unordered_map<std::uint32_t, int> standing;
    for (const synthesis::Entry& entry : segment.roll(Roll::later).entries) {
      const synthesis::Person& person = segment.people[entry.person];
      const bool crosses = person.fate == synthesis::Fate::crosses;
      if (entry.kind == synthesis::EntryKind::leftover) left_behind_.insert(person.entity);
      if (crosses && person.listed && entry.kind == synthesis::EntryKind::own) arrivals_[person.entity] = segment.ac;
      if (!entry.is_struck()) ++standing[entry.person];
    }
    for (const auto& [index, times] : standing) {
      const synthesis::Person& person = segment.people[index];
      if (times < 2 && person.fate != synthesis::Fate::crosses && !person.again_across) continue;
      std::vector<AcNo>& acs = standing_[person.entity];
      acs.insert(acs.end(), static_cast<std::size_t>(times), segment.ac);
    }
  }

  /// Pairs of one person's standing entries within a district: there duplicates are looked for.
  void count_twice(const std::vector<AcNo>& acs) {
    const auto district = [this](AcNo ac) { return places_.ac(ac) == nullptr ? "" : places_.ac(ac)->district; };
    for (std::size_t i = 0; i < acs.size(); ++i) {
      for (std::size_t other = i + 1; other < acs.size(); ++other) {
        if (district(acs[i]) == district(acs[other])) ++counts_[std::min(acs[i], acs[other])].twice;
      }
    }
  }

  warehouse::Warehouse& warehouse_;
  const Places& places_;
  RollComparison comparison_;
  std::mutex mutex_;  // guards what follows
  Ends moves_;
  Ends twice_;
  std::map<AcNo, Counts> counts_;
  std::map<EntityId, AcNo> arrivals_;
  std::unordered_set<EntityId> left_behind_;
  std::map<EntityId, std::vector<AcNo>> standing_;
};

Status run(int argc, char** argv) {
  services::SynthesisJob job;
  job.electors = parse_number<std::int64_t>(argv[3]).value_or(0);
  job.settings.seed = parse_number<std::uint64_t>(argv[4]).value_or(0);
  const std::string_view script = argv[5];
  job.settings.script = script == "deva"   ? synthesis::ScriptChoice::devanagari
                        : script == "latn" ? synthesis::ScriptChoice::latin
                                           : synthesis::ScriptChoice::mixed;
  job.threads = parse_number<unsigned>(argv[6]).value_or(1);
  for (int at = 7; at < argc; ++at) job.segments.push_back(AcNo{parse_number<std::int32_t>(argv[at]).value_or(0)});
  BOOTHWISE_TRY(workspace, services::open_workspace(argv[1], {}));
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
  BOOTHWISE_TRY(plan, services::plan_synthesis(*snapshot, job));
  BOOTHWISE_TRY(vocabulary, services::load_vocabulary(argv[2]));
  Accuracy accuracy(*workspace.warehouse, job, snapshot->places);
  NoProgress progress;
  BOOTHWISE_CHECK(services::each_segment(vocabulary, plan, progress, 1, [&](const Segment& segment) {
    return accuracy.take(segment, plan.state.settings.years);
  }));
  std::puts(
      "ac_no,before,after,found,found_also_struck,struck,gone,added,of_age,pairs,right_pairs,movers,movers_found,"
      "movers_right,twice,twice_found,twice_right");
  for (const auto& [ac, counts] : accuracy.finish()) {
    std::printf("%d", ac.value);
    for (const std::int64_t number :
         {counts.before, counts.after, counts.found, counts.found_also_struck, counts.struck, counts.gone, counts.added,
          counts.of_age, counts.pairs, counts.right_pairs, counts.movers, counts.movers_found, counts.movers_right,
          counts.twice, counts.twice_found, counts.twice_right}) {
      std::printf(",%lld", static_cast<long long>(number));
    }
    std::puts("");
  }
  return success();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) return 2;
  const Status done = run(argc, argv);
  if (done.ok()) return 0;
  std::fprintf(stderr, "roll_accuracy: %s\n", done.error().line(Language::english).c_str());
  return 1;
}
