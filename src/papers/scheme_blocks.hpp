#pragma once

#include "papers/paper_parts.hpp"

/// What reports say of schemes: official counts, outcomes, and what households said, never in one figure.
namespace boothwise::papers {

/// Schemes of a district (district_schemes_view) with an official count; those without are named under it.
reports::Table district_counts(const Saying& say, const boost::json::object& district);
/// Outcomes of public surveys: the district beside the middle of all districts.
reports::Table district_outcomes(const Saying& say, const boost::json::object& district);
/// What households said: one chart a scheme and area, intervals drawn, hidden ones with their reason. Nothing where
/// none is there.
void add_receipts(reports::Report& report, const Saying& say, const boost::json::object& receipts);
/// Community and economy of areas as released: with base, interval and what it may be used for (R16, R18).
void add_released(reports::Report& report, const Saying& say, const boost::json::object& community);

}  // namespace boothwise::papers
