#include "linkage/kept.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace boothwise::linkage {

namespace {

/// Whether every number in a row stands for something.
bool is_whole_row(const Prepared& prepared, const ValueId* row, std::size_t words) {
  for (std::size_t at = 0; at < prepared.comparisons.size(); ++at) {
    if (row[prepared.comparisons[at].column] > prepared.values[at].size()) return false;
    if (prepared.words_at[at] == 0) continue;
    const WordId* first = row + prepared.words_at[at];
    for (std::size_t word = 0; word < Prepared::words_in_row; ++word) {
      if (first[word] >= words && (word != 0 || first[word] != Prepared::more_words)) return false;
    }
  }
  return true;
}

bool is_whole(const Kept& kept) {
  const Prepared& prepared = kept.prepared;
  if (kept.highest_cluster > cluster_max || prepared.width == 0 ||
      prepared.rows.size() / prepared.width != prepared.records || prepared.rows.size() % prepared.width != 0 ||
      kept.clusters.size() != prepared.records || kept.postings.end() > prepared.records || !kept.postings.is_whole())
    return false;
  for (RecordNo record = 0; record < prepared.records; ++record) {
    if (!is_whole_row(prepared, prepared.row(record), kept.words->size())) return false;
    if (kept.clusters[record] > kept.highest_cluster) return false;
  }
  const auto is_pair = [&](const auto& pair) {
    return pair.left != pair.right && pair.left < prepared.records && pair.right < prepared.records;
  };
  return std::ranges::all_of(kept.pairs, is_pair) && std::ranges::all_of(kept.decisions, is_pair);
}

/// Where a row holds what, which follows from the comparisons.
bool lay_out(Prepared& prepared, std::uint64_t columns) {
  constexpr std::uint64_t columns_max = 4096;
  if (columns == 0 || columns > columns_max) return false;
  const auto outside = [columns](const Comparison& comparison) {
    return comparison.column >= columns || comparison.type_column.value_or(0) >= columns;
  };
  if (std::ranges::any_of(prepared.comparisons, outside)) return false;
  prepared.lay_out(static_cast<std::size_t>(columns));
  prepared.texts.resize(static_cast<std::size_t>(columns));
  return true;
}

}  // namespace

std::vector<RecordNo> flat(std::span<const Decision> decisions) {
  std::vector<RecordNo> numbers;
  for (const Decision& decision : decisions)
    numbers.insert(numbers.end(), {decision.left, decision.right, decision.same ? 1U : 0U});
  return numbers;
}

std::vector<Decision> decisions_of(std::span<const RecordNo> numbers) {
  std::vector<Decision> decisions;
  for (std::size_t at = 0; at + 3 <= numbers.size(); at += 3)
    decisions.push_back({numbers[at], numbers[at + 1], numbers[at + 2] != 0});
  return decisions;
}

template <typename Archive>
void Kept::transfer(Archive& archive) {
  if constexpr (Archive::is_reading) words = std::make_unique<Words>();
  words->transfer(archive);
  std::uint64_t columns = prepared.texts.size();
  archive.number(columns);
  if constexpr (Archive::is_reading) {
    if (!archive.ok() || !lay_out(prepared, columns)) return archive.fail();
    for (const Comparison& comparison : prepared.comparisons) prepared.values.emplace_back(comparison, *words);
  }
  for (Values& values : prepared.values) values.transfer(archive);
  for (Dictionary& texts : prepared.texts) texts.transfer(archive);
  archive.array(prepared.rows);
  std::uint64_t records = prepared.records;
  archive.number(records);
  prepared.records = prepared.left = static_cast<std::size_t>(records);
  archive.array(pairs);
  archive.array(clusters);
  archive.number(highest_cluster);
  std::vector<RecordNo> decided = flat(decisions);
  archive.array(decided);
  decisions = decisions_of(decided);
  postings.transfer(archive);
  if constexpr (Archive::is_reading) {
    if (!archive.ok() || !is_whole(*this)) archive.fail();
  }
}

template void Kept::transfer(ArchiveWriter& archive);
template void Kept::transfer(ArchiveReader& archive);

void drop_removed(Kept& kept) {
  const auto is_gone = [&kept](const auto& pair) { return !kept.is_there(pair.left) || !kept.is_there(pair.right); };
  std::erase_if(kept.pairs, is_gone);
  std::erase_if(kept.decisions, is_gone);
}

std::vector<RecordNo> close_up(Kept& kept) {
  drop_removed(kept);
  Prepared& prepared = kept.prepared;
  std::vector<RecordNo> stays;
  std::vector<RecordNo> moved_to(prepared.records);
  for (RecordNo record = 0; record < prepared.records; ++record) {
    if (!kept.is_there(record)) continue;
    const auto to = static_cast<RecordNo>(stays.size());
    moved_to[record] = to;
    std::copy_n(prepared.row(record), prepared.width, prepared.rows.data() + to * prepared.width);
    kept.clusters[to] = kept.clusters[record];
    stays.push_back(record);
  }
  prepared.records = prepared.left = stays.size();
  prepared.rows.resize(prepared.records * prepared.width);
  kept.clusters.resize(prepared.records);
  const auto move = [&moved_to](auto& pair) {
    pair.left = moved_to[pair.left];
    pair.right = moved_to[pair.right];
  };
  std::ranges::for_each(kept.pairs, move);
  std::ranges::for_each(kept.decisions, move);
  return stays;
}

}  // namespace boothwise::linkage
