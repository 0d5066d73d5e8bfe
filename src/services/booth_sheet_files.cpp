#include "services/booth_sheet_files.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "services/table_file.hpp"
#include "synthesis/booths.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
using warehouse::Column;
using enum warehouse::ColumnType;

namespace {

constexpr std::array station_columns = std::to_array<Column>({{"pc_no", integer},
                                                              {"ac_no", integer},
                                                              {"part_no", integer},
                                                              {"station_name", text},
                                                              {"electors", integer},
                                                              {"voters", integer},
                                                              {"total_votes", integer}});
constexpr std::array vote_columns =
    std::to_array<Column>({{"ac_no", integer}, {"part_no", integer}, {"candidate_no", integer}, {"votes", integer}});

/// The candidates of a contest in the order of their numbers: by name and party.
using CandidateList = std::vector<std::pair<std::string, std::string>>;

CandidateList candidates_of(const Contest& contest) {
  CandidateList list;
  for (const CandidateVotes& row : contest.candidates) list.emplace_back(row.candidate, row.party);
  std::ranges::sort(list);
  return list;
}

/// The files of one election while they are written.
class Sheets {
 public:
  static Result<Sheets> create(const BoothSheetPaths& paths, bool assembly) {
    const std::array candidate_columns = std::to_array<Column>(
        {{assembly ? "ac_no" : "pc_no", integer}, {"candidate_no", integer}, {"candidate", text}, {"party", text}});
    BOOTHWISE_TRY(stations, TableFile::create(paths.stations, station_columns));
    BOOTHWISE_TRY(votes, TableFile::create(paths.votes, vote_columns));
    BOOTHWISE_TRY(candidates, TableFile::create(paths.candidates, candidate_columns));
    return Sheets(std::move(stations), std::move(votes), std::move(candidates));
  }

  /// `seat`: whose list numbers the candidates. All segments of a seat have the same.
  Status add(const AssemblyConstituency& place, std::int32_t seat, const Contest& contest,
             const StationsOfSegment& stations, std::uint64_t seed) {
    const CandidateList candidates = candidates_of(contest);
    if (seats_.insert(seat).second) BOOTHWISE_CHECK(add_candidates(seat, candidates));
    const synthesis::StationVotes made = synthesis::votes_at_stations(contest, stations.electors, {}, seed);
    for (std::size_t station = 0; station < stations.part_no.size(); ++station) {
      Votes polled = 0;
      for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const Votes votes = made.votes[station][i];
        polled += votes;
        if (votes == 0) continue;
        const CandidateVotes& row = contest.candidates[i];
        const auto number = std::ranges::find(candidates, std::pair(row.candidate, row.party)) - candidates.begin() + 1;
        add_numbers(votes_, {place.no.value, stations.part_no[station], number, votes});
        BOOTHWISE_CHECK(votes_.end_row());
      }
      add_numbers(stations_, {place.pc.value, place.no.value, stations.part_no[station]});
      stations_.add(std::string_view(stations.name[station]));
      add_numbers(stations_, {stations.electors[station], polled, polled});
      BOOTHWISE_CHECK(stations_.end_row());
    }
    return success();
  }

  Status commit() {
    BOOTHWISE_CHECK(stations_.commit());
    BOOTHWISE_CHECK(votes_.commit());
    return candidates_.commit();
  }

 private:
  Sheets(TableFile stations, TableFile votes, TableFile candidates)
      : stations_(std::move(stations)), votes_(std::move(votes)), candidates_(std::move(candidates)) {}

  static void add_numbers(TableFile& file, std::initializer_list<std::int64_t> numbers) {
    for (const std::int64_t number : numbers) file.add(number);
  }

  Status add_candidates(std::int32_t seat, const CandidateList& candidates) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      add_numbers(candidates_, {seat, static_cast<std::int64_t>(i) + 1});
      candidates_.add(std::string_view(candidates[i].first));
      candidates_.add(std::string_view(candidates[i].second));
      BOOTHWISE_CHECK(candidates_.end_row());
    }
    return success();
  }

  TableFile stations_;
  TableFile votes_;
  TableFile candidates_;
  std::set<std::int32_t> seats_;
};

}  // namespace

BoothSheetPaths sheet_paths(const fs::path& stem, std::string_view ending) {
  const auto path = [&](const char* what) { return fs::path(stem.string() + what + std::string(ending)); };
  return {path("-stations"), path("-votes"), path("-candidates")};
}

const Contest* segment_votes(const Snapshot& snapshot, const ElectionId& election, AcNo ac) {
  const auto data = snapshot.elections.find(election);
  if (data == snapshot.elections.end()) return nullptr;
  if (election.house == House::vidhan_sabha) return data->second.results.contest(ac.value);
  return data->second.segments ? data->second.segments->segment(ac) : nullptr;
}

Status write_booth_sheets(const Snapshot& snapshot, const ElectionId& election,
                          const std::map<AcNo, StationsOfSegment>& stations, std::uint64_t seed,
                          const BoothSheetPaths& paths) {
  const bool assembly = election.house == House::vidhan_sabha;
  BOOTHWISE_TRY(sheets, Sheets::create(paths, assembly));
  for (const auto& [ac, of_segment] : stations) {
    const Contest* contest = segment_votes(snapshot, election, ac);
    const AssemblyConstituency* place = snapshot.places.ac(ac);
    if (contest == nullptr || place == nullptr) continue;
    BOOTHWISE_CHECK(sheets.add(*place, assembly ? ac.value : place->pc.value, *contest, of_segment, seed));
  }
  return sheets.commit();
}

}  // namespace boothwise::services
