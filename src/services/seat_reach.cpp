#include "services/seat_reach.hpp"

#include "operations/unit_places.hpp"
#include "operations/users.hpp"

#include <iterator>
#include <map>
#include <set>

#include "services/json_body.hpp"

namespace boothwise::services {

using operations::Store;

namespace {

/// Every place that a unit names.
Result<std::vector<PlaceHolder>> placed_units(Store& whole) {
  BOOTHWISE_TRY(placed, operations::wide_places_within(whole, whole_organisation));
  BOOTHWISE_TRY(parts, operations::parts_within(whole, whole_organisation));
  std::ranges::move(parts, std::back_inserter(placed));
  return placed;
}

bool lies_in(const CoveredPlace& place, std::int32_t pc, const std::set<std::int32_t>& segments) {
  if (place.kind == PlaceKind::pc) return place.number == pc;
  return (place.kind == PlaceKind::ac || place.kind == PlaceKind::part) && segments.contains(place.number);
}

Result<std::vector<UnitPath>> reach_among(const std::vector<PlaceHolder>& placed, const Places& places,
                                          std::int64_t pc) {
  std::set<std::int32_t> segments;
  const PcNo seat(static_cast<std::int32_t>(pc));
  for (const AssemblyConstituency* ac : places.segments_of(seat)) segments.insert(ac->no.value);
  if (segments.empty()) {
    return refused_field(ErrorKind::bad_input, "seat_unknown", "pc",
                         {"there is no Lok Sabha seat of this number", "इस संख्या की कोई लोक सभा सीट नहीं है"},
                         std::to_string(pc));
  }
  // Places inside the seat, and all, of each unit with those below it.
  std::map<std::string, std::pair<std::int64_t, std::int64_t>, std::less<>> counts;
  for (const PlaceHolder& holder : placed) {
    const bool inside = lies_in(holder.place, seat.value, segments);
    const std::string& path = holder.path.text;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
      auto& [within, all] = counts[path.substr(0, dot + 1)];
      within += inside ? 1 : 0;
      ++all;
    }
  }
  std::vector<UnitPath> reach;
  for (const auto& [path, count] : counts) {
    if (count.first == count.second) reach.push_back({path});
  }
  return topmost(std::move(reach));
}

}  // namespace

Result<std::vector<UnitPath>> reach_of_seat(Store& whole, const Places& places, std::int64_t pc) {
  BOOTHWISE_TRY(placed, placed_units(whole));
  return reach_among(placed, places, pc);
}

Status refresh_seat_reaches(Store& inside, const Places& places) {
  BOOTHWISE_TRY(grants, operations::seat_grants(inside));
  if (grants.empty()) return success();
  BOOTHWISE_TRY(placed, placed_units(inside));
  for (const operations::RoleGrant& grant : grants) {
    BOOTHWISE_TRY(reach, reach_among(placed, places, *grant.pc));
    BOOTHWISE_CHECK(operations::set_reach(inside, grant.id, reach));
  }
  return success();
}

}  // namespace boothwise::services
