#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// The register of claims (rule R31). Every function's errors: `operations_failed`, and those named.
namespace boothwise::operations {

/// A copy of where a claim was read; the bytes lie in the workspace's folder attachments under `id`.
struct ClaimCopy {
  std::string id;    ///< empty: none
  std::string name;  ///< as it was sent
  std::string type;  ///< media type
  std::int64_t bytes = 0;
  std::string sha256;
};

struct Claim {
  std::string id;
  UnitPath path;         ///< of the unit that it concerns
  std::string text;      ///< as it was said
  std::string language;  ///< hi, en
  std::string said_by;
  std::string said_on;  ///< a day; empty if not known
  std::string said_where;
  std::string link;
  std::string topic;
  std::string area;   ///< JSON: docs/formats.md#claims
  std::string words;  ///< folded, with those of its card
  std::string state;
  std::string priority;  ///< high, normal, low; empty before triage
  std::string owner;     ///< user; empty before triage
  std::optional<Instant> due_at{};
  std::string reason;  ///< why it cannot be settled, or is not answered
  std::string duplicate_of;
  ClaimCopy copy{};
  std::string made_by;
  Instant made_at;
  Instant changed_at;
};
/// REQUIRES: a state that the table knows.
Status add_claim(Store& store, const Claim& claim);
/// All but who noted it and when. False where it was no longer in the state `before`.
Result<bool> change_claim(Store& store, const Claim& claim, const std::string& before);
Result<std::optional<Claim>> claim_by_id(Store& store, const std::string& id);

struct ClaimQuestion {
  UnitPath path;                     ///< at and below it
  std::string which;                 ///< a state, `open`, `due` (open and over its time); empty: all
  std::string owner;                 ///< user; empty: anybody's
  std::string topic;                 ///< empty: any
  std::string place;                 ///< "pc:64" as areas hold it; empty: any
  std::vector<std::string> words{};  ///< folded; at most four are looked for
  std::optional<Instant> before_at{};
  std::string before_id;
  Instant now;
  std::int64_t most = 50;
};
/// The newest first.
Result<std::vector<Claim>> claims(Store& store, const ClaimQuestion& question);

struct ClaimWords {
  std::string id;
  std::string words;
};
/// Of the newest claims but this one and duplicates.
Result<std::vector<ClaimWords>> claim_words(Store& store, const std::string& but, std::int64_t most);
/// Claims that were found to say the same as this one, the newest first, at most 100.
Result<std::vector<Claim>> duplicates_of(Store& store, const std::string& id);

struct ClaimCount {
  std::string state;
  std::int64_t claims = 0;
  std::int64_t late = 0;  ///< of them over their time
};
Result<std::vector<ClaimCount>> count_claims(Store& store, const UnitPath& path, Instant now);

struct ClaimStep {
  std::string kind;  ///< noted, triaged, card, sent, sent_back, published, …
  std::string from_state;
  std::string to_state;
  std::string text;
  std::string by;
  std::string by_name;
  Instant at;
};
/// Behind the last one. REQUIRES: inside a transaction that changes the claim.
Status add_claim_step(Store& inside, const Claim& claim, const ClaimStep& step);
/// In order.
Result<std::vector<ClaimStep>> claim_steps(Store& store, const std::string& claim);

}  // namespace boothwise::operations
