// Holds what `rolls diff` found in a workspace with a synthetic state against the truth, segment by segment.
// Usage: roll_accuracy WORKSPACE DATA_FOLDER ELECTORS SEED mixed|deva|latn THREADS > accuracy.csv
// (the arguments of `synth`; the revisions are 2022 and 2026)

#include <array>
#include <cstdio>
#include <map>
#include <mutex>
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

/// The truth of all segments, and which pairs agree with it.
class Accuracy {
 public:
  Accuracy(warehouse::Warehouse& warehouse, RollComparison comparison)
      : warehouse_(warehouse), comparison_(std::move(comparison)) {
    RollComparisons comparisons(warehouse_, *warehouse_.manifest());
    auto moves = comparisons.pairs(comparison_, warehouse::between_segments, "");
    if (moves) moves_ = std::move(moves).value();
  }

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
    note_movers(segment, owners);
    counts_[segment.ac] = counts;
    return success();
  }

  /// Once all segments were taken.
  std::map<AcNo, Counts> finish() {
    for (const auto& [entity, arrived] : arrivals_) counts_[arrived].movers += left_behind_.contains(entity) ? 0 : 1;
    for (const warehouse::RollPair& pair : moves_) {
      if (pair.state != "moved") continue;
      Counts& counts = counts_[pair.right.ac];
      ++counts.movers_found;
      const auto left = move_owners_.find(&pair.left);
      const auto right = move_owners_.find(&pair.right);
      if (left != move_owners_.end() && right != move_owners_.end() && left->second == right->second) {
        ++counts.movers_right;
      }
    }
    return counts_;
  }

 private:
  /// Who arrived from another segment, from an entry of the earlier roll that the later one has no more; and who the
  /// ends of moves are.
  void note_movers(const Segment& segment, const std::array<Owners, 2>& owners) {
    for (const synthesis::Entry& entry : segment.roll(Roll::later).entries) {
      const synthesis::Person& person = segment.people[entry.person];
      if (synthesis::ac_of(person.entity) != segment.ac && person.listed && person.fate == synthesis::Fate::crosses &&
          entry.kind == synthesis::EntryKind::own) {
        arrivals_[person.entity] = segment.ac;
      }
      if (entry.kind == synthesis::EntryKind::leftover) left_behind_.insert(person.entity);
    }
    for (const warehouse::RollPair& pair : moves_) {
      for (const std::size_t side : {0U, 1U}) {
        const EntryAddress& address = side == 0 ? pair.left : pair.right;
        if (address.ac != segment.ac) continue;
        const auto owner = owners.at(side).find(key_of(address.part, address.serial));
        if (owner != owners.at(side).end()) move_owners_[&address] = owner->second;
      }
    }
  }

  warehouse::Warehouse& warehouse_;
  RollComparison comparison_;
  std::vector<warehouse::RollPair> moves_;
  std::mutex mutex_;  // guards what follows
  std::map<AcNo, Counts> counts_;
  std::map<EntityId, AcNo> arrivals_;
  std::unordered_set<EntityId> left_behind_;
  std::unordered_map<const EntryAddress*, EntityId> move_owners_;
};

Status run(char** argv) {
  services::SynthesisJob job;
  job.electors = parse_number<std::int64_t>(argv[3]).value_or(0);
  job.settings.seed = parse_number<std::uint64_t>(argv[4]).value_or(0);
  const std::string_view script = argv[5];
  job.settings.script = script == "deva"   ? synthesis::ScriptChoice::devanagari
                        : script == "latn" ? synthesis::ScriptChoice::latin
                                           : synthesis::ScriptChoice::mixed;
  job.threads = parse_number<unsigned>(argv[6]).value_or(1);
  BOOTHWISE_TRY(workspace, services::open_workspace(argv[1], {}));
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
  BOOTHWISE_TRY(plan, services::plan_synthesis(*snapshot, job));
  BOOTHWISE_TRY(vocabulary, services::load_vocabulary(argv[2]));
  Accuracy accuracy(*workspace.warehouse, {job.revisions[0], job.revisions[1]});
  NoProgress progress;
  BOOTHWISE_CHECK(services::each_segment(vocabulary, plan, progress, [&](const Segment& segment) {
    return accuracy.take(segment, plan.state.settings.years);
  }));
  std::puts(
      "ac_no,before,after,found,found_also_struck,struck,gone,added,of_age,pairs,right_pairs,movers,movers_found,"
      "movers_right");
  for (const auto& [ac, counts] : accuracy.finish()) {
    std::printf("%d", ac.value);
    for (const std::int64_t number :
         {counts.before, counts.after, counts.found, counts.found_also_struck, counts.struck, counts.gone, counts.added,
          counts.of_age, counts.pairs, counts.right_pairs, counts.movers, counts.movers_found, counts.movers_right}) {
      std::printf(",%lld", static_cast<long long>(number));
    }
    std::puts("");
  }
  return success();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  const Status done = run(argv);
  if (done.ok()) return 0;
  std::fprintf(stderr, "roll_accuracy: %s\n", done.error().line(Language::english).c_str());
  return 1;
}
