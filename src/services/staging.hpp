#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "domain/elections.hpp"
#include "domain/places.hpp"
#include "domain/scheme.hpp"
#include "intake/record_reader.hpp"
#include "services/district_names.hpp"
#include "services/key_set.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// What a file does not say itself.
struct StagingHints {
  std::optional<ElectionId> election;  ///< from the user or the file's name
  bool by_election = false;            ///< the file's name says so
  std::string data_set;                ///< file name without its ending, for data that belongs to no election
  std::string revision;                ///< of a roll
  std::string qualifying_date;         ///< of a roll, as 2026-01-01
  std::string source;                  ///< of official counts, where their rows name none
};

/// Which area a row of official counts is of.
struct CountedArea {
  AreaKind kind = AreaKind::state;
  std::string district;  ///< id; empty for the state and for ACs
  std::string area;      ///< a district's id, an AC's number, a name as printed; empty for the state
};

/// Turns records of one group into rows of the warehouse's tables, held in the engine until they are written.
class Staging {
 public:
  /// `places` may be empty: then seats are not checked against them. Borrowed.
  Staging(warehouse::Connection& connection, std::string prefix, const Places& places);

  /// A row's fate: taken, or the field and reason for which it is refused.
  struct Refused {
    intake::Field field;
    Bilingual reason;
  };
  /// Errors: `election_unknown` and `revision_unknown` where neither row nor hints tell it; `warehouse_failed`.
  Result<std::optional<Refused>> take(intake::Kind kind, const intake::Record& record,
                                      const std::vector<std::string>& indicator_names, const StagingHints& hints);

  /// The same of a row of a wide report of official counts.
  Result<std::optional<Refused>> take_report(const intake::Record& record,
                                             const std::vector<intake::Recognised::Count>& counts,
                                             const StagingHints& hints);

  struct Staged {
    std::string table;  ///< of the warehouse
    std::string scope;
    std::string rows;  ///< the engine's table that holds them
  };
  /// Ends the staging. Errors: `warehouse_failed`.
  Result<std::vector<Staged>> finish();

 private:
  struct Target {
    std::string engine_table;
    warehouse::Appender appender;
    KeySet keys;
  };
  Result<Target*> target(std::string_view table, const std::string& scope);
  Result<const std::string*> election_scope(const intake::Record& record, std::optional<House> implied,
                                            const StagingHints& hints);
  /// Ends the row set in `target`, unless its key was there before.
  static Result<std::optional<Refused>> end_row(Target& target, std::uint64_t digest, intake::Field key_field);
  Result<std::optional<Refused>> take_result(const intake::Record& record, const StagingHints& hints);
  Result<std::optional<Refused>> take_segment(const intake::Record& record, const StagingHints& hints);
  Result<std::optional<Refused>> take_alliance(const intake::Record& record, const StagingHints& hints);
  Result<std::optional<Refused>> take_statistics(const intake::Record& record, const std::vector<std::string>& names,
                                                 const StagingHints& hints);
  Result<std::optional<Refused>> take_station(const intake::Record& record, const StagingHints& hints);
  Result<std::optional<Refused>> take_roll(intake::Kind kind, const intake::Record& record, const StagingHints& hints);
  Result<std::optional<Refused>> take_plain(intake::Kind kind, const intake::Record& record, const StagingHints& hints);
  [[nodiscard]] std::variant<CountedArea, Refused> counted_area(const intake::Record& record) const;
  /// One count of a row.
  struct CountCells {
    std::string_view scheme;
    std::string_view counted;
    std::string_view unit;
    intake::Cell count;
    intake::Cell base;
    std::string_view base_counted;
    std::string_view base_unit;
  };
  Result<std::optional<Refused>> take_count(const intake::Record& record, const CountCells& cells,
                                            const CountedArea& area, const StagingHints& hints);
  [[nodiscard]] std::optional<Refused> unknown_pc(const intake::Record& record) const;
  [[nodiscard]] std::optional<Refused> unknown_ac(const intake::Record& record) const;

  warehouse::Connection& connection_;
  std::string prefix_;
  const Places& places_;
  DistrictNames district_names_;
  std::map<std::pair<std::string, std::string>, Target> targets_;
  // What was asked for last: rows of one table and scope come in long runs.
  std::string last_table_;
  std::string last_scope_;
  Target* last_ = nullptr;
  std::optional<ElectionId> last_election_;
  std::string last_election_scope_;
};

}  // namespace boothwise::services
