#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// What work needs to know of the organisation: where a unit stands, what stands below it, who is there.
namespace boothwise::operations {

/// Levels down to this place in the tree (0 is the top) are counted for themselves; what is deeper counts in the unit
/// above it (the mandal, say), and totals by district go by the place after `district_place`.
constexpr std::int64_t counted_place = 3;
constexpr std::int64_t district_place = 2;

struct WorkUnit {
  std::int64_t id = 0;
  UnitPath path;
  std::string level;
  std::int64_t place = 0;  ///< of the level in the tree, from the top
  Bilingual name;
  bool closed = false;
  bool synthetic = false;
};

/// Nothing where the store does not let the unit through. Errors: `operations_failed`.
Result<std::optional<WorkUnit>> work_unit(Store& store, std::int64_t id);
/// Those at these paths that the store lets through, in this order. Errors: `operations_failed`.
Result<std::vector<WorkUnit>> work_units_at(Store& store, std::span<const UnitPath> paths);
/// Open units right below. Errors: `operations_failed`.
Result<std::vector<WorkUnit>> work_units_below(Store& store, std::int64_t id);

struct WorkLevel {
  std::string code;
  std::int64_t place = 0;
  Bilingual name;
};
/// From the top. Errors: `operations_failed`.
Result<std::vector<WorkLevel>> work_levels(Store& store);

/// Under which unit's path a unit's tasks are counted, and under which district's.
struct CountedAt {
  UnitPath counted;
  UnitPath district;
};
/// REQUIRES: the unit is there. Errors: `operations_failed`.
Result<CountedAt> counted_at(Store& store, const UnitPath& path);

/// The lowest unit at or above all units that cover the place or parts of it; nothing where none does. kind: pc, ac,
/// part, …; `part` empty for all of it. Errors: `operations_failed`.
Result<std::optional<UnitPath>> lowest_around(Store& store, std::string_view kind, std::int64_t place,
                                              std::string_view part);
/// The number of the unit that a path ends with; 0 for the path of no unit.
std::int64_t unit_at(const UnitPath& path);
/// Paths of the units above a unit, from the top.
std::vector<UnitPath> paths_above(const UnitPath& path);
/// The lowest unit at or above both.
UnitPath joined(const UnitPath& one, const UnitPath& other);

/// Segments in which a subtree covers something, in order. Errors: `operations_failed`.
Result<std::vector<std::int64_t>> segments_under(Store& store, const UnitPath& path);

struct UnitPart {
  std::int64_t ac = 0;
  std::string part;
};
/// Polling stations that a subtree covers, in order. Errors: `operations_failed`.
Result<std::vector<UnitPart>> parts_under(Store& store, const UnitPath& path);

struct WorkPerson {
  std::string id;
  std::int64_t unit = 0;
  UnitPath path;
  std::string name;
  std::vector<std::string> languages;
  std::optional<std::int64_t> home_ac;
  bool left = false;
  std::int64_t load = 0;  ///< for how much she answers on the day asked about
};
/// Without her load. Nothing where the store does not let her through. Errors: `operations_failed`.
Result<std::optional<WorkPerson>> work_person(Store& store, const std::string& id);
/// Those of a subtree who have not left, behind `after` in order of id, at most `most`. Errors: `operations_failed`.
Result<std::vector<WorkPerson>> people_under(Store& store, const UnitPath& path, const std::string& day,
                                             const std::string& after, std::int64_t most);
/// Those who belong to the unit itself. Errors: `operations_failed`.
Result<std::vector<WorkPerson>> people_of_unit(Store& store, std::int64_t unit, const std::string& day,
                                               std::int64_t most);
/// Those who belong to units of levels down to `place` in the tree. Errors: `operations_failed`.
Result<std::vector<WorkPerson>> people_of_levels(Store& store, const UnitPath& path, std::int64_t place,
                                                 const std::string& day, std::int64_t most);

}  // namespace boothwise::operations
