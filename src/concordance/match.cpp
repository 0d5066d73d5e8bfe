#include "concordance/match.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <tuple>

#include "concordance/buildings.hpp"
#include "concordance/pair_odds.hpp"

namespace boothwise::concordance {

namespace {

/// A later building for an earlier one.
struct Found {
  std::vector<std::uint32_t> to;
  double confidence = 0;
  Method method = Method::building;
};

/// Share of a whole that two stations have in common.
struct Overlap {
  std::size_t from = 0;
  std::size_t to = 0;
  double share = 0;  ///< of the earlier station
};

/// Rows of stations laid along one line, each as long as its electors: what overlaps is what they share.
std::vector<Overlap> overlaps(const std::vector<double>& from, const std::vector<double>& to) {
  const double from_sum = std::reduce(from.begin(), from.end());
  const double to_sum = std::reduce(to.begin(), to.end());
  std::vector<Overlap> list;
  constexpr double least = 0.02;  // of a station; less is the noise of rounding
  double from_end = 0;
  double to_begin = 0;
  std::size_t right = 0;
  for (std::size_t left = 0; left < from.size(); ++left) {
    const double from_begin = from_end;
    from_end += from[left] / from_sum;
    std::vector<Overlap> mine;
    double sum = 0;
    for (std::size_t at = right; at < to.size(); ++at) {
      const double to_end = to_begin + to[at] / to_sum;
      const double common = std::min(from_end, to_end) - std::max(from_begin, to_begin);
      const double share = common / (from[left] / from_sum);
      if (share > least) {
        mine.push_back({left, at, share});
        sum += share;
      }
      if (to_end > from_end) break;
      to_begin = to_end;
      right = at + 1;
    }
    if (mine.empty()) mine.push_back({left, std::min(right, to.size() - 1), sum = 1});
    for (const Overlap& one : mine) list.push_back({one.from, one.to, one.share / sum});
  }
  return list;
}

class Matcher {
 public:
  Matcher(const Segment& segment, const Model& model) : segment_(segment), model_(model), buildings_(segment) {}

  std::vector<Match> run() {
    take_moves();
    pair_buildings();
    for (std::uint32_t from = 0; from < buildings_.from().size(); ++from) {
      if (found_[from]) spread(from, *found_[from]);
    }
    fill_from_neighbours();
    std::ranges::sort(matches_, {}, [](const Match& one) { return std::tuple(one.from, one.to); });
    return std::move(matches_);
  }

 private:
  /// Rolls tell where electors went; nothing outweighs that.
  void take_moves() {
    done_.assign(segment_.from.size(), false);
    std::map<std::uint32_t, std::vector<const Move*>> by_from;
    for (const Move& move : segment_.moves) by_from[move.from].push_back(&move);
    constexpr double least = 0.02;       // single families that moved house
    constexpr double share_least = 0.3;  // of the station's electors must have been found again
    for (const auto& [from, moves] : by_from) {
      double sum = 0;
      for (const Move* move : moves) sum += move->electors;
      const double all = segment_.from[from].electors;
      if (sum <= 0 || (all > 0 && sum < share_least * all)) continue;
      double kept = 0;
      for (const Move* move : moves) kept += move->electors >= least * sum ? move->electors : 0;
      const double confidence = all > 0 ? std::min(1.0, sum / all) : 1.0;
      for (const Move* move : moves) {
        if (move->electors >= least * sum) add(from, move->to, move->electors / kept, confidence, Method::electors);
      }
    }
  }

  /// One to one, the surest first.
  void pair_buildings() {
    const auto& pairs = buildings_.pairs();
    const PairOdds odds(buildings_, model_);
    std::vector<std::size_t> order(pairs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t one, std::size_t other) {
      return std::tuple(-odds.weight(one), pairs[one].from, pairs[one].to) <
             std::tuple(-odds.weight(other), pairs[other].from, pairs[other].to);
    });
    found_.resize(buildings_.from().size());
    std::vector<bool> taken(buildings_.to().size(), false);
    constexpr std::uint8_t same_village = 2;  // level of the place
    constexpr double weight_least = 1;        // more likely than not, if it were alone
    for (const std::size_t at : order) {
      const auto& [from, to, place, kind, number, size] = pairs[at];
      if (odds.weight(at) < weight_least) break;
      if (found_[from] || taken[to]) continue;
      const bool unnamed = place + 1U == Agreement::place_levels;
      const bool other_kind = kind + 1U == Agreement::kind_levels;
      found_[from] = Found{{to},
                           odds.confidence(at),
                           unnamed      ? Method::number
                           : other_kind ? Method::village
                                        : Method::building};
      taken[to] = true;
    }
    // More stations than the later building has: what is left of the village belongs to them.
    for (const std::size_t at : order) {
      const auto& [from, to, place, kind, number, size] = pairs[at];
      if (!found_[from] || taken[to] || place > same_village) continue;
      std::size_t stations = 0;
      for (const std::uint32_t building : found_[from]->to) stations += buildings_.to()[building].stations.size();
      if (stations >= buildings_.from()[from].stations.size()) continue;
      found_[from]->to.push_back(to);
      taken[to] = true;
    }
    // A building without a partner: its village is there, under another building's name.
    for (const std::size_t at : order) {
      const auto& [from, to, place, kind, number, size] = pairs[at];
      if (odds.weight(at) < weight_least) break;
      if (!found_[from] && place <= same_village) {
        found_[from] = Found{{to}, odds.weight(at) / odds.from_sum(from) / 2, Method::village};
      }
    }
  }

  /// Shares a building's stations among those of the later one.
  void spread(std::uint32_t from, const Found& found) {
    std::vector<std::uint32_t> left = buildings_.from()[from].stations;
    std::vector<std::uint32_t> right;
    for (const std::uint32_t building : found.to) {
      const std::vector<std::uint32_t>& stations = buildings_.to()[building].stations;
      right.insert(right.end(), stations.begin(), stations.end());
    }
    std::ranges::sort(right);
    std::erase_if(left, [&](std::uint32_t station) { return done_[station]; });
    if (left.empty()) return;
    const bool is_whole = left.size() == buildings_.from()[from].stations.size();
    arrange(left, buildings_.from_names());
    arrange(right, buildings_.to_names());
    if (is_whole && left.size() == right.size()) {
      pair_one_to_one(left, right, found);
      return;
    }
    for (const Overlap& overlap : overlaps(sizes(left, segment_.from), sizes(right, segment_.to))) {
      add(left[overlap.from], right[overlap.to], overlap.share, found.confidence, found.method);
    }
  }

  /// By room and side where every station says one, else by number.
  static void arrange(std::vector<std::uint32_t>& stations, const std::vector<StationName>& names) {
    std::set<Portion> portions;
    for (const std::uint32_t station : stations) portions.insert(names[station].portion);
    if (portions.size() != stations.size() || portions.contains(Portion{})) return;
    std::ranges::stable_sort(stations, {}, [&](std::uint32_t station) { return names[station].portion; });
  }

  void pair_one_to_one(std::vector<std::uint32_t> left, std::vector<std::uint32_t> right, const Found& found) {
    const auto& from_names = buildings_.from_names();
    const auto& to_names = buildings_.to_names();
    // Equal rooms first; what remains in order.
    std::vector<std::uint32_t> rest;
    for (const std::uint32_t from : left) {
      const Portion& portion = from_names[from].portion;
      const auto same = std::ranges::find(right, portion, [&](std::uint32_t to) { return to_names[to].portion; });
      if (portion == Portion{} || same == right.end() ||
          std::ranges::count(left, portion, [&](std::uint32_t other) { return from_names[other].portion; }) > 1) {
        rest.push_back(from);
        continue;
      }
      add(from, *same, 1, found.confidence, found.method);
      right.erase(same);
    }
    for (std::size_t at = 0; at < rest.size(); ++at) add(rest[at], right[at], 1, found.confidence, found.method);
  }

  static std::vector<double> sizes(const std::vector<std::uint32_t>& stations, const std::vector<Station>& list) {
    std::vector<double> sizes;
    sizes.reserve(stations.size());
    bool known = true;
    for (const std::uint32_t station : stations) {
      sizes.push_back(list[station].electors);
      known = known && list[station].electors > 0;
    }
    if (!known) std::ranges::fill(sizes, 1);
    return sizes;
  }

  /// What was not found is spread over what the neighbours before and after became.
  void fill_from_neighbours() {
    if (segment_.to.empty()) return;
    std::vector<std::vector<Match>> of(segment_.from.size());
    for (const Match& match : matches_) of[match.from].push_back(match);
    constexpr std::size_t reach = 3;  // on each side
    constexpr double confidence = 0.1;
    for (std::uint32_t from = 0; from < of.size(); ++from) {
      if (!of[from].empty()) continue;
      std::map<std::uint32_t, double> shares;
      const auto take = [&](std::size_t neighbour, double worth) {
        for (const Match& match : of[neighbour]) shares[match.to] += worth * static_cast<double>(match.weight);
      };
      for (std::size_t step = 1, before = 0, after = 0; step < of.size() && before + after < 2 * reach; ++step) {
        const double worth = 1.0 / static_cast<double>(step);
        if (before < reach && from >= step && !of[from - step].empty()) take(from - step, worth), ++before;
        if (after < reach && from + step < of.size() && !of[from + step].empty()) take(from + step, worth), ++after;
      }
      if (shares.empty()) {
        const double place = std::clamp(buildings_.expected(from), 0.0, static_cast<double>(segment_.to.size() - 1));
        shares[static_cast<std::uint32_t>(std::lround(place))] = 1;
      }
      double sum = 0;
      for (const auto& [to, share] : shares) sum += share;
      for (const auto& [to, share] : shares) add(from, to, share / sum, confidence, Method::neighbourhood);
    }
  }

  void add(std::uint32_t from, std::uint32_t to, double weight, double confidence, Method method) {
    matches_.push_back({from, to, static_cast<float>(weight), static_cast<float>(confidence), method});
    done_[from] = true;
  }

  const Segment& segment_;
  const Model& model_;
  Buildings buildings_;
  std::vector<bool> done_;
  std::vector<std::optional<Found>> found_;
  std::vector<Match> matches_;
};

}  // namespace

std::string_view to_string(Method method) {
  constexpr std::array<std::string_view, 6> names = {"electors", "building",      "village",
                                                     "number",   "neighbourhood", "by_hand"};
  return names[static_cast<std::size_t>(method)];
}

std::vector<Match> match(const Segment& segment, const Model& model) {
  if (segment.from.empty() || segment.to.empty()) return {};
  return Matcher(segment, model).run();
}

}  // namespace boothwise::concordance
