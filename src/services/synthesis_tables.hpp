#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "synthesis/vocabulary.hpp"

namespace boothwise::services {

/// The words of synthetic names and places, from `data/synthesis/{words,name_families,places}.csv`. Errors: those of
/// reading a table; `vocabulary_damaged`.
Result<synthesis::Vocabulary> load_vocabulary(const std::filesystem::path& data_folder);

}  // namespace boothwise::services
