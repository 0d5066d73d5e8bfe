#include "base/growing_array.hpp"

#include <array>
#include <cstdint>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>
#include <utility>
#include <vector>

namespace boothwise {
namespace {

std::vector<std::uint32_t> elements(const GrowingArray<std::uint32_t>& array) { return {array.begin(), array.end()}; }

TEST(GrowingArray, HoldsWhatAVectorWould) {
  EXPECT_TRUE(rc::check("growing array", [] {
    std::array<std::uint32_t, 16> memory{};
    std::iota(memory.begin(), memory.end(), 1U);
    const std::size_t there = *rc::gen::inRange<std::size_t>(0, memory.size() + 1);
    auto array = GrowingArray<std::uint32_t>::in(memory.data(), there, memory.size());
    std::vector<std::uint32_t> expected(memory.data(), memory.data() + there);
    for (const auto& [step, size] : *rc::gen::arbitrary<std::vector<std::pair<std::uint8_t, std::uint8_t>>>()) {
      const std::vector<std::uint32_t> more(size % 20, step);
      switch (step % 5) {
        case 0:
          array.push_back(size);
          expected.push_back(size);
          break;
        case 1:
          array.append(more);
          expected.insert(expected.end(), more.begin(), more.end());
          break;
        case 2:
          array.resize(size);
          expected.resize(size);
          break;
        case 3:
          array.assign(size, step);
          expected.assign(size, step);
          break;
        default:
          GrowingArray<std::uint32_t> moved(std::move(array));
          array = std::move(moved);
      }
      RC_ASSERT(elements(array) == expected);
      RC_ASSERT(array.empty() == expected.empty());
    }
  }));
}

TEST(GrowingArray, IsChangedWhereItLiesUntilItOutgrowsItsRoom) {
  std::array<std::uint32_t, 3> memory{7, 8, 0};
  auto array = GrowingArray<std::uint32_t>::in(memory.data(), 2, memory.size());
  array[0] = 70;
  array.push_back(9);
  EXPECT_EQ(memory, (std::array<std::uint32_t, 3>{70, 8, 9}));
  EXPECT_EQ(array.data(), memory.data());
  array.push_back(10);
  EXPECT_NE(array.data(), memory.data());
  array[1] = 80;
  EXPECT_EQ(memory[1], 8U);
  EXPECT_EQ(elements(array), (std::vector<std::uint32_t>{70, 80, 9, 10}));
}

}  // namespace
}  // namespace boothwise
