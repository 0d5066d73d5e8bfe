#pragma once

#include "unit/services/workshop.hpp"

#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/secrets.hpp"
#include "services/caller.hpp"
#include "services/protected_answers.hpp"
#include "services/release_bundle.hpp"
#include "services/sealed_box.hpp"
#include "services/wave_keys.hpp"
#include "services/wave_plan.hpp"
#include "services/waves.hpp"

namespace boothwise::test {

inline services::WavePlan ready_made_plan() {
  const std::string file = BOOTHWISE_SOURCE_DIR "/data/waves/household-means.json";
  return services::parse_wave_plan(read_file(file).value(), file).value();
}

/// What a phone seals: consent to both, a community and so many things.
inline std::string said(std::string_view community, int things) {
  std::string durables;
  for (int thing = 0; thing < things; ++thing) durables += (thing > 0 ? " t" : "t") + std::to_string(thing);
  return R"({"answers":{"consent_community":"yes","consent_economic":"yes","community":")" + std::string(community) +
         R"(","durables":")" + (things == 0 ? "none" : durables) + "\"}}";
}

/// One key for all tests: RSA looks for primes each time.
inline const services::WaveSecretKeys& wave_keys() {
  static const services::WaveSecretKeys keys = services::new_wave_keys("household-means");
  return keys;
}

/// A workspace with an open wave, and people who answer.
class ProtectedBench : public testing::Test {
 protected:
  void SetUp() override {
    auto desk = caller();
    const Status opened = services::open_wave(desk, plan, wave_keys().open);
    ASSERT_TRUE(opened.ok()) << opened.error().line(Language::english);
  }
  services::Caller caller() {
    return {workshop.workspace,
            BOOTHWISE_SOURCE_DIR "/data",
            key,
            owner_,
            *workshop.workspace.operations->store().value(),
            workshop.at,
            day};
  }
  /// 12 hexadecimal digits of its own.
  static std::string receipt(int number) { return sha256(std::to_string(number)).substr(0, 12); }
  [[nodiscard]] services::ProtectedAnswer answer(int number, const std::string& text) const {
    return {plan.code, AcNo(1),
            "7",       receipt(number),
            day,       {{"community", "household-means/1", "hi", ""}, {"economic", "household-means/1", "hi", ""}},
            "box",     services::seal_box(wave_keys().open.box, text)};
  }
  Status take(const services::ProtectedAnswer& one) {
    return services::take_protected_answer(workshop.workspace, key, one);
  }

  Workshop workshop;
  ServerKey key = ServerKey::passing();
  services::WavePlan plan = ready_made_plan();
  Day day{std::chrono::year(2027), std::chrono::month(1), std::chrono::day(15)};

 private:
  Access owner_ = Access::owner();
};

}  // namespace boothwise::test
