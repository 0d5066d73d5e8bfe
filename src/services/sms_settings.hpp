#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/sms_length.hpp"

/// Settings of text messages: a workspace's `sms.toml`, docs/formats.md#sms-settings.
namespace boothwise::services {

/// Their file in a workspace; it holds the provider's secret.
inline constexpr std::string_view settings_of_messages = "sms.toml";

/// A variable of a template, in the order of its places. Registered texts (DLT: distributed ledger of the telecom
/// regulator) limit what fills a place, by 30 letters unless another limit was registered.
struct SmsVariable {
  std::string name;  ///< title, unit, count, day, name, link, venue
  std::int64_t letters_most = 30;
};

/// A text as it was registered for the sender; its places read `{#var#}`.
struct SmsTemplate {
  std::string use;  ///< reminder, escalation, invitation, training
  Language language = Language::hindi;
  std::string id;  ///< the registration's number
  std::string text;
  std::vector<SmsVariable> variables;
};

/// What texts are registered for; each may be left out.
std::span<const std::string_view> sms_uses();

/// What fills a template's places, by name.
using SmsValues = std::map<std::string, std::string, std::less<>>;

/// The text with its places filled. Names and titles that are too long are cut with "…"; a link, a number or a day is
/// not. Errors: `sms_value_missing`, `sms_value_too_long`, `sms_too_long` above ten parts.
Result<std::string> filled_text(const SmsTemplate& registered, const SmsValues& values);

/// How long a template's message can get, every place filled to its limit with letters of the template's own alphabet.
SmsLength longest(const SmsTemplate& registered);

struct SmsSettings {
  bool dry_run = true;           ///< provider = "file": messages are written to a file, none goes out
  std::filesystem::path outbox;  ///< that file
  std::string url;               ///< of the provider; https, or http on this machine
  bool form = false;             ///< the body is a form, not JSON
  std::vector<std::pair<std::string, std::string>> headers;
  std::map<std::string, std::string, std::less<>> fields;  ///< our name: the provider's
  std::map<std::string, std::string, std::less<>> constants;
  std::string sender;
  std::string principal_entity;
  std::int64_t first_hour = 9;  ///< in India (R27); never before 9, never after 19
  std::int64_t end_hour = 19;
  std::chrono::seconds timeout{10};
  bool deduplicates = false;  ///< the provider takes a reference once only, so that what is uncertain may be sent again
  std::vector<SmsTemplate> templates;

  /// Nothing where none is registered for a use; another language's where the wanted one is missing.
  [[nodiscard]] const SmsTemplate* find(std::string_view use, Language language) const;
};

/// Nothing where the workspace has no such file. Errors: `sms_settings_malformed`, with file, line, key and what was
/// expected; `secret_readable` where others may read the file.
Result<std::optional<SmsSettings>> load_sms_settings(const std::filesystem::path& file);
/// The same from a text. `outbox`: where a dry run writes unless told otherwise.
Result<SmsSettings> parse_sms_settings(std::string_view text, std::string_view display_name,
                                       const std::filesystem::path& outbox);

}  // namespace boothwise::services
