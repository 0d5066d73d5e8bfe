#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/elections.hpp"
#include "forecast/contests.hpp"
#include "services/snapshot.hpp"

namespace boothwise::services {

/// What a forecast is made from: elections on one set of seats, in the kernel's indices.
struct ForecastData {
  struct Seat {
    std::string id;  ///< pc_no, ac_no, or as the file has it
    Bilingual name;
    std::string region;
    double electors = 0;  ///< of the latest election that says; 0: not known
  };
  struct Election {
    std::string id;  ///< "LS-2019"
    forecast::Counted counted;
    std::vector<std::string> alliances;  ///< names, as the kernel numbers them
  };
  std::string seat_column;  ///< "pc_no", "ac_no", "seat"
  std::vector<Seat> seats;
  std::vector<std::string> parties;       ///< codes; the last one, empty, is all smaller ones
  std::vector<std::string> all_parties;   ///< every code that stood anywhere, sorted
  std::vector<Election> elections;        ///< oldest first
  std::vector<std::string> by_elections;  ///< of either house, oldest first: their seats are few, and not fitted
  forecast::Geography geography;
  /// Party shares of the state at each general election, on whatever boundaries, oldest first.
  struct StateElection {
    double year = 0;
    std::map<std::string, double> shares;
  };
  std::vector<StateElection> state_history;

  [[nodiscard]] std::vector<forecast::PastElection> past() const;
  [[nodiscard]] std::vector<forecast::PastTarget> targets() const;
  [[nodiscard]] std::vector<forecast::Counted> before(double year) const;
  /// Index of a party; the last one if it is among the smaller ones.
  [[nodiscard]] std::size_t party(std::string_view code) const;
};

/// When an election was, for the kernel: Vidhan Sabha in spring, Lok Sabha after it.
double forecast_year(const ElectionId& election);

/// General elections on the present boundaries as seats of `house`: assembly results are added up to parliamentary
/// seats, parliamentary results are taken by segment. `also`: parties kept apart even if small. Regions and places from
/// `folder`'s regions.csv and assembly_constituencies.csv where they are.
/// Errors: `no_past_election`; those of our tables.
Result<ForecastData> forecast_data(const Snapshot& snapshot, House house, const std::filesystem::path& folder,
                                   const std::vector<std::string>& also);

/// The folder of tables that has the regions of a snapshot's districts: that of `state`, else the first under
/// `data_folder` that knows most of them; empty if none does.
std::filesystem::path regions_folder(const Snapshot& snapshot, const std::filesystem::path& data_folder,
                                     std::string_view state);

/// Results of any country, a file an election: columns by role (`seat`, `party`, `votes`; `region`, `name` if there).
struct ForecastFiles {
  std::vector<std::pair<std::int32_t, std::filesystem::path>> results;  ///< year, file
  std::map<std::string, std::string> columns;                           ///< role to header
};
/// Seats that every file has, without alliances or places. Errors: those of reading a table; `column_missing`,
/// `number_malformed`, `no_past_election`, `too_large`.
Result<ForecastData> forecast_data(const ForecastFiles& files);

}  // namespace boothwise::services
