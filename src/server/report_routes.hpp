#pragma once

#include <optional>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"

/// Reports over HTTP, and those that a server makes by itself each week.
namespace boothwise::server {

class App;
class Router;

void add_report_routes(Router& router, App& app);

/// Whether weekly reports are to be made now; never where the workspace has no reports.toml. Errors: those of reading
/// it.
Result<bool> weekly_reports_due(App& app, const std::optional<Day>& done);
/// Makes them, as the workspace's owner. Errors: those of papers::make_weekly.
Status make_weekly_reports(App& app, Progress& progress);

}  // namespace boothwise::server
