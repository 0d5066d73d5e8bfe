#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "names/names.hpp"

namespace boothwise::test {

/// A name in both scripts, and how often it was written so.
struct NamePair {
  std::string latin;
  std::string devanagari;
  double count = 1;
};

struct KeyQuality {
  double recall = 0;       ///< share of the pairs, by count, whose two sides share a key
  double mean_bucket = 0;  ///< names in Devanagari that share a key with one in Latin
  double top_1 = 0;        ///< share of the Latin names to which one of theirs is the most similar of those
};

/// For each Latin spelling: is its Devanagari one among those that share a key, how many are those, and is it or an
/// equally right one the most similar of them?
inline KeyQuality key_quality_of(std::span<const NamePair> pairs) {
  std::map<std::string, std::set<std::string>> right_ones;
  std::set<std::string> devanagari;
  double recalled = 0;
  double written = 0;
  for (const NamePair& pair : pairs) {
    right_ones[pair.latin].insert(pair.devanagari);
    devanagari.insert(pair.devanagari);
    const names::TokenKeys keys = names::keys_of(names::sounds_of(pair.latin));
    written += pair.count;
    recalled += keys.meets(names::keys_of(names::sounds_of(pair.devanagari))) ? pair.count : 0;
  }
  const std::vector<std::string> list(devanagari.begin(), devanagari.end());
  std::vector<names::Heard> heard;
  std::unordered_map<names::Key, std::vector<std::size_t>> buckets;
  for (std::size_t at = 0; at < list.size(); ++at) {
    heard.emplace_back(names::sounds_of(list[at]));
    const names::TokenKeys keys = names::keys_of(heard.back().sounds);
    for (const names::Key key : keys.all()) buckets[key].push_back(at);
  }
  double candidates = 0;
  double hits = 0;
  for (const auto& [latin, expected] : right_ones) {
    const names::Heard asked(names::sounds_of(latin));
    std::set<std::size_t> found;
    const names::TokenKeys keys = names::keys_of(asked.sounds);
    for (const names::Key key : keys.all()) {
      if (const auto bucket = buckets.find(key); bucket != buckets.end())
        found.insert(bucket->second.begin(), bucket->second.end());
    }
    candidates += static_cast<double>(found.size());
    const auto best =
        std::ranges::max_element(found, {}, [&](std::size_t at) { return names::similarity(asked, heard[at], 0); });
    hits += best != found.end() && expected.contains(list[*best]) ? 1 : 0;
  }
  const auto asked = static_cast<double>(right_ones.size());
  return {recalled / written, candidates / asked, hits / asked};
}

}  // namespace boothwise::test
