#include "base/gathering.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>
#include <vector>

namespace boothwise {
namespace {

struct Number {
  int value = 0;
  int doubled = 0;
};

TEST(Gathering, WhoComesAloneIsDoneAlone) {
  Gathering<Number> gathering;
  Number mine{21};
  std::size_t size = 0;
  gathering.take_part(mine, [&size](const std::vector<Number*>& batch) {
    size = batch.size();
    for (Number* number : batch) number->doubled = 2 * number->value;
  });
  EXPECT_EQ(size, 1U);
  EXPECT_EQ(mine.doubled, 42);
}

TEST(Gathering, EachIsDoneOnceAndNoTwoBatchesAtATime) {
  constexpr int threads = 8;
  constexpr int rounds = 500;
  Gathering<Number> gathering;
  std::atomic<int> under_way = 0;
  std::atomic<int> done = 0;
  std::atomic<int> batches = 0;
  std::atomic<bool> overlapped = false;
  std::atomic<bool> wrong = false;
  {
    std::vector<std::jthread> people;
    for (int person = 0; person < threads; ++person) {
      people.emplace_back([&, person] {
        for (int round = 0; round < rounds; ++round) {
          Number mine{person * rounds + round};
          gathering.take_part(mine, [&](const std::vector<Number*>& batch) {
            if (++under_way != 1) overlapped = true;
            for (Number* number : batch) {
              number->doubled += 2 * number->value;
              ++done;
            }
            ++batches;
            std::this_thread::yield();
            --under_way;
          });
          if (mine.doubled != 2 * mine.value) wrong = true;
        }
      });
    }
  }
  EXPECT_FALSE(overlapped);
  EXPECT_FALSE(wrong);
  EXPECT_EQ(done, threads * rounds);
  EXPECT_LE(batches, threads * rounds);
}

TEST(Gathering, WhatIsThrownReachesAllOfTheBatchAndNobodyWaitsForEver) {
  constexpr int threads = 6;
  Gathering<Number> gathering;
  std::atomic<int> caught = 0;
  {
    std::vector<std::jthread> people;
    for (int person = 0; person < threads; ++person) {
      people.emplace_back([&] {
        Number mine;
        try {
          gathering.take_part(mine, [](const std::vector<Number*>&) { throw std::runtime_error("broken"); });
        } catch (const std::runtime_error&) {
          ++caught;
        }
      });
    }
  }
  EXPECT_EQ(caught, threads);
  Number after{1};
  gathering.take_part(after, [](const std::vector<Number*>& batch) { batch.front()->doubled = 2; });
  EXPECT_EQ(after.doubled, 2);
}

}  // namespace
}  // namespace boothwise
