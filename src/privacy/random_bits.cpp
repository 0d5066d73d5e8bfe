#include "privacy/random_bits.hpp"

#include <cstring>
#include <sodium.h>

#include "base/result.hpp"

namespace boothwise::privacy {

namespace {

class ChaChaBits : public RandomBits {
 public:
  ChaChaBits(const KeyedSource::Key& key, std::uint64_t number) : key_(key) {
    for (std::size_t byte = 0; byte < nonce_.size(); ++byte)
      nonce_[byte] = static_cast<unsigned char>(number >> (8 * byte));
  }
  ~ChaChaBits() override { sodium_memzero(key_.data(), key_.size()); }

 private:
  /// The key stream from block `block_` on: that of zeros.
  void fill(std::span<std::uint64_t> words) override {
    constexpr std::size_t block_bytes = 64;
    std::memset(words.data(), 0, words.size_bytes());
    auto* bytes = reinterpret_cast<unsigned char*>(words.data());
    crypto_stream_chacha20_xor_ic(bytes, bytes, words.size_bytes(), nonce_.data(), block_, key_.data());
    block_ += words.size_bytes() / block_bytes;
  }

  KeyedSource::Key key_;
  std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce_{};
  std::uint64_t block_ = 0;
};

}  // namespace

RandomBits::~RandomBits() { sodium_memzero(words_.data(), sizeof words_); }

void RandomBits::draw_ahead() {
  fill(words_);
  at_ = 0;
}

Wide RandomBits::below(Wide bound) {
  Wide mask = bound - 1;
  for (unsigned shift = 1; shift < 128; shift *= 2) mask |= mask >> shift;
  const bool narrow = mask >> 64U == 0;
  // Each try succeeds with probability above one half: 1,000 failures are a source that has broken.
  for (int tries = 0; tries < 1000; ++tries) {
    Wide drawn = next();
    if (!narrow) drawn = drawn << 64U | next();
    drawn &= mask;
    if (drawn < bound) return drawn;
  }
  throw BrokenInvariant("the random source gives no small numbers");
}

KeyedSource::~KeyedSource() { sodium_memzero(key_.data(), key_.size()); }

std::unique_ptr<RandomBits> KeyedSource::stream(std::uint64_t number) const {
  return std::make_unique<ChaChaBits>(key_, number);
}

}  // namespace boothwise::privacy
