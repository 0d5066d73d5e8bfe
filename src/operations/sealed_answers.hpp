#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// Protected answers as they came: sealed, and linked to nobody (rule R15). Functions REQUIRE a store of Book::sealed,
/// with which no other book can be joined. Every function's errors: `operations_failed`, and those named.
namespace boothwise::operations {

/// A wave with the open halves of its keys. plan: docs/formats.md#wave-plan.
struct Wave {
  std::string code;
  std::string first_day;
  std::string last_day;
  std::string plan;
  std::string box_key;  ///< hexadecimal
  std::string rsa_key;  ///< base64
  std::string verifying_key;
  bool open = true;
};

/// Errors: `operations_taken` where the code is another wave's.
Status add_wave(Store& sealed, const Wave& wave);
/// In order of their first day.
Result<std::vector<Wave>> waves(Store& sealed);
Result<std::optional<Wave>> wave(Store& sealed, std::string_view code);
/// True if the wave is there.
Result<bool> set_wave_open(Store& sealed, std::string_view code, bool open);

struct SealedConsent {
  std::string purpose;
  std::string notice;  ///< "KEY/VERSION"
  std::string language;
  std::string day;
};

struct SealedAnswer {
  std::string receipt;  ///< keyed hash
  std::string wave;
  std::int64_t ac = 0;
  std::string part;
  std::string day;
  std::string kind;  ///< box, odk
  std::string box;   ///< base64
};

enum class ReceiptState : std::uint8_t { unknown, there, withdrawn };
Result<ReceiptState> receipt_state(Store& sealed, std::string_view receipt);
/// REQUIRES: inside a transaction; at least one consent, or the database refuses the row.
Status add_sealed_answer(Store& inside, const SealedAnswer& answer, const std::vector<SealedConsent>& consents);
/// What a receipt's holder agreed to.
Result<std::vector<SealedConsent>> sealed_consents(Store& sealed, std::string_view receipt);
/// Erases answer and consents and notes the receipt as withdrawn. True if anything was there. REQUIRES: inside a
/// transaction.
Result<bool> withdraw_receipt(Store& inside, std::string_view receipt, const std::string& day);
Result<std::int64_t> count_sealed_answers(Store& sealed, std::string_view wave);
/// Those of a wave, in the order of their receipts' hashes, which is random. Receipt and day are not given out.
/// REQUIRES: inside at_one_moment.
Status each_sealed_answer(Store& inside, std::string_view wave,
                          const std::function<Status(const SealedAnswer& answer)>& take);

}  // namespace boothwise::operations
