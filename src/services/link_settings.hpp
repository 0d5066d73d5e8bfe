#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "linkage/model.hpp"
#include "linkage/settings.hpp"

namespace boothwise::services {

/// How two files are linked: what a person sets, and what was learnt from records once and may be used again.
struct LinkSettings {
  std::string id;                       ///< the column that names a record; empty: records are numbered
  linkage::Settings settings;           ///< `columns` are those that comparisons use
  std::optional<linkage::Model> model;  ///< absent: to be learnt
};

/// A settings or model file (TOML, docs/formats.md#linkage-settings). Errors: `link_settings_malformed` with file,
/// line, what stands there and what would be understood; `link_settings_version` where a newer program wrote the file.
Result<LinkSettings> read_link_settings(std::string_view text, std::string_view display_name);

/// The same as text, read back alike.
std::string write_link_settings(const LinkSettings& settings);

}  // namespace boothwise::services
