#include "planning/visit_calendar.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace boothwise::planning {

namespace {

Status check(const VisitProblem& problem) {
  bool fits = problem.days > 0 && problem.days <= 3660 && problem.visits_a_day_most > 0 && problem.km_a_day_most >= 0;
  const auto on_earth = [](const Point& at) { return std::abs(at.latitude) <= 90 && std::abs(at.longitude) <= 180; };
  for (const VisitLeader& leader : problem.leaders) fits = fits && on_earth(leader.home);
  for (const VisitPlace& place : problem.places) fits = fits && on_earth(place.at);
  for (const VisitWish& wish : problem.wishes) {
    fits = fits && wish.leader < problem.leaders.size() && wish.place < problem.places.size() &&
           (!wish.day || *wish.day < problem.days);
  }
  if (fits) return success();
  return Error{ErrorKind::bad_input,
               "visits_malformed",
               {"expected places on the earth, known leaders and places, 1 to 3,660 days, and fixed days among them",
                "पृथ्वी पर के स्थान, ज्ञात नेता और जगहें, 1 से 3,660 दिन, और तय दिन इन्हीं में चाहिए"}};
}

/// The order of stops of a short open way from a start.
std::vector<std::size_t> short_way(const Point& start, const std::vector<Point>& stops) {
  std::vector<std::size_t> way(stops.size());
  std::iota(way.begin(), way.end(), std::size_t{0});
  Point at = start;
  for (std::size_t next = 0; next < way.size(); ++next) {
    const auto nearest = std::min_element(
        way.begin() + static_cast<std::ptrdiff_t>(next), way.end(), [&](std::size_t one, std::size_t other) {
          return std::pair(great_circle_km(at, stops[one]), one) < std::pair(great_circle_km(at, stops[other]), other);
        });
    std::iter_swap(way.begin() + static_cast<std::ptrdiff_t>(next), nearest);
    at = stops[way[next]];
  }
  const auto before = [&](std::size_t place) { return place == 0 ? start : stops[way[place - 1]]; };
  constexpr double worth_it_km = 1e-6;
  constexpr unsigned rounds_most = 50;
  bool better = true;
  for (unsigned round = 0; better && round < rounds_most; ++round) {
    better = false;
    for (std::size_t from = 0; from + 1 < way.size(); ++from) {
      for (std::size_t to = from + 1; to < way.size(); ++to) {
        const bool last = to + 1 == way.size();
        const double now = great_circle_km(before(from), stops[way[from]]) +
                           (last ? 0 : great_circle_km(stops[way[to]], stops[way[to + 1]]));
        const double turned = great_circle_km(before(from), stops[way[to]]) +
                              (last ? 0 : great_circle_km(stops[way[from]], stops[way[to + 1]]));
        if (turned + worth_it_km >= now) continue;
        std::reverse(way.begin() + static_cast<std::ptrdiff_t>(from),
                     way.begin() + static_cast<std::ptrdiff_t>(to) + 1);
        better = true;
      }
    }
  }
  return way;
}

class Calendar {
 public:
  explicit Calendar(const VisitProblem& problem) : problem_(problem) {}

  VisitCalendar plan() {
    std::vector<std::vector<std::uint32_t>> free(problem_.leaders.size());
    for (std::uint32_t wish = 0; wish < problem_.wishes.size(); ++wish) {
      if (problem_.wishes[wish].day) {
        set_fixed(wish);
      } else {
        free[problem_.wishes[wish].leader].push_back(wish);
      }
    }
    for (const std::vector<std::uint32_t>& wishes : free) {
      if (!wishes.empty()) set_free(wishes);
    }
    number_turns();
    return std::move(made_);
  }

 private:
  using LeaderDay = std::pair<std::uint32_t, std::uint32_t>;

  [[nodiscard]] const VisitPlace& place_of(std::uint32_t wish) const {
    return problem_.places[problem_.wishes[wish].place];
  }
  [[nodiscard]] bool away(std::uint32_t leader, std::uint32_t day) const {
    return std::ranges::find(problem_.leaders[leader].days_away, day) != problem_.leaders[leader].days_away.end();
  }
  /// Length of the day's way with one more stop, in the order of a short way from its first stop.
  [[nodiscard]] double day_km(const std::vector<std::uint32_t>& wishes) const {
    double km = 0;
    for (std::size_t at = 1; at < wishes.size(); ++at)
      km += great_circle_km(place_of(wishes[at - 1]).at, place_of(wishes[at]).at);
    return km;
  }
  void book(std::uint32_t wish, std::uint32_t day) {
    days_[{problem_.wishes[wish].leader, day}].push_back(wish);
    taken_.emplace(problem_.wishes[wish].place, day);
  }

  void set_fixed(std::uint32_t wish) {
    const VisitWish& of = problem_.wishes[wish];
    const std::uint32_t day = of.day.value();
    if (away(of.leader, day)) {
      made_.left_over.emplace_back(wish, NotPlanned::away);
      return;
    }
    const auto booked = days_.find({of.leader, day});
    const bool room = booked == days_.end() || booked->second.size() < problem_.visits_a_day_most;
    if (!room || taken_.contains({of.place, day})) {
      made_.left_over.emplace_back(wish, NotPlanned::full);
      return;
    }
    book(wish, day);
  }

  [[nodiscard]] bool fits(std::uint32_t wish, std::uint32_t day) const {
    const VisitWish& of = problem_.wishes[wish];
    if (away(of.leader, day) || taken_.contains({of.place, day})) return false;
    const auto booked = days_.find({of.leader, day});
    if (booked == days_.end()) return true;
    std::vector<std::uint32_t> wishes = booked->second;
    if (wishes.size() >= problem_.visits_a_day_most) return false;
    for (const std::uint32_t other : wishes) {
      if (place_of(other).district != place_of(wish).district) return false;
    }
    wishes.push_back(wish);
    return day_km(wishes) <= problem_.km_a_day_most;
  }

  /// Along the way over districts, and in each along its own; from day to day, never back.
  void set_free(const std::vector<std::uint32_t>& wishes) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_district;
    for (const std::uint32_t wish : wishes) by_district[place_of(wish).district].push_back(wish);
    std::vector<std::vector<std::uint32_t>> districts;
    std::vector<Point> middles;
    for (const auto& [district, of] : by_district) {
      Point middle;
      for (const std::uint32_t wish : of) {
        middle.latitude += place_of(wish).at.latitude / static_cast<double>(of.size());
        middle.longitude += place_of(wish).at.longitude / static_cast<double>(of.size());
      }
      districts.push_back(of);
      middles.push_back(middle);
    }
    Point at = problem_.leaders[problem_.wishes[wishes.front()].leader].home;
    std::uint32_t day = 0;
    for (const std::size_t district : short_way(at, middles)) {
      std::vector<Point> stops;
      for (const std::uint32_t wish : districts[district]) stops.push_back(place_of(wish).at);
      for (const std::size_t stop : short_way(at, stops)) {
        const std::uint32_t wish = districts[district][stop];
        std::uint32_t found = day;
        while (found < problem_.days && !fits(wish, found)) ++found;
        if (found == problem_.days) {
          made_.left_over.emplace_back(wish, NotPlanned::no_days);
          continue;
        }
        book(wish, found);
        // A place that another leader has taken today is tried later; the way goes on today.
        if (found > day && !taken_.contains({problem_.wishes[wish].place, day})) day = found;
        at = stops[stop];
      }
    }
  }

  void number_turns() {
    std::uint32_t leader = 0;
    Point at;
    bool first = true;
    for (const auto& [key, wishes] : days_) {
      if (first || key.first != leader) at = problem_.leaders[key.first].home;
      first = false;
      leader = key.first;
      std::uint32_t turn = 0;
      for (const std::uint32_t wish : wishes) {
        const double km = great_circle_km(at, place_of(wish).at);
        made_.visits.push_back({wish, key.second, turn++, km});
        made_.km += km;
        at = place_of(wish).at;
      }
    }
    std::ranges::sort(made_.left_over);
  }

  const VisitProblem& problem_;
  std::map<LeaderDay, std::vector<std::uint32_t>> days_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> taken_;  ///< places by day
  VisitCalendar made_;
};

}  // namespace

Result<VisitCalendar> plan_visits(const VisitProblem& problem) {
  BOOTHWISE_CHECK(check(problem));
  return Calendar(problem).plan();
}

}  // namespace boothwise::planning
