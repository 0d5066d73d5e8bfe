#pragma once

#include "command.hpp"

#include <boost/json/object.hpp>
#include <vector>

namespace boothwise::app {

/// `plan booths`.
void add_booth_effort(CLI::App& plan, std::vector<Command>& commands);

/// What a plan over booths is worth under each response, for people. REQUIRES: `worth` of plan_over_booths.
void print_booth_effort_worth(const Common& common, const boost::json::object& worth);

}  // namespace boothwise::app
