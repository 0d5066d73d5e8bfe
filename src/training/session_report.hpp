#pragma once

#include "training/hall.hpp"

#include <boost/json/object.hpp>
#include <string>

#include "base/bilingual.hpp"
#include "base/result.hpp"

namespace boothwise::training {

/// Session by session for the head: by unit and post who was asked, answered, came, finished, has a certificate; what
/// people said. docs/api.md#training. Errors: `session_unknown`, those of Access::permit, `operations_failed`.
Result<boost::json::object> session_report(Hall& hall, const std::string& session);

/// The same as a table: CSV with a BOM, or an Excel workbook. Errors: likewise; those of writing.
Result<std::string> session_report_csv(Hall& hall, const std::string& session, Language language);
Result<std::string> session_report_xlsx(Hall& hall, const std::string& session, Language language);

}  // namespace boothwise::training
