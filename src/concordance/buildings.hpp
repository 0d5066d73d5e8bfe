#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "concordance/match.hpp"
#include "concordance/station_name.hpp"
#include "names/names.hpp"

/// Inner parts of the kernel: from stations to buildings, and what two buildings agree on.
namespace boothwise::concordance {

/// Stations of one set that stand in one building, or on one compound.
struct BuildingGroup {
  std::vector<std::uint32_t> stations;  ///< places in the list, in order
  Building kind = Building::unknown;
  bool for_girls = false;
  std::vector<std::uint32_t> words;  ///< of the place, in `Vocabulary`
  names::Sounds joined;              ///< the words run together
  double position = 0;               ///< mean place in the list of stations
  double electors = 0;               ///< 0: not known
};

/// The words of a segment's places, with their weights.
class Vocabulary {
 public:
  std::uint32_t add(const std::string& word);
  /// Call when all words are in: rare words weigh more (inverse document frequency).
  void weigh(std::size_t buildings);
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] const names::Heard& heard(std::uint32_t word) const { return words_[word].heard; }
  [[nodiscard]] std::span<const names::Key> keys(std::uint32_t word) const { return words_[word].keys.all(); }
  [[nodiscard]] float weight(std::uint32_t word) const { return words_[word].weight; }
  [[nodiscard]] bool is_common(std::uint32_t word) const { return words_[word].is_common; }
  /// Counts the building that has the word.
  void count(std::uint32_t word) { ++words_[word].buildings; }

 private:
  struct Word {
    names::Heard heard;
    names::TokenKeys keys;
    std::uint32_t buildings = 0;
    float weight = 1;
    bool is_common = false;
  };
  std::vector<Word> words_;
  std::unordered_map<std::string, std::uint32_t> places_;  // in words_
};

/// Both sets of a segment as buildings, and every pair of buildings that is worth a look.
class Buildings {
 public:
  explicit Buildings(const Segment& segment);

  struct Pair {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint8_t place = 0;  ///< levels of `Agreement`
    std::uint8_t kind = 0;
    std::uint8_t number = 0;
    std::uint8_t size = 0;
  };
  [[nodiscard]] const std::vector<BuildingGroup>& from() const { return from_; }
  [[nodiscard]] const std::vector<BuildingGroup>& to() const { return to_; }
  [[nodiscard]] const std::vector<Pair>& pairs() const { return pairs_; }
  [[nodiscard]] const std::vector<StationName>& from_names() const { return from_names_; }
  [[nodiscard]] const std::vector<StationName>& to_names() const { return to_names_; }
  /// Where in the later list an earlier place in the list is to be expected.
  [[nodiscard]] double expected(double position) const;

 private:
  std::vector<BuildingGroup> group(const std::vector<Station>& stations, const std::vector<StationName>& parsed);
  [[nodiscard]] double place_similarity(const BuildingGroup& left, const BuildingGroup& right) const;
  void find_pairs();
  void add_pair(std::uint32_t from, std::uint32_t to);
  void find_anchors();
  void set_levels();

  Vocabulary vocabulary_;
  std::vector<StationName> from_names_;
  std::vector<StationName> to_names_;
  std::vector<BuildingGroup> from_;
  std::vector<BuildingGroup> to_;
  std::vector<Pair> pairs_;
  std::vector<float> similarities_;  // of the pairs' places; below 0: a side has none
  std::vector<std::pair<double, double>> anchors_;
};

}  // namespace boothwise::concordance
