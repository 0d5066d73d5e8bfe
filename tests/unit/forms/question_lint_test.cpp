#include "forms/question_lint.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <string>

#include "base/text.hpp"

namespace boothwise::forms {
namespace {

const std::string corpus_file = std::string(BOOTHWISE_SOURCE_DIR) + "/tests/data/forms/lint_corpus.tsv";

TEST(QuestionLint, CorpusIsJudgedAsExpectedInBothLanguages) {
  std::ifstream file(corpus_file);
  ASSERT_TRUE(file) << corpus_file;
  std::map<std::string, int> judged;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 3U) << line;
    const Language language = cells[0] == "hi" ? Language::hindi : Language::english;
    const std::vector<LintFinding> findings = lint_text(cells[2], language, false);
    ++judged[cells[0] + (cells[1] == "ok" ? " good" : " bad")];
    if (cells[1] == "ok") {
      for (const LintFinding& finding : findings)
        ADD_FAILURE() << line << ": found " << finding.rule << " \"" << finding.matched << "\"";
      continue;
    }
    const bool found = std::any_of(findings.begin(), findings.end(),
                                   [&](const LintFinding& finding) { return finding.rule == cells[1]; });
    EXPECT_TRUE(found) << line;
  }
  for (const char* kind : {"hi good", "hi bad", "en good", "en bad"}) EXPECT_GE(judged[kind], 40) << kind;
}

/// How many questions of a held-out file break a rule and are found by it, and how many break none and are found.
struct HeldOut {
  int bad = 0;
  int found = 0;
  int good = 0;
  std::vector<std::string> wrongly_found;
};
HeldOut judged(const std::string& name) {
  std::ifstream file(std::string(BOOTHWISE_SOURCE_DIR) + "/tests/data/forms/" + name);
  EXPECT_TRUE(file) << name;
  HeldOut result;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string> cells = split(line, '\t');
    EXPECT_EQ(cells.size(), 3U) << line;
    // What is mixed stands in a form's Hindi.
    const auto findings = lint_text(cells[2], cells[1] == "en" ? Language::english : Language::hindi, false);
    if (cells[0] == "-") {
      ++result.good;
      if (!findings.empty()) result.wrongly_found.push_back(line + ": " + findings.front().matched);
      continue;
    }
    ++result.bad;
    result.found += std::any_of(findings.begin(), findings.end(),
                                [&](const LintFinding& finding) { return finding.rule == cells[0]; })
                        ? 1
                        : 0;
  }
  return result;
}

/// The first figures, before anything was mended by these questions, stand in docs/formats.md; none may get worse.
TEST(QuestionLint, QuestionsThatWereHeldOutAreFoundAsOftenAsIsDocumentedAndGoodOnesNever) {
  const HeldOut first = judged("lint_held_out.tsv");
  EXPECT_EQ(first.bad, 139);
  EXPECT_EQ(first.good, 110);
  EXPECT_GE(first.found, 138);
  const HeldOut second = judged("lint_held_out_2.tsv");
  EXPECT_EQ(second.bad, 78);
  EXPECT_EQ(second.good, 40);
  EXPECT_GE(second.found, 67);
  for (const HeldOut* held_out : {&first, &second}) {
    for (const std::string& line : held_out->wrongly_found) ADD_FAILURE() << line;
  }
}

TEST(QuestionLint, HindiInLatinLettersIsReadAsHindiAndNamedAsItStands) {
  const auto findings = lint_text("Ghar ke mukhiya ka Aadhar card number likhiye", Language::hindi, false);
  ASSERT_EQ(findings.size(), 1U) << findings.back().rule << " " << findings.back().matched << " "
                                 << findings.back().reason.en;
  EXPECT_EQ(findings.front().rule, "R4");
  EXPECT_EQ(findings.front().matched, "Aadhar card number");
  const auto mixed = lint_text("अपना bank account number लिखें", Language::hindi, false);
  ASSERT_FALSE(mixed.empty());
  EXPECT_EQ(mixed.front().matched, "account number");
  EXPECT_TRUE(lint_text("Hum aadhaar ya bank ki jaankari nahin lete", Language::hindi, false).empty());
}

TEST(QuestionLint, FindingNamesTheWordsAsTheyStandAndSaysWhyInBothLanguages) {
  const auto findings = lint_text("कृपया आधार कार्ड की फ़ोटो लीजिए", Language::hindi, false);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front().matched, "आधार कार्ड की फ़ोटो");
  EXPECT_EQ(findings.front().severity, LintFinding::Severity::blocks);
  EXPECT_FALSE(findings.front().reason.hi.empty());
  EXPECT_FALSE(findings.front().reason.en.empty());
}

TEST(QuestionLint, SpellingsWithAndWithoutNuktaChandrabinduAndJoinersAreTheSame) {
  for (const char* text : {"राशन कार्ड की फ़ोटो", "राशन कार्ड की फोटो", "राशन कार्ड की फ\u093cोटो",
                           "राशन\u200d कार्ड की फोटो", "राशन-कार्ड की फोटो"}) {
    EXPECT_FALSE(lint_text(text, Language::hindi, false).empty()) << text;
  }
}

TEST(QuestionLint, CommunityAndMeansMayBeAskedInAProtectedFormOnlyAndReligionNowhere) {
  EXPECT_FALSE(lint_text("आपकी जाति क्या है?", Language::hindi, false).empty());
  EXPECT_TRUE(lint_text("आपकी जाति क्या है?", Language::hindi, true).empty());
  EXPECT_TRUE(lint_text("Monthly income of the household", Language::english, true).empty());
  EXPECT_FALSE(lint_text("What is your religion?", Language::english, true).empty());
}

TEST(QuestionLint, QuestionThatOnlySoundsLikeADenialIsStillFound) {
  EXPECT_FALSE(lint_text("क्या आप आधार नंबर नहीं देंगे?", Language::hindi, false).empty());
  EXPECT_FALSE(lint_text("Will you not give your Aadhaar number?", Language::english, false).empty());
}

TEST(QuestionLint, FindingsOfAFormNameQuestionAndPlace) {
  const auto form = parse_definition(R"({"id": "f", "title": {"hi": "फ़ॉर्म", "en": "Form"},
    "choices": {"kinds": [{"value": "a", "label": {"hi": "राशन कार्ड नंबर", "en": "A"}}]},
    "questions": [{"name": "kind", "type": "select_one", "choices": "kinds", "label": {"hi": "प्रकार", "en": "Kind"},
                   "hint": {"hi": "देखें", "en": "Enter the OTP"}}]})");
  ASSERT_TRUE(form) << form.error().line(Language::english);
  const auto findings = lint_form(*form);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].question, "kind");
  EXPECT_EQ(findings[0].where, "hint");
  EXPECT_EQ(findings[0].language, Language::english);
  EXPECT_EQ(findings[1].where, "choice a");
}

TEST(QuestionLint, AnyTextIsReadWithoutEndlessSearch) {
  EXPECT_TRUE(rc::check("the linter answers for any bytes", [](const std::string& text) {
    lint_text(text, Language::hindi, false);
    lint_text(text, Language::english, true);
  }));
  const auto long_text = std::string(8000, 'a') + " आपको " + std::string(8000, 'x');
  EXPECT_TRUE(lint_text(long_text, Language::hindi, false).empty());
}

}  // namespace
}  // namespace boothwise::forms
