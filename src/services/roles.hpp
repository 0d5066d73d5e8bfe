#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

namespace boothwise::services {

/// A role as data/organisation/roles.csv has it.
struct Role {
  std::string code;     ///< "district_president"
  std::string held_at;  ///< a level of the organisation, or `pc` for a Lok Sabha seat
  bool second_factor = true;
  Bilingual name;
  RightSet rights;
};

/// The roles there are, by code.
class Roles {
 public:
  /// Errors: those of reading a table; `table_damaged` where a right is unknown.
  static Result<Roles> load(const std::filesystem::path& data_folder);
  /// Null where there is none.
  [[nodiscard]] const Role* find(std::string_view code) const;
  [[nodiscard]] const std::map<std::string, Role, std::less<>>& all() const { return roles_; }

 private:
  std::map<std::string, Role, std::less<>> roles_;
};

}  // namespace boothwise::services
