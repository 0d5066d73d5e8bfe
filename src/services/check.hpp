#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/bilingual.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"

/// Whether a workspace is what it should be: docs/operations.md#check.
namespace boothwise::services {

struct Finding {
  std::string code;    ///< for programs: `file_changed`
  std::string object;  ///< what is concerned: a file, a table, a row of the trail
  Bilingual what;
};

struct CheckReport {
  std::vector<Finding> findings;
  std::int64_t tables = 0;
  std::int64_t rows = 0;
  std::int64_t audit_rows = 0;
  std::int64_t files = 0;
};

/// Changes nothing. Looks at the store (soundness, layout, every row once), the audit trail's chains, the warehouse's
/// files against the manifest, files shown as evidence, files that nobody names, and who may read what is secret.
/// `database`: PostgreSQL of operations; the folder's SQLite where empty. Errors: `workspace_missing`; those of a
/// database that cannot be reached.
Result<CheckReport> check_workspace(const std::filesystem::path& folder, const std::string& database,
                                    Progress& progress);

boost::json::array findings_json(const std::vector<Finding>& findings);
/// `sound`, the counts and `findings`.
boost::json::object to_json(const CheckReport& report);

}  // namespace boothwise::services
