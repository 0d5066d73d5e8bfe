#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace boothwise::server {

enum class Encoding : std::uint8_t { identity, gzip, brotli };

/// "", "gzip", "br".
std::string_view encoding_name(Encoding encoding);

/// The best encoding that an Accept-Encoding header allows (q=0 refuses one).
Encoding accepted_encoding(std::string_view header);

/// `text` compressed, at a level that suits answers made on the fly.
std::string encoded(std::string_view text, Encoding encoding);

}  // namespace boothwise::server
