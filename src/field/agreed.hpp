#pragma once

#include "field/door.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

/// Households of a phone's booth that agreed to be contacted again, as the offline list of a form for call-backs or
/// follow-up visits (OR-8; docs/security.md#households-that-agreed). Of the record there is the house and the hour that
/// was wished in it, no name, no number, no answer: whoever did not agree, took it back (R5), is to be left alone (R27)
/// or was never there looks the same.
namespace boothwise::field {

/// The list's file, as forms and manifests name it; the name without ".csv" is the entity list's.
constexpr std::string_view agreed_list = "agreed_households.csv";

struct AgreedHouse {
  std::string id;  ///< a UUID (v4 in form) made with the server's key; another one once the record was edited
  std::string section;
  std::string house_no;
  std::string wished;  ///< when to come, in Hindi as the form has it; empty if nothing was said
};
/// In walking order: by section and house number; each house once, by its newest record, unless a newer one of it said
/// no. Empty for a phone at no booth.
/// Errors: those of the stores.
Result<std::vector<AgreedHouse>> agreed_households(const FieldDoor& door, const operations::Device& device);

/// The same as CSV: `name` (the id), `label`, `__version`, `section`, `house_no`, `wished`.
Result<std::string> agreed_households_list(const FieldDoor& door, const operations::Device& device);

/// Each id, and whether a phone must delete it: true for all but those on the phone's own list now.
Result<std::vector<std::pair<std::string, bool>>> deleted_households(const FieldDoor& door,
                                                                     const operations::Device& device,
                                                                     std::span<const std::string> ids);

}  // namespace boothwise::field
