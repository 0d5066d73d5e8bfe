#include "operations/sealed_answers.hpp"

#include "unit/operations/both_stores.hpp"

#include <gtest/gtest.h>
#include <set>

namespace boothwise::operations {
namespace {

class SealedAnswers : public test::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    constexpr unsigned connections = 2;
    auto opened = database().empty()
                      ? Store::open(folder_.path() / "answers.sqlite", Opening::brought_to_newest, Book::sealed)
                      : Store::open_server(database(), connections, Opening::brought_to_newest, Book::sealed);
    ASSERT_TRUE(opened.ok()) << opened.error().line(Language::english);
    sealed_ = std::move(opened).value();
    ASSERT_TRUE(add_wave(*sealed_, {"w1", "2027-01-01", "2027-01-31", "{}", "00", "AA==", "00", true}).ok());
  }
  void TearDown() override {
    sealed_.reset();
    BothStores::TearDown();
  }
  Status add(const std::string& receipt, const std::vector<SealedConsent>& consents) {
    return sealed_->atomically([&](Store& inside) {
      return add_sealed_answer(inside, {receipt, "w1", 12, "7", "2027-01-05", "box", "Ym94"}, consents);
    });
  }
  const std::vector<SealedConsent> agreed_{{"community", "household-means/1", "hi", "2027-01-05"}};
  std::unique_ptr<Store> sealed_;
};

TEST_P(SealedAnswers, ARowWithoutItsConsentIsRefusedByTheDatabase) {
  EXPECT_FALSE(add("aa", {}).ok());
  EXPECT_EQ(*count_sealed_answers(*sealed_, "w1"), 0);
  EXPECT_FALSE(sealed_
                   ->change("INSERT INTO sealed_answers (receipt, wave, ac_no, part, day, kind, purpose, box) VALUES "
                            "('bb', 'w1', 1, '1', '2027-01-05', 'box', 'community', 'x')")
                   .ok());
  EXPECT_TRUE(add("aa", agreed_).ok());
  EXPECT_EQ(*count_sealed_answers(*sealed_, "w1"), 1);
}

TEST_P(SealedAnswers, AreGivenOutInTheOrderOfTheirHashesWithoutReceiptOrDay) {
  for (const char* receipt : {"f1", "03", "a9", "77"}) ASSERT_TRUE(add(receipt, agreed_).ok());
  std::size_t count = 0;
  ASSERT_TRUE(sealed_
                  ->at_one_moment([&](Store& inside) {
                    return each_sealed_answer(inside, "w1", [&](const SealedAnswer& answer) {
                      EXPECT_EQ(answer.receipt, "");
                      EXPECT_EQ(answer.day, "");
                      EXPECT_EQ(answer.box, "Ym94");
                      ++count;
                      return success();
                    });
                  })
                  .ok());
  EXPECT_EQ(count, 4U);
}

TEST_P(SealedAnswers, AWithdrawnReceiptIsGoneAndStaysAway) {
  ASSERT_TRUE(add("aa", agreed_).ok());
  const auto withdraw = [&](const char* receipt) {
    bool there = false;
    EXPECT_TRUE(sealed_
                    ->atomically([&](Store& inside) -> Status {
                      BOOTHWISE_TRY(was, withdraw_receipt(inside, receipt, "2027-02-01"));
                      there = was;
                      return success();
                    })
                    .ok());
    return there;
  };
  EXPECT_EQ(*receipt_state(*sealed_, "aa"), ReceiptState::there);
  EXPECT_TRUE(withdraw("aa"));
  EXPECT_FALSE(withdraw("aa"));
  EXPECT_FALSE(withdraw("never came"));
  EXPECT_EQ(*receipt_state(*sealed_, "aa"), ReceiptState::withdrawn);
  EXPECT_EQ(*receipt_state(*sealed_, "never came"), ReceiptState::withdrawn);
  EXPECT_EQ(*receipt_state(*sealed_, "another"), ReceiptState::unknown);
  EXPECT_EQ(*count_sealed_answers(*sealed_, "w1"), 0);
  EXPECT_TRUE(sealed_consents(*sealed_, "aa")->empty());
}

TEST_P(SealedAnswers, NothingOfThisBookIsAmongTheOthers) {
  EXPECT_FALSE(store().ask("SELECT count(*) FROM sealed_answers").ok());
  EXPECT_FALSE(sealed_->ask("SELECT count(*) FROM people").ok());
  EXPECT_EQ(*sealed_->layout(), Store::newest_layout(Book::sealed));
}

INSTANTIATE_BOTH_STORES(SealedAnswers);

}  // namespace
}  // namespace boothwise::operations
