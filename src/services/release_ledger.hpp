#pragma once

#include "privacy/ledger.hpp"

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/wave_keys.hpp"
#include "services/wave_plan.hpp"

/// The ledger of a wave as a file on the key officers' machine: what was charged, and the noised numbers, drawn once
/// for all. It is made with the keys and never made anew, so a lost one cannot be spent twice.
/// docs/formats.md#release-ledger.
namespace boothwise::services {

/// Of a wave, as its file holds it; sealed with the wave's key, so that nobody edits it.
std::string ledger_text(const WaveSecretKeys& keys, std::string_view plan_digest, const privacy::Ledger& ledger);
/// An empty plan digest: of a wave that nothing was released of. Errors: `ledger_malformed`, `ledger_seal_broken`,
/// `ledger_other_wave`, `wave_plan_changed` where something was charged under another plan; those of Ledger::of.
Result<privacy::Ledger> parse_ledger(const WaveSecretKeys& keys, std::string_view plan_digest, std::string_view text,
                                     const std::string& name);

/// What a plan is told by.
std::string digest_of(const WavePlan& plan);

}  // namespace boothwise::services
