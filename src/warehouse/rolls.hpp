#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "warehouse/booth_sheets.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::warehouse {

/// What can be asked of the electoral rolls. Asks one manifest; used by one thread. Every function's errors:
/// `warehouse_failed`.
class RollReader {
 public:
  RollReader(Warehouse& warehouse, const Manifest& manifest);

  /// Those with a mother roll.
  [[nodiscard]] std::set<std::string> revisions() const;
  /// Segments with a mother roll of the revision.
  [[nodiscard]] std::set<AcNo> segments(std::string_view revision) const;
  /// Entries of the mother roll of each.
  Result<std::map<AcNo, std::int64_t>> entries_by_segment(std::string_view revision);

  /// A count without anything of a person, as sql/roll_numbers.sql explains it.
  struct Number {
    std::string measure;
    std::string key;
    std::string gender;
    std::int64_t number = 0;
  };
  /// Sums over the revision, a segment of it, or a part of that.
  Result<std::vector<Number>> numbers(std::string_view revision, std::optional<AcNo> ac,
                                      std::optional<std::int32_t> part);
  /// One measure of a segment by part, over all keys; 0 for parts of the roll that have none.
  Result<std::map<std::int32_t, std::int64_t>> by_part(std::string_view revision, AcNo ac, std::string_view measure);
  /// The parts of a segment in order, with the electors that stand in them and the station's name where a summary sheet
  /// has one.
  Result<std::vector<Station>> stations(std::string_view revision, AcNo ac);
  /// The SELECT behind a segment's rollup `roll_numbers`, whose scope is `rollup_scope`.
  [[nodiscard]] std::string numbers_sql(std::string_view revision, AcNo ac) const;
  [[nodiscard]] static std::string rollup_scope(std::string_view revision, AcNo ac);
  /// The SELECT of a segment's entries as they stand (sql/roll_state.sql).
  [[nodiscard]] std::string state_sql(std::string_view revision, AcNo ac) const;

  /// A part whose summary sheet says otherwise than its entries.
  struct Difference {
    AcNo ac;
    std::int32_t part = 0;
    std::int64_t stated_male = 0, found_male = 0;
    std::int64_t stated_female = 0, found_female = 0;
    std::int64_t stated_other = 0, found_other = 0;
    std::optional<std::int64_t> stated_last, found_last;  ///< serial numbers
  };
  Result<std::vector<Difference>> control(std::string_view revision);

  /// A row of a supplement about an entry that is not there.
  struct LooseChange {
    AcNo ac;
    std::int32_t part = 0;
    std::int64_t serial = 0;
    std::string list;
  };
  /// At most 1,000.
  Result<std::vector<LooseChange>> loose_changes(std::string_view revision);

  /// An entry of a part as it stands after the supplements. Texts as the roll has them; EPIC numbers are whole.
  struct Entry {
    std::int32_t part = 0;
    std::int64_t serial = 0;
    std::string name, relation_type, relation_name, house_no, epic_no, gender;
    std::int64_t age = 0;
    bool is_struck = false;
    std::string deletion_reason;
    std::optional<std::int64_t> added_by, corrected_by;  ///< supplement
  };
  Result<std::vector<Entry>> entries(std::string_view revision, AcNo ac, std::int32_t part);
  /// A house of a part and how many electors stand in it. No persons.
  struct House {
    std::int64_t section = 0;
    std::string section_name;
    std::string house_no;  ///< as the roll has it
    std::int64_t electors = 0;
  };
  /// By section and house number as a text.
  Result<std::vector<House>> houses(std::string_view revision, AcNo ac, std::int32_t part);
  /// Gives the entries of a segment to `take` in order of part and serial number. The entry lives until `take` returns.
  Status visit(std::string_view revision, AcNo ac, const std::function<Status(const Entry&)>& take);

  /// Gives every EPIC number that stands in a segment's roll or in one of its supplements to `take`, in no order; one
  /// may come several times. It lives until `take` returns.
  Status visit_epic_numbers(std::string_view revision, AcNo ac, const std::function<void(std::string_view)>& take);

  /// Which side of a comparison's pairs a roll's entries are on.
  enum class Side : std::uint8_t { left, right };
  /// Likewise those standing entries that `pairs` (a table expression of `roll_pairs`) found no partner for.
  Status visit_unpaired(std::string_view revision, AcNo ac, Side side, const std::string& pairs,
                        const std::function<Status(const Entry&)>& take);
  /// The qualifying date of a segment's roll, as 2026-01-01; empty if it is not known.
  Result<std::string> qualifying_date(std::string_view revision, AcNo ac);

 private:
  /// Which rows are asked about.
  struct Wanted {
    std::string where = "true";
    std::string units;  ///< beginning of their units: files that hold none of them are not read
  };
  static Wanted of_segment(AcNo ac);
  Status visit_rows(std::string_view revision, const Wanted& wanted, const std::function<Status(const Entry&)>& take);
  [[nodiscard]] std::string filled(std::string_view sql, std::string_view revision, const Wanted& wanted) const;

  Warehouse& warehouse_;
  const Manifest& manifest_;
  Connection connection_;
};

/// Revision and segment whose rollups differ if `run` comes or goes.
std::set<std::pair<std::string, AcNo>> rolls_of(const Run& run);

}  // namespace boothwise::warehouse
