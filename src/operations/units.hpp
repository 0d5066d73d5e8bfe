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

/// Units of the organisation and their levels. What may be done to them is checked by services/organisation.hpp; here
/// it is kept. Every function's errors: `operations_failed`, and those named.
namespace boothwise::operations {

using UnitId = std::int64_t;

/// A level of the organisation; 0 is the top.
struct Level {
  std::string code;
  std::int64_t place = 0;
  Bilingual name;
  std::string head_post;  ///< a code of data/organisation/posts.csv
  Bilingual head;         ///< that post's name
};

struct Unit {
  UnitId id = 0;
  std::optional<UnitId> parent{};
  UnitPath path;
  std::string level;
  std::string code;  ///< as the organisation calls it; unique
  Bilingual name;
  std::string opened_on;  ///< day
  std::string closed_on;  ///< day; empty while it is open
  bool has_head = false;
  bool synthetic = false;

  [[nodiscard]] bool closed() const { return !closed_on.empty(); }
};

/// `folded`: both names as search compares them.
struct FoldedUnit {
  Unit unit;
  std::string folded;
};

/// Brings a level, or its present names. Units name only levels that are there.
Status put_level(Store& store, const Level& level);

/// Grows with every change of units, their places, posts held and agents.
Result<std::int64_t> organisation_version(Store& store);
/// Notes such a change. In a transaction: who else changes the organisation waits until it ends.
Status note_organisation_change(Store& inside);
/// The first of `count` numbers that no unit has or had. Notes a change.
Result<UnitId> take_unit_numbers(Store& inside, std::int64_t count);

/// Errors: `operations_taken` where the code is another unit's.
Status add_unit(Store& inside, const Unit& unit, const std::string& folded);
/// The same for many, each behind the one above it. Errors: likewise; the value is the code of the first that failed.
Status add_units(Store& inside, std::span<const FoldedUnit> units);
/// Code and names. Errors: likewise.
Status change_unit(Store& inside, const Unit& unit, const std::string& folded);
Status set_unit_parent(Store& inside, UnitId unit, UnitId parent);
Status close_unit(Store& inside, UnitId unit, const std::string& day);
/// Looks whether `post`, which heads the unit, is held.
Status set_unit_head(Store& inside, UnitId unit, const std::string& post);

Result<std::optional<Unit>> unit_by_id(Store& store, UnitId unit);
Result<std::optional<Unit>> unit_by_code(Store& store, const std::string& code);
/// Open ones, by name.
Result<std::vector<Unit>> units_below(Store& store, UnitId parent);
/// All, closed ones as well, each behind the one above it.
Result<std::vector<Unit>> all_units(Store& store);
/// Open units of a subtree of whose folded names a word begins with each of `folded_words` (of at most three): the
/// highest first, then by the word.
Result<std::vector<Unit>> search_units(Store& store, const UnitPath& below, const std::string& folded_words,
                                       std::int64_t most);
/// Open units of a subtree without a head, in order of paths, behind the path `after`.
Result<std::vector<Unit>> headless_units(Store& store, const UnitPath& below, const std::string& after,
                                         std::int64_t most);
Result<std::int64_t> count_headless_units(Store& store, const UnitPath& below);
Result<std::int64_t> count_units(Store& store, const UnitPath& below, const std::string& level);

}  // namespace boothwise::operations
