#include "domain/coverage.hpp"

#include <algorithm>

namespace boothwise {

namespace {

std::vector<AcNo> segments_of(const Places& places, const CoveredPlace& place) {
  std::vector<AcNo> segments;
  for (const AssemblyConstituency& ac : places.acs()) {
    const bool inside = place.kind == PlaceKind::state ||
                        (place.kind == PlaceKind::pc && ac.pc.value == place.number) ||
                        (place.kind == PlaceKind::district && ac.district == place.text);
    if (inside) segments.push_back(ac.no);
  }
  return segments;
}

CoveredPlace segment(AcNo ac) { return {PlaceKind::ac, ac.value, {}}; }

/// Neither stands above the other.
bool unrelated(const UnitPath& a, const UnitPath& b) { return !a.covers(b) && !b.covers(a); }

/// Looks for others who hold a place, or what is in it.
class Finder {
 public:
  Finder(const Places& places, PlaceHolders& holders, const UnitPath& path)
      : places_(places), holders_(holders), path_(path) {}

  Result<std::optional<CoverageFault>> at(const CoveredPlace& place) {
    BOOTHWISE_TRY(holding, holders_.at(place));
    return first_of(holding);
  }

  Result<std::optional<CoverageFault>> inside(const CoveredPlace& place) {
    if (place.kind == PlaceKind::part) return std::optional<CoverageFault>();
    if (place.kind == PlaceKind::ac) return parts_in(AcNo(place.number));
    for (const AcNo ac : segments_of(places_, place)) {
      for (const CoveredPlace& one : around(places_, segment(ac))) {
        if (one == place || one.kind == PlaceKind::state) continue;
        BOOTHWISE_TRY(fault, at(one));
        if (fault) return fault;
      }
      BOOTHWISE_TRY(fault, parts_in(ac));
      if (fault) return fault;
    }
    return std::optional<CoverageFault>();
  }

 private:
  Result<std::optional<CoverageFault>> parts_in(AcNo ac) {
    BOOTHWISE_TRY(holding, holders_.parts_in(ac, path_));
    return first_of(holding);
  }
  [[nodiscard]] std::optional<CoverageFault> first_of(const std::vector<PlaceHolder>& holding) const {
    for (const PlaceHolder& other : holding) {
      if (unrelated(other.path, path_)) return CoverageFault{CoverageFault::Kind::taken, other.place, other.path};
    }
    return std::nullopt;
  }

  const Places& places_;
  PlaceHolders& holders_;
  const UnitPath& path_;
};

}  // namespace

std::vector<CoveredPlace> around(const Places& places, const CoveredPlace& place) {
  std::vector<CoveredPlace> list{place};
  if (place.kind == PlaceKind::part) list.push_back(segment(AcNo(place.number)));
  if (place.kind == PlaceKind::part || place.kind == PlaceKind::ac) {
    if (const AssemblyConstituency* ac = places.ac(AcNo(place.number))) {
      list.push_back({PlaceKind::pc, ac->pc.value, {}});
      if (!ac->district.empty()) list.push_back({PlaceKind::district, 0, ac->district});
    }
  }
  if (place.kind != PlaceKind::state) list.push_back({PlaceKind::state, 0, {}});
  return list;
}

Result<bool> lies_within(const Places& places, const CoveredPlace& place,
                         const std::function<Result<bool>(const CoveredPlace&)>& holds) {
  for (const CoveredPlace& one : around(places, place)) {
    BOOTHWISE_TRY(held, holds(one));
    if (held) return true;
  }
  if (place.kind != PlaceKind::pc && place.kind != PlaceKind::district) return false;
  const std::vector<AcNo> segments = segments_of(places, place);
  for (const AcNo ac : segments) {
    BOOTHWISE_TRY(within, lies_within(places, segment(ac), holds));
    if (!within) return false;
  }
  return !segments.empty();
}

Result<std::optional<CoverageFault>> coverage_fault(const Places& places, PlaceHolders& holders, const UnitPath& path,
                                                    const std::optional<UnitPath>& bound, const CoveredPlace& place,
                                                    bool look_inside) {
  if (bound) {
    BOOTHWISE_TRY(within, lies_within(places, place, [&](const CoveredPlace& one) -> Result<bool> {
                    BOOTHWISE_TRY(holding, holders.at(one));
                    return std::ranges::find(holding, *bound, &PlaceHolder::path) != holding.end();
                  }));
    if (!within) return std::optional(CoverageFault{CoverageFault::Kind::foreign, place, *bound});
  }
  Finder finder(places, holders, path);
  for (const CoveredPlace& one : around(places, place)) {
    BOOTHWISE_TRY(fault, finder.at(one));
    if (fault) return fault;
  }
  const bool crosses = place.kind == PlaceKind::pc || place.kind == PlaceKind::district;
  if (path == whole_organisation || (!look_inside && !crosses)) return std::optional<CoverageFault>();
  return finder.inside(place);
}

}  // namespace boothwise
