#pragma once

#include "training/hall.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Certificates, what follows a session, and the report of it. Shapes: docs/api.md#training. Errors of all also:
/// `session_unknown`, those of Access::permit, `operations_failed`.
namespace boothwise::training {

/// One for everybody who came and finished the session's courses and has none of it yet. Answers with all of them, and
/// with who came and is not finished.
Result<boost::json::object> issue_certificates(Hall& hall, const std::string& session);
Result<boost::json::object> certificates_view(Hall& hall, const std::string& session);
/// Body: {reason}. Errors: `certificate_unknown`, also where it was revoked before.
Result<boost::json::object> revoke_certificate(Hall& hall, const std::string& code, std::string_view text);

/// What anybody sees who has the code: name, courses, session, day, whether it holds. No name where the person left
/// (R39). Errors: `certificate_unknown`.
Result<boost::json::object> certificate_view(Hall& hall, std::string_view code);
/// The same as a PDF page, A4 across, in Hindi and English, with a QR code of `address`. Errors: likewise; those of
/// drawing.
Result<std::string> certificate_pdf(Hall& hall, std::string_view code, const std::string& address);

/// Tasks 30, 60 and 90 days after the session, for everybody who came, at her unit. Those there are stay. Answers with
/// how many are new.
Result<boost::json::object> plan_follow_ups(Hall& hall, const std::string& session);

}  // namespace boothwise::training
