#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "base/text.hpp"
#include "intake/guard.hpp"
#include "intake/layout.hpp"
#include "intake/record_reader.hpp"
#include "intake/table.hpp"

namespace boothwise::intake {
namespace {

const std::string_view report_mapping = R"(header_row = 3
[columns]
"District Name" = "district"
[constants]
scheme = "pmuy"
as_of = "31/03/2026"
[counts."Released"]
counted = "connections_released"
unit = "families"
base = "Target"
)";
const std::string_view report_text =
    "Ujjwala; district wise,,,,\n"
    "as on 31/03/2026,,,,\n"
    "Sl,District Name,Target,Released,Released\n"
    "1,2,3,4,5\n"
    "1,आगरा,\"1,20,000\",90000,5\n"
    "2,Banda,-,-,6\n"
    "3,Etah,10,4x,7\n";

struct Report {
  explicit Report(std::string_view text, std::string_view toml = report_mapping)
      : mapping(read_mapping(toml, "m.toml").value()) {
    TableOptions options;
    options.header_row = mapping.header_row;
    auto table = read_table(text, options).value();
    reader = std::make_unique<RecordReader>(std::move(table), recognise(table->header(), std::nullopt, mapping).value(),
                                            "report.csv");
  }
  UserMapping mapping;
  std::unique_ptr<RecordReader> reader;
};

TEST(WideReport, TitlesStandBeforeItsHeaderAndARowOfNumbersBelow) {
  TableOptions options;
  options.header_row = 3;
  auto table = read_table(report_text, options);
  ASSERT_TRUE(table.ok()) << table.error().line(Language::english);
  EXPECT_EQ((*table)->header(), (std::vector<std::string>{"Sl", "District Name", "Target", "Released", "column 5"}))
      << "a name that was there before is a number";
  options.header_row = 99;
  EXPECT_EQ(read_table(report_text, options).error().code, "no_header");
}

TEST(WideReport, TheSeparatorIsThatOfItsHeader) {
  TableOptions options;
  options.header_row = 2;
  auto table = read_table("A, title, with, commas\nDistrict;Count\nAgra;5\n", options);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ((*table)->header(), (std::vector<std::string>{"District", "Count"}));
}

TEST(WideReport, GivesEachCountWithItsBaseAndWhatIsSaidForTheWholeFile) {
  Report report(report_text);
  ASSERT_EQ(report.reader->layout().id, "scheme_counts");
  ASSERT_EQ(report.reader->counts().size(), 1U);
  Record record;
  ASSERT_EQ(*report.reader->next(record), RecordReader::Outcome::record);
  EXPECT_EQ(record.line, 5U) << "the row that numbers the columns is passed over";
  EXPECT_EQ(record[Field::district].text, "आगरा");
  EXPECT_EQ(record[Field::scheme].text, "pmuy");
  EXPECT_EQ(record[Field::as_of].text, "2026-03-31");
  ASSERT_EQ(record.indicators.size(), 2U);
  EXPECT_EQ(record.indicators[0].count, 90000);
  EXPECT_EQ(record.indicators[1].count, 120000);
  ASSERT_EQ(*report.reader->next(record), RecordReader::Outcome::record);
  EXPECT_FALSE(record.indicators[0].present) << "a dash is missing, never 0";
  ASSERT_EQ(*report.reader->next(record), RecordReader::Outcome::refused);
  EXPECT_EQ(report.reader->refusal().column, "Released");
  EXPECT_EQ(report.reader->refusal().value, "4x");
}

TEST(WideReport, AMappingThatDoesNotFitSaysWhere) {
  const auto cases = std::to_array<std::array<std::string_view, 2>>({
      {"[counts.\"Released\"]\nunit = \"household\"\n", "mapping_malformed"},  // what is counted?
      {"[counts.\"Released\"]\ncounted = \"x\"\nunit = \"houses\"\n", "mapping_malformed"},
      {"[counts.\"Released\"]\ncounted = \"x\"\ncolour = \"red\"\n", "mapping_malformed"},
      {"counts = 3\n", "mapping_malformed"},
      {"header_row = 0\n", "mapping_malformed"},
      {"[constants]\nscheme = 3\n", "mapping_malformed"},
      {"[constants]\ncolour = \"red\"\n", "mapping_unknown_field"},
  });
  for (const auto& [text, code] : cases) {
    const auto mapping = read_mapping(text, "m.toml");
    ASSERT_FALSE(mapping.ok()) << text;
    EXPECT_EQ(mapping.error().code, code) << text;
    EXPECT_GE(mapping.error().where.line, 1U) << text;
  }
  const std::vector<std::string> two_columns{"District Name", "Released"};
  const auto recognised = [&](std::string_view toml) {
    return recognise(two_columns, std::nullopt, read_mapping(toml, "m.toml").value());
  };
  EXPECT_EQ(recognised("[constants]\nscheme = \"pmuy\"\n[counts.\"Given\"]\ncounted = \"x\"\n").error().code,
            "mapping_unknown_column");
  EXPECT_EQ(recognised("[counts.\"Released\"]\ncounted = \"x\"\n").error().code, "layout_unknown")
      << "of which scheme?";
  const auto bad_day =
      recognised("[constants]\nscheme = \"p\"\nas_of = \"soon\"\n[counts.\"Released\"]\ncounted = \"x\"\n");
  EXPECT_EQ(bad_day.error().code, "mapping_malformed");
  EXPECT_EQ(bad_day.error().where.column, "as_of");
}

std::string refusal_of(std::string_view names) {
  const std::vector<std::string> columns = split(names, ',');
  if (const Status one = check_columns(columns, "f.csv"); !one.ok()) return one.error().code;
  const Status other = check_count_columns(columns, "f.csv");
  return other.ok() ? std::string() : other.error().code + " " + other.error().where.column;
}

TEST(CountsOfSchemes, WithWhatOnlyPersonsHaveAreRefused) {
  for (const char* line : {"District,Beneficiary Name,Father Name,Scheme", "जनपद,लाभार्थी का नाम,पिता का नाम,योजना",
                           "Scheme,District,Name,Mobile,Pension", "district,village,name,job_card,age"}) {
    EXPECT_EQ(refusal_of(line), "person_list") << line;
  }
  EXPECT_EQ(refusal_of("district,scheme,aadhaar,count"), "forbidden_column");
  EXPECT_EQ(refusal_of("district,scheme,account_no,count"), "forbidden_column");
  EXPECT_EQ(refusal_of("district,scheme,mobile no,count"), "person_list mobile no");
  EXPECT_EQ(refusal_of("ज़िला,योजना,मोबाइल,संख्या"), "person_list मोबाइल");
  EXPECT_EQ(refusal_of("district,scheme,beneficiary_name,count"), "person_list");
}

TEST(CountsOfSchemes, OfReportsAsPortalsHaveThemAreNotTakenForLists) {
  for (const char* line :
       {"scheme,district,as_of,count", "Sl. No.,District Name,No. of Beneficiaries,Houses Sanctioned,Houses Completed",
        "क्र.सं.,जनपद का नाम,लक्ष्य,लाभार्थियों की संख्या", "क्र.सं.,जनपद का नाम,लाभार्थी संख्या,पेंशन धनराशि",
        "District Name,Block Name,No. of job cards issued,Total Workers,Women",
        "District,Mothers paid,Smartphones given", "जनपद,कुल परिवार,पुरुष,महिला",
        "scheme,area_kind,district,area_name,as_of,counted,unit,count,base,base_counted,source,source_url"}) {
    EXPECT_EQ(refusal_of(line), "") << line;
  }
}

TEST(CountsOfSchemes, WhoseCellsGiveAListOfPersonsAwayAreRefused) {
  const auto finding = [](const std::vector<std::string>& cells) {
    Guard guard({"area"}, "f.csv", true);
    std::uint64_t line = 1;
    for (const std::string& cell : cells) {
      if (const auto looked = guard.look(0, cell, ++line); !looked.ok()) return looked.error().code;
    }
    const Status finished = guard.finish();
    return finished.ok() ? std::string() : finished.error().code;
  };
  EXPECT_EQ(finding({"Ram s/o Shyam"}), "person_list");
  EXPECT_EQ(finding({"राम पुत्र श्याम"}), "person_list");
  EXPECT_EQ(finding({"9876543210", "8876543211", "+91 7876543212"}), "person_list");
  EXPECT_EQ(finding({"6120000000", "912", "44"}), "") << "one sum of money is no telephone number";
  EXPECT_EQ(finding({"Agra", "12,34,567", "पुत्रीपुर"}), "");
  Guard rolls({"name"}, "f.csv");
  EXPECT_TRUE(rolls.look(0, "राम पुत्र श्याम", 2).ok()) << "a roll names relatives";
}

}  // namespace
}  // namespace boothwise::intake
