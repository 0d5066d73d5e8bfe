#include "base/large_memory.hpp"

#include <cstdint>
#include <gtest/gtest.h>
#include <memory>
#include <numeric>

#include "base/growing_array.hpp"
#include "base/kept_memory.hpp"

namespace boothwise {
namespace {

constexpr std::size_t ten_mib = std::size_t{10} << 20U;

TEST(LargeMemory, LiesInFilesBeyondTheLimit) {
  const LargeMemoryLimit limit(ten_mib * 3, testing::TempDir());
  LargeVector<std::uint64_t> within(ten_mib / sizeof(std::uint64_t));
  EXPECT_EQ(LargeMemoryLimit::bytes_in_files(), 0U);
  LargeVector<std::uint64_t> beyond(ten_mib * 4 / sizeof(std::uint64_t));
  EXPECT_GE(LargeMemoryLimit::bytes_in_files(), ten_mib * 4);
  std::iota(beyond.begin(), beyond.end(), 7U);
  EXPECT_EQ(beyond.back(), beyond.size() + 6);
  beyond.push_back(1);  // grows, in files still
  EXPECT_EQ(beyond[1000], 1007U);
}

TEST(LargeMemory, IsGivenBack) {
  const LargeMemoryLimit limit(ten_mib * 3, testing::TempDir());
  for (int round = 0; round < 10; ++round) LargeVector<char> one(ten_mib * 2);
  EXPECT_EQ(LargeMemoryLimit::bytes_in_files(), 0U);
}

TEST(LargeMemory, IsMemoryAllTheSameWhereNoFileCanBe) {
  const LargeMemoryLimit limit(0, "/nowhere");
  LargeVector<char> one(ten_mib, 'x');
  EXPECT_EQ(one.back(), 'x');
  EXPECT_EQ(LargeMemoryLimit::bytes_in_files(), 0U);
}

TEST(LargeMemory, IsHandedOutAgainWhileItIsKeptAlsoToWhoWantsLess) {
  const KeptLargeMemory kept(ten_mib * 10);
  const void* first = nullptr;
  {
    const LargeVector<char> one(ten_mib * 2);
    first = one.data();
  }
  {
    const LargeVector<char> smaller(ten_mib + 1);
    EXPECT_EQ(smaller.data(), first);
  }
  const LargeVector<char> again(ten_mib * 2, 'x');  // its whole size is known still
  EXPECT_EQ(again.data(), first);
  EXPECT_EQ(again.back(), 'x');
  const LargeVector<char> other(ten_mib * 2);
  EXPECT_NE(other.data(), first);
}

TEST(LargeMemory, MuchLargerMemoryIsNotHandedOutForLittle) {
  const KeptLargeMemory kept(ten_mib * 10);
  auto large = std::make_unique<LargeVector<char>>(ten_mib * 3);
  const void* first = large->data();
  large.reset();
  const LargeVector<char> small(ten_mib);
  EXPECT_NE(small.data(), first);
  const LargeVector<char> same(ten_mib * 3);
  EXPECT_EQ(same.data(), first);
}

TEST(LargeMemory, KeepsWhatLiesInItAsItGrows) {
  constexpr std::size_t small = 1000;
  GrowingArray<std::uint64_t> numbers(small);
  std::iota(numbers.begin(), numbers.end(), 7U);
  while (numbers.size() * sizeof(std::uint64_t) < ten_mib * 4) numbers.push_back(numbers.size() + 7);
  EXPECT_EQ(numbers[small], small + 7);
  EXPECT_EQ(numbers.back(), numbers.size() + 6);
}

TEST(LargeMemory, GrowsIntoFilesAndOutOfKeptMemory) {
  const KeptLargeMemory kept(ten_mib * 10);
  { const LargeVector<char> one(ten_mib * 2); }
  GrowingArray<char> letters;
  letters.assign(ten_mib + 1, 'x');  // in what was kept, which is larger
  letters.reserve(ten_mib * 3);
  EXPECT_EQ(letters.back(), 'x');
  const LargeMemoryLimit limit(ten_mib * 4, testing::TempDir());
  letters.reserve(ten_mib * 6);
  EXPECT_GE(LargeMemoryLimit::bytes_in_files(), ten_mib * 6);
  EXPECT_EQ(letters.back(), 'x');
  letters.reserve(ten_mib * 8);
  EXPECT_EQ(letters.back(), 'x');
}

}  // namespace
}  // namespace boothwise
