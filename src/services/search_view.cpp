#include <algorithm>
#include <boost/json.hpp>

#include "services/name_folding.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

struct Hit {
  int rank = 0;  // smaller is better
  json::object row;
};

/// Where a PC lies, as people say it: its districts.
Bilingual names_of(const Snapshot& snapshot, const std::vector<std::string>& ids) {
  Bilingual names;
  for (const std::string& id : ids) {
    const District* district = snapshot.places.district(id);
    names.en += (names.en.empty() ? "" : ", ") + (district == nullptr ? id : district->name.en);
    names.hi += (names.hi.empty() ? "" : ", ") + (district == nullptr ? id : district->name.hi);
  }
  return names;
}

}  // namespace

json::object search_view(const Snapshot& snapshot, std::string_view query) {
  constexpr std::size_t shown = 20;
  const std::string wanted = folded_name(query);
  std::vector<Hit> hits;
  const auto consider = [&](const std::vector<std::string>& names, const auto& make_row) {
    int best = -1;
    for (const std::string& name : names) {
      const int rank = rank_of(folded_name(name), wanted);
      if (rank >= 0 && (best < 0 || rank < best)) best = rank;
    }
    if (best >= 0) hits.push_back({best, make_row()});
  };
  if (!wanted.empty()) {
    for (const ParliamentaryConstituency& pc : snapshot.places.pcs()) {
      consider({pc.name.en, pc.name.hi, std::to_string(pc.no.value)}, [&] {
        return json::object{{"kind", "pc"},
                            {"no", pc.no.value},
                            {"id", nullptr},
                            {"name", to_json(pc.name)},
                            {"where", to_json(names_of(snapshot, pc.districts))}};
      });
    }
    for (const AssemblyConstituency& ac : snapshot.places.acs()) {
      std::vector<std::string> names = ac.other_names;
      names.insert(names.end(), {ac.name.en, ac.name.hi, std::to_string(ac.no.value)});
      consider(names, [&] {
        return json::object{{"kind", "ac"},
                            {"no", ac.no.value},
                            {"id", nullptr},
                            {"name", to_json(ac.name)},
                            {"where", to_json(snapshot.seat_name(House::lok_sabha, ac.pc.value))}};
      });
    }
    for (const District& district : snapshot.places.districts()) {
      consider({district.name.en, district.name.hi}, [&] {
        return json::object{{"kind", "district"},
                            {"no", nullptr},
                            {"id", district.id},
                            {"name", to_json(district.name)},
                            {"where", to_json(Bilingual{})}};
      });
    }
  }
  std::ranges::stable_sort(hits, {}, &Hit::rank);
  json::array results;
  for (std::size_t i = 0; i < std::min(shown, hits.size()); ++i) results.emplace_back(std::move(hits[i].row));
  return {{"results", std::move(results)}};
}

}  // namespace boothwise::services
