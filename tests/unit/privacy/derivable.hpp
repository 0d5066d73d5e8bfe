#pragma once

#include "privacy/suppression.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace boothwise::privacy::reference {

/// Arithmetic modulo the prime 2^61 - 1: whole-number equations have the same solutions there, but for luck.
class Modular {
 public:
  static constexpr std::uint64_t prime = (std::uint64_t{1} << 61U) - 1;
  static std::uint64_t product(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::uint64_t>(static_cast<unsigned __int128>(a) * b % prime);
  }
  static std::uint64_t inverse(std::uint64_t a) {
    std::uint64_t result = 1;
    for (std::uint64_t power = prime - 2; power > 0; power /= 2, a = product(a, a)) {
      if (power % 2 == 1) result = product(result, a);
    }
    return result;
  }
};

using Equation = std::map<std::size_t, std::uint64_t>;  ///< coefficient by unknown; none is 0

inline void subtract(Equation& from, const Equation& other, std::uint64_t times) {
  for (const auto& [unknown, coefficient] : other) {
    const std::uint64_t gone = Modular::product(times, coefficient);
    std::uint64_t& left = from[unknown];
    left = (left + Modular::prime - gone) % Modular::prime;
    if (left == 0) from.erase(unknown);
  }
}

/// The unknowns that a system fixes, by Gauss and Jordan: those whose equation holds no other unknown in the end.
inline std::vector<std::size_t> fixed_unknowns(const std::vector<Equation>& equations) {
  std::map<std::size_t, Equation> by_pivot;
  for (Equation equation : equations) {
    for (const auto& [pivot, solved] : by_pivot) {
      const auto there = equation.find(pivot);
      if (there != equation.end()) subtract(equation, solved, std::uint64_t{there->second});
    }
    if (equation.empty()) continue;
    const std::size_t pivot = equation.begin()->first;
    const std::uint64_t by = Modular::inverse(equation.begin()->second);
    for (auto& [unknown, coefficient] : equation) coefficient = Modular::product(coefficient, by);
    for (auto& [other, solved] : by_pivot) {
      const auto there = solved.find(pivot);
      if (there != solved.end()) subtract(solved, equation, std::uint64_t{there->second});
    }
    by_pivot.emplace(pivot, std::move(equation));
  }
  std::vector<std::size_t> fixed;
  for (const auto& [pivot, equation] : by_pivot) {
    if (equation.size() == 1) fixed.push_back(pivot);
  }
  return fixed;
}

/// The hidden numbers (cells by place, bases behind them) that follow from the shown ones when every row adds up to its
/// base and every whole is the sum of its parts, group by group of the parts' level.
inline std::vector<std::size_t> derivable(const NoisedForest& forest, const Hidden& hidden) {
  const std::size_t cells = forest.counts.size();
  std::vector<Equation> equations;
  const auto add = [&](Equation& equation, std::size_t number, bool plus) {
    const bool is_hidden = number < cells ? hidden.cells[number] != 0 : hidden.base[number - cells] != 0;
    if (is_hidden) subtract(equation, {{number, 1}}, plus ? Modular::prime - 1 : 1);
  };
  for (std::size_t node = 0; node < forest.nodes(); ++node) {
    Equation row;
    for (std::size_t at = forest.first[node]; at < forest.first[node + 1]; ++at) add(row, at, true);
    add(row, cells + node, false);
    equations.push_back(row);

    std::vector<std::size_t> parts;
    for (std::size_t part = 0; part < forest.nodes(); ++part) {
      if (forest.parent[part] == node) parts.push_back(part);
    }
    if (parts.empty()) continue;
    const Groups& here = forest.set->groups(forest.level[node]);
    const Groups& below = forest.set->groups(forest.level[parts.front()]);
    std::vector<Equation> columns(forest.groups(parts.front()) + 1);
    std::vector<bool> taken(forest.groups(node), false);
    for (std::size_t category = 0; category < here.size(); ++category) {
      if (!taken[here[category]]) add(columns[below[category]], forest.first[node] + here[category], false);
      taken[here[category]] = true;
    }
    add(columns.back(), cells + node, false);
    for (const std::size_t part : parts) {
      for (std::size_t group = 0; group < forest.groups(part); ++group)
        add(columns[group], forest.first[part] + group, true);
      add(columns.back(), cells + part, true);
    }
    equations.insert(equations.end(), columns.begin(), columns.end());
  }
  return fixed_unknowns(equations);
}

}  // namespace boothwise::privacy::reference
