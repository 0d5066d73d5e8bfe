#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

namespace boothwise::intake {

/// What one file holds. `docs/formats.md` has a section for each.
enum class Kind : std::uint8_t {
  results,           ///< candidate-level results of whole seats (PC or AC), one row a candidate
  segment_results,   ///< candidate-level results of a Lok Sabha election by AC segment
  booth_stations,    ///< Form 20: one row a polling station
  booth_votes,       ///< Form 20: one row a station and candidate
  booth_candidates,  ///< Form 20: candidate number -> candidate and party
  booth_coverage,    ///< how much of a segment's vote its booth sheets hold, as stated by who made them
  booth_points,      ///< coordinates of polling stations
  parliamentary_constituencies,
  assembly_constituencies,
  districts,
  parties,
  alliances,
  area_statistics,      ///< key columns, then one column an indicator
  roll_mother,          ///< electoral roll, one row an entry
  roll_supplement,      ///< additions, deletions, corrections of a roll
  roll_summary,         ///< control totals of a part's roll
  party_totals,         ///< state totals by party as stated elsewhere: used to check, never shown as results
  boundaries,           ///< GeoJSON
  scheme_counts,        ///< official counts of a scheme by area and date: no persons (R23)
  organisation_units,   ///< units of the organisation: taken by `organisation import` alone, as the next two
  organisation_people,  ///< people of the organisation and what they hold
  organisation_agents   ///< booth level agents
};

/// The name used on the command line, in files and in JSON: `segment_results`.
std::string_view kind_name(Kind kind);
std::optional<Kind> kind_named(std::string_view name);
/// Units, people or agents of the organisation, which do not go into the warehouse.
bool is_of_organisation(Kind kind);

/// Every column that any layout knows, under our own name (`field_name`).
enum class Field : std::uint8_t {
  election,  ///< `LS-2019`, or the short form `ls2014`
  house,     ///< LS or VS
  year,
  state,
  pc_no,
  pc_name,
  ac_no,
  ac_no_old,  ///< number on the boundaries before 2008
  ac_name,
  name_en,
  name_hi,
  name_alt,
  reservation,
  district,
  districts,
  census_code,
  former_names,
  latitude,
  longitude,
  position,
  candidate,
  party,
  alliance,
  members,  ///< parties of an alliance, separated by ;
  votes,
  total_votes,  ///< stated total over all rows of the seat
  electors,
  electors_male,
  electors_female,
  electors_other,
  voters,
  voters_male,
  voters_female,
  voters_other,
  epic_voters,
  tendered_votes,
  part_no,
  part_suffix,
  station_name,
  candidate_no,
  name_as_printed,
  official_votes,
  match_difference,
  name_script,
  stations,
  coverage,
  sheets_present,
  area,   ///< total, rural, urban
  round,  ///< survey round
  candidates,
  seats,
  share_percent,
  turnout_percent,
  serial_no,
  section_no,
  section_name,
  name,  ///< an elector's in the roll's own script, or of somebody of the organisation
  name_latin,
  relation_type,
  relation_name,
  relation_name_latin,
  house_no,
  epic_no,
  age,
  gender,
  supplement_no,
  list,  ///< addition, deletion, correction
  deletion_reason,
  revision,
  qualifying_date,
  publication_date,
  roll_type,
  first_serial,
  last_serial,
  additions,
  deletions,
  corrections,
  note,
  unit_code,
  parent_code,
  level,
  places,
  phone,
  email,
  languages,
  home_ac,
  post,
  from_day,
  to_day,
  elector_part,
  elector_serial,
  bla1_by,
  bla2_on,
  scheme,     ///< its code in the catalogue
  area_kind,  ///< state, district, block, ac, gram_panchayat, village
  area_name,  ///< of what is counted, where it is no state, district or AC
  as_of,      ///< the day that a count stands for
  count,
  counted,  ///< what was counted, as `connections_released`
  unit,     ///< household, person, account, couple, other
  base,     ///< how many there are to be reached, as the same report says
  base_counted,
  base_unit,
  source,
  source_url,
  count_  ///< number of fields, not one itself
};

std::string_view field_name(Field field);
std::optional<Field> field_named(std::string_view name);
Bilingual field_title(Field field);

enum class FieldType : std::uint8_t {
  text,
  count,     ///< whole number from 0 to 10^12, grouping commas in Indian or Western style and Devanagari digits taken
  positive,  ///< whole number from 1 to 10^6: seat, candidate number, position
  year,      ///< 1900 to 2100
  part,      ///< whole number from 0 to 10^6; letters behind it (`105A`) are the suffix where that has no column
  decimal,   ///< finite
  reservation,  ///< GEN, SC or ST in any usual writing; delivered as GEN, SC, ST
  house,        ///< LS or VS
  election,     ///< `LS-2019`, `ls2014`; delivered in the long form
  age,          ///< 18 to 120
  relation,     ///< delivered as F, M, H, W, O, G
  gender,       ///< delivered as M, F, T
  roll_list,    ///< delivered as addition, deletion, correction
  reason,       ///< delivered as E, S, R, Q, M
  date,         ///< a day in a usual form, delivered as 2026-01-01
  epic,         ///< delivered without spaces, in capitals
  label,        ///< 1 to 40 letters, digits, `-`, `_`, `.`: names a revision
  area_kind,    ///< delivered as state, district, block, ac, gram_panchayat, village
  scheme_unit   ///< delivered as household, person, account, couple, other
};

struct LayoutField {
  Field field = Field::note;
  FieldType type = FieldType::text;
  bool required = false;  ///< the column must be there (a cell may still be empty unless `filled`)
  bool filled = false;    ///< an empty cell is refused
};

/// One known arrangement of columns. `pc_results` and `ac_results` are two layouts of the kind `results`.
struct Layout {
  std::string_view id;
  Kind kind = Kind::results;
  Bilingual title;
  std::vector<LayoutField> fields;
  bool other_columns_are_indicators = false;  ///< area statistics
};

/// All known layouts, in order of preference.
std::span<const Layout> layouts();
const Layout* layout_named(std::string_view id);

/// A file's columns in our terms: for each column of the header the field it fills, if any.
struct ColumnMapping {
  std::vector<std::optional<Field>> field_of_column;
};

/// One column of a wide report that is a count of its own: docs/formats.md#reports-of-portals.
struct CountColumn {
  std::string header;   ///< theirs
  std::string counted;  ///< label of what is counted
  std::string unit;     ///< as FieldType::scheme_unit; empty: the scheme's own
  std::string scheme;   ///< code; empty: as a constant or column says
  std::string base;     ///< theirs: the column that says how many there are to be reached; empty: none
  std::string base_unit;
};

/// User's own mapping: theirs -> ours, header compared without case, spaces, `_` and `-`.
struct UserMapping {
  std::vector<std::pair<std::string, std::string>> columns;
  std::optional<Kind> kind;
  std::optional<std::string> election;  ///< for files that do not say it
  std::size_t header_row = 0;           ///< the row, from 1, that names the columns; 0: the first that holds anything
  std::vector<std::pair<Field, std::string>> constants;  ///< fields that are the same for the whole file
  std::vector<CountColumn> counts;                       ///< of a wide report of scheme counts
};

/// `mapping_unknown_field`: `ours` names no field; lists them.
Error unknown_field(std::string_view ours);

/// `theirs=ours`. Errors: `mapping_malformed`, `mapping_unknown_field` (lists the fields).
Result<std::pair<std::string, std::string>> parse_mapping_pair(std::string_view text);

/// A mapping file (TOML: `kind`, `election`, `header_row`, `[columns]` theirs = "ours", `[constants]` field = "value",
/// `[counts."theirs"]`). Errors as above, with line and column.
Result<UserMapping> read_mapping(std::string_view text, std::string_view display_name);

/// Whether the mapping itself tells a field, for the whole file or in the columns of a wide report.
bool is_told_by(const UserMapping& user, Field field);

struct Recognised {
  const Layout* layout = nullptr;
  ColumnMapping columns;
  std::vector<std::pair<Field, std::string>> constants{};
  /// Columns of a wide report, in the order in which a record delivers their values.
  struct Count {
    CountColumn column;
    std::size_t at = 0;               ///< in the header
    std::optional<std::size_t> base;  ///< in the header
  };
  std::vector<Count> counts{};
};

/// Finds the layout whose required columns are all in `header`, known synonyms of other makers included; the one that
/// uses most columns wins. `kind` and `user` narrow the choice. Errors: `layout_unknown` (says what is missing for the
/// nearest layout), `mapping_unknown_column`, `mapping_repeated`, `mapping_malformed` for a constant that its field
/// cannot hold.
Result<Recognised> recognise(const std::vector<std::string>& header, std::optional<Kind> kind, const UserMapping& user);

/// Columns of `header` under `layout` even where required ones are missing, for a preview.
ColumnMapping propose_columns(const std::vector<std::string>& header, const Layout& layout, const UserMapping& user);

}  // namespace boothwise::intake
