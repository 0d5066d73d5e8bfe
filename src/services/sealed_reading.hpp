#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/sealed_box.hpp"
#include "services/wave_plan.hpp"

/// From an opened box to what is counted. All of it runs where the key officers are, in memory.
namespace boothwise::services {

/// Answers by the name of their node.
using SealedFields = std::map<std::string, std::string, std::less<>>;

/// What is in a box of kind "box": a JSON object {"answers": {node: text}} or a filled XForm. Nothing for what is
/// neither.
std::optional<SealedFields> sealed_fields(std::string_view text);

/// An encrypted XForm as the server keeps it inside a box: only what it takes to open it.
struct EncryptedForm {
  std::string key;          ///< base64EncryptedKey
  std::string instance_id;  ///< seeds the cipher
  std::string answers;      ///< the file's bytes
};
std::string encrypted_form_text(const EncryptedForm& form);
std::optional<EncryptedForm> parse_encrypted_form(std::string_view text);

/// Opens a row of the sealed book. Nothing where it does not open or hold what it should.
std::optional<SealedFields> open_sealed(const WaveOpener& opener, std::string_view kind, std::string_view box);

/// By question, which of the plan's answers was given; nothing without the question's consent ("yes"), for a question
/// that was passed over, and for an answer that is not the plan's.
std::vector<std::optional<std::size_t>> planned_answers(const WavePlan& plan, const SealedFields& fields);

}  // namespace boothwise::services
