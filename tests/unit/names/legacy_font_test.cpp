#include "names/legacy_font.hpp"

#include <array>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "names/letters.hpp"

namespace boothwise::names {
namespace {

TEST(LegacyFont, IsWrittenInUnicodeOrder) {
  // As printed on the booth sheets of 2017.
  constexpr std::array cases = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"izkFkfed fo|ky;", "प्राथमिक विद्यालय"},
      {"cqyUn'kgj ftyk f'k{k.k ,oa izf'k{k.k laLFkku", "बुलन्दशहर जिला शिक्षण एवं प्रशिक्षण संस्थान"},
      {"tw0gk0 Ldwy d0u04 djuSyxat ¼dlxjku½", "जू0हा0 स्कूल क0न04 करनैलगंज (कसगरान)"},
      {"izkŒ Ldwy uqljriqj mQZ ckMhxkao", "प्रा॰ स्कूल नुसरतपुर उर्फ बाडीगांव"},
      {"Jherh Hkxorh nsoh vxzoky", "श्रीमती भगवती देवी अग्रवाल"},
      {"izk0fo0 yxM+h i`Fohiqj nf{k.kh", "प्रा0वि0 लगड़ी पृथ्वीपुर दक्षिणी"},
      {"jkecq>kjr flag b0dk0", "रामबुझारत सिंह इ0का0"},
      {"iwoZ", "पूर्व"},
      {"vkSjaxkckn", "औरंगाबाद"},
      {"vks", "ओ"},
      {"twfu;j gkbZLdwy] ljk; dkb;ka", "जूनियर हाईस्कूल, सराय काइयां"},
      {"fLFkr f}rh; {ks= ;k=h", "स्थित द्वितीय क्षेत्र यात्री"},
      {"/keZ dek±", "धर्म कर्मां"},
      {"gqlSuh Å¡pk Mk¡Vk", "हुसैनी ऊँचा डाँटा"},
      {"DkEkYk", "कमल"},
  });
  for (const auto& [typed, meant] : cases) EXPECT_EQ(unicode_from_legacy_font(typed), meant) << typed;
}

TEST(LegacyFont, IsTypedSoThatItReadsBack) {
  for (const char* text : {"राम", "प्राथमिक विद्यालय", "शिव कुमार", "धर्मेन्द्र", "ओमप्रकाश", "आकाश", "उर्मिला", "कैलाश", "चौधरी",
                           "मोहम्मद", "सिद्दीकी", "पूर्व", "गिरधारी लाल", "ऐश्वर्या", "विश्वकर्मा"}) {
    const auto typed = legacy_font_from_unicode(text);
    ASSERT_TRUE(typed) << text;
    EXPECT_NE(*typed, text);
    EXPECT_EQ(unicode_from_legacy_font(*typed), text);
  }
  EXPECT_EQ(legacy_font_from_unicode("राम"), "jke");
  EXPECT_EQ(legacy_font_from_unicode("Ram"), std::nullopt);
}

TEST(LegacyFont, LeavesWhatIsNoneOfIt) {
  EXPECT_EQ(unicode_from_legacy_font("NIET jksM"), "NIET रोड");
  EXPECT_EQ(unicode_from_legacy_font("izk0fo0 (gjhiwj) 12"), "प्रा0वि0 (हरीपूर) 12");
  EXPECT_EQ(unicode_from_legacy_font("प्रा0 12"), "प्रा0 12");
  EXPECT_EQ(unicode_from_legacy_font(""), "");
}

TEST(LegacyFont, IsToldFromLatinAndUnicode) {
  for (const std::string_view typed : {"izk0fo0 lqrkSyh", "dU;k ik0ufj;kao", "d{k la0 4", "gqlsuiqj ldjokjh"})
    EXPECT_GT(legacy_font_evidence(typed), 1.5) << typed;
  for (const std::string_view other :
       {"PRIMARY SCHOOL KHERI", "Primary School, Kheri Room No. 2", "prathmik vidyalaya mahmoodpur", "P.S. NARI R.N. 1",
        "प्रा0वि0 लाखीपुर", "St. Anthony's Convent School", "", "234"})
    EXPECT_LT(legacy_font_evidence(other), 0.5) << other;
}

TEST(LegacyFont, AShortTextIsJudgedByItsColumn) {
  LegacyFontColumn hindi;
  LegacyFontColumn latin;
  EXPECT_FALSE(hindi.converted("pUnu"));
  for (int row = 0; row < 20; ++row) {
    EXPECT_TRUE(hindi.converted("izk0fo0 lqrkSyh"));
    EXPECT_FALSE(latin.converted("PRIMARY SCHOOL KHERI"));
  }
  EXPECT_EQ(hindi.converted("pUnu"), "चन्दन");
  EXPECT_FALSE(latin.converted("pUnu"));
  EXPECT_FALSE(hindi.converted("12"));
  EXPECT_FALSE(hindi.converted("PRIMARY SCHOOL KHERI PUR"));
  EXPECT_EQ(hindi.count(), 21U);
}

/// Texts of the font's own characters.
rc::Gen<std::string> typed_text() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0x20, 0x100)),
                      [](const std::vector<int>& codes) {
                        std::string text;
                        for (const int code : codes) append_utf8(text, static_cast<char32_t>(code));
                        return text;
                      });
}

TEST(LegacyFont, AnyTextBecomesUtf8WithoutALoneVowelSignI) {
  rc::check([] {
    const std::string typed = *typed_text();
    const std::string text = unicode_from_legacy_font(typed);
    RC_ASSERT(is_utf8(text));
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t code = next_code(text, at);
      if (code == U'ि') RC_ASSERT(before != U' ' && before != 0);
      before = code;
    }
  });
}

}  // namespace
}  // namespace boothwise::names
