#include "server/digest.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"

namespace boothwise::server {

std::optional<DigestAnswer> parse_digest(std::string_view authorization) {
  constexpr std::string_view scheme = "digest ";
  if (ascii_lower(authorization.substr(0, scheme.size())) != scheme) return std::nullopt;
  authorization.remove_prefix(scheme.size());
  std::map<std::string, std::string> fields;
  for (std::size_t at = 0; at < authorization.size();) {
    const std::size_t equals = authorization.find('=', at);
    if (equals == std::string_view::npos) break;
    std::string_view name = trimmed(authorization.substr(at, equals - at));
    while (name.starts_with(',')) name = trimmed(name.substr(1));
    std::string value;
    at = equals + 1;
    if (at < authorization.size() && authorization[at] == '"') {
      for (++at; at < authorization.size() && authorization[at] != '"'; ++at) {
        if (authorization[at] == '\\' && at + 1 < authorization.size()) ++at;
        value += authorization[at];
      }
      ++at;
    } else {
      const std::size_t end = std::min(authorization.find(',', at), authorization.size());
      value = trimmed(authorization.substr(at, end - at));
      at = end;
    }
    fields[ascii_lower(name)] = std::move(value);
  }
  DigestAnswer answer{fields["username"], fields["realm"], fields["nonce"], fields["uri"],
                      fields["response"], fields["qop"],   fields["nc"],    fields["cnonce"]};
  const bool whole = !answer.user.empty() && !answer.nonce.empty() && !answer.response.empty() && answer.qop == "auth";
  return whole ? std::optional(std::move(answer)) : std::nullopt;
}

std::string digest_response(const std::string& ha1, const DigestAnswer& answer, std::string_view method) {
  const std::string ha2 = md5(std::string(method) + ":" + answer.uri);
  return md5(ha1 + ":" + answer.nonce + ":" + answer.nc + ":" + answer.cnonce + ":" + answer.qop + ":" + ha2);
}

std::string DigestGate::nonce_of(std::string_view seconds) const {
  return std::string(seconds) + "-" + key_.keyed_id(ServerKey::Purpose::devices, "nonce " + std::string(seconds));
}

std::string DigestGate::challenge(Instant now, std::string_view realm, bool stale) const {
  const std::string nonce = nonce_of(std::to_string(now.time_since_epoch().count()));
  std::string text = "Digest realm=\"" + std::string(realm) +
                     "\", domain=\"/openrosa\", qop=\"auth\", algorithm=MD5, nonce=\"" + nonce + "\", opaque=\"" +
                     key_.keyed_id(ServerKey::Purpose::devices, "opaque") + "\"";
  if (stale) text += ", stale=true";
  return text;
}

DigestGate::Nonce DigestGate::check(std::string_view nonce, Instant now) const {
  constexpr std::int64_t seconds_good = 600;
  const std::string_view seconds = nonce.substr(0, nonce.find('-'));
  const auto made = parse_number<std::int64_t>(seconds);
  if (!made || !same_secret(nonce, nonce_of(seconds))) return Nonce::unknown;
  const std::int64_t age = now.time_since_epoch().count() - *made;
  return age >= 0 && age <= seconds_good ? Nonce::good : Nonce::stale;
}

}  // namespace boothwise::server
