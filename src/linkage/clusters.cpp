#include "linkage/clusters.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace boothwise::linkage {

namespace {

/// Records joined step by step; each set is named by its lowest record.
class Sets {
 public:
  explicit Sets(std::size_t records) : parent_(records) { std::iota(parent_.begin(), parent_.end(), RecordNo{0}); }

  RecordNo of(RecordNo record) {
    while (parent_[record] != record) {
      parent_[record] = parent_[parent_[record]];
      record = parent_[record];
    }
    return record;
  }
  void join(RecordNo one, RecordNo other) {
    one = of(one);
    other = of(other);
    parent_[std::max(one, other)] = std::min(one, other);
  }

 private:
  std::vector<RecordNo> parent_;
};

/// What lies between two clusters.
struct Bond {
  double sum = 0;  ///< of the probabilities of its pairs
  double surest = 0;
};

/// Average linkage of the records of one component.
class Component {
 public:
  Component(std::span<const Link> pairs, const ClusterRules& rules) : rules_(rules) {
    for (const Link& pair : pairs) {
      const Bond bond{pair.probability, pair.probability};
      bonds_[pair.left][pair.right] = bond;
      bonds_[pair.right][pair.left] = bond;
      size_[pair.left] = 1;
      size_[pair.right] = 1;
    }
    for (const Link& pair : pairs) push(pair.left, pair.right, {pair.probability, pair.probability});
  }

  /// Joins in `sets` what belongs together.
  void run(Sets& sets) {
    while (!queue_.empty()) {
      const Candidate next = queue_.top();
      queue_.pop();
      const auto from = bonds_.find(next.one);
      if (from == bonds_.end()) continue;
      const auto bond = from->second.find(next.other);
      if (bond == from->second.end() || mean(next.one, next.other, bond->second) != next.mean) continue;
      if (bond->second.surest < rules_.probability_least) continue;
      sets.join(next.one, next.other);
      merge(next.one, next.other);
    }
  }

 private:
  struct Candidate {
    double mean = 0;
    RecordNo one = 0;
    RecordNo other = 0;
    bool operator<(const Candidate& rhs) const {
      return std::tuple(mean, rhs.one, rhs.other) < std::tuple(rhs.mean, one, other);
    }
  };

  [[nodiscard]] double mean(RecordNo one, RecordNo other, const Bond& bond) const {
    return bond.sum / (size_.at(one) * size_.at(other));
  }

  void push(RecordNo one, RecordNo other, const Bond& bond) {
    const double of_pair = mean(one, other, bond);
    if (of_pair >= rules_.mean_least) queue_.push({of_pair, std::min(one, other), std::max(one, other)});
  }

  /// `other` goes up in `one`.
  void merge(RecordNo one, RecordNo other) {
    const std::map<RecordNo, Bond> theirs = std::move(bonds_.extract(other).mapped());
    std::map<RecordNo, Bond>& ours = bonds_[one];
    size_[one] += size_[other];
    ours.erase(other);
    for (const auto& [third, bond] : theirs) {
      if (third == one) continue;
      std::map<RecordNo, Bond>& of_third = bonds_[third];
      of_third.erase(other);
      Bond& joined = ours[third];
      joined.sum += bond.sum;
      joined.surest = std::max(joined.surest, bond.surest);
      of_third[one] = joined;
    }
    for (const auto& [third, bond] : ours) push(one, third, bond);
  }

  const ClusterRules& rules_;
  std::unordered_map<RecordNo, std::map<RecordNo, Bond>> bonds_;
  std::unordered_map<RecordNo, double> size_;
  std::priority_queue<Candidate> queue_;
};

}  // namespace

std::vector<RecordNo> clusters_of(std::span<const Link> links, std::span<const Link> uncertain, std::size_t records,
                                  const ClusterRules& rules) {
  Sets components(records);
  for (const Link& link : links) components.join(link.left, link.right);
  // Uncertain pairs matter only between records that sure links tie together anyhow.
  std::vector<std::pair<RecordNo, Link>> pairs;
  for (const Link& link : links) pairs.emplace_back(components.of(link.left), link);
  for (const Link& link : uncertain) {
    if (components.of(link.left) == components.of(link.right)) pairs.emplace_back(components.of(link.left), link);
  }
  std::ranges::sort(pairs, {},
                    [](const auto& pair) { return std::tuple(pair.first, pair.second.left, pair.second.right); });
  Sets clusters(records);
  std::vector<Link> of_component;
  for (std::size_t begin = 0; begin < pairs.size();) {
    of_component.clear();
    std::size_t end = begin;
    for (; end < pairs.size() && pairs[end].first == pairs[begin].first; ++end)
      of_component.push_back(pairs[end].second);
    if (of_component.size() == 1) {
      clusters.join(of_component.front().left, of_component.front().right);
    } else {
      Component(of_component, rules).run(clusters);
    }
    begin = end;
  }
  std::vector<RecordNo> result(records);
  for (RecordNo record = 0; record < records; ++record) result[record] = clusters.of(record);
  return result;
}

}  // namespace boothwise::linkage
