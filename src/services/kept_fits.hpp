#pragma once

#include <filesystem>
#include <span>

#include "forecast/fit.hpp"

namespace boothwise::services {

/// As forecast::fit; where the same was fitted from the same by this very program before, what it came to is read from
/// `folder` instead (to the last bit) and otherwise kept there. Fits come from results alone: nothing of a person is in
/// the folder, and it may be deleted at any time. An empty `folder`: nothing is kept. Where the folder cannot be read
/// or written, it is fitted anew: a fit costs time, nothing else.
forecast::Fitted fit_or_kept(const forecast::Contest& contest, std::span<const forecast::PastElection> elections,
                             std::span<const forecast::PastTarget> targets, const forecast::Geography& geography,
                             const forecast::FitSettings& settings, const std::filesystem::path& folder);

/// Where a workspace keeps them.
std::filesystem::path kept_fits_folder(const std::filesystem::path& workspace);

}  // namespace boothwise::services
