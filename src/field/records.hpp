#pragma once

#include "field/door.hpp"
#include "field/inbox.hpp"
#include "forms/multipart.hpp"
#include "forms/submission.hpp"
#include "operations/records.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Filled forms come in (OR-40 to OR-50): once and only once, under a key each, with what the person agreed to.
namespace boothwise::field {

/// What became of what was sent.
struct Taken {
  bool complete = true;   ///< false while files that it names have not come
  bool was_here = false;  ///< sent again
};

/// Takes a filled form with its files; on the disk when it returns. `parts`: of the multipart body. `method`: "collect"
/// or "web". Errors: `submission_missing`, those of read_submission; `form_unknown` (not_found), `form_closed`
/// (conflict), `form_not_yours` (forbidden), `record_differs` (conflict) where another record has the id,
/// `record_withdrawn` (conflict) where the person withdrew it, `replaced_unknown` (not_found), `replaced_before`
/// (conflict), `protected_plain` (forbidden) for protected answers that are not sealed.
Result<Taken> take_record(const FieldDoor& door, RecordInbox& inbox, const operations::Device& device,
                          std::span<const forms::Part> parts, std::string_view method);

/// How many records lie at a unit and below: held, incomplete, quarantined, with faults; by form, by booth, by phone
/// and day. No answers.
Result<boost::json::object> record_counts(Caller& caller, std::int64_t unit);

/// Until when a record lasts: 14 days in quarantine, as long as its longest purpose otherwise; nothing for one that
/// lasts until the campaign ends. `agreed`: what stands, by purpose.
std::optional<Instant> kept_until(const operations::Record& record, const std::map<std::string, bool>& agreed);

/// Keyed hash by which a record is known: form and instanceID say nothing without the key.
std::string record_id_of(const ServerKey& key, std::string_view form_name, std::string_view instance_id);
/// Keyed hash of a receipt's code.
std::string receipt_id_of(const ServerKey& key, std::string_view code);

}  // namespace boothwise::field
