#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/scheme_catalogue.hpp"
#include "services/scheme_figures.hpp"
#include "services/snapshot.hpp"
#include "services/workspace.hpp"

/// What reaches people and what is stuck: schemes with their official counts, the share of a named base, change, and
/// the outcomes of public statistics beside them. No persons (R23, R24). Shapes: docs/api.md#schemes.
namespace boothwise::services {

/// What every view needs.
struct SchemeDesk {
  const Snapshot& snapshot;
  Workspace& workspace;
  const std::filesystem::path& data_folder;
  Day today;
};

/// What a scheme is asked for; empty texts: the newest count, the one before it, the scheme's own base.
struct SchemeAsked {
  std::string counted;
  std::string day;
  std::string before;
  std::string base;
};

/// All schemes with their newest count, and what public statistics there are. Errors: those of the catalogue;
/// `warehouse_failed`.
Result<boost::json::object> schemes_view(const SchemeDesk& desk);
/// One scheme by district, least share first. Errors: likewise; `scheme_unknown`, `counted_unknown`, `day_unknown`,
/// `base_unknown`, each with its choices.
Result<boost::json::object> scheme_view(const SchemeDesk& desk, std::string_view code, const SchemeAsked& asked);
/// All schemes in one district. Errors: likewise; `district_unknown`.
Result<boost::json::object> district_schemes_view(const SchemeDesk& desk, std::string_view district);

}  // namespace boothwise::services
