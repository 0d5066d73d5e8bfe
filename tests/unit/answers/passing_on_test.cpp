#include "answers/pictures.hpp"
#include "answers/published.hpp"
#include "support/poppler.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cairo.h>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>

#include "base/atomic_file.hpp"
#include "services/name_folding.hpp"

/// What is passed on of an answer, beside golden files (tests/data/answers). BOOTHWISE_GOLDEN=write writes them anew.
namespace boothwise::answers {
namespace {

namespace json = boost::json;

const std::filesystem::path golden_folder = BOOTHWISE_SOURCE_DIR "/tests/data/answers";
constexpr std::string_view base = "https://answers.example.org";

Answer kept_answer() {
  Answer answer;
  answer.id = "0123456789abcdef0123456789abcdef";
  answer.content = json::parse(*read_file(golden_folder / "answer.json")).as_object();
  operations::AnswerVersion version;
  version.claim = answer.id;
  version.version = 1;
  version.kind = "published";
  version.at = Instant(std::chrono::seconds(1'795'000'000));
  answer.versions = {version};
  return answer;
}

Answer corrected_answer() {
  Answer answer = kept_answer();
  operations::AnswerVersion version = answer.versions.front();
  version.version = 2;
  version.kind = "corrected";
  version.note = {"It said 221 booths before; two digits were swapped.", "पहले 221 बूथ लिखा था; दो अंक बदल गए थे।"};
  version.at += std::chrono::hours(48);
  answer.versions.push_back(version);
  return answer;
}

/// Compares with a golden text, or writes it.
void expect_golden(const std::string& name, const std::string& text) {
  const char* asked = std::getenv("BOOTHWISE_GOLDEN");
  if (asked != nullptr && std::string(asked) == "write") {
    ASSERT_TRUE(write_file_atomically(golden_folder / name, text).ok());
  }
  const auto golden = read_file(golden_folder / name);
  ASSERT_TRUE(golden.ok()) << name;
  EXPECT_EQ(text, *golden) << name;
}

/// Grey values of a PNG.
std::vector<int> greys_of(std::string_view png) {
  const auto read = [](void* from, unsigned char* to, unsigned int length) {
    auto& left = *static_cast<std::string_view*>(from);
    if (left.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, left.data(), length);
    left.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
  };
  cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(read, &png);
  const auto height = static_cast<std::size_t>(cairo_image_surface_get_height(surface));
  const auto width = static_cast<std::size_t>(cairo_image_surface_get_width(surface));
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  std::vector<int> greys;
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x)
      greys.push_back(cairo_image_surface_get_data(surface)[y * stride + 4 * x + 1]);
  }
  cairo_surface_destroy(surface);
  return greys;
}

TEST(PassingOn, APictureIsAsLargeAsItsNameSaysAndLooksAsItDid) {
  const auto picture = card_picture(kept_answer(), Language::hindi, Shape::square, base);
  ASSERT_TRUE(picture.ok()) << picture.error().line(Language::english);
  const char* asked = std::getenv("BOOTHWISE_GOLDEN");
  if (asked != nullptr && std::string(asked) == "write") {
    ASSERT_TRUE(write_file_atomically(golden_folder / "card_square_hi.png", *picture).ok());
  }
  const std::vector<int> now = greys_of(*picture);
  const std::vector<int> then = greys_of(*read_file(golden_folder / "card_square_hi.png"));
  ASSERT_EQ(now.size(), 1080U * 1080U);
  ASSERT_EQ(then.size(), now.size());
  double apart = 0;
  for (std::size_t at = 0; at < now.size(); ++at) apart += std::abs(now[at] - then[at]);
  constexpr double grey_steps_most = 1.5;  // another version of the fonts moves edges a little
  EXPECT_LT(apart / static_cast<double>(now.size()), grey_steps_most);
  EXPECT_EQ(greys_of(*card_picture(kept_answer(), Language::english, Shape::story, base)).size(), 1080U * 1920U);
}

TEST(PassingOn, APictureOfMuchTextGetsSmallerLettersAndNeverLosesAWordSilently) {
  Answer answer = kept_answer();
  std::string claim;
  for (int i = 0; i < 40; ++i) claim += "यह एक लंबा दावा है जिसमें बहुत से शब्द हैं। ";
  answer.content["claim"].as_object()["text"] = claim;
  EXPECT_TRUE(card_picture(answer, Language::hindi, Shape::square, base).ok());
  answer.content["headline"] = {{"hi", claim + claim}, {"en", ""}};
  const auto refused = card_picture(answer, Language::hindi, Shape::square, base);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "card_too_long");
}

TEST(PassingOn, ThePrintedPageIsOneAndItsTextCanBeSearched) {
  if (!test::has_poppler()) GTEST_SKIP() << "poppler-utils is not installed";
  for (const auto& [language, name] :
       {std::pair(Language::hindi, "card_hi.pdf.txt"), {Language::english, "card_en.pdf.txt"}}) {
    const auto bytes = card_pdf(corrected_answer(), language, base);
    ASSERT_TRUE(bytes.ok()) << bytes.error().line(Language::english);
    const test::TemporaryPdf pdf(*bytes);
    EXPECT_NE(pdf.info().find("Pages:           1"), std::string::npos) << pdf.info();
    expect_golden(name, pdf.text());
  }
}

TEST(PassingOn, TheMessageSaysClaimVerdictFiguresKindsSourcesAndPlace) {
  const std::string address = std::string(base) + page_path(kept_answer().id);
  expect_golden("message_hi.txt", message_text(corrected_answer(), Language::hindi, address));
  expect_golden("message_en.txt", message_text(kept_answer(), Language::english, address));
}

TEST(PassingOn, ThePublicPageIsAsItWas) {
  expect_golden("page_hi.html", answer_page(corrected_answer(), Language::hindi, base));
  EXPECT_NE(page_policy().find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(page_policy().find("unsafe"), std::string::npos);
}

TEST(PassingOn, NothingIsPassedOnOfAWithdrawnAnswer) {
  Answer answer = kept_answer();
  answer.versions.back().kind = "withdrawn";
  EXPECT_EQ(card_picture(answer, Language::hindi, Shape::square, base).error().code, "answer_withdrawn");
  EXPECT_EQ(card_pdf(answer, Language::hindi, base).error().code, "answer_withdrawn");
}

TEST(PassingOn, ThePhoneFoldsWordsAsTheServerDoes) {
  // The same pairs stand in web/src/features/answers/folding.test.ts.
  EXPECT_EQ(services::folded_name("वाराणसी में ५० बूथ"), "vrnsi mim 50 but");
  EXPECT_EQ(services::folded_name("Lok Sabha, 2019!"), "luk sb 2019");
  EXPECT_EQ(services::folded_name("फ़ैज़ाबाद"), services::folded_name("Faizabad"));
}

}  // namespace
}  // namespace boothwise::answers
