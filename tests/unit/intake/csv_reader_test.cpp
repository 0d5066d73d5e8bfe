#include "unit/intake/tables.hpp"

#include <array>
#include <gtest/gtest.h>

namespace boothwise::intake {
namespace {

using Cells = std::vector<std::string>;

TEST(CsvReader, HeaderIsTheFirstRowTrimmed) {
  const Delivered read = read_all(" pc_no , votes\n1,2\n");
  EXPECT_EQ(read.header, (Cells{"pc_no", "votes"}));
  ASSERT_EQ(read.table.rows.size(), 1U);
  EXPECT_EQ(read.table.rows[0], (reference::Row{2, {"1", "2"}}));
}

TEST(CsvReader, LastLineNeedsNoLineEnd) {
  const Delivered read = read_all("a,b\n1,2");
  ASSERT_EQ(read.table.rows.size(), 1U);
  EXPECT_EQ(read.table.rows[0].cells, (Cells{"1", "2"}));
}

TEST(CsvReader, EveryLineEndCountsAsOneLine) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const Delivered read = read_all("a,b" + end + "1,2" + end + end + "3,4" + end);
    ASSERT_EQ(read.table.rows.size(), 2U) << read.error.line(Language::english);
    EXPECT_EQ(read.table.rows[0].line, 2U);
    EXPECT_EQ(read.table.rows[1].line, 4U);
  }
}

TEST(CsvReader, QuotedNewlineKeepsTheLineOfTheRowsStart) {
  const Delivered read = read_all("a,b\n\"one\r\ntwo\",x\n3,4\n");
  ASSERT_EQ(read.table.rows.size(), 2U);
  EXPECT_EQ(read.table.rows[0], (reference::Row{2, {"one\r\ntwo", "x"}}));
  EXPECT_EQ(read.table.rows[1].line, 4U);
}

TEST(CsvReader, DoubledQuoteIsOneQuote) {
  const Delivered read = read_all("a,b\n\"Ram \"\"Bhola\"\" Yadav\",1\n");
  ASSERT_EQ(read.table.rows.size(), 1U);
  EXPECT_EQ(read.table.rows[0].cells[0], "Ram \"Bhola\" Yadav");
}

TEST(CsvReader, DelimiterIsFoundFromTheHeader) {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const std::string d(1, delimiter);
    const Delivered read = read_all("ac no" + d + "votes" + d + "party\n1" + d + "20" + d + "X\n");
    EXPECT_EQ(read.header, (Cells{"ac no", "votes", "party"})) << "delimiter " << delimiter;
    ASSERT_EQ(read.table.rows.size(), 1U);
    EXPECT_EQ(read.table.rows[0].cells, (Cells{"1", "20", "X"}));
  }
}

TEST(CsvReader, DelimiterInsideAQuotedHeaderCellDoesNotCount) {
  const Delivered read = read_all("\"a;b;c;d\",e\n1,2\n");
  EXPECT_EQ(read.header, (Cells{"a;b;c;d", "e"}));
}

TEST(CsvReader, ByteOrderMarkIsTakenAway) {
  EXPECT_EQ(read_all("\xEF\xBB\xBFpc_no,votes\n1,2\n").header, (Cells{"pc_no", "votes"}));
}

std::string utf16(std::u16string_view text, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t unit : text) {
    const auto high = static_cast<char>(unit >> 8U);
    const auto low = static_cast<char>(unit & 0xFFU);
    bytes += big_endian ? std::string{high, low} : std::string{low, high};
  }
  return bytes;
}

TEST(CsvReader, Utf16WithByteOrderMarkIsRead) {
  for (const bool big_endian : {false, true}) {
    const Delivered read = read_all(utf16(u"दल,मत\r\nA,12\r\n\U0001F5F3,3\r\n", big_endian));
    EXPECT_EQ(read.header, (Cells{"दल", "मत"}));
    ASSERT_EQ(read.table.rows.size(), 2U) << read.error.line(Language::english);
    EXPECT_EQ(read.table.rows[0].cells, (Cells{"A", "12"}));
    EXPECT_EQ(read.table.rows[1].cells[0], "\U0001F5F3");
  }
}

TEST(CsvReader, Utf16CutInTheMiddleOfACharacterIsRefused) {
  std::string bytes = utf16(u"a,b\n1,2\n", false);
  bytes.pop_back();
  EXPECT_TRUE(read_all(bytes).table.failed);
}

TEST(CsvReader, Utf16WithoutByteOrderMarkIsRefusedWithAdvice) {
  const Delivered read = read_all(utf16(u"ac_no,votes\n1,2\n", false).substr(2));
  ASSERT_TRUE(read.table.failed);
  EXPECT_EQ(read.error.code, "utf16_without_bom");
  EXPECT_FALSE(read.error.message.hi.empty());
}

struct Bad {
  std::string text;
  std::string code;
  std::uint64_t line;
  std::string column;
};

TEST(CsvReader, ErrorsNameLineAndColumn) {
  using namespace std::string_literals;
  const std::array cases = std::to_array<Bad>({
      {"a,b\n1,2\n3,\"4\n5,6\n", "quote_not_closed", 3, "b"},
      {"a,b\n1,x\"y\n", "quote_misplaced", 2, "b"},
      {"a,b\n1,\"x\" y\n", "quote_misplaced", 2, "b"},
      {"a,b\n1,2\n3,\0\n"s, "control_character", 3, "b"},
      {"a,b\n\x1F,2\n", "control_character", 2, "a"},
      {"a,b\n\x7F,2\n", "control_character", 2, "a"},
      {"a,b\n\"x\n\x01\",2\n", "control_character", 3, "a"},
      {"a,b\n1,\xE0\xA4\n", "not_utf8", 2, "b"},
      {"a,b\n1,\xC0\xAF\n", "not_utf8", 2, "b"},
      {"a,b\n1,\xED\xA0\x80\n", "not_utf8", 2, "b"},
  });
  for (const Bad& bad : cases) {
    const Delivered read = read_all(bad.text);
    ASSERT_TRUE(read.table.failed) << bad.text;
    EXPECT_EQ(read.error.code, bad.code) << bad.text;
    EXPECT_EQ(read.error.where.file, "sheet.csv");
    EXPECT_EQ(read.error.where.line, bad.line) << bad.text;
    EXPECT_EQ(read.error.where.column, bad.column) << bad.text;
    EXPECT_FALSE(read.error.message.en.empty());
    EXPECT_FALSE(read.error.message.hi.empty());
  }
}

TEST(CsvReader, ControlCharacterIsNamedByItsCodePoint) {
  EXPECT_EQ(read_all("a,b\n1,\x1B\n").error.where.value, "U+001B");
}

TEST(CsvReader, LimitsAreErrorsAndNotMemory) {
  TableOptions options;
  options.cell_bytes_max = 16;
  options.columns_max = 3;
  EXPECT_EQ(read_all("a,b\n1," + std::string(17, 'x') + "\n", options).error.code, "cell_too_long");
  EXPECT_EQ(read_all("a,b\n1,\"" + std::string(17, 'x') + "\"\n", options).error.code, "cell_too_long");
  EXPECT_EQ(read_all("a,b\n1,2,3,4\n", options).error.code, "too_many_columns");
  EXPECT_FALSE(read_all("a,b\n1," + std::string(16, 'x') + "\n", options).table.failed);
}

TEST(CsvReader, EmptyFilesAndHeadersAreToldApart) {
  EXPECT_EQ(read_all("").error.code, "file_empty");
  EXPECT_TRUE(read_all("\n\n\n").table.failed);
  EXPECT_EQ(read_all("a,a\n1,2\n").error.code, "header_repeated");
  EXPECT_EQ(read_all("a,,b\n1,2,3\n").error.code, "no_header");
}

TEST(CsvReader, EmptyHeaderCellAtTheEndIsTolerated) {
  const Delivered read = read_all("a,b,\n1,2,\n");
  EXPECT_FALSE(read.table.failed) << read.error.line(Language::english);
  EXPECT_EQ(read.header, (Cells{"a", "b"}));
}

TEST(CsvReader, RowsOfOtherLengthsAreDeliveredAsTheyStand) {
  const Delivered read = read_all("a,b\n1\n1,2,3\n");
  ASSERT_EQ(read.table.rows.size(), 2U);
  EXPECT_EQ(read.table.rows[0].cells.size(), 1U);
  EXPECT_EQ(read.table.rows[1].cells.size(), 3U);
}

TEST(CsvReader, OtherFilesAreNamedForWhatTheyAre) {
  const std::array<std::string, 7> others = {"%PDF-1.7\n",
                                             "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                                             "\x89PNG\r\n\x1A\n",
                                             "\xFF\xD8\xFF\xE0JFIF",
                                             "<!DOCTYPE html><html>",
                                             "{\"a\": 1}",
                                             "PK\x03\x04 nothing of a workbook"};
  for (const std::string& other : others) {
    const Delivered read = read_all(other);
    ASSERT_TRUE(read.table.failed) << other;
    EXPECT_EQ(read.error.code, "not_a_table") << other;
    EXPECT_FALSE(read.error.message.en.empty());
    EXPECT_FALSE(read.error.message.hi.empty());
  }
}

TEST(CsvReader, MissingFileIsSaidSo) {
  const auto table = open_table("/nowhere/results.csv");
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().code, "file_not_found");
  const auto folder = open_table("/");
  ASSERT_FALSE(folder.ok());
  EXPECT_EQ(folder.error().code, "file_unreadable");
}

TEST(CsvReader, ManyBlocksGiveTheSameRowsAsOne) {
  std::string text = "ac_no,name\n";
  for (int i = 0; i < 200000; ++i) text += std::to_string(i) + ",\"प्रा0 वि0 \"\"" + std::to_string(i) + "\"\"\"\n";
  const Delivered read = read_all(text);
  ASSERT_FALSE(read.table.failed) << read.error.line(Language::english);
  ASSERT_EQ(read.table.rows.size(), 200000U);
  for (std::size_t i = 0; i < read.table.rows.size(); ++i) {
    ASSERT_EQ(read.table.rows[i].line, i + 2);
    ASSERT_EQ(read.table.rows[i].cells[0], std::to_string(i));
    ASSERT_EQ(read.table.rows[i].cells[1], "प्रा0 वि0 \"" + std::to_string(i) + "\"");
  }
}

}  // namespace
}  // namespace boothwise::intake
