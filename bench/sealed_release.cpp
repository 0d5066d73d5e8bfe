// Seals answers as phones do, carries them in a bundle, and opens and releases them as the key officers do, for a state
// of 180,000 booths; prints what that took as name value lines.
// Usage: sealed_release KIND BOXES THREADS FOLDER     KIND: box (web form), odk (encrypted form of ODK Collect)
// `made_seconds`: sealing and writing the bundle. Then for a run on so many threads, and as `alone_…` on one:
// `open_seconds` (reading the bundle, opening, counting), of which `open_processor_seconds` on all processors, and
// `tables_seconds` (noise, suppression, files). The folder then holds `boxes.tsv` and `keys.json`, the same boxes for
// bench/peers/sealed.py.

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/parallel.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/release_bundle.hpp"
#include "services/release_ledger.hpp"
#include "services/release_run.hpp"
#include "services/sealed_box.hpp"
#include "services/sealed_reading.hpp"

using namespace boothwise;
using namespace boothwise::services;
namespace fs = std::filesystem;

namespace {

constexpr std::int32_t segments = 403;
constexpr std::int32_t booths_a_segment = 447;  // 180,141 in all
constexpr std::size_t aes_key_bytes = 32;
constexpr std::size_t aes_block = 16;

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <typename Value>
Value must(Result<Value> made) {
  if (!made) throw std::runtime_error(made.error().line(Language::english));
  return std::move(made).value();
}
void must(const Status& done) {
  if (!done) throw std::runtime_error(done.error().line(Language::english));
}

std::vector<ReleaseBooth> state() {
  std::vector<ReleaseBooth> booths;
  for (std::int32_t ac = 1; ac <= segments; ++ac) {
    const std::string district = "D" + std::to_string(ac % 75);
    for (std::int32_t part = 1; part <= booths_a_segment; ++part) {
      const std::string kendra = std::to_string(part / 6);
      booths.push_back({district, AcNo(ac), kendra, {kendra, kendra}, std::to_string(part)});
    }
  }
  return booths;
}

std::string answers(std::int64_t number) {
  const std::array<const char*, 5> communities = {"prefer_not_to_say", "sc", "st", "obc", "general"};
  return std::string(R"({"answers":{"consent_community":"yes","consent_economic":"yes","community":")") +
         communities.at(static_cast<std::size_t>(number % 5)) +
         R"(","education":"graduate","durables":"electricity ceiling_fan lpg two_wheeler colour_tv"}})";
}

std::string xml_answers(std::int64_t number) {
  const std::array<const char*, 5> communities = {"prefer_not_to_say", "sc", "st", "obc", "general"};
  return std::string(R"(<data xmlns:orx="http://openrosa.org/xforms" id="household-means" version="1"><agreed>)") +
         "<consent_economic>yes</consent_economic><consent_community>yes</consent_community></agreed><means>"
         "<education>graduate</education><durables>electricity ceiling_fan lpg "
         "two_wheeler</durables></means><own_words>"
         "<community>" +
         communities.at(static_cast<std::size_t>(number % 5)) +
         "</community></own_words><orx:meta><orx:instanceID>uuid:0b5e8a54-90a1-4a3b-8c61-000000000000</orx:instanceID>"
         "</orx:meta></data>";
}

/// As ODK Collect encrypts a submission (https://getodk.github.io/xforms-spec/encryption).
class Collect {
 public:
  explicit Collect(const std::string& rsa_public) : der_(*bytes_of_base64(rsa_public)) {}

  [[nodiscard]] EncryptedForm encrypt(const std::string& xml) const {
    const std::string key = random_bytes(aes_key_bytes);
    const std::string id = "uuid:0b5e8a54-90a1-4a3b-8c61-000000000000";
    return {base64(wrapped(key)), id, ciphered(key, id, xml)};
  }

 private:
  static const unsigned char* raw(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  }
  static unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

  [[nodiscard]] std::string wrapped(const std::string& key) const {
    const unsigned char* at = raw(der_);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> rsa(
        d2i_PUBKEY(nullptr, &at, static_cast<long>(der_.size())), &EVP_PKEY_free);
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new(rsa.get(), nullptr),
                                                                              &EVP_PKEY_CTX_free);
    std::string out(static_cast<std::size_t>(EVP_PKEY_get_size(rsa.get())), '\0');
    std::size_t size = out.size();
    if (EVP_PKEY_encrypt_init(context.get()) <= 0 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) <= 0 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) <= 0 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) <= 0 ||
        EVP_PKEY_encrypt(context.get(), raw(out), &size, raw(key), key.size()) <= 0) {
      throw std::runtime_error("RSA does not encrypt");
    }
    out.resize(size);
    return out;
  }

  [[nodiscard]] static std::string ciphered(const std::string& key, const std::string& id, const std::string& xml) {
    std::string text = xml;
    text.append(aes_block - xml.size() % aes_block, static_cast<char>(aes_block - xml.size() % aes_block));
    std::string vector(aes_block, '\0');
    const std::string seed = id + key;
    unsigned written = 0;
    EVP_Digest(seed.data(), seed.size(), raw(vector), &written, EVP_md5(), nullptr);
    ++vector.front();
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  &EVP_CIPHER_CTX_free);
    std::string out(text.size(), '\0');
    int size = 0;
    if (EVP_EncryptInit_ex(context.get(), EVP_aes_256_cfb128(), nullptr, raw(key), raw(vector)) != 1 ||
        EVP_EncryptUpdate(context.get(), raw(out), &size, raw(text), static_cast<int>(text.size())) != 1) {
      throw std::runtime_error("AES does not encrypt");
    }
    return out;
  }

  std::string der_;
};

/// What the peer needs: nothing of it is a wave's of anybody.
void write_keys(const fs::path& file, const WaveSecretKeys& keys) {
  std::ofstream(file) << boost::json::object{{"box_secret", hexadecimal(keys.box.secret_half)},
                                             {"rsa_pkcs8", base64(keys.rsa_der)}};
}

void write_bundle(const fs::path& file, const WaveSecretKeys& keys, const WavePlan& plan, Day today, bool odk,
                  std::int64_t boxes, unsigned threads) {
  const std::vector<ReleaseBooth> booths = state();
  const Collect collect(keys.open.rsa);
  BundleWriter out = must(BundleWriter::create(file, keys.open.box, plan, today, booths));
  std::ofstream plain(file.string() + ".tsv");
  constexpr std::int64_t at_once = 8192;
  for (std::int64_t first = 0; first < boxes; first += at_once) {
    std::vector<std::string> sealed(static_cast<std::size_t>(std::min(at_once, boxes - first)));
    parallel_for(threads, sealed.size(), [&](std::size_t at, unsigned) {
      const std::int64_t number = first + static_cast<std::int64_t>(at);
      sealed[at] =
          seal_box(keys.open.box, odk ? encrypted_form_text(collect.encrypt(xml_answers(number))) : answers(number));
    });
    for (std::size_t at = 0; at < sealed.size(); ++at) {
      const ReleaseBooth& booth = booths[(static_cast<std::size_t>(first) + at) % booths.size()];
      must(out.put({booth.ac, booth.part, odk ? "odk" : "box", sealed[at]}));
      plain << booth.ac.value << '\t' << booth.part << '\t' << (odk ? "odk" : "box") << '\t' << base64(sealed[at])
            << '\n';
    }
  }
  must(out.commit());
  if (!plain.flush()) throw std::runtime_error("the boxes for the peer cannot be written");
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Looks at the clocks when the run says that all boxes are open.
class Clocks : public Progress {
 public:
  void report(double /*fraction*/, const Bilingual& what) override {
    if (what.en != "noise and suppression") return;
    opened_ = seconds();
    processor_ = processor_seconds();
  }
  [[nodiscard]] bool stop_requested() const override { return false; }
  void print(const char* prefix) const {
    std::printf("%sopen_seconds %.2f\n%sopen_processor_seconds %.2f\n%stables_seconds %.2f\n", prefix, opened_ - begun_,
                prefix, processor_ - processor_begun_, prefix, seconds() - opened_);
  }

 private:
  double begun_ = seconds();
  double processor_begun_ = processor_seconds();
  double opened_ = begun_;
  double processor_ = processor_begun_;
};

void release(const fs::path& folder, const WaveSecretKeys& keys, Day today, unsigned threads, std::int64_t boxes,
             const char* prefix) {
  must(write_file_atomically(folder / "ledger", ledger_text(keys, "", {})));
  Clocks clocks;
  const ReleaseReport report =
      must(run_release(keys, {folder / "boxes", folder / "ledger", folder / "tables", today, threads}, clocks));
  clocks.print(prefix);
  if (report.boxes != boxes || report.unreadable != 0 || report.elsewhere != 0) {
    throw std::runtime_error("not all boxes were opened");
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments, arguments + count);
  const auto asked_boxes = count == 5 ? parse_number<std::int64_t>(words[2]) : std::nullopt;
  const auto asked_threads = count == 5 ? parse_number<unsigned>(words[3]) : std::nullopt;
  if (!asked_boxes || !asked_threads || (words[1] != "box" && words[1] != "odk")) {
    std::fprintf(stderr, "usage: sealed_release box|odk BOXES THREADS FOLDER\n");
    return 2;
  }
  try {
    const bool odk = words[1] == "odk";
    const std::int64_t boxes = *asked_boxes;
    const unsigned threads = *asked_threads;
    const fs::path folder = words[4];
    fs::create_directories(folder);
    const WavePlan plan = must(read_wave_plan(
        must(JsonBody::parse(must(read_file(BOOTHWISE_SOURCE_DIR "/data/waves/household-means.json"))))));
    const WaveSecretKeys keys = new_wave_keys(plan.code);
    const double begun = seconds();
    write_keys(folder / "keys.json", keys);
    write_bundle(folder / "boxes", keys, plan, plan.last, odk, boxes, threads);
    std::printf("made_seconds %.2f\nbundle_megabytes %.0f\n", seconds() - begun,
                static_cast<double>(fs::file_size(folder / "boxes")) / 1e6);
    release(folder, keys, plan.last, threads, boxes, "");
    release(folder, keys, plan.last, 1, boxes, "alone_");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
