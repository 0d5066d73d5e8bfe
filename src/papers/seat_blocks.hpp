#pragma once

#include "papers/paper_parts.hpp"

/// What reports say of one Lok Sabha seat, from seat_view.
namespace boothwise::papers {

/// Shares of the leading candidates at each election of the seat.
reports::ContestBars seat_contests(const Saying& say, const boost::json::object& seat);
/// The side's margin at each, above and below zero.
reports::TrendColumns seat_margins(const Saying& say, const boost::json::object& seat);
reports::Sequence seat_turnouts(const Saying& say, const boost::json::object& seat);
/// Segments with who led and what they brought to the margin.
reports::Table seat_segments(const Saying& say, const boost::json::object& seat);
/// The side at the assembly elections between.
reports::Table seat_assemblies(const Saying& say, const boost::json::object& seat);
reports::Table seat_by_elections(const Saying& say, const boost::json::object& seat);
/// Booths with their targets, the largest first, and what each is estimated from. `targets`: booth_targets_view.
reports::Table target_table(const Saying& say, const boost::json::object& targets, std::size_t printed_most);
/// "LS 2019".
std::string election_text(const Saying& say, std::string_view election);

/// A seat of a focus list as a table's row, and its head.
std::vector<reports::Column> standing_columns(const Saying& say);
std::vector<reports::Cell> standing_row(const Saying& say, const boost::json::object& standing);

}  // namespace boothwise::papers
