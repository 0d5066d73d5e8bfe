#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// Filled forms, the ledger of what people agreed to, and what they ask for. Texts of people are under their record's
/// key (operations/record_keys.hpp) before they come here. Every function's errors: `operations_failed`, and those
/// named.
namespace boothwise::operations {

/// A row of the ledger; only added to (R2).
struct Consent {
  std::string id;
  std::string record;
  std::string purpose;
  bool given = false;
  std::string notice;  ///< "KEY/VERSION"
  std::string language;
  std::string method;  ///< in_person, own_phone, paper, receipt, desk
  std::string device;  ///< empty where the person did it herself
  std::string path;
  Instant noted_at;
  std::int64_t place = 0;  ///< in the order of one record's rows
};
Status add_consents(Store& inside, std::span<const Consent> consents);
/// In order.
Result<std::vector<Consent>> consents_of_record(Store& store, const std::string& record);

struct Record {
  std::string id;
  std::string form;
  std::string version;
  std::string device;
  std::int64_t unit = 0;
  std::string path;
  std::optional<std::int64_t> ac{};
  std::string part;
  std::int64_t key = 0;
  std::string content;  ///< sealed, base64
  std::string same_id;  ///< keyed hash of the bytes that came
  std::string receipt;  ///< keyed hash of the receipt's code; empty if none
  bool persons = false;
  std::string consent;  ///< the first row of the ledger; empty only where it is not about persons
  std::string replaces;
  std::string replaced_by;
  std::string state = "good";  ///< good, quarantined, sent_back, rolled_back
  std::int64_t files_wanted = 0;
  std::int64_t files_here = 0;
  std::string faults = "[]";  ///< JSON: paths and kinds, no answers
  std::string method;         ///< web, collect
  Instant received_at;
  std::string day;                      ///< in India
  std::optional<Instant> kept_until{};  ///< then it is erased whoever asks

  /// Whether what it says is used: neither edited since, nor waiting for a consent, nor rolled back with its day.
  [[nodiscard]] bool counts() const { return replaced_by.empty() && state != "quarantined" && state != "rolled_back"; }
  [[nodiscard]] bool complete() const { return files_here >= files_wanted; }
};

/// A record on its way into the store, with its rows of the ledger and the id that a tombstone of it would have.
struct Arrival {
  Record record;
  std::vector<Consent> consents;
  std::string grave;
};
/// How the store stands to an arrival.
enum class Standing : std::uint8_t {
  fresh,
  there,     ///< one with its id is here
  withdrawn  ///< the person has withdrawn it (OR-49)
};
/// Of each, in one journey.
Result<std::vector<Standing>> standing_of(Store& store, std::span<const Arrival* const> arrivals);
/// All or, where one of them is there, none, in one journey a table. Errors: `operations_taken`.
Status add_arrivals(Store& inside, std::span<const Arrival* const> arrivals);
Result<std::optional<Record>> record_by_id(Store& store, const std::string& id);
Result<std::vector<Record>> records_of_receipt(Store& store, const std::string& receipt);
/// Of one form in a subtree, by day, behind (day, id), at most so many.
struct RecordQuestion {
  UnitPath at;
  std::string form;
  std::string day{};
  std::string after{};
  std::int64_t most = 500;
};
Result<std::vector<Record>> records_within(Store& store, const RecordQuestion& question);
/// Those of a booth that are used and whose last row of the ledger on a purpose says yes (`given`) or no, the newest
/// first; 5,000 at most.
struct BoothQuestion {
  std::int64_t ac = 0;
  std::string part;
  std::string purpose;
  bool given = true;
  Instant now;
};
Result<std::vector<Record>> records_of_booth_for(Store& store, const BoothQuestion& question);
/// False where it was replaced before.
Result<bool> set_record_replaced(Store& inside, const std::string& id, const std::string& by);
Status set_record_state(Store& inside, const std::string& id, const std::string& state);
/// What is left of it after a purpose was withdrawn, under which key, with how many files, and until when.
Status set_record_content(Store& inside, const Record& record);
/// Of all that one device sent on a day, except what is quarantined; how many changed.
Result<std::int64_t> set_day_state(Store& inside, const std::string& device, const std::string& day,
                                   const std::string& state);
/// The record, its files' rows, what was asked about it. The ledger stays.
Status forget_record(Store& inside, const std::string& id);
/// Those whose time is over.
Result<std::vector<std::string>> records_to_forget(Store& store, Instant now, std::int64_t most);
Result<std::vector<std::string>> records_of_persons(Store& store, std::int64_t most);

struct RecordFile {
  std::string name_id;
  std::string name;  ///< sealed
  std::string media_type;
  std::int64_t bytes = 0;
  std::string file_id;
};
/// One that is there stays. Counts what is here. False where it was there.
Result<bool> add_record_file(Store& inside, const std::string& record, const RecordFile& file);
Result<std::vector<RecordFile>> record_files(Store& store, const std::string& record);
/// Counts what is left.
Status drop_record_file(Store& inside, const std::string& record, const std::string& name_id);

/// How many records of a form came from a device on a day, at one unit.
struct RecordCount {
  std::string path;
  std::string form;
  std::string device;
  std::string day;
  std::int64_t records = 0;
  std::int64_t good = 0;
  std::int64_t quarantined = 0;
  std::int64_t incomplete = 0;
  std::int64_t faulty = 0;
};
Result<std::vector<RecordCount>> count_records(Store& store, const UnitPath& below);

struct RightsRequest {
  std::string id;
  std::string kind;  ///< complaint, correction, nominee, breach
  std::string record;
  std::string path;
  std::string content;  ///< sealed with the server's key
  std::string state = "open";
  std::string answer;  ///< likewise
  Instant made_at;
  Instant due_at;
  std::optional<Instant> answered_at{};
  std::string answered_by;
};
Status add_rights_request(Store& inside, const RightsRequest& request);
Result<std::optional<RightsRequest>> rights_request(Store& store, const std::string& id);
/// Open ones first, by when they are due.
Result<std::vector<RightsRequest>> rights_requests_below(Store& store, const UnitPath& below, bool closed_too,
                                                         std::int64_t most);
Result<std::vector<RightsRequest>> rights_requests_of_record(Store& store, const std::string& record);
/// False where it was answered before.
Result<bool> answer_rights_request(Store& inside, const RightsRequest& answered);

}  // namespace boothwise::operations
