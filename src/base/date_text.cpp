#include "base/date_text.hpp"

#include <array>
#include <string_view>

namespace boothwise {

namespace {

struct MonthName {
  std::string_view en;
  std::string_view hi;
};
/// The months' names as CLDR has them for `en` and `hi`.
constexpr std::array months = {
    MonthName{"January", "जनवरी"}, MonthName{"February", "फ़रवरी"}, MonthName{"March", "मार्च"},
    MonthName{"April", "अप्रैल"},    MonthName{"May", "मई"},         MonthName{"June", "जून"},
    MonthName{"July", "जुलाई"},     MonthName{"August", "अगस्त"},    MonthName{"September", "सितंबर"},
    MonthName{"October", "अक्टूबर"}, MonthName{"November", "नवंबर"},  MonthName{"December", "दिसंबर"}};

}  // namespace

Bilingual date_text(const Day& day) {
  const MonthName& month = months.at(static_cast<unsigned>(day.month()) - 1);
  const std::string number = std::to_string(static_cast<unsigned>(day.day()));
  const std::string year = std::to_string(static_cast<int>(day.year()));
  return {number + " " + std::string(month.en) + " " + year, number + " " + std::string(month.hi) + " " + year};
}

Bilingual date_text(const std::string& iso_day) {
  const auto day = parse_date(iso_day);
  return day ? date_text(*day) : Bilingual{iso_day, iso_day};
}

}  // namespace boothwise
