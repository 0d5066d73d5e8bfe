#include "services/concordance_view.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using concordance::Match;

namespace {

/// From here on a station counts as found again (docs/definitions.md#booths-across-elections).
constexpr float found_least = 0.5F;

/// Segments for which an election's sheets are here.
std::set<AcNo> segments_with_sheets(const warehouse::Manifest& manifest, const ElectionId& election) {
  std::set<AcNo> segments;
  for (const auto& active : warehouse::active_files(manifest, "stations", to_string(election))) {
    for (const std::string& unit : active.file->units) {
      if (const auto number = parse_number<std::int32_t>(unit)) segments.insert(AcNo(*number));
    }
  }
  return segments;
}

Error no_sheets(const ElectionId& election) {
  return {ErrorKind::not_found,
          "no_booth_sheets",
          {"there are no booth sheets of " + to_string(election) + " here",
           to_string(election) + " के मतदेय स्थलों के पर्चे यहाँ नहीं हैं"}};
}

json::object station_json(const warehouse::Station& station) {
  return {{"part", to_string(station.part)}, {"name", station.name}, {"electors", or_null(station.electors)}};
}

json::object segment_json(AcNo ac, const std::vector<warehouse::Station>& from,
                          const std::vector<warehouse::Station>& to, const std::vector<Match>& matches) {
  json::array stations;
  std::size_t next = 0;
  for (std::size_t at = 0; at < from.size(); ++at) {
    json::array targets;
    for (; next < matches.size() && matches[next].from == at; ++next) {
      json::object target = station_json(to[matches[next].to]);
      target["weight"] = matches[next].weight;
      target["confidence"] = matches[next].confidence;
      target["method"] = concordance::to_string(matches[next].method);
      targets.push_back(std::move(target));
    }
    json::object station = station_json(from[at]);
    station["to"] = std::move(targets);
    stations.push_back(std::move(station));
  }
  return {{"ac_no", ac.value}, {"stations", std::move(stations)}};
}

/// How many stations were found, and by what the surest match of each was made.
json::object summary_json(AcNo ac, std::size_t from, std::size_t to, const std::vector<Match>& matches) {
  std::map<std::string_view, std::int64_t> by;
  std::int64_t found = 0;
  for (std::size_t at = 0; at < matches.size();) {
    const Match* best = &matches[at];
    const std::uint32_t station = matches[at].from;
    for (; at < matches.size() && matches[at].from == station; ++at) {
      if (matches[at].weight > best->weight) best = &matches[at];
    }
    ++by[concordance::to_string(best->method)];
    if (best->confidence >= found_least) ++found;
  }
  json::object methods;
  for (const auto& [method, count] : by) methods[method] = count;
  return {{"ac_no", ac.value}, {"from_stations", from}, {"to_stations", to}, {"found", found}, {"methods", methods}};
}

}  // namespace

concordance::Segment stations_of(const std::vector<warehouse::Station>& from,
                                 const std::vector<warehouse::Station>& to) {
  concordance::Segment segment;
  const auto fill = [](std::vector<concordance::Station>& list, const std::vector<warehouse::Station>& stations) {
    list.reserve(stations.size());
    for (const warehouse::Station& station : stations) {
      list.push_back({station.part.number, station.name, static_cast<double>(station.electors.value_or(0))});
    }
  };
  fill(segment.from, from);
  fill(segment.to, to);
  return segment;
}

Result<json::object> concordance_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                      const ElectionId& from, const ElectionId& to, std::optional<AcNo> ac,
                                      unsigned threads) {
  const std::set<AcNo> from_segments = segments_with_sheets(manifest, from);
  const std::set<AcNo> to_segments = segments_with_sheets(manifest, to);
  if (ac ? !from_segments.contains(*ac) : from_segments.empty()) return no_sheets(from);
  if (ac ? !to_segments.contains(*ac) : to_segments.empty()) return no_sheets(to);
  warehouse::Reader reader(warehouse, manifest);
  BOOTHWISE_TRY(from_sheets, reader.booth_sheets(from, ac));
  BOOTHWISE_TRY(to_sheets, reader.booth_sheets(to, ac));
  json::object view{{"from", to_string(from)}, {"to", to_string(to)}, {"found_least", found_least}};
  if (ac) {
    const auto earlier = from_sheets.segment(*ac);
    const auto later = to_sheets.segment(*ac);
    view["segment"] = segment_json(*ac, earlier, later,
                                   concordance::match(stations_of(earlier, later), concordance::default_model()));
    return view;
  }
  std::vector<AcNo> both;
  std::ranges::set_intersection(from_segments, to_segments, std::back_inserter(both));
  std::vector<json::object> rows(both.size());
  parallel_for(threads, both.size(), [&](std::size_t part, unsigned /*thread*/) {
    const auto earlier = from_sheets.segment(both[part]);
    const auto later = to_sheets.segment(both[part]);
    rows[part] = summary_json(both[part], earlier.size(), later.size(),
                              concordance::match(stations_of(earlier, later), concordance::default_model()));
  });
  json::array list;
  for (json::object& row : rows) list.push_back(std::move(row));
  view["segments"] = std::move(list);
  return view;
}

}  // namespace boothwise::services
