#include "asking/candidates.hpp"
#include "asking/interpreter.hpp"

#include <algorithm>
#include <array>
#include <iterator>

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
    for (const std::string_view id : {"won", "lost"}) take(WordKind::verdict, id);
    // Who beat whom is told of those who were beaten alone: "was Congress beaten".
    const bool beat = first(WordKind::verdict, "beat").has_value();
    if (beat && is_said({"was", "were", "got"})) take(WordKind::verdict, "beat");
  }
  many_ = take(WordKind::many);
}

void Interpreter::find_sides() {
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    if (taken_[at]) continue;
    const Meaning* alliance = mentions()[at].find(WordKind::alliance);
    const Meaning* party = mentions()[at].find(WordKind::party);
    if (alliance == nullptr && party == nullptr) continue;
    const std::string& side = alliance != nullptr ? alliance->id : party->id;
    if (std::ranges::find(sides_, side) == sides_.end()) sides_.push_back(side);
    taken_[at] = true;
  }
  we_ = take(WordKind::we);
  // The text between two names of parties tells whether they are one side.
  together_ = first(WordKind::filler, "together").has_value();
  std::optional<std::size_t> before;
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    const bool party = mentions()[at].is(WordKind::party) || mentions()[at].is(WordKind::alliance);
    if (party && before && reading_.between(mentions()[*before], mentions()[at]) == "-") together_ = true;
    if (party) before = at;
  }
}

void Interpreter::find_person() {
  constexpr std::size_t words_most = 4;
  const auto is_unknown = [&](std::size_t at) {
    return at < mentions().size() && mentions()[at].meanings.empty() && !mentions()[at].number &&
           mentions()[at].years.empty();
  };
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    if (!is_unknown(at)) continue;
    std::size_t last = at;
    while (is_unknown(last + 1) && last + 1 - at < words_most) ++last;
    person_ = std::pair(at, last);
    return;
  }
}

Status Interpreter::decide_person() {
  if (!person_ || !needs_election(question_.asked.measure)) return success();
  std::string words;
  for (std::size_t at = person_->first; at <= person_->second; ++at)
    words += (words.empty() ? "" : " ") + reading_.text(mentions()[at]);
  BOOTHWISE_TRY(data, figures_.desk().snapshot.election(question_.asked.election));
  const Area& place = question_.areas.front();
  const bool anywhere = place.level == AreaLevel::state;
  const auto found = candidates_named(*data, words, anywhere ? std::nullopt : std::optional(place));
  if (found.empty()) return success();  // the words stay what they are: not understood
  if (found.size() > 1) {
    std::vector<std::string> choices;
    for (const Stood& one : found) {
      BOOTHWISE_TRY(name, figures_.name(one.area));
      choices.push_back(one.candidate + " (" + one.party + "), " + name.en + " / " + name.hi);
    }
    return not_understood({"several candidates have this name: name the seat", "इस नाम के कई प्रत्याशी हैं: सीट बताएँ"},
                          words, std::move(choices));
  }
  const Stood& who = found.front();
  if (has_side() && (we_ || !sides_.empty()))
    return not_understood({"a candidate's or a party's? ask for one", "प्रत्याशी का या दल का? एक पूछें"}, words);
  if (!who.is_partys) {
    return not_understood({"of this candidate alone it is not told", "केवल इस प्रत्याशी का यह नहीं बताया जाता"}, words);
  }
  if (each_) return not_understood({"a list of one candidate", "एक प्रत्याशी की सूची"}, words);
  take_from(person_->first, person_->second);
  question_.candidate = who.candidate;
  question_.areas = {who.area};
  sides_ = {who.party};
  return success();
}

bool Interpreter::is_party(std::string_view code) const {
  return std::ranges::find(figures_.desk().snapshot.parties, code, &Party::code) !=
         figures_.desk().snapshot.parties.end();
}

Status Interpreter::join_sides() {
  if (sides_.size() < 2) return success();
  const auto election = parse_election(question_.asked.election);
  if (!election) return success();
  const auto alliances = figures_.desk().snapshot.alliances.of(*election);
  const auto is_alliance = [&](const std::string& side) {
    return std::ranges::any_of(alliances, [&](const Alliance* one) { return one->id == side; });
  };
  std::vector<std::string> parties;
  bool named = false;
  for (std::size_t at = 0; at < mentions().size(); ++at) named = named || mentions()[at].is(WordKind::alliance);
  std::ranges::copy_if(sides_, std::back_inserter(parties),
                       [&](const std::string& one) { return !is_alliance(one) && is_party(one); });
  const bool as_one = together_ || named || question_.each || each_;
  if (!as_one || parties.size() < 2) return success();
  const auto stood = std::ranges::find_if(alliances, [&](const Alliance* one) {
    return std::ranges::all_of(parties, [&](const std::string& party) {
      return std::ranges::find(one->parties, party) != one->parties.end();
    });
  });
  if (stood == alliances.end()) {
    return not_understood(
        {"these parties did not stand together then: ask about one", "ये दल तब साथ नहीं थे: एक के बारे में पूछें"});
  }
  std::string joined;
  for (const std::string& party : parties) joined += (joined.empty() ? "" : "+") + party;
  sides_ = {joined};
  return success();
}

void Interpreter::decide_statistic() {
  const auto positive = [](std::string& id) {
    if (!id.starts_with(without_prefix)) return false;
    id.erase(0, without_prefix.size());
    return true;
  };
  bool without = false;
  for (std::string& id : statistics_) without = positive(id) || without;
  std::ranges::sort(statistics_);
  const auto repeated = std::ranges::unique(statistics_);
  statistics_.erase(repeated.begin(), repeated.end());
  if (statistics_.size() != 1) return;
  std::string& id = statistics_.front();
  // What the census and a later survey both found: the newer, unless the census' year is named.
  struct TwoSources {
    std::string_view census, survey;
  };
  static constexpr std::array<TwoSources, 2> told_twice = {
      {{"latrine", "improved_sanitation"}, {"electric_light", "electricity"}}};
  constexpr std::int32_t census_year = 2011;
  const bool of_census = years_.size() == 1 && years_.front().second == census_year && trend_.empty();
  for (const TwoSources& one : told_twice) {
    if (years_.empty() && survey_years_.empty() && id == one.census) id = one.survey;
    if (of_census && id == one.survey) id = one.census;
  }
  if (id == statistic_of_all && first(WordKind::who, "women")) {
    id = statistic_of_women;
    take(WordKind::who, "women");
  }
  without = take(WordKind::polarity, "lack") || without;
  if (without) id.insert(0, without_prefix);
}

Status Interpreter::decide_count() {
  if (!schemes_.empty() || !statistics_.empty()) return success();
  if (!wants(Measure::scheme_count) && !wants(Measure::scheme_share) && !wants(Measure::declared)) return success();
  for (std::size_t at = 0; at < mentions().size(); ++at) {
    const Mention& one = mentions()[at];
    const bool counts = one.is(WordKind::measure, "scheme_count");
    for (std::size_t word = one.first; counts && word < one.first + one.count; ++word) {
      const auto is_household = [&](const Meaning& meaning) {
        return meaning.kind == WordKind::who && meaning.id == "households";
      };
      if (std::ranges::any_of(lexicon_.exact(reading_.spellings[word].front().key), is_household)) {
        if (bases_.empty()) bases_ = {"households"};
        forget({Measure::scheme_count});
        return success();
      }
    }
  }
  return not_understood({"of which scheme? name it", "किस योजना का? नाम बताएँ"});
}

Status Interpreter::decide_measure() {
  decide_statistic();
  BOOTHWISE_CHECK(decide_count());
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
  const bool of_result = first(WordKind::filler, "result").has_value();
  if (measures_.empty() && (of_result || person_)) measures_.insert(person_ ? Measure::margin : Measure::winner);
  // "how many seats did they get": those won.
  const bool of_seats = each_ == AreaLevel::seat || each_ == AreaLevel::segment;
  if (measures_.empty() && many_ && of_seats && has_side()) {
    verdict_ = Verdict::won;
    return decide_verdict();
  }
  if (measures_.empty()) {
    return not_understood({"we did not see what is asked for: a margin, votes, turnout, seats, a scheme …",
                           "समझ नहीं आया कि क्या पूछा गया: अंतर, वोट, मतदान, सीटें, कोई योजना …"});
  }
  if (share_ && wants(Measure::votes)) measures_.insert(Measure::vote_share);
  // "what per cent of votes were cast": nobody's, so the turnout.
  if (wants(Measure::vote_share) && !has_side() && is_said({"पड़े", "पड़ा", "डाले", "cast", "polled"})) {
    measures_.insert(Measure::turnout);
    forget({Measure::vote_share});
  }
  if (wants(Measure::vote_share)) forget({Measure::votes});
  if (wants(Measure::margin)) forget({Measure::votes, Measure::winner});
  if (wants(Measure::roll_added) || wants(Measure::roll_struck)) forget({Measure::roll_electors, Measure::electors});
  if (wants(Measure::roll_electors)) forget({Measure::electors});
  if (wants(Measure::turnout)) forget({Measure::votes_polled, Measure::votes});
  if (wants(Measure::nota)) forget({Measure::votes});
  BOOTHWISE_CHECK(one_measure());
  asked.measure = *measures_.begin();
  // Whose margin is not said: the winner's.
  if (asked.measure == Measure::margin && !has_side() && each_ != AreaLevel::booth) asked.measure = Measure::winner;
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
  const bool of_margin = wants(Measure::margin);
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
  if (!has_side() && each_ != AreaLevel::booth) {
    // Whose is not said: a margin is the winner's. "Seats lost" without a word of whose are the asker's, since each is
    // lost by somebody; seats won are everybody's, so whose is asked back.
    const bool by_margin = first(WordKind::order) || first(WordKind::compare);
    const bool of_several = by_margin || each_ || many_;
    const bool own = of_several && verdict_ == Verdict::lost && !of_margin;
    if (of_several && !own && !by_margin) return whose();
    if (!own) {
      asked.measure = Measure::winner;
      verdict_ = Verdict::any;
    }
  }
  question_.verdict = verdict_;
  return success();
}

void Interpreter::forget(std::initializer_list<Measure> said_already) {
  for (const Measure one : said_already) measures_.erase(one);
}

Status Interpreter::whose() {
  return not_understood({"whose? name a party, an alliance or say we", "किसके? दल या गठबंधन का नाम लें, या हम कहें"});
}

bool Interpreter::is_said(std::initializer_list<std::string_view> words) const {
  return std::ranges::any_of(reading_.spellings, [&](const std::vector<Spelling>& spellings) {
    return std::ranges::any_of(words, [&](std::string_view word) {
      return std::ranges::find(spellings, plain_of(word), &Spelling::plain) != spellings.end();
    });
  });
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
  BOOTHWISE_CHECK(join_sides());
  if (sides_.size() > 1 && question_.each)
    return not_understood({"a list of one side at a time", "एक बार में एक पक्ष की सूची"});
  if (sides_.empty()) {
    const bool of_somebody = asked.measure == Measure::votes || asked.measure == Measure::vote_share;
    if (of_somebody && !we_) return whose();
    asked.side = defaults_.side;
    return success();
  }
  asked.side = sides_.front();
  if (sides_.size() > 1) question_.sides = sides_;
  return success();
}

}  // namespace boothwise::asking
