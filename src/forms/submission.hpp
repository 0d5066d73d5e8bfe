#pragma once

#include "forms/xform.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// A filled form as clients send it (OpenRosa form submission; OR-40 to OR-48).
namespace boothwise::forms {

constexpr std::size_t submission_bytes_max = std::size_t{4} << 20U;

struct Answer {
  std::string path;  ///< without namespaces; the root's own name first
  std::string text;
};

/// What an encrypted form sends in place of its answers (OR-48).
struct Encrypted {
  std::string key;                 ///< base64EncryptedKey
  std::string answers_file;        ///< encryptedXmlFile
  std::vector<std::string> files;  ///< media/file
  std::string signature;           ///< base64EncryptedElementSignature
};

struct Submission {
  std::string form_id;
  std::string version;
  std::string instance_id;    ///< "uuid:…"
  std::string deprecated_id;  ///< of what it replaces; empty if nothing
  std::vector<Answer> answers;
  std::optional<Encrypted> encrypted;

  /// The first answer at a path; empty if there is none.
  [[nodiscard]] std::string_view answer(std::string_view path) const;
};

/// Errors: those of read_xml; `submission_malformed`: no id, no instanceID, one that is over 249 bytes.
Result<Submission> read_submission(std::string_view xml, const std::string& name);

/// Names of files that must come with it: answers of uploads, the audit log, parts of what is encrypted. Each once.
std::vector<std::string> files_of(const Submission& submission, const XForm& form);

/// Whether an answer to a consent question is yes.
bool says_yes(std::string_view answer);

/// The same record with nothing at those paths, wherever they occur. Errors: those of read_xml.
Result<std::string> without_answers(std::string_view xml, const std::vector<std::string>& paths);

/// A file's name without any folder; empty for what is no name ("..", control characters, over 200 bytes) (OR-46).
std::string safe_file_name(std::string_view name);

/// The receipt's code: the last 12 hexadecimal digits of a version 4 UUID. Nothing for another instanceID.
std::optional<std::string> receipt_code(std::string_view instance_id);
/// A code as people type it: letters in either case, with or without hyphens and spaces, Devanagari digits too.
/// Nothing for what is none.
std::optional<std::string> parse_receipt_code(std::string_view typed);
/// "3f9a-12bc-77de". REQUIRES: 12 digits.
std::string shown_receipt_code(std::string_view code);

}  // namespace boothwise::forms
