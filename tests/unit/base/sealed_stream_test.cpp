#include "base/sealed_stream.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <sstream>
#include <vector>

#include "base/secrets.hpp"

namespace boothwise {
namespace {

class SealedStream : public ::testing::Test {
 protected:
  std::string written(const std::vector<std::string>& messages) {
    auto writer = SealedWriter::create(folder_.path() / "sealed", keys_.open_half);
    EXPECT_TRUE(writer.ok());
    for (std::size_t at = 0; at < messages.size(); ++at) {
      EXPECT_TRUE(writer->put(messages[at], at + 1 == messages.size()).ok());
    }
    EXPECT_TRUE(writer->commit().ok());
    return read_file(folder_.path() / "sealed").value();
  }
  /// The messages, or the error's code behind those that came before it.
  static std::vector<std::string> read(const std::string& bytes, const SealedKey& key) {
    std::vector<std::string> messages;
    std::istringstream in(bytes);
    auto reader = SealedReader::open(in, "file", key);
    if (!reader) return {reader.error().code};
    while (true) {
      auto message = reader->next();
      if (!message) {
        messages.push_back(message.error().code);
        return messages;
      }
      if (!*message) return messages;
      messages.push_back(**message);
    }
  }

  test::TemporaryFolder folder_;
  SealingKeys keys_ = new_sealing_keys();
  SealedKey own_{keys_};
};

TEST_F(SealedStream, GivesBackEveryMessageToTheHolderOfThePrivateKey) {
  const std::vector<std::string> messages = {"एक", std::string(70'000, 'x'), "", "last"};
  EXPECT_EQ(read(written(messages), own_), messages);
}

TEST_F(SealedStream, GivesNothingToAnotherKey) {
  const std::string bytes = written({"secret"});
  EXPECT_EQ(bytes.find("secret"), std::string::npos);
  EXPECT_EQ(read(bytes, {new_sealing_keys()}), std::vector<std::string>{"backup_other_key"});
  SealingKeys mixed = new_sealing_keys();
  mixed.open_half = keys_.open_half;
  EXPECT_EQ(read(bytes, {mixed}), std::vector<std::string>{"backup_damaged"});
}

TEST_F(SealedStream, AnyChangedByteIsSeen) {
  const std::string bytes = written({"one", "two"});
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto messages = read(changed, own_);
    ASSERT_FALSE(messages.empty());
    EXPECT_TRUE(messages.back().starts_with("backup_")) << "byte " << at << ": " << messages.back();
  }
}

TEST_F(SealedStream, AnyCutIsSeenAndSoIsWhatIsAppended) {
  const std::string bytes = written({"one", "two"});
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto messages = read(bytes.substr(0, length), own_);
    ASSERT_FALSE(messages.empty());
    EXPECT_TRUE(messages.back() == "backup_damaged" || messages.back() == "backup_foreign") << length;
  }
  EXPECT_EQ(read(bytes + "x", own_).back(), "backup_damaged");
}

TEST_F(SealedStream, IsNotThereUntilItIsCommitted) {
  {
    auto writer = SealedWriter::create(folder_.path() / "sealed", keys_.open_half);
    ASSERT_TRUE(writer->put("one", true).ok());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(SealedStream, KeysAreReadBackFromPaperAndATypingErrorIsSeen) {
  const auto open_file = folder_.write("k.public", open_half_text(keys_));
  const auto secret_file = folder_.write("k.private", secret_half_text(keys_));
  EXPECT_EQ(read_open_half(open_file).value(), keys_.open_half);
  EXPECT_EQ(read_secret_half(secret_file)->open_half, keys_.open_half);
  EXPECT_EQ(read_open_half(secret_file).error().code, "key_malformed");
  EXPECT_EQ(read_secret_half(open_file).error().code, "key_malformed");
  std::string text = secret_half_text(keys_);
  const std::size_t digit = text.find('\n') + 1;
  text[digit] = text[digit] == 'a' ? 'b' : 'a';
  const Error error = read_secret_half(folder_.write("typed", text)).error();
  EXPECT_EQ(error.code, "key_malformed");
  EXPECT_TRUE(error.where.value.empty()) << "a secret is not repeated in an error";
  EXPECT_EQ(read_secret_half(folder_.write("short", "boothwise-backup-private-key 1\nab")).error().code,
            "key_malformed");
}

TEST(Signatures, HoldForTheTextTheKeyAndThePurposeOnly) {
  const ServerKey key = ServerKey::passing();
  const auto purpose = ServerKey::Purpose::audit_head;
  const std::string verifying = key.verifying_key(purpose);
  const std::string signature = key.sign(purpose, "heads");
  EXPECT_TRUE(signature_holds(verifying, "heads", signature));
  EXPECT_FALSE(signature_holds(verifying, "Heads", signature));
  EXPECT_FALSE(signature_holds(key.verifying_key(ServerKey::Purpose::tokens), "heads", signature));
  EXPECT_FALSE(signature_holds(ServerKey::passing().verifying_key(purpose), "heads", signature));
  EXPECT_FALSE(signature_holds(verifying, "heads", signature.substr(1)));
  EXPECT_FALSE(signature_holds("no key", "heads", signature));
}

}  // namespace
}  // namespace boothwise
