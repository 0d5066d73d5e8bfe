#pragma once

#include "privacy/areas.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"

namespace boothwise::services {

/// A booth and what it lies in. All booths of the state are areas of a wave, whether anybody answered there or not.
struct ReleaseBooth {
  std::string district;
  AcNo ac;
  std::string kendra;  ///< the shakti kendra's code, or of a row of neighbouring parts where the organisation has none
  Bilingual kendra_name;
  std::string part;
};

/// An area of a release, in words.
struct ReleasePlace {
  privacy::Level level = privacy::Level::district;
  std::string district;
  AcNo ac{};                ///< 0 for a district
  std::string kendra{};     ///< empty above it
  Bilingual kendra_name{};  ///< of a shakti kendra itself
  std::string part{};       ///< of a booth
};

struct ReleaseAreas {
  privacy::AreaTree tree;
  std::vector<ReleasePlace> places;                            ///< as the tree's areas
  std::map<std::pair<AcNo, std::string>, std::size_t> booths;  ///< their number among the tree's booths
};

/// Ids follow from codes alone, so they are the same in every run. Errors: `booth_twice`, and those of AreaTree::of.
Result<ReleaseAreas> release_areas(std::vector<ReleaseBooth> booths);

}  // namespace boothwise::services
