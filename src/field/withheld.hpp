#pragma once

#include "field/door.hpp"
#include "operations/records.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/sealed_stream.hpp"

/// Withdrawn records whose notice said that they are kept sealed for a year (rule R6; r. 8(3) of the DPDP Rules 2025):
/// off every list, page and backup, their key in two halves that two officers outside the campaign's team can put
/// together. docs/security.md#withheld.
namespace boothwise::field {

/// The first day on which destroying is no longer what a notice says if it says nothing: r. 8(3) comes into force.
inline constexpr std::string_view sealing_since = "2027-05-13";
inline constexpr std::int64_t withheld_days = 365;

/// Names the two, with the open halves of their keys; one who was named before is replaced, and what is sealed to her
/// stays so. Errors: `officer_twice` for two of one name or key.
Result<boost::json::object> name_officers(Caller& caller, const std::vector<std::string>& names,
                                          const std::vector<std::string>& open_halves);
/// Who they are, and how many records are destroyed on which day. No contents.
Result<boost::json::object> withheld_view(Caller& caller);

/// What becomes of a record of this notice ("KEY/VERSION") when it is withdrawn: sealed, or destroyed.
Result<bool> is_sealed_by(operations::Store& store, const std::string& notice);
/// Whether both officers are named; and the error where they must be.
Result<bool> officers_named(Workspace& workspace);
Error officers_missing();

/// Puts a record away and destroys its key here, in one step; its files are moved aside. One whose key is gone is
/// passed over. Errors: `officers_missing`.
Status withhold(const FieldDoor& door, const operations::Record& record,
                const std::vector<operations::RecordFile>& files);
/// What lies under a receipt's code, for a lawful written demand: both officers bring their keys. Noted with `demand`.
/// Errors: `receipt_unknown`, `officer_other` where a key is not one that it was sealed to.
Result<boost::json::object> open_withheld(const FieldDoor& door, std::string_view typed, const SealingKeys& first,
                                          const SealingKeys& second, const std::string& demand);
/// Destroys what is a year old by `today`; how many.
Result<std::int64_t> destroy_withheld(const FieldDoor& door);

}  // namespace boothwise::field
