#pragma once

#include "papers/paper_parts.hpp"

#include <cstdint>
#include <optional>

#include "domain/covered_places.hpp"

/// What reports say of work: programmes, directives, how far, what is late.
namespace boothwise::papers {

/// The unit that names exactly this place, if the caller sees work there; nothing where none does.
Result<std::optional<std::int64_t>> unit_of_place(const PaperDesk& desk, const CoveredPlace& place);
/// Works with how far they are. `works`: the array of works_view or today_view.
reports::Table works_table(const Saying& say, const boost::json::array& works);
reports::Table units_table(const Saying& say, const boost::json::array& units, std::string title);
/// Heading and tables of a unit's work, or one sentence why there is nothing. `unit`: nothing where no unit is there.
Status add_work(reports::Report& report, const PaperDesk& desk, const Saying& say, std::optional<std::int64_t> unit);
/// The three figures of a Completion.
std::vector<reports::KeyFigure> completion_figures(const Saying& say, const boost::json::object& completion);
/// Open tasks of a unit, 50 at most.
Result<reports::Table> tasks_table(const PaperDesk& desk, const Saying& say, std::int64_t unit);

}  // namespace boothwise::papers
