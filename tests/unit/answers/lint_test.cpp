#include "answers/lint.hpp"

#include "answers/card_text.hpp"

#include <gtest/gtest.h>

#include "services/own_tables.hpp"

namespace boothwise::answers {
namespace {

WordLists lists() {
  auto loaded = load_word_lists(BOOTHWISE_SOURCE_DIR "/data");
  EXPECT_TRUE(loaded.ok());
  return *std::move(loaded);
}

/// Codes of all findings of a text, each once.
std::string found_in_text(std::string_view text, std::string_view claim, const WordLists& words) {
  std::string codes;
  for (const auto& findings : {bare_numbers("t", text, claim, words), identity_appeals("t", text, words),
                               personal_attacks("t", text, words)}) {
    if (findings.empty()) continue;
    codes += (codes.empty() ? "" : " ") + findings.front().code;
  }
  return codes.empty() ? "-" : codes;
}

TEST(CardLint, FindsInEverySentenceOfTheCorpusWhatIsThereAndNothingElse) {
  const WordLists words = lists();
  int sentences = 0;
  const Status read = services::each_own_row(
      BOOTHWISE_SOURCE_DIR "/tests/data/answers/lint_corpus.csv", [&](const std::vector<std::string>& cells) {
        ++sentences;
        EXPECT_EQ(found_in_text(cells[3], cells[2], words), cells[0]) << cells[3];
      });
  ASSERT_TRUE(read.ok()) << read.error().line(Language::english);
  EXPECT_GT(sentences, 40);
}

TEST(CardLint, SaysWhichNumberStandsWhereAsABrowserCounts) {
  const auto findings = bare_numbers("text_hi", "😀 {{1}} और 42 %", "", lists());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().matched, "42");
  EXPECT_EQ(findings.front().span, (Span{12, 14})) << "the smiley counts two";
  EXPECT_EQ(findings.front().severity, Severity::stops);
}

TEST(CardLint, AnAttackAsksForAReasonAndAnAppealStops) {
  const WordLists words = lists();
  EXPECT_EQ(personal_attacks("t", "He is a thief.", words).front().severity, Severity::asks);
  EXPECT_FALSE(personal_attacks("t", "He is a thief.", words).front().reason.hi.empty());
  EXPECT_EQ(identity_appeals("t", "Hindus must vote for him.", words).front().severity, Severity::stops);
}

TEST(CardText, IsWordsAndPlacesOfFiguresInOrder) {
  const auto pieces = pieces_of("कुल {{1}} में {{२}}।");
  ASSERT_TRUE(pieces.ok());
  ASSERT_EQ(pieces->size(), 5U);
  EXPECT_EQ((*pieces)[1].figure, 1U);
  EXPECT_EQ((*pieces)[3].figure, 2U);
  EXPECT_EQ((*pieces)[4].words, "।");
}

TEST(CardText, ThatIsMalformedSaysWhere) {
  for (const auto& [text, column] : std::vector<std::pair<std::string, std::string>>{{"ab {{x}}", "4"},
                                                                                     {"{{1}", "1"},
                                                                                     {"{{0}}", "1"},
                                                                                     {"{{21}}", "1"},
                                                                                     {"{{999999999999999999999}}", "1"},
                                                                                     {"क }}", "3"},
                                                                                     {"{{", "1"}}) {
    const auto pieces = pieces_of(text);
    ASSERT_FALSE(pieces.ok()) << text;
    EXPECT_EQ(pieces.error().code, "placeholder_malformed");
    EXPECT_EQ(pieces.error().where.column, column) << text;
  }
}

}  // namespace
}  // namespace boothwise::answers
