#include "services/release_areas.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace boothwise::services {

using privacy::AreaNo;
using privacy::Level;

namespace {

/// The first 60 bits of a digest: half a million areas share one with a probability of 1e-7, which AreaTree::of tells.
privacy::AreaId id_of(std::string_view kind, std::string_view code) {
  constexpr std::size_t digits = 15;
  std::uint64_t id = 0;
  for (const char digit : sha256(std::string(kind) + ":" + std::string(code)).substr(0, digits))
    id = id << 4U | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  return privacy::AreaId(id);
}

class TreeMaker {
 public:
  Result<ReleaseAreas> made(const std::vector<ReleaseBooth>& booths) {
    for (const ReleaseBooth& booth : booths) {
      const std::string ac = std::to_string(booth.ac.value);
      const AreaNo district =
          area(Level::district, booth.district, privacy::no_area, {Level::district, booth.district});
      const AreaNo segment = area(Level::segment, ac, district, {Level::segment, booth.district, booth.ac});
      const AreaNo kendra = area(Level::shakti_kendra, ac + "/" + booth.kendra, segment,
                                 {Level::shakti_kendra, booth.district, booth.ac, booth.kendra, booth.kendra_name});
      const std::size_t number = areas_.booths.size();
      if (!areas_.booths.try_emplace({booth.ac, booth.part}, number).second)
        return Error{ErrorKind::bad_input,
                     "booth_twice",
                     {"each booth is given once", "हर बूथ एक ही बार दिया जाए"},
                     {{}, 0, {}, ac + "/" + booth.part}};
      area(Level::booth, ac + "/" + booth.part, kendra,
           {Level::booth, booth.district, booth.ac, booth.kendra, {}, booth.part});
    }
    BOOTHWISE_TRY(tree, privacy::AreaTree::of(std::move(list_)));
    areas_.tree = std::move(tree);
    return std::move(areas_);
  }

 private:
  AreaNo area(Level level, const std::string& code, AreaNo parent, ReleasePlace place) {
    const auto [at, added] = known_.try_emplace({level, code}, static_cast<AreaNo>(list_.size()));
    if (added) {
      list_.push_back({id_of(std::to_string(privacy::number(level)), code), level, parent});
      areas_.places.push_back(std::move(place));
    }
    return at->second;
  }

  ReleaseAreas areas_;
  std::vector<privacy::Area> list_;
  std::map<std::pair<Level, std::string>, AreaNo> known_;
};

}  // namespace

Result<ReleaseAreas> release_areas(std::vector<ReleaseBooth> booths) {
  std::ranges::sort(booths, {}, [](const ReleaseBooth& booth) {
    return std::tuple(booth.district, booth.ac, booth.kendra, parse_part(booth.part).value_or(Part()), booth.part);
  });
  return TreeMaker().made(booths);
}

}  // namespace boothwise::services
