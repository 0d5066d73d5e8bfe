#include "services/rollups.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "domain/places.hpp"
#include "domain/results.hpp"
#include "warehouse/queries.hpp"
#include "warehouse/roll_comparisons.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

using warehouse::Column;
using warehouse::ColumnType;

namespace {

constexpr std::array seat_columns = std::to_array<Column>({{"seat_no", ColumnType::integer},
                                                           {"valid_votes", ColumnType::integer},
                                                           {"nota", ColumnType::integer},
                                                           {"electors", ColumnType::integer},
                                                           {"candidates", ColumnType::integer},
                                                           {"winner", ColumnType::text},
                                                           {"winner_party", ColumnType::text},
                                                           {"winner_votes", ColumnType::integer},
                                                           {"runner_up", ColumnType::text},
                                                           {"runner_up_party", ColumnType::text},
                                                           {"margin_votes", ColumnType::integer}});
constexpr std::array party_columns = std::to_array<Column>({{"level", ColumnType::text},
                                                            {"area", ColumnType::text},
                                                            {"party", ColumnType::text},
                                                            {"votes", ColumnType::integer},
                                                            {"valid_votes", ColumnType::integer},
                                                            {"candidates", ColumnType::integer},
                                                            {"led", ColumnType::integer}});

/// One party in one area: votes, candidates, and contests led (won, for seats).
struct PartyTally {
  Votes votes = 0;
  std::int64_t candidates = 0;
  std::int64_t led = 0;
};

struct AreaTally {
  Votes valid_votes = 0;
  std::map<std::string, PartyTally> parties;
};

using Areas = std::map<std::pair<std::string, std::string>, AreaTally>;  // level, area

void add_contest(AreaTally& area, const Contest& contest) {
  area.valid_votes += contest.valid_votes();
  bool first = true;
  for (const CandidateVotes& row : contest.candidates) {
    if (row.is_nota()) continue;
    PartyTally& party = area.parties[row.party];
    party.votes += row.votes;
    party.candidates += 1;
    party.led += first ? 1 : 0;
    first = false;
  }
}

/// Adds contests of ACs (segments, or seats of the Vidhan Sabha) to their AC, PC and district.
void add_segments(Areas& areas, const std::vector<Contest>& contests, const Places& places, bool seats) {
  for (const Contest& contest : contests) {
    add_contest(areas[{"ac", std::to_string(contest.number)}], contest);
    const AssemblyConstituency* ac = places.ac(AcNo(contest.number));
    if (ac == nullptr) continue;
    if (seats) add_contest(areas[{"pc", std::to_string(ac->pc.value)}], contest);
    if (!ac->district.empty()) add_contest(areas[{"district", ac->district}], contest);
  }
}

Status write_seats(warehouse::Connection& connection, const ElectionResults& results) {
  BOOTHWISE_TRY(rows, connection.create("rollup_seats", seat_columns));
  for (const Contest& contest : results.contests) {
    rows.set(0, std::int64_t{contest.number});
    rows.set(1, contest.valid_votes());
    rows.set(2, contest.nota());
    rows.set(3, contest.electors);
    const auto candidates = std::ranges::count_if(contest.candidates, [](const auto& row) { return !row.is_nota(); });
    rows.set(4, static_cast<std::int64_t>(candidates));
    if (candidates > 0) {
      rows.set(5, std::string_view(contest.candidates[0].candidate));
      rows.set(6, std::string_view(contest.candidates[0].party));
      rows.set(7, contest.candidates[0].votes);
    }
    if (candidates > 1) {
      rows.set(8, std::string_view(contest.candidates[1].candidate));
      rows.set(9, std::string_view(contest.candidates[1].party));
      rows.set(10, contest.candidates[0].votes - contest.candidates[1].votes);
    }
    BOOTHWISE_CHECK(rows.end_row());
  }
  return rows.close();
}

Status write_parties(warehouse::Connection& connection, const Areas& areas) {
  BOOTHWISE_TRY(rows, connection.create("rollup_parties", party_columns));
  for (const auto& [key, area] : areas) {
    for (const auto& [party, tally] : area.parties) {
      rows.set(0, std::string_view(key.first));
      rows.set(1, std::string_view(key.second));
      rows.set(2, std::string_view(party));
      rows.set(3, tally.votes);
      rows.set(4, area.valid_votes);
      rows.set(5, tally.candidates);
      rows.set(6, tally.led);
      BOOTHWISE_CHECK(rows.end_row());
    }
  }
  return rows.close();
}

Status rebuild_election(warehouse::Warehouse& warehouse, warehouse::Writer& writer, const ElectionId& election,
                        std::vector<warehouse::DataFile>& rollups) {
  warehouse::Reader reader(warehouse, writer.next());
  warehouse::Connection& connection = reader.connection();
  const std::string scope = to_string(election);
  const bool comparable = delimitation_of(election) == Delimitation::order_2008;
  BOOTHWISE_TRY(places, reader.places());
  BOOTHWISE_TRY(results, reader.results(election));
  BOOTHWISE_TRY(segments, reader.segments(election));
  if (!results.contests.empty()) {
    BOOTHWISE_CHECK(write_seats(connection, results));
    BOOTHWISE_TRY(file, writer.write_rollup(connection, "seats", scope, "SELECT * FROM rollup_seats"));
    rollups.push_back(std::move(file));
    BOOTHWISE_CHECK(connection.run("DROP TABLE rollup_seats"));
  }
  Areas areas;
  const bool assembly = election.house == House::vidhan_sabha;
  for (const Contest& contest : results.contests) {
    add_contest(areas[{"state", ""}], contest);
    if (!assembly) add_contest(areas[{"pc", std::to_string(contest.number)}], contest);
  }
  if (comparable) add_segments(areas, assembly ? results.contests : segments.segments, places, assembly);
  if (!areas.empty()) {
    BOOTHWISE_CHECK(write_parties(connection, areas));
    BOOTHWISE_TRY(file, writer.write_rollup(connection, "parties", scope,
                                            "SELECT * FROM rollup_parties ORDER BY level, area, votes DESC, party"));
    rollups.push_back(std::move(file));
    BOOTHWISE_CHECK(connection.run("DROP TABLE rollup_parties"));
  }
  if (!warehouse::active_files(writer.next(), "stations", scope).empty()) {
    BOOTHWISE_TRY(file, writer.write_rollup(connection, "booths", scope, reader.booth_rollup_sql(election)));
    rollups.push_back(std::move(file));
  }
  return success();
}

}  // namespace

std::vector<ElectionId> elections_of(const warehouse::Run& run) {
  std::set<ElectionId> elections;
  for (const warehouse::DataFile& file : run.data) {
    if (file.table == "alliances" || file.table == "booth_coverage" || file.table == "party_totals") continue;
    if (const auto election = parse_election(file.scope)) elections.insert(*election);
  }
  return {elections.begin(), elections.end()};
}

Status rebuild_rollups(warehouse::Warehouse& warehouse, warehouse::Writer& writer,
                       const std::vector<ElectionId>& elections) {
  std::vector<warehouse::DataFile> rollups;
  for (const warehouse::DataFile& file : writer.next().rollups) {
    const auto election = parse_election(file.scope);
    if (!election || std::ranges::find(elections, *election) == elections.end()) rollups.push_back(file);
  }
  for (const ElectionId& election : elections) {
    BOOTHWISE_CHECK(rebuild_election(warehouse, writer, election, rollups));
  }
  std::ranges::sort(rollups, {}, [](const warehouse::DataFile& file) { return std::pair(file.table, file.scope); });
  writer.next().rollups = std::move(rollups);
  return success();
}

Status rebuild_rolls(warehouse::Warehouse& warehouse, warehouse::Writer& writer,
                     const std::set<std::pair<std::string, AcNo>>& rolls) {
  warehouse::RollReader reader(warehouse, writer.next());
  warehouse::Connection connection = warehouse.connect();
  for (const auto& [revision, ac] : rolls) {
    const std::string scope = warehouse::RollReader::rollup_scope(revision, ac);
    warehouse::drop_comparisons(writer.next(), revision, ac);
    std::erase_if(writer.next().rollups,
                  [&](const warehouse::DataFile& file) { return file.table == "roll_numbers" && file.scope == scope; });
    if (!reader.segments(revision).contains(ac)) continue;
    BOOTHWISE_TRY(file, writer.write_rollup(connection, "roll_numbers", scope, reader.numbers_sql(revision, ac)));
    writer.next().rollups.push_back(std::move(file));
  }
  std::ranges::sort(writer.next().rollups, {},
                    [](const warehouse::DataFile& file) { return std::pair(file.table, file.scope); });
  return success();
}

}  // namespace boothwise::services
