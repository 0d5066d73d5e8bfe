#include "planning/vote_targets.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace boothwise::planning {

MovableVotes movable_votes(double electors, double lead_sd, double expected, double turnout_most) {
  return {electors * lead_sd, static_cast<std::int64_t>(std::max(0.0, electors * turnout_most - expected))};
}

Result<std::vector<std::int64_t>> split_need(std::int64_t need, std::span<const MovableVotes> stations) {
  bool fits = need >= 0;
  std::int64_t most = 0;
  for (const MovableVotes& station : stations) {
    fits = fits && std::isfinite(station.movable) && station.movable >= 0 && station.most >= 0;
    most += station.most;
  }
  if (!fits) {
    return Error{
        ErrorKind::bad_input,
        "need_malformed",
        {"expected a need, movable votes and caps of at least 0", "ज़रूरत, बदल सकने वाले मत और सीमाएँ 0 या अधिक चाहिए"}};
  }
  if (need > most) {
    return Error{ErrorKind::bad_input,
                 "need_too_large",
                 {"these booths can give at most " + std::to_string(most) + " votes under their turnout cap",
                  "मतदान-सीमा के भीतर ये बूथ अधिकतम " + std::to_string(most) + " मत दे सकते हैं"},
                 {{}, 0, {}, std::to_string(need)}};
  }
  std::vector<std::int64_t> targets(stations.size(), 0);
  // In rounds: what would go over a cap is set to it and the rest is shared out anew.
  std::vector<std::size_t> open(stations.size());
  std::iota(open.begin(), open.end(), std::size_t{0});
  std::int64_t left = need;
  while (left > 0) {
    double movable = 0;
    for (const std::size_t at : open) movable += stations[at].movable;
    const auto share = [&](std::size_t at) {
      return movable > 0 ? static_cast<double>(left) * stations[at].movable / movable
                         : static_cast<double>(left) / static_cast<double>(open.size());
    };
    std::vector<std::size_t> still_open;
    std::int64_t capped = 0;
    for (const std::size_t at : open) {
      if (share(at) >= static_cast<double>(stations[at].most)) {
        targets[at] = stations[at].most;
        capped += stations[at].most;
      } else {
        still_open.push_back(at);
      }
    }
    if (still_open.size() < open.size()) {
      open = std::move(still_open);
      left -= capped;
      continue;
    }
    std::int64_t given = 0;
    for (const std::size_t at : open) {
      targets[at] = static_cast<std::int64_t>(std::floor(share(at)));
      given += targets[at];
    }
    std::ranges::stable_sort(open, std::greater{}, [&](std::size_t at) { return share(at) - std::floor(share(at)); });
    for (std::size_t next = 0; given < left; ++next, ++given) ++targets[open[next]];
    break;
  }
  return targets;
}

}  // namespace boothwise::planning
