#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "services/sms_settings.hpp"

/// Text messages through whoever carries them.
namespace boothwise::services {

struct OutgoingSms {
  std::string to;  ///< +91 and ten digits
  std::string text;
  std::string template_id;
  std::string reference;  ///< ours; the same for every try of one message
};

/// What became of one try.
enum class Delivery : std::uint8_t {
  sent,       ///< the provider took it
  refused,    ///< it never will
  try_again,  ///< it was surely not taken this time
  uncertain   ///< it may have been taken: no answer came, or one that says nothing about it
};

struct SmsAnswer {
  Delivery delivery = Delivery::sent;
  std::string why{};  ///< "503", "timeout"; no numbers or texts of anybody
};

/// One way to send. Thread-safe.
class SmsProvider {
 public:
  SmsProvider() = default;
  virtual ~SmsProvider() = default;
  SmsProvider(const SmsProvider&) = delete;
  SmsProvider& operator=(const SmsProvider&) = delete;
  virtual SmsAnswer send(const OutgoingSms& message) = 0;
};

/// The provider that the settings name: the dry run, which appends JSON lines to a file, or HTTP.
std::unique_ptr<SmsProvider> sms_provider(const SmsSettings& settings);

/// One POST a message, TLS with the system's certificates. REQUIRES: settings of an HTTP provider.
std::unique_ptr<SmsProvider> http_sms_provider(const SmsSettings& settings);

/// The body that the provider gets: JSON, or a form.
std::string sms_body(const SmsSettings& settings, const OutgoingSms& message);

}  // namespace boothwise::services
