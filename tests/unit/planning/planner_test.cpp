#include "planning/planner.hpp"

#include "planning/cliques.hpp"
#include "planning/contradiction.hpp"
#include "planning/distance.hpp"
#include "planning/exchanges.hpp"
#include "unit/planning/reference.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <set>

namespace boothwise::planning {
namespace {

constexpr double seconds = 60;
const NoProgress quiet;

/// A problem whose costs stand as a table: a row a post, a column a leader; below 0 is forbidden.
AssignmentProblem from_table(const std::vector<std::vector<double>>& costs, std::uint32_t cap) {
  AssignmentProblem problem;
  problem.part_count = 1;
  problem.leaders.assign(costs.front().size(), {0, cap});
  problem.posts.assign(costs.size(), {1, 1});
  for (PostNo post = 0; post < costs.size(); ++post) {
    for (LeaderNo leader = 0; leader < costs[post].size(); ++leader) {
      const double cost = costs[post][leader];
      if (cost >= 0) problem.allow(leader, post, {&cost, 1}, std::vector{1.0});
    }
  }
  return problem;
}

std::vector<LeaderNo> leaders_of(const AssignmentProblem& problem, const std::vector<PairNo>& chosen) {
  std::vector<LeaderNo> leaders;
  for (const PairNo pair : chosen) leaders.push_back(problem.pairs[pair].leader);
  return leaders;
}

TEST(Planner, CheapestPlanIsNotTheGreedyOne) {
  Planner planner(from_table({{1, 2}, {1, 100}}, 1));
  const Search search = planner.plan(seconds, quiet);
  ASSERT_EQ(search.ending, Ending::planned);
  EXPECT_EQ(leaders_of(planner.problem(), search.plan.chosen), (std::vector<LeaderNo>{1, 0}));
  EXPECT_EQ(search.plan.cost, 3 * cost_unit);
  EXPECT_TRUE(search.plan.proven);
}

TEST(Planner, EqualCostsGoToTheEarliestLeaders) {
  Planner planner(from_table({{5, 5, 5}, {5, 5, 5}, {5, 5, 5}}, 1));
  const Search search = planner.plan(seconds, quiet);
  EXPECT_EQ(leaders_of(planner.problem(), search.plan.chosen), (std::vector<LeaderNo>{0, 1, 2}));
}

TEST(Planner, SecondChoiceCostsWhatTheWholePlanThenCostsMore) {
  Planner planner(from_table({{1, 2, 50}, {1, 100, 4}}, 1));
  (void)planner.plan(seconds, quiet);  // leader 1 at post 0, leader 0 at post 1
  const std::vector<Alternative> other = planner.alternatives(0, 5, seconds, quiet);
  ASSERT_EQ(other.size(), 2U);
  EXPECT_EQ(planner.problem().pairs[other[0].comes].leader, 0U);  // then leader 2 takes post 1: 1 + 4
  EXPECT_EQ(other[0].extra, 2 * cost_unit);
  EXPECT_EQ(leaders_of(planner.problem(), other[0].chosen), (std::vector<LeaderNo>{0, 2}));
  EXPECT_EQ(other[1].extra, 48 * cost_unit);
}

TEST(Planner, PartsOfACostAddUpExactly) {
  AssignmentProblem problem;
  problem.part_count = 2;
  ASSERT_TRUE(problem.allow(0, 0, std::vector{12.3456, 2.0}, std::vector{1.0, 50.0}));
  EXPECT_EQ(problem.parts_of(0)[0], 12346);
  EXPECT_EQ(problem.parts_of(0)[1], 100000);
  EXPECT_EQ(problem.pairs[0].cost, 112346);
}

TEST(Planner, CostsBeyondTheMostAreNotTaken) {
  AssignmentProblem problem;
  problem.part_count = 2;
  EXPECT_FALSE(problem.allow(0, 0, std::vector{1e300, 1.0}, std::vector{1e300, 1.0}));
  EXPECT_FALSE(problem.allow(0, 0, std::vector{1e6, 1e6}, std::vector{1.0, 1.0}));
  EXPECT_TRUE(problem.pairs.empty());
  EXPECT_TRUE(problem.parts.empty());
}

TEST(Planner, PlainPlansAreTheCheapestAndEarliestOfAll) {
  ASSERT_TRUE(rc::check("plain plans equal those of the reference", [] {
    const AssignmentProblem problem = reference::drawn(true);
    Planner planner(problem);
    const Search search = planner.plan(seconds, quiet);
    const auto expected = reference::cheapest(problem);
    RC_ASSERT((search.ending == Ending::planned) == expected.has_value());
    if (expected) RC_ASSERT(search.plan.chosen == *expected);
  }));
}

TEST(Planner, ConstrainedPlansKeepEveryRuleAtTheLeastCost) {
  ASSERT_TRUE(rc::check("constrained plans cost what those of the reference cost", [] {
    const AssignmentProblem problem = reference::drawn(false);
    Planner planner(problem);
    const Search search = planner.plan(seconds, quiet);
    const auto expected = reference::cheapest(problem);
    RC_ASSERT((search.ending == Ending::planned) == expected.has_value());
    RC_CLASSIFY(expected.has_value(), "possible");
    if (!expected) return;
    RC_ASSERT(keeps_rules(problem, search.plan.chosen));
    RC_ASSERT(search.plan.proven);
    RC_ASSERT(search.plan.cost == cost_of(problem, *expected));
    RC_ASSERT(search.plan.bound == search.plan.cost);
    RC_ASSERT(cost_of(problem, search.plan.chosen) == search.plan.cost);
  }));
}

void expect_alternatives_cost_what_forcing_costs(bool plain) {
  const AssignmentProblem problem = reference::drawn(plain);
  Planner planner(problem);
  const Search search = planner.plan(seconds, quiet);
  RC_PRE(search.ending == Ending::planned);
  for (PostNo post = 0; post < problem.posts.size(); ++post) {
    const std::vector<Alternative> others = planner.alternatives(post, problem.leaders.size(), seconds, quiet);
    std::set<PairNo> seen;
    Cost before = 0;
    for (const Alternative& other : others) {
      const auto with = [&](const std::vector<PairNo>& plan) { return std::ranges::binary_search(plan, other.comes); };
      const auto forced = reference::cheapest(problem, with);
      RC_ASSERT(forced.has_value());
      RC_ASSERT(other.extra == cost_of(problem, *forced) - search.plan.cost);
      RC_ASSERT(other.proven && with(other.chosen) && keeps_rules(problem, other.chosen));
      RC_ASSERT(cost_of(problem, other.chosen) == search.plan.cost + other.extra);
      RC_ASSERT(seen.insert(other.comes).second && other.extra >= before);
      before = other.extra;
    }
    const auto [begin, end] = problem.pairs_of_post(post);
    for (PairNo pair = begin; pair < end; ++pair) {
      const auto with = [&](const std::vector<PairNo>& plan) { return std::ranges::binary_search(plan, pair); };
      if (!with(search.plan.chosen))
        RC_ASSERT((seen.count(pair) == 1) == reference::cheapest(problem, with).has_value());
    }
  }
}

TEST(Planner, PlainAlternativesCostWhatSolvingAnewWithThemCosts) {
  ASSERT_TRUE(rc::check("plain", [] { expect_alternatives_cost_what_forcing_costs(true); }));
}

TEST(Planner, ConstrainedAlternativesCostWhatSolvingAnewWithThemCosts) {
  ASSERT_TRUE(rc::check("constrained", [] { expect_alternatives_cost_what_forcing_costs(false); }));
}

TEST(Planner, SamePlanEachTime) {
  ASSERT_TRUE(rc::check("twice the same", [] {
    const AssignmentProblem problem = reference::drawn(false);
    RC_ASSERT(Planner(problem).plan(seconds, quiet).plan.chosen == Planner(problem).plan(seconds, quiet).plan.chosen);
  }));
}

/// Asks to stop from the beginning.
class StopAtOnce final : public Progress {
 public:
  void report(double /*fraction*/, const Bilingual& /*what*/) override {}
  [[nodiscard]] bool stop_requested() const override { return true; }
};

TEST(Planner, StoppedSearchDecidesNothing) {
  AssignmentProblem problem = from_table({{1, 9}, {1, 8}}, 2);
  problem.conflicts = {{0, 2}};
  EXPECT_EQ(Planner(problem).plan(seconds, StopAtOnce()).ending, Ending::undecided);
  EXPECT_EQ(Planner(problem).plan(seconds, quiet).plan.cost, 9 * cost_unit);
}

TEST(Cliques, HoldEveryConflictThatLoadsDoNotKeepAndNothingElse) {
  ASSERT_TRUE(rc::check("cliques cover", [] {
    const AssignmentProblem problem = reference::drawn(false);
    std::set<std::array<PairNo, 2>> conflicts;
    for (const auto& [one, other] : problem.conflicts) conflicts.insert({std::min(one, other), std::max(one, other)});
    std::set<std::array<PairNo, 2>> covered;
    for (const std::vector<PairNo>& clique : conflict_cliques(problem)) {
      RC_ASSERT(clique.size() >= 2);
      for (std::size_t one = 0; one < clique.size(); ++one) {
        for (std::size_t other = one + 1; other < clique.size(); ++other) {
          RC_ASSERT(conflicts.count({clique[one], clique[other]}) == 1);
          covered.insert({clique[one], clique[other]});
        }
      }
    }
    for (const auto& [one, other] : conflicts) {
      const Pair& a = problem.pairs[one];
      const Pair& b = problem.pairs[other];
      const bool kept_by_load = (a.leader == b.leader && problem.leaders[a.leader].most <= 1) ||
                                (a.post == b.post && problem.posts[a.post].most <= 1);
      RC_ASSERT(covered.count({one, other}) == (kept_by_load ? 0U : 1U));
    }
  }));
}

TEST(Cliques, MutualConflictsAreOneClique) {
  AssignmentProblem problem = from_table({{0}, {0}, {0}, {0}}, 4);
  for (PairNo one = 0; one < 4; ++one) {
    for (PairNo other = one + 1; other < 4; ++other) problem.conflicts.push_back({one, other});
  }
  EXPECT_EQ(conflict_cliques(problem), (std::vector<std::vector<PairNo>>{{0, 1, 2, 3}}));
}

TEST(Exchanges, LeadToAnEarlierPlanOfTheSameCostThatKeepsTheRules) {
  ASSERT_TRUE(rc::check("exchanges", [] {
    const AssignmentProblem problem = reference::drawn(false);
    const auto plans = reference::all_plans(problem);
    RC_PRE(!plans.empty());
    const auto& plan = *rc::gen::elementOf(plans);
    const std::vector<PairNo> settled = settled_by_exchanges(problem, plan);
    RC_ASSERT(keeps_rules(problem, settled));
    RC_ASSERT(cost_of(problem, settled) == cost_of(problem, plan));
    RC_ASSERT(!reference::is_earlier(plan, settled));
  }));
}

/// The problem without the rules that are not among `rules`, by the reference's own reading of them.
AssignmentProblem only(const AssignmentProblem& problem, const std::vector<Rule>& rules) {
  AssignmentProblem part;
  part.pairs = problem.pairs;
  part.leaders.assign(problem.leaders.size(), {0, static_cast<std::uint32_t>(problem.posts.size())});
  part.posts.assign(problem.posts.size(), {0, static_cast<std::uint32_t>(problem.leaders.size())});
  for (const auto& [kind, number] : rules) {
    if (kind == RuleKind::conflict) part.conflicts.push_back(problem.conflicts[number]);
    if (kind == RuleKind::group) part.groups.push_back(problem.groups[number]);
    if (kind == RuleKind::leader_least) part.leaders[number].least = problem.leaders[number].least;
    if (kind == RuleKind::leader_most) part.leaders[number].most = problem.leaders[number].most;
    if (kind == RuleKind::fixed) part.fixed.push_back(problem.fixed[number]);
    if (kind == RuleKind::post_need) part.posts[number] = problem.posts[number];
  }
  return part;
}

TEST(Contradiction, NamedRulesCannotHoldAndNoneOfThemIsNeedless) {
  ASSERT_TRUE(rc::check("irreducible", [] {
    const AssignmentProblem problem = reference::drawn(*rc::gen::arbitrary<bool>());
    RC_PRE(!reference::cheapest(problem).has_value());
    const Contradiction why = why_impossible(problem, seconds, quiet);
    RC_ASSERT(why.is_irreducible);
    if (why.rules.empty()) {
      RC_ASSERT(!why.posts_without_leaders.empty() || why.leaders_most < why.posts_need ||
                why.leaders_least > why.posts_need);
      return;
    }
    RC_ASSERT(!reference::cheapest(only(problem, why.rules)).has_value());
    for (std::size_t without = 0; without < why.rules.size(); ++without) {
      std::vector<Rule> rest = why.rules;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(without));
      RC_ASSERT(reference::cheapest(only(problem, rest)).has_value());
    }
  }));
}

TEST(Contradiction, PostsThatTooFewLeadersMayTakeAreNamedFirst) {
  const Contradiction why = why_impossible(from_table({{1, 1}, {-1, -1}}, 1), seconds, quiet);
  EXPECT_EQ(why.posts_without_leaders, (std::vector<PostNo>{1}));
  EXPECT_TRUE(why.rules.empty());
}

TEST(Contradiction, CapsTogetherBelowTheNeed) {
  const Contradiction why = why_impossible(from_table({{1, 1}, {1, 1}, {1, 1}}, 1), seconds, quiet);
  EXPECT_EQ(why.posts_need, 3U);
  EXPECT_EQ(why.leaders_most, 2U);
}

TEST(Contradiction, FixedChoicesThatConflictAreNamedAlone) {
  AssignmentProblem problem = from_table({{1, 2}, {3, 4}, {5, 6}}, 3);
  problem.fixed = {0, 2, 5};
  problem.conflicts = {{1, 3}, {0, 2}};
  const Contradiction why = why_impossible(problem, seconds, quiet);
  EXPECT_EQ(why.rules, (std::vector<Rule>{{RuleKind::conflict, 1}, {RuleKind::fixed, 0}, {RuleKind::fixed, 1}}));
}

TEST(Distance, AgreesWithKnownDistances) {
  const Point delhi{28.6139, 77.2090};
  const Point lucknow{26.8467, 80.9462};
  EXPECT_NEAR(great_circle_km(delhi, lucknow), 417, 2);
  EXPECT_DOUBLE_EQ(great_circle_km(delhi, delhi), 0);
  EXPECT_NEAR(great_circle_km({0, 0}, {0, 180}), 20015.1, 0.1);  // half the earth's circumference
}

TEST(Distance, FarPostsAreNotOneLeaders) {
  AssignmentProblem problem = from_table({{0, 100}, {0, 100}, {0, 100}}, 2);
  const std::vector<Point> posts{{26, 80}, {26, 80.1}, {26, 84}};
  forbid_far_posts(problem, posts, 50);
  EXPECT_EQ(problem.conflicts.size(), 4U);  // for both leaders: the last post with each of the others
  Planner planner(problem);
  EXPECT_EQ(leaders_of(problem, planner.plan(seconds, quiet).plan.chosen), (std::vector<LeaderNo>{0, 0, 1}));
}

}  // namespace
}  // namespace boothwise::planning
