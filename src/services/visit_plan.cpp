#include "services/visit_plan.hpp"

#include "planning/visit_calendar.hpp"

#include <boost/json.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "services/table_rows.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

class VisitFiles {
 public:
  VisitFiles(const VisitJob& job, Progress& progress) : job_(job), progress_(progress) {
    problem_.days = job.days;
    problem_.visits_a_day_most = job.visits_a_day;
    problem_.km_a_day_most = job.km_a_day;
  }

  Result<json::object> plan() {
    BOOTHWISE_CHECK(read_leaders());
    BOOTHWISE_CHECK(read_visits());
    BOOTHWISE_TRY(calendar, planning::plan_visits(problem_));
    return view(calendar);
  }

 private:
  static Result<planning::Point> point(const TableRow& row, std::size_t latitude) {
    BOOTHWISE_TRY(south_north, row.number(latitude, -90, 90, std::nullopt));
    BOOTHWISE_TRY(west_east, row.number(latitude + 1, -180, 180, std::nullopt));
    return planning::Point{south_north, west_east};
  }

  Result<std::uint32_t> day(const TableRow& row, std::size_t column, std::string_view text) const {
    const auto parsed = parse_date(text);
    if (!parsed)
      return row.error(column, "date_malformed", {"expected a day as 2027-01-31", "तारीख ऐसे चाहिए: 2027-01-31"});
    const auto since = (std::chrono::sys_days(*parsed) - std::chrono::sys_days(job_.first)).count();
    if (since < 0 || since >= job_.days)
      return row.error(
          column, "day_outside",
          {"the calendar begins on " + iso_date(job_.first) + " and has " + std::to_string(job_.days) + " days",
           "कैलेंडर " + iso_date(job_.first) + " से " + std::to_string(job_.days) + " दिन का है"});
    return static_cast<std::uint32_t>(since);
  }

  Status read_leaders() {
    return read_rows(job_.leaders, {"id", "latitude", "longitude", "name", "away"}, 3, progress_,
                     [this](const TableRow& row) -> Status {
                       const std::string id(row.text(0));
                       if (id.empty()) return row.error(0, "id_missing", {"expected an id", "पहचान (id) चाहिए"});
                       if (!leader_.emplace(id, static_cast<std::uint32_t>(leaders_.size())).second)
                         return row.error(0, "id_repeated", {"a row before has this id", "यह पहचान पहले आ चुकी है"});
                       BOOTHWISE_TRY(home, point(row, 1));
                       planning::VisitLeader leader{home, {}};
                       for (const std::string& text : row.words(4)) {
                         BOOTHWISE_TRY(away, day(row, 4, text));
                         leader.days_away.push_back(away);
                       }
                       problem_.leaders.push_back(std::move(leader));
                       leaders_.push_back({id, std::string(row.text(3))});
                       return success();
                     });
  }

  Status read_visits() {
    return read_rows(
        job_.visits, {"leader", "place", "latitude", "longitude", "district", "name", "day"}, 5, progress_,
        [this](const TableRow& row) -> Status {
          const auto leader = leader_.find(std::string(row.text(0)));
          if (leader == leader_.end())
            return row.error(0, "leader_unknown", {"no leader has this id", "इस पहचान का कोई नेता नहीं है"});
          planning::VisitWish wish{leader->second, 0, std::nullopt};
          BOOTHWISE_TRY(at, point(row, 2));
          const auto [place, is_new] = place_.emplace(row.text(1), static_cast<std::uint32_t>(places_.size()));
          wish.place = place->second;
          if (is_new) {
            const auto district = static_cast<std::uint32_t>(district_.size());
            problem_.places.push_back({at, district_.emplace(row.text(4), district).first->second});
            places_.push_back({std::string(row.text(1)), std::string(row.text(5)), std::string(row.text(4))});
          }
          if (!row.text(6).empty()) {
            BOOTHWISE_TRY(fixed, day(row, 6, row.text(6)));
            wish.day = fixed;
          }
          problem_.wishes.push_back(wish);
          return success();
        });
  }

  [[nodiscard]] json::object wish_json(std::uint32_t number) const {
    const planning::VisitWish& wish = problem_.wishes[number];
    return {{"leader", leaders_[wish.leader].id},
            {"leader_name", leaders_[wish.leader].name},
            {"place", places_[wish.place].id},
            {"place_name", places_[wish.place].name},
            {"district", places_[wish.place].district}};
  }

  [[nodiscard]] json::object view(const planning::VisitCalendar& calendar) const {
    json::array visits;
    for (const planning::PlannedVisit& visit : calendar.visits) {
      json::object one = wish_json(visit.wish);
      one["day"] = iso_date(Day(std::chrono::sys_days(job_.first) + std::chrono::days(visit.day)));
      one["turn"] = std::int64_t{visit.turn} + 1;
      one["km"] = visit.km;
      visits.push_back(std::move(one));
    }
    json::array left_over;
    for (const auto& [wish, why] : calendar.left_over) {
      json::object one = wish_json(wish);
      one["why"] = why == planning::NotPlanned::away ? "away" : why == planning::NotPlanned::full ? "full" : "no_days";
      left_over.push_back(std::move(one));
    }
    return {{"visits", std::move(visits)}, {"left_over", std::move(left_over)}, {"km", calendar.km}};
  }

  struct Named {
    std::string id;
    std::string name;
    std::string district{};
  };

  const VisitJob& job_;
  Progress& progress_;
  planning::VisitProblem problem_;
  std::map<std::string, std::uint32_t, std::less<>> leader_;
  std::map<std::string, std::uint32_t, std::less<>> place_;
  std::map<std::string, std::uint32_t, std::less<>> district_;
  std::vector<Named> leaders_;
  std::vector<Named> places_;
};

}  // namespace

Result<json::object> plan_visits_of_files(const VisitJob& job, Progress& progress) {
  return VisitFiles(job, progress).plan();
}

}  // namespace boothwise::services
