#include "asking/reading.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace boothwise::asking {

namespace {

std::optional<double> written_number(const std::string& text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  return parse_number<double>(text);
}

/// "2019-21", "2019-2021".
bool is_span_of_years(const std::string& text) {
  const std::size_t dash = text.find('-');
  if (dash != 4 || (text.size() != 7 && text.size() != 9)) return false;
  return parse_number<int>(std::string_view(text).substr(0, dash)).has_value() &&
         parse_number<int>(std::string_view(text).substr(dash + 1)).has_value();
}

std::string joined(const std::vector<Token>& tokens, std::size_t first, std::size_t count, std::string Token::*form) {
  std::string text;
  for (std::size_t at = first; at < first + count; ++at) text += (text.empty() ? "" : " ") + tokens[at].*form;
  return text;
}

/// The longest phrase that begins at a token.
Mention phrase_at(const Lexicon& lexicon, const std::vector<Token>& tokens, std::size_t at) {
  const std::size_t most = std::min(lexicon.longest(), tokens.size() - at);
  for (std::size_t count = most; count > 0; --count) {
    std::vector<Meaning> meanings = lexicon.exact(joined(tokens, at, count, &Token::key));
    const std::vector<Meaning>& places = lexicon.named(joined(tokens, at, count, &Token::plain));
    meanings.insert(meanings.end(), places.begin(), places.end());
    if (meanings.empty()) continue;
    Mention mention{at, count, std::move(meanings), std::nullopt, {}, false};
    for (const Meaning& meaning : mention.meanings) {
      if (meaning.kind == WordKind::number) mention.number = parse_number<double>(meaning.id);
    }
    return mention;
  }
  return {at, 1, {}, std::nullopt, {}, false};
}

}  // namespace

const Meaning* Mention::find(WordKind kind) const {
  const auto found = std::ranges::find(meanings, kind, &Meaning::kind);
  return found == meanings.end() ? nullptr : &*found;
}

std::string Reading::text(const Mention& mention) const {
  return joined(tokens, mention.first, mention.count, &Token::text);
}

Reading read_text(const Lexicon& lexicon, std::string_view text) {
  constexpr std::size_t sounding_words = 3;
  Reading reading;
  reading.tokens = tokens_of(text);
  for (std::size_t at = 0; at < reading.tokens.size();) {
    const Token& token = reading.tokens[at];
    Mention mention{at, 1, {}, std::nullopt, {}, false};
    if (is_span_of_years(token.text)) {
      mention.years = token.text;
    } else if (const auto number = written_number(token.text)) {
      mention = phrase_at(lexicon, reading.tokens, at);
      if (mention.count == 1) mention.number = number;
    } else if (token.key == "%") {
      mention.meanings = {{WordKind::unit, "percent", {}}};
    } else {
      mention = phrase_at(lexicon, reading.tokens, at);
      for (std::size_t count = std::min(sounding_words, reading.tokens.size() - at);
           mention.meanings.empty() && count > 0; --count) {
        // Words that mean something by themselves are no part of a misspelt name.
        bool fresh = true;
        for (std::size_t part = at; part < at + count; ++part)
          fresh &= lexicon.exact(reading.tokens[part].key).empty() && !written_number(reading.tokens[part].text);
        if (!fresh) continue;
        auto places = lexicon.sounding(joined(reading.tokens, at, count, &Token::text));
        if (!places.empty()) mention = {at, count, std::move(places), std::nullopt, {}, true};
      }
    }
    at += mention.count;
    reading.mentions.push_back(std::move(mention));
  }
  return reading;
}

std::optional<std::int32_t> year_of(const Reading& reading, std::size_t mention) {
  constexpr double first_year = 1950;
  constexpr double last_year = 2100;
  const Mention& here = reading.mentions.at(mention);
  if (!here.number || !here.meanings.empty() || *here.number < first_year || *here.number > last_year ||
      *here.number != std::floor(*here.number)) {
    return std::nullopt;
  }
  if (mention + 1 < reading.mentions.size()) {
    const Mention& next = reading.mentions[mention + 1];
    if (next.is(WordKind::times) || next.is(WordKind::unit)) return std::nullopt;
  }
  return static_cast<std::int32_t>(*here.number);
}

std::vector<Amount> amounts_in(const Reading& reading) {
  std::vector<Amount> list;
  const auto& mentions = reading.mentions;
  for (std::size_t at = 0; at < mentions.size(); ++at) {
    const bool counts = mentions[at].number || mentions[at].is(WordKind::times);
    if (!counts || year_of(reading, at)) continue;
    Amount amount{mentions[at].number.value_or(1), Unit::none, at, at};
    if (!mentions[at].number) amount.value = parse_number<double>(mentions[at].find(WordKind::times)->id).value_or(1);
    while (amount.last + 1 < mentions.size()) {
      const Mention& next = mentions[amount.last + 1];
      const Meaning* times = next.find(WordKind::times);
      if (times == nullptr) break;
      amount.value *= parse_number<double>(times->id).value_or(1);
      ++amount.last;
    }
    if (amount.last + 1 < mentions.size()) {
      if (const Meaning* unit = mentions[amount.last + 1].find(WordKind::unit)) {
        amount.unit = unit->id == "percent" ? Unit::percent : unit->id == "points" ? Unit::points : Unit::votes;
        ++amount.last;
      }
    }
    at = amount.last;
    list.push_back(amount);
  }
  return list;
}

}  // namespace boothwise::asking
