#pragma once

#include "answers/card.hpp"
#include "answers/word_list.hpp"
#include "asking/figures.hpp"
#include "operations/answers.hpp"
#include "operations/claims.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/caller.hpp"
#include "services/snapshot.hpp"

/// What the use cases about claims and answers share.
namespace boothwise::answers {

/// Who asks, and the data that answers rest on. Used by one thread, for one request.
class Desk {
 public:
  Desk(services::Caller& caller, const services::Snapshot& snapshot);
  /// The same with figures from elsewhere: for tests.
  Desk(services::Caller& caller, const services::Snapshot& snapshot, LiveFigures figures);
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  [[nodiscard]] services::Caller& caller() const { return caller_; }
  [[nodiscard]] const services::Snapshot& snapshot() const { return snapshot_; }
  [[nodiscard]] const LiveFigures& figures() const { return live_; }
  /// Errors: those of load_word_lists.
  Result<WordLists> word_lists() const { return load_word_lists(caller_.data_folder()); }
  /// name_of_data of the present. Errors: `operations_failed`.
  Result<std::string> data() const;

 private:
  services::Caller& caller_;
  const services::Snapshot& snapshot_;
  std::unique_ptr<asking::Figures> evaluated_;
  LiveFigures live_;
};

/// Names the data that figures are taken from: another text once something was imported, undone, released, or decided.
/// Errors: `operations_failed`.
Result<std::string> name_of_data(operations::Store& store, const warehouse::Manifest& manifest);

/// States of a claim.
namespace state {
inline constexpr std::string_view fresh = "new";
inline constexpr std::string_view triaged = "triaged";
inline constexpr std::string_view answering = "answering";
inline constexpr std::string_view in_review = "in_review";
inline constexpr std::string_view published = "published";
inline constexpr std::string_view unsettled = "unsettled";
inline constexpr std::string_view not_answered = "not_answered";
inline constexpr std::string_view duplicate = "duplicate";
}  // namespace state
Bilingual title_of_state(std::string_view state);

/// A claim within reach. Errors: `claim_unknown`, also for one that is not within reach; those of Access::permit.
Result<operations::Claim> claim_for(services::Caller& caller, Right right, const std::string& id);

/// Writes a claim in its new state with a step of its history and a row of the audit trail. `more` is done in the same
/// transaction. Errors: `claim_changed` (conflict) where it was no longer in the state that was seen.
struct Change {
  std::string kind;  ///< of the step
  std::string text;  ///< said with it; may be empty
};
Status keep_claim(services::Caller& caller, operations::Claim claim, std::string_view to_state, const Change& change,
                  const std::function<Status(operations::Store& inside)>& more = {});

/// What a claim and its card are found by: folded words of both.
std::string words_for_search(const operations::Claim& claim, const Card* card);

Error state_unfit(std::string_view state);

}  // namespace boothwise::answers
