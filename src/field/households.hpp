#pragma once

#include "field/door.hpp"

#include <compare>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boothwise::field {

/// The houses of a phone's booth in walking order (by section and house number, as one walks, not by anybody's name),
/// from the newest roll: CSV with name (a keyed id), label, section, house_no, electors. No person is in it. Only the
/// header for a phone at no booth, or without a roll. Errors: those of the warehouse.
Result<std::string> households_list(const FieldDoor& door, const operations::Device& device);

/// "9" before "10" before "10A"; digits of either script.
std::strong_ordering house_order(std::string_view a, std::string_view b);

}  // namespace boothwise::field
