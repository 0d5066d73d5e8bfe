#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/seat_class.hpp"
#include "services/report_json.hpp"
#include "services/snapshot.hpp"

/// Pieces that several views share.
namespace boothwise::services {

/// null where the value is missing.
template <typename T>
boost::json::value or_null(const std::optional<T>& value) {
  return value ? boost::json::value(*value) : boost::json::value(nullptr);
}
boost::json::value text_or_null(std::string_view text);

/// A table and the scope that a view drew on.
using Drawn = std::vector<std::pair<std::string_view, std::string>>;

/// Sets `sources` (the runs behind what was drawn) and `synthetic`.
void add_sources(boost::json::object& view, const warehouse::Manifest& manifest, const Drawn& drawn);
/// A segment's name, or its number where no place of that number is known.
Bilingual segment_name(const Places& places, AcNo ac);
/// The name of an area of a released table. `row`: `level`, `district`, `ac`, `kendra_name`, `part`.
template <typename Row>
Bilingual released_area_name(const Places& places, const Row& row) {
  if (row.level == "booth") return {"booth " + row.part, "बूथ " + row.part};
  if (row.level == "shakti_kendra") return row.kendra_name;
  if (row.level == "segment") return segment_name(places, row.ac);
  const District* district = places.district(row.district);
  return district == nullptr ? Bilingual{row.district, row.district} : district->name;
}
/// What results of one election rest on: candidates, segments, alliances.
Drawn drawn_results(const ElectionId& election);

boost::json::object election_json(const Snapshot& snapshot, const ElectionData& data);
boost::json::object side_json(const Side& side);
boost::json::value placed_json(const std::optional<Placed>& placed);
boost::json::array districts_json(const Snapshot& snapshot, const std::vector<std::string>& ids);
boost::json::object standing_json(const Snapshot& snapshot, const ElectionId& election, const SeatStanding& standing);
/// All candidates in order, NOTA last.
boost::json::array candidates_json(const Snapshot& snapshot, const ElectionId& election, const Contest& contest);

/// "won by 8.1 points (1,01,234 votes)" / "lost by …, second" / "had no candidate": what a sentence says of a side.
Bilingual outcome_text(const SideLead& lead);

Error unknown_seat(std::int32_t number, std::size_t seats);

}  // namespace boothwise::services
