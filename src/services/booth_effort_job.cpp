#include "services/booth_effort_job.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <tuple>

#include "services/table_rows.hpp"

namespace boothwise::services {

namespace json = boost::json;
using planning::EffortArea;

namespace {

constexpr std::uint32_t units_bound = 10'000'000;

struct NamedBooth {
  std::string seat;
  std::string segment;
  std::string id;
  std::string name;
};

/// The whole, then seats and their segments as the booths name them.
class SeatAreas {
 public:
  explicit SeatAreas(std::uint64_t units_a_segment_most) : units_a_segment_most_(units_a_segment_most) {
    areas_.push_back({units_bound, std::nullopt});
  }

  /// The smallest area of a booth.
  std::size_t area_of(const std::string& seat, const std::string& segment) {
    const auto [of_seat, is_new] = seats_.emplace(seat, areas_.size());
    if (is_new) areas_.push_back({units_bound, 0});
    if (segment.empty()) return of_seat->second;
    const auto [own, first] = segments_.emplace(std::pair(of_seat->second, segment), areas_.size());
    if (first) areas_.push_back({units_a_segment_most_, of_seat->second});
    return own->second;
  }
  /// False where no booth is of this seat.
  bool share(const std::string& seat, std::uint32_t units) {
    const auto found = seats_.find(seat);
    if (found == seats_.end()) return false;
    areas_[found->second].units_most = units;
    return true;
  }
  void shares_follow() {
    for (const auto& [seat, area] : seats_) areas_[area].units_most = 0;
  }
  void in_all(std::uint64_t units) { areas_[0].units_most = units; }

  [[nodiscard]] const std::vector<EffortArea>& areas() const { return areas_; }
  /// In order of their first booths.
  [[nodiscard]] std::vector<std::pair<std::string, std::size_t>> seats() const {
    std::vector<std::pair<std::string, std::size_t>> list(seats_.begin(), seats_.end());
    std::ranges::sort(list, {}, &std::pair<std::string, std::size_t>::second);
    return list;
  }
  [[nodiscard]] std::size_t seat_of(std::size_t area) const {
    const auto within = areas_[area].within;
    return within && *within != 0 ? *within : area;
  }

 private:
  std::uint64_t units_a_segment_most_;
  std::vector<EffortArea> areas_;
  std::map<std::string, std::size_t> seats_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> segments_;
};

Status needed_id(const TableRow& row, std::size_t column) {
  if (!row.text(column).empty()) return success();
  return row.error(column, "id_missing", {"expected an id", "पहचान (id) चाहिए"});
}

Error repeated_id(const TableRow& row, std::size_t column) {
  return row.error(column, "id_repeated", {"a row before has this id", "यह पहचान पहले आ चुकी है"});
}

Result<EffortBooth> booth_in(const TableRow& row, double turnout_most) {
  constexpr double electors_most = 100'000;
  EffortBooth booth;
  BOOTHWISE_TRY(electors, row.number(2, 0, electors_most, std::nullopt));
  BOOTHWISE_TRY(expected, row.number(3, 0, electors_most, std::nullopt));
  BOOTHWISE_TRY(lead, row.number(4, -100, 100, std::nullopt));
  BOOTHWISE_TRY(sd, row.number(5, 0, 100, std::nullopt));
  BOOTHWISE_TRY(response, row.number(8, 0, 100, 1.0));
  booth.votes = planning::movable_votes(electors, sd / 100, expected, turnout_most);
  booth.lead = lead;
  booth.response = response;
  if (!row.text(9).empty()) {
    BOOTHWISE_TRY(units, row.count(9, planning::booth_units_bound, std::nullopt));
    booth.units_most = units;
  }
  return booth;
}

struct BoothTable {
  std::vector<NamedBooth> names;
  std::vector<EffortBooth> booths;
  SeatAreas areas;
};

Result<BoothTable> read_booths(const BoothEffortJob& job, Progress& progress) {
  BoothTable table{{}, {}, SeatAreas(job.units_a_segment_most.value_or(units_bound))};
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  BOOTHWISE_CHECK(read_rows(job.booths,
                            {"seat", "booth", "electors", "expected_votes", "lead_points", "lead_sd_points", "segment",
                             "name", "response", "units_most"},
                            6, progress, [&](const TableRow& row) -> Status {
                              BOOTHWISE_CHECK(needed_id(row, 0));
                              BOOTHWISE_CHECK(needed_id(row, 1));
                              NamedBooth named{std::string(row.text(0)), std::string(row.text(6)),
                                               std::string(row.text(1)), std::string(row.text(7))};
                              if (!seen.emplace(named.seat, named.segment, named.id).second) return repeated_id(row, 1);
                              BOOTHWISE_TRY(booth, booth_in(row, job.turnout_most));
                              booth.area = table.areas.area_of(named.seat, named.segment);
                              table.booths.push_back(booth);
                              table.names.push_back(std::move(named));
                              return success();
                            }));
  if (!table.booths.empty()) return table;
  return Error{
      ErrorKind::bad_input, "no_rows", {"expected a row a booth", "हर बूथ की एक पंक्ति चाहिए"}, {job.booths.string()}};
}

/// The seats' shares; their sum.
Result<std::uint64_t> read_shares(const BoothEffortJob& job, SeatAreas& areas, Progress& progress) {
  std::set<std::string> seen;
  std::uint64_t sum = 0;
  areas.shares_follow();
  BOOTHWISE_CHECK(read_rows(job.seats, {"seat", "units"}, 2, progress, [&](const TableRow& row) -> Status {
    BOOTHWISE_CHECK(needed_id(row, 0));
    if (!seen.emplace(row.text(0)).second) return repeated_id(row, 0);
    BOOTHWISE_TRY(units, row.count(1, units_bound, std::nullopt));
    sum += units;
    if (areas.share(std::string(row.text(0)), units) || units == 0) return success();
    return row.error(0, "seat_unknown",
                     {"no booth of this seat is in " + job.booths.string(),
                      "इस सीट का कोई बूथ इस फ़ाइल में नहीं है: " + job.booths.string()});
  }));
  return sum;
}

json::array seats_json(const BoothTable& table, const BoothEffortPlan& plan, bool with_shares) {
  struct Sum {
    std::int64_t booths = 0;
    std::int64_t units = 0;
    double votes = 0;
  };
  std::vector<Sum> sums(table.areas.areas().size());
  for (std::size_t booth = 0; booth < plan.units.size(); ++booth) {
    Sum& sum = sums[table.areas.seat_of(table.booths[booth].area)];
    ++sum.booths;
    sum.units += plan.units[booth];
    sum.votes += plan.votes[booth];
  }
  json::array list;
  for (const auto& [seat, area] : table.areas.seats()) {
    const json::value share = with_shares ? json::value(static_cast<std::int64_t>(table.areas.areas()[area].units_most))
                                          : json::value(nullptr);
    list.push_back(json::object{{"seat", seat},
                                {"share", share},
                                {"booths", sums[area].booths},
                                {"units", sums[area].units},
                                {"votes", sums[area].votes}});
  }
  return list;
}

json::array booths_json(const BoothTable& table, const BoothEffortPlan& plan) {
  json::array list;
  list.reserve(plan.units.size());
  for (std::size_t booth = 0; booth < plan.units.size(); ++booth) {
    const NamedBooth& named = table.names[booth];
    list.push_back(json::object{{"seat", named.seat},
                                {"segment", named.segment},
                                {"booth", named.id},
                                {"name", named.name},
                                {"movable", table.booths[booth].votes.movable},
                                {"most", table.booths[booth].votes.most},
                                {"units", plan.units[booth]},
                                {"votes", plan.votes[booth]}});
  }
  return list;
}

}  // namespace

Result<json::object> plan_booth_effort(const BoothEffortJob& job, Progress& progress) {
  const bool with_shares = !job.seats.empty();
  if (!with_shares && !job.units) {
    return Error{ErrorKind::bad_input,
                 "units_missing",
                 {"expected --units N, or --seats FILE with the units of each seat",
                  "--units N चाहिए, या हर सीट की इकाइयों वाली --seats FILE"}};
  }
  BOOTHWISE_TRY(table, read_booths(job, progress));
  std::uint64_t shares = units_bound;
  if (with_shares) {
    BOOTHWISE_TRY(sum, read_shares(job, table.areas, progress));
    shares = sum;
  }
  const std::uint64_t units = job.units ? std::uint64_t{*job.units} : shares;
  table.areas.in_all(units);
  BOOTHWISE_TRY(plan, plan_over_booths(table.areas.areas(), table.booths, job.rules));
  json::object view{{"units", static_cast<std::int64_t>(units)},
                    {"units_a_segment_most",
                     job.units_a_segment_most ? json::value(*job.units_a_segment_most) : json::value(nullptr)},
                    {"turnout_most", job.turnout_most},
                    {"seats", seats_json(table, plan, with_shares)},
                    {"booths", booths_json(table, plan)}};
  for (auto& [name, value] : plan.worth) view[name] = std::move(value);
  return view;
}

}  // namespace boothwise::services
