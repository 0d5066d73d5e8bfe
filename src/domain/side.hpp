#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/results.hpp"

namespace boothwise {

struct Party {
  std::string code;  ///< as results print it
  Bilingual name;
};

/// An alliance as it stood in one election of one house.
struct Alliance {
  House house = House::lok_sabha;
  std::int32_t year = 0;
  std::string id;
  Bilingual name;
  std::vector<std::string> parties;  ///< codes, sorted
};

/// All alliances known. For by-elections, those of the latest general election of that house up to their year stand.
class Alliances {
 public:
  Alliances() = default;
  explicit Alliances(std::vector<Alliance> alliances);

  [[nodiscard]] std::vector<const Alliance*> of(const ElectionId& election) const;
  [[nodiscard]] const Alliance* find(const ElectionId& election, std::string_view id) const;
  /// The alliance that `party` belonged to; null if to none.
  [[nodiscard]] const Alliance* of_party(const ElectionId& election, std::string_view party) const;

 private:
  std::vector<Alliance> alliances_;
};

/// Whose results we look at: one or more parties that count as one in one election.
struct Side {
  std::string id;  ///< as the user wrote it: "NDA", "BJP", "SP+INC"
  Bilingual name;
  std::vector<std::string> parties;  ///< codes, sorted, never empty

  [[nodiscard]] bool holds(std::string_view party) const;
};

/// Reads `text` (an alliance, a party, or several of them joined by '+') for one election.
/// Errors: `unknown_side` if a part of it stood nowhere in `results`; lists the alliances and larger parties that did.
Result<Side> resolve_side(std::string_view text, const ElectionResults& results, const Alliances& alliances,
                          const std::vector<Party>& parties);

}  // namespace boothwise
