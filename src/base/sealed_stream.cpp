#include "base/sealed_stream.hpp"

#include <algorithm>
#include <sodium.h>
#include <stdexcept>
#include <utility>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace boothwise {

namespace {

constexpr std::string_view magic = "BOOTHWISE SEALED";  // 16 bytes
constexpr std::uint32_t format_newest = 1;
constexpr std::size_t number_bytes = 4;
constexpr std::size_t key_bytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t sealed_key_bytes = crypto_box_SEALBYTES + key_bytes;
constexpr std::size_t start_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t added_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;

using StreamState = crypto_secretstream_xchacha20poly1305_state;

void ready() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string little_endian(std::uint32_t number) {
  std::string text;
  for (unsigned byte = 0; byte < number_bytes; ++byte) text += static_cast<char>((number >> (8 * byte)) & 255U);
  return text;
}

std::uint32_t number_of(std::string_view bytes) {
  std::uint32_t number = 0;
  for (unsigned byte = 0; byte < number_bytes; ++byte) {
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[byte])) << (8 * byte);
  }
  return number;
}

std::string short_digest(std::string_view bytes, std::size_t count) {
  std::string digest(crypto_generichash_BYTES, '\0');
  crypto_generichash(raw(digest), digest.size(), raw(bytes), bytes.size(), nullptr, 0);
  return hexadecimal(digest).substr(0, count);
}

constexpr std::string_view open_half_kind = "boothwise-backup-public-key";
constexpr std::string_view secret_half_kind = "boothwise-backup-private-key";
constexpr std::size_t check_digits = 8;

std::string key_text(std::string_view kind, std::string_view key) {
  constexpr std::size_t group = 8;
  const std::string digits = hexadecimal(key);
  std::string text = std::string(kind) + " 1\n";
  for (std::size_t at = 0; at < digits.size(); at += group) text += digits.substr(at, group) + " ";
  return text + short_digest(key, check_digits) + "\n";
}

Error key_malformed(const std::filesystem::path& file, std::string_view wanted, std::string_view there) {
  const std::string kind(wanted);
  return Error{ErrorKind::bad_input,
               "key_malformed",
               {"expected a file as `boothwise backup key new` makes it, whose first line is \"" + kind + " 1\"",
                "`boothwise backup key new` की बनाई फ़ाइल चाहिए, जिसकी पहली पंक्ति \"" + kind + " 1\" हो"},
               {file.string(), 1, {}, shortened(there.starts_with("boothwise-") ? there : std::string_view("?"), 80)}};
}

/// The key of a file whose first line is `kind`. What is no key is not repeated in the error: it may be half a secret.
Result<std::string> read_key(const std::filesystem::path& file, std::string_view kind) {
  ready();
  constexpr std::size_t file_bytes_max = 4096;
  BOOTHWISE_TRY(text, read_file(file, file_bytes_max));
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const std::string_view first = trimmed(std::string_view(text).substr(0, line_end));
  if (first != std::string(kind) + " 1") return key_malformed(file, kind, first);
  std::string digits;
  for (const char letter : text.substr(line_end)) {
    if (letter != ' ' && letter != '\n' && letter != '\r' && letter != '\t') digits += letter;
  }
  const auto key = bytes_of_hexadecimal(std::string_view(digits).substr(0, 2 * key_bytes), key_bytes);
  if (!key || ascii_lower(std::string_view(digits).substr(2 * key_bytes)) != short_digest(*key, check_digits)) {
    return Error{ErrorKind::bad_input,
                 "key_malformed",
                 {"expected 64 hexadecimal digits and the 8 that check them; was a digit left out or mistyped?",
                  "64 हेक्साडेसिमल अंक और उन्हें जाँचने वाले 8 अंक चाहिए; क्या कोई अंक छूट या बदल गया?"},
                 {file.string(), 2}};
  }
  return *key;
}

Error damaged(const std::string& name, std::uint64_t at, const char* en, const char* hi) {
  return Error{ErrorKind::bad_input,
               "backup_damaged",
               {std::string(en) + "; nothing of it was used. Take another copy of this backup",
                std::string(hi) + "; इससे कुछ नहीं लिया गया। इस बैकअप की दूसरी प्रति लें"},
               {name, 0, {}, "byte " + std::to_string(at)}};
}

}  // namespace

SealingKeys new_sealing_keys() {
  ready();
  SealingKeys keys{std::string(crypto_box_PUBLICKEYBYTES, '\0'), std::string(crypto_box_SECRETKEYBYTES, '\0')};
  crypto_box_keypair(raw(keys.open_half), raw(keys.secret_half));
  return keys;
}

std::string open_half_text(const SealingKeys& keys) { return key_text(open_half_kind, keys.open_half); }
std::string secret_half_text(const SealingKeys& keys) { return key_text(secret_half_kind, keys.secret_half); }

Result<std::string> read_open_half(const std::filesystem::path& file) { return read_key(file, open_half_kind); }

Result<SealingKeys> read_secret_half(const std::filesystem::path& file) {
  BOOTHWISE_TRY(secret, read_key(file, secret_half_kind));
  SealingKeys keys{std::string(crypto_box_PUBLICKEYBYTES, '\0'), std::move(secret)};
  crypto_scalarmult_base(raw(keys.open_half), raw(keys.secret_half));
  return keys;
}

std::string short_name_of(std::string_view open_half) {
  constexpr std::size_t digits = 16;
  return short_digest(open_half, digits);
}

struct SealedWriter::State {
  AtomicFile file;
  StreamState stream{};
  std::string stream_key;
  std::string beginning;  // is authenticated with the first message
};

SealedWriter::SealedWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SealedWriter::~SealedWriter() = default;
SealedWriter::SealedWriter(SealedWriter&& other) noexcept = default;

Result<SealedWriter> SealedWriter::create(const std::filesystem::path& file, std::string_view open_half) {
  ready();
  if (open_half.size() != crypto_box_PUBLICKEYBYTES) throw BrokenInvariant("a sealing key of a wrong size");
  BOOTHWISE_TRY(made, AtomicFile::create(file, AtomicFile::Readers::owner));
  auto state = std::unique_ptr<State>(new State{std::move(made), {}, std::string(key_bytes, '\0'), {}});
  crypto_secretstream_xchacha20poly1305_keygen(raw(state->stream_key));
  std::string sealed(sealed_key_bytes, '\0');
  if (crypto_box_seal(raw(sealed), raw(std::string_view(state->stream_key)), key_bytes, raw(open_half)) != 0) {
    throw BrokenInvariant("a stream's key cannot be sealed to this public key");
  }
  std::string start(start_bytes, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&state->stream, raw(start), raw(std::string_view(state->stream_key)));
  state->beginning = std::string(magic) + little_endian(format_newest) + std::string(open_half) + sealed + start;
  BOOTHWISE_CHECK(state->file.append(state->beginning));
  return SealedWriter(std::move(state));
}

Status SealedWriter::put(std::string_view message, bool last) {
  if (message.size() > sealed_message_bytes_max) throw BrokenInvariant("a sealed message is too long");
  std::string sealed(message.size() + added_bytes, '\0');
  const std::string with = std::exchange(state_->beginning, {});
  crypto_secretstream_xchacha20poly1305_push(
      &state_->stream, raw(sealed), nullptr, raw(message), message.size(), raw(std::string_view(with)), with.size(),
      last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  BOOTHWISE_CHECK(state_->file.append(little_endian(static_cast<std::uint32_t>(sealed.size()))));
  return state_->file.append(sealed);
}

const std::filesystem::path& SealedWriter::temporary() const { return state_->file.temporary(); }
const std::string& SealedWriter::stream_key() const { return state_->stream_key; }
Status SealedWriter::commit() { return state_->file.commit(); }

struct SealedReader::State {
  std::istream& in;
  std::string name;
  StreamState stream{};
  std::string beginning{};
  std::uint64_t at = 0;
  bool ended = false;

  /// True if so many bytes were there.
  bool take(std::string& bytes, std::size_t count) {
    bytes.resize(count);
    in.read(bytes.data(), static_cast<std::streamsize>(count));
    at += static_cast<std::uint64_t>(in.gcount());
    return static_cast<std::size_t>(in.gcount()) == count;
  }
};

SealedReader::SealedReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SealedReader::~SealedReader() = default;
SealedReader::SealedReader(SealedReader&& other) noexcept = default;

Result<SealedReader> SealedReader::open(std::istream& in, std::string name, const SealedKey& key) {
  ready();
  auto state = std::unique_ptr<State>(new State{in, std::move(name)});
  std::string start;
  const bool begins = state->take(start, magic.size() + number_bytes) && start.starts_with(magic);
  if (!begins) {
    return Error{ErrorKind::bad_input,
                 "backup_foreign",
                 {"this is no backup of Boothwise", "यह बूथवाइज़ का बैकअप नहीं है"},
                 {state->name}};
  }
  if (const std::uint32_t format = number_of(std::string_view(start).substr(magic.size())); format != format_newest) {
    return Error{ErrorKind::conflict,
                 "backup_newer",
                 {"a newer Boothwise made this backup; use that", "यह बैकअप नए बूथवाइज़ ने बनाया है; वही चलाएँ"},
                 {state->name, 0, {}, "format " + std::to_string(format)}};
  }
  std::string open_half;
  std::string sealed;
  std::string header;
  if (!state->take(open_half, crypto_box_PUBLICKEYBYTES) || !state->take(sealed, sealed_key_bytes) ||
      !state->take(header, start_bytes)) {
    return damaged(state->name, state->at, "the backup ends inside its beginning", "बैकअप अपने आरंभ में ही समाप्त है");
  }
  std::string stream_key = key.stream_key;
  if (key.keys) {
    if (open_half != key.keys->open_half) {
      return Error{ErrorKind::bad_input,
                   "backup_other_key",
                   {"this backup was made for another key", "यह बैकअप दूसरी कुंजी के लिए बना है"},
                   {state->name, 0, {}, "key " + short_name_of(open_half)},
                   {"key " + short_name_of(key.keys->open_half)}};
    }
    stream_key.assign(key_bytes, '\0');
    if (crypto_box_seal_open(raw(stream_key), raw(std::string_view(sealed)), sealed.size(),
                             raw(std::string_view(key.keys->open_half)),
                             raw(std::string_view(key.keys->secret_half))) != 0) {
      return damaged(state->name, state->at, "the sealed key of the backup was changed", "बैकअप की मुहरबंद कुंजी बदली हुई है");
    }
  }
  if (stream_key.size() != key_bytes ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state->stream, raw(std::string_view(header)),
                                                      raw(std::string_view(stream_key))) != 0) {
    return damaged(state->name, state->at, "the backup's beginning was changed", "बैकअप का आरंभ बदला हुआ है");
  }
  state->beginning = start + open_half + sealed + header;
  return SealedReader(std::move(state));
}

Result<std::optional<std::string>> SealedReader::next() {
  State& state = *state_;
  if (state.ended) return std::optional<std::string>();
  std::string length;
  const std::uint64_t from = state.at;
  if (!state.take(length, number_bytes)) {
    return damaged(state.name, state.at, "the backup ends before its last piece", "बैकअप अपने अंतिम टुकड़े से पहले समाप्त है");
  }
  const std::uint32_t size = number_of(length);
  if (size < added_bytes || size > sealed_message_bytes_max + added_bytes) {
    return damaged(state.name, from, "a piece of the backup has a wrong length", "बैकअप के एक टुकड़े की लंबाई ग़लत है");
  }
  std::string sealed;
  if (!state.take(sealed, size)) {
    return damaged(state.name, state.at, "the backup ends inside a piece", "बैकअप एक टुकड़े के बीच में समाप्त है");
  }
  std::string message(size - added_bytes, '\0');
  unsigned char tag = 0;
  const std::string with = std::exchange(state.beginning, {});
  if (crypto_secretstream_xchacha20poly1305_pull(&state.stream, raw(message), nullptr, &tag,
                                                 raw(std::string_view(sealed)), sealed.size(),
                                                 raw(std::string_view(with)), with.size()) != 0) {
    return damaged(state.name, from, "a piece of the backup was changed", "बैकअप का एक टुकड़ा बदला हुआ है");
  }
  if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
    state.ended = true;
    if (state.in.peek() != std::istream::traits_type::eof()) {
      return damaged(state.name, state.at, "there are bytes behind the backup's end", "बैकअप के अंत के बाद भी बाइट हैं");
    }
  }
  return std::optional(std::move(message));
}

}  // namespace boothwise
