#pragma once

#include "reports/report.hpp"

#include <string>

#include "base/result.hpp"

namespace boothwise::reports {

/// At most so many letters, so that it passes as one message of any messenger.
inline constexpr std::size_t message_letters_most = 700;

/// A report as a message: what and where, what it says, its figures, source and date, the mark of made-up data. Figures
/// that do not fit are left out from the last on; the rest never is.
std::string message_of(const Report& report, const Branding& branding);

/// A report as a picture of 1080 × 1080 pixels: the sentence, up to three figures, source, date, and its address as a
/// QR code. PNG. Errors: `font_missing`, `text_does_not_fit`, `qr_too_long`.
Result<std::string> picture_of(const Report& report, const Branding& branding);

}  // namespace boothwise::reports
