#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"

/// Parts of the roll that came only as images and are typed by hand, twice, by two persons (R25).
namespace boothwise::operations {

struct RollDraft {
  std::string id;
  std::string revision;
  AcNo ac;
  std::int32_t part = 0;
  std::string qualifying_date;   ///< 2026-01-01
  std::string publication_date;  ///< likewise
  std::string source;            ///< where the images came from
  std::int64_t stated_male = 0;  ///< as the part's summary sheet prints them
  std::int64_t stated_female = 0;
  std::int64_t stated_other = 0;
  std::string made_by;
  Instant made_at;
  std::string state = "open";  ///< open, imported, dropped
  std::optional<std::int64_t> run{};
};

/// An entry as one of the two typed it. Codes as in docs/formats.md#rolls.
struct DraftEntry {
  std::int64_t serial = 0;
  std::string name;
  std::string relation_type;
  std::string relation_name;
  std::string house_no;
  std::int64_t age = 0;
  std::string gender;
  std::string epic_no;
  std::string typed_by;
  Instant typed_at;
};

/// The first or the second time that a draft is typed.
enum class Typing : std::uint8_t { first = 1, second = 2 };

/// Returns it with its id. Errors: `operations_failed`.
Result<RollDraft> make_draft(Store& store, RollDraft draft);
/// Newest first. Errors: `operations_failed`.
Result<std::vector<RollDraft>> drafts(Store& store);
/// Errors: `draft_unknown`; `operations_failed`.
Result<RollDraft> draft(Store& store, std::string_view id);

/// Keeps an entry in place of the one with its serial number, if there is one. Errors: `operations_failed`.
Status put_entry(Store& store, std::string_view draft, Typing typing, const DraftEntry& entry);
/// Errors: `entry_unknown`; `operations_failed`.
Status remove_entry(Store& store, std::string_view draft, Typing typing, std::int64_t serial);
/// In order of serial number. Errors: `operations_failed`.
Result<std::vector<DraftEntry>> draft_entries(Store& store, std::string_view draft, Typing typing);

/// A draft that is done with: `imported` with its run, or `dropped`. What was typed is deleted: it is in the roll, or
/// nowhere. Errors: `draft_unknown`; `draft_closed` unless it is open; `operations_failed`.
Status close_draft(Store& store, std::string_view id, std::optional<std::int64_t> run);

}  // namespace boothwise::operations
