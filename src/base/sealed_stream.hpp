#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/atomic_file.hpp"
#include "base/result.hpp"

/// Messages in one file that only the holder of a private key can read, and that nobody can change, cut or put in
/// another order unseen: libsodium's secretstream (XChaCha20-Poly1305) under a key of its own, which is sealed to a
/// public key. Who writes needs no secret. The exact bytes: docs/formats.md#backup.
namespace boothwise {

/// A pair of keys as 32 bytes each.
struct SealingKeys {
  std::string open_half;    ///< may be known: who has it can write
  std::string secret_half;  ///< who has it can read
};
SealingKeys new_sealing_keys();

/// A key as a text for a file or for paper: a line of its kind, 64 hexadecimal digits in groups, and 8 more by which a
/// typing error is seen.
std::string open_half_text(const SealingKeys& keys);
std::string secret_half_text(const SealingKeys& keys);
/// Reads a key file. Errors: those of reading; `key_malformed` (also for the other half, with what it is).
Result<std::string> read_open_half(const std::filesystem::path& file);
/// Both halves: the open one follows from the secret one.
Result<SealingKeys> read_secret_half(const std::filesystem::path& file);
/// 16 hexadecimal digits by which people tell keys apart.
std::string short_name_of(std::string_view open_half);

constexpr std::size_t sealed_message_bytes_max = std::size_t{1} << 20U;

/// Writes; the file appears under its name only when it is committed.
class SealedWriter {
 public:
  /// Errors: `file_unwritable`.
  static Result<SealedWriter> create(const std::filesystem::path& file, std::string_view open_half);
  ~SealedWriter();
  SealedWriter(SealedWriter&& other) noexcept;
  SealedWriter& operator=(SealedWriter&&) = delete;

  /// REQUIRES: at most sealed_message_bytes_max bytes; nothing behind the `last`. Errors: `file_unwritable`.
  Status put(std::string_view message, bool last = false);
  /// Where it lies until it is committed.
  [[nodiscard]] const std::filesystem::path& temporary() const;
  /// The key of this stream alone: with it the writer can read again what it wrote.
  [[nodiscard]] const std::string& stream_key() const;
  /// Errors: `file_unwritable`. REQUIRES: the last message was put.
  Status commit();

 private:
  struct State;
  explicit SealedWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What opens a stream: the reader's keys, or the stream's own key.
struct SealedKey {
  std::optional<SealingKeys> keys;
  std::string stream_key{};
};

/// Reads; each message is authentic when it comes out.
class SealedReader {
 public:
  /// `name` is for errors. Errors: `backup_foreign` (no such file), `backup_newer`, `backup_other_key`,
  /// `backup_damaged`.
  static Result<SealedReader> open(std::istream& in, std::string name, const SealedKey& key);
  ~SealedReader();
  SealedReader(SealedReader&& other) noexcept;
  SealedReader& operator=(SealedReader&&) = delete;

  /// The next message; nothing behind the last one. Errors: `backup_damaged` with the byte where, for what was changed,
  /// for a file that ends before its last message, and for bytes behind it.
  Result<std::optional<std::string>> next();

 private:
  struct State;
  explicit SealedReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace boothwise
