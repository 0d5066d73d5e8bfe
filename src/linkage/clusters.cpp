#include "linkage/clusters.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "linkage/sets.hpp"

namespace boothwise::linkage {

namespace {

/// What lies between two clusters.
struct Bond {
  double sum = 0;  ///< of the probabilities of its pairs
  double surest = 0;
  bool apart = false;  ///< two of their records were found to be different
};

/// Average linkage of the records of one component.
class Component {
 public:
  Component(std::span<const Link> pairs, std::span<const Decision> decisions, const ClusterRules& rules)
      : rules_(rules), decisions_(decisions) {
    for (const Link& pair : pairs) bind(pair.left, pair.right, {pair.probability, pair.probability, false});
    for (const Decision& decision : decisions) {
      for (const RecordNo record : {decision.left, decision.right}) {
        bonds_[record];
        size_[record] = 1;
      }
      if (!decision.same) bind(decision.left, decision.right, {0, 0, true});
    }
    for (const Link& pair : pairs) push(pair.left, pair.right, bonds_[pair.left][pair.right]);
  }

  /// Joins in `sets` what belongs together.
  void run(Sets& sets) {
    for (const Decision& decision : decisions_) {
      if (!decision.same) continue;
      const RecordNo one = sets.of(decision.left);
      const RecordNo other = sets.of(decision.right);
      if (one == other) continue;
      sets.join(one, other);
      merge(std::min(one, other), std::max(one, other));
    }
    while (!queue_.empty()) {
      const Candidate next = queue_.top();
      queue_.pop();
      const auto from = bonds_.find(next.one);
      if (from == bonds_.end()) continue;
      const auto bond = from->second.find(next.other);
      if (bond == from->second.end() || mean(next.one, next.other, bond->second) != next.mean) continue;
      if (bond->second.surest < rules_.probability_least || bond->second.apart) continue;
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

  void bind(RecordNo one, RecordNo other, const Bond& bond) {
    bonds_[one][other] = bond;
    bonds_[other][one] = bond;
    size_[one] = 1;
    size_[other] = 1;
  }

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
      joined.apart = joined.apart || bond.apart;
      of_third[one] = joined;
    }
    for (const auto& [third, bond] : ours) push(one, third, bond);
  }

  const ClusterRules& rules_;
  std::span<const Decision> decisions_;
  std::unordered_map<RecordNo, std::map<RecordNo, Bond>> bonds_;
  std::unordered_map<RecordNo, double> size_;
  std::priority_queue<Candidate> queue_;
};

}  // namespace

namespace {

/// What lies in one component: its pairs, and the decisions among its records.
template <typename One>
using OfComponents = std::vector<std::pair<RecordNo, One>>;

template <typename One>
void sort_by_component(OfComponents<One>& list) {
  std::ranges::sort(list, {}, [](const auto& one) { return std::tuple(one.first, one.second.left, one.second.right); });
}

/// Takes those of `component` off the front of `list`.
template <typename One>
std::vector<One> taken(const OfComponents<One>& list, std::size_t& at, RecordNo component) {
  std::vector<One> members;
  for (; at < list.size() && list[at].first == component; ++at) members.push_back(list[at].second);
  return members;
}

}  // namespace

std::vector<RecordNo> clusters_of(std::span<const Link> links, std::span<const Link> uncertain, std::size_t records,
                                  const ClusterRules& rules, std::span<const Decision> decisions) {
  Sets components(records);
  for (const Link& link : links) components.join(link.left, link.right);
  for (const Decision& decision : decisions) {
    if (decision.same) components.join(decision.left, decision.right);
  }
  // Uncertain pairs matter only between records that sure links tie together anyhow; so do decisions.
  OfComponents<Link> pairs;
  for (const Link& link : links) pairs.emplace_back(components.of(link.left), link);
  for (const Link& link : uncertain) {
    if (components.of(link.left) == components.of(link.right)) pairs.emplace_back(components.of(link.left), link);
  }
  OfComponents<Decision> decided;
  for (const Decision& decision : decisions) {
    if (components.of(decision.left) == components.of(decision.right))
      decided.emplace_back(components.of(decision.left), decision);
  }
  sort_by_component(pairs);
  sort_by_component(decided);
  Sets clusters(records);
  for (std::size_t at = 0, decided_at = 0; at < pairs.size() || decided_at < decided.size();) {
    const RecordNo component = std::min(at < pairs.size() ? pairs[at].first : ~RecordNo{0},
                                        decided_at < decided.size() ? decided[decided_at].first : ~RecordNo{0});
    const std::vector<Link> of_pairs = taken(pairs, at, component);
    const std::vector<Decision> of_decisions = taken(decided, decided_at, component);
    if (of_pairs.size() == 1 && of_decisions.empty()) {
      clusters.join(of_pairs.front().left, of_pairs.front().right);
    } else {
      Component(of_pairs, of_decisions, rules).run(clusters);
    }
  }
  std::vector<RecordNo> result(records);
  for (RecordNo record = 0; record < records; ++record) result[record] = clusters.of(record);
  return result;
}

}  // namespace boothwise::linkage
