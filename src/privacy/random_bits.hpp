#pragma once

#include "privacy/rational.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>

namespace boothwise::privacy {

/// Fair, independent bits, 64 at a time. One owner, one thread.
class RandomBits {
 public:
  RandomBits() = default;
  RandomBits(const RandomBits&) = delete;
  RandomBits& operator=(const RandomBits&) = delete;
  virtual ~RandomBits();  ///< what was drawn ahead is wiped

  std::uint64_t next() {
    if (at_ == words_.size()) draw_ahead();
    return words_[at_++];
  }
  bool bit() {
    if (bits_left_ == 0) {
      bits_ = next();
      bits_left_ = 64;
    }
    return ((bits_ >> --bits_left_) & 1U) != 0;
  }
  /// 0 to `bound` - 1, every one exactly as likely (by rejection). REQUIRES: bound > 0.
  Wide below(Wide bound);

 protected:
  virtual void fill(std::span<std::uint64_t> words) = 0;

 private:
  void draw_ahead();

  std::array<std::uint64_t, 64> words_{};
  std::size_t at_ = 64;
  std::uint64_t bits_ = 0;
  unsigned bits_left_ = 0;
};

/// Where noise comes from. Streams of different numbers are independent, and each number is asked for once.
class RandomSource {
 public:
  RandomSource() = default;
  RandomSource(const RandomSource&) = delete;
  RandomSource& operator=(const RandomSource&) = delete;
  virtual ~RandomSource() = default;
  [[nodiscard]] virtual std::unique_ptr<RandomBits> stream(std::uint64_t number) const = 0;
};

/// ChaCha20 (Bernstein 2008, through libsodium) under a key; a stream's number is its nonce. So a release is determined
/// by its key, whatever the number of threads. A release takes 32 bytes of base/secrets.hpp's random_bytes, uses them
/// for nothing else, and forgets them: who has the key can take the noise off again. The key is wiped at the end.
class KeyedSource : public RandomSource {
 public:
  using Key = std::array<unsigned char, 32>;
  explicit KeyedSource(const Key& key) : key_(key) {}
  ~KeyedSource() override;
  [[nodiscard]] std::unique_ptr<RandomBits> stream(std::uint64_t number) const override;

 private:
  Key key_;
};

}  // namespace boothwise::privacy
