#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/growing_array.hpp"
#include "linkage/dictionary.hpp"
#include "linkage/id_slots.hpp"
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
  };
  /// What is asked first of two words, within a line of the processor's cache.
  struct Sketch {
    names::Glance glance;
    float weight = 1;  ///< names::weight_of_word
    bool initial = false;
  };
  Words();
  /// The id of a normalised word, new if need be.
  WordId add(std::string_view text);
  [[nodiscard]] const Word& operator[](WordId id) const { return words_[id]; }
  [[nodiscard]] const Sketch& sketch(WordId id) const { return sketches_[id]; }
  /// Asks for the word's sketch.
  void prefetch(WordId id) const { __builtin_prefetch(sketches_.data() + id); }
  [[nodiscard]] float weight(WordId id) const { return sketches_[id].weight; }
  [[nodiscard]] std::size_t size() const { return words_.size(); }

  /// Writes to an archive or reads from one.
  template <typename Archive>
  void transfer(Archive& archive) {
    texts_.transfer(archive);
    archive.array(words_);
    if constexpr (Archive::is_reading) {
      if (!archive.ok() || !restore()) archive.fail();
    }
  }

 private:
  bool restore();
  void sketch_last();
  Dictionary texts_;
  GrowingArray<Word> words_;
  GrowingArray<Sketch> sketches_ = GrowingArray<Sketch>(1);
};

/// A day as eight digits, as far as a text tells one: 1956-04-19, 19560419, 19/04/1956, 19.4.56 is none.
struct Day {
  std::array<std::uint8_t, 8> digits{};
  std::int32_t number = 0;  ///< days since 1970-01-01; 0 for an impossible day
};
std::optional<Day> parse_day(std::string_view text);

/// Lists of words by number, from 1 on; 0 is the empty one.
class WordLists {
 public:
  /// The number of a list, new if it has not been added before.
  ValueId add(std::span<const WordId> words);
  /// Asks for where a list stands or would stand.
  void prefetch(std::span<const WordId> words) const { slots_.prefetch(hash_of(words)); }
  /// A new list in any case.
  void append(std::span<const WordId> words) {
    words_.append(words);
    ends_.push_back(static_cast<std::uint32_t>(words_.size()));
  }
  [[nodiscard]] std::span<const WordId> operator[](ValueId id) const {
    if (id == 0) return {};
    return {words_.data() + ends_[id - 1U], ends_[id] - ends_[id - 1U]};
  }
  /// From here on nothing is added.
  void finish() { slots_ = {}; }

  /// Writes to an archive or reads from one. `distinct`: no list is there twice, and more may be added. `words`: how
  /// many there are.
  template <typename Archive>
  void transfer(Archive& archive, bool distinct, std::size_t words) {
    archive.array(words_);
    archive.array(ends_);
    archive.array(slots_.slots());
    if constexpr (Archive::is_reading) {
      if (!archive.ok() || !is_whole(distinct, words)) archive.fail();
    }
  }
  [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }

 private:
  [[nodiscard]] bool is_whole(bool distinct, std::size_t words) const;
  static std::uint64_t hash_of(std::span<const WordId> words);
  GrowingArray<WordId> words_;
  GrowingArray<std::uint32_t> ends_ = GrowingArray<std::uint32_t>(1);
  IdSlots slots_;
};

/// The distinct values of one comparison, after values that mean the same were made one (honorifics dropped, capitals,
/// marks and punctuation forgotten).
class Values {
 public:
  Values(const Comparison& comparison, Words& words) : comparison_(comparison), words_(words) { add_missing(); }

  /// The value that `text` stands for; 0 if it says nothing (empty, "-", no letter in a name).
  ValueId add(std::string_view text);
  /// The same of all texts of a column, which is quicker. REQUIRES: `ids` has room for every id of `texts`.
  void add_all(const Dictionary& texts, std::span<ValueId> ids);
  void count(ValueId id, bool left) { ++(left ? left_counts_ : right_counts_)[id]; }
  /// Ends the adding; afterwards frequencies can be asked for. `growing`: `add_later` will be called.
  void finish(bool single, bool growing);
  /// As `add`, once frequencies are set: they stay as they are, and a value that is new then counts as one record's.
  ValueId add_later(std::string_view text) { return add(text); }
  /// After the last of them; `first` was the number of values before, `size()` + 1.
  void settle(std::size_t first);

  /// Writes to an archive or reads from one.
  template <typename Archive>
  void transfer(Archive& archive) {
    texts_.transfer(archive);
    lists_.transfer(archive, is_named(), words_.size());
    archive.array(letters_);
    archive.array(ends_);
    archive.array(facts_);
    archive.array(numbers_);
    archive.array(sounds_);
    archive.array(left_counts_);
    archive.array(right_counts_);
    archive.number(agreement_);
    archive.number(present_);
    if constexpr (Archive::is_reading) {
      if (!archive.ok() || !is_whole()) archive.fail();
    }
  }

  [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }
  [[nodiscard]] Letters letters(ValueId id) const { return {letters_.data() + begin(id), ends_[id] - begin(id)}; }
  [[nodiscard]] std::span<const WordId> words(ValueId id) const { return lists_[id]; }
  /// Asks for how frequent the value is, and for where its letters are.
  void prefetch(ValueId id) const { __builtin_prefetch(&facts_[id]); }
  void prefetch_letters(ValueId id) const { __builtin_prefetch(&ends_[id]); }
  [[nodiscard]] std::int32_t number(ValueId id) const { return numbers_[id]; }
  /// What blocking by `atom` goes by; 0 = the value takes no part.
  [[nodiscard]] std::uint64_t key(ValueId id, Atom atom) const;

  /// How likely a random pair of records agrees on this value given that one of them has it.
  [[nodiscard]] double frequency(ValueId id) const { return facts_[id].frequency; }
  /// The same for values that sound so.
  [[nodiscard]] double sound_frequency(ValueId id) const { return facts_[id].sound_frequency; }
  /// How likely a random pair agrees exactly, both values given.
  [[nodiscard]] double agreement() const { return agreement_; }
  /// Records that have the value; in a single table all count as left.
  [[nodiscard]] std::uint32_t left_count(ValueId id) const { return left_counts_[id]; }
  [[nodiscard]] std::uint32_t right_count(ValueId id) const { return right_counts_[id]; }
  [[nodiscard]] std::uint64_t present() const { return present_; }
  [[nodiscard]] const Comparison& comparison() const { return comparison_; }
  /// Whether adding a value adds to `all_words`.
  [[nodiscard]] bool has_words() const { return is_named() || comparison_.as == CompareAs::text; }
  [[nodiscard]] const Words& all_words() const { return words_; }

 private:
  struct Facts {
    float frequency = 0;
    float sound_frequency = 0;
  };
  [[nodiscard]] bool is_named() const {
    return comparison_.as == CompareAs::name || comparison_.as == CompareAs::relation;
  }
  [[nodiscard]] bool is_whole() const;
  [[nodiscard]] bool have_whole_letters() const;
  void add_missing();
  struct NameIds {
    std::array<WordId, names::Name::tokens_max> ids{};
    std::size_t size = 0;
    [[nodiscard]] std::span<const WordId> all() const { return std::span(ids).first(size); }
  };
  NameIds words_of(std::string_view name);
  ValueId add_name(const NameIds& words);
  ValueId add_letters(std::string_view normal, std::span<const WordId> words = {});
  void add_facts();
  [[nodiscard]] std::uint32_t begin(ValueId id) const { return id == 0 ? 0 : ends_[id - 1]; }
  [[nodiscard]] std::uint64_t sound_key(ValueId id) const { return sounds_.empty() ? 0 : sounds_[id]; }
  [[nodiscard]] std::uint64_t make_sound_key(ValueId id) const;

  Comparison comparison_;
  Words& words_;
  names::NameSplitter splitter_;
  Dictionary texts_;
  GrowingArray<std::uint8_t> letters_;
  GrowingArray<std::uint32_t> ends_;
  GrowingArray<Facts> facts_;
  WordLists lists_;
  GrowingArray<std::int32_t> numbers_;
  GrowingArray<std::uint64_t> sounds_;  // of names: the telling words as they sound, in any order
  GrowingArray<std::uint32_t> left_counts_;
  GrowingArray<std::uint32_t> right_counts_;
  double agreement_ = 0;
  std::uint64_t present_ = 0;
};

/// A table made ready for comparison. A record's row holds what comparing it wants first, so that most pairs touch
/// nothing else: the ids of its values by column, then the first words of its names.
struct Prepared {
  std::vector<Values> values;  ///< by comparison
  GrowingArray<ValueId> rows;  ///< `width` numbers a record
  std::vector<Comparison> comparisons;
  std::vector<Dictionary> texts;      ///< by column, of those that no comparison goes by
  std::vector<std::size_t> words_at;  ///< by comparison: where in the row a name's words are; 0 for other kinds
  std::size_t width = 0;
  std::size_t left = 0;
  std::size_t records = 0;
  bool single = true;

  static constexpr std::size_t words_in_row = 3;
  static constexpr WordId more_words = ~WordId{0};  ///< stands in the row for names that do not fit

  /// Sets `words_at` and `width` as the comparisons want them. REQUIRES: not called before.
  void lay_out(std::size_t columns);
  [[nodiscard]] const ValueId* row(RecordNo record) const { return rows.data() + record * width; }
  /// False of a removed record.
  [[nodiscard]] bool has_values(RecordNo record) const {
    return std::any_of(row(record), row(record) + width, [](ValueId value) { return value != 0; });
  }
  [[nodiscard]] bool is_left(RecordNo record) const { return record < left; }
  /// The words of a name; `row` is a record's, `comparison` one of names.
  [[nodiscard]] std::span<const WordId> words(std::size_t comparison, const ValueId* row) const {
    const WordId* first = row + words_at[comparison];
    if (*first == more_words) return values[comparison].words(row[comparisons[comparison].column]);
    std::size_t size = 0;
    while (size < words_in_row && first[size] != 0) ++size;
    return {first, size};
  }
  /// Asks for what comparing the record wants beside its row, which should be at hand: as the left one of a pair …
  void prefetch_left(RecordNo record) const {
    for (std::size_t at = 0; at < comparisons.size(); ++at) {
      if (comparisons[at].as != CompareAs::number) values[at].prefetch(row(record)[comparisons[at].column]);
    }
  }
  /// … or as the right one.
  void prefetch_right(RecordNo record) const {
    const ValueId* of_record = row(record);
    for (std::size_t at = 0; at < comparisons.size(); ++at) {
      const CompareAs as = comparisons[at].as;
      if (as == CompareAs::code || as == CompareAs::date || as == CompareAs::text)
        values[at].prefetch_letters(of_record[comparisons[at].column]);
      for (std::size_t word = 0; words_at[at] != 0 && word < words_in_row; ++word) {
        const WordId id = of_record[words_at[at] + word];
        if (id != more_words) values[at].all_words().prefetch(id);
      }
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
Prepared prepare(Table table, std::span<const Comparison> comparisons, Words& words, bool growing = false,
                 unsigned threads = 1);

/// Records of a table made ready so that more can come later. REQUIRES below: a single table prepared as `growing`.
/// Adds a record; texts in order of the columns, as in `Table::add`.
void add_record(Prepared& prepared, std::span<const std::string_view> texts);
/// Takes a record away: its number stays, but it has no values any more and meets nobody.
void remove_record(Prepared& prepared, RecordNo record);

}  // namespace boothwise::linkage
