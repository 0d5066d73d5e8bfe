#include "linkage/compare.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace boothwise::linkage {

namespace {

constexpr double alike_strongly = 0.95;
constexpr double alike_well = 0.85;
constexpr double alike_somewhat = 0.70;

Level level_of_similarity(double similarity) {
  if (similarity >= alike_strongly) return 2;
  if (similarity >= alike_well) return 3;
  return similarity >= alike_somewhat ? 4 : 5;
}

/// Similarities of words lately compared, in steps of 1/250: a table with one place for each hash, the last one stays.
class WordMemory {
 public:
  explicit WordMemory(const Words& words) : words_(words), entries_(size) {}

  float similarity(WordId left, WordId right) {
    if (left == right) return 1;
    const Words::Sketch& one = words_.sketch(left);
    const Words::Sketch& other = words_.sketch(right);
    const bool initial = one.initial || other.initial;
    if (!initial && !names::may_be_alike(one.glance, other.glance, names::same_word_least)) return 0;
    const std::uint64_t pair =
        left < right ? (std::uint64_t{left} << 28U) | right : (std::uint64_t{right} << 28U) | left;
    std::uint64_t& entry = entries_[(pair * 0x9E3779B97F4A7C15U) >> (64 - size_bits)];
    if (entry >> 8U != pair) entry = (pair << 8U) | compared(words_[left], words_[right]);
    return static_cast<float>(entry & 0xFFU) * (1 / steps);
  }

 private:
  static constexpr float steps = 250;
  static constexpr unsigned size_bits = 16;
  static constexpr std::size_t size = std::size_t{1} << size_bits;

  static std::uint64_t compared(const Words::Word& left, const Words::Word& right) {
    const names::Sounds& one = left.heard.sounds;
    const names::Sounds& other = right.heard.sounds;
    const bool initial = (one.size() == 1 || other.size() == 1) && !one.empty() && !other.empty() && one[0] == other[0];
    const double alike = initial ? static_cast<double>(names::initial_similarity)
                                 : names::similarity(left.heard, right.heard, names::same_word_least);
    return static_cast<std::uint64_t>(std::llround(alike * static_cast<double>(steps)));
  }

  const Words& words_;
  std::vector<std::uint64_t> entries_;  // 28 bits each of the two words, 8 bits of similarity
};

/// Where the letters of a left value stand, made anew only when it changes.
struct LeftLetters {
  ValueId id = 0;
  LetterMap map;
};

}  // namespace

struct Comparer::State {
  explicit State(const Prepared& table)
      : prepared(table),
        words(table.values.empty() ? none : table.values.front().all_words()),
        left(table.values.size()) {}

  static inline const Words none{};
  const Prepared& prepared;
  WordMemory words;
  std::vector<LeftLetters> left;
  names::WordGrid grid;
  bool across = true;  // the pair is of two tables

  double name_similarity(std::size_t comparison) {
    const Words& all = prepared.values[comparison].all_words();
    const std::span<const WordId> left_words = prepared.words(comparison, left_row);
    const std::span<const WordId> right_words = prepared.words(comparison, right_row);
    grid.left_words = left_words.size();
    grid.right_words = right_words.size();
    for (std::size_t at = 0; at < right_words.size(); ++at) grid.right_weight[at] = all.weight(right_words[at]);
    for (std::size_t row = 0; row < left_words.size(); ++row) {
      grid.left_weight[row] = all.weight(left_words[row]);
      for (std::size_t column = 0; column < right_words.size(); ++column) {
        grid.alike[row][column] = words.similarity(left_words[row], right_words[column]);
      }
    }
    const double paired = names::paired_similarity(grid);
    if (left_words.size() == right_words.size() || paired >= alike_well) return paired;
    const double least = std::max(paired, alike_somewhat);  // below that the level is the same
    return std::max(paired, names::joined_similarity(joined(all, left_words), joined(all, right_words), least));
  }

  static names::Sounds joined(const Words& all, std::span<const WordId> words_of_name) {
    names::Sounds sounds;
    for (const WordId word : words_of_name) {
      for (const names::Sound sound : all[word].heard.sounds.all()) sounds.add(sound);
    }
    return sounds;
  }

  const LetterMap& letters_of(std::size_t comparison, ValueId id) {
    LeftLetters& kept = left[comparison];
    if (kept.id != id) {
      kept.id = id;
      kept.map.make(prepared.values[comparison].letters(id));
    }
    return kept.map;
  }

  Level text_level(std::size_t comparison, ValueId one, ValueId other) {
    const Values& values = prepared.values[comparison];
    const Letters left_letters = values.letters(one);
    const Letters right_letters = values.letters(other);
    const LetterMap& map = letters_of(comparison, one);
    const double alike = jaro_winkler(left_letters, map, right_letters);
    constexpr double nearly = 0.92;
    constexpr double rather = 0.80;
    if (alike >= nearly) return edit_distance(left_letters, map, right_letters) <= 1 ? 2 : 3;
    if (std::min(left_letters.size(), right_letters.size()) >= 3 &&
        edit_distance(left_letters, map, right_letters) <= 1) {
      return 2;
    }
    return alike >= rather ? 4 : 5;
  }

  Level date_level(std::size_t comparison, ValueId one, ValueId other) {
    const Values& values = prepared.values[comparison];
    const Letters a = values.letters(one);
    const Letters b = values.letters(other);
    const unsigned typos = edit_distance(a, letters_of(comparison, one), b);
    if (typos <= 1) return 2;
    const bool year = std::equal(a.begin(), a.begin() + 4, b.begin());
    const bool month = std::equal(a.begin() + 4, a.begin() + 6, b.begin() + 4);
    const bool day = std::equal(a.begin() + 6, a.end(), b.begin() + 6);
    const bool turned = year && std::equal(a.begin() + 4, a.begin() + 6, b.begin() + 6) &&
                        std::equal(a.begin() + 6, a.end(), b.begin() + 4);
    if (turned || static_cast<int>(year) + static_cast<int>(month) + static_cast<int>(day) == 2) return 3;
    if (typos <= 2) return 4;
    constexpr std::int32_t near_days = 366;
    const bool known = values.number(one) != 0 && values.number(other) != 0;
    return year || (known && std::abs(values.number(one) - values.number(other)) <= near_days) ? 5 : 6;
  }

  [[nodiscard]] Level number_level(std::size_t comparison, ValueId one, ValueId other) const {
    const Values& values = prepared.values[comparison];
    const std::int32_t shift = across ? prepared.comparisons[comparison].shift : 0;
    const std::int32_t off = std::abs(values.number(other) - values.number(one) - shift);
    if (off <= 2) return static_cast<Level>(off + 1);
    return off <= 5 ? 4 : off <= 10 ? 5 : 6;
  }

  Level code_level(std::size_t comparison, ValueId one, ValueId other) {
    const Values& values = prepared.values[comparison];
    const Letters a = values.letters(one);
    const Letters b = values.letters(other);
    const std::size_t shorter = std::min(a.size(), b.size());
    const unsigned typos = edit_distance(a, letters_of(comparison, one), b);
    if (typos <= 1 && shorter >= 3) return 2;
    if (typos <= 2 && shorter >= 5) return 3;
    return same_beginning(a, b) ? 3 : 4;
  }

  /// The same number in front of what parts it (12/1, 12क), or the same first half.
  static bool same_beginning(Letters a, Letters b) {
    const auto digits = [](Letters letters) {
      return static_cast<std::size_t>(
          std::ranges::find_if(letters, [](std::uint8_t letter) { return letter < '0' || letter > '9'; }) -
          letters.begin());
    };
    const std::size_t number = digits(a);
    if (number > 0)
      return number == digits(b) && std::equal(a.begin(), a.begin() + static_cast<long>(number), b.begin());
    const std::size_t half = (std::max(a.size(), b.size()) + 1) / 2;
    return half >= 2 && std::min(a.size(), b.size()) >= half &&
           std::equal(a.begin(), a.begin() + static_cast<long>(half), b.begin());
  }

  const ValueId* left_row = nullptr;
  const ValueId* right_row = nullptr;

  [[nodiscard]] std::optional<Level> level_at_once(std::size_t comparison) const {
    const Comparison& how = prepared.comparisons[comparison];
    const ValueId one = left_row[how.column];
    const ValueId other = right_row[how.column];
    if (one == 0 || other == 0) return Level{0};
    if (how.as == CompareAs::number) return number_level(comparison, one, other);
    if (one == other) return Level{1};
    return how.as == CompareAs::category ? std::optional<Level>(Level{2}) : std::nullopt;
  }

  Level level(std::size_t comparison) {
    if (const std::optional<Level> known = level_at_once(comparison)) return *known;
    const Comparison& how = prepared.comparisons[comparison];
    const ValueId one = left_row[how.column];
    const ValueId other = right_row[how.column];
    switch (how.as) {
      case CompareAs::name:
        return level_of_similarity(name_similarity(comparison));
      case CompareAs::relation: {
        const Level names = level_of_similarity(name_similarity(comparison));
        const bool same_type = !how.type_column || left_row[*how.type_column] == right_row[*how.type_column];
        return names == 5 && !same_type ? 6 : names;
      }
      case CompareAs::text:
        return text_level(comparison, one, other);
      case CompareAs::date:
        return date_level(comparison, one, other);
      case CompareAs::code:
        return code_level(comparison, one, other);
      case CompareAs::number:
      case CompareAs::category:
        break;
    }
    return 2;
  }
};

Comparer::Comparer(const Prepared& prepared) : state_(std::make_unique<State>(prepared)) {}
Comparer::~Comparer() = default;
Comparer::Comparer(Comparer&&) noexcept = default;

void Comparer::begin(RecordNo left, RecordNo right) {
  state_->across = state_->prepared.is_left(left) != state_->prepared.is_left(right);
  state_->left_row = state_->prepared.row(left);
  state_->right_row = state_->prepared.row(right);
}

std::optional<Level> Comparer::level_at_once(std::size_t comparison) const { return state_->level_at_once(comparison); }
Level Comparer::level(std::size_t comparison) { return state_->level(comparison); }

Pattern Comparer::compare(RecordNo left, RecordNo right) {
  begin(left, right);
  Pattern pattern = 0;
  for (std::size_t comparison = 0; comparison < state_->prepared.comparisons.size(); ++comparison) {
    pattern |= static_cast<Pattern>(state_->level(comparison)) << (level_bits * comparison);
  }
  return pattern;
}

Level levels_of(CompareAs as) {
  switch (as) {
    case CompareAs::name:
    case CompareAs::text:
      return 5;
    case CompareAs::relation:
    case CompareAs::date:
    case CompareAs::number:
      return 6;
    case CompareAs::code:
      return 4;
    case CompareAs::category:
      return 2;
  }
  return 2;
}

Bilingual describe(CompareAs as, Level level) {
  if (level == 0) return {"missing on one side", "एक ओर नहीं है"};
  if (level == 1) return {"the same", "समान"};
  if (level == levels_of(as)) return {"different", "अलग"};
  switch (as) {
    case CompareAs::name:
    case CompareAs::relation:
      return level == 2   ? Bilingual{"sounds the same", "उच्चारण समान"}
             : level == 3 ? Bilingual{"sounds alike", "उच्चारण मिलता-जुलता"}
             : level == 4 ? Bilingual{"sounds somewhat alike", "उच्चारण कुछ मिलता"}
                          : Bilingual{"another name of the same relation", "वही संबंध, दूसरा नाम"};
    case CompareAs::text:
      return level == 2   ? Bilingual{"one letter differs", "एक अक्षर अलग"}
             : level == 3 ? Bilingual{"nearly the same", "लगभग समान"}
                          : Bilingual{"alike", "मिलता-जुलता"};
    case CompareAs::date:
      return level == 2 ? Bilingual{"one digit differs", "एक अंक अलग"}
             : level == 3 ? Bilingual{"two of day, month and year the same", "दिन, महीना, वर्ष में से दो समान"}
             : level == 4 ? Bilingual{"two digits differ", "दो अंक अलग"}
                          : Bilingual{"within a year", "एक वर्ष के भीतर"};
    case CompareAs::number:
      return level == 2   ? Bilingual{"one off", "एक का अंतर"}
             : level == 3 ? Bilingual{"two off", "दो का अंतर"}
             : level == 4 ? Bilingual{"up to five off", "पाँच तक का अंतर"}
                          : Bilingual{"up to ten off", "दस तक का अंतर"};
    case CompareAs::code:
      return level == 2 ? Bilingual{"one character differs", "एक चिह्न अलग"} : Bilingual{"same beginning", "शुरुआत समान"};
    case CompareAs::category:
      break;
  }
  return {"different", "अलग"};
}

}  // namespace boothwise::linkage
