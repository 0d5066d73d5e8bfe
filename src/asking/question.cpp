#include "asking/question.hpp"

#include "asking/figure_parts.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace boothwise::asking {

namespace {

Error not_understood(Bilingual why, std::string_view words = {}, std::vector<std::string> choices = {}) {
  Error error{ErrorKind::bad_input, "not_understood", std::move(why)};
  error.where.value = shortened(words, 120);
  error.choices = std::move(choices);
  return error;
}

bool is_plural(std::string_view word) {
  return word.ends_with("s") || word.ends_with("ें") || word.ends_with("ों") || word.ends_with("एँ") ||
         word.ends_with("ओं") || word.ends_with("एं");
}

std::optional<AreaLevel> level_named(std::string_view name) {
  for (const AreaLevel level : {AreaLevel::state, AreaLevel::region, AreaLevel::district, AreaLevel::seat,
                                AreaLevel::segment, AreaLevel::booth}) {
    if (name_of(level) == name) return level;
  }
  return std::nullopt;
}

/// Reads one question; each step takes the mentions that it understands, and what is left at the end is not understood.
class Interpreter {
 public:
  Interpreter(const Reading& reading, Figures& figures, const QuestionDefaults& defaults)
      : reading_(reading), figures_(figures), defaults_(defaults), taken_(reading.mentions.size(), false) {}

  Result<Question> read() {
    find_numbers();
    find_measure();
    BOOTHWISE_CHECK(find_levels());
    BOOTHWISE_CHECK(find_elections());
    find_sides();
    BOOTHWISE_CHECK(decide_measure());
    BOOTHWISE_CHECK(decide_elections());
    BOOTHWISE_CHECK(find_areas());
    BOOTHWISE_CHECK(decide_list());
    BOOTHWISE_CHECK(decide_booth_election());
    BOOTHWISE_CHECK(decide_sides());
    take_what_says_nothing();
    BOOTHWISE_CHECK(nothing_left());
    return std::move(question_);
  }

 private:
  using Mentions = std::vector<Mention>;
  [[nodiscard]] const Mentions& mentions() const { return reading_.mentions; }

  /// The first mention of a kind that nobody took.
  std::optional<std::size_t> first(WordKind kind, std::string_view id = {}) const {
    for (std::size_t at = 0; at < mentions().size(); ++at) {
      const Meaning* meaning = mentions()[at].find(kind);
      if (!taken_[at] && meaning != nullptr && (id.empty() || meaning->id == id)) return at;
    }
    return std::nullopt;
  }
  bool take(WordKind kind, std::string_view id = {}) {
    bool found = false;
    while (const auto at = first(kind, id)) {
      taken_[*at] = true;
      found = true;
    }
    return found;
  }
  void take_from(std::size_t first_mention, std::size_t last_mention) {
    for (std::size_t at = first_mention; at <= last_mention; ++at) taken_[at] = true;
  }
  [[nodiscard]] bool wants(Measure measure) const { return measures_.contains(measure); }

  void find_numbers() {
    amounts_ = amounts_in(reading_);
    for (std::size_t at = 0; at < mentions().size(); ++at) {
      if (const auto year = year_of(reading_, at)) {
        years_.emplace_back(at, *year);
      } else if (!mentions()[at].years.empty()) {
        survey_years_ = mentions()[at].years;
        taken_[at] = true;
      }
    }
  }

  void find_measure() {
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

  /// "seat 64", "booth 112", "विधानसभा 322": numbers of places; else a level is a qualifier of a place beside it, or
  /// what a list is of.
  Status find_levels() {
    for (std::size_t at = 0; at < mentions().size(); ++at) {
      if (taken_[at]) continue;
      const Meaning* level = mentions()[at].find(WordKind::level);
      const Meaning* house = mentions()[at].find(WordKind::house);
      if (level == nullptr && house == nullptr) continue;
      const auto amount = std::ranges::find_if(amounts_, [&](const Amount& one) {
        const bool beside = one.first == at + 1 || (one.first == at + 2 && reading_.text(mentions()[at + 1]) == "no");
        return beside && one.unit == Unit::none && one.first == one.last;
      });
      std::optional<AreaLevel> named = level != nullptr    ? level_named(level->id)
                                       : house->id == "VS" ? std::optional(AreaLevel::segment)
                                                           : std::nullopt;
      if (amount != amounts_.end() && named && *named >= AreaLevel::seat && !is_plural(reading_.text(mentions()[at]))) {
        const auto number = static_cast<std::int64_t>(amount->value);
        numbered_.emplace_back(*named, std::to_string(number));
        take_from(at, amount->last);
        amounts_.erase(amount);
        continue;
      }
      if (level == nullptr) continue;
      taken_[at] = true;
      if (*named == AreaLevel::state) {
        areas_.push_back({});
        continue;
      }
      const bool plural = is_plural(reading_.text(mentions()[at]));
      for (const std::size_t beside : {at - 1, at + 1}) {
        if (beside >= mentions().size() || plural) continue;
        const Meaning* place = place_of_level(mentions()[beside], *named);
        if (place != nullptr) qualified_[beside] = *named;
      }
      const bool qualifies = (at > 0 && qualified_.contains(at - 1)) || qualified_.contains(at + 1);
      if (qualifies) continue;
      if (each_ && *each_ != *named) {
        return not_understood({"two kinds of places at once: ask about one", "एक साथ दो तरह की जगहें: एक के बारे में पूछें"},
                              reading_.text(mentions()[at]));
      }
      each_ = named;
    }
    return success();
  }

  static const Meaning* place_of_level(const Mention& mention, AreaLevel level) {
    for (const Meaning& one : mention.meanings) {
      if (one.kind == WordKind::place && one.area.level == level) return &one;
    }
    return nullptr;
  }

  Status find_elections() {
    if (const auto house = first(WordKind::house)) {
      house_ = mentions()[*house].find(WordKind::house)->id == "LS" ? House::lok_sabha : House::vidhan_sabha;
      const bool both = first(WordKind::house, *house_ == House::lok_sabha ? "VS" : "LS").has_value();
      if (both) return not_understood({"of one house at a time", "एक बार में एक सदन का"});
      take(WordKind::house);
    }
    by_election_ = take(WordKind::election, "by");
    previous_ = take(WordKind::election, "previous");
    latest_ = take(WordKind::election, "latest");
    if (const auto trend = first(WordKind::trend)) {
      trend_ = mentions()[*trend].find(WordKind::trend)->id;
      take(WordKind::trend);
    }
    return success();
  }

  void find_sides() {
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

  Status decide_measure() {
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

  Status decide_topic() {
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

  /// Won and lost: seats, booths, or how one place went.
  Status decide_verdict() {
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
      return not_understood(
          {"seats, segments and booths are won or lost", "सीटें, विधानसभा क्षेत्र और बूथ जीते या हारे जाते हैं"});
    }
    asked.measure = Measure::margin;
    question_.verdict = verdict_;
    return success();
  }

  /// Words that only say again what another one says.
  void forget(std::initializer_list<Measure> said_already) {
    for (const Measure one : said_already) measures_.erase(one);
  }
  [[nodiscard]] Status no_measure_left() const {
    if (measures_.empty()) return success();
    return not_understood(
        {"won or lost, and another measure at once: ask for one", "जीत-हार और दूसरा माप एक साथ: एक पूछें"});
  }
  [[nodiscard]] Status one_measure() const {
    if (measures_.size() <= 1) return success();
    return not_understood({"several measures at once: ask for one", "एक साथ कई माप: एक पूछें"});
  }

  /// A general election of a year, of the house that was named, else the only one of that year.
  Result<std::string> election_in(std::int32_t year, std::size_t mention) const {
    std::vector<std::string> found;
    for (const auto& [id, data] : figures_.desk().snapshot.elections) {
      if (id.year == year && id.by_election == by_election_ && (!house_ || *house_ == id.house))
        found.push_back(to_string(id));
    }
    if (found.size() == 1) return found.front();
    std::vector<std::string> choices;
    for (const auto& [id, data] : figures_.desk().snapshot.elections) choices.push_back(to_string(id));
    return not_understood({"there is no single such election here", "ऐसा कोई एक चुनाव यहाँ नहीं है"},
                          reading_.text(mentions()[mention]), std::move(choices));
  }

  Status decide_elections() {
    Reference& asked = question_.asked;
    const Measure measure = asked.measure;
    if (!needs_election(measure)) return decide_other_time();
    std::vector<std::string> found;
    for (const auto& [at, year] : years_) {
      BOOTHWISE_TRY(one, election_in(year, at));
      if (std::ranges::find(found, one) == found.end()) found.push_back(std::move(one));
      taken_[at] = true;
    }
    std::ranges::sort(found, {}, [](const std::string& one) { return parse_election(one)->year; });
    if (found.empty()) {
      BOOTHWISE_TRY(one, election_without_year());
      found.push_back(std::move(one));
    }
    asked.election = found.back();
    if (trend_.empty() && measure != Measure::swing) {
      if (found.size() > 1) question_.elections = found;
      return success();
    }
    if (measure == Measure::swing) return success();
    if (found.size() > 2 || !can_change(measure))
      return not_understood(
          {"a change of this between two elections is not kept", "दो चुनावों के बीच इसका बदलाव नहीं रखा जाता"});
    if (found.size() == 2) {
      asked.since = found.front();
      return success();
    }
    const auto before = figures_.desk().snapshot.earlier(*parse_election(asked.election));
    if (before.empty())
      return not_understood({"there is no earlier election to compare with", "तुलना के लिए पिछला चुनाव नहीं है"});
    asked.since = to_string(before.front()->results.election);
    return success();
  }

  Result<std::string> election_without_year() {
    const services::Snapshot& snapshot = figures_.desk().snapshot;
    std::optional<ElectionId> base;
    if (!house_ && !latest_ && !previous_ && !by_election_ && !defaults_.election.empty())
      base = parse_election(defaults_.election);
    if (!base && house_) {
      for (const auto& [id, data] : snapshot.elections) {
        if (id.house == *house_ && !id.by_election && (!base || id.year > base->year)) base = id;
      }
    }
    if (!base) base = snapshot.latest();
    if (!base || by_election_) return not_understood({"say of which year", "किस वर्ष का, यह बताएँ"});
    if (previous_) {
      const auto before = snapshot.earlier(*base);
      if (before.empty()) return not_understood({"there is no earlier election here", "यहाँ पिछला चुनाव नहीं है"});
      return to_string(before.front()->results.election);
    }
    return to_string(*base);
  }

  /// Years of surveys, revisions of rolls, days of counts.
  Status decide_other_time() {
    Reference& asked = question_.asked;
    if (house_ || by_election_ || previous_)
      return not_understood({"this is not of an election", "यह किसी चुनाव का नहीं होता"});
    if (years_.size() > 1) return not_understood({"of one year at a time", "एक बार में एक वर्ष का"});
    asked.when = survey_years_;
    for (const auto& [at, year] : years_) {
      taken_[at] = true;
      asked.when = std::to_string(year);
      if (asked.measure != Measure::statistic) continue;
      BOOTHWISE_TRY(published, figures_.published());
      for (const services::Outcome& one : published->outcomes()) {
        if (one.id == asked.item && one.year.starts_with(asked.when)) asked.when = one.year;
      }
    }
    if (trend_.empty()) return success();
    if (asked.measure != Measure::statistic)
      return not_understood({"a change of this is not kept", "इसका बदलाव नहीं रखा जाता"});
    BOOTHWISE_TRY(rounds, figures_.rounds(asked.item));
    if (rounds.size() < 2) return not_understood({"it was found only once", "यह एक ही बार मापा गया"});
    asked.since = *rounds.begin();
    return success();
  }

  /// Which level a name means that several places have, best first.
  [[nodiscard]] std::vector<AreaLevel> level_order() const {
    using enum AreaLevel;
    const Measure measure = question_.asked.measure;
    if (!needs_election(measure) && measure != Measure::roll_electors && measure != Measure::roll_added &&
        measure != Measure::roll_struck) {
      return {region, district};
    }
    if (each_ == seat) return {region, district};
    const auto election = parse_election(question_.asked.election);
    const bool of_vs = election && election->house == House::vidhan_sabha;
    if (each_ == segment) return {region, seat, district};
    if (each_ == booth) return of_vs ? std::vector{segment, seat, district} : std::vector{seat, segment, district};
    if (!needs_election(measure)) return {segment, district, seat};
    if (of_vs) return {region, segment, district, seat};
    return {region, seat, district, segment};
  }

  Status find_areas() {
    for (std::size_t at = 0; at < mentions().size(); ++at) {
      if (taken_[at] || !mentions()[at].is(WordKind::place)) continue;
      const Mention& mention = mentions()[at];
      std::vector<AreaLevel> order = level_order();
      if (qualified_.contains(at)) order = {qualified_.at(at)};
      std::vector<Area> meant;
      for (const AreaLevel level : order) {
        for (const Meaning& one : mention.meanings) {
          if (one.kind == WordKind::place && one.area.level == level) meant.push_back(one.area);
        }
        if (!meant.empty()) break;
      }
      if (meant.empty())
        return not_understood({"this is not told of such a place", "ऐसी जगह का यह नहीं बताया जाता"},
                              reading_.text(mention));
      if (meant.size() > 1) {
        std::vector<std::string> choices;
        for (const Area& one : meant) {
          BOOTHWISE_TRY(name, figures_.name(one));
          choices.push_back(name.en + " / " + name.hi);
        }
        return not_understood({"several places have this name", "इस नाम की कई जगहें हैं"}, reading_.text(mention),
                              std::move(choices));
      }
      if (mention.guessed) question_.guesses.push_back(reading_.text(mention));
      taken_[at] = true;
      areas_.push_back(meant.front());
    }
    BOOTHWISE_CHECK(add_numbered());
    // "eastern UP": the state says only where the other place lies.
    if (areas_.size() > 1) std::erase_if(areas_, [](const Area& one) { return one.level == AreaLevel::state; });
    if (areas_.empty()) areas_.push_back({});
    question_.areas = areas_;
    return success();
  }

  /// A booth's number stands beside its segment's.
  Status add_numbered() {
    std::string part;
    for (const auto& [level, id] : numbered_) {
      if (level == AreaLevel::booth) {
        part = id;
      } else {
        areas_.push_back({level, id});
        BOOTHWISE_TRY(name, figures_.name(areas_.back()));
      }
    }
    if (part.empty()) return success();
    if (areas_.size() != 1 || areas_.front().level != AreaLevel::segment) {
      return not_understood({"a booth's number needs its assembly segment: booth 112 of AC 322",
                             "बूथ संख्या के साथ विधानसभा क्षेत्र चाहिए: विधानसभा 322 का बूथ 112"},
                            part);
    }
    areas_.front() = {AreaLevel::booth, areas_.front().id + "/" + part};
    each_.reset();
    return success();
  }

  /// What the asked election's seats are: its own contests.
  [[nodiscard]] AreaLevel contest_level() const {
    const auto election = parse_election(question_.asked.election);
    return election && election->house == House::vidhan_sabha ? AreaLevel::segment : AreaLevel::seat;
  }

  /// "Where is it lowest?": of what is told by district, districts; of what is won and lost, seats.
  void decide_where() {
    const bool ranked = first(WordKind::order) || first(WordKind::compare);
    if (each_ || !ranked) return;
    const Measure measure = question_.asked.measure;
    if (measure == Measure::statistic || measure == Measure::scheme_share || measure == Measure::scheme_count) {
      each_ = AreaLevel::district;
    } else if (verdict_ != Verdict::any && std::ranges::all_of(question_.areas, is_wide)) {
      each_ = contest_level();
    }
  }
  static bool is_wide(const Area& area) { return area.level <= AreaLevel::district; }

  Status decide_list() {
    const bool of_list = group_.has_value() || verdict_ != Verdict::any;
    decide_where();
    if (each_ && (trend_ == "up" || trend_ == "down")) question_.risen = trend_ == "up";
    if (group_ && !each_) {
      each_ = contest_level();
    }
    // "how many seats": counted, by class or verdict.
    if (question_.asked.measure == Measure::margin && !each_ && verdict_ != Verdict::any) {
      const AreaLevel level = question_.areas.front().level;
      if (level != AreaLevel::seat && level != AreaLevel::segment && level != AreaLevel::booth) {
        if (!many_ && sides_.empty() && !we_) return not_understood({"say seats or booths", "सीटें या बूथ, यह बताएँ"});
        each_ = contest_level();
      }
    }
    // "seats" of an assembly election are its segments.
    if (each_ == AreaLevel::seat) each_ = contest_level();
    question_.each = each_;
    BOOTHWISE_CHECK(find_order());
    BOOTHWISE_CHECK(find_bound());
    if (each_) {
      question_.count = many_ && question_.order == Order::none;
      const bool chosen = of_list || question_.bound || question_.risen || question_.order != Order::none;
      if (!chosen && question_.asked.measure == Measure::booths) {
        question_.each.reset();
      } else if (!chosen && many_) {
        return not_understood(
            {"how many of which kind? say won, lost, narrow …", "किस तरह की कितनी? जीती, हारी, कम अंतर …"});
      }
    } else if (question_.bound || question_.order != Order::none) {
      return not_understood(
          {"a list of what? say seats, segments, booths or districts", "किसकी सूची? सीटें, विधानसभा क्षेत्र, बूथ या ज़िले कहें"});
    }
    return success();
  }

  Status find_order() {
    const auto order = first(WordKind::order);
    if (!order) return success();
    question_.order = mentions()[*order].find(WordKind::order)->id == "most" ? Order::most : Order::least;
    if (first(WordKind::order, question_.order == Order::most ? "least" : "most"))
      return not_understood({"most and least at once", "एक साथ सबसे ज़्यादा और सबसे कम"});
    take(WordKind::order);
    constexpr std::size_t shown = 10;
    constexpr double limit_most = 403;
    question_.limit = shown;
    const bool compared = first(WordKind::compare).has_value();
    const auto count = std::ranges::find_if(amounts_, [&](const Amount& one) {
      return one.unit == Unit::none && one.value >= 1 && one.value <= limit_most && !compared;
    });
    if (count != amounts_.end()) {
      question_.limit = static_cast<std::size_t>(count->value);
      take_from(count->first, count->last);
      amounts_.erase(count);
    }
    return success();
  }

  Status find_bound() {
    const auto compare = first(WordKind::compare);
    if (!compare) return success();
    const std::string id = mentions()[*compare].find(WordKind::compare)->id;
    if (amounts_.empty() || (id == "between") != (amounts_.size() == 2) || amounts_.size() > 2)
      return not_understood({"compared with how much?", "कितने से तुलना?"}, reading_.text(mentions()[*compare]));
    Bound bound;
    bound.kind = id == "less" ? Bound::Kind::less : id == "more" ? Bound::Kind::more : Bound::Kind::between;
    bound.value = amounts_.front().value;
    bound.upper = amounts_.back().value;
    bound.unit = amounts_.back().unit;
    BOOTHWISE_CHECK(fit_unit(bound));
    for (const Amount& one : amounts_) take_from(one.first, one.last);
    amounts_.clear();
    take(WordKind::compare, id);
    take(WordKind::unit);
    question_.bound = bound;
    return success();
  }

  /// The bound's unit decides between votes and points, and must be the measure's.
  Status fit_unit(const Bound& bound) {
    Measure& measure = question_.asked.measure;
    const bool fraction = bound.unit == Unit::percent || bound.unit == Unit::points;
    if (measure == Measure::seats) measure = Measure::margin;
    if (measure == Measure::margin && fraction) {
      measure = Measure::margin_share;
      return success();
    }
    const bool of_share = measure == Measure::turnout || measure == Measure::vote_share ||
                          measure == Measure::scheme_share || measure == Measure::statistic ||
                          measure == Measure::declared || measure == Measure::margin_share || measure == Measure::swing;
    if (bound.unit == Unit::none ? true : fraction == of_share) return success();
    return not_understood({"the unit does not fit what is measured", "इकाई माप से मेल नहीं खाती"});
  }

  /// Booth sheets are of some elections and places only: without a year, the election with the sheets of most of the
  /// place's segments, the latest of equals.
  Status decide_booth_election() {
    const Measure measure = question_.asked.measure;
    const bool of_booths = question_.each == AreaLevel::booth || measure == Measure::booths ||
                           measure == Measure::booths_ahead || measure == Measure::booths_behind ||
                           question_.areas.front().level == AreaLevel::booth;
    if (!of_booths || !years_.empty() || !needs_election(measure)) return success();
    const Area& front = question_.areas.front();
    const Area around =
        front.level == AreaLevel::booth ? Area{AreaLevel::segment, front.id.substr(0, front.id.find('/'))} : front;
    BOOTHWISE_TRY(acs, figures_.inside(around, AreaLevel::segment, {}));
    const services::ElectionData* best = nullptr;
    std::ptrdiff_t most = 0;
    for (const auto& [id, data] : figures_.desk().snapshot.elections) {
      if (house_ && *house_ != id.house) continue;
      const auto with =
          std::ranges::count_if(acs, [&](const Area& one) { return data.booths.contains(AcNo{number_of(one)}); });
      if (with == 0 || with < most || (with == most && best != nullptr && id.year < best->results.election.year))
        continue;
      best = &data;
      most = with;
    }
    if (best != nullptr) question_.asked.election = to_string(best->results.election);
    return success();
  }

  Status decide_sides() {
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

  void take_what_says_nothing() {
    take(WordKind::filler);
    take(WordKind::unit, "votes");
    take(WordKind::polarity, "all");
    const Measure measure = question_.asked.measure;
    const bool of_people = measure == Measure::statistic || measure == Measure::scheme_count ||
                           measure == Measure::scheme_share || measure == Measure::declared || measure == Measure::base;
    if (!of_people) return;
    take(WordKind::who, "households");
    take(WordKind::who, "people");
    const auto published = figures_.published();
    if (measure != Measure::statistic || !published) return;
    for (const services::Outcome& one : (*published)->outcomes()) {
      if (one.id != question_.asked.item) continue;
      const std::string of = one.of.en + " " + one.name.en;
      if (of.find("omen") != std::string::npos || of.find("mothers") != std::string::npos ||
          of.find("births") != std::string::npos)
        take(WordKind::who, "women");
      if (of.find("hildren") != std::string::npos || of.find("births") != std::string::npos)
        take(WordKind::who, "children");
    }
  }

  Status nothing_left() {
    std::string left;
    for (std::size_t at = 0; at < mentions().size(); ++at) {
      if (!taken_[at]) left += (left.empty() ? "" : ", ") + reading_.text(mentions()[at]);
    }
    if (left.empty()) return success();
    return not_understood({"these words were not understood", "ये शब्द समझ में नहीं आए"}, left);
  }

  const Reading& reading_;
  Figures& figures_;
  const QuestionDefaults& defaults_;
  std::vector<bool> taken_;
  Question question_;

  std::vector<Amount> amounts_;
  std::vector<std::pair<std::size_t, std::int32_t>> years_;  // mention, year
  std::string survey_years_;
  std::set<Measure> measures_;
  std::vector<std::string> schemes_, statistics_, bases_, sides_;
  std::optional<SeatGroup> group_;
  Verdict verdict_ = Verdict::any;
  bool contradiction_ = false;
  bool many_ = false;
  bool we_ = false;
  bool share_ = false;
  std::optional<AreaLevel> each_;
  std::map<std::size_t, AreaLevel> qualified_;  // mention of a place
  std::vector<std::pair<AreaLevel, std::string>> numbered_;
  std::vector<Area> areas_;
  std::optional<House> house_;
  bool by_election_ = false;
  bool previous_ = false;
  bool latest_ = false;
  std::string trend_;
};

Bilingual level_title(AreaLevel level) {
  static const std::array<Bilingual, 6> titles = {{{"states", "प्रदेश"},
                                                   {"regions", "अंचल"},
                                                   {"districts", "ज़िले"},
                                                   {"seats", "सीटें"},
                                                   {"assembly segments", "विधानसभा क्षेत्र"},
                                                   {"booths", "बूथ"}}};
  return titles.at(static_cast<std::size_t>(level));
}

std::string plain_number(double value) {
  return value == static_cast<double>(static_cast<std::int64_t>(value)) ? grouped(static_cast<std::int64_t>(value))
                                                                        : one_decimal(value);
}

Bilingual bound_text(const Bound& bound, Measure measure) {
  const bool votes = bound.unit == Unit::votes || measure == Measure::margin || measure == Measure::votes;
  const bool points = measure == Measure::margin_share || measure == Measure::swing;
  const Bilingual unit = votes    ? Bilingual{" votes", " वोट"}
                         : points ? Bilingual{" points", " अंक"}
                                  : Bilingual{" %", " %"};
  const bool counted = measure == Measure::scheme_count || measure == Measure::electors || measure == Measure::base;
  const Bilingual shown = counted ? Bilingual{} : unit;
  const std::string value = plain_number(bound.value);
  const std::string upper = plain_number(bound.upper);
  switch (bound.kind) {
    case Bound::Kind::less:
      return {"less than " + value + shown.en, value + shown.hi + " से कम"};
    case Bound::Kind::more:
      return {"more than " + value + shown.en, value + shown.hi + " से ज़्यादा"};
    case Bound::Kind::between:
      return {"between " + value + " and " + upper + shown.en, value + " और " + upper + shown.hi + " के बीच"};
  }
  return {};
}

}  // namespace

Result<Question> question_of(const Lexicon& lexicon, Figures& figures, std::string_view text,
                             const QuestionDefaults& defaults) {
  constexpr std::size_t bytes_max = 900;
  if (text.size() > bytes_max) {
    return Error{
        ErrorKind::bad_input, "question_too_long", {"a question has at most 300 characters", "प्रश्न में अधिकतम 300 अक्षर"}};
  }
  const Reading reading = read_text(lexicon, text);
  if (reading.tokens.empty()) return Error{ErrorKind::bad_input, "question_empty", {"ask something", "कुछ पूछें"}};
  return Interpreter(reading, figures, defaults).read();
}

Result<Bilingual> said_again(Figures& figures, const Question& question) {
  const Reference& asked = question.asked;
  Bilingual what = title_of(asked.measure);
  if (asked.measure == Measure::statistic) {
    BOOTHWISE_TRY(published, figures.published());
    for (const services::Outcome& one : published->outcomes()) {
      if (one.id == asked.item) what = one.name;
    }
  } else if (!asked.item.empty() && asked.measure != Measure::base) {
    what.en += " " + asked.item;
    what.hi += " " + asked.item;
  }
  std::string sides;
  for (const std::string& side : question.sides) sides += (sides.empty() ? "" : ", ") + side;
  if (sides.empty()) sides = asked.side;
  Bilingual where;
  for (const Area& area : question.areas) {
    BOOTHWISE_TRY(name, figures.name(area));
    where.en += (where.en.empty() ? "" : ", ") + name.en;
    where.hi += (where.hi.empty() ? "" : ", ") + name.hi;
  }
  Bilingual text;
  if (question.each) {
    const Bilingual places = level_title(*question.each);
    text = {places.en + " of " + where.en, where.hi + ", " + places.hi};
    if (question.group) {
      const Bilingual group = title_of(*question.group);
      text.en += ": " + group.en;
      text.hi += ": " + group.hi;
    } else if (question.verdict != Verdict::any) {
      const bool won = question.verdict == Verdict::won;
      text.en += won ? ": where ahead" : ": where behind";
      text.hi += won ? ": जहाँ आगे" : ": जहाँ पीछे";
    } else {
      text.en += ": " + what.en;
      text.hi += ": " + what.hi;
    }
    if (question.risen) {
      text.en += *question.risen ? ", where it rose" : ", where it fell";
      text.hi += *question.risen ? ", जहाँ बढ़ा" : ", जहाँ घटा";
    }
    if (question.bound) {
      const Bilingual bound = bound_text(*question.bound, asked.measure);
      const bool by = question.verdict != Verdict::any;
      text.en += (by ? " by " : ", ") + bound.en;
      text.hi += by ? " (" + bound.hi + ")" : ", " + bound.hi;
    }
    if (question.order != Order::none) {
      const std::string limit = std::to_string(question.limit);
      text.en += question.order == Order::most ? ", the " + limit + " largest" : ", the " + limit + " smallest";
      text.hi += question.order == Order::most ? ", सबसे ज़्यादा " + limit : ", सबसे कम " + limit;
    }
  } else {
    text = {what.en + ", " + where.en, where.hi + ": " + what.hi};
  }
  if (!sides.empty()) {
    text.en += "; side: " + sides;
    text.hi += "; पक्ष: " + sides;
  }
  const auto when = [&](const std::string& election) -> Bilingual {
    const auto id = parse_election(election);
    return id ? election_name(*id) : Bilingual{election, election};
  };
  Bilingual time;
  for (const std::string& election : question.elections) {
    const Bilingual name = when(election);
    time.en += (time.en.empty() ? "" : ", ") + name.en;
    time.hi += (time.hi.empty() ? "" : ", ") + name.hi;
  }
  if (time.en.empty() && needs_election(asked.measure)) time = when(asked.election);
  if (time.en.empty() && !asked.when.empty()) time = {asked.when, asked.when};
  if (!asked.since.empty()) {
    const Bilingual since = needs_election(asked.measure) ? when(asked.since) : Bilingual{asked.since, asked.since};
    time = {"change from " + since.en + (time.en.empty() ? "" : " to " + time.en),
            since.hi + " से " + time.hi + " तक बदलाव"};
  }
  if (!time.en.empty()) {
    text.en += "; " + time.en;
    text.hi += "; " + time.hi;
  }
  return text;
}

}  // namespace boothwise::asking
