#include "intake/record_reader.hpp"

#include <array>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.hpp"
#include "intake/csv_writer.hpp"

namespace boothwise::intake {
namespace {

RecordReader reader_of(std::string_view csv) {
  auto table = read_table(csv);
  if (!table) throw BrokenInvariant(table.error().line(Language::english));
  auto recognised = recognise((*table)->header(), std::nullopt, {});
  if (!recognised) throw BrokenInvariant(recognised.error().line(Language::english));
  return RecordReader(std::move(*table), std::move(*recognised), "sheet.csv");
}

/// Reads one Lok Sabha result whose cell of `column` is `text`.
struct OneRow {
  OneRow(std::string_view column, const std::string& text)
      : csv("pc_no,candidate,party,votes,electors,year,reservation,turnout_percent\n"),
        reader(reader_of(fill(column, text))) {
    outcome = *reader.next(record);
  }
  std::string& fill(std::string_view column, const std::string& text) {
    const std::vector<std::string> header = split(csv.substr(0, csv.size() - 1), ',');
    std::vector<std::string> cells = {"1", "Ram", "X", "10", "100", "2019", "GEN", "61.5"};
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (header[i] == column) cells[i] = text;
    }
    return csv += csv_line(cells);
  }

  std::string csv;
  RecordReader reader;
  Record record;
  RecordReader::Outcome outcome = RecordReader::Outcome::end;
};

TEST(RecordReader, CountsAreTakenAsPeopleWriteThem) {
  const auto cases = std::to_array<std::pair<std::string, std::int64_t>>({{"0", 0},
                                                                          {"007", 7},
                                                                          {"12,34,567", 1234567},
                                                                          {"1,234,567", 1234567},
                                                                          {"1,000", 1000},
                                                                          {"१२३४", 1234},
                                                                          {"१२,३४,५६७", 1234567},
                                                                          {"12.0", 12},
                                                                          {"1000000000000", 1000000000000}});
  for (const auto& [text, value] : cases) {
    const OneRow row("votes", text);
    ASSERT_EQ(row.outcome, RecordReader::Outcome::record) << text;
    EXPECT_EQ(row.record[Field::votes].count, value) << text;
    EXPECT_TRUE(row.record[Field::votes].present);
  }
}

TEST(RecordReader, OtherCountsAreRefusedAndNeverGuessed) {
  for (const std::string text : {"-5", "+5", "1.5", "12x", "1,2", "1,23", "12,345,67", "1234,567", ",123", "1,,234",
                                 "1000000000001", "99999999999999999999", "1e3", "0x10", "१२x", "12.", ".", "1 2"}) {
    const OneRow row("votes", text);
    ASSERT_EQ(row.outcome, RecordReader::Outcome::refused) << text;
    EXPECT_EQ(row.reader.refusal().column, "votes");
    EXPECT_EQ(row.reader.refusal().value, text);
    EXPECT_EQ(row.reader.refusal().line, 2U);
    EXPECT_EQ(row.reader.refusal().cells.size(), 8U);
    EXPECT_FALSE(row.reader.refusal().reason.hi.empty());
  }
}

TEST(RecordReader, AMissingNumberStaysMissing) {
  for (const std::string text : {"", "NA", "N/A", "-", "null", "NULL"}) {
    const OneRow row("electors", text);
    ASSERT_EQ(row.outcome, RecordReader::Outcome::record) << text;
    EXPECT_FALSE(row.record[Field::electors].present) << text;
  }
}

TEST(RecordReader, AMissingCellThatMustBeFilledIsRefused) {
  for (const std::string text : {"", "NA", "-"})
    EXPECT_EQ(OneRow("votes", text).outcome, RecordReader::Outcome::refused);
  EXPECT_EQ(OneRow("candidate", "").outcome, RecordReader::Outcome::refused);
  EXPECT_EQ(OneRow("candidate", "NA").outcome, RecordReader::Outcome::record)
      << "a name may look like a missing number";
}

TEST(RecordReader, SeatNumbersAndYearsHaveBounds) {
  for (const std::string text : {"0", "1000001", "1.5", "x"})
    EXPECT_EQ(OneRow("pc_no", text).outcome, RecordReader::Outcome::refused) << text;
  for (const std::string text : {"1899", "2101", "19"})
    EXPECT_EQ(OneRow("year", text).outcome, RecordReader::Outcome::refused) << text;
  EXPECT_EQ(OneRow("pc_no", "1000000").outcome, RecordReader::Outcome::record);
  EXPECT_EQ(OneRow("year", "2019.0").record[Field::year].count, 2019);
}

TEST(RecordReader, DecimalsAreFinite) {
  EXPECT_DOUBLE_EQ(OneRow("turnout_percent", "-61.25").record[Field::turnout_percent].decimal, -61.25);
  for (const std::string text : {"inf", "nan", "1e999", "1.2.3", "12%"}) {
    EXPECT_EQ(OneRow("turnout_percent", text).outcome, RecordReader::Outcome::refused) << text;
  }
}

TEST(RecordReader, ReservationIsTakenInAnyUsualWriting) {
  const auto cases = std::to_array<std::pair<std::string, std::string_view>>({{"GEN", "GEN"},
                                                                              {"General", "GEN"},
                                                                              {"सामान्य", "GEN"},
                                                                              {"SC", "SC"},
                                                                              {"(SC)", "SC"},
                                                                              {"अ.जा.", "SC"},
                                                                              {"अनुसूचित जाति", "SC"},
                                                                              {"st", "ST"},
                                                                              {"(ST)", "ST"},
                                                                              {"अ.ज.जा.", "ST"},
                                                                              {"अनुसूचित जनजाति", "ST"}});
  for (const auto& [text, delivered] : cases)
    EXPECT_EQ(OneRow("reservation", text).record[Field::reservation].text, delivered) << text;
  EXPECT_EQ(OneRow("reservation", "BC").outcome, RecordReader::Outcome::refused);
}

TEST(RecordReader, ElectionAndHouseArriveInTheirLongForm) {
  RecordReader elections = reader_of("election,pc_no,candidate,party,votes\nls2014,1,Ram,X,10\nsoup,1,Ram,X,10\n");
  Record record;
  ASSERT_EQ(*elections.next(record), RecordReader::Outcome::record);
  EXPECT_EQ(record[Field::election].text, "LS-2014");
  EXPECT_EQ(*elections.next(record), RecordReader::Outcome::refused);
  RecordReader houses =
      reader_of("year,house,alliance,parties\n2019,Lok Sabha,A,X;Y\n2019,विधान सभा,A,X\n2019,upper,A,X\n");
  ASSERT_EQ(*houses.next(record), RecordReader::Outcome::record);
  EXPECT_EQ(record[Field::house].text, "LS");
  ASSERT_EQ(*houses.next(record), RecordReader::Outcome::record);
  EXPECT_EQ(record[Field::house].text, "VS");
  EXPECT_EQ(*houses.next(record), RecordReader::Outcome::refused);
}

TEST(RecordReader, RowsOfOtherLengthsSaySo) {
  RecordReader reader = reader_of("ac_no,booth_no,cand_no,votes\n1,1,1\n1,1,1,5,9\n1,1,1,5,\n1,1,2,5\n");
  Record record;
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::refused);
  EXPECT_EQ(reader.refusal().reason.en, "expected 4 cells, found 3");
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::refused);
  EXPECT_EQ(*reader.next(record), RecordReader::Outcome::record) << "empty cells at the end do no harm";
  EXPECT_EQ(*reader.next(record), RecordReader::Outcome::record);
  EXPECT_EQ(*reader.next(record), RecordReader::Outcome::end);
}

TEST(RecordReader, ARefusedRowDoesNotHarmTheNext) {
  RecordReader reader = reader_of("pc_no,candidate,party,votes,electors\n1,A,X,5,9\nx,B,X,5,9\n2,C,X,6,\n");
  Record record;
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::record);
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::refused);
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::record);
  EXPECT_EQ(record[Field::candidate].text, "C");
  EXPECT_EQ(record[Field::votes].count, 6);
  EXPECT_FALSE(record[Field::electors].present);
  EXPECT_EQ(record.line, 4U);
}

TEST(RecordReader, OtherColumnsOfAreaStatisticsAreIndicators) {
  RecordReader reader =
      reader_of("district,nfhs_round,sex_ratio,anc4_pct\nAgra,4,941.0,\nAgra,5,889,42.5\nAgra,5,many,1\n");
  EXPECT_EQ(reader.indicator_names(), (std::vector<std::string>{"sex_ratio", "anc4_pct"}));
  Record record;
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::record);
  ASSERT_EQ(record.indicators.size(), 2U);
  EXPECT_DOUBLE_EQ(record.indicators[0].decimal, 941);
  EXPECT_FALSE(record.indicators[1].present);
  EXPECT_EQ(record[Field::round].text, "4");
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::record);
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::refused);
  EXPECT_EQ(reader.refusal().column, "sex_ratio");
}

TEST(RecordReader, TheCallerCanRefuseARowToo) {
  RecordReader reader = reader_of("year,pc_no,candidate,party,evm_votes,ac_no\n2019,81,Ram,X,10,1\n");
  Record record;
  ASSERT_EQ(*reader.next(record), RecordReader::Outcome::record);
  const Refusal refusal = reader.refuse(record, Field::votes, {"too many", "बहुत अधिक"});
  EXPECT_EQ(refusal.file, "sheet.csv");
  EXPECT_EQ(refusal.line, 2U);
  EXPECT_EQ(refusal.column, "evm_votes");
  EXPECT_EQ(refusal.value, "10");
  EXPECT_EQ(refusal.cells, split("2019,81,Ram,X,10,1", ','));
  EXPECT_EQ(reader.refuse(record, Field::district, {"x", "x"}).column, "");
}

TEST(RecordReader, LettersBehindAPartNumberAreItsSuffix) {
  RecordReader reader = reader_of("ac_no,booth_no,cand_no,votes\n170,105A,1,5\n170,159 A,1,5\n170,7,1,5\n170,A,1,5\n");
  Record record;
  for (const auto& [number, suffix] :
       std::to_array<std::pair<int, std::string_view>>({{105, "A"}, {159, "A"}, {7, ""}})) {
    ASSERT_EQ(*reader.next(record), RecordReader::Outcome::record);
    EXPECT_EQ(record[Field::part_no].count, number);
    EXPECT_EQ(record[Field::part_suffix].text, suffix);
    EXPECT_EQ(record[Field::part_suffix].present, !suffix.empty());
  }
  EXPECT_EQ(*reader.next(record), RecordReader::Outcome::refused);
}

TEST(Rejects, HoldTheRowsAsTheyStoodAndTheReason) {
  const std::vector<Rejected> files = {
      {{"candidate", "votes"},
       {{"a.csv", 3, "votes", "x", {"expected a number", "संख्या चाहिए"}, {"Ram, \"Bhola\"", "=x"}},
        {"a.csv", 4, "", "", {"expected 2 cells, found 1", "2 खाने चाहिए थे, 1 मिले"}, {"Ram"}},
        {"a.csv", 5, "", "", {"expected 2 cells, found 3", "2 खाने चाहिए थे, 3 मिले"}, {"Ram", "1", "2"}}}}};
  EXPECT_EQ(rejects_csv(files),
            "refused_file,refused_line,refused_column,refused_value,refused_reason,candidate,votes\n"
            "a.csv,3,votes,x,expected a number,\"Ram, \"\"Bhola\"\"\",=x\n"
            "a.csv,4,,,\"expected 2 cells, found 1\",Ram,\n"
            "a.csv,5,,,\"expected 2 cells, found 3\",Ram,1,2\n");
}

TEST(Rejects, OfSeveralFilesStandUnderTheirOwnColumns) {
  const std::vector<Rejected> files = {{{"party", "votes"}, {{"a.csv", 2, "votes", "x", {"e", "ह"}, {"A", "x"}}}},
                                       {{"votes", "name"}, {{"b.csv", 9, "votes", "y", {"e", "ह"}, {"y", "B"}}}}};
  EXPECT_EQ(rejects_csv(files),
            "refused_file,refused_line,refused_column,refused_value,refused_reason,party,votes,name\n"
            "a.csv,2,votes,x,e,A,x,\n"
            "b.csv,9,votes,y,e,,y,B\n");
}

TEST(Rejects, RefusedAgainAreToldWithTheirNewReason) {
  const std::vector<Rejected> files = {
      {{"refused_line", "votes"}, {{"again.csv", 2, "votes", "x", {"expected a number", "संख्या चाहिए"}, {"77", "x"}}}}};
  EXPECT_EQ(rejects_csv(files),
            "refused_file,refused_line,refused_column,refused_value,refused_reason,votes\n"
            "again.csv,2,votes,x,expected a number,x\n");
}

TEST(RecordReader, EveryCountWrittenInAnyGroupingComesBack) {
  EXPECT_TRUE(rc::check([] {
    const auto number = *rc::gen::inRange<std::int64_t>(0, 1000000000001);
    RC_ASSERT(OneRow("votes", grouped(number)).record[Field::votes].count == number);
    RC_ASSERT(OneRow("votes", std::to_string(number)).record[Field::votes].count == number);
  }));
}

}  // namespace
}  // namespace boothwise::intake
