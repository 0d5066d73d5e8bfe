#pragma once

#include "field/door.hpp"
#include "operations/records.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"

/// How what persons told us ends (rules R5, R6, R40), as the notice said that they were shown: destroyed with its key,
/// or put away for a year (field/withheld.hpp). docs/security.md#erasure.
namespace boothwise::field {

/// What holds now of what was agreed to: the last row of each purpose.
std::map<std::string, bool> standing(const std::vector<operations::Consent>& rows);

/// Ends a record: its key first, then its rows and files; late copies are refused (OR-49). REQUIRES: nothing holds a
/// transaction.
Status erase_record(const FieldDoor& door, const operations::Record& record);

/// Takes back some purposes of a record: their answers and files go, and the rest lies under a new key, so that no
/// backup opens what went. True if any purpose is left; else nothing was done. REQUIRES: as erase_record.
Result<bool> erase_purposes(const FieldDoor& door, const operations::Record& record,
                            const std::vector<std::string>& purposes);

/// Erases what has lasted as long as it may: quarantined for 14 days, call backs after 30 (R22), withheld for a year.
/// How many.
Result<std::int64_t> erase_what_is_over(const FieldDoor& door);

/// Ends every record of a person (R40) and says so in a certificate signed with the server's key: counts, times, the
/// heads of the audit trail. `by`: two people's names, who decided it.
Result<boost::json::object> destroy_all(const FieldDoor& door, const std::vector<std::string>& by, Progress& progress);

/// Writes to the audit trail what a person did with the code of her slip.
Status note_by_person(const FieldDoor& door, operations::Store& inside, std::string_view action,
                      const operations::Record& record);
/// The version of the form that a record was filled in.
Result<std::shared_ptr<const PublishedForm>> form_of(const FieldDoor& door, const operations::Record& record);

}  // namespace boothwise::field
