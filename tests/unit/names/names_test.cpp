#include "names/names.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "names/letters.hpp"

namespace boothwise::names {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> list;
  for (const Token& token : parse_name(text).tokens) list.push_back(token.text);
  return list;
}

double alike(std::string_view left, std::string_view right) { return similarity(parse_name(left), parse_name(right)); }

bool keys_meet(std::string_view left, std::string_view right) {
  return keys_of(sounds_of(left)).meets(keys_of(sounds_of(right)));
}

/// Letters of both scripts, signs, digits and broken bytes.
rc::Gen<std::string> any_text() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 400)),
                      [](const std::vector<int>& codes) {
                        std::string text;
                        for (const int code : codes) {
                          if (code < 128) {
                            text.push_back(static_cast<char>(code));
                          } else if (code < 256) {
                            append_utf8(text, static_cast<char32_t>(0x900 + code - 128));
                          } else if (code < 380) {
                            append_utf8(text, static_cast<char32_t>(0xC0 + code - 256));
                          } else {
                            text.push_back(static_cast<char>(code - 200));
                          }
                        }
                        return text;
                      });
}

/// Names as rolls have them.
rc::Gen<std::string> name() {
  return rc::gen::map(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
                          std::vector<std::string>{"राम", "Sita", "कुमार", "Kumar", "देवी", "खातून", "Mohd", "शशिनी",
                                                   "Anemone", "श्री", "Smt", "लाल", "Yadvendra"}))),
                      [](const std::vector<std::string>& parts) {
                        std::string text;
                        for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
                        return text;
                      });
}

TEST(NameWords, LeaveHonorificsOut) {
  EXPECT_EQ(words("श्री राम कुमार"), (std::vector<std::string>{"राम", "कुमार"}));
  EXPECT_EQ(words("स्व० शिव प्रसाद"), (std::vector<std::string>{"शिव", "प्रसाद"}));
  EXPECT_EQ(words("Late Smt. SITA Devi"), (std::vector<std::string>{"sita", "devi"}));
  EXPECT_EQ(words("श्रीमती"), (std::vector<std::string>{"श्रीमती"}));  // nothing else is there
  EXPECT_EQ(words("  -  "), std::vector<std::string>{});
}

TEST(NameWords, AreSplitAtSignsAndWrittenOut) {
  EXPECT_EQ(words("Ram-Lal Kr."), (std::vector<std::string>{"ram", "lal", "kumar"}));
  EXPECT_EQ(words("Mohd. Irfan"), (std::vector<std::string>{"mohammad", "irfan"}));
  EXPECT_EQ(words("José ÁNGEL"), (std::vector<std::string>{"jose", "angel"}));
}

TEST(NameWords, BorneByManyWeighLittle) {
  const Name one = parse_name("राम कुमार सिंह");
  EXPECT_LT(one.tokens[1].weight, 0.5);
  EXPECT_LT(one.tokens[2].weight, 0.5);
  EXPECT_GT(parse_name("शशिनी").tokens[0].weight, 0.99);
  EXPECT_GT(alike("Asha Devi", "Asha"), alike("Asha Devi", "Devi"));
}

TEST(NameWords, SplitterSaysWhatParseNameSays) {
  EXPECT_TRUE(rc::check("splitter", [] {
    const std::string text = *any_text();
    NameSplitter splitter;
    splitter.split("leftovers of another name");
    const NameWords& split = splitter.split(text);
    const Name name = parse_name(text);
    RC_ASSERT(split.size() == name.tokens.size());
    std::string joined;
    for (std::size_t at = 0; at < split.size(); ++at) {
      RC_ASSERT(split[at] == name.tokens[at].text);
      joined += (at == 0 ? "" : " ") + name.tokens[at].text;
    }
    RC_ASSERT(split.text() == joined);
  }));
}

TEST(Normalised, IsUtf8AndStaysAsItIs) {
  EXPECT_TRUE(rc::check("normal form", [] {
    const std::string text = *any_text();
    const std::string once = normalised(text);
    RC_ASSERT(is_utf8(once));
    RC_ASSERT(normalised(once) == once);
  }));
}

TEST(Normalised, MakesOneOfWhatReadersTakeForOne) {
  EXPECT_EQ(normalised("ज़ैद"), normalised("ज\u093Cैद"));
  EXPECT_EQ(normalised("चाँद"), normalised("चांद"));
  EXPECT_EQ(normalised("क्\u200Dष"), normalised("क्ष"));
  EXPECT_EQ(normalised("  ÉLÈVE\t१२ "), "eleve 12");
}

TEST(Sounds, AreCutAtTheirMostAndTakeAnything) {
  std::string endless;
  for (int syllable = 0; syllable < 200; ++syllable) endless += "kapo";
  EXPECT_EQ(sounds_of(endless).size(), Sounds::size_max);
  EXPECT_TRUE(sounds_of("12 /?").empty());
  EXPECT_EQ(sounds_of("Rāmā"), sounds_of("rama"));
}

TEST(Keys, AreSharedByOneNameInEitherScript) {
  for (const auto& [latin, devanagari] : std::vector<std::pair<std::string, std::string>>{{"raam", "राम"},
                                                                                          {"ram", "राम"},
                                                                                          {"lakshmi", "लक्ष्मी"},
                                                                                          {"laxmi", "लक्ष्मी"},
                                                                                          {"khatoon", "खातून"},
                                                                                          {"geeta", "गीता"},
                                                                                          {"zakir", "ज़ाकिर"},
                                                                                          {"vijay", "विजय"},
                                                                                          {"bijay", "विजय"}}) {
    EXPECT_TRUE(keys_meet(latin, devanagari)) << latin << " " << devanagari;
  }
  EXPECT_FALSE(keys_meet("ram", "सीता"));
  const TokenKeys silent = keys_of(Sounds());
  EXPECT_TRUE(silent.all().empty());
}

TEST(Keys, AreFewAndNoneTwice) {
  EXPECT_TRUE(rc::check("keys", [] {
    const TokenKeys keys = keys_of(sounds_of(*any_text()));
    RC_ASSERT(keys.all().size() <= TokenKeys::size_max);
    for (std::size_t one = 0; one < keys.all().size(); ++one) {
      RC_ASSERT(keys.all()[one] != 0);
      for (std::size_t other = 0; other < one; ++other) RC_ASSERT(keys.all()[one] != keys.all()[other]);
    }
  }));
}

TEST(Similarity, OfOneNameAcrossScriptsIsHigh) {
  EXPECT_GT(alike("राम कुमार", "Ram Kumar"), 0.95);
  EXPECT_GT(alike("राम कुमार", "Raam Kr."), 0.95);
  EXPECT_GT(alike("Ramlal", "Ram Lal"), 0.9);
  EXPECT_GT(alike("शशिनी बानो", "Shashini Bano"), 0.9);
  EXPECT_LT(alike("Sita Devi", "Gopal Singh"), 0.4);
  EXPECT_LT(alike("राम", "श्याम"), 0.8);
  EXPECT_EQ(alike("", "राम"), 0);
}

TEST(Similarity, IsSymmetricAndBounded) {
  EXPECT_TRUE(rc::check("symmetric", [] {
    const std::string one = *name();
    const std::string other = *name();
    const double there = alike(one, other);
    RC_ASSERT(std::abs(there - alike(other, one)) < 1e-6);
    RC_ASSERT(there >= 0 && there <= 1);
    RC_ASSERT(alike(one, one) > 0.999);
  }));
}

TEST(Similarity, OfTokensIsSymmetricWhateverTheyAre) {
  EXPECT_TRUE(rc::check("tokens", [] {
    const Sounds one = sounds_of(*any_text());
    const Sounds other = sounds_of(*any_text());
    const double there = similarity(one, other);
    RC_ASSERT(there == similarity(other, one));
    RC_ASSERT(there >= 0 && there <= 1);
    RC_ASSERT(one.empty() || similarity(one, one) == 1);
  }));
}

TEST(Similarity, FoundOutSoonerIsTheSame) {
  EXPECT_TRUE(rc::check("least", [] {
    const Heard one{sounds_of(*name())};
    const Heard other{sounds_of(*name())};
    const double least = *rc::gen::inRange(0, 100) / 100.0;
    const double whole = similarity(one, other, 0);
    const double soon = similarity(one, other, least);
    RC_ASSERT(soon == whole || (soon == 0 && whole < least + 1e-9));
  }));
}

TEST(Glance, SeesNoTwoWordsApartThatAreAlike) {
  EXPECT_TRUE(rc::check("glance", [] {
    const Heard left(sounds_of(*any_text()));
    const Heard right(sounds_of(*any_text()));
    const double least = *rc::gen::element(0.4, 0.55, 0.7, 0.85);
    if (!may_be_alike(Glance(left), Glance(right), least)) RC_ASSERT(similarity(left, right, least) == 0);
  }));
  EXPECT_FALSE(may_be_alike(Glance(Heard(sounds_of("ramesh"))), Glance(Heard(sounds_of("pooja"))), same_word_least));
  EXPECT_TRUE(may_be_alike(Glance(Heard(sounds_of("ramesh"))), Glance(Heard(sounds_of("रमेश"))), same_word_least));
}

TEST(Romanise, WritesAsPeopleDo) {
  for (const auto& [devanagari, latin] : std::vector<std::pair<std::string, std::string>>{{"राम कुमार", "Ram Kumar"},
                                                                                          {"कमला देवी", "Kamla Devi"},
                                                                                          {"चन्द्र", "Chandra"},
                                                                                          {"मोहम्मद", "Mohammad"},
                                                                                          {"Ward 12क", "Ward 12Ka"}}) {
    EXPECT_EQ(romanise(devanagari), latin);
  }
}

TEST(Romanise, LeavesNoDevanagariLetter) {
  EXPECT_TRUE(rc::check("romanise", [] {
    const std::string text = *any_text();
    const std::string latin = romanise(text);
    if (!is_utf8(text)) return;
    for (std::size_t at = 0; at < latin.size();) RC_ASSERT(!is_devanagari_letter(next_code(latin, at)));
  }));
}

}  // namespace
}  // namespace boothwise::names
