#pragma once

#include "papers/paper.hpp"

/// One function a kind; `asked.place` is of the kind's place and known. Errors: those of the views.
namespace boothwise::papers {

Result<reports::Report> seat_brief(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> target_list(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> district_brief(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> booth_brief(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> focus_list(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> programme_status(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> scheme_coverage(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> roll_revision(const PaperDesk& desk, const PaperAsked& asked);
Result<reports::Report> forecast_report(const PaperDesk& desk, const PaperAsked& asked);
/// `asked.place`: a session, or none for the latest. Errors also: `no_session`.
Result<reports::Report> training_report(const PaperDesk& desk, const PaperAsked& asked);

}  // namespace boothwise::papers
