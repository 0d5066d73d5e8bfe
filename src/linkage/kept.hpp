#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "linkage/archive.hpp"
#include "linkage/pairs.hpp"
#include "linkage/postings.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// What is kept of a table that was linked with itself, so that later only what is new or changed has to be compared.
/// Frequencies and keys of values stay as they were; a removed record keeps its number and meets nobody.
struct Kept {
  std::unique_ptr<Words> words;
  Prepared prepared;
  std::vector<Link> pairs;              ///< of `probability_review` and above, in order of left and right
  std::vector<std::uint64_t> clusters;  ///< each record's cluster id, from 1 on; 0 = removed
  std::uint64_t highest_cluster = 0;    ///< of all ids ever given
  std::vector<Decision> decisions;
  Postings postings;  ///< of the records that there were when it was made

  [[nodiscard]] bool is_there(RecordNo record) const { return clusters[record] != 0; }

  /// Writes to an archive or reads from one, which fails if what it holds is no such thing. `prepared.comparisons`
  /// tells what the values are of and must be there before.
  template <typename Archive>
  void transfer(Archive& archive);
};

/// No cluster id is higher.
constexpr std::uint64_t cluster_max = ~std::uint32_t{0};

/// Decisions as three numbers each, and back.
std::vector<RecordNo> flat(std::span<const Decision> decisions);
std::vector<Decision> decisions_of(std::span<const RecordNo> numbers);

/// Drops pairs and decisions of removed records.
void drop_removed(Kept& kept);

/// Gives removed records' numbers away: those behind move up, order kept. The former number of each that stays.
std::vector<RecordNo> close_up(Kept& kept);

}  // namespace boothwise::linkage
