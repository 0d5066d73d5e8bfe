#include "planning/flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <vector>

namespace boothwise::planning {

namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, Cost>;

/// One arc of the network. Node 0 is the hub, then come leaders, then posts.
struct FlowArc {
  int from = 0;
  int to = 0;
  Load load;
  Cost cost = 0;
};

/// Pairs come first, so that an arc's number is its pair's.
std::vector<FlowArc> arcs_of(const AssignmentProblem& problem) {
  const auto post_node = [&](std::size_t post) { return static_cast<int>(1 + problem.leaders.size() + post); };
  std::vector<FlowArc> arcs;
  arcs.reserve(problem.pairs.size() + problem.leaders.size() + problem.posts.size());
  for (const Pair& pair : problem.pairs)
    arcs.push_back({static_cast<int>(pair.leader) + 1, post_node(pair.post), {0, 1}, pair.cost});
  for (const PairNo pair : problem.fixed) arcs[pair].load.least = 1;
  for (std::size_t leader = 0; leader < problem.leaders.size(); ++leader)
    arcs.push_back({0, static_cast<int>(leader) + 1, problem.leaders[leader], 0});
  for (std::size_t post = 0; post < problem.posts.size(); ++post)
    arcs.push_back({post_node(post), 0, problem.posts[post], 0});
  return arcs;
}

std::optional<Flow> cheapest(const std::vector<FlowArc>& arcs, std::size_t pairs, int nodes) {
  Graph graph;
  graph.reserveNode(nodes);
  graph.reserveArc(static_cast<int>(arcs.size()));
  for (int node = 0; node < nodes; ++node) graph.addNode();
  for (const FlowArc& arc : arcs) graph.addArc(Graph::nodeFromId(arc.from), Graph::nodeFromId(arc.to));
  // Maps come after the arcs: a map that is there already is told of each new arc.
  Graph::ArcMap<std::int64_t> lower(graph);
  Graph::ArcMap<std::int64_t> upper(graph);
  Graph::ArcMap<Cost> cost(graph);
  for (std::size_t at = 0; at < arcs.size(); ++at) {
    const Graph::Arc arc = Graph::arcFromId(static_cast<int>(at));
    lower[arc] = arcs[at].load.least;
    upper[arc] = arcs[at].load.most;
    cost[arc] = arcs[at].cost;
  }
  Simplex simplex(graph);
  simplex.lowerMap(lower).upperMap(upper).costMap(cost);
  if (simplex.run() != Simplex::OPTIMAL) return std::nullopt;
  Flow flow;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    if (simplex.flow(Graph::arcFromId(static_cast<int>(pair))) > 0) flow.chosen.push_back(static_cast<PairNo>(pair));
  }
  for (int node = 0; node < nodes; ++node) flow.prices.push_back(simplex.potential(Graph::nodeFromId(node)));
  return flow;
}

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
  const auto nodes = static_cast<int>(1 + problem.leaders.size() + problem.posts.size());
  return cheapest(arcs_of(problem), problem.pairs.size(), nodes);
}

}  // namespace boothwise::planning
