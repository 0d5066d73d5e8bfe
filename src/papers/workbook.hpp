#pragma once

#include "reports/report.hpp"

#include <filesystem>

#include "base/result.hpp"

namespace boothwise::papers {

/// A report as an Excel workbook: a first sheet with what it says, its sources and methods, then each table that has a
/// sheet's name, whole, with typed cells and a header that stays in sight. Errors: those of write_xlsx.
Status write_workbook(const reports::Report& report, const reports::Branding& branding,
                      const std::filesystem::path& file);

}  // namespace boothwise::papers
