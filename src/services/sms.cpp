#include "services/sms.hpp"

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <mutex>

namespace boothwise::services {

namespace json = boost::json;

namespace {

class FileProvider : public SmsProvider {
 public:
  explicit FileProvider(SmsSettings settings) : settings_(std::move(settings)) {}

  SmsAnswer send(const OutgoingSms& message) override {
    namespace fs = std::filesystem;
    const std::scoped_lock lock(mutex_);
    std::ofstream file(settings_.outbox, std::ios::app);
    std::error_code ignored;
    fs::permissions(settings_.outbox, fs::perms::owner_read | fs::perms::owner_write, ignored);
    file << json::serialize(json::object{{"to", message.to},
                                         {"text", message.text},
                                         {"sender", settings_.sender},
                                         {"template", message.template_id},
                                         {"reference", message.reference}})
         << '\n'
         << std::flush;
    return file ? SmsAnswer{} : SmsAnswer{Delivery::try_again, "file"};
  }

 private:
  SmsSettings settings_;
  std::mutex mutex_;
};

/// application/x-www-form-urlencoded.
std::string form_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

}  // namespace

std::string sms_body(const SmsSettings& settings, const OutgoingSms& message) {
  std::map<std::string, std::string, std::less<>> body(settings.constants.begin(), settings.constants.end());
  const std::initializer_list<std::pair<std::string_view, std::string_view>> values = {
      {"to", message.to},
      {"text", message.text},
      {"sender", settings.sender},
      {"principal_entity", settings.principal_entity},
      {"template", message.template_id},
      {"reference", message.reference}};
  for (const auto& [name, value] : values) body[settings.fields.find(name)->second] = value;
  if (!settings.form) {
    json::object object;
    for (const auto& [name, value] : body) object[name] = value;
    return json::serialize(object);
  }
  std::string text;
  for (const auto& [name, value] : body) {
    text += (text.empty() ? "" : "&") + form_encoded(name) + "=" + form_encoded(value);
  }
  return text;
}

std::unique_ptr<SmsProvider> sms_provider(const SmsSettings& settings) {
  if (settings.dry_run) return std::make_unique<FileProvider>(settings);
  return http_sms_provider(settings);
}

}  // namespace boothwise::services
