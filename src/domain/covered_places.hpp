#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"

/// Places as a unit of the organisation covers them, and the text that people write them in (docs/formats.md#places).
namespace boothwise {

enum class PlaceKind : std::uint8_t { state, district, pc, ac, part };

/// "state", "district", "pc", "ac", "part".
std::string_view code_of(PlaceKind kind);
/// REQUIRES: one of the above.
PlaceKind place_kind_of(std::string_view code);

/// One place that a unit covers.
struct CoveredPlace {
  PlaceKind kind = PlaceKind::state;
  std::int32_t number = 0;  ///< of the PC or AC, of a part's AC; 0 for a state or a district
  std::string text{};       ///< a district's id; a part's number with its suffix: "9A"

  friend auto operator<=>(const CoveredPlace&, const CoveredPlace&) = default;
};

CoveredPlace part_of(AcNo ac, const Part& part);

/// "AC 12, 14-16; parts 12: 1-8, 9A; district Agra; PC 3; state", in English or Hindi words, parted by semicolons;
/// digits of either script. In order, each once. Nothing is looked up: a district may be any word. Errors:
/// `places_malformed` with the piece that was not understood; `places_too_many` above 5,000.
Result<std::vector<CoveredPlace>> parse_places(std::string_view text);

/// The text that gives the places back, runs of numbers drawn together; in order.
std::string format_places(std::span<const CoveredPlace> places);
/// The same for people: "विधान सभा 12; भाग 12: 1-8, 9A".
Bilingual describe_places(std::span<const CoveredPlace> places);

/// Gives districts their ids and refuses what the state does not have. A state without tables takes everything but
/// districts. Errors: `place_unknown`, with the place as the value.
Result<std::vector<CoveredPlace>> known_places(const Places& places, std::vector<CoveredPlace> wanted);

}  // namespace boothwise
