#pragma once

#include "papers/paper_parts.hpp"

/// What a district's brief says of the last assembly election, and of the districts around.
namespace boothwise::papers {

/// The district's assembly seats, their margins, and how it stands beside its neighbours; nothing where no assembly
/// election is there or the side did not stand. `focus`: of the Lok Sabha election. Errors: those
/// of the views.
Status add_assembly(reports::Report& report, const PaperDesk& desk, const Saying& say, const std::string& district,
                    const boost::json::object& focus);

/// The booths of a district with the least lead either way, of segments that have booths.
reports::Table closest_booths(const Saying& say, const std::vector<const boost::json::object*>& segments);

}  // namespace boothwise::papers
