#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "intake/layout.hpp"
#include "services/import_report.hpp"
#include "services/import_service.hpp"
#include "services/staging.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::services {

/// A file whose layout is known.
struct PlannedFile {
  ImportFile file;
  intake::Kind kind = intake::Kind::results;
  intake::Recognised recognised;  ///< empty for boundaries
  warehouse::SourceFile source;
  StagingHints hints;
};

/// Files that make one run.
struct PlannedGroup {
  std::string kind;  ///< kind_name of the first, or "booths" for stations, votes and candidates together
  std::vector<PlannedFile> files;
};

struct ImportPlan {
  std::vector<PlannedGroup> groups;  ///< in the order in which one can rest on those before: places first
  std::vector<LeftFile> left;
};

/// Recognises each file by its content and groups them. Errors: `layout_unknown` and the like unless
/// `options.leave_unknown`.
Result<ImportPlan> plan_import(std::span<const ImportFile> files, const ImportOptions& options);

/// What a file's name tells: "booth_ls2014_votes.csv.gz" -> LS-2014; "…byelection…" -> by-election.
StagingHints hints_from_name(std::string_view name);

}  // namespace boothwise::services
