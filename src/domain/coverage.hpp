#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/covered_places.hpp"
#include "domain/places.hpp"

/// Whose place is whose: what a unit covers lies within what the nearest unit above it with places of its own covers,
/// and no place is covered by two units of which neither stands above the other.
namespace boothwise {

/// A place that a unit names itself.
struct PlaceHolder {
  UnitPath path;
  CoveredPlace place;
};

/// Who names which places: the store's tables, or an import in memory.
class PlaceHolders {
 public:
  PlaceHolders() = default;
  PlaceHolders(const PlaceHolders&) = delete;
  PlaceHolders& operator=(const PlaceHolders&) = delete;
  virtual ~PlaceHolders() = default;
  /// Those who name exactly this place.
  virtual Result<std::vector<PlaceHolder>> at(const CoveredPlace& place) = 0;
  /// Those who name parts of a segment, outside the subtree of `but`.
  virtual Result<std::vector<PlaceHolder>> parts_in(AcNo ac, const UnitPath& but) = 0;
};

struct CoverageFault {
  enum class Kind : std::uint8_t {
    foreign,  ///< outside what is covered above
    taken     ///< of another unit
  };
  Kind kind = Kind::foreign;
  CoveredPlace place;  ///< where they meet
  UnitPath by;         ///< the unit above whose places they had to be in, or the other one
};

/// What holds a place, the place itself first: a part's segment, seat, district, state.
std::vector<CoveredPlace> around(const Places& places, const CoveredPlace& place);

/// Whether `place` lies in places of which `holds` knows: in one of them, or, as a seat or district, segment by
/// segment.
Result<bool> lies_within(const Places& places, const CoveredPlace& place,
                         const std::function<Result<bool>(const CoveredPlace&)>& holds);

/// The first reason why the unit at `path` cannot cover `place`, if there is one. `bound`: the nearest unit above with
/// places of its own. `look_inside`: smaller places of others are looked for as well; not needed where every place of
/// every unit is asked about.
Result<std::optional<CoverageFault>> coverage_fault(const Places& places, PlaceHolders& holders, const UnitPath& path,
                                                    const std::optional<UnitPath>& bound, const CoveredPlace& place,
                                                    bool look_inside);

}  // namespace boothwise
