#include "services/district_names.hpp"

#include <algorithm>

#include "services/name_folding.hpp"

namespace boothwise::services {

namespace {

constexpr double alike_least = 0.85;  // the 75 districts' names in both scripts meet from here on, and no two districts
constexpr double ahead_least = 0.08;
constexpr double near_least = 0.6;

}  // namespace

DistrictNames::DistrictNames(const Places& places) {
  for (const District& district : places.districts()) {
    std::vector<std::string> names{district.id, district.name.en, district.name.hi};
    names.insert(names.end(), district.former_names.begin(), district.former_names.end());
    for (const std::string& name : names) {
      if (name.empty()) continue;
      ids_.emplace(folded_name(name), district.id);
      sounding_.push_back({names::parse_name(name), district.id});
    }
  }
}

DistrictNames::Best DistrictNames::best(std::string_view text) const {
  const names::Name wanted = names::parse_name(text);
  std::map<std::string_view, double> by_district;
  for (const Sounding& one : sounding_) {
    double& alike = by_district[one.id];
    alike = std::max(alike, names::similarity(wanted, one.name));
  }
  Best best;
  for (const auto& [id, alike] : by_district) {
    if (alike > best.alike) {
      best = {alike, best.alike, std::string(id)};
    } else if (alike > best.next) {
      best.next = alike;
    }
  }
  return best;
}

std::optional<std::string> DistrictNames::find(std::string_view text) const {
  if (const auto found = ids_.find(folded_name(text)); found != ids_.end()) return found->second;
  const Best one = best(text);
  if (one.alike >= alike_least && one.alike - one.next >= ahead_least) return one.id;
  return std::nullopt;
}

std::string DistrictNames::nearest(std::string_view text) const {
  const Best one = best(text);
  return one.alike >= near_least ? one.id : std::string();
}

}  // namespace boothwise::services
