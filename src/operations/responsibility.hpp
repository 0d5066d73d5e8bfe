#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// Who answers for a place, from and to. What has ended stays: it is the history.
namespace boothwise::operations {

/// What somebody can answer for.
struct AnsweredPlace {
  std::string kind;        ///< unit, pc, ac, part
  std::int64_t place = 0;  ///< the unit's number, the PC's, the AC's; of a station its AC's
  std::string part;        ///< of a station; else empty

  friend auto operator<=>(const AnsweredPlace&, const AnsweredPlace&) = default;
};

struct Responsibility {
  std::string id;
  std::string person;
  std::string duty;  ///< president, in_charge, deputy
  AnsweredPlace place;
  UnitPath path;         ///< the lowest unit around the place
  std::string from_day;  ///< as 2026-11-24
  std::string to_day;    ///< the last day; empty while it is open
  std::string origin = "hand";
  Instant noted_at;
};

/// Returns it with its id. REQUIRES: `inside` is a transaction's store. Errors: `responsibility_taken` (conflict) where
/// another one has this duty in some of these days, or the deputy is one already; `operations_failed`.
Result<Responsibility> add_responsibility(Store& inside, Responsibility wanted, const std::string& by);
/// Its last day. Errors: `responsibility_unknown` (also where it ended before or begins later); `operations_failed`.
Status end_responsibility(Store& inside, const std::string& id, const std::string& last_day);
/// Of somebody who left: what she answered for ends on a day, what was to begin later never was; her open tasks are the
/// unit's again. Returns for how many places nobody answers now. REQUIRES: the whole organisation's store, a
/// transaction. Errors: `operations_failed`.
Result<std::int64_t> hand_back(Store& inside, const std::string& person, const std::string& last_day);
/// Nothing where the store does not let it through. Errors: `operations_failed`.
Result<std::optional<Responsibility>> responsibility(Store& store, const std::string& id);
/// All that ever were for a place, newest first. Errors: `operations_failed`.
Result<std::vector<Responsibility>> responsibilities_of(Store& store, const AnsweredPlace& place);
/// Those of a kind of place in a subtree that hold on a day, in order of place. Errors: `operations_failed`.
Result<std::vector<Responsibility>> responsibilities_on(Store& store, std::string_view kind, const UnitPath& path,
                                                        const std::string& day);
/// The same of units, only of those whose levels stand from `first_place` to `last_place` in the tree.
Result<std::vector<Responsibility>> responsibilities_of_units(Store& store, const UnitPath& path,
                                                              std::int64_t first_place, std::int64_t last_place,
                                                              const std::string& day);
/// The same, of those noted at some units alone.
Result<std::vector<Responsibility>> responsibilities_at(Store& store, std::string_view kind,
                                                        std::span<const UnitPath> units, const std::string& day);
/// The same of places that reach beyond the subtree: those noted at units above it. Errors: `operations_failed`.
Result<std::vector<Responsibility>> responsibilities_around(Store& store, std::string_view kind, const UnitPath& path,
                                                            const std::string& day);
/// For how many places somebody answers on a day. Errors: `operations_failed`.
Result<std::int64_t> load_of(Store& store, const std::string& person, const std::string& day);

}  // namespace boothwise::operations
