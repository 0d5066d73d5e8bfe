#include "reports/paper.hpp"

#include "reports/beeswarm.hpp"
#include "reports/card.hpp"
#include "reports/slip_sheet.hpp"
#include "support/poppler.hpp"
#include "unit/reports/sample_report.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace boothwise::reports {
namespace {

struct Made {
  std::string bytes;
  int pages = 0;
};

Made paper_of(const Report& report, const Branding& branding = {}) {
  Made made;
  const Result<int> pages = write_paper(report, branding, [&made](std::string_view more) {
    made.bytes += more;
    return success();
  });
  EXPECT_TRUE(pages.ok());
  made.pages = pages.ok() ? *pages : 0;
  return made;
}

std::size_t times(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

/// Share of a page's pixels (PGM) that are not white.
double ink_of(const std::string& pgm) {
  std::size_t begin = 0;
  for (int line = 0; line < 3; ++line) begin = pgm.find('\n', begin) + 1;
  const auto dark = std::count_if(pgm.begin() + static_cast<std::ptrdiff_t>(begin), pgm.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 230; });
  return static_cast<double>(dark) / static_cast<double>(pgm.size() - begin);
}

TEST(Paper, EveryTextOfAReportCanBeFoundInItsPdf) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  for (const Language language : {Language::hindi, Language::english}) {
    const Report report = sample_report(language);
    const std::string text = test::TemporaryPdf(paper_of(report).bytes).text();
    for (const std::string& wanted :
         {report.place, report.kind_name, report.sentence, report.as_of, report.methods.front()}) {
      EXPECT_NE(text.find(wanted), std::string::npos) << wanted << "\n" << text;
    }
    EXPECT_NE(text.find(language == Language::hindi ? "क्षेत्र की कार्यसूची" : "The area's agenda"), std::string::npos);
    EXPECT_NE(text.find(language == Language::hindi ? "छिपाया गया" : "hidden"), std::string::npos);
  }
}

TEST(Paper, PagesAreNumberedTablesRepeatTheirHeadAndNoPageIsEmpty) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  const Made made = paper_of(sample_report(Language::english));
  ASSERT_GE(made.pages, 4);
  const test::TemporaryPdf file(made.bytes);
  const std::string text = file.text();
  const std::string of = std::to_string(made.pages);
  const std::string close = replaced(text, " ", "");  // a reader may take even gaps for letter spacing
  for (int page = 1; page <= made.pages; ++page) {
    EXPECT_NE(close.find(std::to_string(page) + "/" + of), std::string::npos) << page;
    const double ink = ink_of(file.page(page, 40));
    EXPECT_GT(ink, 0.01) << page;
    EXPECT_LT(ink, 0.6) << page;
  }
  EXPECT_GE(times(text, "Electors"), 2U);
  EXPECT_NE(text.find("10 more rows are in the Excel file"), std::string::npos);
  EXPECT_EQ(text.find("Primary school 81"), std::string::npos);
}

TEST(Paper, MadeUpDataAreMarkedOnEveryPageInTheMessageAndInThePicture) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  Report report = sample_report();
  const std::string plain = *picture_of(report, {});
  report.synthetic = true;
  const Made made = paper_of(report);
  EXPECT_EQ(times(test::TemporaryPdf(made.bytes).text(), "काल्पनिक आँकड़े"), static_cast<std::size_t>(made.pages));
  EXPECT_TRUE(message_of(report, {}).starts_with("[काल्पनिक आँकड़े]"));
  EXPECT_NE(*picture_of(report, {}), plain);
}

TEST(Paper, TheImprintStandsOnIt) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  Branding branding;
  branding.printer = {"Press, Lucknow", "प्रेस, लखनऊ"};
  branding.publisher = {"A. Kumar, Lucknow", "अ. कुमार, लखनऊ"};
  const std::string text = test::TemporaryPdf(paper_of(sample_report(), branding).bytes).text();
  EXPECT_NE(text.find("मुद्रक: प्रेस, लखनऊ"), std::string::npos);
  EXPECT_NE(text.find("प्रकाशक: अ. कुमार, लखनऊ"), std::string::npos);
}

TEST(Paper, TheSameReportGivesTheSameFile) {
  EXPECT_EQ(paper_of(sample_report()).bytes, paper_of(sample_report()).bytes);
}

TEST(Message, ItHasPlaceFiguresSourceAndDateAndPassesAsOneMessage) {
  Report report = sample_report();
  const std::string message = message_of(report, {});
  for (const char* wanted : {"गोरखपुर ज़िला", "3 / 3", "59.8 %", "स्रोत: pc_results.csv", "23 नवंबर 2026"}) {
    EXPECT_NE(message.find(wanted), std::string::npos) << wanted;
  }
  report.sentence.clear();
  for (int i = 0; i < 400; ++i) report.sentence += "क्षेत्र ";
  for (int i = 0; i < 60; ++i) report.figures.push_back({"1,23,456", "मतदाता जिनके नाम सूची में हैं", "टिप्पणी"});
  const std::string longest = message_of(report, {});
  const auto letters =
      std::ranges::count_if(longest, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  EXPECT_LE(static_cast<std::size_t>(letters), message_letters_most);
  EXPECT_NE(longest.find("स्रोत: "), std::string::npos);
}

TEST(Card, AnyReportFitsAPictureOfThatSize) {
  Report report = sample_report();
  report.link = "https://booths.example.org/seat/64";
  const Result<std::string> png = picture_of(report, {});
  ASSERT_TRUE(png.ok());
  EXPECT_EQ(png->substr(16, 8), std::string_view("\0\0\x04\x38\0\0\x04\x38", 8));
}

TEST(Beeswarm, NoTwoDotsOverlap) {
  std::vector<SwarmDot> dots;
  for (int i = 0; i < 300; ++i) dots.push_back({static_cast<double>((i * 37) % 90), 1.0 + (i % 5) * 0.5});
  const std::vector<double> heights = swarm_offsets(dots);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double x = dots[i].x - dots[j].x;
      const double y = heights[i] - heights[j];
      const double reach = dots[i].radius + dots[j].radius;
      EXPECT_GE(x * x + y * y, reach * reach - 1e-6) << i << " " << j;
    }
  }
}

Result<std::string> slips_of(int count, const SlipImprint& imprint) {
  std::string bytes;
  BOOTHWISE_TRY(sheet, SlipSheet::create(Language::hindi, {"322 गोरखपुर शहर", 12, "प्राथमिक विद्यालय खेड़ी करमू कक्ष सं. 1"},
                                         imprint, false, {}, [&bytes](std::string_view more) {
                                           bytes += more;
                                           return success();
                                         }));
  for (int i = 1; i <= count; ++i)
    sheet.add({i == 1 ? "लक्ष्मी देवी" : "एक बहुत ही लंबे नाम वाले मतदाता श्री राजेंद्र प्रसाद त्रिपाठी", i});
  BOOTHWISE_CHECK(sheet.finish());
  return bytes;
}

// Rule R28: name, part, serial number and station, and nothing of a party or of the card.
TEST(Slips, TheyHoldNamePartSerialAndStationEightAPage) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  const Result<std::string> bytes = slips_of(17, {"प्रेस, लखनऊ", "अ. कुमार, लखनऊ", 17});
  ASSERT_TRUE(bytes.ok());
  const test::TemporaryPdf file(*bytes);
  EXPECT_NE(file.info().find("Pages:           3"), std::string::npos);
  const std::string text = file.text();
  EXPECT_EQ(times(text, "लक्ष्मी देवी"), 1U);
  EXPECT_EQ(times(text, "भाग 12 · विधान सभा 322 गोरखपुर शहर"), 17U);
  EXPECT_EQ(times(text, "मुद्रक: प्रेस, लखनऊ"), 17U);
  EXPECT_EQ(times(text, "प्रतियाँ: 17"), 17U);
  for (const char* never : {"आयु", "EPIC", "पहचान पत्र", "मकान", "दल", "@"}) EXPECT_EQ(times(text, never), 0U) << never;
}

TEST(Slips, WithoutAnImprintThereAreNone) {
  EXPECT_EQ(slips_of(1, {"", "अ", 1}).error().code, "imprint_missing");
  EXPECT_EQ(slips_of(1, {"अ", "", 1}).error().code, "imprint_missing");
  EXPECT_EQ(slips_of(1, {"अ", "अ", 0}).error().code, "imprint_missing");
}

}  // namespace
}  // namespace boothwise::reports
