#include "unit/intake/tables.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "intake/csv_writer.hpp"

namespace boothwise::intake {
namespace {

constexpr std::string_view header = "h1,h2,h3\n";

/// Text out of the characters that matter to the reader.
rc::Gen<std::string> csv_like_text() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
          "a", ",", ",", "\"", "\"", "\n", "\r", "\r\n", " ", "\t", ";", "\"\"", "मत", "\x01", "\xE0"})),
      [](const std::vector<std::string>& pieces) {
        std::string text(header);
        for (const std::string& piece : pieces) text += piece;
        return text;
      });
}

TEST(CsvReader, AgreesWithTheReferenceOnAnyText) {
  EXPECT_TRUE(rc::check([] {
    const std::string text = *csv_like_text();
    const std::size_t step = *rc::gen::inRange<std::size_t>(1, 40);
    reference::Table expected = reference::parse_csv(text, ',');
    if (!expected.rows.empty()) expected.rows.erase(expected.rows.begin());
    const Delivered read = read_all(read_csv(std::make_unique<TricklingSource>(text, step), TableOptions{}));
    RC_ASSERT(read.table.failed == expected.failed);
    RC_ASSERT(read.table.rows == expected.rows);
  }));
}

TEST(CsvReader, ReadsBackWhatTheWriterWrote) {
  EXPECT_TRUE(rc::check([] {
    const auto cell =
        rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
                         "x", "7", ",", "\"", "\n", "\r", " ", ";", "|", "\t", "क्षेत्र", "=1+1"})),
                     [](const std::vector<std::string>& pieces) {
                       std::string text;
                       for (const std::string& piece : pieces) text += piece;
                       return std::string(trimmed(text));
                     });
    const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(3, cell));
    std::string text(header);
    std::vector<std::vector<std::string>> expected;
    for (const auto& row : rows) {
      text += csv_line(row);
      if (row != std::vector<std::string>(3)) expected.push_back(row);
    }
    const Delivered read = read_all(read_csv(std::make_unique<TricklingSource>(text, 5), TableOptions{}));
    RC_ASSERT(!read.table.failed);
    std::vector<std::vector<std::string>> delivered;
    for (const auto& row : read.table.rows) delivered.push_back(row.cells);
    RC_ASSERT(delivered == expected);
  }));
}

}  // namespace
}  // namespace boothwise::intake
