#pragma once

#include <boost/json/object.hpp>
#include <span>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/caller.hpp"
#include "services/import_service.hpp"
#include "services/organisation_rows.hpp"

/// Whole files of units, people and agents: docs/formats.md#organisation.
namespace boothwise::services {

struct OrganisationImport {
  boost::json::object report;  ///< docs/api.md#organisation
  bool committed = false;
  RefusedRows refused;
};

/// Everything of the files or nothing: rows that do not fit are told, with file, line, column and reason, and keep all
/// of it out. Doing it again changes nothing. Needs `edit_organisation` at the top. Errors: those of
/// read_organisation, `not_yours`, `operations_failed`.
Result<OrganisationImport> import_organisation(Caller& caller, const Places& places, std::span<const ImportFile> files,
                                               const intake::UserMapping& mapping, bool synthetic, Progress& progress);

/// The same of rows that were made otherwise.
Result<OrganisationImport> import_organisation_rows(Caller& caller, const Places& places,
                                                    const OrganisationCatalogue& catalogue, OrganisationRows rows,
                                                    bool synthetic, Progress& progress);

/// Refused rows as CSV: file, line, column, value, reason.
std::string refused_rows_csv(const RefusedRows& refused, Language language);

}  // namespace boothwise::services
