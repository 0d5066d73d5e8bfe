#include "asking/finder.hpp"

#include <algorithm>

#include "warehouse/released.hpp"

/// From words to measures.
namespace boothwise::asking {

void Finder::propose(Measure measure, double fit, const std::string& item) {
  Reference reference;
  reference.measure = measure;
  reference.item = item;
  proposals_.push_back({reference, fit});
}

bool Finder::is_beside_scheme(const std::string& statistic) const {
  std::set<std::size_t> of_schemes;
  std::set<std::size_t> of_statistic;
  std::size_t clause = 0;
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    if (at > 0) {
      const std::string between = reading_.between(mentions()[at - 1], mentions()[at]);
      const auto ends = [&](std::string_view mark) { return between.find(mark) != std::string::npos; };
      if (ends(":") || ends(";") || ends(",") || ends(".") || ends("।") || ends("–") || ends("—")) ++clause;
    }
    for (const Meaning& one : mentions()[at].meanings) {
      const bool told = one.id == statistic || one.id == std::string(without_prefix) + statistic ||
                        (one.id == statistic_of_all && statistic == statistic_of_women);
      if (one.kind == WordKind::scheme) of_schemes.insert(clause);
      if (one.kind == WordKind::statistic && told) of_statistic.insert(clause);
    }
  }
  return std::ranges::any_of(of_statistic, [&](std::size_t one) { return of_schemes.contains(one); });
}

void Finder::propose_topics() {
  constexpr double named = 4;    // the thing itself is named
  constexpr double told_by = 3;  // it is told by this
  constexpr double beside = 2;   // it says something of it
  const auto published = figures_.published();
  for (const std::string& scheme : ids(WordKind::scheme)) {
    propose(Measure::scheme_share, said_.unit == Unit::percent || said_.kind >= Assertion::Kind::none ? named : told_by,
            scheme);
    propose(Measure::scheme_count, said_.unit == Unit::percent ? told_by : named, scheme);
    propose(Measure::declared, beside, scheme);
    if (!published) continue;
    std::set<std::string> seen;
    for (const services::Outcome& one : (*published)->outcomes()) {
      const bool of_it = std::ranges::find(one.schemes, scheme) != one.schemes.end();
      if (!of_it || statistics_.contains(one.id) || !seen.insert(one.id).second) continue;
      propose(Measure::statistic, told_by, one.id);
      proposals_.back().by_scheme = true;
    }
  }
  for (const std::string& statistic : statistics_) {
    propose(Measure::statistic, named + 1, statistic);
    proposals_.back().by_scheme = is_beside_scheme(statistic);
    if (!published) continue;
    std::set<std::string> schemes;
    for (const services::Outcome& one : (*published)->outcomes()) {
      if (one.id == statistic) schemes.insert(one.schemes.begin(), one.schemes.end());
    }
    for (const std::string& scheme : schemes) propose(Measure::scheme_share, beside, scheme);
  }
  for (const std::string& base : ids(WordKind::base)) propose(Measure::base, named, base);
  if (!ids(WordKind::community).empty()) propose(Measure::community, named + 1);
  const bool about_more = !proposals_.empty();
  for (const Measure measure : measures_) {
    const bool of_schemes = measure == Measure::scheme_count || measure == Measure::scheme_share ||
                            measure == Measure::declared || measure == Measure::community;
    if (of_schemes) continue;
    // "share" and "votes" are said of much; what is named besides tells more.
    const bool vague = measure == Measure::vote_share || measure == Measure::votes || measure == Measure::electors;
    propose(measure, about_more && vague ? 1 : vague ? named : named + 1);
  }
  if (measures_.contains(Measure::votes) && said_.unit == Unit::percent) propose(Measure::vote_share, named + 1);
  propose_verdicts(named, told_by, beside, about_more);
  if (proposals_.empty() && !sides_.empty()) {
    propose(Measure::seats, beside);
    propose(Measure::vote_share, beside);
  }
}

void Finder::propose_verdicts(double named, double told_by, double beside, bool about_more) {
  if (about_more) return;
  const bool of_booths = levels_.contains("booth");
  const bool of_seats = levels_.contains("seat") || levels_.contains("segment");
  for (const std::string& group : ids(WordKind::group)) {
    propose(Measure::seats, named);
    proposals_.back().reference.group = *seat_group_named(group);
  }
  if (verdicts_.empty()) {
    if (of_seats && !sides_.empty() && measures_.empty()) propose(Measure::seats, told_by);
    if (said_.unit == Unit::votes && !sides_.empty() && measures_.empty()) propose(Measure::votes, named);
    return;
  }
  const bool lost = verdicts_.contains("lost");
  if (of_booths) {
    propose(lost ? Measure::booths_behind : Measure::booths_ahead, named + 1);
    return;
  }
  const bool of_segments = levels_.contains("segment") || said_.of == Unit::segments;
  const auto election = parse_election(election_);
  // Behind or ahead in booths or segments says nothing of how the seat went.
  if (of_segments && has_one_contest() && election && election->house == House::lok_sabha) {
    propose(Measure::segments_led, named + 1);
    return;
  }
  if (of_seats || !has_one_contest()) {
    propose(Measure::seats, of_seats ? named : told_by);
    proposals_.back().reference.group = lost ? SeatGroup::lost : SeatGroup::won;
    propose(Measure::vote_share, beside);
  }
  if (has_one_contest() && said_.unit == Unit::votes && !by_margin_) propose(Measure::votes, named + 1);
  if (has_one_contest()) {
    propose(Measure::margin, said_.unit == Unit::votes || said_.kind == Assertion::Kind::nothing ? named : told_by);
    propose(Measure::winner, told_by);
    propose(Measure::margin_share, beside);
  }
}

bool Finder::has_one_contest() const {
  if (person_area_) return true;
  for (const Mention& mention : mentions()) {
    for (const Meaning& meaning : mention.meanings) {
      const bool contest = meaning.kind == WordKind::place &&
                           (meaning.area.level == AreaLevel::seat || meaning.area.level == AreaLevel::segment);
      if (contest) return !levels_.contains("district");
    }
  }
  return false;
}

Status Finder::propose_released() {
  if (!figures_.desk().sees_released) return success();
  warehouse::ReleasedReader reader(*figures_.desk().workspace.warehouse, *figures_.desk().snapshot.manifest);
  std::string text = " ";
  for (const Token& token : reading_.tokens) text += token.plain + " ";
  const auto stands = [&](const std::string& phrase) {
    std::string key = " ";
    for (const Token& token : tokens_of(phrase)) key += token.plain + " ";
    return key.size() > 4 && text.find(key) != std::string::npos;
  };
  constexpr double named = 4;
  for (const std::string& wave : reader.waves()) {
    BOOTHWISE_TRY(questions, reader.questions(wave));
    BOOTHWISE_TRY(cells, reader.cells(wave, {}));
    std::set<std::pair<std::int64_t, std::string>> seen;
    for (const auto& cell : cells) {
      if (!seen.emplace(cell.question, cell.answer).second) continue;
      if (!stands(cell.answer_title.en) && !stands(cell.answer_title.hi)) continue;
      const auto question = std::ranges::find(questions, cell.question, &warehouse::ReleasedReader::Question::number);
      if (question == questions.end()) continue;
      propose(Measure::community, measures_.contains(Measure::community) ? named + 1 : named, question->code);
      proposals_.back().reference.answer = cell.answer;
      proposals_.back().reference.when = wave;
    }
  }
  return success();
}

}  // namespace boothwise::asking
