#pragma once

#include <boost/json/fwd.hpp>
#include <boost/json/object.hpp>

#include "base/bilingual.hpp"
#include "services/import_report.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::services {

boost::json::object to_json(const Bilingual& text);

/// `refused` and `checks` of a run, as docs/api.md has them.
boost::json::object report_to_json(const GroupReport& group);

/// A run without its report.
boost::json::object run_to_json(const warehouse::Manifest& manifest, const warehouse::Run& run);

}  // namespace boothwise::services
