#include "linkage/link.hpp"

#include "unit/linkage/people.hpp"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>

#include "linkage/blocking.hpp"
#include "linkage/clusters.hpp"
#include "linkage/decisions.hpp"
#include "linkage/postings.hpp"

namespace boothwise::linkage {
namespace {

using test::Job;
using test::People;
using test::Record;

double f1_of(const Job& job, const std::vector<Link>& links) {
  std::map<std::size_t, std::pair<double, double>> counts;
  for (RecordNo record = 0; record < job.persons.size(); ++record) {
    auto& [left, right] = counts[job.persons[record]];
    ++(job.prepared.is_left(record) ? left : right);
  }
  double all = 0;
  for (const auto& [person, sides] : counts) all += sides.first * sides.second;
  double right = 0;
  for (const Link& link : links) right += job.persons[link.left] == job.persons[link.right] ? 1 : 0;
  return 2 * right / (all + static_cast<double>(links.size()));
}

/// How many pairs of two tables the rules bring together, each once.
double pairs_of_rules(const Job& job) {
  const BlockingKeys keys(job.prepared, job.settings.blocking);
  double pairs = 0;
  for (RecordNo left = 0; left < job.prepared.left; ++left) {
    for (auto right = static_cast<RecordNo>(job.prepared.left); right < job.prepared.records; ++right) {
      bool meets = false;
      for (std::size_t rule = 0; rule < keys.rules(); ++rule) meets = meets || keys.meets(rule, left, right);
      pairs += meets ? 1 : 0;
    }
  }
  return pairs;
}

TEST(Link, FindsPeopleAgainInALaterRevision) {
  People people(11);
  const std::vector<Record> before = people.revision(2000);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  const auto age = std::ranges::find(job.settings.comparisons, CompareAs::number, &Comparison::as);
  ASSERT_NE(age, job.settings.comparisons.end());
  EXPECT_EQ(age->shift, 3);  // found, not told
  const Linked linked = job.run(1);
  EXPECT_GT(f1_of(job, linked.links), 0.97);
  EXPECT_TRUE(linked.capped.empty());
}

TEST(Link, AnswersTheSameForAnyNumberOfThreads) {
  People people(12);
  const std::vector<Record> before = people.revision(1500);
  const std::vector<Record> after = people.later(before);
  const Linked one = Job(before, &after).run(1);
  for (const unsigned threads : {2U, 3U}) {
    const Linked more = Job(before, &after).run(threads);
    EXPECT_EQ(more.links, one.links);
    EXPECT_EQ(more.uncertain, one.uncertain);
    EXPECT_EQ(more.pairs, one.pairs);
  }
}

TEST(Link, AnswersTheSameWithLittleMemoryForTheIndex) {
  People people(23);
  const std::vector<Record> before = people.revision(2500);
  const std::vector<Record> after = people.later(before);
  for (const bool single : {false, true}) {
    Job job(before, single ? nullptr : &after);
    NoProgress quiet;
    const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
    ASSERT_GT(job.prepared.left, 5000U);  // more than one part
    const Linked whole = *link(job.prepared, job.settings, model, {}, quiet);
    Resources little;
    little.index_bytes_max = 1;
    const Linked in_parts = *link(job.prepared, job.settings, model, little, quiet);
    EXPECT_EQ(in_parts.links, whole.links);
    EXPECT_EQ(in_parts.uncertain, whole.uncertain);
    EXPECT_EQ(in_parts.pairs, whole.pairs);
  }
}

TEST(Link, DoesNotTakeHouseholdsForPersons) {
  // A roll in which five of some thousands stand twice: all others who are alike are of one house.
  People people(24);
  std::vector<Record> roll = people.revision(3000);
  for (std::size_t at = 0; at < 5; ++at) roll.push_back(roll[at * 101]);
  Job job(roll, nullptr);
  const Linked linked = job.run(1);
  EXPECT_LT(linked.links.size(), 40U);
}

TEST(Link, ComparesEachPairOfTheRulesOnceButNotAtHomeWhoHasASurePartner) {
  People people(13);
  const std::vector<Record> before = people.revision(150);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  NoProgress quiet;
  const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  const BlockingKeys keys(job.prepared, job.settings.blocking);
  constexpr double sure = 0.999;
  Scorer scorer(model, job.prepared, sure);
  const auto is_at_home = [&](std::size_t rule) {
    return std::ranges::any_of(job.settings.blocking[rule].on,
                               [&](const BlockOn& on) { return is_place(job.prepared.comparisons[on.comparison]); });
  };
  double expected = 0;
  for (RecordNo left = 0; left < job.prepared.left; ++left) {
    bool is_partnered = false;
    for (auto right = static_cast<RecordNo>(job.prepared.left); right < job.prepared.records; ++right)
      is_partnered = is_partnered || (keys.meets(0, left, right) && scorer.score(left, right));
    for (auto right = static_cast<RecordNo>(job.prepared.left); right < job.prepared.records; ++right) {
      bool is_asked = false;
      for (std::size_t rule = 0; rule < keys.rules(); ++rule) {
        const bool asks = rule == 0 || !is_partnered || !is_at_home(rule);
        is_asked = is_asked || (asks && keys.meets(rule, left, right));
      }
      expected += is_asked ? 1 : 0;
    }
  }
  EXPECT_EQ(link(job.prepared, job.settings, model, {2}, quiet)->pairs, expected);
  EXPECT_GT(expected, 0);
  EXPECT_LT(expected, pairs_of_rules(job));
}

TEST(Link, KeysMadeTogetherAreThoseOfEachRule) {
  People people(15);
  const std::vector<Record> before = people.revision(150);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  std::vector<bool> left_out(job.prepared.records);
  left_out[3] = true;
  const BlockingKeys keys(job.prepared, job.settings.blocking, left_out);
  std::vector<std::uint64_t> all(keys.rules());
  std::size_t present = 0;
  for (RecordNo record = 0; record < job.prepared.records; ++record) {
    keys.all(record, all);
    for (std::size_t rule = 0; rule < keys.rules(); ++rule) {
      EXPECT_EQ(all[rule], keys.key(rule, record));
      present += all[rule] != 0 ? 1 : 0;
    }
  }
  EXPECT_GT(present, job.prepared.records);
}

/// Whether matches may have moved or not.
class LinkOfMovers : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Share, LinkOfMovers, testing::Values(0.0, 0.1));

TEST_P(LinkOfMovers, StopsEarlyOnlyOnPairsThatStayBelowAndExplainsWhatItScores) {
  People people(14);
  const std::vector<Record> before = people.revision(120);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  NoProgress quiet;
  Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  model.moved = GetParam();
  constexpr double least = 0.05;
  Scorer scorer(model, job.prepared, least);
  Scorer explaining(model, job.prepared, least);
  std::size_t kept = 0;
  for (RecordNo left = 0; left < job.prepared.left; ++left) {
    for (auto right = static_cast<RecordNo>(job.prepared.left); right < job.prepared.records; ++right) {
      const std::optional<Evidence> score = scorer.score(left, right);
      const Scorer::Explained explained = explaining.explain(left, right);
      if (score) {
        ++kept;
        EXPECT_NEAR(score->weight, explained.evidence.weight, 1e-6);
        double sum = explained.related;
        for (const Scorer::Part& part : explained.parts) sum += part.weight;
        EXPECT_NEAR(sum, score->weight, 1e-6);
      } else {
        EXPECT_LT(explained.evidence.probability, least + 1e-9);
      }
    }
  }
  EXPECT_GT(kept, before.size() / 2);
}

TEST(Link, ComparesOnlyNeighboursOfABlockThatIsTooLarge) {
  // Forty thousand times the same record: all pairs would be 800 million.
  std::vector<Record> records(40'000, Record{{"ram kumar", "F", "shiv kumar", "1", "40", "M"}, 0});
  People people(15);
  const std::vector<Record> others = people.revision(2000);
  records.insert(records.end(), others.begin(), others.end());
  Job job(records, nullptr, 1'000'000);
  ASSERT_FALSE(job.settings.blocking.empty());
  const Linked linked = job.run(2);
  ASSERT_FALSE(linked.capped.empty());
  EXPECT_GE(linked.capped.front().records, 40'000U);
  EXPECT_LT(linked.pairs, 5e6);
}

TEST(Link, FindsNobodyWhereNobodyIsTwice) {
  People people(16);
  const std::vector<Record> before = people.revision(1500);
  const std::vector<Record> others = people.revision(1500);
  Job job(before, &others);
  EXPECT_LT(job.run(1).links.size(), before.size() / 100);
}

TEST(Link, LeavesAColumnWithoutAnyValueAside) {
  People people(17);
  std::vector<Record> before = people.revision(800);
  std::vector<Record> after = people.later(before);
  for (Record& record : before) record.cells[3].clear();
  for (Record& record : after) record.cells[3].clear();
  Job job(before, &after);
  for (const Comparison& comparison : job.settings.comparisons) EXPECT_NE(comparison.column, 3U);
  EXPECT_GT(f1_of(job, job.run(1).links), 0.9);
  // Asked for all the same, it says nothing and does no harm.
  Settings with_empty = job.settings;
  with_empty.comparisons.push_back({3, CompareAs::code});
  Table table(6);
  for (const std::vector<Record>* records : {&before, &after}) {
    for (const Record& record : *records)
      table.add(std::vector<std::string_view>(record.cells.begin(), record.cells.end()));
    if (records == &before) table.end_left();
  }
  table.flush();
  Words words;
  const Prepared prepared = prepare(std::move(table), with_empty.comparisons, words);
  NoProgress quiet;
  const Model model = learn(prepared, with_empty, {}, quiet)->model;
  for (const auto& levels : model.u) {
    for (const double level : levels) EXPECT_TRUE(std::isfinite(level));
  }
  EXPECT_GT(link(prepared, with_empty, model, {}, quiet)->links.size(), after.size() * 8 / 10);
}

TEST(Link, StopsWhenAsked) {
  struct Stop final : Progress {
    void report(double, const Bilingual&) override {}
    [[nodiscard]] bool stop_requested() const override { return true; }
  } stop;
  People people(18);
  const std::vector<Record> before = people.revision(200);
  Job job(before, &before);
  const auto learned = learn(job.prepared, job.settings, {}, stop);
  ASSERT_FALSE(learned.ok());
  EXPECT_EQ(learned.error().code, "stopped");
}

TEST(Learn, TakesAKnownModelOver) {
  People people(19);
  const std::vector<Record> before = people.revision(2000);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  NoProgress quiet;
  const Model known = learn(job.prepared, job.settings, {}, quiet)->model;
  // A roll with a few doubles: too few to learn from, but not to find.
  std::vector<Record> roll = before;
  for (std::size_t at = 0; at < 20; ++at) roll.push_back(before[at * 37]);
  Job single(roll, nullptr);
  single.settings.comparisons = job.settings.comparisons;
  for (Comparison& comparison : single.settings.comparisons) comparison.shift = 0;
  single.prepared.comparisons = single.settings.comparisons;
  single.settings.blocking = job.settings.blocking;
  const auto learned = learn(single.prepared, single.settings, {}, quiet, &known);
  EXPECT_EQ(learned->model.m, known.m);
  EXPECT_LT(learned->model.matches, 200);
  EXPECT_GT(learned->model.matches, 5);
  const Linked linked = *link(single.prepared, single.settings, learned->model, {}, quiet);
  double right = 0;
  for (const Link& link : linked.links) right += single.persons[link.left] == single.persons[link.right] ? 1 : 0;
  EXPECT_GE(right, 19);
  EXPECT_LE(static_cast<double>(linked.links.size()) - right, 3);
}

TEST(Recount, ServesTheNextSegmentAsWellAsLearningAnewDoes) {
  NoProgress quiet;
  People first_people(23);
  const std::vector<Record> first_before = first_people.revision(3000);
  const std::vector<Record> first_after = first_people.later(first_before);
  const Job first(first_before, &first_after);
  const Model like = learn(first.prepared, first.settings, {}, quiet)->model;
  People people(24);
  const std::vector<Record> before = people.revision(1500);
  const std::vector<Record> after = people.later(before);
  Job next(before, &after);
  const double anew = f1_of(next, next.run(1).links);
  const auto counted = recount(next.prepared, next.settings, {}, quiet, like);
  ASSERT_TRUE(counted.ok());
  EXPECT_NEAR(counted->model.matches, static_cast<double>(before.size()), 0.15 * static_cast<double>(before.size()));
  const Linked linked = *link(next.prepared, next.settings, counted->model, {}, quiet);
  EXPECT_GT(f1_of(next, linked.links), anew - 0.005);
  const auto again = recount(next.prepared, next.settings, {3}, quiet, like);
  EXPECT_EQ(again->model.matches, counted->model.matches);  // for any number of threads
}

/// Everybody's house has a new number.
std::vector<Record> renumbered(std::vector<Record> records) {
  for (Record& record : records) record.cells[3] = std::to_string(100 + (std::stoi(record.cells[3]) * 41) % 97);
  return records;
}

std::size_t comparison_of(const Job& job, std::size_t column) {
  const auto found = std::ranges::find(job.settings.comparisons, column, &Comparison::column);
  return static_cast<std::size_t>(found - job.settings.comparisons.begin());
}

TEST(Recount, LearnsAnewWhatPlacesTellAndNothingElse) {
  NoProgress quiet;
  People first_people(41);
  const std::vector<Record> first_before = first_people.revision(2000);
  const std::vector<Record> first_after = renumbered(first_people.later(first_before));
  const Job first(first_before, &first_after);
  const std::size_t house = comparison_of(first, 3);
  const Model like = learn(first.prepared, first.settings, {}, quiet)->model;
  ASSERT_LT(like.m[house][0], 0.1);
  People people(42);  // of a segment where houses keep their numbers
  const std::vector<Record> before = people.revision(1500);
  const std::vector<Record> after = people.later(before);
  const Job next(before, &after);
  const Model counted = recount(next.prepared, next.settings, {}, quiet, like)->model;
  EXPECT_GT(counted.m[house][0], 0.9);
  for (std::size_t at = 0; at < like.m.size(); ++at) {
    for (std::size_t level = 0; at != house && level < like.m[at].size(); ++level)
      EXPECT_NEAR(counted.m[at][level], like.m[at][level], 0.02) << at << " " << level;
  }
}

TEST(Agreement, IsHowOftenOnePersonsRecordsShareWhatTheyMayBeBlockedBy) {
  NoProgress quiet;
  People people(43);
  const std::vector<Record> before = people.revision(3000);
  const std::vector<Record> after = renumbered(people.later(before));
  Job job(before, &after);
  const auto on = [&](std::size_t column, Atom atom) { return BlockOn{comparison_of(job, column), atom}; };
  job.settings.blocking = {{{on(0, Atom::all_sounds), on(5, Atom::equal)}},
                           {{on(2, Atom::all_sounds), on(4, Atom::equal)}},
                           {{on(3, Atom::equal), on(5, Atom::equal), on(4, Atom::equal)}}};
  const Learned learned = *learn(job.prepared, job.settings, {}, quiet);
  const Agreement agreement = agreement_of(job.prepared, learned.model, job.settings.blocking, learned.samples);
  const auto shared = [&](std::size_t column, Atom atom) {
    return agreement[comparison_of(job, column)].shared[static_cast<std::size_t>(atom)];
  };
  EXPECT_NEAR(shared(4, Atom::equal), 0.8, 0.04);  // age, the years between taken off
  EXPECT_NEAR(shared(5, Atom::equal), 1, 0.01);
  EXPECT_LT(shared(3, Atom::equal), 0.05);
  EXPECT_GT(shared(0, Atom::all_sounds), 0.8);
  // So no rule goes by houses, as rules do where nothing is known of them.
  const auto goes_by_house = [&](const Agreement* known) {
    const BlockingPlan plan = propose_blocking(job.prepared, 500'000, 20'000'000, 1, known);
    return std::ranges::any_of(plan.rules, [&](const BlockingRule& rule) {
      return std::ranges::find(rule.on, comparison_of(job, 3), &BlockOn::comparison) != rule.on.end();
    });
  };
  EXPECT_TRUE(goes_by_house(nullptr));
  EXPECT_FALSE(goes_by_house(&agreement));
}

/// Decisions as a faithful reviewer makes them, of the pairs that the linker is unsure about.
std::vector<Decision> reviewed(const Job& job, const std::vector<Link>& pairs) {
  std::vector<Decision> decisions;
  decisions.reserve(pairs.size());
  for (const Link& pair : pairs)
    decisions.push_back({pair.left, pair.right, job.persons[pair.left] == job.persons[pair.right]});
  return decisions;
}

TEST(Decisions, HoldWhateverTheEvidence) {
  People people(21);
  const std::vector<Record> before = people.revision(600);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  NoProgress quiet;
  const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  const Linked without = *link(job.prepared, job.settings, model, {}, quiet);
  ASSERT_GT(without.links.size(), 10U);
  // The surest link is said to be none, and two who are nothing to each other are said to be one.
  const Link surest = *std::ranges::max_element(without.links, {}, &Link::weight);
  const auto stranger = static_cast<RecordNo>(job.prepared.left + (surest.right == job.prepared.left ? 1 : 0));
  const std::vector<Decision> decisions{{surest.right, surest.left, false}, {surest.left, stranger, true}};
  for (const bool one_to_one : {false, true}) {
    Settings settings = job.settings;
    settings.one_to_one = one_to_one;
    const Linked linked = *link(job.prepared, settings, model, {}, quiet, decisions);
    const auto find = [&](RecordNo right) {
      return std::ranges::find_if(linked.links,
                                  [&](const Link& pair) { return pair.left == surest.left && pair.right == right; });
    };
    EXPECT_EQ(find(surest.right), linked.links.end());
    ASSERT_NE(find(stranger), linked.links.end());
    EXPECT_EQ(find(stranger)->probability, 1);
  }
}

TEST(Decisions, LetWhoIsPartedFromASurePartnerBeLookedForAtHomeAgain) {
  People people(21);
  const std::vector<Record> before = people.revision(300);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  NoProgress quiet;
  const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  const Linked without = *link(job.prepared, job.settings, model, {}, quiet);
  // Of each sure link one decision says that it is none; then as many pairs are compared as if nobody were sure.
  std::vector<Decision> parted;
  for (const Link& pair : without.links) parted.push_back({pair.left, pair.right, false});
  const double of_rules = pairs_of_rules(job);
  EXPECT_LT(without.pairs, of_rules);
  EXPECT_EQ(link(job.prepared, job.settings, model, {}, quiet, parted)->pairs, of_rules);
}

TEST(Decisions, TeachTheModelAndFewDoNotWreckIt) {
  People people(22);
  const std::vector<Record> before = people.revision(3000);
  const std::vector<Record> after = people.later(before);
  Job job(before, &after);
  job.settings.rivals = false;  // these leave hardly a doubt
  NoProgress quiet;
  const Learned plain = *learn(job.prepared, job.settings, {}, quiet);
  const Linked linked = *link(job.prepared, job.settings, plain.model, {}, quiet);
  const double before_review = f1_of(job, linked.links);
  // Faithful decisions do not make the rest worse.
  std::vector<Link> doubtful = linked.uncertain;
  for (const Link& pair : linked.links) {
    if (pair.probability < 0.95F) doubtful.push_back(pair);
  }
  const std::vector<Decision> decisions = reviewed(job, doubtful);
  ASSERT_GT(decisions.size(), 5U);
  const Learned taught = *learn(job.prepared, job.settings, {}, quiet, nullptr, decisions);
  EXPECT_NE(taught.model.m, plain.model.m);
  EXPECT_GE(f1_of(job, link(job.prepared, job.settings, taught.model, {}, quiet, decisions)->links), before_review);
  EXPECT_GE(f1_of(job, link(job.prepared, job.settings, taught.model, {}, quiet)->links), before_review - 0.005);
  // Nor do a few wrong ones wreck it, nor a known model.
  std::vector<Decision> wrong;
  for (const Link& pair : std::span(linked.links).first(5)) wrong.push_back({pair.left, pair.right, false});
  for (const Model* known : {static_cast<const Model*>(nullptr), &plain.model}) {
    const Learned misled = *learn(job.prepared, job.settings, {}, quiet, known, wrong);
    EXPECT_GE(f1_of(job, link(job.prepared, job.settings, misled.model, {}, quiet)->links), before_review - 0.01);
  }
}

TEST(Estimate, RecoversTheModelThatPatternsWereDrawnFrom) {
  // Four comparisons of two levels; 2,000 matches among a million pairs.
  const std::vector<Comparison> comparisons{
      {0, CompareAs::category}, {1, CompareAs::category}, {2, CompareAs::category}, {3, CompareAs::category}};
  const std::array<double, 4> m{0.95, 0.9, 0.85, 0.98};
  const std::array<double, 4> u{0.01, 0.02, 0.005, 0.5};
  constexpr double pairs = 1e6;
  constexpr double matches = 2000;
  PatternCounts counts;
  for (Pattern bits = 0; bits < 16; ++bits) {
    Pattern pattern = 0;
    double of_match = matches;
    double of_chance = pairs - matches;
    for (std::size_t at = 0; at < 4; ++at) {
      const bool agrees = (bits >> at & 1U) != 0;
      pattern |= Pattern{agrees ? 1U : 2U} << (level_bits * at);
      of_match *= agrees ? m[at] : 1 - m[at];
      of_chance *= agrees ? u[at] : 1 - u[at];
    }
    counts.push_back({pattern, of_match + of_chance});
  }
  std::ranges::sort(counts, {}, &PatternCount::pattern);
  Observed observed;
  for (const double level : u) observed.u.push_back({level, 1 - level});
  observed.training.push_back({counts, std::vector<bool>(4)});
  observed.candidates = counts;
  observed.pairs = pairs;
  const Model model = estimate(comparisons, observed);
  EXPECT_TRUE(model.converged);
  for (std::size_t at = 0; at < 4; ++at) EXPECT_NEAR(model.m[at][0], m[at], 0.02) << at;
  EXPECT_NEAR(model.matches / matches, 1, 0.05);
}

TEST(Estimate, TellsMatchesWhoMovedFromThoseWhoStayed) {
  // Three comparisons of the person and two of her place, two levels each; of 2,000 matches among a million pairs a
  // tenth moved, and has neither place in common but by chance.
  std::vector<Comparison> comparisons;
  for (std::size_t at = 0; at < 5; ++at) {
    comparisons.push_back({at, CompareAs::category});
    comparisons.back().shared_at_home = at >= 3;
  }
  const std::array<double, 5> m{0.95, 0.9, 0.97, 0.95, 0.9};
  const std::array<double, 5> u{0.01, 0.02, 0.005, 0.02, 0.05};
  constexpr double pairs = 1e6;
  constexpr double matches = 2000;
  constexpr double moved = 0.1;
  Observed observed;
  for (Pattern bits = 0; bits < 32; ++bits) {
    Pattern pattern = 0;
    double of_stayed = matches * (1 - moved);
    double of_moved = matches * moved;
    double of_chance = pairs - matches;
    for (std::size_t at = 0; at < 5; ++at) {
      const bool agrees = (bits >> at & 1U) != 0;
      pattern |= Pattern{agrees ? 1U : 2U} << (level_bits * at);
      const double by_chance = agrees ? u[at] : 1 - u[at];
      of_stayed *= agrees ? m[at] : 1 - m[at];
      of_moved *= at >= 3 ? by_chance : agrees ? m[at] : 1 - m[at];
      of_chance *= by_chance;
    }
    observed.candidates.push_back({pattern, of_stayed + of_moved + of_chance});
    observed.within.push_back({pattern, of_chance});
  }
  std::ranges::sort(observed.candidates, {}, &PatternCount::pattern);
  std::ranges::sort(observed.within, {}, &PatternCount::pattern);
  for (const double level : u) observed.u.push_back({level, 1 - level});
  observed.training.push_back({observed.candidates, std::vector<bool>(5)});
  observed.pairs = observed.pairs_within = pairs;
  const Model model = estimate(comparisons, observed);
  EXPECT_NEAR(model.moved, moved, 0.02);
  EXPECT_NEAR(model.matches / matches, 1, 0.05);
  for (std::size_t at = 0; at < 5; ++at) EXPECT_NEAR(model.m[at][0], m[at], 0.02) << at;
  // Who agrees in all but her places is likely to be the same, though each place speaks against her.
  const auto pattern = [](std::array<Level, 5> levels) {
    Pattern all = 0;
    for (std::size_t at = 0; at < 5; ++at) all |= Pattern{levels[at]} << (level_bits * at);
    return all;
  };
  EXPECT_GT(evidence_of(model, pattern({1, 1, 1, 2, 2})).probability, 0.98);
  Model as_one = model;
  as_one.moved = 0;
  EXPECT_LT(evidence_of(as_one, pattern({1, 1, 1, 2, 2})).probability, 0.95);
}

/// What later records bring is what linking everything brings of pairs with them: however many were indexed before,
/// some of those removed since, blocks capped or not.
TEST(LinkAdded, IsWhatLinkingEverythingBringsOfPairsWithLaterRecords) {
  EXPECT_TRUE(rc::check("added", [] {
    People people(*rc::gen::arbitrary<std::uint32_t>());
    std::vector<Record> roll = people.revision(*rc::gen::inRange<std::size_t>(10, 120));
    for (std::size_t at = 0; at < roll.size() && roll.size() < 150; at += 3) roll.push_back(roll[at]);
    Job job(roll, nullptr);
    if (job.settings.blocking.empty()) return;
    NoProgress quiet;
    const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
    const auto indexed = *rc::gen::inRange<std::size_t>(0, job.prepared.records);
    const auto first_added = *rc::gen::inRange<std::size_t>(indexed, job.prepared.records + 1);
    const Postings postings(BlockingKeys(job.prepared, job.settings.blocking), {}, 0, indexed, 2);
    for (std::size_t removed = *rc::gen::inRange<std::size_t>(0, 10); removed > 0; --removed)
      remove_record(job.prepared, *rc::gen::inRange<RecordNo>(0, static_cast<RecordNo>(job.prepared.records)));
    const Resources resources{*rc::gen::inRange<unsigned>(1, 4), *rc::gen::element<std::uint64_t>(5, 1'000'000)};
    const auto whole = link(job.prepared, job.settings, model, resources, quiet);
    const auto added =
        link_added(job.prepared, job.settings, model, resources, quiet, postings, static_cast<RecordNo>(first_added));
    const auto later = [&](std::vector<Link> links) {
      std::erase_if(links, [&](const Link& link) { return link.right < first_added; });
      return links;
    };
    RC_ASSERT(added->links == later(whole->links));
    RC_ASSERT(added->uncertain == later(whole->uncertain));
    RC_ASSERT(added->pairs <= whole->pairs);
  }));
}

}  // namespace
}  // namespace boothwise::linkage
