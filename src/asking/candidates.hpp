#pragma once

#include "asking/reference.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/snapshot.hpp"

/// Candidates of an election by their names, as the published results print them: who is meant by "Sonia Gandhi".
namespace boothwise::asking {

struct Stood {
  std::string candidate;
  std::string party;
  Area area;               ///< a seat or segment
  bool is_partys = false;  ///< the party's best there: the party's figures are the candidate's
};

/// Whose name has all the words, in either script, by the names kernel. Of one contest, or of all: then a single word
/// names nobody, for too many bear it. The order is that of the results.
std::vector<Stood> candidates_named(const services::ElectionData& data, std::string_view words,
                                    const std::optional<Area>& where);

}  // namespace boothwise::asking
