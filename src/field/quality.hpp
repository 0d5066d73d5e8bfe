#pragma once

#include "field/door.hpp"
#include "field/visits.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// How good field work is, and what is decided about it (issue's fairness: reasons shown, units and names in order, no
/// ranking). Views: docs/api.md#quality. What is odd: docs/definitions.md#field-quality.
namespace boothwise::field {

struct QualityAsked {
  std::int64_t unit = 0;    ///< 0: the topmost
  std::string form{};       ///< its id
  std::string first_day{};  ///< two weeks before the last if left out
  std::string last_day{};   ///< today if left out
};
/// What is read for it below a unit. Errors: `date_malformed`.
Result<VisitsQuestion> visits_question(Caller& caller, const UnitPath& at, const QualityAsked& asked);
/// Coverage by booth, and by worker and day what came, what is odd and what was decided; households that came twice. No
/// answer and no person is in it. The look is noted. Errors: `form_unknown`, `date_malformed`, `too_many_records`;
/// those of Access::permit.
Result<boost::json::object> quality_view(const FieldDoor& door, Caller& caller, const QualityAsked& asked);

/// Body: `device`, `day`, `state` (approved, sent_back, rolled_back), `reason` (for the worker to read; needed unless
/// approved). Only days that are over. Records of a day that was rolled back count nowhere. Errors: `device_unknown`,
/// `day_not_over`.
Result<boost::json::object> review_day(Caller& caller, std::string_view text);

/// For a worker's phone: her days that were sent back, with the reason.
Result<boost::json::object> sent_back_view(const FieldDoor& door, const operations::Device& device);

}  // namespace boothwise::field
