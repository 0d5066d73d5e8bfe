#include "names/similarity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace boothwise::names {

namespace {

using S = Sound;
constexpr std::size_t sound_count = static_cast<std::size_t>(S::count_);
/// Costs are counted in hundredths of a consonant.
using Cost = std::uint16_t;

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

Cost weight_of(const Sounds& sounds) {
  unsigned sum = 0;
  for (const Sound sound : sounds.all()) sum += costs.weight[index(sound)];
  return static_cast<Cost>(sum);
}

/// A vowel at the very end is often not written, or written in one script only.
Cost gap_at(const Sounds& sounds, std::size_t at) {
  const Sound sound = sounds[at];
  const Cost gap = costs.gap[index(sound)];
  if (at + 1 == sounds.size() && (sound == S::a || sound == S::open || sound == S::mid_e)) return gap / 2;
  // The first sound of a name is seldom lost.
  return at == 0 ? static_cast<Cost>(gap + 30) : gap;
}

Cost distance(const Sounds& left, const Sounds& right) {
  std::array<Cost, Sounds::size_max + 1> row{};
  for (std::size_t at = 0; at < right.size(); ++at) row[at + 1] = static_cast<Cost>(row[at] + gap_at(right, at));
  for (std::size_t line = 0; line < left.size(); ++line) {
    const std::array<Cost, sound_count>& change = costs.change[index(left[line])];
    const Cost left_gap = gap_at(left, line);
    Cost diagonal = row[0];
    row[0] = static_cast<Cost>(row[0] + left_gap);
    for (std::size_t at = 0; at < right.size(); ++at) {
      const Cost above = row[at + 1];
      const int best = std::min({diagonal + change[index(right[at])], above + left_gap, row[at] + gap_at(right, at)});
      row[at + 1] = static_cast<Cost>(best);
      diagonal = above;
    }
  }
  return row[right.size()];
}

/// A token's best partner is paired first. With at most 12 tokens a side the plain search is the quickest.
struct Pairing {
  double score = 0;   // sum of weight * similarity over the pairs
  double weight = 0;  // of the paired tokens
};

constexpr double similarity_least = 0.55;  // below it two words are not the same word
constexpr double similarity_initial = 0.75;

bool is_initial_of(const Token& initial, const Token& word) {
  return initial.sounds.size() == 1 && !word.sounds.empty() && initial.sounds[0] == word.sounds[0];
}

double token_similarity(const Token& left, const Token& right) {
  if (left.text == right.text) return 1;
  if (is_initial_of(left, right) || is_initial_of(right, left)) return similarity_initial;
  return similarity(left.sounds, right.sounds);
}

Pairing pair_up(const Name& left, const Name& right) {
  std::array<std::array<double, Name::tokens_max>, Name::tokens_max> alike{};
  for (std::size_t row = 0; row < left.tokens.size(); ++row) {
    for (std::size_t column = 0; column < right.tokens.size(); ++column) {
      alike[row][column] = token_similarity(left.tokens[row], right.tokens[column]);
    }
  }
  Pairing pairing;
  for (;;) {
    double best = similarity_least;
    std::size_t best_row = Name::tokens_max;
    std::size_t best_column = 0;
    for (std::size_t row = 0; row < left.tokens.size(); ++row) {
      for (std::size_t column = 0; column < right.tokens.size(); ++column) {
        if (alike[row][column] <= best) continue;
        best = alike[row][column];
        best_row = row;
        best_column = column;
      }
    }
    if (best_row == Name::tokens_max) return pairing;
    const double weight = left.tokens[best_row].weight + right.tokens[best_column].weight;
    pairing.score += weight * best;
    pairing.weight += weight;
    for (std::size_t column = 0; column < right.tokens.size(); ++column) alike[best_row][column] = 0;
    for (std::size_t row = 0; row < left.tokens.size(); ++row) alike[row][best_column] = 0;
  }
}

double total_weight(const Name& name) {
  double sum = 0;
  for (const Token& token : name.tokens) sum += token.weight;
  return sum;
}

double paired_similarity(const Name& left, const Name& right) {
  const Pairing pairing = pair_up(left, right);
  // Words that one side has beyond the other count half: names are shortened more often than changed.
  const double all = total_weight(left) + total_weight(right);
  const double spare = std::min(std::abs(total_weight(left) - total_weight(right)), all - pairing.weight);
  return pairing.score / (all - spare / 2);
}

/// रामलाल and राम लाल: the words run together, where the two have another number of them.
double joined_similarity(const Name& left, const Name& right) {
  if (left.tokens.size() == right.tokens.size()) return 0;
  const auto joined = [](const Name& name) {
    Sounds sounds;
    for (const Token& token : name.tokens) {
      for (const Sound sound : token.sounds.all()) sounds.add(sound);
    }
    return sounds;
  };
  constexpr double discount = 0.98;
  return discount * similarity(joined(left), joined(right));
}

}  // namespace

double similarity(const Sounds& left, const Sounds& right) {
  const int weights = weight_of(left) + weight_of(right);
  if (left.empty() || right.empty()) return 0;
  return std::max(0.0, 1.0 - 2.0 * distance(left, right) / weights);
}

double similarity(const Name& left, const Name& right) {
  if (left.tokens.empty() || right.tokens.empty()) return 0;
  return std::max(paired_similarity(left, right), joined_similarity(left, right));
}

}  // namespace boothwise::names
