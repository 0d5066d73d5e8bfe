#pragma once

#include "linkage/model.hpp"

namespace boothwise::linkage {

/// How often people who belong together show a level of a comparison that they do not share.
inline double unshared(const LevelProbabilities& alike, std::size_t comparison, Level level, double u) {
  return alike.empty() || alike[comparison].empty() ? u : alike[comparison][level - 1U];
}

}  // namespace boothwise::linkage
