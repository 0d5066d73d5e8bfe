#pragma once

#include "reports/report.hpp"

#include <filesystem>
#include <string_view>

#include "base/result.hpp"

namespace boothwise::papers {

/// `branding.toml` of a workspace (docs/formats.md#branding). `folder`: where its logo is looked for. Errors:
/// `branding_malformed` with line and key: an unknown key, a colour that is none or too light to be read on white, a
/// logo that is no PNG.
Result<reports::Branding> parse_branding(std::string_view text, std::string_view display_name,
                                         const std::filesystem::path& folder);

/// Of a workspace's folder; neutral where it has none. Errors: likewise.
Result<reports::Branding> load_branding(const std::filesystem::path& workspace);

/// What printed matter for the public must carry (R33; Representation of the People Act 1951, s. 127A). Errors:
/// `imprint_missing`, naming the key that branding.toml lacks.
Status require_imprint(const reports::Branding& branding);

}  // namespace boothwise::papers
