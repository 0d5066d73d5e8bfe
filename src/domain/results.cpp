#include "domain/results.hpp"

#include <algorithm>
#include <tuple>

namespace boothwise {

namespace {

const Contest* find_contest(const std::vector<Contest>& contests, std::int32_t number) {
  const auto at = std::ranges::lower_bound(contests, number, {}, &Contest::number);
  return at != contests.end() && at->number == number ? &*at : nullptr;
}

}  // namespace

Votes Contest::valid_votes() const {
  Votes sum = 0;
  for (const CandidateVotes& candidate : candidates) sum += candidate.is_nota() ? 0 : candidate.votes;
  return sum;
}

std::optional<Votes> Contest::nota() const {
  const auto row = std::ranges::find_if(candidates, &CandidateVotes::is_nota);
  return row == candidates.end() ? std::nullopt : std::optional(row->votes);
}

Votes Contest::polled_votes() const { return valid_votes() + nota().value_or(0); }

std::optional<Fraction> Contest::turnout() const {
  if (!electors) return std::nullopt;
  return share_of(polled_votes(), *electors);
}

void order_candidates(Contest& contest) {
  std::ranges::sort(contest.candidates, [](const CandidateVotes& a, const CandidateVotes& b) {
    return std::tuple(a.is_nota(), -a.votes, std::string_view(a.candidate)) <
           std::tuple(b.is_nota(), -b.votes, std::string_view(b.candidate));
  });
}

std::optional<Fraction> share_of(Votes part, Votes whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<Fraction>(part) / static_cast<Fraction>(whole);
}

const Contest* ElectionResults::contest(std::int32_t number) const { return find_contest(contests, number); }

const Contest* SegmentResults::segment(AcNo no) const { return find_contest(segments, no.value); }

}  // namespace boothwise
