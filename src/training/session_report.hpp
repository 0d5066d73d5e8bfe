#pragma once

#include "training/hall.hpp"

#include <boost/json/object.hpp>
#include <string>

#include "base/bilingual.hpp"
#include "base/result.hpp"

namespace boothwise::training {

/// Session by session for the head: by unit and post who was asked, answered, came, what she did, how her quizzes went,
/// whether she has a certificate, how far her follow-up tasks are; by course; what people said. docs/api.md#training.
/// Errors: `session_unknown`, those of Access::permit, `operations_failed`.
Result<boost::json::object> session_report(Hall& hall, const std::string& session);

/// The same as a table: CSV with a BOM. (PDF and Excel: papers.) Errors: likewise.
Result<std::string> session_report_csv(Hall& hall, const std::string& session, Language language);

}  // namespace boothwise::training
