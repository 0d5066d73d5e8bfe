#pragma once

#include <filesystem>

#include "services/workspace.hpp"

namespace boothwise::services {

/// Fills a workspace to try Boothwise on. With `real_data`: everything that lies there. Without: our own tables of
/// results (`data/<state>/results`) and, marked as synthetic, made-up booths for the newest Lok Sabha election among
/// them, two rolls of some 40,000 electors in four segments, compared, and an organisation, and released tables of a
/// made-up wave; each unless there is one already. Doing it again changes nothing. Errors: those of import.
Status fill_demo(Workspace& workspace, const std::filesystem::path& data_folder, const std::filesystem::path& real_data,
                 Instant now, Progress& progress);

}  // namespace boothwise::services
