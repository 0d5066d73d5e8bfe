#include "names/similarity.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace boothwise::names {

namespace {

using S = Sound;
constexpr std::size_t sound_count = static_cast<std::size_t>(S::count_);
/// Costs are counted in hundredths of a consonant.
using Cost = std::uint8_t;

struct Costs {
  std::array<std::array<Cost, sound_count>, sound_count> change{};
  std::array<Cost, sound_count> gap{};     ///< a sound that the other side does not have
  std::array<Cost, sound_count> weight{};  ///< what a sound adds to the length of a name
};

constexpr std::size_t index(Sound sound) { return static_cast<std::size_t>(sound); }

class CostTable {
 public:
  static consteval Costs make() {
    CostTable table;
    table.defaults();
    table.vowels();
    table.consonants();
    return table.costs_;
  }

 private:
  consteval void pair(Sound left, Sound right, Cost cost) {
    costs_.change[index(left)][index(right)] = cost;
    costs_.change[index(right)][index(left)] = cost;
  }

  consteval void all_pairs(std::initializer_list<Sound> left, std::initializer_list<Sound> right, Cost cost) {
    for (const Sound one : left) {
      for (const Sound other : right) {
        if (one != other) pair(one, other, cost);
      }
    }
  }

  consteval void defaults() {
    for (std::size_t left = 0; left < sound_count; ++left) {
      const bool left_vowel = is_vowel(static_cast<Sound>(left));
      costs_.gap[left] = left_vowel ? 40 : 90;
      costs_.weight[left] = left_vowel ? 50 : 100;
      for (std::size_t right = 0; right < sound_count; ++right) {
        const bool right_vowel = is_vowel(static_cast<Sound>(right));
        costs_.change[left][right] = left == right ? 0 : left_vowel != right_vowel ? 130 : left_vowel ? 50 : 100;
      }
    }
  }

  consteval void vowels() {
    // Within a place: Latin's letter says little of the length, Devanagari's says it.
    pair(S::a, S::aa, 20);
    pair(S::a, S::open, 0);
    pair(S::aa, S::open, 5);
    pair(S::i, S::ii, 10);
    pair(S::i, S::front, 0);
    pair(S::ii, S::front, 4);
    pair(S::u, S::uu, 10);
    pair(S::u, S::back, 0);
    pair(S::uu, S::back, 4);
    pair(S::e, S::ai, 15);
    pair(S::e, S::mid_e, 0);
    pair(S::ai, S::mid_e, 8);
    pair(S::o, S::au, 15);
    pair(S::o, S::mid_o, 0);
    pair(S::au, S::mid_o, 8);
    // Between neighbouring places.
    all_pairs({S::i, S::ii, S::front}, {S::e, S::ai, S::mid_e}, 25);
    pair(S::ii, S::mid_e, 20);
    pair(S::i, S::mid_e, 15);
    all_pairs({S::u, S::uu, S::back}, {S::o, S::au, S::mid_o}, 25);
    all_pairs({S::a, S::open}, {S::u, S::back, S::o, S::mid_o, S::au, S::e, S::mid_e, S::ai}, 30);
    pair(S::a, S::back, 20);
    pair(S::a, S::mid_e, 25);
    pair(S::aa, S::ai, 30);
    pair(S::aa, S::au, 30);
    // A consonant's own vowel comes and goes.
    costs_.gap[index(S::a)] = 12;
    costs_.weight[index(S::a)] = 20;
    costs_.gap[index(S::open)] = 20;
    costs_.weight[index(S::open)] = 30;
    costs_.gap[index(S::mid_e)] = 30;
  }

  consteval void consonants() {
    // y and v stand between vowels and consonants.
    all_pairs({S::y}, {S::i, S::ii, S::front}, 20);
    all_pairs({S::y}, {S::e, S::ai, S::mid_e}, 30);
    all_pairs({S::v}, {S::u, S::uu, S::back, S::o, S::au, S::mid_o}, 25);
    costs_.gap[index(S::y)] = 30;
    costs_.weight[index(S::y)] = 60;
    costs_.gap[index(S::h)] = 35;
    costs_.weight[index(S::h)] = 60;
    costs_.gap[index(S::nasal)] = 35;
    costs_.weight[index(S::nasal)] = 80;
    costs_.gap[index(S::n)] = 70;
    costs_.gap[index(S::v)] = 60;
    // Breath.
    for (const auto& [bare, breathed] : {std::pair{S::k, S::kh},
                                         {S::g, S::gh},
                                         {S::c, S::ch},
                                         {S::j, S::jh},
                                         {S::tt, S::tth},
                                         {S::dd, S::ddh},
                                         {S::t, S::th},
                                         {S::d, S::dh},
                                         {S::p, S::ph},
                                         {S::b, S::bh}}) {
      pair(bare, breathed, 20);
    }
    pair(S::c, S::ch, 8);
    // Latin t and d are dental and retroflex alike.
    pair(S::t, S::tt, 4);
    pair(S::th, S::tth, 4);
    pair(S::th, S::t, 15);
    pair(S::th, S::tt, 20);
    pair(S::t, S::tth, 15);
    pair(S::d, S::dd, 4);
    pair(S::dh, S::ddh, 4);
    pair(S::d, S::ddh, 15);
    pair(S::dh, S::dd, 20);
    all_pairs({S::flap}, {S::d, S::dd, S::dh, S::ddh}, 12);
    pair(S::flap, S::r, 20);
    // One place, another manner.
    pair(S::f, S::ph, 2);
    pair(S::f, S::p, 25);
    pair(S::z, S::j, 4);
    pair(S::z, S::jh, 15);
    pair(S::z, S::s, 40);
    pair(S::q, S::k, 4);
    pair(S::q, S::kh, 30);
    pair(S::b, S::v, 20);
    pair(S::bh, S::v, 30);
    pair(S::sh, S::s, 10);
    all_pairs({S::c, S::ch}, {S::s, S::sh}, 40);
    pair(S::n, S::nn, 4);
    pair(S::n, S::nasal, 2);
    pair(S::nn, S::nasal, 15);
    pair(S::m, S::nasal, 10);
    pair(S::m, S::n, 40);
    pair(S::g, S::k, 45);
    pair(S::d, S::t, 45);
    pair(S::b, S::p, 45);
    pair(S::j, S::y, 50);
    pair(S::j, S::g, 50);
    pair(S::r, S::l, 60);
  }

  Costs costs_;
};

constexpr Costs costs = CostTable::make();

/// For each sound, those that it stands near to: a change costs less than leaving them out would.
constexpr std::array<std::uint64_t, sound_count> near_sounds = [] {
  std::array<std::uint64_t, sound_count> near{};
  for (std::size_t sound = 0; sound < sound_count; ++sound) {
    for (std::size_t other = 0; other < sound_count; ++other) {
      if (costs.change[other][sound] < costs.gap[other]) near[sound] |= std::uint64_t{1} << other;
    }
  }
  return near;
}();
static_assert(sound_count <= 64);

/// Sounds that cost at least so much to leave out.
constexpr std::uint64_t sounds_with_gap(Cost least) {
  std::uint64_t sounds = 0;
  for (std::size_t sound = 0; sound < sound_count; ++sound) {
    if (!is_vowel(static_cast<Sound>(sound)) && costs.gap[sound] >= least) sounds |= std::uint64_t{1} << sound;
  }
  return sounds;
}

/// Whether the sounds cost more than `cost_max` for sure, where nothing on the other side can stand for them. Vowels
/// are not counted.
bool costs_more(std::uint64_t sounds, int cost_max) {
  constexpr Cost high = 90;
  constexpr Cost middle = 60;
  constexpr std::uint64_t high_ones = sounds_with_gap(high);
  constexpr std::uint64_t middle_ones = sounds_with_gap(middle) & ~high_ones;
  return high * std::popcount(sounds & high_ones) + middle * std::popcount(sounds & middle_ones) > cost_max;
}

/// A vowel at the very end is often not written, or written in one script only; the first sound of a name is seldom
/// lost.
Cost gap_at(const Sounds& sounds, std::size_t at) {
  const Sound sound = sounds[at];
  const Cost gap = costs.gap[index(sound)];
  if (at + 1 == sounds.size() && (sound == S::a || sound == S::open || sound == S::mid_e)) return gap / 2;
  return at == 0 ? static_cast<Cost>(gap + 30) : gap;
}

/// The least cost of turning one into the other; more than `cost_max` comes out as any number above it.
int distance(const Heard& left, const Heard& right, int cost_max) {
  const std::size_t size = right.sounds.size();
  std::array<int, Sounds::size_max + 1> row;
  row[0] = 0;
  for (std::size_t at = 0; at < size; ++at) row[at + 1] = row[at] + right.gaps[at];
  for (std::size_t line = 0; line < left.sounds.size(); ++line) {
    const std::array<Cost, sound_count>& change = costs.change[index(left.sounds[line])];
    const int left_gap = left.gaps[line];
    int diagonal = row[0];
    row[0] += left_gap;
    int least = row[0];
    for (std::size_t at = 0; at < size; ++at) {
      const int above = row[at + 1];
      const int best =
          std::min({diagonal + change[index(right.sounds[at])], above + left_gap, row[at] + right.gaps[at]});
      row[at + 1] = best;
      least = std::min(least, best);
      diagonal = above;
    }
    if (least > cost_max) return least;
  }
  return row[size];
}

bool is_initial_of(const Token& initial, const Token& word) {
  return initial.sounds.size() == 1 && !word.sounds.empty() && initial.sounds[0] == word.sounds[0];
}

float word_similarity(const Token& left, const Token& right) {
  if (left.text == right.text) return 1;
  if (is_initial_of(left, right) || is_initial_of(right, left)) return initial_similarity;
  return static_cast<float>(similarity(left.sounds, right.sounds));
}

WordGrid grid_of(const Name& left, const Name& right) {
  WordGrid grid;
  grid.left_words = left.tokens.size();
  grid.right_words = right.tokens.size();
  for (std::size_t at = 0; at < grid.left_words; ++at) {
    grid.left_weight[at] = static_cast<float>(left.tokens[at].weight);
  }
  for (std::size_t at = 0; at < grid.right_words; ++at) {
    grid.right_weight[at] = static_cast<float>(right.tokens[at].weight);
  }
  for (std::size_t row = 0; row < grid.left_words; ++row) {
    for (std::size_t column = 0; column < grid.right_words; ++column) {
      grid.alike[row][column] = word_similarity(left.tokens[row], right.tokens[column]);
    }
  }
  return grid;
}

Sounds run_together(const Name& name) {
  Sounds sounds;
  for (const Token& token : name.tokens) {
    for (const Sound sound : token.sounds.all()) sounds.add(sound);
  }
  return sounds;
}

}  // namespace

Heard::Heard(const Sounds& of) : sounds(of) {
  for (std::size_t at = 0; at < of.size(); ++at) {
    gaps[at] = gap_at(of, at);
    weight = static_cast<std::uint16_t>(weight + costs.weight[index(of[at])]);
  }
}

Glance::Glance(const Heard& heard) : weight(heard.weight) {
  for (const Sound sound : heard.sounds.all()) {
    present |= std::uint64_t{1} << index(sound);
    near |= near_sounds[index(sound)];
  }
}

namespace {

int cost_max_of(unsigned weights, double least) { return static_cast<int>((1 - least) * weights / 2); }

}  // namespace

bool may_be_alike(const Glance& left, const Glance& right, double least) {
  const int cost_max = cost_max_of(left.weight + right.weight, least);
  return !costs_more(left.present & ~right.near, cost_max) && !costs_more(right.present & ~left.near, cost_max);
}

double similarity(const Heard& left, const Heard& right, double least) {
  if (left.sounds.empty() || right.sounds.empty()) return 0;
  const double weights = left.weight + right.weight;
  const int cost_max = cost_max_of(static_cast<unsigned>(left.weight) + right.weight, least);
  const int cost = distance(left, right, cost_max);
  return cost > cost_max ? 0 : std::max(0.0, 1.0 - 2.0 * cost / weights);
}

double similarity(const Sounds& left, const Sounds& right) { return similarity(Heard(left), Heard(right), 0); }

double joined_similarity(const Sounds& left, const Sounds& right, double least) {
  constexpr double discount = 0.98;
  return discount * similarity(Heard(left), Heard(right), std::min(least / discount, 1.0));
}

double paired_similarity(WordGrid& grid) {
  double all = 0;
  double difference = 0;
  for (std::size_t at = 0; at < grid.left_words; ++at) {
    all += grid.left_weight[at];
    difference += grid.left_weight[at];
  }
  for (std::size_t at = 0; at < grid.right_words; ++at) {
    all += grid.right_weight[at];
    difference -= grid.right_weight[at];
  }
  if (grid.left_words == 0 || grid.right_words == 0 || all <= 0) return 0;
  double score = 0;
  double paired = 0;
  for (std::size_t round = std::min(grid.left_words, grid.right_words); round > 0; --round) {
    float best = static_cast<float>(same_word_least);
    std::size_t best_row = grid.left_words;
    std::size_t best_column = 0;
    for (std::size_t row = 0; row < grid.left_words; ++row) {
      for (std::size_t column = 0; column < grid.right_words; ++column) {
        if (grid.alike[row][column] <= best) continue;
        best = grid.alike[row][column];
        best_row = row;
        best_column = column;
      }
    }
    if (best_row == grid.left_words) break;
    const double weight = static_cast<double>(grid.left_weight[best_row]) + grid.right_weight[best_column];
    score += weight * best;
    paired += weight;
    for (std::size_t column = 0; column < grid.right_words; ++column) grid.alike[best_row][column] = 0;
    for (std::size_t row = 0; row < grid.left_words; ++row) grid.alike[row][best_column] = 0;
  }
  // Words that one side has beyond the other count half: names are shortened more often than changed.
  const double spare = std::min(std::abs(difference), all - paired);
  return score / (all - spare / 2);
}

double similarity(const Name& left, const Name& right) {
  if (left.tokens.empty() || right.tokens.empty()) return 0;
  WordGrid grid = grid_of(left, right);
  const double paired = paired_similarity(grid);
  if (left.tokens.size() == right.tokens.size()) return paired;
  return std::max(paired, joined_similarity(run_together(left), run_together(right), paired));
}

}  // namespace boothwise::names
