#include "unit/linkage/people.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "linkage/link.hpp"

namespace boothwise::linkage {
namespace {

using test::Job;
using test::People;
using test::Record;

constexpr std::size_t house = 3;

/// Everybody with a card number in the place of the house's; every `twice`-th has the number of the one before.
std::vector<Record> with_cards(std::vector<Record> records, std::size_t twice = 0) {
  for (Record& record : records) {
    const bool shares = twice != 0 && record.person % twice == twice - 1;
    record.cells[house] = "CRD" + std::to_string(1'000'000 + 37 * (record.person - (shares ? 1 : 0)));
  }
  return records;
}

struct Revisions {
  explicit Revisions(std::uint64_t seed, std::size_t twice = 0) {
    People people(seed);
    before = people.revision(1200);
    after = with_cards(people.later(before), twice);
    before = with_cards(before, twice);
  }
  std::vector<Record> before, after;
};

/// The comparison of card numbers.
std::size_t card_of(const Job& job) {
  const auto found = std::ranges::find(job.settings.comparisons, house, &Comparison::column);
  return static_cast<std::size_t>(found - job.settings.comparisons.begin());
}

TEST(SettledPairs, AreLinksOfTheSearchAndSpareIt) {
  const Revisions rolls(41);
  const Job job(rolls.before, &rolls.after);
  NoProgress quiet;
  const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  const std::vector<bool> none(job.prepared.records);
  const std::vector<Link> settled = settled_pairs(job.prepared, model, card_of(job), none, 1);
  ASSERT_GT(settled.size(), rolls.after.size() * 3 / 4);
  EXPECT_EQ(settled_pairs(job.prepared, model, card_of(job), none, 3), settled);
  for (const Link& pair : settled) EXPECT_EQ(job.persons[pair.left], job.persons[pair.right]);
  Settings one_to_one = job.settings;
  one_to_one.one_to_one = true;
  one_to_one.rivals = false;  // as rolls are compared
  const Linked searched = *link(job.prepared, one_to_one, model, {}, quiet);
  const Linked spared = *link(job.prepared, one_to_one, model, {}, quiet, {}, settled);
  EXPECT_EQ(spared.links, searched.links);
  EXPECT_LT(spared.pairs, searched.pairs);
}

TEST(SettledPairs, AreNotOfNumbersThatTwoHave) {
  const Revisions rolls(42, 30);
  const Job job(rolls.before, &rolls.after);
  NoProgress quiet;
  const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  const std::vector<Link> settled =
      settled_pairs(job.prepared, model, card_of(job), std::vector<bool>(job.prepared.records), 1);
  EXPECT_GT(settled.size(), 100U);
  for (const Link& pair : settled) EXPECT_LT(job.persons[pair.left] % 30, 28U);
}

TEST(SettledPairs, LeaveToTheSearchWhoIsPassedOver) {
  const Revisions rolls(43);
  const Job job(rolls.before, &rolls.after);
  NoProgress quiet;
  const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  std::vector<bool> passed_over(job.prepared.records);
  const std::vector<Link> all = settled_pairs(job.prepared, model, card_of(job), passed_over, 1);
  ASSERT_GT(all.size(), 2U);
  passed_over[all.front().left] = passed_over[all.back().right] = true;
  const std::vector<Link> fewer = settled_pairs(job.prepared, model, card_of(job), passed_over, 1);
  EXPECT_EQ(fewer, std::vector<Link>(all.begin() + 1, all.end() - 1));
}

TEST(SettledPairs, NeedMoreThanTheNumber) {
  Revisions rolls(44);
  const auto stranger = std::ranges::find_if(rolls.after, [](const Record& record) { return record.person > 50; });
  ASSERT_NE(stranger, rolls.after.end());
  const std::string card = stranger->cells[house];
  stranger->cells = {"zzyzx qoph", "H", "wyvwyx thoq", card, "93", stranger->cells[5] == "M" ? "F" : "M"};
  const Job job(rolls.before, &rolls.after);
  NoProgress quiet;
  const Model model = learn(job.prepared, job.settings, {}, quiet)->model;
  const std::vector<Link> settled =
      settled_pairs(job.prepared, model, card_of(job), std::vector<bool>(job.prepared.records), 1);
  EXPECT_GT(settled.size(), 100U);
  for (const Link& pair : settled) EXPECT_NE(job.persons[pair.left], stranger->person);
}

}  // namespace
}  // namespace boothwise::linkage
