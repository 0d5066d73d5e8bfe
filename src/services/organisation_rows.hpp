#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/covered_places.hpp"
#include "domain/places.hpp"
#include "intake/layout.hpp"
#include "intake/record_reader.hpp"
#include "services/import_service.hpp"
#include "services/organisation_catalogue.hpp"

/// What files say of an organisation (docs/formats.md#organisation), each row with where it stands.
namespace boothwise::services {

/// Where a row stands: a number of the list of files, and the line.
struct RowPlace {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
};

struct UnitRow {
  RowPlace at;
  std::string code;
  std::string parent;  ///< code; empty at the top
  std::string level;
  Bilingual name;
  std::optional<std::vector<CoveredPlace>> places;  ///< nothing where the file has no such column
};

/// Whom a row is about. Cells that are empty say nothing.
struct ContactRow {
  RowPlace at;
  std::string unit;  ///< code
  std::string name;
  std::string phone;
  std::string email;
  std::string languages;
  std::optional<std::int64_t> home_ac;
};

struct PersonRow {
  ContactRow who;
  std::string post;  ///< as written; empty for none
  std::string from_day;
  std::string to_day;
};

struct AgentRow {
  ContactRow who;
  AcNo ac;
  std::string part;
  std::string elector_part;
  std::optional<std::int64_t> elector_serial;
  std::string bla1_by;
  std::string bla2_on;
  std::string from_day;
  std::string note;
};

/// Rows that cannot be taken: the first 1,000, and how many there are.
struct RefusedRows {
  static constexpr std::size_t kept_most = 1000;
  std::vector<intake::Refusal> rows;
  std::int64_t total = 0;

  void add(intake::Refusal refusal);
};

struct OrganisationRows {
  std::vector<std::string> files;  ///< as errors call them
  std::vector<UnitRow> units;
  std::vector<PersonRow> people;
  std::vector<AgentRow> agents;
  RefusedRows refused;

  /// Notes that a row cannot be taken, with the error that says why.
  void refuse(const RowPlace& at, std::string_view column, const Error& error);
};

/// Reads files of any of the three layouts, told by their columns or by `mapping`. Rows that do not fit are noted; what
/// makes a file unreadable, or must never be brought in (R4, R13), is an error. Errors: those of reading a table, of
/// recognising its columns, of intake/guard.hpp; `layout_not_organisation`; `stopped`.
Result<OrganisationRows> read_organisation(std::span<const ImportFile> files, const intake::UserMapping& mapping,
                                           const OrganisationCatalogue& catalogue, const Places& places, Day today,
                                           Progress& progress);

}  // namespace boothwise::services
