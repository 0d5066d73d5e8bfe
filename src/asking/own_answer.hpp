#pragma once

#include "asking/reading.hpp"

#include <boost/json/object.hpp>
#include <filesystem>
#include <optional>

#include "services/caller.hpp"
#include "services/forecast_desk.hpp"

/// Questions about the organisation's own work and what its forecasts say: how many tasks are late in a district, who
/// answers for a seat, the chance of a seat under a kept scenario. Only what the asker may see on the pages.
namespace boothwise::asking {

/// Whose question it is.
struct OwnDesk {
  services::Caller& caller;
  services::ForecastShelf& shelf;
  std::filesystem::path state_folder;  ///< of the state's tables
};

struct OwnAnswer {
  Bilingual understood;
  boost::json::object answer;  ///< as docs/api.md#ask has it
};

/// Nothing where the question is of neither. `side`: who "we" are. Errors: `not_understood`, `no_figure`; `not_yours`,
/// `unit_unknown` for what is out of the asker's reach; those of responsibility_view and forecast_answer_view.
Result<std::optional<OwnAnswer>> own_answer(const Reading& reading, Figures& figures, const OwnDesk& desk,
                                            const std::string& side);

}  // namespace boothwise::asking
