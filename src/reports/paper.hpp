#pragma once

#include "reports/pdf.hpp"
#include "reports/report.hpp"

#include "base/result.hpp"

namespace boothwise::reports {

/// Sets a report on A4 pages: running head (whose, where, what), date, "n / N", a band on each page where the data are
/// made up, tables whose head is repeated, figures whole on one page. Gives how many pages. Errors: `font_missing`; the
/// sink's.
Result<int> write_paper(const Report& report, const Branding& branding, const ByteSink& sink);

}  // namespace boothwise::reports
