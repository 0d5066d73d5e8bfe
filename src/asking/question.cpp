#include "asking/question.hpp"

#include "asking/interpreter.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace boothwise::asking {

Error not_understood(Bilingual why, std::string_view words, std::vector<std::string> choices) {
  Error error{ErrorKind::bad_input, "not_understood", std::move(why)};
  error.where.value = shortened(words, 120);
  error.choices = std::move(choices);
  return error;
}

bool is_plural(std::string_view word) {
  return word.ends_with("s") || word.ends_with("ें") || word.ends_with("ों") || word.ends_with("एँ") ||
         word.ends_with("ओं") || word.ends_with("एं");
}

Result<Question> Interpreter::read() {
  find_numbers();
  find_measure();
  BOOTHWISE_CHECK(find_levels());
  BOOTHWISE_CHECK(find_elections());
  find_sides();
  find_person();
  find_span();
  if (first(WordKind::future)) {
    return not_understood({"what is to come is not counted yet; only a forecast's chance can be asked for",
                           "जो होना है उसकी गिनती अभी नहीं; केवल पूर्वानुमान की संभावना पूछी जा सकती है"});
  }
  BOOTHWISE_CHECK(decide_measure());
  BOOTHWISE_CHECK(decide_elections());
  BOOTHWISE_CHECK(find_areas());
  BOOTHWISE_CHECK(decide_person());
  BOOTHWISE_CHECK(decide_list());
  BOOTHWISE_CHECK(decide_booth_election());
  BOOTHWISE_CHECK(decide_sides());
  take_what_says_nothing();
  BOOTHWISE_CHECK(nothing_left());
  return std::move(question_);
}

std::optional<std::size_t> Interpreter::first(WordKind kind, std::string_view id) const {
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    const Meaning* meaning = mentions()[at].find(kind);
    if (!taken_[at] && meaning != nullptr && (id.empty() || meaning->id == id)) return at;
  }
  return std::nullopt;
}

bool Interpreter::take(WordKind kind, std::string_view id) {
  bool found = false;
  while (const auto at = first(kind, id)) {
    taken_[*at] = true;
    found = true;
  }
  return found;
}

void Interpreter::take_from(std::size_t first_mention, std::size_t last_mention) {
  for (std::size_t at = first_mention; at <= last_mention; ++at) taken_[at] = true;
}

void Interpreter::find_numbers() {
  amounts_ = amounts_in(reading_);
  // "घरों तक पहुँची" is no bound.
  for (std::size_t at = 0; amounts_.empty() && at < mentions().size(); ++at)
    taken_[at] = taken_[at] || reading_.spellings[mentions()[at].first].front().plain == "तक";
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    if (const auto year = year_of(reading_, at)) {
      years_.emplace_back(at, *year);
    } else if (!mentions()[at].years.empty()) {
      survey_years_ = mentions()[at].years;
      taken_[at] = true;
    }
  }
}

void Interpreter::take_what_says_nothing() {
  take(WordKind::filler);
  take(WordKind::unit, "votes");
  take(WordKind::polarity, "all");
  const Measure measure = question_.asked.measure;
  const bool of_voters = measure == Measure::votes || measure == Measure::nota || measure == Measure::votes_polled ||
                         measure == Measure::turnout || measure == Measure::electors;
  if (of_voters) take(WordKind::who, "people");
  const bool of_people = measure == Measure::statistic || measure == Measure::scheme_count ||
                         measure == Measure::scheme_share || measure == Measure::declared || measure == Measure::base;
  if (!of_people) return;
  take(WordKind::who, "households");
  take(WordKind::who, "people");
  const auto published = figures_.published();
  if (measure != Measure::statistic || !published) return;
  std::string item = question_.asked.item;
  if (item.starts_with(without_prefix)) item.erase(0, without_prefix.size());
  // A word of the statistic's own phrases says again what is asked: "homes cooking with clean fuel".
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    const Mention& one = mentions()[at];
    if (taken_[at] || !one.says_nothing() || one.count != 1) continue;
    taken_[at] = std::ranges::any_of(reading_.spellings[one.first],
                                     [&](const Spelling& word) { return lexicon_.tells(item, word.key); });
  }
  for (const services::Outcome& one : (*published)->outcomes()) {
    if (one.id != item) continue;
    const std::string of = one.of.en + " " + one.name.en;
    if (of.find("omen") != std::string::npos || of.find("mothers") != std::string::npos ||
        of.find("births") != std::string::npos)
      take(WordKind::who, "women");
    if (of.find("hildren") != std::string::npos || of.find("births") != std::string::npos)
      take(WordKind::who, "children");
  }
}

Status Interpreter::nothing_left() {
  std::string left;
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    if (!taken_[at]) left += (left.empty() ? "" : ", ") + reading_.text(mentions()[at]);
  }
  if (left.empty()) return success();
  return not_understood({"these words were not understood", "ये शब्द समझ में नहीं आए"}, left);
}

Result<Reading> reading_of_question(const Lexicon& lexicon, std::string_view text) {
  constexpr std::size_t bytes_max = 900;
  if (text.size() > bytes_max) {
    return Error{
        ErrorKind::bad_input, "question_too_long", {"a question has at most 300 characters", "प्रश्न में अधिकतम 300 अक्षर"}};
  }
  Reading reading = read_text(lexicon, text);
  if (reading.tokens.empty()) return Error{ErrorKind::bad_input, "question_empty", {"ask something", "कुछ पूछें"}};
  return reading;
}

Result<Question> question_of(const Lexicon& lexicon, const Reading& reading, Figures& figures,
                             const QuestionDefaults& defaults) {
  return Interpreter(lexicon, reading, figures, defaults).read();
}

}  // namespace boothwise::asking
