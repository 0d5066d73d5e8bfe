#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/places.hpp"
#include "names/names.hpp"

namespace boothwise::services {

/// Finds the district that a table of somebody else means: its id, its names in both languages and its former ones,
/// however they are spelt.
class DistrictNames {
 public:
  explicit DistrictNames(const Places& places);

  /// The district's id: of an equal name, else of the one that sounds so and no other does.
  [[nodiscard]] std::optional<std::string> find(std::string_view text) const;
  /// The id of what sounds most alike; empty where nothing comes near.
  [[nodiscard]] std::string nearest(std::string_view text) const;

 private:
  struct Sounding {
    names::Name name;
    std::string id;
  };
  struct Best {
    double alike = 0;
    double next = 0;  ///< of another district
    std::string id;
  };
  [[nodiscard]] Best best(std::string_view text) const;

  std::map<std::string, std::string, std::less<>> ids_;  ///< by folded name
  std::vector<Sounding> sounding_;
};

}  // namespace boothwise::services
