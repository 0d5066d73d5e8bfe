#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "linkage/dictionary.hpp"
#include "linkage/settings.hpp"
#include "linkage/strings.hpp"
#include "linkage/table.hpp"
#include "names/names.hpp"

namespace boothwise::linkage {

using WordId = std::uint32_t;

/// The words of all name columns, each once, with what comparison and blocking need of them.
class Words {
 public:
  struct Word {
    names::Heard heard;
    names::Key plain = 0;
    names::Key loose = 0;
    bool initial = false;
  };
  /// The id of a normalised word, new if need be.
  WordId add(std::string_view text);
  [[nodiscard]] const Word& operator[](WordId id) const { return words_[id]; }
  /// names::weight_of_word
  [[nodiscard]] float weight(WordId id) const { return weights_[id]; }
  [[nodiscard]] std::size_t size() const { return words_.size(); }

 private:
  Dictionary texts_;
  std::vector<Word> words_{Word{names::Heard(names::Sounds())}};
  std::vector<float> weights_{1};
};

/// A day as eight digits, as far as a text tells one: 1956-04-19, 19560419, 19/04/1956, 19.4.56 is none.
struct Day {
  std::array<std::uint8_t, 8> digits{};
  std::int32_t number = 0;  ///< days since 1970-01-01; 0 for an impossible day
};
std::optional<Day> parse_day(std::string_view text);

/// The distinct values of one comparison, after values that mean the same were made one (honorifics dropped, capitals,
/// marks and punctuation forgotten).
class Values {
 public:
  Values(const Comparison& comparison, Words& words) : comparison_(comparison), words_(words) { add_missing(); }

  /// The value that `text` stands for; 0 if it says nothing (empty, "-", no letter in a name).
  ValueId add(std::string_view text);
  void count(ValueId id, bool left) { ++(left ? left_counts_ : right_counts_)[id]; }
  /// Ends the adding; afterwards frequencies can be asked for.
  void finish(bool single);

  [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }
  [[nodiscard]] Letters letters(ValueId id) const { return {letters_.data() + begin(id), ends_[id] - begin(id)}; }
  [[nodiscard]] std::span<const WordId> words(ValueId id) const {
    const Facts& facts = facts_[id];
    return {facts.word_count <= words_inside ? facts.words.data() : more_words_.data() + facts.words[0],
            facts.word_count};
  }
  /// Asks for what comparison wants of the value first.
  void prefetch(ValueId id) const { __builtin_prefetch(&facts_[id]); }
  [[nodiscard]] std::int32_t number(ValueId id) const { return numbers_[id]; }
  /// What blocking by `atom` goes by; 0 = the value takes no part.
  [[nodiscard]] std::uint64_t key(ValueId id, Atom atom) const;

  /// How likely a random pair of records agrees on this value given that one of them has it.
  [[nodiscard]] double frequency(ValueId id) const { return facts_[id].frequency; }
  /// The same for values that sound so.
  [[nodiscard]] double sound_frequency(ValueId id) const { return facts_[id].sound_frequency; }
  /// How likely a random pair agrees exactly, both values given.
  [[nodiscard]] double agreement() const { return agreement_; }
  [[nodiscard]] std::size_t present() const { return present_; }
  [[nodiscard]] const Comparison& comparison() const { return comparison_; }
  [[nodiscard]] const Words& all_words() const { return words_; }

 private:
  static constexpr std::size_t words_inside = 5;
  /// What is asked of a value again and again, within half a line of the processor's cache.
  struct alignas(32) Facts {
    std::array<WordId, words_inside> words{};  // or where they begin in more_words_
    std::uint32_t word_count = 0;
    float frequency = 0;
    float sound_frequency = 0;
  };
  void add_missing();
  void set_words(std::span<const WordId> words);
  ValueId add_name(std::string_view text);
  ValueId add_letters(std::string_view normal);
  [[nodiscard]] std::uint32_t begin(ValueId id) const { return id == 0 ? 0 : ends_[id - 1]; }
  [[nodiscard]] std::uint64_t sound_key(ValueId id) const;

  Comparison comparison_;
  Words& words_;
  names::NameSplitter splitter_;
  Dictionary texts_;
  std::vector<std::uint8_t> letters_;
  std::vector<std::uint32_t> ends_;
  std::vector<Facts> facts_;
  std::vector<WordId> more_words_;  // of values with more words than fit inside
  std::vector<std::int32_t> numbers_;
  std::vector<std::uint32_t> left_counts_;
  std::vector<std::uint32_t> right_counts_;
  double agreement_ = 0;
  std::size_t present_ = 0;
};

/// A table made ready for comparison: its rows now hold the ids of `values`.
struct Prepared {
  std::vector<Values> values;  ///< by comparison
  std::vector<ValueId> rows;   ///< `width` ids a record, one a column
  std::vector<Comparison> comparisons;
  std::size_t width = 0;
  std::size_t left = 0;
  std::size_t records = 0;
  bool single = true;

  [[nodiscard]] const ValueId* row(RecordNo record) const { return rows.data() + record * width; }
  [[nodiscard]] bool is_left(RecordNo record) const { return record < left; }
  /// Asks for the record's values, which will be wanted soon. Its row should be at hand.
  void prefetch_values(RecordNo record) const {
    for (std::size_t at = 0; at < comparisons.size(); ++at) {
      if (comparisons[at].as != CompareAs::number && comparisons[at].as != CompareAs::category)
        values[at].prefetch(row(record)[comparisons[at].column]);
    }
  }
  /// Pairs that could be asked about.
  [[nodiscard]] double pairs() const {
    const auto all = static_cast<double>(records);
    return single ? all * (all - 1) / 2 : static_cast<double>(left) * static_cast<double>(records - left);
  }
};

/// `words` outlives the result. The table is used up: its texts are forgotten column by column.
/// REQUIRES: no two comparisons of one column.
Prepared prepare(Table table, std::span<const Comparison> comparisons, Words& words);

}  // namespace boothwise::linkage
