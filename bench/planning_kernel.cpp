// Makes a problem of leaders and seats, plans it, and prints what that took, as name value lines.
// Usage: planning_kernel PROBLEM SEED ROUNDS FOLDER
// PROBLEM: plain (150 leaders, 80 seats), large (2,000 leaders, 200 posts), far (150 and 80, not both of two seats far
// apart: 50,000 conflicts), near (the same of two seats close by, so that they bind), scarce (45 leaders who live
// around six towns, 80 seats, 120,000 conflicts of far seats). FOLDER gets the problem for the peers: PROBLEM.txt.

#include "planning/distance.hpp"
#include "planning/planner.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/random.hpp"

using namespace boothwise;
using namespace boothwise::planning;

namespace {

struct Shape {
  std::size_t leaders = 150;
  std::size_t posts = 80;
  std::size_t conflicts = 0;
  bool nearest = false;
  bool towns = false;
};

Shape shape_of(const std::string& problem) {
  if (problem == "large") return {2000, 200};
  if (problem == "far") return {150, 80, 50'000};
  if (problem == "near") return {150, 80, 50'000, true};
  if (problem == "scarce") return {45, 80, 120'000, false, true};
  return {};
}

constexpr std::uint64_t languages = 5;

/// Places over an area as large as Uttar Pradesh; a language each.
struct Places {
  std::vector<Point> at;
  std::vector<std::uint64_t> language;
};

Places places(RandomStream random, std::size_t count, bool towns) {
  Places drawn;
  for (std::size_t place = 0; place < count; ++place) {
    double south = 24 + 6 * random.uniform();
    double west = 77.5 + 6.5 * random.uniform();
    if (towns) {
      const auto town = static_cast<double>(random.next() % 6);
      south = 24.5 + (town < 3 ? 0.0 : 4.0) + 1.4 * (random.uniform() - 0.5);
      west = 78.5 + town + 1.4 * (random.uniform() - 0.5);
    }
    drawn.at.push_back({south, west});
    drawn.language.push_back(random.next() % languages);
  }
  return drawn;
}

void add_pairs(AssignmentProblem& problem, const Places& homes, const Places& seats) {
  const std::vector<double> weights{1, 100};
  problem.part_count = 2;
  for (PostNo post = 0; post < seats.at.size(); ++post) {
    for (LeaderNo leader = 0; leader < homes.at.size(); ++leader) {
      const bool speaks = (homes.language[leader] + languages - seats.language[post]) % languages < 2;
      problem.allow(leader, post, std::vector{great_circle_km(homes.at[leader], seats.at[post]), speaks ? 0.0 : 1.0},
                    weights);
    }
  }
}

/// No leader takes both of two seats, for as many pairs of seats, farthest or nearest first, as make `shape.conflicts`.
void add_conflicts(AssignmentProblem& problem, const Places& seats, const Shape& shape) {
  struct Apart {
    double km;
    PostNo one, other;
  };
  std::vector<Apart> list;
  for (PostNo one = 0; one < seats.at.size(); ++one) {
    for (PostNo other = one + 1; other < seats.at.size(); ++other)
      list.push_back({great_circle_km(seats.at[one], seats.at[other]), one, other});
  }
  std::ranges::sort(list, [&](const Apart& a, const Apart& b) { return shape.nearest ? a.km < b.km : a.km > b.km; });
  for (const auto& [km, one, other] : list) {
    for (LeaderNo leader = 0; leader < shape.leaders && problem.conflicts.size() < shape.conflicts; ++leader)
      problem.conflicts.push_back({*problem.find(leader, one), *problem.find(leader, other)});
  }
}

AssignmentProblem made(const Shape& shape, std::uint64_t seed) {
  const RandomStream random(seed);
  AssignmentProblem problem;
  problem.leaders.assign(shape.leaders, {0, 2});
  problem.posts.assign(shape.posts, {1, 1});
  const Places seats = places(random.of(1), shape.posts, false);
  add_pairs(problem, places(random.of(2), shape.leaders, shape.towns), seats);
  if (shape.conflicts > 0) add_conflicts(problem, seats, shape);
  return problem;
}

/// Counts, then the cost of each pair in thousandths, then each conflict: pairs are numbered post by post.
void write(const AssignmentProblem& problem, const std::filesystem::path& path) {
  std::ofstream file(path);
  file << problem.leaders.size() << ' ' << problem.posts.size() << ' ' << problem.conflicts.size() << '\n';
  for (const Pair& pair : problem.pairs) file << pair.cost << '\n';
  for (const auto& [one, other] : problem.conflicts) file << one << ' ' << other << '\n';
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string name = argv[1];
  const AssignmentProblem problem = made(shape_of(name), std::strtoull(argv[2], nullptr, 10));
  write(problem, std::filesystem::path(argv[4]) / (name + ".txt"));
  const NoProgress quiet;
  const double seconds_max = 600;
  // Where leaders are scarce each takes seconds.
  const PostNo second_choices = name == "scarce" ? 0 : static_cast<PostNo>(problem.posts.size());
  for (int round = std::atoi(argv[3]); round > 0; --round) {
    const double begun = seconds();
    Planner planner(problem);
    const Search search = planner.plan(seconds_max, quiet);
    const double planned = seconds();
    for (PostNo post = 0; post < second_choices; ++post) (void)planner.alternatives(post, 1, seconds_max, quiet);
    std::printf("seconds %.6f\nsecond_choices_seconds %.6f\ncost %lld\nproven %d\n", planned - begun,
                seconds() - planned, static_cast<long long>(search.plan.cost), search.plan.proven ? 1 : 0);
  }
}
