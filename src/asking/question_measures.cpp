#include "asking/interpreter.hpp"

#include <algorithm>

/// What a question measures, and whose.
namespace boothwise::asking {

void Interpreter::find_measure() {
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    const Mention& one = mentions()[at];
    const Meaning* measure = one.find(WordKind::measure);
    const bool is_unit = std::ranges::any_of(
        amounts_, [&](const Amount& amount) { return amount.unit != Unit::none && amount.last == at; });
    if (measure == nullptr || is_unit) continue;
    measures_.insert(*measure_named(measure->id));
    taken_[at] = true;
  }
  const auto items = [&](WordKind kind, std::vector<std::string>& list) {
    for (std::size_t at = 0; at < mentions().size(); ++at) {
      const Meaning* item = mentions()[at].find(kind);
      if (item == nullptr || taken_[at]) continue;
      if (std::ranges::find(list, item->id) == list.end()) list.push_back(item->id);
      taken_[at] = true;
    }
  };
  items(WordKind::scheme, schemes_);
  items(WordKind::statistic, statistics_);
  items(WordKind::base, bases_);
  if (const auto group = first(WordKind::group)) {
    group_ = seat_group_named(mentions()[*group].find(WordKind::group)->id);
    taken_[*group] = true;
  }
  if (const auto verdict = first(WordKind::verdict)) {
    verdict_ = mentions()[*verdict].find(WordKind::verdict)->id == "won" ? Verdict::won : Verdict::lost;
    contradiction_ = first(WordKind::verdict, verdict_ == Verdict::won ? "lost" : "won").has_value();
    take(WordKind::verdict);
  }
  many_ = take(WordKind::many);
}

void Interpreter::find_sides() {
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    if (taken_[at]) continue;
    const Meaning* alliance = mentions()[at].find(WordKind::alliance);
    const Meaning* party = mentions()[at].find(WordKind::party);
    if (alliance == nullptr && party == nullptr) continue;
    sides_.push_back(alliance != nullptr ? alliance->id : party->id);
    taken_[at] = true;
  }
  we_ = take(WordKind::we);
}

Status Interpreter::decide_measure() {
  if (const auto percent = first(WordKind::unit, "percent")) {
    share_ = true;
    take(WordKind::unit, "percent");
  }
  const std::size_t topics = (schemes_.empty() ? 0 : 1) + (statistics_.empty() ? 0 : 1) + (bases_.empty() ? 0 : 1);
  if (topics > 1 || schemes_.size() > 1 || statistics_.size() > 1 || contradiction_)
    return not_understood({"several things at once: ask about one", "एक साथ कई बातें: एक के बारे में पूछें"});
  Reference& asked = question_.asked;
  if (topics == 1) return decide_topic();
  if (group_) {
    asked.measure = Measure::seats;
    asked.group = *group_;
    question_.group = group_;
    forget({Measure::seats, Measure::margin});
    return no_measure_left();
  }
  if (verdict_ != Verdict::any) return decide_verdict();
  if (measures_.empty() && first(WordKind::filler, "result")) measures_.insert(Measure::winner);
  if (measures_.empty()) {
    return not_understood({"we did not see what is asked for: a margin, votes, turnout, seats, a scheme …",
                           "समझ नहीं आया कि क्या पूछा गया: अंतर, वोट, मतदान, सीटें, कोई योजना …"});
  }
  if (share_ && wants(Measure::votes)) measures_.insert(Measure::vote_share);
  if (wants(Measure::vote_share)) forget({Measure::votes});
  if (wants(Measure::margin)) forget({Measure::votes, Measure::winner});
  if (wants(Measure::roll_added) || wants(Measure::roll_struck)) forget({Measure::roll_electors, Measure::electors});
  if (wants(Measure::roll_electors)) forget({Measure::electors});
  if (wants(Measure::turnout)) forget({Measure::votes_polled});
  if (wants(Measure::nota)) forget({Measure::votes});
  BOOTHWISE_CHECK(one_measure());
  asked.measure = *measures_.begin();
  // Whose margin is not said: the winner's.
  if (asked.measure == Measure::margin && sides_.empty() && !we_ && !each_) asked.measure = Measure::winner;
  return success();
}

Status Interpreter::decide_topic() {
  Reference& asked = question_.asked;
  if (!schemes_.empty()) {
    asked.item = schemes_.front();
    asked.measure = wants(Measure::declared)                 ? Measure::declared
                    : wants(Measure::scheme_share) || share_ ? Measure::scheme_share
                                                             : Measure::scheme_count;
    forget({Measure::declared, Measure::scheme_share, Measure::scheme_count, Measure::vote_share});
  } else if (!statistics_.empty()) {
    asked.measure = Measure::statistic;
    asked.item = statistics_.front();
    forget({Measure::scheme_share, Measure::scheme_count, Measure::vote_share});
  } else {
    asked.measure = Measure::base;
    asked.item = bases_.front();
  }
  if (!measures_.empty() || verdict_ != Verdict::any || group_ || !sides_.empty())
    return not_understood({"results and this at once: ask about one", "नतीजे और यह एक साथ: एक के बारे में पूछें"});
  return success();
}

Status Interpreter::decide_verdict() {
  Reference& asked = question_.asked;
  forget({Measure::margin, Measure::votes, Measure::seats});
  const bool of_booths = each_ == AreaLevel::booth || wants(Measure::booths);
  forget({Measure::booths});
  if (wants(Measure::winner)) {
    // "who won": the winner is asked for, whoever it was.
    asked.measure = Measure::winner;
    forget({Measure::winner});
    verdict_ = Verdict::any;
    return one_measure();
  }
  BOOTHWISE_CHECK(no_measure_left());
  if (of_booths) each_ = AreaLevel::booth;
  if (each_ && *each_ < AreaLevel::seat) {
    return not_understood({"seats, segments and booths are won or lost", "सीटें, विधानसभा क्षेत्र और बूथ जीते या हारे जाते हैं"});
  }
  asked.measure = Measure::margin;
  question_.verdict = verdict_;
  return success();
}

void Interpreter::forget(std::initializer_list<Measure> said_already) {
  for (const Measure one : said_already) measures_.erase(one);
}

Status Interpreter::no_measure_left() const {
  if (measures_.empty()) return success();
  return not_understood({"won or lost, and another measure at once: ask for one", "जीत-हार और दूसरा माप एक साथ: एक पूछें"});
}

Status Interpreter::one_measure() const {
  if (measures_.size() <= 1) return success();
  return not_understood({"several measures at once: ask for one", "एक साथ कई माप: एक पूछें"});
}

Status Interpreter::decide_sides() {
  Reference& asked = question_.asked;
  if (!needs_side(asked.measure)) {
    if (!sides_.empty() && asked.measure != Measure::winner)
      return not_understood({"this is not of a party", "यह किसी दल का नहीं होता"});
    // "who won, SP or BJP": told by the answer.
    return success();
  }
  if (we_ && !sides_.empty()) return not_understood({"ours or a party's?", "हमारा या किसी दल का?"});
  if (sides_.size() > 1 && question_.each)
    return not_understood({"a list of one side at a time", "एक बार में एक पक्ष की सूची"});
  if (sides_.empty()) {
    const bool whose = asked.measure == Measure::votes || asked.measure == Measure::vote_share;
    if (whose && !we_)
      return not_understood({"whose? name a party, an alliance or say we", "किसके? दल या गठबंधन का नाम लें, या हम कहें"});
    asked.side = defaults_.side;
    return success();
  }
  asked.side = sides_.front();
  if (sides_.size() > 1) question_.sides = sides_;
  return success();
}

}  // namespace boothwise::asking
