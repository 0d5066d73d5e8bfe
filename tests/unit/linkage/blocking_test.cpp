#include "linkage/blocking.hpp"

#include "unit/linkage/people.hpp"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <set>
#include <utility>
#include <vector>

#include "linkage/candidates.hpp"

namespace boothwise::linkage {
namespace {

using test::Job;
using test::People;
using test::Record;

TEST(Blocks, BringTogetherWhoSharesAKeyAndNobodyElse) {
  EXPECT_TRUE(rc::check("blocks", [] {
    People people(*rc::gen::arbitrary<std::uint32_t>());
    const std::vector<Record> before = people.revision(*rc::gen::inRange<std::size_t>(2, 60));
    const std::vector<Record> after = people.later(before);
    const bool single = *rc::gen::arbitrary<bool>();
    Job job(before, single ? nullptr : &after);
    job.settings.blocking = {{{{job.settings.comparisons.size() - 1, Atom::equal}}}};
    const BlockingKeys keys(job.prepared, job.settings.blocking);
    std::set<std::pair<RecordNo, RecordNo>> met;
    const RuleBlocks blocks(keys, 0);
    for (std::size_t part = 0; part < blocks.parts(); ++part) {
      blocks.visit(part, [&](const Block& block) {
        visit_pairs(block, job.prepared, 1'000'000, [&](RecordNo left, std::span<const RecordNo> rights) {
          for (const RecordNo right : rights) RC_ASSERT(met.insert({left, right}).second);
        });
      });
    }
    for (RecordNo left = 0; left < job.prepared.left; ++left) {
      const RecordNo begin = single ? left + 1 : static_cast<RecordNo>(job.prepared.left);
      for (RecordNo right = begin; right < job.prepared.records; ++right) {
        RC_ASSERT(met.contains({left, right}) == keys.meets(0, left, right));
      }
    }
  }));
}

TEST(Candidates, AreTheSameHoweverTheIndexIsCut) {
  EXPECT_TRUE(rc::check("candidates", [] {
    People people(*rc::gen::arbitrary<std::uint32_t>());
    const std::vector<Record> before = people.revision(*rc::gen::inRange<std::size_t>(2, 80));
    const std::vector<Record> after = people.later(before);
    const bool single = *rc::gen::arbitrary<bool>();
    const Job job(before, single ? nullptr : &after);
    if (job.settings.blocking.empty()) return;
    const BlockingKeys keys(job.prepared, job.settings.blocking);
    const CappedBlocks capped = find_capped(keys, *rc::gen::element<std::uint64_t>(10, 1'000'000), 2);
    // Rules are asked in two rounds; the second may leave some of them out for some records.
    const auto alone = *rc::gen::inRange<std::size_t>(0, keys.rules() + 1);
    const bool all_needed = *rc::gen::arbitrary<bool>();
    std::vector<bool> needed(keys.rules(), true);
    for (std::size_t rule = 1; rule < needed.size(); rule += 2) needed[rule] = all_needed;
    std::array<std::uint8_t, CandidateIndex::batch> partnered{};
    for (std::size_t at = 0; at < partnered.size(); at += 3) partnered[at] = 1;
    using Found = std::set<std::pair<RecordNo, RecordNo>>;
    const auto found = [&](std::size_t begin, std::size_t end, Found& all) {
      const CandidateIndex index(keys, capped, begin, end, 2);
      CandidateIndex::Finder finder(index);
      for (std::size_t left = 0; left < job.prepared.left; left += CandidateIndex::batch) {
        const std::size_t last = std::min(job.prepared.left, left + CandidateIndex::batch);
        finder.begin(static_cast<RecordNo>(left), static_cast<RecordNo>(last));
        for (const auto& [first, end_of_round] : {std::pair(std::size_t{0}, alone), std::pair(alone, keys.rules())}) {
          finder.find(first, end_of_round, partnered, needed);
          for (std::size_t at = 0; at < last - left; ++at) {
            for (const Candidate& candidate : finder[at])
              RC_ASSERT(all.emplace(static_cast<RecordNo>(left + at), candidate.record).second);
          }
        }
      }
    };
    const std::size_t begin = single ? 0 : job.prepared.left;
    const std::size_t cut = begin + (job.prepared.records - begin) / 3;
    Found whole;
    Found cut_in_two;
    found(begin, job.prepared.records, whole);
    found(begin, cut, cut_in_two);
    found(cut, job.prepared.records, cut_in_two);
    RC_ASSERT(whole == cut_in_two);
  }));
}

}  // namespace
}  // namespace boothwise::linkage
