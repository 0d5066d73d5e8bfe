#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/scheme.hpp"
#include "services/caller.hpp"

/// Which public schemes there are: those shipped (data/schemes/schemes.csv), with what was added or changed here in
/// their place. Shapes: docs/api.md#schemes.
namespace boothwise::services {

/// Shipped ones in our order, then added ones by code. Errors: those of reading a table, `operations_failed`,
/// `catalogue_damaged`.
Result<std::vector<Scheme>> scheme_catalogue(Workspace& workspace, const std::filesystem::path& data_folder);
/// Errors: likewise; `scheme_unknown`, listing the codes.
Result<Scheme> scheme_named(Workspace& workspace, const std::filesystem::path& data_folder, std::string_view code);

/// What it is and where to ask (R22), and whether it is in force on a day.
boost::json::object scheme_json(const Scheme& scheme, const Day& today);

/// Body: {code, name_en, name_hi, owner, unit, from_day?, to_day?, status?, base?, benefit_en?, …, source_url,
/// to_check?}. Errors: those of check_scheme, `scheme_exists` (conflict), `body_malformed`, `sign_in_needed`,
/// `not_yours`.
Result<boost::json::object> add_scheme(Caller& caller, std::string_view text);
/// The same fields but `code`, those that change only. Errors: likewise, `scheme_unknown`.
Result<boost::json::object> change_scheme(Caller& caller, std::string_view code, std::string_view text);
/// Body: {to_day}: its last day or year. From then on it keeps official counts only. Errors: likewise.
Result<boost::json::object> close_scheme(Caller& caller, std::string_view code, std::string_view text);

}  // namespace boothwise::services
