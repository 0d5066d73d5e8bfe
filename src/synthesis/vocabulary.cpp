#include "synthesis/vocabulary.hpp"

#include <algorithm>
#include <utility>

#include "synthesis/slips.hpp"

namespace boothwise::synthesis {

namespace {

constexpr std::string_view filler = "कुमार";
constexpr std::size_t words_most = 65000;

Error damaged(std::string_view word) {
  return Error{
      ErrorKind::environment,
      "vocabulary_damaged",
      {"the tables of words for synthetic names do not fit together", "काल्पनिक नामों की शब्द तालिकाएँ आपस में मेल नहीं खातीं"},
      {"data/synthesis", 0, {}, std::string(word)}};
}

std::string capitalised(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

}  // namespace

Result<Vocabulary> Vocabulary::make(std::span<const NameWord> words, std::span<const NameFamily> families,
                                    std::span<const PlaceWord> places) {
  Vocabulary vocabulary;
  BOOTHWISE_CHECK(vocabulary.add_words(words));
  BOOTHWISE_CHECK(vocabulary.add_families(families));
  BOOTHWISE_CHECK(vocabulary.add_places(places));
  return vocabulary;
}

std::string_view Vocabulary::keep(std::string text) { return texts_.emplace_back(std::move(text)); }

Status Vocabulary::add_words(std::span<const NameWord> words) {
  if (words.size() > words_most) return damaged("");
  for (const NameWord& word : words) {
    if (word.word.empty() || word.latin.empty()) return damaged(word.word);
    numbers_.emplace_back(word.word, static_cast<WordNo>(forms_[0].size()));
    WordForms& devanagari = forms_[static_cast<std::size_t>(Script::devanagari)].emplace_back();
    devanagari.spellings.push_back(keep(word.word));
    for (std::string& text : heard_otherwise(word.word)) devanagari.heard.push_back(keep(std::move(text)));
    for (std::string& text : mistyped(word.word)) devanagari.mistyped.push_back(keep(std::move(text)));
    devanagari.abbreviation = keep(word.abbreviation);
    WordForms& latin = forms_[static_cast<std::size_t>(Script::latin)].emplace_back();
    for (const std::string& spelling : word.latin) latin.spellings.push_back(keep(capitalised(spelling)));
    for (std::string& text : heard_otherwise(word.latin.front()))
      latin.heard.push_back(keep(capitalised(std::move(text))));
    for (std::string& text : mistyped(word.latin.front())) latin.mistyped.push_back(keep(capitalised(std::move(text))));
    latin.abbreviation = keep(capitalised(word.latin_abbreviation));
  }
  std::ranges::sort(numbers_);
  const auto added = std::ranges::lower_bound(numbers_, filler, {}, &std::pair<std::string, WordNo>::first);
  if (added == numbers_.end() || added->first != filler) return damaged(filler);
  added_ = added->second;
  return success();
}

Result<Vocabulary::Drawn> Vocabulary::drawn(std::span<const std::string> words) const {
  Drawn drawn;
  std::vector<double> weights;
  for (const std::string& word : words) {
    const auto found = std::ranges::lower_bound(numbers_, word, {}, &std::pair<std::string, WordNo>::first);
    if (found == numbers_.end() || found->first != word) return damaged(word);
    drawn.words.push_back(found->second);
    constexpr double flattened = 8;  // Zipf and Mandelbrot: the first is not five times as usual as the fifth
    weights.push_back(1 / (static_cast<double>(weights.size()) + flattened));
  }
  if (!weights.empty()) drawn.table = DrawTable(weights);
  return drawn;
}

Status Vocabulary::add_families(std::span<const NameFamily> families) {
  std::vector<double> weights;
  for (const NameFamily& family : families) {
    if (family.men.empty() || family.women.empty() || family.men_second.empty() || family.women_second.empty() ||
        !(family.weight > 0)) {
      return damaged(family.men.empty() ? "" : family.men.front());
    }
    Family made;
    BOOTHWISE_TRY(first, drawn(family.first));
    BOOTHWISE_TRY(men, drawn(family.men));
    BOOTHWISE_TRY(women, drawn(family.women));
    BOOTHWISE_TRY(men_second, drawn(family.men_second));
    BOOTHWISE_TRY(women_second, drawn(family.women_second));
    made.first = std::move(first);
    made.given = {std::move(men), std::move(women)};
    made.second = {std::move(men_second), std::move(women_second)};
    families_.push_back(std::move(made));
    weights.push_back(family.weight);
  }
  if (families_.empty()) return damaged("");
  family_table_ = DrawTable(weights);
  return success();
}

Status Vocabulary::add_places(std::span<const PlaceWord> places) {
  for (const PlaceWord& place : places) {
    if (place.word.empty()) return damaged(place.kind);
    if (place.kind == "beginning") {
      places_.beginnings.push_back(place.word);
    } else if (place.kind == "ending") {
      places_.endings.push_back(place.word);
    } else if (place.kind == "suffix") {
      places_.suffixes.push_back(place.word);
    } else if (place.kind == "hamlet") {
      places_.hamlets.push_back(place.word);
    } else if (place.kind == "building") {
      places_.buildings.push_back({place.word, place.abbreviation});
    } else {
      return damaged(place.kind);
    }
  }
  const bool complete = !places_.beginnings.empty() && !places_.endings.empty() && !places_.suffixes.empty() &&
                        !places_.hamlets.empty() && !places_.buildings.empty();
  return complete ? success() : damaged("beginning, ending, suffix, hamlet, building");
}

WordNo Vocabulary::Drawn::draw(RandomStream& random) const {
  return words.empty() ? nothing : words[table.draw(random)];
}

WordNo Vocabulary::draw_first(std::size_t family, RandomStream& random) const {
  return families_[family].first.draw(random);
}
WordNo Vocabulary::draw_given(std::size_t family, bool man, RandomStream& random) const {
  return families_[family].given[man ? 0 : 1].draw(random);
}
WordNo Vocabulary::draw_second(std::size_t family, bool man, RandomStream& random) const {
  return families_[family].second[man ? 0 : 1].draw(random);
}

}  // namespace boothwise::synthesis
