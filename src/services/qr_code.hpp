#pragma once

#include <string>
#include <string_view>

namespace boothwise::services {

/// An SVG picture of a QR code (ISO/IEC 18004, error correction M) with its quiet zone. Black on white, scales to any
/// size. Empty where the text is longer than a code holds (2,331 bytes).
std::string qr_svg(std::string_view text);

}  // namespace boothwise::services
