#include "concordance/buildings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace boothwise::concordance {

namespace {

constexpr double same_place = 0.93;    ///< two spellings of one place within a set
constexpr double anchor_place = 0.88;  ///< a place that is found again without any doubt, if it is the only one
constexpr std::size_t window = 12;     ///< stations of one building stand close together in the list

std::vector<StationName> parsed(const std::vector<Station>& stations) {
  std::vector<StationName> names;
  names.reserve(stations.size());
  for (const Station& station : stations) names.push_back(parse_station_name(station.name, station.number));
  return names;
}

/// The first level whose bound `value` does not pass.
template <std::size_t Size>
std::uint8_t level_of(double value, const std::array<double, Size>& bounds) {
  std::uint8_t level = 0;
  while (level < Size && value > bounds[level]) ++level;
  return level;
}

}  // namespace

std::uint32_t Vocabulary::add(const std::string& word) {
  const auto [found, is_new] = places_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
  if (is_new) {
    const names::Sounds sounds = names::sounds_of(word);
    words_.push_back({names::Heard(sounds), names::keys_of(sounds)});
  }
  return found->second;
}

void Vocabulary::weigh(std::size_t buildings) {
  // By sound, for both scripts' and all spellings' counts tell how common a word is.
  std::unordered_map<names::Key, std::uint32_t> heard;
  for (const Word& word : words_) {
    if (!word.keys.all().empty()) heard[word.keys.all().front()] += word.buildings;
  }
  constexpr double common_share = 0.15;
  constexpr std::uint32_t common_least = 12;
  for (Word& word : words_) {
    const std::uint32_t count = word.keys.all().empty() ? word.buildings : heard[word.keys.all().front()];
    const double share = static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(buildings, 1));
    word.is_common = count >= common_least && share > common_share;
    word.weight = static_cast<float>(std::clamp(-std::log(std::max(share, 1e-4)) / 4, 0.15, 1.5));
    if (word.heard.sounds.size() <= 1) word.weight = 0.15F;
  }
}

Buildings::Buildings(const Segment& segment) : from_names_(parsed(segment.from)), to_names_(parsed(segment.to)) {
  for (const std::vector<StationName>* names : {&from_names_, &to_names_}) {
    for (const StationName& name : *names) {
      for (const std::string& word : name.place) vocabulary_.count(vocabulary_.add(word));
    }
  }
  vocabulary_.weigh(segment.from.size() + segment.to.size());
  from_ = group(segment.from, from_names_);
  to_ = group(segment.to, to_names_);
  find_pairs();
  find_anchors();
  set_levels();
}

std::vector<BuildingGroup> Buildings::group(const std::vector<Station>& stations,
                                            const std::vector<StationName>& parsed) {
  std::vector<BuildingGroup> groups;
  std::vector<bool> electors_known;
  for (std::uint32_t at = 0; at < stations.size(); ++at) {
    const StationName& name = parsed[at];
    BuildingGroup here;
    here.kind = name.building;
    here.for_girls = name.for_girls;
    std::string joined;
    for (const std::string& word : name.place) {
      if (here.words.size() == names::Name::tokens_max) break;
      here.words.push_back(vocabulary_.add(word));
      joined += word;
    }
    here.joined = names::sounds_of(joined);
    BuildingGroup* home = nullptr;
    for (std::size_t back = groups.size(); back-- > 0 && home == nullptr && !here.words.empty();) {
      BuildingGroup& group = groups[back];
      if (group.stations.back() + window < at) {
        if (groups.size() - back > window) break;
        continue;
      }
      if (group.kind != here.kind || group.for_girls != here.for_girls || group.words.empty()) continue;
      if (group.words == here.words || place_similarity(group, here) >= same_place) home = &group;
    }
    if (home == nullptr) {
      groups.push_back(std::move(here));
      electors_known.push_back(true);
      home = &groups.back();
    }
    home->stations.push_back(at);
    home->electors += stations[at].electors;
    if (stations[at].electors <= 0) electors_known[static_cast<std::size_t>(home - groups.data())] = false;
  }
  for (std::size_t at = 0; at < groups.size(); ++at) {
    BuildingGroup& group = groups[at];
    for (const std::uint32_t station : group.stations) group.position += station;
    group.position /= static_cast<double>(group.stations.size());
    if (!electors_known[at]) group.electors = 0;
  }
  return groups;
}

double Buildings::place_similarity(const BuildingGroup& left, const BuildingGroup& right) const {
  names::WordGrid grid;
  grid.left_words = left.words.size();
  grid.right_words = right.words.size();
  for (std::size_t row = 0; row < left.words.size(); ++row) grid.left_weight[row] = vocabulary_.weight(left.words[row]);
  for (std::size_t column = 0; column < right.words.size(); ++column) {
    grid.right_weight[column] = vocabulary_.weight(right.words[column]);
  }
  for (std::size_t row = 0; row < left.words.size(); ++row) {
    for (std::size_t column = 0; column < right.words.size(); ++column) {
      const bool same = left.words[row] == right.words[column];
      grid.alike[row][column] =
          same ? 1.0F
               : static_cast<float>(names::similarity(vocabulary_.heard(left.words[row]),
                                                      vocabulary_.heard(right.words[column]), names::same_word_least));
    }
  }
  const double paired = names::paired_similarity(grid);
  if (left.words.size() == right.words.size()) return paired;
  return std::max(paired,
                  names::joined_similarity(left.joined, right.joined, std::max(paired, names::same_word_least)));
}

void Buildings::add_pair(std::uint32_t from, std::uint32_t to) {
  const bool named = !from_[from].words.empty() && !to_[to].words.empty();
  pairs_.push_back({from, to});
  similarities_.push_back(named ? static_cast<float>(place_similarity(from_[from], to_[to])) : -1.0F);
}

void Buildings::find_pairs() {
  std::unordered_map<names::Key, std::vector<std::uint32_t>> having;  // key -> later buildings
  for (std::uint32_t to = 0; to < to_.size(); ++to) {
    for (const std::uint32_t word : to_[to].words) {
      if (vocabulary_.is_common(word)) continue;
      for (const names::Key key : vocabulary_.keys(word)) {
        std::vector<std::uint32_t>& list = having[key];
        if (list.empty() || list.back() != to) list.push_back(to);
      }
    }
  }
  std::vector<std::uint32_t> seen(to_.size(), std::numeric_limits<std::uint32_t>::max());
  for (std::uint32_t from = 0; from < from_.size(); ++from) {
    for (const std::uint32_t word : from_[from].words) {
      if (vocabulary_.is_common(word)) continue;
      for (const names::Key key : vocabulary_.keys(word)) {
        const auto found = having.find(key);
        if (found == having.end()) continue;
        for (const std::uint32_t to : found->second) {
          if (std::exchange(seen[to], from) != from) add_pair(from, to);
        }
      }
    }
  }
}

void Buildings::find_anchors() {
  std::vector<std::uint32_t> of_from(from_.size(), 0);  // how many pairs are near certain by name
  std::vector<std::uint32_t> of_to(to_.size(), 0);
  const auto is_near = [&](std::size_t pair) {
    return similarities_[pair] >= anchor_place && from_[pairs_[pair].from].for_girls == to_[pairs_[pair].to].for_girls;
  };
  for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
    if (!is_near(pair)) continue;
    ++of_from[pairs_[pair].from];
    ++of_to[pairs_[pair].to];
  }
  for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
    const auto& [from, to, place, kind, number, size] = pairs_[pair];
    if (is_near(pair) && of_from[from] == 1 && of_to[to] == 1)
      anchors_.emplace_back(from_[from].position, to_[to].position);
  }
  std::ranges::sort(anchors_);
  // Buildings near the expected place are looked at whatever their names; names may be spelled beyond recognition.
  constexpr double near = 3;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> known;
  known.reserve(pairs_.size());
  for (const Pair& pair : pairs_) known.emplace_back(pair.from, pair.to);
  std::ranges::sort(known);
  for (std::uint32_t from = 0; from < from_.size(); ++from) {
    const double place = expected(from_[from].position);
    for (std::uint32_t to = 0; to < to_.size(); ++to) {
      if (std::abs(to_[to].position - place) > near) continue;
      if (!std::ranges::binary_search(known, std::pair(from, to))) add_pair(from, to);
    }
  }
}

double Buildings::expected(double position) const {
  constexpr std::size_t neighbours = 7;
  constexpr std::size_t anchors_least = 3;
  if (anchors_.size() < anchors_least) return position;
  auto right = std::ranges::lower_bound(anchors_, position, {}, &std::pair<double, double>::first);
  auto left = right;
  std::array<double, neighbours> shifts{};
  std::size_t count = 0;
  while (count < neighbours && (left != anchors_.begin() || right != anchors_.end())) {
    const bool take_left = right == anchors_.end() ||
                           (left != anchors_.begin() && position - std::prev(left)->first <= right->first - position);
    const auto anchor = take_left ? --left : right++;
    shifts[count++] = anchor->second - anchor->first;
  }
  const auto middle = shifts.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(shifts.begin(), middle, shifts.begin() + static_cast<std::ptrdiff_t>(count));
  return position + *middle;
}

void Buildings::set_levels() {
  constexpr std::array<double, Agreement::place_levels - 2> unlike = {0.03, 0.08, 0.15, 0.25, 0.4, 0.6};
  constexpr std::array<double, Agreement::number_levels - 1> away = {1, 2.5, 5, 10, 20, 50};
  constexpr std::array<double, Agreement::size_levels - 2> ratio = {0.15, 0.35};
  for (std::size_t at = 0; at < pairs_.size(); ++at) {
    Pair& pair = pairs_[at];
    const BuildingGroup& from = from_[pair.from];
    const BuildingGroup& to = to_[pair.to];
    pair.place = similarities_[at] < 0 ? Agreement::place_levels - 1 : level_of(1.0 - similarities_[at], unlike);
    const bool unknown = from.kind == Building::unknown || to.kind == Building::unknown ||
                         from.kind == Building::other_school || to.kind == Building::other_school;
    pair.kind = from.kind == to.kind && from.for_girls == to.for_girls ? 0 : unknown ? 1 : 2;
    pair.number = level_of(std::abs(to.position - expected(from.position)), away);
    pair.size = from.electors <= 0 || to.electors <= 0
                    ? Agreement::size_levels - 1
                    : level_of(std::abs(std::log(to.electors / from.electors)), ratio);
  }
}

}  // namespace boothwise::concordance
