#pragma once

#include "operations/units.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

namespace boothwise::services {

/// A post that may be held at units of one level.
struct Post {
  std::string code;
  std::string level;
  bool head = false;              ///< heads the unit
  std::int64_t most_at_once = 0;  ///< 0: any number
  Bilingual name;
};

/// An organisation's levels and posts, as data/organisation/ names them.
struct OrganisationCatalogue {
  std::vector<operations::Level> levels;  ///< from the top
  std::vector<Post> posts;

  /// Errors: those of reading a table; `catalogue_damaged` where a level's head is no post of it.
  static Result<OrganisationCatalogue> read(const std::filesystem::path& data_folder);

  /// Nothing where there is none.
  [[nodiscard]] const operations::Level* level(std::string_view code) const;
  [[nodiscard]] const Post* post(std::string_view code) const;
  /// By code or by its name in either language.
  [[nodiscard]] const operations::Level* level_called(std::string_view text) const;
  [[nodiscard]] const Post* post_called(std::string_view text) const;
  /// The post that heads units of a level.
  [[nodiscard]] const std::string& head_post(std::string_view code) const;
  /// Brings the levels to the store.
  [[nodiscard]] Status keep_levels(operations::Store& inside) const;
};

}  // namespace boothwise::services
