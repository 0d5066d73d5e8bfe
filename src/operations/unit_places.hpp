#pragma once

#include "operations/store.hpp"
#include "operations/units.hpp"

#include <span>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/coverage.hpp"
#include "domain/covered_places.hpp"

/// Places that units name. Every function's errors: `operations_failed`.
namespace boothwise::operations {

/// In order.
Result<std::vector<CoveredPlace>> places_of_unit(Store& store, UnitId unit);
Result<std::vector<std::pair<UnitId, CoveredPlace>>> all_places(Store& store);
/// Who names exactly this.
Result<std::vector<PlaceHolder>> holders_of_place(Store& store, const CoveredPlace& place);
/// Booths of a segment that units outside a subtree name.
Result<std::vector<PlaceHolder>> parts_of_others(Store& store, AcNo ac, const UnitPath& path);
/// What units of a subtree name: places larger than a booth, and booths, of all segments or one.
Result<std::vector<PlaceHolder>> wide_places_within(Store& store, const UnitPath& path);
Result<std::vector<PlaceHolder>> parts_within(Store& store, const UnitPath& path);
Result<std::vector<PlaceHolder>> parts_within(Store& store, const UnitPath& path, AcNo ac);

/// A place that a unit names.
struct UnitPlace {
  UnitId unit = 0;
  UnitPath path;
  CoveredPlace place;
};
Status add_unit_place(Store& inside, const UnitPlace& place);
/// Many; an error's value is the path of the first one's unit that failed.
Status add_unit_places(Store& inside, std::span<const UnitPlace> places);
Status remove_unit_place(Store& inside, UnitId unit, const CoveredPlace& place);

/// The store's places for the rules of domain/coverage.hpp.
class StoredPlaceHolders : public PlaceHolders {
 public:
  /// REQUIRES: `store` sees all rows and outlives this.
  explicit StoredPlaceHolders(Store& store) : store_(store) {}
  Result<std::vector<PlaceHolder>> at(const CoveredPlace& place) override { return holders_of_place(store_, place); }
  Result<std::vector<PlaceHolder>> parts_in(AcNo ac, const UnitPath& but) override {
    return parts_of_others(store_, ac, but);
  }

 private:
  Store& store_;
};

}  // namespace boothwise::operations
