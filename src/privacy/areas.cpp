#include "privacy/areas.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace boothwise::privacy {

namespace {

Error about(std::string code, Bilingual message, std::string value) {
  return {ErrorKind::bad_input, std::move(code), std::move(message), {.value = std::move(value)}};
}

Status check_places(const std::vector<Area>& areas) {
  std::unordered_set<AreaId> seen;
  std::vector<bool> holds_some(areas.size(), false);
  for (AreaNo area = 0; area < areas.size(); ++area) {
    const auto& [id, level, parent] = areas[area];
    const std::string name = std::to_string(id.value);
    if (!seen.insert(id).second)
      return about("area_twice", {"each area is given once", "हर क्षेत्र एक ही बार दिया जाए"}, name);
    const bool top = level == Level::district;
    if (top != (parent == no_area) || (!top && (parent >= area || number(areas[parent].level) + 1 != number(level))))
      return about(
          "area_out_of_place",
          {"an area comes after its parent and lies one level below it: district, segment, shakti kendra, booth",
           "क्षेत्र अपने मूल क्षेत्र के बाद और उससे एक स्तर नीचे हो: ज़िला, विधानसभा, शक्ति केंद्र, बूथ"},
          name);
    if (!top) holds_some[parent] = true;
  }
  for (AreaNo area = 0; area < areas.size(); ++area) {
    if (areas[area].level != Level::booth && !holds_some[area])
      return about("area_without_booths",
                   {"an area above the booth holds at least one booth", "बूथ से ऊपर के क्षेत्र में कम से कम एक बूथ हो"},
                   std::to_string(areas[area].id.value));
  }
  return success();
}

/// Each district's areas by level and id; the numbers in `areas` are turned into places in its own list.
std::vector<District> districts_of(const std::vector<Area>& areas) {
  std::vector<AreaNo> order(areas.size());
  std::iota(order.begin(), order.end(), AreaNo{0});
  std::ranges::sort(order, {}, [&](AreaNo area) { return std::pair(areas[area].level, areas[area].id); });
  std::vector<District> districts;
  std::vector<std::size_t> district_of(areas.size());
  std::vector<AreaNo> own_place(areas.size());
  for (const AreaNo area : order) {
    const Area& at = areas[area];
    if (at.parent == no_area) districts.emplace_back();
    district_of[area] = at.parent == no_area ? districts.size() - 1 : district_of[at.parent];
    District& district = districts[district_of[area]];
    own_place[area] = static_cast<AreaNo>(district.areas.size());
    district.areas.push_back({at.id, at.level, at.parent == no_area ? no_area : own_place[at.parent]});
    district.in_tree.push_back(area);
  }
  return districts;
}

std::vector<AreaId> sorted(std::vector<AreaId> ids) {
  std::ranges::sort(ids);
  return ids;
}

/// The booths of each area, sorted.
std::vector<std::vector<AreaId>> booths_by_area(const AreaTree& tree) {
  std::vector<std::vector<AreaId>> booths(tree.areas().size());
  for (const AreaNo booth : tree.booths()) {
    for (AreaNo area = booth; area != no_area; area = tree.areas()[area].parent)
      booths[area].push_back(tree.areas()[booth].id);
  }
  for (std::vector<AreaId>& of_area : booths) std::ranges::sort(of_area);
  return booths;
}

}  // namespace

Result<AreaTree> AreaTree::of(std::vector<Area> areas) {
  BOOTHWISE_CHECK(check_places(areas));
  AreaTree tree;
  for (AreaNo area = 0; area < areas.size(); ++area) {
    if (areas[area].level == Level::booth) tree.booths_.push_back(area);
  }
  tree.districts_ = districts_of(areas);
  tree.areas_ = std::move(areas);
  return tree;
}

Status check_areas(const AreaTree& tree, std::span<const ProposedArea> proposed) {
  const std::vector<std::vector<AreaId>> by_area = booths_by_area(tree);
  const std::set<std::vector<AreaId>> known(by_area.begin(), by_area.end());
  for (const ProposedArea& area : proposed) {
    if (!known.contains(sorted(area.booths)))
      return about("area_not_in_tree",
                   {"tables are released of booths, shakti kendras, segments and districts only; another set of booths "
                    "overlaps them, and the difference could be a few people",
                    "आँकड़े केवल बूथ, शक्ति केंद्र, विधानसभा और ज़िले के निकलते हैं; बूथों का कोई और समूह इनसे टकराएगा और अंतर "
                    "से कुछ ही लोग पहचाने जा सकते हैं"},
                   area.name);
  }
  return success();
}

Status check_waves(std::span<const WaveDays> waves) {
  std::vector<WaveDays> by_day(waves.begin(), waves.end());
  std::ranges::sort(by_day, {}, [](const WaveDays& days) { return days.first; });
  std::unordered_set<WaveNo> seen;
  for (std::size_t at = 0; at < by_day.size(); ++at) {
    const WaveDays& wave = by_day[at];
    const std::string name = std::to_string(wave.wave.value);
    if (!seen.insert(wave.wave).second)
      return about("wave_twice", {"each wave is given once", "हर चरण एक ही बार दिया जाए"}, name);
    if (wave.last < wave.first)
      return about("wave_days_turned", {"a wave ends on or after its first day", "चरण अपने पहले दिन या बाद में ख़त्म हो"},
                   name);
    if (at > 0 && wave.first <= by_day[at - 1].last)
      return about("waves_overlap",
                   {"waves have no day in common; the difference of two could be a few people",
                    "दो चरणों का कोई दिन साझा न हो; अंतर से कुछ ही लोग पहचाने जा सकते हैं"},
                   name);
  }
  return success();
}

}  // namespace boothwise::privacy
