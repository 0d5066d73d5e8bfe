#pragma once

#include "forms/submission.hpp"
#include "operations/sealed_answers.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/secrets.hpp"
#include "domain/places.hpp"
#include "services/workspace.hpp"

/// The way in for protected answers, and out again for who withdraws (rules R14, R15). What is kept says nothing of
/// whose it is: no device, worker, household, order or hour. docs/security.md#protected-answers.
namespace boothwise::services {

/// A protected answer as it is taken: sealed to its wave's key.
struct ProtectedAnswer {
  std::string wave;
  AcNo ac;
  std::string part;
  std::string receipt;  ///< 12 hexadecimal digits
  Day day;
  std::vector<operations::SealedConsent> consents;
  std::string kind = "box";
  std::string box;  ///< bytes
};

/// What a web form sends: {wave, unit: {ac_no, part}, receipt, day, consents: [{purpose, notice, language}], box}.
/// Errors: `body_malformed`, `box_malformed` (not base64, or of a length that no filled box has),
/// `receipt_malformed`, `part_malformed`, `date_malformed`, `consent_missing`.
Result<ProtectedAnswer> parse_protected_answer(std::string_view body);

/// What came with the manifest of an encrypted XForm: its file of answers, and what its form says.
struct EncryptedSubmission {
  std::string wave;
  AcNo ac;
  std::string part;
  Day day;
  std::vector<operations::SealedConsent> consents;  ///< the form's purposes and notice; what was said is inside
  forms::Submission manifest;
  std::string answers_file;  ///< bytes
};
/// Seals it once more, so that neither its id nor its length is kept. Errors: `box_malformed` (no manifest of an
/// encrypted form, a file over 16 KiB, media), `receipt_malformed`, `wave_unknown`; those of the store.
Result<ProtectedAnswer> protected_from_encrypted(Workspace& workspace, const EncryptedSubmission& submission);

/// Keeps it. One that is there already is not kept again and answered alike; which of both it was is not told. Errors:
/// `wave_unknown`, `wave_closed`, `receipt_withdrawn` (conflict), `consent_missing`; those of the store.
Status take_protected_answer(Workspace& workspace, const ServerKey& key, const ProtectedAnswer& answer);

/// Erases what was given under a receipt, and refuses late copies of it from then on; also where nothing came yet.
/// True if something was there. Errors: `receipt_malformed`; those of the store.
Result<bool> withdraw_protected_answer(Workspace& workspace, const ServerKey& key, std::string_view receipt, Day today);

/// What the holder of a receipt may see: state, and to what she agreed; never an answer. Errors: likewise.
Result<boost::json::object> protected_receipt_view(Workspace& workspace, const ServerKey& key,
                                                   std::string_view receipt);

}  // namespace boothwise::services
