#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boothwise::concordance {

/// A polling station of one set.
struct Station {
  std::int32_t number = 0;  ///< part number; auxiliary booths follow theirs
  std::string name;         ///< as printed, in Unicode; may be empty
  double electors = 0;      ///< 0: not known
};

/// Electors that are known to have come from one station to another: those that two rolls have in common.
struct Move {
  std::uint32_t from = 0;  ///< places in the lists of stations
  std::uint32_t to = 0;
  double electors = 0;
};

/// The stations of one segment in two sets, each in order of number, and the electors who moved, where rolls tell.
struct Segment {
  std::vector<Station> from;
  std::vector<Station> to;
  std::vector<Move> moves;
};

/// By what a station was found again.
enum class Method : std::uint8_t {
  electors,       ///< where the electors of its roll are now
  building,       ///< the same building, by name and number
  village,        ///< the same village, another building
  number,         ///< nothing but its number: one of the two has no name
  neighbourhood,  ///< not found: spread over the stations that its neighbours became
  by_hand,
};
std::string_view to_string(Method method);

/// A part of an earlier station in a later one. The weights of one earlier station sum to one.
struct Match {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  float weight = 0;      ///< share of the earlier station's electors, more than 0
  float confidence = 0;  ///< probability that the later station stands where the earlier one's electors go
  Method method = Method::building;
};

/// What two buildings agree on, in levels.
struct Agreement {
  static constexpr std::size_t place_levels = 8;   ///< similarity of the places' names; the last: a side has none
  static constexpr std::size_t kind_levels = 3;    ///< same kind, not known, another kind
  static constexpr std::size_t number_levels = 7;  ///< how far from the number that its neighbours let expect
  static constexpr std::size_t size_levels = 4;    ///< ratio of electors; the last: not known
};

/// Log-likelihood ratios of each level (natural logarithm of m / u, Fellegi & Sunter 1969), and the log-odds that two
/// buildings looked at are the same.
struct Model {
  std::array<double, Agreement::place_levels> place{};
  std::array<double, Agreement::kind_levels> kind{};
  std::array<double, Agreement::number_levels> number{};
  std::array<double, Agreement::size_levels> size{};
  double prior = 0;
};

/// Learnt by `learn` from the booth sheets of Uttar Pradesh's elections of 2014 and 2017, segments with an even number.
const Model& default_model();

/// The model that fits segments: expectation-maximisation over patterns of agreement, begun at `default_model`.
Model learn(std::span<const Segment> segments, unsigned rounds);

/// Where each station of `segment.from` is in `segment.to`; in order of both. Every earlier station has matches unless
/// `to` is empty. Depends on nothing but its arguments.
std::vector<Match> match(const Segment& segment, const Model& model);

}  // namespace boothwise::concordance
