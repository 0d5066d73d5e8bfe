#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"

/// Answer cards as they are being written, and what was published of them (rule R31). Every function's errors:
/// `operations_failed`, and those named.
namespace boothwise::operations {

struct KeptCard {
  std::string claim;
  std::string content;  ///< JSON: docs/formats.md#answer-cards
  std::string changes;  ///< JSON of what the data say otherwise by now; empty where nothing
  std::int64_t revision = 0;
  std::string looked_at_data;  ///< names the data that the figures were last held against
  std::string written_by;      ///< user
  Instant written_at;
};
/// Errors: `operations_taken` where the claim has one.
Status add_card(Store& store, const KeptCard& card);
/// In place of the revision that `card` names; false where it is no longer that one.
Result<bool> change_card(Store& store, const KeptCard& card);
Result<std::optional<KeptCard>> card_of(Store& store, const std::string& claim);
/// Cards that are being written or were published and were last held against other data than these.
Result<std::vector<KeptCard>> cards_to_look_at(Store& store, const std::string& data, std::int64_t most);
/// What was found when the card was held against data. False where it was changed meanwhile.
Result<bool> note_looked_at(Store& store, const KeptCard& card, const std::string& data, const std::string& changes);

/// One version of an answer: never changed.
struct AnswerVersion {
  std::string claim;
  std::int64_t version = 0;  ///< from 1
  std::string kind;          ///< published, corrected, withdrawn
  std::string content;       ///< JSON: docs/formats.md#answers
  std::string words;         ///< folded, for search on a phone
  Bilingual note;            ///< what was wrong, or why it was withdrawn; empty of the first
  std::string written_by;
  std::string reviewed_by;
  Instant at;
};
/// Errors: `operations_taken` where the version is there.
Status add_answer_version(Store& inside, const AnswerVersion& version);
/// In order; none where nothing was published.
Result<std::vector<AnswerVersion>> answer_versions(Store& store, const std::string& claim);
/// The last version of each answer, the newest first.
Result<std::vector<AnswerVersion>> newest_answers(Store& store, std::int64_t most);

}  // namespace boothwise::operations
