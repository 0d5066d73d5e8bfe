#pragma once

#include "field/door.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::field {

/// A house of a booth's roll; no person is in it.
struct House {
  std::string id;       ///< keyed: says nothing without the server's key
  std::string section;  ///< number, and name where the roll has one
  std::string house_no;
  std::int64_t electors = 0;
};
/// The houses of a phone's booth in walking order: by section and house number, as one walks, not by anybody's name;
/// from the newest roll. Empty for a phone at no booth, or without a roll. Errors: those of the warehouse.
Result<std::vector<House>> households(const FieldDoor& door, const operations::Device& device);

/// The same as CSV with name (the id), label, section, house_no, electors: a list that a form can choose from.
Result<std::string> households_list(const FieldDoor& door, const operations::Device& device);

/// "9" before "10" before "10A"; digits of either script.
std::strong_ordering house_order(std::string_view a, std::string_view b);

}  // namespace boothwise::field
