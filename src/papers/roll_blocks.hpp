#pragma once

#include "papers/paper_parts.hpp"

#include <utility>

/// What reports say of rolls: counts, never persons.
namespace boothwise::papers {

/// The newest two revisions that were compared; nothing where none were.
Result<std::optional<std::pair<std::string, std::string>>> newest_comparison(const PaperDesk& desk);
/// The newest revision that is here.
Result<std::optional<std::string>> newest_revision(const PaperDesk& desk);
/// What a revision did (`changes`: roll_diff_view), by segment or part; `only`: segments to be shown, all where empty.
reports::Table changes_table(const Saying& say, const boost::json::object& changes,
                             const std::vector<std::int64_t>& only);
reports::Table unusual_table(const Saying& say, const boost::json::object& changes);
reports::Table ages_table(const Saying& say, const boost::json::object& stats);
std::vector<reports::KeyFigure> roll_figures(const Saying& say, const boost::json::object& changes_total);
/// A place's part of the newest comparison. Nothing where rolls are not here or may not be seen.
Status add_roll_changes(reports::Report& report, const PaperDesk& desk, const Saying& say,
                        const std::vector<std::int64_t>& segments);

}  // namespace boothwise::papers
