#pragma once

#include <string>

#include "base/bilingual.hpp"
#include "base/dates.hpp"

namespace boothwise {

/// A day as texts for people have it, the same as on the pages (web/src/lib/format): "23 November 2026",
/// "23 नवंबर 2026".
Bilingual date_text(const Day& day);
/// Of a day as stores and bodies keep it ("2026-11-23"); what is no day stays as it is.
Bilingual date_text(const std::string& iso_day);

}  // namespace boothwise
