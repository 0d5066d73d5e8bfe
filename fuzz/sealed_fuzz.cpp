#include "check.hpp"

#include "base/text.hpp"
#include "services/protected_answers.hpp"
#include "services/release_ledger.hpp"
#include "services/sealed_box.hpp"
#include "services/sealed_reading.hpp"
#include "services/wave_plan.hpp"

using namespace boothwise;

namespace {

void check_told(const Error& error) {
  fuzzing::must(is_utf8(error.where.value) && !error.message.hi.empty() && !error.message.en.empty());
}

}  // namespace

/// The text as what a phone posts, as what is inside a box, and as the files that officers and planners bring.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzzing::text_of(data, size);
  const auto answer = services::parse_protected_answer(text);
  if (answer) {
    fuzzing::must(services::looks_sealed(answer->box) && answer->receipt.size() == 12 && !answer->consents.empty());
  } else {
    check_told(answer.error());
  }
  services::sealed_fields(text);
  if (const auto form = services::parse_encrypted_form(text))
    fuzzing::must(services::parse_encrypted_form(services::encrypted_form_text(*form)).has_value());
  const auto plan = services::parse_wave_plan(text, "f");
  if (plan) {
    services::budget_of(*plan);
    if (const auto fields = services::sealed_fields(text))
      fuzzing::must(services::planned_answers(*plan, *fields).size() == plan->questions.size());
  } else {
    check_told(plan.error());
  }
  const auto keys = services::parse_public_keys(text, "f");
  if (!keys) check_told(keys.error());
  services::WaveSecretKeys secret;
  secret.open.wave = "w";
  secret.ledger_key.assign(32, 'k');
  // As if it were sealed: what is read must be sound, whatever the seal says.
  const std::string sealed = std::string(text) + "\n" + services::ledger_seal(secret, text) + "\n";
  if (text.find('\n') == std::string_view::npos) {
    const auto ledger = services::parse_ledger(secret, "plan", sealed, "f");
    if (!ledger) check_told(ledger.error());
  }
  return 0;
}
