#include "services/booth_effort.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <numeric>

namespace boothwise::services {

namespace json = boost::json;
using planning::BoothEffort;
using planning::BoothUnits;
using planning::EffortArea;

namespace {

BoothEffort effort_under(std::vector<EffortArea> areas, std::span<const EffortBooth> booths,
                         const BoothEffortRules& rules, double share, double half) {
  BoothEffort effort{std::move(areas), {}, half};
  effort.booths.reserve(booths.size());
  for (const EffortBooth& booth : booths) {
    effort.booths.push_back({booth.response * share * booth.votes.movable, static_cast<double>(booth.votes.most),
                             std::min(booth.units_most.value_or(rules.units_a_booth_most), rules.units_a_booth_most),
                             booth.area});
  }
  return effort;
}

double votes_of(const BoothEffort& effort, const BoothUnits& units) {
  double votes = 0;
  for (std::size_t booth = 0; booth < units.size(); ++booth)
    votes += planning::votes_gained(effort.booths[booth], effort.half_units, units[booth]);
  return votes;
}

BoothUnits closest_first(const BoothEffort& effort, std::span<const EffortBooth> booths) {
  std::vector<std::size_t> order(booths.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t booth) { return std::abs(booths[booth].lead); });
  return planning::booths_in_order(effort, order);
}

}  // namespace

Result<BoothEffortPlan> plan_over_booths(std::vector<EffortArea> areas, std::span<const EffortBooth> booths,
                                         const BoothEffortRules& rules) {
  const auto under = [&](double share, double half) { return effort_under(areas, booths, rules, share, half); };
  const BoothEffort middle = under(rules.votes_share[1], rules.half_units[1]);
  BoothEffortPlan plan;
  BOOTHWISE_TRY(units, planning::best_over_booths(middle));
  plan.units = std::move(units);
  for (std::size_t booth = 0; booth < booths.size(); ++booth)
    plan.votes.push_back(planning::votes_gained(middle.booths[booth], middle.half_units, plan.units[booth]));
  const BoothUnits equal = planning::equal_over_booths(middle);
  const BoothUnits closest = closest_first(middle, booths);
  const auto worth = [&](const BoothEffort& effort) {
    return json::object{{"plan", votes_of(effort, plan.units)},
                        {"equal_effort", votes_of(effort, equal)},
                        {"closest_first", votes_of(effort, closest)}};
  };
  json::array responses;
  for (const double share : rules.votes_share) {
    for (const double half : rules.half_units) {
      json::object row{{"votes_share", share}, {"half_units", half}};
      for (auto& [name, votes] : worth(under(share, half))) row[name] = votes;
      responses.push_back(std::move(row));
    }
  }
  plan.worth = json::object{
      {"units_used", std::accumulate(plan.units.begin(), plan.units.end(), std::int64_t{0})},
      {"units_a_booth_most", rules.units_a_booth_most},
      {"votes_share", rules.votes_share[1]},
      {"half_units", rules.half_units[1]},
      {"votes", worth(middle)},
      {"under", std::move(responses)},
      {"note",
       {{"en",
         "What effort does at a booth is an assumption, not a measurement: see what the plan is worth under each."},
        {"hi", "बूथ पर प्रयास से क्या बदलता है, यह मान्यता है, माप नहीं: हर मान्यता में योजना का मूल्य देखें।"}}}};
  return plan;
}

}  // namespace boothwise::services
