#include "services/protected_answers.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/sealed_box.hpp"
#include "services/sealed_reading.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::ReceiptState;
using operations::SealedConsent;

namespace {

constexpr std::size_t base64_of_box_max = box_bytes_max / 3 * 4 + 4;
constexpr std::size_t encrypted_file_max = std::size_t{16} << 10U;
constexpr std::size_t consents_most = 2;

Error answer_refused(ErrorKind kind, std::string code, std::string_view field, Bilingual message) {
  return refused_field(kind, std::move(code), field, std::move(message));
}

Error box_malformed() {
  return answer_refused(ErrorKind::bad_input, "box_malformed", "box",
                        {"expected answers sealed to the wave's key and filled to 1,024 bytes, or an encrypted form "
                         "of up to 16 KiB without pictures",
                         "चरण की कुंजी से बंद और 1,024 बाइट तक भरे उत्तर, या बिना चित्र का 16 KiB तक का एन्क्रिप्टेड फ़ॉर्म चाहिए"});
}

Error consent_missing() {
  return answer_refused(ErrorKind::bad_input, "consent_missing", "consents",
                        {"a protected answer comes with consent to its purpose and the notice that was shown",
                         "संरक्षित उत्तर के साथ उसके उद्देश्य की सहमति और दिखाई गई सूचना चाहिए"});
}

Error wave_unknown(std::string_view wave) {
  return refused_field(ErrorKind::not_found, "wave_unknown", "wave", {"there is no such wave", "ऐसा कोई चरण नहीं है"},
                       wave);
}

Error receipt_malformed() {
  return answer_refused(
      ErrorKind::bad_input, "receipt_malformed", "receipt",
      {"expected a code as on the slip: 12 digits and letters a to f", "पर्ची जैसा कोड चाहिए: 12 अंक या a से f तक अक्षर"});
}

Result<std::string> receipt_of(std::string_view typed) {
  auto code = forms::parse_receipt_code(typed);
  return code ? Result<std::string>(std::move(*code)) : receipt_malformed();
}

Result<SealedConsent> consent_in(const JsonBody& body, const Day& day) {
  constexpr std::size_t language_most = 8;
  constexpr std::size_t notice_most = 80;
  BOOTHWISE_CHECK(body.only({"purpose", "notice", "language"}));
  BOOTHWISE_TRY(purpose, body.text("purpose", code_bytes_most));
  BOOTHWISE_TRY(notice, body.text("notice", notice_most));
  BOOTHWISE_TRY(language, body.text("language", language_most));
  return SealedConsent{purpose, notice, language, iso_date(day)};
}

/// Of each protected purpose one at most, and of some at least.
Status check_consents(const std::vector<SealedConsent>& consents) {
  std::vector<std::string_view> seen;
  for (const SealedConsent& consent : consents) {
    const bool protected_one = consent.purpose == "community" || consent.purpose == "economic";
    if (!protected_one || consent.notice.empty() || std::ranges::find(seen, consent.purpose) != seen.end())
      return consent_missing();
    seen.emplace_back(consent.purpose);
  }
  return seen.empty() ? Status(consent_missing()) : success();
}

Result<operations::Wave> wave_there(operations::Store& sealed, std::string_view code) {
  BOOTHWISE_TRY(wave, operations::wave(sealed, code));
  if (!wave) return wave_unknown(code);
  return std::move(*wave);
}

std::string kept_receipt(const ServerKey& key, std::string_view receipt) {
  return key.keyed_id(ServerKey::Purpose::protected_receipts, receipt);
}

/// A telephone's clock may be wrong: a day outside the wave is told as its nearest.
std::string day_within(const operations::Wave& wave, const Day& day) {
  return std::clamp(iso_date(day), wave.first_day, wave.last_day);
}

}  // namespace

Result<ProtectedAnswer> parse_protected_answer(std::string_view text) {
  constexpr std::int64_t ac_most = 9999;
  constexpr std::size_t part_most = 20;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"wave", "unit", "receipt", "day", "consents", "box"}));
  BOOTHWISE_TRY(wave, body.text("wave", code_bytes_most));
  BOOTHWISE_TRY(unit, body.object_or_none("unit"));
  if (!unit) return JsonBody::malformed("unit", "expected {\"ac_no\", \"part\"}", "{\"ac_no\", \"part\"} चाहिए");
  BOOTHWISE_TRY(ac, unit->integer("ac_no", 1, ac_most));
  BOOTHWISE_TRY(part_text, unit->text("part", part_most));
  BOOTHWISE_TRY(typed, body.text("receipt", code_bytes_most));
  BOOTHWISE_TRY(day_text, body.text("day", code_bytes_most));
  BOOTHWISE_TRY(list, body.objects("consents", consents_most));
  BOOTHWISE_TRY(box_text, body.text("box", base64_of_box_max));
  const auto part = parse_part(part_text);
  if (!part)
    return refused_field(ErrorKind::bad_input, "part_malformed", "part", {"expected a part's number", "भाग संख्या चाहिए"},
                         part_text);
  const auto day = parse_date(day_text);
  if (!day)
    return refused_field(ErrorKind::bad_input, "date_malformed", "day",
                         {"expected a date such as 2026-01-06", "2026-01-06 जैसी तिथि चाहिए"}, day_text);
  auto box = bytes_of_base64(box_text);
  if (!box || !looks_sealed(*box)) return box_malformed();
  BOOTHWISE_TRY(receipt, receipt_of(typed));
  ProtectedAnswer answer{
      std::move(wave), AcNo(static_cast<std::int32_t>(ac)), to_string(*part), std::move(receipt), *day, {}, "box",
      std::move(*box)};
  for (const JsonBody& one : list) {
    BOOTHWISE_TRY(consent, consent_in(one, *day));
    answer.consents.push_back(std::move(consent));
  }
  BOOTHWISE_CHECK(check_consents(answer.consents));
  return answer;
}

Result<ProtectedAnswer> protected_from_encrypted(Workspace& workspace, const EncryptedSubmission& submission) {
  const std::optional<forms::Encrypted>& encrypted = submission.manifest.encrypted;
  if (!encrypted || !encrypted->files.empty() || submission.answers_file.empty() ||
      submission.answers_file.size() > encrypted_file_max)
    return box_malformed();
  const auto receipt = forms::receipt_code(submission.manifest.instance_id);
  if (!receipt) return receipt_malformed();
  BOOTHWISE_TRY(sealed, workspace.sealed->store());
  BOOTHWISE_TRY(wave, wave_there(*sealed, submission.wave));
  const auto open_half = bytes_of_hexadecimal(wave.box_key, wave.box_key.size() / 2);
  if (!open_half) throw BrokenInvariant("a wave's key is malformed");
  const std::string text =
      encrypted_form_text({encrypted->key, submission.manifest.instance_id, submission.answers_file});
  return ProtectedAnswer{submission.wave, submission.ac,       submission.part, *receipt,
                         submission.day,  submission.consents, "odk",           seal_box(*open_half, text)};
}

Status take_protected_answer(Workspace& workspace, const ServerKey& key, const ProtectedAnswer& answer) {
  BOOTHWISE_CHECK(check_consents(answer.consents));
  BOOTHWISE_TRY(sealed, workspace.sealed->store());
  const std::string receipt = kept_receipt(key, answer.receipt);
  return sealed->atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(state, operations::receipt_state(inside, receipt));
    if (state == ReceiptState::withdrawn)
      return answer_refused(
          ErrorKind::conflict, "receipt_withdrawn", "receipt",
          {"this answer was withdrawn; nothing of it is kept", "यह उत्तर वापस लिया गया है; इसका कुछ नहीं रखा गया"});
    if (state == ReceiptState::there) return success();
    BOOTHWISE_TRY(wave, wave_there(inside, answer.wave));
    if (!wave.open)
      return refused_field(
          ErrorKind::conflict, "wave_closed", "wave",
          {"this wave is closed; answers are taken in the next one", "यह चरण बंद है; उत्तर अगले चरण में लिए जाएँगे"},
          answer.wave);
    const std::string day = day_within(wave, answer.day);
    std::vector<SealedConsent> consents = answer.consents;
    for (SealedConsent& consent : consents) consent.day = day;
    return operations::add_sealed_answer(
        inside, {receipt, answer.wave, answer.ac.value, answer.part, day, answer.kind, base64(answer.box)}, consents);
  });
}

Result<bool> withdraw_protected_answer(Workspace& workspace, const ServerKey& key, std::string_view receipt,
                                       Day today) {
  BOOTHWISE_TRY(code, receipt_of(receipt));
  BOOTHWISE_TRY(sealed, workspace.sealed->store());
  bool was_there = false;
  BOOTHWISE_CHECK(sealed->atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(withdrawn, operations::withdraw_receipt(inside, kept_receipt(key, code), iso_date(today)));
    was_there = withdrawn;
    return success();
  }));
  BOOTHWISE_CHECK(sealed->scrub());
  return was_there;
}

Result<json::object> protected_receipt_view(Workspace& workspace, const ServerKey& key, std::string_view receipt) {
  BOOTHWISE_TRY(code, receipt_of(receipt));
  BOOTHWISE_TRY(sealed, workspace.sealed->store());
  const std::string kept = kept_receipt(key, code);
  BOOTHWISE_TRY(state, operations::receipt_state(*sealed, kept));
  BOOTHWISE_TRY(consents, operations::sealed_consents(*sealed, kept));
  json::array list;
  for (const SealedConsent& consent : consents)
    list.push_back({{"purpose", consent.purpose},
                    {"notice", consent.notice},
                    {"language", consent.language},
                    {"day", consent.day}});
  const char* name = state == ReceiptState::there       ? "there"
                     : state == ReceiptState::withdrawn ? "withdrawn"
                                                        : "unknown";
  return json::object{{"receipt", forms::shown_receipt_code(code)}, {"state", name}, {"consents", std::move(list)}};
}

}  // namespace boothwise::services
