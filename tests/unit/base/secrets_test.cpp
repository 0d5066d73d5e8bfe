#include "base/secrets.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace boothwise {
namespace {

using Purpose = ServerKey::Purpose;

TEST(ServerKey, IsMadeOnceAndOnlyItsOwnerReadsIt) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "keys" / "server.key";
  const auto made = ServerKey::load_or_make(file);
  const auto again = ServerKey::load_or_make(file);
  ASSERT_TRUE(made.ok() && again.ok());
  EXPECT_EQ(made->keyed_id(Purpose::audit_ids, "u1"), again->keyed_id(Purpose::audit_ids, "u1"));
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file).permissions() & (perms::group_all | perms::others_all), perms::none);
}

TEST(ServerKey, OneThatIsDamagedIsNotReplaced) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "server.key";
  folder.write("server.key", "not a key");
  const auto key = ServerKey::load_or_make(file);
  ASSERT_FALSE(key.ok());
  EXPECT_EQ(key.error().code, "key_damaged");
  EXPECT_EQ(key.error().where.file, file.string());
}

TEST(ServerKey, IdsDifferByTextPurposeAndKey) {
  const ServerKey key = ServerKey::passing();
  const std::string id = key.keyed_id(Purpose::audit_ids, "u1");
  EXPECT_EQ(id.size(), 32U);
  EXPECT_EQ(id, key.keyed_id(Purpose::audit_ids, "u1"));
  EXPECT_NE(id, key.keyed_id(Purpose::audit_ids, "u2"));
  EXPECT_NE(id, key.keyed_id(Purpose::tokens, "u1"));
  EXPECT_NE(id, ServerKey::passing().keyed_id(Purpose::audit_ids, "u1"));
}

TEST(ServerKey, WhatIsSealedOpensWithTheSameKeyAndPurposeOnly) {
  const ServerKey key = ServerKey::passing();
  const std::string sealed = key.seal(Purpose::one_time_codes, "गुप्त");
  EXPECT_EQ(key.open(Purpose::one_time_codes, sealed).value(), "गुप्त");
  EXPECT_NE(sealed, key.seal(Purpose::one_time_codes, "गुप्त"));
  EXPECT_FALSE(key.open(Purpose::tokens, sealed).ok());
  EXPECT_FALSE(ServerKey::passing().open(Purpose::one_time_codes, sealed).ok());
  std::string changed = sealed;
  changed.back() = changed.back() == '0' ? '1' : '0';
  EXPECT_FALSE(key.open(Purpose::one_time_codes, changed).ok());
  EXPECT_FALSE(key.open(Purpose::one_time_codes, "").ok());
  EXPECT_FALSE(key.open(Purpose::one_time_codes, "zz").ok());
}

TEST(Passwords, AHashMatchesItsPasswordOnlyAndIsArgon2id) {
  const std::string hash = password_hash("एक लंबा वाक्य 1");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(password_matches(hash, "एक लंबा वाक्य 1"));
  EXPECT_FALSE(password_matches(hash, "एक लंबा वाक्य 2"));
  EXPECT_NE(hash, password_hash("एक लंबा वाक्य 1"));
}

TEST(Tokens, AreLongAndNeverAlike) {
  EXPECT_EQ(new_token().size(), 43U);
  EXPECT_NE(new_token(), new_token());
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
}

}  // namespace
}  // namespace boothwise
