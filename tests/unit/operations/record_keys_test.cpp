#include "operations/record_keys.hpp"

#include "unit/operations/both_stores.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

namespace boothwise::operations {
namespace {

class RecordKeys : public test::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    keys_ = open_keys();
  }
  void TearDown() override {
    keys_.reset();
    BothStores::TearDown();
  }
  std::unique_ptr<Store> open_keys() {
    constexpr unsigned connections = 2;
    auto opened = database().empty()
                      ? Store::open(keys_file(), Opening::brought_to_newest, Book::keys)
                      : Store::open_server(database(), connections, Opening::brought_to_newest, Book::keys);
    EXPECT_TRUE(opened.ok());
    return opened.ok() ? std::move(opened).value() : nullptr;
  }
  [[nodiscard]] std::filesystem::path keys_file() const { return folder_.path() / "records.sqlite"; }
  std::string bytes_on_disk() {
    std::string bytes;
    for (const char* ending : {"", "-wal", "-journal"}) {
      std::ifstream file(keys_file().string() + ending, std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }
  std::unique_ptr<Store> keys_;
};

TEST_P(RecordKeys, NoTwoAreAlikeAndEachIsFoundAfterOpeningAgain) {
  auto first = make_record_keys(*keys_, 3);
  ASSERT_TRUE(first.ok());
  keys_ = open_keys();
  auto more = make_record_keys(*keys_, 2);
  ASSERT_TRUE(more.ok());
  std::set<std::string> secrets;
  std::set<std::int64_t> ids;
  for (const auto* some : {&*first, &*more}) {
    for (const RecordKey& key : *some) {
      EXPECT_EQ(key.secret.size(), 64U);
      secrets.insert(key.secret);
      ids.insert(key.id);
      const auto found = record_key(*keys_, key.id);
      ASSERT_TRUE(found.ok() && *found);
      EXPECT_EQ((*found)->secret, key.secret);
    }
  }
  EXPECT_EQ(secrets.size(), 5U);
  EXPECT_EQ(ids.size(), 5U);
}

TEST_P(RecordKeys, WhatWasDestroyedIsGoneFromTheFilesToo) {
  auto made = make_record_keys(*keys_, 2);
  ASSERT_TRUE(made.ok());
  ASSERT_TRUE(destroy_record_key(*keys_, made->front().id).ok());
  EXPECT_TRUE(destroy_record_key(*keys_, made->front().id).ok());
  const auto gone = record_key(*keys_, made->front().id);
  ASSERT_TRUE(gone.ok());
  EXPECT_FALSE(*gone);
  if (GetParam() == test::StoreKind::sqlite) {
    const std::string bytes = bytes_on_disk();
    EXPECT_EQ(bytes.find(made->front().secret), std::string::npos);
    EXPECT_NE(bytes.find(made->back().secret), std::string::npos);
  }
}

TEST_P(RecordKeys, BooksOfOneDatabaseDoNotSeeEachOther) {
  EXPECT_TRUE(keys_->ask("SELECT count(*) FROM record_keys").ok());
  EXPECT_FALSE(keys_->ask("SELECT count(*) FROM units").ok());
  EXPECT_FALSE(store().ask("SELECT count(*) FROM record_keys").ok());
  EXPECT_EQ(*keys_->layout(), Store::newest_layout(Book::keys));
}

TEST_P(RecordKeys, ABookThatIsMadeAnewGivesOutNoNumberOfTheLostOne) {
  const auto lost = make_record_keys(*keys_, 2);
  ASSERT_TRUE(lost.ok());
  if (GetParam() == test::StoreKind::sqlite) {
    keys_.reset();
    std::filesystem::remove(keys_file());
  } else {
    ASSERT_TRUE(keys_->change("DROP SCHEMA boothwise_keys CASCADE").ok());
    keys_.reset();
  }
  keys_ = open_keys();
  const auto made = make_record_keys(*keys_, 2);
  ASSERT_TRUE(made.ok());
  for (const RecordKey& key : *made) {
    EXPECT_NE(key.id, lost->front().id);
    EXPECT_NE(key.id, lost->back().id);
  }
}

INSTANTIATE_BOTH_STORES(RecordKeys);

}  // namespace
}  // namespace boothwise::operations
