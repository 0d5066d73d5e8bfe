#include "intake/xlsx_writer.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>

#include "base/atomic_file.hpp"
#include "intake/xlsx_reader.hpp"

namespace boothwise::intake {
namespace {

TEST(XlsxWriter, WhatItWritesIsReadAgainWithTextsAsTexts) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "table.xlsx";
  const XlsxSheet sheet{"contacts",
                        {},
                        {"नाम", "phone", "visits"},
                        {{{"राम लाल"}, {"+919811111111"}, {"12", true}}, {{"=1+1"}, {"007"}, {"2.5", true}}}};
  ASSERT_TRUE(write_xlsx(path, sheet).ok());
  auto table = read_xlsx(read_file(path).value(), {});
  ASSERT_TRUE(table.ok()) << table.error().line(Language::english);
  std::vector<std::vector<std::string>> rows;
  EXPECT_EQ((*table)->header(), (std::vector<std::string>{"नाम", "phone", "visits"}));
  Row row;
  while (true) {
    const auto there = (*table)->next(row);
    ASSERT_TRUE(there.ok());
    if (!*there) break;
    rows.emplace_back(row.cells.begin(), row.cells.end());
  }
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (std::vector<std::string>{"राम लाल", "+919811111111", "12"}));
  EXPECT_EQ(rows[1], (std::vector<std::string>{"=1+1", "007", "2.5"}));
}

TEST(XlsxWriter, AFolderThatIsNotThereIsToldAndLeavesNothing) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "none" / "table.xlsx";
  const Status status = write_xlsx(path, {"a", {}, {"b"}, {}});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, "file_unwritable");
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace boothwise::intake
