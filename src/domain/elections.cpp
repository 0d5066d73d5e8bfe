#include "domain/elections.hpp"

#include "base/text.hpp"

namespace boothwise {

std::string_view house_code(House house) { return house == House::lok_sabha ? "LS" : "VS"; }

std::string to_string(const ElectionId& election) {
  return std::string(house_code(election.house)) + "-" + std::to_string(election.year) +
         (election.by_election ? "-BY" : "");
}

std::optional<ElectionId> parse_election(std::string_view text) {
  std::string letters = ascii_lower(trimmed(text));
  std::erase_if(letters, [](char c) { return c == '-' || c == ' ' || c == '_'; });
  ElectionId election;
  if (letters.starts_with("ls")) {
    election.house = House::lok_sabha;
  } else if (letters.starts_with("vs")) {
    election.house = House::vidhan_sabha;
  } else {
    return std::nullopt;
  }
  std::string_view rest = std::string_view(letters).substr(2);
  if (rest.ends_with("by")) {
    election.by_election = true;
    rest.remove_suffix(2);
  }
  if (rest.size() != 4 || rest.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  for (const char digit : rest) election.year = election.year * 10 + (digit - '0');
  if (election.year < 1950 || election.year > 2100) return std::nullopt;
  return election;
}

Bilingual election_name(const ElectionId& election) {
  const bool lok_sabha = election.house == House::lok_sabha;
  const std::string year = std::to_string(election.year);
  return {(lok_sabha ? "Lok Sabha " : "Vidhan Sabha ") + year + (election.by_election ? " by-elections" : ""),
          (lok_sabha ? "लोक सभा " : "विधान सभा ") + year + (election.by_election ? " उपचुनाव" : "")};
}

Delimitation delimitation_of(const ElectionId& election) {
  constexpr std::int32_t first_lok_sabha = 2009;
  constexpr std::int32_t first_vidhan_sabha = 2012;
  const std::int32_t first = election.house == House::lok_sabha ? first_lok_sabha : first_vidhan_sabha;
  return election.year >= first ? Delimitation::order_2008 : Delimitation::before_2008;
}

}  // namespace boothwise
