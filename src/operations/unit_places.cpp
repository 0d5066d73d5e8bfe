#include "operations/unit_places.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>

namespace boothwise::operations {

namespace {

CoveredPlace place_of(const Row& row) {
  return {place_kind_of(row.text(0)), static_cast<std::int32_t>(row.integer(1)), row.text(2)};
}

PlaceHolder holder_of(const Row& row) { return {UnitPath{row.text(3)}, place_of(row)}; }

Parameters key_of(const CoveredPlace& place) {
  return {{"kind", std::string(code_of(place.kind))}, {"number", std::int64_t{place.number}}, {"part", place.text}};
}

Parameters within_segment(const UnitPath& path, AcNo ac) {
  Parameters parameters = within(path);
  parameters.emplace_back("ac", std::int64_t{ac.value});
  return parameters;
}

}  // namespace

Result<std::vector<CoveredPlace>> places_of_unit(Store& store, UnitId unit) {
  BOOTHWISE_TRY(places, list_of(store, sql::places_of_unit, {{"unit", unit}}, place_of));
  std::ranges::sort(places);
  return places;
}

Result<std::vector<std::pair<UnitId, CoveredPlace>>> all_places(Store& store) {
  return list_of(store, sql::all_places, {}, [](const Row& row) { return std::pair(row.integer(4), place_of(row)); });
}

Result<std::vector<PlaceHolder>> holders_of_place(Store& store, const CoveredPlace& place) {
  return list_of(store, sql::holders_of_place, key_of(place), holder_of);
}

Result<std::vector<PlaceHolder>> parts_of_others(Store& store, AcNo ac, const UnitPath& path) {
  return list_of(store, sql::parts_of_others, within_segment(path, ac), holder_of);
}

Result<std::vector<PlaceHolder>> wide_places_within(Store& store, const UnitPath& path) {
  return list_of(store, sql::wide_places_within, within(path), holder_of);
}

Result<std::vector<PlaceHolder>> parts_within(Store& store, const UnitPath& path) {
  return list_of(store, sql::parts_within, within(path), holder_of);
}

Result<std::vector<PlaceHolder>> parts_within(Store& store, const UnitPath& path, AcNo ac) {
  return list_of(store, sql::parts_within_segment, within_segment(path, ac), holder_of);
}

Status add_unit_place(Store& inside, const UnitPlace& place) { return add_unit_places(inside, std::span(&place, 1)); }

Status add_unit_places(Store& inside, std::span<const UnitPlace> places) {
  const auto values_of = [](const UnitPlace& named) {
    Parameters parameters = key_of(named.place);
    parameters.emplace_back("unit", named.unit);
    parameters.emplace_back("path", named.path.text);
    return parameters;
  };
  return change_by_each(inside, sql::add_unit_place, places, values_of,
                        [](const UnitPlace& named) { return named.path.text; });
}

Status remove_unit_place(Store& inside, UnitId unit, const CoveredPlace& place) {
  Parameters parameters = key_of(place);
  parameters.emplace_back("unit", unit);
  BOOTHWISE_CHECK(inside.change(sql::remove_unit_place, parameters));
  return success();
}

}  // namespace boothwise::operations
