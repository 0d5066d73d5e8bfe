#pragma once

#include "papers/paper_parts.hpp"

/// What reports say of the next election: always with intervals, on what it rests, and that it is no result (R34).
namespace boothwise::papers {

/// Chances of a side in seats, most certain last. Nothing where polls may not be shown now (R29), the side is no bloc
/// of the scenario, or too little is known to tell any.
Status add_chances(reports::Report& report, const PaperDesk& desk, const Saying& say,
                   const std::vector<std::int64_t>& seats, const std::string& side);
/// A side's seats as a hundred outcomes.
reports::OutcomeDots outcome_dots(const Saying& say, const boost::json::object& answer, const std::string& bloc);
reports::Table chance_table(const Saying& say, const boost::json::object& answer, const std::string& bloc,
                            const std::vector<std::int64_t>& seats);
std::string forecast_method(const Saying& say, const boost::json::object& answer);

}  // namespace boothwise::papers
