#include "papers/branding.hpp"
#include "papers/making.hpp"
#include "papers/weekly.hpp"
#include "reports/picture.hpp"
#include "unit/reports/sample_report.hpp"
#include "unit/warehouse/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <zip.h>

#include "base/atomic_file.hpp"

namespace boothwise::papers {
namespace {

Error refused(std::string_view text, const std::filesystem::path& folder = {}) {
  const auto read = parse_branding(text, "branding.toml", folder);
  EXPECT_FALSE(read.ok()) << text;
  return read.ok() ? Error{} : read.error();
}

TEST(Branding, ItIsNeutralWhereNothingWasSet) {
  const auto read = parse_branding("", "branding.toml", {});
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->organisation.hi.empty());
  EXPECT_EQ(read->accent, reports::tokens::accent);
  EXPECT_TRUE(read->logo.empty());
}

TEST(Branding, NamesStandInBothLanguagesOrInOneForBoth) {
  const auto read = parse_branding(
      "organisation = { hi = \"संगठन\", en = \"Organisation\" }\naddress = \"Lucknow\"\naccent = \"#102a83\"\n",
      "branding.toml", {});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->organisation, (Bilingual{"Organisation", "संगठन"}));
  EXPECT_EQ(read->address, (Bilingual{"Lucknow", "Lucknow"}));
  EXPECT_EQ(read->accent, reports::rgb(0x102a83));
}

TEST(Branding, AFaultNamesItsLineAndItsKey) {
  const struct {
    const char* text;
    std::uint64_t line;
    const char* key;
  } faults[] = {{"\ncolour = \"#102a83\"\n", 2, "colour"},
                {"accent = \"teal\"\n", 1, "accent"},
                {"accent = \"#ffee00\"\n", 1, "accent"},  // cannot be read on white
                {"\n\norganisation = 7\n", 3, "organisation"},
                {"printer = { hi = \"प्रेस\" }\n", 1, "printer"},
                {"address = { hi = \"अ\", en = \"a\", fr = \"b\" }\n", 1, "address"},
                {"logo = \"../logo.png\"\n", 1, "logo"},
                {"logo = \"missing.png\"\n", 1, "logo"}};
  for (const auto& fault : faults) {
    const Error error = refused(fault.text);
    EXPECT_EQ(error.code, "branding_malformed") << fault.text;
    EXPECT_EQ(error.where.line, fault.line) << fault.text;
    EXPECT_EQ(error.where.column, fault.key) << fault.text;
  }
  EXPECT_EQ(refused("accent = \n").where.line, 1U);
}

TEST(Branding, ALogoIsAPngFileBesideTheSettings) {
  const test::TemporaryFolder folder;
  auto picture = reports::Picture::create(20, 10, reports::rgb(0x102a83));
  ASSERT_TRUE(write_file_atomically(folder.path() / "logo.png", picture->png()).ok());
  ASSERT_TRUE(write_file_atomically(folder.path() / "words.png", "no picture").ok());
  EXPECT_TRUE(parse_branding("logo = \"logo.png\"", "branding.toml", folder.path()).ok());
  EXPECT_EQ(refused("logo = \"words.png\"", folder.path()).where.column, "logo");
}

TEST(Branding, PrintedMatterForThePublicNeedsPrinterAndPublisher) {
  reports::Branding branding;
  EXPECT_EQ(require_imprint(branding).error().where.column, "printer");
  branding.printer = {"a", "a"};
  EXPECT_EQ(require_imprint(branding).error().where.column, "publisher");
  branding.publisher = {"b", "b"};
  EXPECT_TRUE(require_imprint(branding).ok());
}

TEST(Weekly, SettingsSayTheDayAndWhatIsMade) {
  const auto read =
      parse_weekly("day = \"friday\"\nlanguages = [\"hi\", \"en\"]\nformats = [\"pdf\", \"xlsx\"]\nside = \"NDA\"\n",
                   "reports.toml");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->day, std::chrono::Friday);
  EXPECT_EQ(read->languages.size(), 2U);
  EXPECT_EQ(read->formats, (std::vector{PaperFormat::pdf, PaperFormat::xlsx}));
  for (const char* bad :
       {"day = \"Freitag\"", "languages = []", "languages = [\"fr\"]", "formats = [\"doc\"]", "hour = 9"}) {
    const auto refused_settings = parse_weekly(bad, "reports.toml");
    ASSERT_FALSE(refused_settings.ok()) << bad;
    EXPECT_EQ(refused_settings.error().where.line, 1U);
  }
}

TEST(Weekly, TheyAreDueOnceAWeekAndMadeUpForWhereTheDayPassed) {
  using std::chrono::year;
  WeeklySettings settings;  // Monday
  const Day sunday{year{2026} / 11 / 22};
  const Day monday{year{2026} / 11 / 23};
  const Day thursday{year{2026} / 11 / 26};
  EXPECT_TRUE(weekly_due(settings, sunday, {}));
  EXPECT_TRUE(weekly_due(settings, monday, sunday));
  EXPECT_FALSE(weekly_due(settings, monday, monday));
  EXPECT_FALSE(weekly_due(settings, thursday, monday));
  EXPECT_TRUE(weekly_due(settings, thursday, sunday));
}

TEST(Making, AFingerprintChangesWithWhatStandsOnItAndNotWithTheDay) {
  reports::Report report = reports::sample_report();
  const std::string before = fingerprint_of(report, {});
  report.made = Day{std::chrono::year{2027} / 1 / 1};
  EXPECT_EQ(fingerprint_of(report, {}), before);
  reports::Report changed = report;
  std::get<reports::Histogram>(changed.blocks.at(5)).bins.at(0).count += 1;
  EXPECT_NE(fingerprint_of(changed, {}), before);
  reports::Branding branding;
  branding.organisation = {"a", "a"};
  EXPECT_NE(fingerprint_of(report, branding), before);
}

/// Text of a member of a ZIP archive.
std::string member(const std::string& archive, const char* name) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  std::string text;
  zip_stat_t stat;
  if (zip != nullptr && zip_stat(zip, name, 0, &stat) == 0) {
    text.resize(stat.size);
    zip_file_t* file = zip_fopen(zip, name, 0);
    text.resize(static_cast<std::size_t>(std::max<zip_int64_t>(0, zip_fread(file, text.data(), text.size()))));
    zip_fclose(file);
  }
  if (zip != nullptr) zip_close(zip);
  return text;
}

TEST(Making, AWorkbookHasHindiSheetsTypedCellsAndAHeaderThatStays) {
  const auto bytes = paper_bytes(reports::sample_report(), {}, PaperFormat::xlsx);
  ASSERT_TRUE(bytes.ok());
  const std::string book = member(*bytes, "xl/workbook.xml");
  EXPECT_NE(book.find("name=\"सार\""), std::string::npos) << book;
  EXPECT_NE(book.find("name=\"बूथ\""), std::string::npos) << book;
  const std::string sheet = member(*bytes, "xl/worksheets/sheet2.xml");
  EXPECT_NE(sheet.find("<v>1234</v>"), std::string::npos);
  EXPECT_NE(sheet.find("state=\"frozen\""), std::string::npos);
  EXPECT_NE(sheet.find("प्राथमिक विद्यालय 90"), std::string::npos);  // all rows, not those that are printed
}

TEST(Making, NamesOfFilesAreOfLettersThatEveryFileSystemTakes) {
  EXPECT_EQ(brief_name("Kanpur Nagar", Language::hindi, PaperFormat::pdf), "Kanpur-Nagar.hi.pdf");
  EXPECT_EQ(brief_name("../x", Language::english, PaperFormat::image), "---x.en.png");
}

TEST(Making, APackHoldsItsFiles) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(write_file_atomically(folder.path() / "a.hi.pdf", "first").ok());
  ASSERT_TRUE(write_file_atomically(folder.path() / "b.hi.pdf", "second").ok());
  ASSERT_TRUE(write_zip(folder.path() / "pack.zip", {folder.path() / "a.hi.pdf", folder.path() / "b.hi.pdf"}).ok());
  const std::string pack = *read_file(folder.path() / "pack.zip");
  EXPECT_EQ(member(pack, "a.hi.pdf"), "first");
  EXPECT_EQ(member(pack, "b.hi.pdf"), "second");
}

TEST(Kinds, EachHasItsMakerAndItsTitleInBothLanguages) {
  for (const PaperKind& kind : paper_kinds()) {
    EXPECT_NE(kind.make, nullptr) << kind.name;
    EXPECT_FALSE(kind.title.hi.empty()) << kind.name;
    EXPECT_FALSE(kind.title.en.empty()) << kind.name;
  }
  const auto unknown = paper_kind("horoscope");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, "unknown_report");
  EXPECT_EQ(unknown.error().choices.size(), paper_kinds().size());
}

}  // namespace
}  // namespace boothwise::papers
