#include "linkage/values.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/parallel.hpp"
#include "linkage/sorted.hpp"
#include "names/letters.hpp"

namespace boothwise::linkage {

namespace {

constexpr std::int32_t number_max = 1'000'000'000;
constexpr double telling_weight = 0.5;  // words from here on tell who is meant

bool is_ascii_alnum(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'); }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_plain(char letter) { return is_ascii_alnum(letter) || static_cast<unsigned char>(letter) >= 0x80; }

/// Letters and digits with single spaces between the words.
std::string plain_words(std::string_view normal) {
  std::string out;
  for (const char letter : normal) {
    if (is_plain(letter)) {
      out.push_back(letter);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

/// Letters and digits only, but for what parts a number: 12/1 is not 121. Most codes are plain already.
std::string plain_code(std::string_view text) {
  const bool ascii = is_ascii(text);
  std::string normal;
  if (!ascii) normal = names::normalised(text);
  std::string out;
  for (const char given : ascii ? text : std::string_view(normal)) {
    const char letter = given >= 'A' && given <= 'Z' ? static_cast<char>(given - 'A' + 'a') : given;
    if (is_plain(letter)) {
      out.push_back(letter);
    } else if ((letter == '/' || letter == '-') && !out.empty() && is_digit(out.back())) {
      out.push_back('/');
    }
  }
  while (!out.empty() && out.back() == '/') out.pop_back();
  return out;
}

std::string without_spaces(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char letter) { return letter != ' '; });
  return out;
}

/// Days since 1970-01-01 in the Gregorian calendar; 0 if there is no such day.
std::int32_t day_number(int year, unsigned month, unsigned day) {
  constexpr std::array<unsigned, 12> lengths = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1]) return 0;
  // Counted from March on, so that the leap day comes last.
  const int from_march = month > 2 ? year : year - 1;
  const unsigned months = (month + 9) % 12;
  const int era = (from_march >= 0 ? from_march : from_march - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(from_march - era * 400);
  const unsigned day_of_year = (153 * months + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<int>(day_of_era) - 719468;
}

std::optional<unsigned> number_of(std::string_view digits) {
  unsigned value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// Runs of digits in a text; nothing if letters stand between.
std::vector<std::string_view> digit_runs(std::string_view text) {
  std::vector<std::string_view> runs;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      if (is_plain(text[at])) return {};
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    runs.push_back(text.substr(begin, at - begin));
  }
  return runs;
}

std::uint8_t folded(char32_t code) { return static_cast<std::uint8_t>(code < 0x80 ? code : 0x80U | (code & 0x7FU)); }

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  // A time of day behind the date does not matter.
  const std::size_t time = text.find_first_of("T:");
  std::string_view date = text;
  if (time != std::string_view::npos) date = text.substr(0, text.find_first_of("T "));
  const std::vector<std::string_view> runs = digit_runs(date);
  std::string_view year;
  std::string_view month;
  std::string_view day;
  if (runs.size() == 1 && runs[0].size() == 8) {
    year = runs[0].substr(0, 4);
    month = runs[0].substr(4, 2);
    day = runs[0].substr(6, 2);
  } else if (runs.size() == 3 && runs[0].size() == 4 && runs[1].size() <= 2 && runs[2].size() <= 2) {
    year = runs[0];
    month = runs[1];
    day = runs[2];
  } else if (runs.size() == 3 && runs[2].size() == 4 && runs[0].size() <= 2 && runs[1].size() <= 2) {
    year = runs[2];
    month = runs[1];
    day = runs[0];
  } else {
    return std::nullopt;
  }
  Day result;
  const auto put = [&result](std::string_view digits, std::size_t at, std::size_t size) {
    for (std::size_t digit = 0; digit < size; ++digit) {
      const std::size_t missing = size - digits.size();
      result.digits[at + digit] = static_cast<std::uint8_t>(digit < missing ? '0' : digits[digit - missing]);
    }
  };
  put(year, 0, 4);
  put(month, 4, 2);
  put(day, 6, 2);
  result.number = day_number(static_cast<int>(*number_of(year)), *number_of(month), *number_of(day));
  return result;
}

Words::Words() { words_.push_back(Word{names::Heard(names::Sounds())}); }

WordId Words::add(std::string_view text) {
  const ValueId id = texts_.add(text);
  if (id < words_.size()) return id;
  const names::Sounds sounds = names::sounds_of(text);
  Word word{names::Heard(sounds)};
  const names::TokenKeys keys = names::keys_of(sounds);
  if (!keys.all().empty()) {
    word.plain = keys.all().front();
    word.loose = keys.all().back();
  }
  words_.push_back(word);
  sketch_last();
  return id;
}

/// Of the next word that has none.
void Words::sketch_last() {
  const auto id = static_cast<WordId>(sketches_.size());
  const names::Heard& heard = words_[id].heard;
  const auto weight = static_cast<float>(names::weight_of_word(texts_.text(id)));
  sketches_.push_back({names::Glance(heard), weight, heard.sounds.size() == 1});
}

bool Words::restore() {
  if (words_.size() != texts_.size() + 1) return false;
  const auto is_word = [](const Word& word) { return word.heard.sounds.is_whole(); };
  if (!std::ranges::all_of(words_, is_word)) return false;
  sketches_.resize(1);
  sketches_.reserve(words_.size());
  while (sketches_.size() < words_.size()) sketch_last();
  return true;
}

std::uint64_t WordLists::hash_of(std::span<const WordId> words) {
  std::uint64_t hash = words.size();
  for (const WordId word : words) hash = (hash + word) * 0x9E3779B97F4A7C15U;
  return finished(hash);
}

ValueId WordLists::add(std::span<const WordId> words) {
  if (words.empty()) return 0;
  const std::uint64_t hash = hash_of(words);
  const ValueId found = slots_.find(hash, [&](ValueId id) { return std::ranges::equal((*this)[id], words); });
  if (found != 0) return found;
  append(words);
  const auto id = static_cast<ValueId>(size());
  slots_.add(hash, id, [this](ValueId of) { return static_cast<std::uint32_t>(hash_of((*this)[of])); });
  return id;
}

bool WordLists::is_whole(bool distinct, std::size_t words) const {
  if (ends_.empty() || ends_[0] != 0 || !std::ranges::is_sorted(ends_) || ends_.back() != words_.size()) return false;
  if (distinct && !slots_.is_whole(size())) return false;
  const auto [lowest, highest] = std::ranges::minmax_element(words_);
  return words_.empty() || (*lowest > 0 && *highest < words);
}

void Values::add_missing() {
  ends_.push_back(0);
  add_facts();
}

void Values::add_facts() {
  facts_.push_back({});
  numbers_.push_back(0);
  left_counts_.push_back(0);
  right_counts_.push_back(0);
}

ValueId Values::add_letters(std::string_view normal, std::span<const WordId> words) {
  const ValueId id = texts_.add(normal);
  if (id < ends_.size()) return id;
  std::size_t taken = 0;
  for (std::size_t at = 0; at < normal.size() && taken < letters_max; ++taken) {
    letters_.push_back(folded(names::next_code(normal, at)));
  }
  ends_.push_back(static_cast<std::uint32_t>(letters_.size()));
  lists_.append(words);
  add_facts();
  return id;
}

Values::NameIds Values::words_of(std::string_view name) {
  const names::NameWords& words = splitter_.split(name);
  NameIds result;
  result.size = words.size();
  for (std::size_t at = 0; at < words.size(); ++at) result.ids[at] = words_.add(words[at]);
  return result;
}

/// Names are the same if their words are.
ValueId Values::add_name(const NameIds& words) {
  const ValueId id = lists_.add(words.all());
  if (id < ends_.size()) return id;
  ends_.push_back(0);
  add_facts();
  return id;
}

ValueId Values::add(std::string_view text) {
  switch (comparison_.as) {
    case CompareAs::name:
    case CompareAs::relation:
      return add_name(words_of(text));
    case CompareAs::date: {
      const std::optional<Day> day = parse_day(names::normalised(text));
      if (!day) return 0;
      std::array<char, 8> digits{};
      std::ranges::transform(day->digits, digits.begin(), [](std::uint8_t digit) { return static_cast<char>(digit); });
      const ValueId id = add_letters({digits.data(), digits.size()});
      numbers_[id] = day->number;
      return id;
    }
    case CompareAs::number: {
      const std::string normal = without_spaces(names::normalised(text));
      const std::optional<unsigned> value = number_of(normal.substr(0, normal.find('.')));
      if (!value || *value > number_max) return 0;
      const ValueId id = add_letters(std::to_string(*value));
      numbers_[id] = static_cast<std::int32_t>(*value);
      return id;
    }
    case CompareAs::code:
      return add_letters(plain_code(text));
    case CompareAs::text: {
      const std::string normal = plain_words(names::normalised(text));
      std::array<WordId, names::Name::tokens_max> word_ids{};
      std::size_t words = 0;
      for (std::size_t at = 0; at < normal.size() && words < word_ids.size(); ++words) {
        const std::size_t end = std::min(normal.find(' ', at), normal.size());
        word_ids[words] = words_.add(std::string_view(normal).substr(at, end - at));
        at = end + 1;
      }
      return add_letters(normal, std::span(word_ids).first(words));
    }
    case CompareAs::category:
      return add_letters(plain_words(names::normalised(text)));
  }
  return 0;
}

namespace {

/// Takes the texts of a dictionary some at a time: `read` of each, then `add` of each, for which `read` has asked.
template <typename Read, typename Add>
void add_in_batches(const Dictionary& texts, std::span<ValueId> ids, const Read& read, const Add& add) {
  constexpr std::size_t batch = 32;
  std::array<decltype(read(std::string_view())), batch> seen;
  for (std::size_t begin = 1; begin <= texts.size(); begin += batch) {
    const std::size_t size = std::min(batch, texts.size() + 1 - begin);
    for (std::size_t at = 0; at < size; ++at) seen[at] = read(texts.text(static_cast<ValueId>(begin + at)));
    for (std::size_t at = 0; at < size; ++at) ids[begin + at] = add(seen[at]);
  }
}

}  // namespace

void Values::add_all(const Dictionary& texts, std::span<ValueId> ids) {
  if (is_named()) {
    const auto read = [this](std::string_view text) {
      NameIds words = words_of(text);
      lists_.prefetch(words.all());
      return words;
    };
    add_in_batches(texts, ids, read, [this](const NameIds& words) { return add_name(words); });
  } else if (comparison_.as == CompareAs::code) {
    texts_.make_room(texts.size());  // most codes are one record's or two
    const auto read = [this](std::string_view text) {
      std::string normal = plain_code(text);
      texts_.prefetch(normal);
      return normal;
    };
    add_in_batches(texts, ids, read, [this](const std::string& normal) { return add_letters(normal); });
  } else {
    for (ValueId id = 1; id <= texts.size(); ++id) ids[id] = add(texts.text(id));
  }
}

std::uint64_t Values::make_sound_key(ValueId id) const {
  std::array<names::Key, names::Name::tokens_max> keys{};
  std::size_t size = 0;
  const auto collect = [&](bool all) {
    for (const WordId word : words(id)) {
      if (all || words_.weight(word) >= telling_weight) keys[size++] = words_[word].plain;
    }
  };
  collect(false);
  if (size == 0) collect(true);
  std::sort(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(size));
  std::uint64_t hash = size;
  for (std::size_t at = 0; at < size; ++at) hash = mixed(hash, keys[at]);
  return size == 0 ? 0 : hash;
}

std::uint64_t Values::key(ValueId id, Atom atom) const {
  if (id == 0) return 0;
  const auto telling = [&](bool last) -> const Words::Word* {
    const Words::Word* found = nullptr;
    for (const WordId word : words(id)) {
      if (words_.weight(word) < telling_weight) continue;
      found = &words_[word];
      if (!last) return found;
    }
    if (found == nullptr && !words(id).empty()) return &words_[words(id).front()];
    return found;
  };
  switch (atom) {
    case Atom::equal:
      return comparison_.as == CompareAs::number ? static_cast<std::uint64_t>(numbers_[id]) + 1 : id;
    case Atom::first_sound: {
      const Words::Word* word = telling(false);
      return word == nullptr ? 0 : word->plain;
    }
    case Atom::first_loose: {
      const Words::Word* word = telling(false);
      return word == nullptr ? 0 : word->loose;
    }
    case Atom::last_sound: {
      const std::span<const WordId> all = words(id);
      return all.size() < 2 ? 0 : words_[all.back()].plain;
    }
    case Atom::all_sounds:
      return sound_key(id);
    case Atom::beginning: {
      const Letters all = letters(id);
      const std::size_t size = comparison_.as == CompareAs::code ? (all.size() + 1) / 2 : std::size_t{4};
      std::uint64_t hash = 1;
      for (std::size_t at = 0; at < std::min(size, all.size()); ++at) hash = mixed(hash, all[at]);
      return all.size() < 3 ? 0 : hash;
    }
  }
  return 0;
}

void Values::finish(bool single, bool growing) {
  if (!growing) {
    texts_ = Dictionary();
    lists_.finish();
  }
  double left = 0;
  double right = 0;
  for (ValueId id = 1; id < ends_.size(); ++id) {
    left += left_counts_[id];
    right += right_counts_[id];
  }
  present_ = static_cast<std::size_t>(left + right);
  const auto share = [&](double of_left, double of_right) {
    const double l = left > 0 ? of_left / left : 0;
    const double r = right > 0 ? of_right / right : 0;
    return static_cast<float>(single ? l : (l + r) / 2);
  };
  double agreeing = 0;
  for (ValueId id = 1; id < ends_.size(); ++id) {
    const double l = left_counts_[id];
    const double r = right_counts_[id];
    facts_[id].frequency = facts_[id].sound_frequency = share(l, r);
    agreeing += single ? l * (l - 1) : l * r;
  }
  const double possible = single ? left * (left - 1) : left * right;
  agreement_ = possible > 0 ? agreeing / possible : 0;
  if (!is_named()) return;
  // Values that sound alike stand behind each other.
  sounds_.resize(ends_.size());
  std::vector<std::pair<std::uint64_t, ValueId>> by_sound;
  by_sound.reserve(ends_.size());
  for (ValueId id = 1; id < ends_.size(); ++id) {
    sounds_[id] = make_sound_key(id);
    by_sound.emplace_back(sounds_[id], id);
  }
  by_sound = sorted_by_hash(std::move(by_sound), [](const auto& sound) { return sound.first; });
  for (std::size_t begin = 0, end = 0; begin < by_sound.size(); begin = end) {
    double l = 0;
    double r = 0;
    for (; end < by_sound.size() && by_sound[end].first == by_sound[begin].first; ++end) {
      l += left_counts_[by_sound[end].second];
      r += right_counts_[by_sound[end].second];
    }
    for (std::size_t at = begin; at < end; ++at) facts_[by_sound[at].second].sound_frequency = share(l, r);
  }
}

void Values::settle(std::size_t first) {
  const float of_one = 1 / static_cast<float>(std::max<std::uint64_t>(present_, 1));
  for (std::size_t id = first; id < facts_.size(); ++id) facts_[id] = {of_one, of_one};
  if (!is_named() || first == facts_.size()) return;
  std::unordered_map<std::uint64_t, float> frequencies;  // of the sounds of new values
  constexpr unsigned mark_bits = 18;
  std::vector<bool> is_marked(std::size_t{1} << mark_bits);  // by a sound's upper bits: few old ones are looked up
  for (std::size_t id = first; id < facts_.size(); ++id) {
    sounds_.push_back(make_sound_key(static_cast<ValueId>(id)));
    frequencies.emplace(sounds_.back(), of_one);
    is_marked[sounds_.back() >> (64 - mark_bits)] = true;
  }
  for (std::size_t id = 1; id < first; ++id) {
    if (!is_marked[sounds_[id] >> (64 - mark_bits)]) continue;
    if (const auto same = frequencies.find(sounds_[id]); same != frequencies.end())
      same->second = facts_[id].sound_frequency;
  }
  for (std::size_t id = first; id < facts_.size(); ++id) facts_[id].sound_frequency = frequencies.at(sounds_[id]);
}

bool Values::is_whole() const {
  const std::size_t size = ends_.size();
  const std::size_t texts = is_named() ? lists_.size() : texts_.size();
  if (size != texts + 1 || facts_.size() != size || numbers_.size() != size || left_counts_.size() != size ||
      right_counts_.size() != size || sounds_.size() != (is_named() ? size : 0) || lists_.size() + 1 != size)
    return false;
  return have_whole_letters() && std::ranges::all_of(numbers_, [](std::int32_t number) {
           return number >= -number_max && number <= number_max;
         });
}

/// Letters lie where values say, and no value has more than comparison takes.
bool Values::have_whole_letters() const {
  constexpr std::size_t day_letters = 8;
  for (ValueId id = 1; id < ends_.size(); ++id) {
    if (lists_[id].size() > names::Name::tokens_max || ends_[id] < ends_[id - 1] || ends_[id] > letters_.size())
      return false;
    const std::size_t letters = ends_[id] - ends_[id - 1];
    if (letters > letters_max || (comparison_.as == CompareAs::date && letters != day_letters)) return false;
  }
  return !ends_.empty() && ends_[0] == 0;
}

namespace {

/// Puts the words of a name into the row.
void set_words(Prepared& prepared, std::size_t comparison, ValueId* row, ValueId value) {
  if (prepared.words_at[comparison] == 0) return;
  WordId* to = row + prepared.words_at[comparison];
  const std::span<const WordId> words = prepared.values[comparison].words(value);
  std::fill_n(to, Prepared::words_in_row, WordId{0});
  if (words.size() > Prepared::words_in_row) {
    *to = Prepared::more_words;
  } else {
    std::ranges::copy(words, to);
  }
}

/// Ids of prepared values by id of a column's text.
using NewIds = std::vector<ValueId>;

/// Puts the ids of prepared values where the row had those of texts, and words behind them. Some records at a time step
/// by step, so that what each step reads here and there is waited for together; the last ones first, since rows grow
/// where they are.
void fill_rows(Prepared& prepared, std::size_t columns, std::span<const NewIds> new_ids) {
  constexpr std::size_t batch = 64;
  prepared.rows.reserve(prepared.records * prepared.width);
  prepared.rows.resize_unset(prepared.records * prepared.width);
  std::vector<ValueId> texts(batch * columns);
  for (std::size_t begin = (prepared.records + batch - 1) / batch * batch; begin > 0;) {
    begin -= batch;
    const std::size_t end = std::min(prepared.records, begin + batch);
    std::copy_n(prepared.rows.data() + begin * columns, (end - begin) * columns, texts.data());
    for (std::size_t record = begin; record < end; ++record) {
      ValueId* to = prepared.rows.data() + record * prepared.width;
      std::copy_n(texts.data() + (record - begin) * columns, columns, to);
      std::fill(to + columns, to + prepared.width, ValueId{0});
    }
    for (std::size_t at = 0; at < prepared.comparisons.size(); ++at) {
      const std::size_t column = prepared.comparisons[at].column;
      Values& values = prepared.values[at];
      for (std::size_t record = begin; record < end; ++record) {
        ValueId& id = prepared.rows[record * prepared.width + column];
        id = new_ids[column][id];
        values.count(id, prepared.is_left(static_cast<RecordNo>(record)));
      }
      for (std::size_t record = begin; record < end; ++record) {
        ValueId* row = prepared.rows.data() + record * prepared.width;
        set_words(prepared, at, row, row[column]);
      }
    }
  }
}

}  // namespace

void Prepared::lay_out(std::size_t columns) {
  width = columns;
  for (const Comparison& comparison : comparisons) {
    const bool named = comparison.as == CompareAs::name || comparison.as == CompareAs::relation;
    words_at.push_back(named ? width : 0);
    if (named) width += words_in_row;
  }
  constexpr std::size_t in_line = 64 / sizeof(ValueId);
  if (width > in_line / 2) width = (width + in_line - 1) / in_line * in_line;
}

Prepared prepare(Table table, std::span<const Comparison> comparisons, Words& words, bool growing, unsigned threads) {
  Prepared prepared;
  prepared.comparisons.assign(comparisons.begin(), comparisons.end());
  const std::size_t columns = table.columns();
  prepared.records = table.size();
  prepared.left = table.left_size();
  prepared.single = table.is_single();
  std::vector<NewIds> new_ids(columns);
  prepared.values.reserve(comparisons.size());
  for (const Comparison& comparison : comparisons) prepared.values.emplace_back(comparison, words);
  // What adds to `words` goes one after the other, beside all that does not.
  parallel_for(threads, 2, [&](std::size_t with_words, unsigned) {
    for (Values& values : prepared.values) {
      if (values.has_words() != (with_words == 1)) continue;
      const std::size_t column = values.comparison().column;
      const Dictionary& texts = table.dictionary(column);
      NewIds& ids = new_ids[column];
      ids.resize(texts.size() + 1);
      values.add_all(texts, ids);
      table.forget_texts(column);
    }
  });
  prepared.lay_out(columns);
  prepared.rows = table.take_rows();
  fill_rows(prepared, columns, new_ids);
  parallel_for(threads, prepared.values.size(),
               [&](std::size_t at, unsigned) { prepared.values[at].finish(prepared.single, growing); });
  if (growing) prepared.texts = table.take_dictionaries();
  return prepared;
}

void add_record(Prepared& prepared, std::span<const std::string_view> texts) {
  prepared.rows.resize(prepared.rows.size() + prepared.width);
  ValueId* row = prepared.rows.data() + prepared.records * prepared.width;
  std::vector<bool> compared(texts.size());
  for (std::size_t at = 0; at < prepared.comparisons.size(); ++at) {
    const std::size_t column = prepared.comparisons[at].column;
    compared[column] = true;
    row[column] = prepared.values[at].add_later(texts[column]);
    prepared.values[at].count(row[column], true);
    set_words(prepared, at, row, row[column]);
  }
  for (std::size_t column = 0; column < texts.size(); ++column) {
    if (!compared[column]) row[column] = prepared.texts[column].add(texts[column]);
  }
  ++prepared.records;
  prepared.left = prepared.records;
}

void remove_record(Prepared& prepared, RecordNo record) {
  std::fill_n(prepared.rows.data() + record * prepared.width, prepared.width, ValueId{0});
}

}  // namespace boothwise::linkage
