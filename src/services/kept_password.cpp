#include "services/kept_password.hpp"

namespace boothwise::services {

namespace {

constexpr std::string_view keyed_mark = "keyed:";

std::string under_key(const ServerKey& key, std::string_view password) {
  return key.keyed_id(ServerKey::Purpose::passwords, password);
}

}  // namespace

std::string kept_password(const ServerKey& key, std::string_view password) {
  return std::string(keyed_mark) + password_hash(under_key(key, password));
}

bool is_kept_password(const ServerKey& key, const std::string& kept, std::string_view password) {
  if (is_kept_without_key(kept)) return password_matches(kept, password);
  return password_matches(kept.substr(keyed_mark.size()), under_key(key, password));
}

bool is_kept_without_key(const std::string& kept) { return !kept.starts_with(keyed_mark); }

}  // namespace boothwise::services
