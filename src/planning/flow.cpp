#include "planning/flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace boothwise::planning {

namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, Cost>;

/// The network with its bounds and costs; nodes and arcs are numbered in the order in which they are added.
class Network {
 public:
  explicit Network(const AssignmentProblem& problem) : lower_(graph_), upper_(graph_), cost_(graph_) {
    const auto leaders = static_cast<int>(problem.leaders.size());
    graph_.reserveNode(1 + leaders + static_cast<int>(problem.posts.size()));
    graph_.reserveArc(static_cast<int>(problem.pairs.size()) + leaders + static_cast<int>(problem.posts.size()));
    const std::size_t nodes = 1 + problem.leaders.size() + problem.posts.size();
    for (std::size_t node = 0; node < nodes; ++node) graph_.addNode();
    // Pairs come first, so that an arc's number is its pair's.
    const auto post_node = [&](std::size_t post) { return static_cast<int>(post) + 1 + leaders; };
    for (const Pair& pair : problem.pairs)
      add(static_cast<int>(pair.leader) + 1, post_node(pair.post), {0, 1}, pair.cost);
    for (const PairNo pair : problem.fixed) lower_[Graph::arcFromId(static_cast<int>(pair))] = 1;
    for (std::size_t leader = 0; leader < problem.leaders.size(); ++leader)
      add(0, static_cast<int>(leader) + 1, problem.leaders[leader], 0);
    for (std::size_t post = 0; post < problem.posts.size(); ++post) add(post_node(post), 0, problem.posts[post], 0);
  }

  std::optional<Flow> cheapest(std::size_t pairs) const {
    Simplex simplex(graph_);
    simplex.lowerMap(lower_).upperMap(upper_).costMap(cost_);
    if (simplex.run() != Simplex::OPTIMAL) return std::nullopt;
    Flow flow;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      if (simplex.flow(Graph::arcFromId(static_cast<int>(pair))) > 0) flow.chosen.push_back(static_cast<PairNo>(pair));
    }
    for (int node = 0; node <= graph_.maxNodeId(); ++node)
      flow.prices.push_back(simplex.potential(Graph::nodeFromId(node)));
    return flow;
  }

 private:
  void add(int from, int to, const Load& load, Cost cost) {
    const Graph::Arc arc = graph_.addArc(Graph::nodeFromId(from), Graph::nodeFromId(to));
    lower_[arc] = load.least;
    upper_[arc] = load.most;
    cost_[arc] = cost;
  }

  Graph graph_;
  Graph::ArcMap<std::int64_t> lower_;
  Graph::ArcMap<std::int64_t> upper_;
  Graph::ArcMap<Cost> cost_;
};

/// Bounds that cross are no flow; LEMON takes them as given.
bool bounds_cross(const std::vector<Load>& loads) {
  for (const Load& load : loads) {
    if (load.least > load.most) return true;
  }
  return false;
}

}  // namespace

std::optional<Flow> cheapest_flow(const AssignmentProblem& problem) {
  if (bounds_cross(problem.leaders) || bounds_cross(problem.posts)) return std::nullopt;
  return Network(problem).cheapest(problem.pairs.size());
}

}  // namespace boothwise::planning
