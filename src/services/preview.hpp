#pragma once

#include <boost/json/object.hpp>
#include <span>

#include "services/import_service.hpp"

namespace boothwise::services {

/// What an import of these files would do: columns with what we take them for, the first 20 rows, and the report of a
/// dry run where the layout is known. Shape: docs/api.md. Errors: those of reading the first file.
Result<boost::json::object> preview_import(warehouse::Warehouse& warehouse, std::span<const ImportFile> files,
                                           const ImportOptions& options, Progress& progress);

/// A group's report with its run, kind, elections and files.
boost::json::object group_to_json(const GroupReport& group);
boost::json::object report_to_json(const ImportReport& report);

}  // namespace boothwise::services
