#include "services/forecast_data.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "base/within.hpp"
#include "intake/table.hpp"
#include "services/own_tables.hpp"
#include "services/segment_points.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

namespace {

constexpr double core_least = 0.01;  // of an election's votes

/// Votes of an election by seat: party code to votes of all and of the best of its candidates.
struct PartyVotes {
  double all = 0;
  double best = 0;
};
using SeatVotes = std::map<std::string, PartyVotes, std::less<>>;

struct RawElection {
  std::string id;
  double year = 0;
  std::int32_t kind = 0;
  bool added_up = false;
  std::vector<SeatVotes> seats;
  std::vector<std::pair<std::string, std::vector<std::string>>> alliances;
};

void add_candidate(SeatVotes& seat, std::string_view party, double votes) {
  PartyVotes& into = seat[std::string(party)];
  into.all += votes;
  into.best = std::max(into.best, votes);
}

std::set<std::string> core_parties(const std::vector<RawElection>& elections, const std::vector<std::string>& also) {
  std::set<std::string> core(also.begin(), also.end());
  for (const RawElection& election : elections) {
    std::map<std::string, double> totals;
    double all = 0;
    for (const SeatVotes& seat : election.seats) {
      const auto best = std::ranges::max_element(seat, {}, [](const auto& entry) { return entry.second.best; });
      if (best != seat.end()) core.insert(best->first);
      for (const auto& [party, votes] : seat) {
        totals[party] += votes.all;
        all += votes.all;
      }
    }
    for (const auto& [party, votes] : totals) {
      if (votes >= core_least * all) core.insert(party);
    }
    for (const auto& [name, members] : election.alliances) {
      for (const std::string& party : members) {
        if (totals.contains(party)) core.insert(party);
      }
    }
  }
  return core;
}

forecast::Counted counted_of(const RawElection& raw, const ForecastData& data) {
  forecast::Counted counted;
  const std::size_t parties = data.parties.size();
  counted.election.year = raw.year;
  counted.election.kind = raw.kind;
  counted.election.added_up = raw.added_up;
  counted.election.votes = forecast::Table(raw.seats.size(), parties);
  counted.election.alliance.assign(parties, -1);
  counted.best = forecast::Table(raw.seats.size(), parties);
  for (std::size_t i = 0; i < raw.alliances.size(); ++i) {
    for (const std::string& party : raw.alliances[i].second) {
      const std::size_t index = data.party(party);
      if (index + 1 < parties) counted.election.alliance[index] = static_cast<std::int32_t>(i);
    }
  }
  for (std::size_t seat = 0; seat < raw.seats.size(); ++seat) {
    std::int32_t winner = -1;
    double most = 0;
    for (const auto& [party, votes] : raw.seats[seat]) {
      const std::size_t index = data.party(party);
      counted.election.votes.at(seat, index) += votes.all;
      counted.best.at(seat, index) = std::max(counted.best.at(seat, index), votes.best);
      if (votes.best > most) {
        most = votes.best;
        winner = static_cast<std::int32_t>(index);
      }
    }
    counted.winner.push_back(winner);
  }
  return counted;
}

Error no_past_election() {
  return Error{ErrorKind::not_found,
               "no_past_election",
               {"there is no past election on these seats; a forecast needs at least one",
                "इन सीटों का कोई पिछला चुनाव नहीं है; पूर्वानुमान के लिए कम से कम एक चाहिए"}};
}

void finish(ForecastData& data, std::vector<RawElection>& raw, const std::vector<std::string>& also) {
  std::ranges::stable_sort(raw, {}, &RawElection::year);
  const std::set<std::string> core = core_parties(raw, also);
  data.parties.assign(core.begin(), core.end());
  data.parties.emplace_back();
  std::set<std::string> all;
  for (const RawElection& election : raw) {
    for (const SeatVotes& seat : election.seats) {
      for (const auto& [party, votes] : seat) all.insert(party);
    }
  }
  data.all_parties.assign(all.begin(), all.end());
  for (const RawElection& election : raw) {
    ForecastData::Election into{election.id, counted_of(election, data), {}};
    for (const auto& [name, members] : election.alliances) into.alliances.push_back(name);
    data.elections.push_back(std::move(into));
  }
}

/// A segment's district's region, and where it lies.
struct SegmentPlaces {
  std::map<std::string, std::string> region_of_district;
  std::map<std::int32_t, planning::Point> point;
};

Result<SegmentPlaces> segment_places(const std::filesystem::path& folder) {
  SegmentPlaces places;
  if (std::filesystem::exists(folder / "regions.csv")) {
    BOOTHWISE_CHECK(each_own_row(folder / "regions.csv", [&](const std::vector<std::string>& cells) {
      if (cells.size() >= 2) places.region_of_district[cells[0]] = cells[1];
    }));
  }
  BOOTHWISE_TRY(points, segment_points(folder));
  places.point = std::move(points);
  return places;
}

/// Regions and coordinates of seats from those of their segments: the commonest region, the middle of the points.
void place_seats(ForecastData& data, const std::vector<std::vector<const AssemblyConstituency*>>& segments,
                 const SegmentPlaces& places) {
  constexpr double km_per_degree = 111.195;
  std::map<std::string, std::int32_t> regions;
  bool all_placed = true;
  std::vector<std::pair<double, double>> middles;
  for (std::size_t seat = 0; seat < segments.size(); ++seat) {
    std::map<std::string, int> votes;
    double latitude = 0;
    double longitude = 0;
    int points = 0;
    for (const AssemblyConstituency* segment : segments[seat]) {
      const auto region = places.region_of_district.find(segment->district);
      if (region != places.region_of_district.end()) ++votes[region->second];
      const auto point = places.point.find(segment->no.value);
      if (point == places.point.end()) continue;
      latitude += point->second.latitude;
      longitude += point->second.longitude;
      ++points;
    }
    const auto most = std::ranges::max_element(votes, {}, [](const auto& entry) { return entry.second; });
    data.seats[seat].region = most == votes.end() ? std::string() : most->first;
    const auto [entry, fresh] = regions.emplace(data.seats[seat].region, static_cast<std::int32_t>(regions.size()));
    data.geography.region.push_back(entry->second);
    all_placed = all_placed && points > 0;
    if (points > 0) middles.emplace_back(latitude / points, longitude / points);
  }
  if (!all_placed || middles.empty()) return;
  double middle = 0;
  for (const auto& [latitude, longitude] : middles) middle += latitude / static_cast<double>(middles.size());
  for (const auto& [latitude, longitude] : middles) {
    data.geography.north_km.push_back(latitude * km_per_degree);
    data.geography.east_km.push_back(longitude * km_per_degree * std::cos(middle * std::numbers::pi / 180));
  }
}

/// One election's contests as seats of the house; nothing if it cannot be told by those.
std::optional<RawElection> raw_election(const Snapshot& snapshot, const ElectionData& election, House house,
                                        const std::map<std::int32_t, std::size_t>& seat_of) {
  const ElectionId& id = election.results.election;
  RawElection raw;
  raw.id = to_string(id);
  raw.year = forecast_year(id);
  raw.kind = id.house == House::lok_sabha ? 0 : 1;
  raw.seats.resize(seat_of.size());
  const auto take = [&](std::int32_t number, const Contest& contest) {
    const auto found = seat_of.find(number);
    if (found == seat_of.end()) return;
    for (const CandidateVotes& row : contest.candidates) {
      if (!row.is_nota()) add_candidate(raw.seats[found->second], row.party, static_cast<double>(row.votes));
    }
  };
  if (id.house == house) {
    for (const Contest& contest : election.results.contests) take(contest.number, contest);
  } else if (house == House::vidhan_sabha) {
    if (!election.segments) return std::nullopt;
    for (const Contest& segment : election.segments->segments) take(segment.number, segment);
  } else {
    raw.added_up = true;
    for (const Contest& contest : election.results.contests) {
      const AssemblyConstituency* segment = snapshot.places.ac(AcNo(contest.number));
      if (segment != nullptr) take(segment->pc.value, contest);
    }
    // What was added up has no candidates of its own: a party's votes are its best.
    for (SeatVotes& seat : raw.seats) {
      for (auto& [party, votes] : seat) votes.best = votes.all;
    }
  }
  const bool counted = std::ranges::any_of(raw.seats, [](const SeatVotes& seat) { return !seat.empty(); });
  if (!counted) return std::nullopt;
  for (const Alliance* alliance : snapshot.alliances.of(id))
    raw.alliances.emplace_back(alliance->id, alliance->parties);
  return raw;
}

/// Electors of each seat at the latest election of the house that says.
void note_electors(const Snapshot& snapshot, House house, const std::map<std::int32_t, std::size_t>& seat_of,
                   ForecastData& data) {
  for (const auto& [id, election] : snapshot.elections) {
    if (id.house != house || id.by_election || delimitation_of(id) != Delimitation::order_2008) continue;
    for (const Contest& contest : election.results.contests) {
      const auto found = seat_of.find(contest.number);
      if (found != seat_of.end() && contest.electors)
        data.seats[found->second].electors = static_cast<double>(*contest.electors);
    }
  }
}

void add_history(ForecastData& data, double year, std::map<std::string, double> votes) {
  double all = 0;
  for (const auto& [party, count] : votes) all += count;
  if (all <= 0) return;
  for (auto& [party, count] : votes) count /= all;
  data.state_history.push_back({year, std::move(votes)});
}

void note_by_elections(const Snapshot& snapshot, ForecastData& data) {
  std::vector<ElectionId> elections;
  for (const auto& [id, election] : snapshot.elections) {
    if (id.by_election && !election.results.contests.empty()) elections.push_back(id);
  }
  std::ranges::stable_sort(elections, {}, &ElectionId::year);
  for (const ElectionId& id : elections) data.by_elections.push_back(to_string(id));
}

void note_history(const Snapshot& snapshot, ForecastData& data) {
  for (const auto& [id, election] : snapshot.elections) {
    if (id.by_election) continue;
    std::map<std::string, double> votes;
    for (const Contest& contest : election.results.contests) {
      for (const CandidateVotes& row : contest.candidates) {
        if (!row.is_nota()) votes[row.party] += static_cast<double>(row.votes);
      }
    }
    add_history(data, forecast_year(id), std::move(votes));
  }
  std::ranges::stable_sort(data.state_history, {}, &ForecastData::StateElection::year);
}

}  // namespace

std::vector<forecast::PastElection> ForecastData::past() const {
  std::vector<forecast::PastElection> past;
  past.reserve(elections.size());
  for (const Election& election : elections) past.push_back(election.counted.election);
  return past;
}

std::vector<forecast::PastTarget> ForecastData::targets() const {
  std::vector<forecast::PastTarget> targets;
  targets.reserve(elections.size());
  for (const Election& election : elections) targets.push_back(forecast::target_of(election.counted).target);
  return targets;
}

std::vector<forecast::Counted> ForecastData::before(double year) const {
  std::vector<forecast::Counted> before;
  for (const Election& election : elections) {
    if (election.counted.election.year < year) before.push_back(election.counted);
  }
  return before;
}

std::size_t ForecastData::party(std::string_view code) const {
  const auto last = parties.end() - 1;
  const auto found = std::lower_bound(parties.begin(), last, code);
  return static_cast<std::size_t>((found != last && *found == code ? found : last) - parties.begin());
}

double forecast_year(const ElectionId& election) {
  constexpr double spring = 0.15;
  constexpr double early_summer = 0.35;
  return election.year + (election.house == House::lok_sabha ? early_summer : spring);
}

std::filesystem::path regions_folder(const Snapshot& snapshot, const std::filesystem::path& data_folder,
                                     std::string_view state) {
  if (!state.empty()) return state_folder(data_folder, state);
  std::error_code unreadable;
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(data_folder, unreadable)) {
    if (std::filesystem::exists(entry.path() / "regions.csv")) folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  for (const std::filesystem::path& folder : folders) {
    const auto places = segment_places(folder);
    if (!places) continue;
    const auto known = std::ranges::count_if(snapshot.places.districts(), [&](const District& district) {
      return places->region_of_district.contains(district.id);
    });
    if (static_cast<std::size_t>(known) * 2 > snapshot.places.districts().size()) return folder;
  }
  return {};
}

Result<ForecastData> forecast_data(const Snapshot& snapshot, House house, const std::filesystem::path& folder,
                                   const std::vector<std::string>& also) {
  ForecastData data;
  std::map<std::int32_t, std::size_t> seat_of;
  std::vector<std::vector<const AssemblyConstituency*>> segments;
  const auto add_seat = [&](std::int32_t number, const Bilingual& name) {
    seat_of.emplace(number, data.seats.size());
    data.seats.push_back({std::to_string(number), name, {}, 0});
  };
  if (house == House::lok_sabha) {
    data.seat_column = "pc_no";
    for (const ParliamentaryConstituency& pc : snapshot.places.pcs()) {
      add_seat(pc.no.value, pc.name);
      segments.push_back(snapshot.places.segments_of(pc.no));
    }
  } else {
    data.seat_column = "ac_no";
    for (const AssemblyConstituency& ac : snapshot.places.acs()) {
      add_seat(ac.no.value, ac.name);
      segments.push_back({&ac});
    }
  }
  BOOTHWISE_TRY(places, segment_places(folder));
  place_seats(data, segments, places);
  std::vector<RawElection> raw;
  for (const auto& [id, election] : snapshot.elections) {
    if (id.by_election || delimitation_of(id) != Delimitation::order_2008) continue;
    if (auto one = raw_election(snapshot, election, house, seat_of)) raw.push_back(std::move(*one));
  }
  if (raw.empty() || data.seats.empty()) return no_past_election();
  note_by_elections(snapshot, data);
  note_electors(snapshot, house, seat_of, data);
  note_history(snapshot, data);
  finish(data, raw, also);
  return data;
}

namespace {

Error column_missing(const std::filesystem::path& file, const std::string& role, const std::string& wanted,
                     const std::vector<std::string>& header) {
  Error error{ErrorKind::bad_input,
              "column_missing",
              {"expected a column of this name for " + role, role + " के लिए इस नाम का स्तंभ चाहिए"}};
  error.where = {file.string(), 1, wanted, {}};
  error.choices = header;
  return error;
}

/// Which column has which role; -1: none.
struct FileColumns {
  std::ptrdiff_t seat = -1;
  std::ptrdiff_t party = -1;
  std::ptrdiff_t votes = -1;
  std::ptrdiff_t region = -1;
  std::ptrdiff_t name = -1;
};

Result<FileColumns> columns_of(const std::filesystem::path& file, const std::vector<std::string>& header,
                               const std::map<std::string, std::string>& named) {
  FileColumns columns;
  const auto find = [&](const std::string& role, bool required, std::ptrdiff_t& into) -> Status {
    const auto asked = named.find(role);
    const std::string wanted = asked == named.end() ? role : asked->second;
    const auto found = std::ranges::find(header, wanted);
    if (found != header.end()) {
      into = found - header.begin();
    } else if (required || asked != named.end()) {
      return column_missing(file, role, wanted, header);
    }
    return success();
  };
  BOOTHWISE_CHECK(find("seat", true, columns.seat));
  BOOTHWISE_CHECK(find("party", true, columns.party));
  BOOTHWISE_CHECK(find("votes", true, columns.votes));
  BOOTHWISE_CHECK(find("region", false, columns.region));
  BOOTHWISE_CHECK(find("name", false, columns.name));
  return columns;
}

struct FileSeat {
  std::string name;
  std::string region;
  SeatVotes votes;
};
using FileSeats = std::map<std::string, FileSeat>;

Result<FileSeats> seats_of_file(const std::filesystem::path& file, const std::map<std::string, std::string>& named) {
  constexpr std::size_t seats_most = 5000;
  BOOTHWISE_TRY(table, intake::open_table(file));
  BOOTHWISE_TRY(columns, columns_of(file, table->header(), named));
  FileSeats seats;
  intake::Row row;
  for (;;) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) break;
    const auto cell = [&](std::ptrdiff_t column) {
      const bool there = column >= 0 && static_cast<std::size_t>(column) < row.cells.size();
      return there ? row.cells[static_cast<std::size_t>(column)] : std::string_view();
    };
    const std::string_view votes = cell(columns.votes);
    if (votes.empty() || votes == "NA") continue;  // not counted
    const auto number = parse_number<double>(votes);
    if (!number || !is_within(*number, 0, 1e12)) {
      return Error{
          ErrorKind::bad_input,
          "number_malformed",
          {"expected a number of votes", "वोटों की संख्या चाहिए"},
          {file.string(), row.line, table->header()[static_cast<std::size_t>(columns.votes)], shortened(votes, 80)}};
    }
    FileSeat& seat = seats[std::string(cell(columns.seat))];
    seat.name = cell(columns.name);
    seat.region = cell(columns.region);
    add_candidate(seat.votes, cell(columns.party), *number);
    if (seats.size() > seats_most) {
      return Error{ErrorKind::too_large,
                   "too_many_seats",
                   {"a forecast takes at most 5,000 seats", "पूर्वानुमान में अधिकतम 5,000 सीटें हो सकती हैं"},
                   {file.string(), row.line, {}, {}}};
    }
  }
  return seats;
}

}  // namespace

Result<ForecastData> forecast_data(const ForecastFiles& files) {
  std::vector<FileSeats> read;
  for (const auto& [year, path] : files.results) {
    BOOTHWISE_TRY(seats, seats_of_file(path, files.columns));
    read.push_back(std::move(seats));
  }
  if (read.empty()) return no_past_election();
  ForecastData data;
  data.seat_column = "seat";
  std::map<std::string, std::int32_t> regions;
  for (const auto& [id, seat] : read.front()) {
    if (!std::ranges::all_of(read, [&](const FileSeats& seats) { return seats.contains(id); })) continue;
    const std::string name = seat.name.empty() ? id : seat.name;
    data.seats.push_back({id, {name, name}, seat.region, 0});
    const auto [entry, fresh] = regions.emplace(seat.region, static_cast<std::int32_t>(regions.size()));
    data.geography.region.push_back(entry->second);
  }
  if (data.seats.empty()) return no_past_election();
  std::vector<RawElection> raw;
  for (std::size_t i = 0; i < read.size(); ++i) {
    RawElection election;
    election.id = std::to_string(files.results[i].first);
    election.year = files.results[i].first;
    for (const ForecastData::Seat& seat : data.seats) election.seats.push_back(read[i].at(seat.id).votes);
    std::map<std::string, double> votes;
    for (const SeatVotes& seat : election.seats) {
      for (const auto& [party, of_party] : seat) votes[party] += of_party.all;
    }
    add_history(data, election.year, std::move(votes));
    raw.push_back(std::move(election));
  }
  finish(data, raw, {});
  return data;
}

}  // namespace boothwise::services
