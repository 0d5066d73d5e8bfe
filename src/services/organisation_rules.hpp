#pragma once

#include "operations/people.hpp"
#include "operations/units.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/coverage.hpp"
#include "services/organisation_catalogue.hpp"

/// What must hold of an organisation, whether one thing is changed or a whole file comes in. Each answers with the
/// error that says what is wrong.
namespace boothwise::services {

constexpr std::size_t name_bytes_most = 200;

/// Errors: `level_unknown` (lists those there are).
Result<const operations::Level*> known_level(const OrganisationCatalogue& catalogue, std::string_view text);
/// Errors: `post_unknown` (lists those of the level), `post_of_other_level`.
Result<const Post*> known_post(const OrganisationCatalogue& catalogue, std::string_view text, std::string_view level);
/// A unit stands below one of a higher level. Errors: `level_not_below`.
Status check_levels(const OrganisationCatalogue& catalogue, std::string_view above, std::string_view below);
/// A unit's code: letters, digits, `-`, `_`, `.`, `/`, of either script, no spaces. Errors: `code_malformed`.
Status check_code(std::string_view code);
/// Text about a person or unit holds no number of a card or account (R4). Errors: `forbidden_numbers`.
Status check_text(std::string_view field, std::string_view text);
/// "+91…"; empty where the text is. Errors: `phone_malformed`.
Result<std::string> checked_phone(std::string_view field, std::string_view text);

/// A day not before `least` (empty: any) and not after today; today where the text is empty. Errors: `date_malformed`,
/// `days_reversed`, `day_in_future`.
Result<std::string> checked_day(std::string_view field, std::string_view text, std::string_view least, Day today);

/// Whether `wanted` fits beside those who hold or held the same post. Errors: `post_held_already` where it is the same
/// person, `post_full`.
Status check_period(const Post& post, std::span<const operations::HeldPost> others, const operations::HeldPost& wanted);

/// The unit's agent is an elector of the part, or of the segment with a note why. Errors: `agent_elsewhere`.
Status check_elector(std::string_view part, std::string_view elector_part, std::string_view note);

/// `place_foreign` or `place_taken`. `other`: the unit that the fault names, where the asker may know of it.
Error coverage_error(const CoverageFault& fault, const operations::Unit* other);

}  // namespace boothwise::services
