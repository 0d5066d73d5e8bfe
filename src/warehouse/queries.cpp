#include "warehouse/queries.hpp"

#include "warehouse_sql/queries.hpp"

#include <algorithm>
#include <compare>
#include <initializer_list>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace {

/// "SAHARANPUR NAGAR" -> "Saharanpur Nagar"; a name with small letters stays as it is.
std::string readable_name(std::string_view printed) {
  if (std::ranges::any_of(printed, [](char c) { return c >= 'a' && c <= 'z'; })) return std::string(printed);
  std::string name = ascii_lower(printed);
  bool start = true;
  for (char& c : name) {
    if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    start = c == ' ' || c == '-' || c == '(' || c == '.';
  }
  return name;
}

/// An update overwrites what it names and leaves the rest.
void update(std::string& value, std::string_view with) {
  if (!with.empty()) value = with;
}

void update_name(Bilingual& name, std::string_view printed, std::string_view en, std::string_view hi) {
  if (!printed.empty() && name.en.empty()) name.en = readable_name(printed);
  update(name.en, en);
  update(name.hi, hi);
}

std::vector<std::string> list_from(std::string_view text) {
  std::vector<std::string> list;
  for (const std::string& part : split(text, ';')) {
    if (!trimmed(part).empty()) list.emplace_back(trimmed(part));
  }
  return list;
}

void add_name(std::vector<std::string>& names, std::string_view name, const std::string& main) {
  if (name.empty() || ascii_lower(name) == ascii_lower(main) || std::ranges::find(names, name) != names.end()) return;
  names.emplace_back(name);
}

}  // namespace

Reader::Reader(Warehouse& warehouse, const Manifest& manifest)
    : warehouse_(warehouse), manifest_(manifest), connection_(warehouse.connect()) {}

std::string Reader::rollup_rows(std::string_view name, std::string_view scope) const {
  const auto found = std::ranges::find_if(
      manifest_.rollups, [&](const DataFile& file) { return file.table == name && file.scope == scope; });
  return found == manifest_.rollups.end() ? std::string() : warehouse_.rows_of(*found);
}

std::string Reader::filled(std::string_view sql, const ElectionId& election) const {
  const std::string scope = to_string(election);
  std::string text = warehouse_.filled(manifest_, std::string(sql), scope);
  return replaced(std::move(text), "{booth_rollup}", rollup_rows("booths", scope));
}

std::string Reader::booth_rollup_sql(const ElectionId& election) const { return filled(sql::booth_rollup, election); }

Result<Places> Reader::places() {
  std::map<std::string, District, std::less<>> districts;
  std::map<std::int64_t, ParliamentaryConstituency> pcs;
  std::map<std::int64_t, AssemblyConstituency> acs;
  const auto each = [&](std::string_view name, const char* columns, const auto& take) -> Status {
    auto files = active_files(manifest_, name);
    std::ranges::reverse(files);  // oldest first: later runs update
    for (const ActiveFile& active : files) {
      BOOTHWISE_TRY(rows,
                    connection_.query("SELECT " + std::string(columns) + " FROM " + warehouse_.rows_of(*active.file)));
      while (rows.next()) take(rows);
    }
    return success();
  };
  BOOTHWISE_CHECK(each("districts", "district, name_en, name_hi, former_names", [&](const Rows& row) {
    District& district = districts[std::string(row.text(0))];
    district.id = row.text(0);
    update_name(district.name, row.text(0), row.text(1), row.text(2));
    for (const std::string& former : list_from(row.text(3))) add_name(district.former_names, former, district.id);
  }));
  BOOTHWISE_CHECK(each("parliamentary_constituencies", "pc_no, name_printed, name_en, name_hi, reservation, districts",
                       [&](const Rows& row) {
                         ParliamentaryConstituency& pc = pcs[row.integer(0).value_or(0)];
                         pc.no = PcNo(static_cast<std::int32_t>(row.integer(0).value_or(0)));
                         update_name(pc.name, row.text(1), row.text(2), row.text(3));
                         update(pc.reservation, row.text(4));
                         if (!row.text(5).empty()) pc.districts = list_from(row.text(5));
                       }));
  BOOTHWISE_CHECK(each("assembly_constituencies",
                       "ac_no, name_printed, name_en, name_hi, name_alt, reservation, pc_no, district",
                       [&](const Rows& row) {
                         AssemblyConstituency& ac = acs[row.integer(0).value_or(0)];
                         ac.no = ac_of(row.integer(0));
                         update_name(ac.name, row.text(1), row.text(2), row.text(3));
                         add_name(ac.other_names, row.text(1), ac.name.en);
                         for (const std::string& other : list_from(row.text(4)))
                           add_name(ac.other_names, other, ac.name.en);
                         update(ac.reservation, row.text(5));
                         if (const auto pc = row.integer(6)) ac.pc = PcNo(static_cast<std::int32_t>(*pc));
                         update(ac.district, row.text(7));
                       }));
  const auto values = [](auto& map) {
    std::vector<typename std::remove_reference_t<decltype(map)>::mapped_type> list;
    list.reserve(map.size());
    for (auto& [key, value] : map) list.push_back(std::move(value));
    return list;
  };
  return Places(values(districts), values(pcs), values(acs));
}

Result<std::vector<Party>> Reader::parties() {
  std::map<std::string, Party, std::less<>> parties;
  auto files = active_files(manifest_, "parties");
  std::ranges::reverse(files);
  for (const ActiveFile& active : files) {
    BOOTHWISE_TRY(rows, connection_.query("SELECT party, name_en, name_hi FROM " + warehouse_.rows_of(*active.file)));
    while (rows.next()) {
      Party& party = parties[std::string(rows.text(0))];
      party.code = rows.text(0);
      update_name(party.name, {}, rows.text(1), rows.text(2));
    }
  }
  std::vector<Party> list;
  list.reserve(parties.size());
  for (auto& [code, party] : parties) list.push_back(std::move(party));
  return list;
}

Result<Alliances> Reader::alliances() {
  std::vector<Alliance> alliances;
  // A later list of members may leave the names out: those told by any run stand.
  std::map<std::string, Bilingual, std::less<>> names;
  for (const Run& run : manifest_.runs) {
    for (const DataFile& file : run.data) {
      if (run.undone || file.table != "alliances") continue;
      BOOTHWISE_TRY(rows,
                    connection_.query("SELECT DISTINCT alliance, name_en, name_hi FROM " + warehouse_.rows_of(file)));
      while (rows.next()) update_name(names[std::string(rows.text(0))], {}, rows.text(1), rows.text(2));
    }
  }
  for (const ElectionId& election : elections_in(manifest_, "alliances")) {
    std::map<std::string, Alliance, std::less<>> of_election;
    BOOTHWISE_TRY(rows, connection_.query("SELECT alliance, party FROM " +
                                          warehouse_.rows_of(manifest_, "alliances", to_string(election))));
    while (rows.next()) {
      Alliance& alliance = of_election[std::string(rows.text(0))];
      alliance.house = election.house;
      alliance.year = election.year;
      alliance.id = rows.text(0);
      alliance.name = names[alliance.id];
      alliance.parties.emplace_back(rows.text(1));
    }
    for (auto& [id, alliance] : of_election) alliances.push_back(std::move(alliance));
  }
  return Alliances(std::move(alliances));
}

namespace {

/// The contest that `rows` (in order of their number) now belong to.
Contest& contest_of(std::vector<Contest>& contests, std::int64_t number) {
  if (contests.empty() || contests.back().number != number) {
    contests.push_back({static_cast<std::int32_t>(number), {}, std::nullopt, std::nullopt});
  }
  return contests.back();
}

bool is_synthetic(const Manifest& manifest, std::string_view table, const ElectionId& election) {
  const auto active = active_files(manifest, table, to_string(election));
  return std::ranges::any_of(active, [](const ActiveFile& file) { return file.run->synthetic; });
}

}  // namespace

Result<ElectionResults> Reader::results(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::candidates_of_election, election)));
  ElectionResults results{election, is_synthetic(manifest_, "candidate_results", election), {}};
  while (rows.next()) {
    Contest& contest = contest_of(results.contests, rows.integer(0).value_or(0));
    contest.candidates.push_back({std::string(rows.text(1)), std::string(rows.text(2)), rows.integer(3).value_or(0)});
    contest.electors = rows.integer(4);
    contest.stated_total = rows.integer(5);
  }
  for (Contest& contest : results.contests) order_candidates(contest);
  return results;
}

Result<SegmentResults> Reader::segments(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::candidates_of_segments, election)));
  SegmentResults results{election, is_synthetic(manifest_, "segment_results", election), {}};
  while (rows.next()) {
    contest_of(results.segments, rows.integer(0).value_or(0))
        .candidates.push_back({std::string(rows.text(1)), std::string(rows.text(2)), rows.integer(3).value_or(0)});
  }
  for (Contest& contest : results.segments) order_candidates(contest);
  return results;
}

Result<BoothSheets> Reader::booth_sheets(const ElectionId& election, std::optional<AcNo> only) {
  BoothSheets sheets;
  if (rollup_rows("booths", to_string(election)).empty()) return sheets;
  const auto asked = [&](std::string_view query) {
    return replaced(filled(query, election), "{ac_no}", only ? std::to_string(only->value) : "NULL");
  };
  std::map<std::pair<std::int64_t, std::int64_t>, std::uint32_t> place;  // in the contest's list, by candidate number
  {
    BOOTHWISE_TRY(rows, connection_.query(filled(sql::booth_candidates_of_election, election)));
    while (rows.next()) {
      const std::int64_t contest = rows.integer(0).value_or(0);
      std::vector<CandidateVotes>& candidates = sheets.candidates_[contest];
      place[{contest, rows.integer(1).value_or(0)}] = static_cast<std::uint32_t>(candidates.size());
      candidates.push_back({std::string(rows.text(2)), std::string(rows.text(3)), 0});
    }
  }
  {
    BOOTHWISE_TRY(rows, connection_.query(asked(sql::stations_as_counted)));
    while (rows.next()) {
      sheets.rows_.push_back({ac_of(rows.integer(1)),
                              rows.integer(0).value_or(0),
                              {{static_cast<std::int32_t>(rows.integer(2).value_or(0)), std::string(rows.text(3))},
                               std::string(rows.text(4)),
                               rows.integer(5),
                               rows.integer(6),
                               rows.integer(7),
                               rows.integer(8),
                               rows.integer(9),
                               rows.integer(10),
                               {}}});
    }
  }
  BOOTHWISE_TRY(rows, connection_.query(asked(sql::votes_of_stations)));
  auto row = sheets.rows_.begin();  // stations and votes come in the same order
  const auto close_row = [&] { row++->counted_end = sheets.counted_.size(); };
  while (rows.next()) {
    const AcNo ac = ac_of(rows.integer(0));
    const auto number = static_cast<std::int32_t>(rows.integer(1).value_or(0));
    const std::string_view suffix = rows.text(2);
    const auto here = [&] {
      const Part& part = row->station.part;
      return std::tuple(row->ac.value, part.number, std::string_view(part.suffix)) <=>
             std::tuple(ac.value, number, suffix);
    };
    while (row != sheets.rows_.end() && std::is_lt(here())) close_row();
    if (row == sheets.rows_.end()) break;
    const auto found = place.find({row->contest, rows.integer(3).value_or(0)});
    if (std::is_neq(here()) || found == place.end()) continue;
    sheets.counted_.push_back({found->second, static_cast<std::uint32_t>(rows.integer(4).value_or(0))});
  }
  while (row != sheets.rows_.end()) close_row();
  return sheets;
}

Result<std::vector<Reader::BoothSums>> Reader::booth_sums(const ElectionId& election) {
  std::vector<BoothSums> sums;
  if (rollup_rows("booths", to_string(election)).empty()) return sums;
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::booth_sums, election)));
  const auto number = [&](std::size_t column) { return rows.integer(column).value_or(0); };
  while (rows.next()) {
    sums.push_back({ac_of(number(0)), number(1), number(2), number(3), number(4), number(5)});
  }
  return sums;
}

Result<std::vector<Reader::StatedCoverage>> Reader::stated_coverage(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::stated_coverage, election)));
  std::vector<StatedCoverage> list;
  while (rows.next()) {
    list.push_back({ac_of(rows.integer(0)), rows.integer(1), rows.integer(2), rows.integer(3), rows.decimal(4)});
  }
  return list;
}

Result<std::vector<Reader::SeatTotals>> Reader::seat_totals(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::seat_totals, election)));
  std::vector<SeatTotals> list;
  while (rows.next()) {
    list.push_back({static_cast<std::int32_t>(rows.integer(0).value_or(0)), rows.integer(1).value_or(0),
                    rows.integer(2), rows.integer(3), rows.integer(4), rows.integer(5), rows.integer(6).value_or(0),
                    rows.integer(7).value_or(0)});
  }
  return list;
}

Result<std::vector<Reader::SeatAndSegments>> Reader::segments_against_seats(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::segments_against_seats, election)));
  std::vector<SeatAndSegments> list;
  while (rows.next()) {
    list.push_back({PcNo(static_cast<std::int32_t>(rows.integer(0).value_or(0))), rows.integer(1).value_or(0),
                    rows.integer(2).value_or(0)});
  }
  return list;
}

Result<std::vector<Reader::SegmentTotal>> Reader::segment_totals(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::segment_totals, election)));
  std::vector<SegmentTotal> list;
  while (rows.next()) {
    list.push_back({static_cast<std::int32_t>(rows.integer(0).value_or(0)), rows.integer(1).value_or(0)});
  }
  return list;
}

Result<std::vector<Reader::LooseVotes>> Reader::votes_without_station(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::votes_without_station, election)));
  std::vector<LooseVotes> list;
  while (rows.next()) {
    list.push_back({static_cast<std::int32_t>(rows.integer(0).value_or(0)),
                    {static_cast<std::int32_t>(rows.integer(1).value_or(0)), std::string(rows.text(2))},
                    rows.integer(3).value_or(0),
                    rows.integer(4).value_or(0) != 0});
  }
  return list;
}

Result<std::vector<Reader::UnmatchedCandidate>> Reader::official_votes_of_candidates(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::official_votes_of_candidates, election)));
  std::vector<UnmatchedCandidate> list;
  while (rows.next()) {
    list.push_back({static_cast<std::int32_t>(rows.integer(0).value_or(0)), rows.integer(1).value_or(0),
                    std::string(rows.text(2)), std::string(rows.text(3)), rows.integer(4).value_or(0)});
  }
  return list;
}

Result<std::vector<Reader::PartyDifference>> Reader::party_totals_against_results(const ElectionId& election) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::party_totals_against_results, election)));
  std::vector<PartyDifference> list;
  while (rows.next()) list.push_back({std::string(rows.text(0)), rows.integer(1), rows.integer(2).value_or(0)});
  return list;
}

std::vector<ElectionId> elections_in(const Manifest& manifest, std::string_view table) {
  std::vector<ElectionId> elections;
  for (const std::string& scope : active_scopes(manifest, table)) {
    if (const auto election = parse_election(scope)) elections.push_back(*election);
  }
  std::ranges::sort(elections);
  return elections;
}

}  // namespace boothwise::warehouse
