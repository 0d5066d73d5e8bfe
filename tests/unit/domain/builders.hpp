#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/seat_class.hpp"

namespace boothwise::test {

/// A contest out of party and votes; candidates are named after their party.
inline Contest contest(std::int32_t number, const std::vector<std::pair<std::string, Votes>>& votes) {
  Contest made;
  made.number = number;
  for (const auto& [party, count] : votes) made.candidates.push_back({"candidate of " + party, party, count});
  order_candidates(made);
  return made;
}

inline ElectionResults election(const std::string& id, std::vector<Contest> contests) {
  return {*parse_election(id), false, std::move(contests)};
}

inline Side side(std::vector<std::string> parties) { return {"S", {"S", "S"}, std::move(parties)}; }

}  // namespace boothwise::test
