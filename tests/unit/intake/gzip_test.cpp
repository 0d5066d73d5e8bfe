#include "unit/intake/gzip.hpp"

#include "unit/intake/tables.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise::intake {
namespace {

TEST(GzipCsv, IsReadAsTheTextInside) {
  const std::string text = "a,b\n1,मत\n";
  const Delivered plain = read_all(text);
  const Delivered zipped = read_all(gzip(text));
  EXPECT_EQ(zipped.header, plain.header);
  EXPECT_EQ(zipped.table.rows, plain.table.rows);
}

TEST(GzipCsv, MembersFollowOneAnother) {
  const Delivered read = read_all(gzip("a,b\n1,") + gzip("2\n3,4\n") + gzip(""));
  ASSERT_FALSE(read.table.failed) << read.error.line(Language::english);
  ASSERT_EQ(read.table.rows.size(), 2U);
  EXPECT_EQ(read.table.rows[0].cells, (std::vector<std::string>{"1", "2"}));
}

TEST(GzipCsv, CutAnywhereItIsTruncated) {
  std::string text = "a,b\n";
  for (int i = 0; i < 500; ++i) text += std::to_string(i * 7919) + "," + std::to_string(i) + "\n";
  const std::string whole = gzip(text);
  for (std::size_t length = 2; length < whole.size(); ++length) {
    const Delivered read = read_all(std::string_view(whole).substr(0, length));
    ASSERT_TRUE(read.table.failed) << length;
    ASSERT_EQ(read.error.code, "gzip_truncated") << length;
  }
}

TEST(GzipCsv, AWrongChecksumIsDamage) {
  std::string bytes = gzip("a,b\n1,2\n");
  bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 1);
  EXPECT_EQ(read_all(bytes).error.code, "gzip_damaged");
}

TEST(GzipCsv, RubbishAfterTheLastMemberIsDamage) {
  EXPECT_EQ(read_all(gzip("a,b\n1,2\n") + "rubbish").error.code, "gzip_damaged");
}

TEST(GzipCsv, AnyTextOnAnyBoundaryComesBack) {
  EXPECT_TRUE(rc::check([] {
    const auto numbers = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000000));
    std::string text = "n,m\n";
    for (const int number : numbers) text += std::to_string(number) + ",x\n";
    const std::string zipped = gzip(text);
    const std::size_t step = *rc::gen::inRange<std::size_t>(1, 30);
    auto source = inflating(std::make_unique<TricklingSource>(zipped, step), "n.csv.gz");
    const Delivered read = read_all(read_csv(std::move(source), TableOptions{}));
    RC_ASSERT(!read.table.failed);
    RC_ASSERT(read.table.rows.size() == numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      RC_ASSERT(read.table.rows[i].cells[0] == std::to_string(numbers[i]));
    }
  }));
}

}  // namespace
}  // namespace boothwise::intake
