#pragma once

#include <string>
#include <string_view>

#include "base/secrets.hpp"

/// Passwords as they are kept: argon2id over the password's hash under the server's key, so that who has the store
/// alone cannot even begin to guess (ASVS 2.4.5). Without that key nobody signs in with a password any more, as with
/// codes.
namespace boothwise::services {

/// About 0.1 s.
std::string kept_password(const ServerKey& key, std::string_view password);
/// True for what `kept_password` made of it, and for bare argon2id, as it was kept before. As slow.
bool is_kept_password(const ServerKey& key, const std::string& kept, std::string_view password);
/// Kept as before: to be kept anew when the password is next known.
bool is_kept_without_key(const std::string& kept);

}  // namespace boothwise::services
