#pragma once

#include "asking/figures.hpp"

#include <utility>

#include "domain/places.hpp"

/// What the sources of Figures share.
namespace boothwise::asking {

/// The value with its unit, as people read it; of a change with its sign.
Bilingual value_text(const Figure& figure);
Error no_figure(Bilingual why);
Error area_unfit(const Area& area);
/// Errors: `area_unfit`.
Result<std::pair<AcNo, Part>> booth_of(const Area& area);
/// Whether a seat is one of a group (docs/definitions.md#seat-class).
bool is_in_group(const SeatStanding& standing, SeatGroup group);
/// The number of a seat or segment; 0 for what is none.
std::int32_t number_of(const Area& area);

}  // namespace boothwise::asking
