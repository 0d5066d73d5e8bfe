#include "reports/canvas.hpp"
#include "reports/pdf.hpp"
#include "reports/picture.hpp"
#include "support/poppler.hpp"

#include <algorithm>
#include <array>
#include <cairo.h>
#include <cstring>
#include <gtest/gtest.h>
#include <qrencode.h>

#include "base/text.hpp"

namespace boothwise::reports {
namespace {

constexpr Instant some_day = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23};

ByteSink into(std::string& bytes) {
  return [&bytes](std::string_view more) {
    bytes += more;
    return success();
  };
}

template <typename Drawing>
std::string pdf_of(const Drawing& drawing) {
  std::string bytes;
  Result<PdfDocument> document = PdfDocument::create({"शीर्षक", "", "", some_day}, into(bytes));
  EXPECT_TRUE(document.ok());
  drawing(*document);
  EXPECT_TRUE(document->finish().ok());
  return bytes;
}

/// Pixels of a PNG, 0xRRGGBB.
struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> all;

  explicit Pixels(std::string_view png) {
    const auto read = [](void* from, unsigned char* to, unsigned int length) {
      auto& left = *static_cast<std::string_view*>(from);
      if (left.size() < length) return CAIRO_STATUS_READ_ERROR;
      std::memcpy(to, left.data(), length);
      left.remove_prefix(length);
      return CAIRO_STATUS_SUCCESS;
    };
    cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(read, &png);
    width = cairo_image_surface_get_width(surface);
    height = cairo_image_surface_get_height(surface);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
      for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel, cairo_image_surface_get_data(surface) + y * stride + 4 * x, 4);
        all.push_back(pixel & 0xFFFFFFU);
      }
    }
    cairo_surface_destroy(surface);
  }

  [[nodiscard]] std::uint32_t at(double x, double y) const {
    return all[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

TEST(Drawing, HindiConjunctsComeOutOfThePdfAsTheyWentIn) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  static constexpr std::array<std::string_view, 12> words = {"क्षेत्र",    "राष्ट्र",   "हृदय",     "श्री",
                                                             "निर्वाचन", "प्रत्याशी", "कार्यक्रम", "ज्ञानपुर",
                                                             "लक्ष्मी",   "ट्रैक्टर",   "शृंखला",    "पड़ोस 12,34,567"};
  for (const Weight weight : {Weight::regular, Weight::bold}) {
    const std::string pdf = pdf_of([weight](PdfDocument& document) {
      Canvas& page = document.next_page();
      double y = 40;
      for (const std::string_view word : words) {
        EXPECT_EQ(page.text({40, y}, word, {.size = 12, .weight = weight}).unknown, 0) << word;
        y += 30;
      }
    });
    std::vector<std::string> lines;
    for (const std::string& line : split(test::TemporaryPdf(pdf).text(), '\n')) {
      if (!trimmed(line).empty() && line != "\f") lines.emplace_back(trimmed(line));
    }
    EXPECT_EQ(lines, std::vector<std::string>(words.begin(), words.end()));
  }
}

TEST(Drawing, LongHindiTextKeepsItsWordsOverTheBrokenLines) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  const std::string text =
      "गोरखपुर संसदीय निर्वाचन क्षेत्र में जीत का अंतर पिछली बार से कम रहा; पाँच विधान सभा खंडों में से दो में बढ़त "
      "नहीं मिली।";
  const std::string pdf = pdf_of([&text](PdfDocument& document) {
    const TextMeasure set = document.next_page().text({40, 40}, text, {.size = 11, .width = 180});
    EXPECT_GE(set.lines, 3);
    EXPECT_LE(set.width, 180.1);
  });
  std::string read = test::TemporaryPdf(pdf).text();
  std::ranges::replace(read, '\n', ' ');
  EXPECT_NE(read.find(text), std::string::npos) << read;
}

TEST(Drawing, APdfHasItsPagesItsTitleAndOnlyItsOwnFonts) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not there";
  const std::string pdf = pdf_of([](PdfDocument& document) {
    for (int i = 1; i <= 3; ++i) document.next_page().text({40, 40}, std::to_string(i) + " / 3 पृष्ठ", {});
  });
  const test::TemporaryPdf file(pdf);
  EXPECT_NE(file.info().find("Pages:           3"), std::string::npos) << file.info();
  EXPECT_NE(file.info().find("शीर्षक"), std::string::npos) << file.info();
  EXPECT_NE(file.info().find("A4"), std::string::npos) << file.info();
  for (const std::string& line : split(file.fonts(), '\n')) {
    if (line.find('+') != std::string::npos) {
      EXPECT_NE(line.find("+NotoSans"), std::string::npos) << line;
    }
  }
}

TEST(Drawing, TheSameDrawingGivesTheSameBytes) {
  const auto drawing = [](PdfDocument& document) {
    Canvas& page = document.next_page();
    page.text({40, 40}, "क्षेत्र and Latin 12,345", {.size = 14, .weight = Weight::bold});
    page.hexagon({200, 200}, 30, tokens::class_weak, tokens::ink, 1);
  };
  EXPECT_EQ(pdf_of(drawing), pdf_of(drawing));
}

TEST(Drawing, AFullDiskIsTheSinksError) {
  Result<PdfDocument> document = PdfDocument::create({"t", "", "", some_day}, [](std::string_view) -> Status {
    return Error{ErrorKind::environment, "file_unwritable", {"disk full", "डिस्क भरी है"}};
  });
  ASSERT_TRUE(document.ok());
  document->next_page().text({10, 10}, "x", {});
  const Status finished = document->finish();
  ASSERT_FALSE(finished.ok());
  EXPECT_EQ(finished.error().code, "file_unwritable");
}

TEST(Drawing, APictureHasItsSizeItsGroundAndItsShapes) {
  Result<Picture> picture = Picture::create(1080, 540, tokens::accent_soft);
  ASSERT_TRUE(picture.ok());
  picture->canvas().fill({100, 100, 50, 50}, rgb(0x123456));
  const Pixels pixels(picture->png());
  EXPECT_EQ(pixels.width, 1080);
  EXPECT_EQ(pixels.height, 540);
  EXPECT_EQ(pixels.at(5, 5), 0xdcebeaU);
  EXPECT_EQ(pixels.at(125, 125), 0x123456U);
  EXPECT_EQ(Picture::create(0, 10).error().code, "picture_too_large");
}

TEST(Drawing, AQrCodeIsItsModulesWithAQuietZone) {
  const std::string text = "https://example.org/certificate/क्षेत्र-123456";
  Result<Picture> picture = Picture::create(400, 400, tokens::accent);
  ASSERT_TRUE(picture.ok());
  ASSERT_TRUE(picture->canvas().qr({20, 20}, 360, text).ok());
  const Pixels pixels(picture->png());
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                             &QRcode_free);
  const double module = 360.0 / (code->width + 8);
  for (int row = -4; row < code->width + 4; ++row) {
    for (int column = -4; column < code->width + 4; ++column) {
      const bool inside = row >= 0 && column >= 0 && row < code->width && column < code->width;
      const bool dark = inside && (code->data[row * code->width + column] & 1U) != 0;
      EXPECT_EQ(pixels.at(20 + (column + 4.5) * module, 20 + (row + 4.5) * module), dark ? 0U : 0xFFFFFFU);
    }
  }
  EXPECT_EQ(picture->canvas().qr({0, 0}, 100, std::string(3000, 'x')).error().code, "qr_too_long");
}

TEST(Drawing, WhatIsLeftOutIsSaid) {
  Result<Picture> picture = Picture::create(400, 400);
  ASSERT_TRUE(picture.ok());
  Canvas& canvas = picture->canvas();
  const std::string text = "एक बहुत लंबा वाक्य जो दो पंक्तियों में किसी तरह नहीं आ सकता क्योंकि जगह कम है";
  EXPECT_TRUE(canvas.measure(text, {.size = 16, .width = 120, .lines_most = 2}).shortened);
  EXPECT_FALSE(canvas.measure(text, {.size = 16, .width = 120}).shortened);
  const Result<TextMeasure> smaller = canvas.text_within({0, 0, 200, 120}, text, {.size = 30}, 8);
  ASSERT_TRUE(smaller.ok());
  EXPECT_LE(smaller->height, 120.1);
  EXPECT_EQ(canvas.text_within({0, 0, 60, 20}, text, {.size = 30}, 12).error().code, "text_does_not_fit");
}

TEST(Drawing, LinesHaveTheHeightThatTheStyleSays) {
  Result<Picture> picture = Picture::create(100, 100);
  ASSERT_TRUE(picture.ok());
  const TextMeasure hindi = picture->canvas().measure("एक\nदो", {.size = 20, .line_height = 1.5});
  const TextMeasure english = picture->canvas().measure("one\ntwo", {.size = 20, .line_height = 1.5});
  EXPECT_NEAR(hindi.height, 60, 0.1);
  EXPECT_NEAR(english.height, 60, 0.1);
  EXPECT_EQ(hindi.lines, 2);
}

TEST(Drawing, APictureInAPictureKeepsItsShapeAndBrokenOnesAreRefused) {
  Result<Picture> logo = Picture::create(40, 20, rgb(0xff0000));
  ASSERT_TRUE(logo.ok());
  Result<Picture> picture = Picture::create(100, 100);
  ASSERT_TRUE(picture.ok());
  ASSERT_TRUE(picture->canvas().image({0, 0, 100, 100}, logo->png()).ok());
  const Pixels pixels(picture->png());
  EXPECT_EQ(pixels.at(50, 50), 0xff0000U);
  EXPECT_EQ(pixels.at(50, 10), 0xffffffU);
  EXPECT_EQ(picture->canvas().image({0, 0, 9, 9}, "GIF89a").error().code, "png_malformed");
  std::string huge = logo->png();
  huge[16] = '\x7f';
  EXPECT_EQ(picture->canvas().image({0, 0, 9, 9}, huge).error().code, "png_too_large");
  EXPECT_EQ(picture->canvas().image({0, 0, 9, 9}, logo->png().substr(0, 60)).error().code, "png_malformed");
}

TEST(Drawing, BytesThatAreNoUtf8DoNotEndTheWork) {
  Result<Picture> picture = Picture::create(100, 100);
  ASSERT_TRUE(picture.ok());
  EXPECT_EQ(picture->canvas().text({0, 0}, "a\xff\xfe", {}).lines, 1);
}

TEST(Drawing, TextCanBeReadOnEachClassColour) {
  constexpr double enough = 4.5;  // WCAG 2.2, 1.4.3
  for (const Colour& ground : {tokens::class_lost, tokens::class_narrow, tokens::class_weak, tokens::class_strong,
                               tokens::class_none, tokens::accent, tokens::bar_rival, tokens::bar_other}) {
    EXPECT_GE(contrast(readable_on(ground), ground), enough);
  }
  EXPECT_GE(contrast(tokens::muted, tokens::white), enough);
}

}  // namespace
}  // namespace boothwise::reports
