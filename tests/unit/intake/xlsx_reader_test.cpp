#include "unit/intake/tables.hpp"
#include "unit/intake/zip_writer.hpp"

#include <gtest/gtest.h>

namespace boothwise::intake {
namespace {

using Cells = std::vector<std::string>;

constexpr std::string_view header_row = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)";

Delivered read_rows(std::string_view rows, TableOptions options = {}) {
  return read_all(workbook(std::string(header_row) + std::string(rows)), std::move(options));
}

TEST(XlsxReader, SharedStringsAndNumbersArriveAsText) {
  const Delivered read = read_rows(R"(<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>354807</v></c></row>)");
  EXPECT_EQ(read.header, (Cells{"party", "votes"})) << read.error.line(Language::english);
  ASSERT_EQ(read.table.rows.size(), 1U);
  EXPECT_EQ(read.table.rows[0], (reference::Row{2, {"समाज दल", "354807"}}));
}

TEST(XlsxReader, NumbersAreTheShortestTextThatGivesThemBack) {
  const Delivered read = read_rows(R"(<row r="2"><c r="A2"><v>12.0</v></c><c r="B2"><v>0.1</v></c></row>)"
                                   R"(<row r="3"><c r="A3"><v>1E3</v></c><c r="B3"><v>43.21</v></c></row>)");
  ASSERT_EQ(read.table.rows.size(), 2U) << read.error.line(Language::english);
  EXPECT_EQ(read.table.rows[0].cells, (Cells{"12", "0.1"}));
  EXPECT_EQ(read.table.rows[1].cells, (Cells{"1000", "43.21"}));
}

TEST(XlsxReader, BooleansAndStoredResultsAreTaken) {
  const Delivered read = read_rows(
      R"(<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="b"><v>1</v></c></row>)"
      R"(<row r="3"><c r="A3" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c><c r="B3"><f>6*7</f><v>42</v></c></row>)");
  ASSERT_EQ(read.table.rows.size(), 2U) << read.error.line(Language::english);
  EXPECT_EQ(read.table.rows[0].cells, (Cells{"समाज दल", "TRUE"}));
  EXPECT_EQ(read.table.rows[1].cells, (Cells{"ab", "42"}));
}

TEST(XlsxReader, TextsInsideCellsAreTaken) {
  const Delivered read =
      read_rows(R"(<row r="2"><c r="A2" t="inlineStr"><is><r><t>Ram</t></r><r><t xml:space="preserve"> Kumar</t></r>)"
                R"(<rPh sb="0" eb="1"><t>hint</t></rPh></is></c><c r="B2"><v>7</v></c></row>)");
  ASSERT_EQ(read.table.rows.size(), 1U) << read.error.line(Language::english);
  EXPECT_EQ(read.table.rows[0].cells, (Cells{"Ram Kumar", "7"}));
}

TEST(XlsxReader, DaysAreWrittenAsDates) {
  const Delivered read =
      read_rows(R"(<row r="2"><c r="A2" s="1"><v>43608</v></c><c r="B2" s="0"><v>43608</v></c></row>)"
                R"(<row r="3"><c r="A3" s="1"><v>43608.5</v></c><c r="B3" s="1"><v>1</v></c></row>)");
  ASSERT_EQ(read.table.rows.size(), 2U) << read.error.line(Language::english);
  EXPECT_EQ(read.table.rows[0].cells, (Cells{"2019-05-23", "43608"}));
  EXPECT_EQ(read.table.rows[1].cells, (Cells{"2019-05-23T12:00:00", "1900-01-01"}));
}

TEST(XlsxReader, CellsAndRowsWithoutAddressFollowOneAnother) {
  const Delivered read =
      read_rows(R"(<row><c t="str"><v>A</v></c><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>)");
  ASSERT_EQ(read.table.rows.size(), 2U) << read.error.line(Language::english);
  EXPECT_EQ(read.table.rows[0], (reference::Row{2, {"A", "1"}}));
  EXPECT_EQ(read.table.rows[1], (reference::Row{3, {"", "2"}}));
}

TEST(XlsxReader, PrefixedNamesAreUnderstood) {
  const Delivered read = read_rows(
      R"(<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row>)");
  ASSERT_EQ(read.table.rows.size(), 1U) << read.error.line(Language::english);
  EXPECT_EQ(read.table.rows[0].cells, (Cells{"", "5"}));
}

TEST(XlsxReader, WhatIsNotWhatItSaysIsDamagedAtItsRow) {
  for (const char* row : {R"(<row r="2"><c r="A2" t="s"><v>99</v></c></row>)",  // no such text
                          R"(<row r="2"><c r="B2"><v>x</v></c></row>)",         // no number
                          R"(<row r="2"><c r="2B"><v>1</v></c></row>)",         // no address
                          R"(<row r="2"/><row r="2"/>)",                        // rows out of order
                          R"(<row r="2"><c r="A2"><v>&own;</v></c></row>)"}) {  // no such entity
    const Delivered read = read_rows(row);
    EXPECT_TRUE(read.table.failed) << row;
    EXPECT_EQ(read.error.code, "xlsx_damaged") << row;
    EXPECT_EQ(read.error.where.line, 2U) << row;
  }
}

TEST(XlsxReader, EmptyRowsArePassedOverAndLinesAreTheSheets) {
  const Delivered read = read_rows(R"(<row r="7"><c r="B7"><v>5</v></c></row>)");
  ASSERT_EQ(read.table.rows.size(), 1U) << read.error.line(Language::english);
  EXPECT_EQ(read.table.rows[0], (reference::Row{7, {"", "5"}}));
}

TEST(XlsxReader, ASheetIsTakenByItsName) {
  const std::string bytes =
      workbook(header_row, R"(<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>)");
  TableOptions options;
  options.sheet = "दूसरी";
  EXPECT_EQ(read_all(bytes, options).header, Cells{"votes"});
  options.sheet = "Third";
  const Delivered unknown = read_all(bytes, options);
  EXPECT_EQ(unknown.error.code, "sheet_unknown");
  EXPECT_EQ(unknown.error.choices, (Cells{"Votes", "दूसरी"}));
}

TEST(XlsxReader, CutAnywhereItIsAnErrorAndNoCrash) {
  const std::string whole = workbook(std::string(header_row) + R"(<row r="2"><c r="A2"><v>1</v></c></row>)");
  for (std::size_t length = 4; length < whole.size(); length += 7) {
    EXPECT_TRUE(read_all(whole.substr(0, length)).table.failed) << length;
  }
}

TEST(XlsxReader, DamagedXmlIsSaidToBeDamaged) {
  const Delivered read = read_rows("<row r=\"2\"><c r=\"A2\"><v>1</c></row>");
  ASSERT_TRUE(read.table.failed);
  EXPECT_EQ(read.error.code, "xlsx_damaged");
}

TEST(XlsxReader, ASheetOfHugeExtentIsRefusedAndNotHeld) {
  std::string rows;
  for (int row = 1; row <= 3000; ++row) {
    rows += "<row r=\"" + std::to_string(row) + "\"><c r=\"XFD" + std::to_string(row) + "\"><v>1</v></c></row>";
  }
  const Delivered read = read_all(workbook(rows));
  ASSERT_TRUE(read.table.failed);
  EXPECT_EQ(read.error.code, "too_many_columns");
}

TEST(XlsxReader, LimitsOfTheOptionsHoldForSheetsToo) {
  TableOptions options;
  options.cell_bytes_max = 8;
  EXPECT_EQ(read_rows(R"(<row r="2"><c r="A2" t="s"><v>2</v></c></row>)", options).error.code, "cell_too_long");
  options = {};
  options.columns_max = 2;
  EXPECT_EQ(read_rows(R"(<row r="2"><c r="C2"><v>1</v></c></row>)", options).error.code, "too_many_columns");
}

TEST(XlsxReader, EncryptedWorkbooksAreToldApartFromOldOnes) {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
  std::string name;
  for (const char c : std::string_view("EncryptedPackage")) name += std::string{c, '\0'};
  EXPECT_EQ(read_all(ole).error.code, "not_a_table");
  EXPECT_EQ(read_all(ole + name + std::string(64, '\0')).error.code, "xlsx_encrypted");
}

}  // namespace
}  // namespace boothwise::intake
