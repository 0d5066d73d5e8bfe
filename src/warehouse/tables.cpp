#include "warehouse/tables.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/result.hpp"

namespace boothwise::warehouse {

namespace {

using enum ColumnType;

constexpr std::array candidate_results = std::to_array<Column>({{"seat_no", integer},
                                                                {"position", integer},
                                                                {"candidate", text},
                                                                {"party", text},
                                                                {"votes", integer},
                                                                {"electors", integer},
                                                                {"stated_total", integer}});
constexpr std::array segment_results = std::to_array<Column>(
    {{"pc_no", integer}, {"ac_no", integer}, {"candidate", text}, {"party", text}, {"votes", integer}});
// contest_no: the PC in a Lok Sabha election, the AC in a Vidhan Sabha election; whose candidate list numbers the
// votes.
constexpr std::array stations = std::to_array<Column>({{"contest_no", integer},
                                                       {"ac_no", integer},
                                                       {"part_no", integer},
                                                       {"part_suffix", text},
                                                       {"name", text},
                                                       {"electors_male", integer},
                                                       {"electors_female", integer},
                                                       {"electors_other", integer},
                                                       {"electors", integer},
                                                       {"voters_male", integer},
                                                       {"voters_female", integer},
                                                       {"voters_other", integer},
                                                       {"voters", integer},
                                                       {"epic_voters", integer},
                                                       {"tendered_votes", integer},
                                                       {"stated_total", integer}});
constexpr std::array booth_votes = std::to_array<Column>(
    {{"ac_no", integer}, {"part_no", integer}, {"part_suffix", text}, {"candidate_no", integer}, {"votes", integer}});
constexpr std::array booth_candidates = std::to_array<Column>({{"contest_no", integer},
                                                               {"candidate_no", integer},
                                                               {"candidate", text},
                                                               {"party", text},
                                                               {"official_votes", integer},
                                                               {"name_as_printed", text}});
constexpr std::array booth_coverage = std::to_array<Column>({{"ac_no", integer},
                                                             {"stations", integer},
                                                             {"booth_votes", integer},
                                                             {"official_votes", integer},
                                                             {"coverage", decimal}});
constexpr std::array booth_points = std::to_array<Column>({{"ac_no", integer},
                                                           {"part_no", integer},
                                                           {"part_suffix", text},
                                                           {"name", text},
                                                           {"latitude", decimal},
                                                           {"longitude", decimal}});
constexpr std::array party_totals = std::to_array<Column>(
    {{"party", text}, {"candidates", integer}, {"votes", integer}, {"seats", integer}, {"share_percent", decimal}});
constexpr std::array area_statistics = std::to_array<Column>(
    {{"district", text}, {"area", text}, {"round", text}, {"indicator", text}, {"value", decimal}});
constexpr std::array parliamentary_constituencies = std::to_array<Column>({{"pc_no", integer},
                                                                           {"name_printed", text},
                                                                           {"name_en", text},
                                                                           {"name_hi", text},
                                                                           {"reservation", text},
                                                                           {"districts", text}});
constexpr std::array assembly_constituencies = std::to_array<Column>({{"ac_no", integer},
                                                                      {"name_printed", text},
                                                                      {"name_en", text},
                                                                      {"name_hi", text},
                                                                      {"name_alt", text},
                                                                      {"reservation", text},
                                                                      {"pc_no", integer},
                                                                      {"district", text},
                                                                      {"latitude", decimal},
                                                                      {"longitude", decimal}});
constexpr std::array districts = std::to_array<Column>(
    {{"district", text}, {"name_en", text}, {"name_hi", text}, {"census_code", text}, {"former_names", text}});
constexpr std::array parties =
    std::to_array<Column>({{"party", text}, {"name_en", text}, {"name_hi", text}, {"note", text}});
constexpr std::array alliances =
    std::to_array<Column>({{"alliance", text}, {"name_en", text}, {"name_hi", text}, {"party", text}});

// Finished tables of protected answers: what is hidden is NULL. Nothing else of them is anywhere (rule R16).
constexpr std::array released_questions = std::to_array<Column>({{"question", integer},
                                                                 {"code", text},
                                                                 {"title_en", text},
                                                                 {"title_hi", text},
                                                                 {"purpose", text},
                                                                 {"risk", text},
                                                                 {"wave_en", text},
                                                                 {"wave_hi", text},
                                                                 {"first_day", text},
                                                                 {"last_day", text},
                                                                 {"released_on", text},
                                                                 {"floor_base", integer},
                                                                 {"floor_cell", integer},
                                                                 {"rho_district", decimal},
                                                                 {"rho_segment", decimal},
                                                                 {"rho_shakti_kendra", decimal},
                                                                 {"rho_booth", decimal}});
constexpr std::array released_areas = std::to_array<Column>(
    {{"district", text}, {"ac_no", integer}, {"kendra", text}, {"name_en", text}, {"name_hi", text}});
constexpr std::array released_counts = std::to_array<Column>(
    {{"district", text},     {"ac_no", integer},     {"kendra", text},        {"part", text},
     {"level", text},        {"question", integer},  {"position", integer},   {"answer", text},
     {"answer_en", text},    {"answer_hi", text},    {"base", integer},       {"base_low", decimal},
     {"base_high", decimal}, {"count", integer},     {"count_low", decimal},  {"count_high", decimal},
     {"share", decimal},     {"share_low", decimal}, {"share_high", decimal}, {"share_most", decimal}});

// What households said of schemes, by area, above the floors.
constexpr std::array released_receipts = std::to_array<Column>({{"scheme", text},
                                                                {"level", text},
                                                                {"district", text},
                                                                {"ac_no", integer},
                                                                {"kendra", text},
                                                                {"kendra_en", text},
                                                                {"kendra_hi", text},
                                                                {"part", text},
                                                                {"position", integer},
                                                                {"answer", text},
                                                                {"base", integer},
                                                                {"count", integer},
                                                                {"day", text}});

// An entry of a roll and what it says; a supplement's row says it anew.
constexpr std::array roll_entries = std::to_array<Column>({{"ac_no", integer},
                                                           {"part_no", integer},
                                                           {"serial_no", integer},
                                                           {"section_no", integer},
                                                           {"section_name", text},
                                                           {"name", text},
                                                           {"name_latin", text},
                                                           {"relation_type", text},
                                                           {"relation_name", text},
                                                           {"relation_name_latin", text},
                                                           {"house_no", text},
                                                           {"epic_no", text},
                                                           {"age", integer},
                                                           {"gender", text},
                                                           {"deletion_reason", text},
                                                           {"qualifying_date", text}});
constexpr std::array roll_supplements = std::to_array<Column>({{"ac_no", integer},
                                                               {"part_no", integer},
                                                               {"supplement_no", integer},
                                                               {"list", text},
                                                               {"serial_no", integer},
                                                               {"section_no", integer},
                                                               {"section_name", text},
                                                               {"name", text},
                                                               {"name_latin", text},
                                                               {"relation_type", text},
                                                               {"relation_name", text},
                                                               {"relation_name_latin", text},
                                                               {"house_no", text},
                                                               {"epic_no", text},
                                                               {"age", integer},
                                                               {"gender", text},
                                                               {"deletion_reason", text},
                                                               {"qualifying_date", text}});
constexpr std::array roll_summaries = std::to_array<Column>({{"ac_no", integer},
                                                             {"part_no", integer},
                                                             {"electors_male", integer},
                                                             {"electors_female", integer},
                                                             {"electors_other", integer},
                                                             {"electors", integer},
                                                             {"first_serial", integer},
                                                             {"last_serial", integer},
                                                             {"additions", integer},
                                                             {"deletions", integer},
                                                             {"corrections", integer},
                                                             {"qualifying_date", text},
                                                             {"publication_date", text},
                                                             {"roll_type", text},
                                                             {"station_name", text}});

// An official count of a scheme. area: a district's id, an AC's number, else a name; district: what a smaller area lies
// in.
constexpr std::array scheme_counts = std::to_array<Column>({{"scheme", text},
                                                            {"area_kind", text},
                                                            {"district", text},
                                                            {"area", text},
                                                            {"day", text},
                                                            {"counted", text},
                                                            {"unit", text},
                                                            {"count", integer},
                                                            {"base", integer},
                                                            {"base_counted", text},
                                                            {"base_unit", text},
                                                            {"source", text},
                                                            {"url", text}});

constexpr std::array all_tables = std::to_array<Table>({
    {"alliances", alliances, "alliance", false, "alliance, party"},
    {"area_statistics", area_statistics, "district", false, "district, area, round, indicator"},
    {"assembly_constituencies", assembly_constituencies, "ac_no", true, "ac_no"},
    {"booth_candidates", booth_candidates, "contest_no", false, "contest_no, candidate_no"},
    {"booth_coverage", booth_coverage, "ac_no", false, "ac_no"},
    {"booth_points", booth_points, "ac_no", false, "ac_no, part_no, part_suffix"},
    {"booth_votes", booth_votes, "ac_no", false, "ac_no, part_no, part_suffix, candidate_no"},
    {"boundaries", {}, "", false, ""},
    {"candidate_results", candidate_results, "seat_no", false, "seat_no, position, candidate"},
    {"districts", districts, "district", true, "district"},
    {"parliamentary_constituencies", parliamentary_constituencies, "pc_no", true, "pc_no"},
    {"parties", parties, "party", true, "party"},
    {"party_totals", party_totals, "party", false, "party"},
    {"released_areas", released_areas, "district", false, "ac_no, kendra"},
    {"released_counts", released_counts, "district", false, "ac_no, level, kendra, part, question, position"},
    {"released_questions", released_questions, "question", false, "question"},
    {"released_receipts", released_receipts, "scheme", false, "scheme, level, district, ac_no, kendra, part, position"},
    {"roll_entries", roll_entries, "ac_no || '/' || part_no", false, "ac_no, part_no, serial_no"},
    {"roll_summaries", roll_summaries, "ac_no || '/' || part_no", false, "ac_no, part_no"},
    {"roll_supplements", roll_supplements, "ac_no || '/' || part_no || '/' || supplement_no", false,
     "ac_no, part_no, supplement_no, serial_no"},
    {"scheme_counts", scheme_counts, "area_kind || '/' || district || '/' || day || '/' || counted", false,
     "area_kind, district, area, day, counted"},
    {"segment_results", segment_results, "ac_no", false, "ac_no, votes DESC, candidate"},
    {"stations", stations, "ac_no", false, "ac_no, part_no, part_suffix"},
});

}  // namespace

std::span<const Table> tables() { return all_tables; }

const Table& table(std::string_view name) {
  const auto found = std::ranges::find(all_tables, name, &Table::name);
  if (found == all_tables.end()) throw BrokenInvariant("no table " + std::string(name));
  return *found;
}

}  // namespace boothwise::warehouse
