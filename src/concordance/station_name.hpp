#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boothwise::concordance {

/// What a polling station stands in. Sheets abbreviate it in many ways: प्रा0वि0, प्रा0पा0, P.S., PRA.VI., ….
enum class Building : std::uint8_t {
  unknown,
  primary_school,        ///< प्राथमिक विद्यालय / पाठशाला
  upper_primary_school,  ///< पूर्व माध्यमिक, उच्च प्राथमिक, जूनियर हाई स्कूल
  secondary_school,  ///< इण्टर कालेज, हाई स्कूल, उच्चतर माध्यमिक
  other_school,  ///< a school of which no more is said
  college,       ///< महाविद्यालय, डिग्री कालेज
  community_building,  ///< पंचायत भवन / घर, सामुदायिक केन्द्र, बारात घर
  office,            ///< कार्यालय, ब्लाक, नगर पालिका
  childcare_centre,  ///< आंगनबाड़ी केन्द्र
};

/// Which of a building's rooms or sides, or which of a village's schools. 0: not said.
struct Portion {
  std::int32_t room = 0;       ///< कक्ष संख्या
  std::int32_t ordinal = 0;    ///< प्रथम, द्वितीय; I, II
  std::uint8_t direction = 0;  ///< 1 north, 2 east, 3 middle, 4 west, 5 south: as they lie in a row

  friend auto operator<=>(const Portion&, const Portion&) = default;
};

/// A station's name taken apart.
struct StationName {
  Building building = Building::unknown;
  bool for_girls = false;  ///< कन्या, बालिका: a school of its own
  Portion portion;
  std::vector<std::string> place;  ///< the remaining words, as names::normalised writes them, in order
};

/// Takes a name apart, in Devanagari or Latin or both. `number` is the station's own, which some sheets print in front
/// of the name. Any text is taken. Words and abbreviations: docs/definitions.md#booths-across-elections.
StationName parse_station_name(std::string_view text, std::int32_t number);

}  // namespace boothwise::concordance
