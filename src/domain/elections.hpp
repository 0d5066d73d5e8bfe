#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"

namespace boothwise {

enum class House : std::uint8_t { lok_sabha, vidhan_sabha };

/// "LS" / "VS".
std::string_view house_code(House house);

/// The boundaries that an election was held on. Seats of different orders are never compared seat by seat.
enum class Delimitation : std::uint8_t { before_2008, order_2008 };

/// One election: a general election of a house in a year, or that year's by-elections taken together.
struct ElectionId {
  House house = House::lok_sabha;
  std::int32_t year = 0;
  bool by_election = false;

  friend auto operator<=>(const ElectionId&, const ElectionId&) = default;
};

/// "LS-2019", "LS-2018-BY".
std::string to_string(const ElectionId& election);

/// Takes "LS-2019", "ls2019", "LS 2019", "LS-2018-BY". Nothing if it is none of these or the year is outside 1950-2100.
std::optional<ElectionId> parse_election(std::string_view text);

/// {"Lok Sabha 2019", "लोक सभा 2019"}; by-elections say so.
Bilingual election_name(const ElectionId& election);

/// The order of 2008 was first used for the Lok Sabha of 2009 and, in Uttar Pradesh, the Vidhan Sabha of 2012.
Delimitation delimitation_of(const ElectionId& election);

}  // namespace boothwise
