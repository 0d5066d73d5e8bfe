#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/elector.hpp"
#include "linkage/link.hpp"
#include "warehouse/roll_comparisons.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

/// What is remembered of an entry beside what is compared.
struct RollRecord {
  AcNo ac;
  std::int32_t part = 0;
  std::int64_t serial = 0;
  std::int32_t age = 0;
  char gender = 'T';
  char reason = ' ';  ///< of a struck entry; ? if none is given
  bool is_struck = false;
};

/// What is compared.
enum class RollMatch : std::uint8_t {
  revisions,         ///< a segment's two rolls: each entry has at most one partner
  between_segments,  ///< what no segment's comparison found: house and part say nothing then
  duplicates         ///< one roll with itself
};

/// How sure a pair of one roll must be to be told as one person standing twice; what is less sure a person looks at.
/// Above a half, since it is said of somebody, and since chance namesakes are likelier than the model believes
/// (docs/benchmarks.md).
constexpr double duplicate_least = 0.75;

/// What people settled about two entries.
struct RollJudgement {
  EntryAddress left;
  EntryAddress right;
  bool same = false;
};

/// What is settled about a segment's pairs.
using JudgementsOf = std::function<Result<std::vector<RollJudgement>>(AcNo ac)>;
/// The same for several threads, one asking at a time; nothing is settled where `judgements` is empty. Borrows both.
JudgementsOf one_at_a_time(const JudgementsOf& judgements, std::mutex& lock);

/// Segments that belong together, by district; one whose district is not known is alone.
std::vector<std::set<AcNo>> by_district(const std::set<AcNo>& segments, const Places& places);
/// The one with the most entries, of equal ones the first. REQUIRES: not empty.
AcNo largest_of(const std::set<AcNo>& segments, const std::map<AcNo, std::int64_t>& entries);
/// Resources of one of so many pieces of work, as many of which run at once as there are threads.
linkage::Resources resources_of_piece(const linkage::Resources& all, std::size_t pieces);

/// What was learnt of rolls, for others of the same kind: how one person's entries differ.
struct RollModel {
  linkage::Model model;
  linkage::Agreement agreement;
};

/// Entries of rolls on their way through the linkage kernel: added, left ones first, then matched once.
class RollMatching {
 public:
  RollMatching(RollMatch kind, const linkage::Resources& resources);
  ~RollMatching();

  /// `revision` is the one it stands in.
  void add(const std::string& revision, AcNo ac, const warehouse::RollReader::Entry& entry);
  /// From here on entries are of the later roll.
  void end_left();
  /// The pairs that are one person, and those that may be. `years` lie between the rolls; unknown: what the ages tell.
  /// What people settled teaches the model and holds; judgements about entries that are not here are passed over.
  /// `like`: what was learnt of such rolls before; only the numbers of matches are learnt anew then.
  /// REQUIRES: this or `learn` called once, after the last `add`. Errors: `stopped`.
  Result<linkage::Linked> match(std::optional<std::int32_t> years, std::span<const RollJudgement> judgements,
                                Progress& progress, const RollModel* like = nullptr);
  /// Learns only. Errors: `stopped`.
  Status learn(std::optional<std::int32_t> years, std::span<const RollJudgement> judgements, Progress& progress);
  /// What `match` or `learn` learnt; nothing where a side had no entries.
  [[nodiscard]] std::optional<RollModel> learnt() const;

  [[nodiscard]] std::span<const RollRecord> records() const;
  /// How many are of the earlier roll.
  [[nodiscard]] std::size_t left() const;
  /// Years between the rolls as `match` took them.
  [[nodiscard]] std::int32_t years() const;

  /// The judgements that `match` took, by record.
  [[nodiscard]] std::span<const linkage::Decision> decisions() const;

  /// Fields in which a pair differs beyond spelling, by comma. REQUIRES: matched.
  [[nodiscard]] std::string fields_of(const linkage::Link& link);
  /// For many in a row: asks for the memory that those some way behind the n-th want. REQUIRES: matched.
  void ask_ahead(std::span<const linkage::Link> links, std::size_t at) const;
  /// A pair for the warehouse; an uncertain one with its evidence. REQUIRES: matched.
  [[nodiscard]] warehouse::RollPair pair_of(const linkage::Link& link, std::string state);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One piece of the evidence that pair_of keeps of an uncertain pair.
struct KeptEvidence {
  struct Part {
    std::string field;
    Bilingual says;
    double weight = 0;  ///< bits
  };
  double related = 0;
  std::vector<Part> parts;
};
/// What pair_of wrote, read back; nothing if it is damaged. REQUIRES: `kind` is that of the matching.
std::optional<KeptEvidence> read_evidence(RollMatch kind, std::string_view text);

/// Whole years between the qualifying dates of a segment's rolls; nothing where one is not known.
Result<std::optional<std::int32_t>> years_between(warehouse::RollReader& reader, const std::string& from,
                                                  const std::string& to, AcNo ac);

}  // namespace boothwise::services
