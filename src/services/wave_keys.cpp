#include "services/wave_keys.hpp"

#include <boost/json.hpp>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::string_view share_format = "boothwise-key-share/1";
constexpr std::string_view public_format = "boothwise-wave-keys/1";
constexpr std::size_t seed_bytes = 32;
constexpr std::size_t key_digits = 64;  // of a key of 32 bytes
constexpr std::size_t share_text_max = 32U << 10U;

unsigned char* raw_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* raw_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void wipe(std::string& secret) { sodium_memzero(secret.data(), secret.size()); }

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

std::string der_of(const EVP_PKEY* key, int (*encode)(const EVP_PKEY*, unsigned char**)) {
  unsigned char* bytes = nullptr;
  const int size = encode(key, &bytes);
  if (size <= 0) throw BrokenInvariant("an RSA key cannot be written");
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_clear_free(bytes, static_cast<std::size_t>(size));
  return der;
}

int pkcs8_of(const EVP_PKEY* key, unsigned char** bytes) {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(EVP_PKEY2PKCS8(key),
                                                                                       &PKCS8_PRIV_KEY_INFO_free);
  return info == nullptr ? -1 : i2d_PKCS8_PRIV_KEY_INFO(info.get(), bytes);
}

/// The open halves follow from the secret ones. Nothing where the RSA key is none.
bool complete(WaveSecretKeys& keys) {
  const auto* der = raw_of(std::string_view(keys.rsa_der));
  const Pkey rsa(d2i_AutoPrivateKey(nullptr, &der, static_cast<long>(keys.rsa_der.size())), &EVP_PKEY_free);
  if (rsa == nullptr) return false;
  keys.box.open_half.resize(crypto_box_PUBLICKEYBYTES);
  crypto_scalarmult_base(raw_of(keys.box.open_half), raw_of(std::string_view(keys.box.secret_half)));
  std::string verifying(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string signing(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_seed_keypair(raw_of(verifying), raw_of(signing), raw_of(std::string_view(keys.signing_seed)));
  wipe(signing);
  keys.open.box = keys.box.open_half;
  keys.open.rsa = base64(der_of(rsa.get(), i2d_PUBKEY));
  keys.open.verifying = hexadecimal(verifying);
  return true;
}

struct Cost {
  std::int64_t passes = 0;
  std::int64_t memory = 0;  ///< bytes
};
Cost cost_of(PassphraseCost cost) {
  if (cost == PassphraseCost::strong) return {crypto_pwhash_OPSLIMIT_SENSITIVE, crypto_pwhash_MEMLIMIT_MODERATE};
  return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

Result<std::string> key_of(std::string_view passphrase, std::string_view salt, const Cost& cost) {
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  if (crypto_pwhash(raw_of(key), key.size(), passphrase.data(), passphrase.size(), raw_of(salt),
                    static_cast<unsigned long long>(cost.passes), static_cast<std::size_t>(cost.memory),
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Error{ErrorKind::environment,
                 "memory_short",
                 {"there is not enough memory for the passphrase's key", "पासफ़्रेज़ की कुंजी के लिए स्मृति कम है"}};
  return key;
}

Result<std::string> share_text(std::string_view wave, std::string_view officer, std::string_view pair,
                               std::string_view half, std::string_view passphrase, PassphraseCost price) {
  constexpr std::size_t passphrase_least = 12;
  if (passphrase.size() < passphrase_least)
    return Error{ErrorKind::bad_input,
                 "passphrase_short",
                 {"a passphrase has at least 12 characters; four random words are good",
                  "पासफ़्रेज़ में कम से कम 12 अक्षर हों; चार बेतरतीब शब्द अच्छे हैं"}};
  const Cost cost = cost_of(price);
  const std::string salt = random_bytes(crypto_pwhash_SALTBYTES);
  const std::string nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  BOOTHWISE_TRY(key, key_of(passphrase, salt, cost));
  std::string sealed(half.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(raw_of(sealed), raw_of(half), half.size(), raw_of(nonce), raw_of(std::string_view(key)));
  wipe(key);
  return json::serialize(json::object{{"format", share_format},
                                      {"wave", wave},
                                      {"officer", officer},
                                      {"pair", pair},
                                      {"passes", cost.passes},
                                      {"memory", cost.memory},
                                      {"salt", hexadecimal(salt)},
                                      {"nonce", hexadecimal(nonce)},
                                      {"sealed", base64(sealed)}}) +
         "\n";
}

struct OpenShare {
  OpenShare() = default;
  OpenShare(OpenShare&&) noexcept = default;
  OpenShare& operator=(OpenShare&&) noexcept = default;
  ~OpenShare() { wipe(half); }
  std::string wave;
  std::string officer;
  std::string pair;
  std::string half;
};

Error share_malformed(const std::string& name) {
  return Error{ErrorKind::bad_input,
               "share_malformed",
               {"expected a key share as `boothwise release keys new` makes it",
                "`boothwise release keys new` की बनाई कुंजी-फ़ाइल चाहिए"},
               {name}};
}

Result<OpenShare> open_share(const BroughtShare& brought) {
  const auto body = JsonBody::parse(std::string_view(brought.text).substr(0, share_text_max));
  if (!body) return share_malformed(brought.name);
  const auto format = body->text("format", code_bytes_most);
  const auto wave = body->text("wave", code_bytes_most);
  const auto officer = body->text("officer", code_bytes_most);
  const auto pair = body->text("pair", code_bytes_most);
  const auto passes = body->integer("passes", 1, 16);
  const auto memory = body->integer("memory", crypto_pwhash_MEMLIMIT_MIN, std::int64_t{1} << 30U);
  const auto salt_text = body->text("salt", code_bytes_most);
  const auto nonce_text = body->text("nonce", code_bytes_most);
  const auto sealed_text = body->text("sealed", share_text_max);
  if (!format || *format != share_format || !wave || !officer || !pair || !passes || !memory || !salt_text ||
      !nonce_text || !sealed_text)
    return share_malformed(brought.name);
  const auto salt = bytes_of_hexadecimal(*salt_text, crypto_pwhash_SALTBYTES);
  const auto nonce = bytes_of_hexadecimal(*nonce_text, crypto_secretbox_NONCEBYTES);
  const auto sealed = bytes_of_base64(*sealed_text);
  if (!salt || !nonce || !sealed || sealed->size() <= crypto_secretbox_MACBYTES) return share_malformed(brought.name);
  BOOTHWISE_TRY(key, key_of(brought.passphrase, *salt, {*passes, *memory}));
  OpenShare share;
  share.wave = *wave;
  share.officer = *officer;
  share.pair = *pair;
  share.half.resize(sealed->size() - crypto_secretbox_MACBYTES);
  const int failed = crypto_secretbox_open_easy(raw_of(share.half), raw_of(std::string_view(*sealed)), sealed->size(),
                                                raw_of(std::string_view(*nonce)), raw_of(std::string_view(key)));
  wipe(key);
  if (failed != 0)
    return Error{ErrorKind::bad_input,
                 "passphrase_wrong",
                 {"this passphrase does not open this share", "यह पासफ़्रेज़ इस कुंजी-फ़ाइल को नहीं खोलता"},
                 {brought.name}};
  return share;
}

}  // namespace

WaveSecretKeys::~WaveSecretKeys() {
  for (std::string* secret : {&box.secret_half, &rsa_der, &signing_seed, &ledger_key}) wipe(*secret);
}

WaveSecretKeys new_wave_keys(std::string_view wave) {
  constexpr std::size_t rsa_bits = 2048;
  WaveSecretKeys keys;
  keys.open.wave = wave;
  keys.box = new_sealing_keys();
  keys.signing_seed = random_bytes(seed_bytes);
  keys.ledger_key = random_bytes(seed_bytes);
  const Pkey rsa(EVP_RSA_gen(rsa_bits), &EVP_PKEY_free);
  if (rsa == nullptr) throw BrokenInvariant("no RSA key could be made");
  keys.rsa_der = der_of(rsa.get(), pkcs8_of);
  if (!complete(keys)) throw BrokenInvariant("an RSA key that was just made cannot be read");
  return keys;
}

Result<KeyShares> split_keys(const WaveSecretKeys& keys, std::string_view passphrase_a, std::string_view passphrase_b,
                             PassphraseCost cost) {
  std::string whole = keys.box.secret_half + keys.signing_seed + keys.ledger_key + keys.rsa_der;
  std::string mask = random_bytes(whole.size());
  for (std::size_t at = 0; at < whole.size(); ++at) whole[at] = static_cast<char>(whole[at] ^ mask[at]);
  const std::string pair = short_name_of(keys.box.open_half);
  auto a = share_text(keys.open.wave, "a", pair, mask, passphrase_a, cost);
  auto b = share_text(keys.open.wave, "b", pair, whole, passphrase_b, cost);
  wipe(mask);
  if (!a) return a.error();
  if (!b) return b.error();
  return KeyShares{std::move(a).value(), std::move(b).value()};
}

Result<WaveSecretKeys> join_keys(const BroughtShare& one, const BroughtShare& other) {
  BOOTHWISE_TRY(first, open_share(one));
  BOOTHWISE_TRY(second, open_share(other));
  const Error strangers{ErrorKind::bad_input,
                        "share_other_wave",
                        {"these are not the two shares of one wave's key", "ये एक ही चरण की कुंजी के दो हिस्से नहीं हैं"},
                        {other.name}};
  const bool of_one_pair = first.wave == second.wave && first.pair == second.pair && first.officer != second.officer &&
                           first.half.size() == second.half.size() && first.half.size() > 3 * seed_bytes;
  if (!of_one_pair) return strangers;
  for (std::size_t at = 0; at < first.half.size(); ++at)
    first.half[at] = static_cast<char>(first.half[at] ^ second.half[at]);
  WaveSecretKeys keys;
  keys.open.wave = first.wave;
  keys.box.secret_half = first.half.substr(0, seed_bytes);
  keys.signing_seed = first.half.substr(seed_bytes, seed_bytes);
  keys.ledger_key = first.half.substr(2 * seed_bytes, seed_bytes);
  keys.rsa_der = first.half.substr(3 * seed_bytes);
  if (!complete(keys) || short_name_of(keys.box.open_half) != first.pair) return strangers;
  return keys;
}

std::string public_text(const WavePublicKeys& keys) {
  return json::serialize(json::object{{"format", public_format},
                                      {"wave", keys.wave},
                                      {"box", hexadecimal(keys.box)},
                                      {"rsa", keys.rsa},
                                      {"verifying", keys.verifying}}) +
         "\n";
}

Result<WavePublicKeys> parse_public_keys(std::string_view text, const std::string& name) {
  const Error malformed{ErrorKind::bad_input,
                        "keys_malformed",
                        {"expected the public keys of a wave as `boothwise release keys new` makes them",
                         "`boothwise release keys new` की बनाई चरण की सार्वजनिक कुंजियाँ चाहिए"},
                        {name}};
  const auto body = JsonBody::parse(text);
  if (!body) return malformed;
  const auto format = body->text("format", code_bytes_most);
  const auto wave = body->text("wave", code_bytes_most);
  const auto box = body->text("box", key_digits);
  const auto rsa = body->text("rsa", 1024);
  const auto verifying = body->text("verifying", key_digits);
  if (!format || *format != public_format || !wave || !box || !rsa || !verifying) return malformed;
  const auto box_bytes = bytes_of_hexadecimal(*box, crypto_box_PUBLICKEYBYTES);
  const auto rsa_bytes = bytes_of_base64(*rsa);
  if (!box_bytes || !rsa_bytes || !bytes_of_hexadecimal(*verifying, crypto_sign_PUBLICKEYBYTES)) return malformed;
  const auto* der = raw_of(std::string_view(*rsa_bytes));
  const Pkey key(d2i_PUBKEY(nullptr, &der, static_cast<long>(rsa_bytes->size())), &EVP_PKEY_free);
  if (key == nullptr || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return malformed;
  return WavePublicKeys{*wave, *box_bytes, *rsa, *verifying};
}

std::string signed_by(const WaveSecretKeys& keys, std::string_view text) {
  std::string verifying(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string signing(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_seed_keypair(raw_of(verifying), raw_of(signing), raw_of(std::string_view(keys.signing_seed)));
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(raw_of(signature), nullptr, raw_of(text), text.size(), raw_of(std::string_view(signing)));
  wipe(signing);
  return hexadecimal(signature);
}

std::string ledger_seal(const WaveSecretKeys& keys, std::string_view text) {
  std::string digest(crypto_generichash_BYTES, '\0');
  crypto_generichash(raw_of(digest), digest.size(), raw_of(text), text.size(),
                     raw_of(std::string_view(keys.ledger_key)), keys.ledger_key.size());
  return hexadecimal(digest);
}

}  // namespace boothwise::services
