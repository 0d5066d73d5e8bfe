#include "asking/candidates.hpp"

#include "asking/figure_parts.hpp"

#include <algorithm>

#include "names/names.hpp"

namespace boothwise::asking {

namespace {

/// Every word that was asked for is a word of the candidate's name, each of another.
bool has_all_words(const names::Name& asked, const names::Name& candidate) {
  constexpr double same_word = 0.85;
  std::vector<bool> used(candidate.tokens.size(), false);
  return std::ranges::all_of(asked.tokens, [&](const names::Token& word) {
    for (std::size_t at = 0; at < candidate.tokens.size(); ++at) {
      if (used[at] || names::similarity(word.sounds, candidate.tokens[at].sounds) < same_word) continue;
      used[at] = true;
      return true;
    }
    return false;
  });
}

}  // namespace

std::vector<Stood> candidates_named(const services::ElectionData& data, std::string_view words,
                                    const std::optional<Area>& where) {
  const names::Name asked = names::parse_name(words);
  std::vector<Stood> found;
  if (asked.tokens.empty() || (!where && asked.tokens.size() < 2)) return found;
  const bool of_ls = data.results.election.house == House::lok_sabha;
  const AreaLevel level = of_ls ? AreaLevel::seat : AreaLevel::segment;
  if (where && where->level != level) return found;
  for (const Contest& contest : data.results.contests) {
    if (where && contest.number != number_of(*where)) continue;
    for (const CandidateVotes& row : contest.candidates) {
      if (row.is_nota() || !has_all_words(asked, names::parse_name(row.candidate))) continue;
      const auto best = std::ranges::find(contest.candidates, row.party, &CandidateVotes::party);
      found.push_back({row.candidate, row.party, {level, std::to_string(contest.number)}, &*best == &row});
    }
  }
  return found;
}

}  // namespace boothwise::asking
