#pragma once

#include <cstdint>
#include <string_view>

#include "domain/elector.hpp"
#include "synthesis/scribe.hpp"

namespace boothwise::services {

/// Which revision synthetic rows are of.
struct SyntheticRevision {
  std::string name;              ///< 2026
  std::string qualifying_date;   ///< 2026-01-01
  std::string publication_date;  ///< 2026-01-06
};

/// Puts synthetic rows into the columns of the warehouse's tables `roll_entries`, `roll_supplements` and
/// `roll_summaries`, which are also those of the layouts that `import rolls` takes. `Cells` is anything with
/// `add(int64_t)`, `add(string_view)` and `add_missing()` for one cell after the other.
template <typename Cells>
class RollRows {
 public:
  RollRows(Cells& cells, AcNo ac, const SyntheticRevision& revision) : cells_(cells), ac_(ac), revision_(revision) {}

  void entry(const synthesis::RollRow& row) {
    place(row);
    cells_.add(std::int64_t{row.serial_no});
    says(row);
    cells_.add_missing();  // deletion_reason: only supplements strike
    cells_.add(std::string_view(revision_.qualifying_date));
  }

  void supplement(const synthesis::RollRow& row) {
    place(row);
    cells_.add(std::int64_t{row.supplement_no});
    cells_.add(code_of(row.list));
    cells_.add(std::int64_t{row.serial_no});
    if (row.list == SupplementList::deletion) {
      constexpr int columns_about_the_elector = 11;
      for (int i = 0; i < columns_about_the_elector; ++i) cells_.add_missing();
      cells_.add(code_of(row.reason));
    } else {
      says(row);
      cells_.add_missing();
    }
    cells_.add(std::string_view(revision_.qualifying_date));
  }

  void summary(const synthesis::PartOfRoll& part, const synthesis::PartSummary& summary) {
    cells_.add(std::int64_t{ac_.value});
    cells_.add(std::int64_t{part.no});
    for (const std::int64_t number :
         {summary.male, summary.female, summary.third, summary.electors(), std::int64_t{1},
          std::int64_t{summary.last_serial}, summary.additions, summary.deletions, summary.corrections}) {
      cells_.add(number);
    }
    cells_.add(std::string_view(revision_.qualifying_date));
    cells_.add(std::string_view(revision_.publication_date));
    cells_.add(std::string_view("synthetic"));
    cells_.add(std::string_view(part.station));
  }

 private:
  void place(const synthesis::RollRow& row) {
    cells_.add(std::int64_t{ac_.value});
    cells_.add(std::int64_t{row.part_no});
  }

  void text(std::string_view text) {
    if (text.empty()) {
      cells_.add_missing();
    } else {
      cells_.add(text);
    }
  }

  /// From the section to the gender.
  void says(const synthesis::RollRow& row) {
    cells_.add(std::int64_t{row.section_no});
    cells_.add(row.section_name);
    cells_.add(row.name);
    cells_.add_missing();  // name_latin: each part is in one script
    cells_.add(code_of(row.relation_type));
    text(row.relation_name);
    cells_.add_missing();  // relation_name_latin
    text(row.house_no);
    text(row.epic_no);
    cells_.add(std::int64_t{row.age});
    cells_.add(code_of(row.gender));
  }

  Cells& cells_;
  AcNo ac_;
  const SyntheticRevision& revision_;
};

}  // namespace boothwise::services
