#include "services/concordance_view.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <mutex>
#include <set>

#include "base/parallel.hpp"
#include "concordance/candidates.hpp"
#include "names/romanise.hpp"
#include "services/concordance_decisions.hpp"
#include "services/station_matches.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using concordance::Match;

namespace {

constexpr std::size_t candidates_most = 5;  // as many as a person looks at

Error no_stations(const StationSet& set) {
  return {ErrorKind::not_found, "no_stations",
          set.election ? Bilingual{"there are no booth sheets of " + set.id() + " here",
                                   set.id() + " के मतदेय स्थलों के पर्चे यहाँ नहीं हैं"}
                       : Bilingual{"no segment asked for has a roll of " + set.revision + " here",
                                   "पूछे गए क्षेत्र की नामावली " + set.revision + " यहाँ नहीं है"}};
}

json::object station_json(const warehouse::Station& station) {
  return {{"part", to_string(station.part)}, {"name", station.name}, {"electors", or_null(station.electors)}};
}

/// A name in Latin letters. A zero behind a letter of another script is a sign of abbreviation: प्रा0वि0 is Pra.Vi.
std::string latin_of(const std::string& name) {
  std::string spelt;
  for (const char letter : name) {
    const bool behind_letter = !spelt.empty() && (static_cast<unsigned char>(spelt.back()) & 0x80U) != 0;
    spelt += letter == '0' && behind_letter ? '.' : letter;
  }
  return names::romanise(spelt);
}

/// With its name in Latin letters, where it is printed in others.
json::object listed_json(const warehouse::Station& station) {
  json::object view = station_json(station);
  const std::string latin = latin_of(station.name);
  view["latin"] = latin == station.name ? json::value(nullptr) : json::value(latin);
  return view;
}

json::array targets_json(const SegmentMatches& segment, std::uint32_t from) {
  json::array targets;
  for (const Match& match : std::ranges::equal_range(segment.matches, from, {}, &Match::from)) {
    json::object target = station_json(segment.to[match.to]);
    target["weight"] = match.weight;
    target["confidence"] = match.confidence;
    target["method"] = concordance::to_string(match.method);
    targets.push_back(std::move(target));
  }
  return targets;
}

json::array later_json(const SegmentMatches& segment) {
  std::vector<bool> reached(segment.to.size());
  for (const Match& match : segment.matches) reached[match.to] = reached[match.to] || match.confidence >= found_least;
  json::array list;
  for (std::size_t at = 0; at < segment.to.size(); ++at) {
    json::object station = listed_json(segment.to[at]);
    station["reached"] = static_cast<bool>(reached[at]);
    list.push_back(std::move(station));
  }
  return list;
}

/// How many stations were found, and by what the largest part of each was.
json::object summary_json(const SegmentMatches& segment) {
  std::map<std::string_view, std::int64_t> by;
  std::int64_t found = 0;
  for (std::uint32_t at = 0; at < segment.from.size(); ++at) {
    if (const Match* best = segment.best(at)) ++by[concordance::to_string(best->method)];
    if (segment.is_found(at)) ++found;
  }
  json::object methods;
  for (const auto& [method, count] : by) methods[method] = count;
  return {{"ac_no", segment.ac.value},
          {"from_stations", segment.from.size()},
          {"to_stations", segment.to.size()},
          {"found", found},
          {"methods", methods}};
}

json::object segment_json(const SegmentMatches& segment) {
  json::object view = summary_json(segment);
  const auto others = concordance::candidates(segment.stations, concordance::default_model(), candidates_most);
  json::array stations;
  for (std::uint32_t at = 0; at < segment.from.size(); ++at) {
    json::object station = listed_json(segment.from[at]);
    station["found"] = segment.is_found(at);
    station["to"] = targets_json(segment, at);
    json::array candidates;
    for (const concordance::Candidate& one : others[at]) {
      candidates.push_back({{"part", to_string(segment.to[one.to].part)}, {"confidence", one.confidence}});
    }
    station["candidates"] = std::move(candidates);
    const auto said = segment.decisions.find(at);
    station["decision"] = said == segment.decisions.end() ? json::value(nullptr) : decision_json(said->second);
    stations.push_back(std::move(station));
  }
  view["stations"] = std::move(stations);
  view["to"] = later_json(segment);
  return view;
}

/// Summaries of the segments that both sets have.
Result<json::array> summaries_json(Workspace& workspace, const warehouse::Manifest& manifest, const StationSet& from,
                                   const StationSet& to, const std::vector<AcNo>& both, unsigned threads) {
  BOOTHWISE_TRY(from_lists, StationLists::read(*workspace.warehouse, manifest, from, std::nullopt));
  BOOTHWISE_TRY(to_lists, StationLists::read(*workspace.warehouse, manifest, to, std::nullopt));
  std::vector<json::object> rows(both.size());
  std::mutex mutex;
  std::optional<Error> failure;
  parallel_for(threads, both.size(), [&](std::size_t part, unsigned /*thread*/) {
    auto segment = match_segment(workspace, manifest, from, to, both[part], from_lists.segment(both[part]),
                                 to_lists.segment(both[part]));
    if (segment) {
      rows[part] = summary_json(*segment);
      return;
    }
    const std::scoped_lock lock(mutex);
    failure = std::move(segment).error();
  });
  if (failure) return *failure;
  json::array list;
  for (json::object& row : rows) list.push_back(std::move(row));
  return list;
}

}  // namespace

Result<json::object> concordance_view(Workspace& workspace, const warehouse::Manifest& manifest, const StationSet& from,
                                      const StationSet& to, std::optional<AcNo> ac, unsigned threads) {
  const std::set<AcNo> from_segments = segments_of(*workspace.warehouse, manifest, from);
  const std::set<AcNo> to_segments = segments_of(*workspace.warehouse, manifest, to);
  if (ac ? !from_segments.contains(*ac) : from_segments.empty()) return no_stations(from);
  if (ac ? !to_segments.contains(*ac) : to_segments.empty()) return no_stations(to);
  json::object view{{"from", from.id()},
                    {"to", to.id()},
                    {"from_name", to_json(from.name())},
                    {"to_name", to_json(to.name())},
                    {"found_least", found_least}};
  if (ac) {
    BOOTHWISE_TRY(from_lists, StationLists::read(*workspace.warehouse, manifest, from, ac));
    BOOTHWISE_TRY(to_lists, StationLists::read(*workspace.warehouse, manifest, to, ac));
    BOOTHWISE_TRY(segment,
                  match_segment(workspace, manifest, from, to, *ac, from_lists.segment(*ac), to_lists.segment(*ac)));
    view["segment"] = segment_json(segment);
  } else {
    std::vector<AcNo> both;
    std::ranges::set_intersection(from_segments, to_segments, std::back_inserter(both));
    BOOTHWISE_TRY(summaries, summaries_json(workspace, manifest, from, to, both, threads));
    view["segments"] = std::move(summaries);
  }
  Drawn drawn = drawn_stations(from);
  std::ranges::copy(drawn_stations(to), std::back_inserter(drawn));
  add_sources(view, manifest, drawn);
  return view;
}

json::object station_sets_view(Workspace& workspace, const warehouse::Manifest& manifest, std::optional<AcNo> ac) {
  json::array list;
  for (const StationSet& set : station_sets(manifest)) {
    const std::set<AcNo> segments = segments_of(*workspace.warehouse, manifest, set);
    if (ac && !segments.contains(*ac)) continue;
    list.push_back({{"id", set.id()}, {"name", to_json(set.name())}, {"segments", segments.size()}});
  }
  return {{"sets", std::move(list)}};
}

}  // namespace boothwise::services
