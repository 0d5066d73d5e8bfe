#include "asking/evidence.hpp"

#include "asking/figure_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"
#include "warehouse/released.hpp"

namespace boothwise::asking {

namespace json = boost::json;

namespace {

constexpr double hundred = 100;
/// What a published sample survey's figure of a district may be off by where its interval is not published, in points.
constexpr double survey_points = 5;

/// What a claim says of a number.
struct Assertion {
  enum class Kind : std::uint8_t { nothing, equal, less, more, between, none, all, up, down };
  Kind kind = Kind::nothing;
  double value = 0;
  double upper = 0;
  Unit unit = Unit::none;
};

struct Judged {
  Bearing bearing = Bearing::cannot_tell;
  Bilingual why;
};

std::string number_text(double value) {
  return value == std::round(value) ? grouped(static_cast<std::int64_t>(value)) : one_decimal(value);
}

class Finder {
 public:
  Finder(const Reading& reading, Figures& figures, const Claim& claim)
      : reading_(reading), figures_(figures), claim_(claim) {}

  Result<std::vector<Evidence>> find(std::size_t most) {
    read_words();
    propose_topics();
    BOOTHWISE_CHECK(propose_released());
    std::vector<Evidence> list;
    for (Proposal& proposal : proposals_) BOOTHWISE_CHECK(weigh(proposal, list));
    std::ranges::stable_sort(list, std::greater{}, &Evidence::fit);
    if (list.empty()) return list;
    // What fits far worse than the best only distracts from it.
    constexpr double near = 0.6;
    const double least = list.front().fit * near;
    const auto order = [&](const Evidence& one) {
      const int rank = one.bearing == Bearing::cannot_tell ? 2 : one.against_wish ? 0 : 1;
      return std::tuple(one.fit < least, one.fit < least ? 0 : rank, -one.fit);
    };
    std::ranges::stable_sort(list,
                             [&](const Evidence& one, const Evidence& other) { return order(one) < order(other); });
    if (list.size() > most) list.resize(most);
    return list;
  }

 private:
  struct Proposal {
    Reference reference;
    double fit = 0;
  };

  [[nodiscard]] const std::vector<Mention>& mentions() const { return reading_.mentions; }

  [[nodiscard]] std::set<std::string> ids(WordKind kind) const {
    std::set<std::string> list;
    for (const Mention& mention : mentions()) {
      for (const Meaning& meaning : mention.meanings) {
        if (meaning.kind == kind) list.insert(meaning.id);
      }
    }
    return list;
  }

  void read_words() {
    amounts_ = amounts_in(reading_);
    for (std::size_t at = 0; at < mentions().size(); ++at) {
      if (const auto year = year_of(reading_, at)) years_.insert(*year);
      const Meaning* measure = mentions()[at].find(WordKind::measure);
      const bool is_unit = std::ranges::any_of(
          amounts_, [&](const Amount& amount) { return amount.unit == Unit::votes && amount.last == at; });
      if (measure != nullptr && !is_unit) measures_.insert(*measure_named(measure->id));
      const Meaning* level = mentions()[at].find(WordKind::level);
      if (level != nullptr) levels_.insert(level->id);
      const Meaning* house = mentions()[at].find(WordKind::house);
      if (house != nullptr && !house_) house_ = house->id == "LS" ? House::lok_sabha : House::vidhan_sabha;
      const Meaning* side = mentions()[at].find(WordKind::alliance);
      if (side == nullptr) side = mentions()[at].find(WordKind::party);
      if (side != nullptr) sides_.insert(side->id);
      const Meaning* verdict = mentions()[at].find(WordKind::verdict);
      if (verdict != nullptr) verdicts_.insert(verdict->id);
    }
    if (!ids(WordKind::we).empty() && sides_.empty()) sides_.insert(claim_.side);
    find_election();
    find_assertion();
  }

  void find_election() {
    const services::Snapshot& snapshot = figures_.desk().snapshot;
    std::vector<ElectionId> found;
    for (const std::int32_t year : years_) {
      for (const auto& [id, data] : snapshot.elections) {
        if (id.year == year && !id.by_election && (!house_ || *house_ == id.house)) found.push_back(id);
      }
    }
    if (found.empty()) {
      std::optional<ElectionId> latest;
      for (const auto& [id, data] : snapshot.elections) {
        if (!id.by_election && house_ == id.house && (!latest || id.year > latest->year)) latest = id;
      }
      if (!latest) latest = snapshot.latest();
      if (latest) found.push_back(*latest);
    } else {
      election_named_ = true;
    }
    if (found.empty()) return;
    const ElectionId last = found.back();
    election_ = to_string(last);
    for (const ElectionId& id : found) {
      if (id.house == last.house && id.year < last.year) since_ = to_string(id);
    }
    if (since_.empty()) {
      const auto before = snapshot.earlier(last);
      if (!before.empty()) since_ = to_string(before.front()->results.election);
    }
  }

  /// The amount that the claim names, or its trend, or its "none" and "all".
  void find_assertion() {
    const auto compares = ids(WordKind::compare);
    const auto polarities = ids(WordKind::polarity);
    const auto trends = ids(WordKind::trend);
    std::optional<Amount> amount;
    for (const Amount& one : amounts_) {
      if (!amount || (amount->unit == Unit::none && one.unit != Unit::none)) amount = one;
    }
    using Kind = Assertion::Kind;
    if (!amount && polarities.contains("half")) amount = Amount{hundred / 2, Unit::percent, 0, 0};
    if (!amount && polarities.contains("majority")) {
      said_ = {Kind::more, hundred / 2, 0, Unit::percent};
      return;
    }
    if (amount) {
      said_.value = amount->value;
      said_.unit = amount->unit;
      said_.kind = compares.contains("less") ? Kind::less : compares.contains("more") ? Kind::more : Kind::equal;
      if (compares.contains("between") && amounts_.size() > 1) {
        said_.kind = Kind::between;
        said_.upper = amounts_.back().value;
        said_.unit = amounts_.back().unit;
      }
      if (trends.contains("up") || trends.contains("down")) trend_ = trends.contains("up") ? Kind::up : Kind::down;
      return;
    }
    if (trends.contains("up") || trends.contains("down")) {
      said_.kind = trends.contains("up") ? Kind::up : Kind::down;
    } else if (polarities.contains("none")) {
      said_.kind = Kind::none;
    } else if (polarities.contains("all")) {
      said_.kind = Kind::all;
    }
  }

  void propose(Measure measure, double fit, const std::string& item = {}) {
    Reference reference;
    reference.measure = measure;
    reference.item = item;
    proposals_.push_back({reference, fit});
  }

  /// From words to measures. The fits are weights of how much a word says of what is claimed.
  void propose_topics() {
    constexpr double named = 4;    // the thing itself is named
    constexpr double told_by = 3;  // it is told by this
    constexpr double beside = 2;   // it says something of it
    const auto published = figures_.published();
    for (const std::string& scheme : ids(WordKind::scheme)) {
      propose(Measure::scheme_share,
              said_.unit == Unit::percent || said_.kind >= Assertion::Kind::none ? named : told_by, scheme);
      propose(Measure::scheme_count, said_.unit == Unit::percent ? told_by : named, scheme);
      propose(Measure::declared, beside, scheme);
      if (!published) continue;
      std::set<std::string> seen;
      for (const services::Outcome& one : (*published)->outcomes()) {
        if (std::ranges::find(one.schemes, scheme) != one.schemes.end() && seen.insert(one.id).second)
          propose(Measure::statistic, told_by, one.id);
      }
    }
    for (const std::string& statistic : ids(WordKind::statistic)) {
      propose(Measure::statistic, named + 1, statistic);
      if (!published) continue;
      std::set<std::string> schemes;
      for (const services::Outcome& one : (*published)->outcomes()) {
        if (one.id == statistic) schemes.insert(one.schemes.begin(), one.schemes.end());
      }
      for (const std::string& scheme : schemes) propose(Measure::scheme_share, beside, scheme);
    }
    for (const std::string& base : ids(WordKind::base)) propose(Measure::base, named, base);
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

  void propose_verdicts(double named, double told_by, double beside, bool about_more) {
    if (about_more) return;
    const bool of_booths = levels_.contains("booth");
    const bool of_seats = levels_.contains("seat") || levels_.contains("segment");
    for (const std::string& group : ids(WordKind::group)) {
      propose(Measure::seats, named);
      proposals_.back().reference.group = *seat_group_named(group);
    }
    if (verdicts_.empty()) {
      if (of_seats && !sides_.empty() && measures_.empty()) propose(Measure::seats, told_by);
      return;
    }
    const bool lost = verdicts_.contains("lost");
    if (of_booths) propose(lost ? Measure::booths_behind : Measure::booths_ahead, named + 1);
    if (of_seats || !has_one_contest()) {
      propose(Measure::seats, of_seats ? named : told_by);
      proposals_.back().reference.group = lost ? SeatGroup::lost : SeatGroup::won;
      propose(Measure::vote_share, beside);
    }
    if (has_one_contest()) {
      propose(Measure::margin, said_.unit == Unit::votes || said_.kind == Assertion::Kind::nothing ? named : told_by);
      propose(Measure::winner, told_by);
      propose(Measure::margin_share, beside);
    }
  }

  /// A seat or segment is named, and the claim is of no list of them.
  [[nodiscard]] bool has_one_contest() const {
    for (const Mention& mention : mentions()) {
      for (const Meaning& meaning : mention.meanings) {
        const bool contest = meaning.kind == WordKind::place &&
                             (meaning.area.level == AreaLevel::seat || meaning.area.level == AreaLevel::segment);
        if (contest) return !levels_.contains("district");
      }
    }
    return false;
  }

  /// Answers of released tables whose words stand in the claim.
  Status propose_released() {
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

  /// Levels at which a measure is told, best first.
  [[nodiscard]] std::vector<AreaLevel> levels_of(const Reference& reference) const {
    using enum AreaLevel;
    switch (reference.measure) {
      case Measure::statistic:
        return {district};
      case Measure::scheme_count:
      case Measure::scheme_share:
        return {district, state};
      case Measure::declared:
      case Measure::community:
        return {district, segment};
      case Measure::base:
        return {district, region, state};
      case Measure::seats:
        return {region, district, state};
      case Measure::roll_electors:
      case Measure::roll_added:
      case Measure::roll_struck:
        return {segment, district, seat, state};
      default:
        break;
    }
    const auto election = parse_election(election_);
    const bool of_vs = election && election->house == House::vidhan_sabha;
    const bool of_contest = reference.measure == Measure::margin || reference.measure == Measure::margin_share ||
                            reference.measure == Measure::winner || reference.measure == Measure::swing;
    if (of_contest) return of_vs ? std::vector{segment} : std::vector{seat, segment};
    if (levels_.contains("district")) return {district, region, state};
    return of_vs ? std::vector{region, segment, district, seat, state}
                 : std::vector{region, seat, district, segment, state};
  }

  [[nodiscard]] std::vector<Area> areas_of(const Reference& reference) const {
    std::vector<Area> list;
    const auto levels = levels_of(reference);
    const auto add = [&](const std::vector<Area>& choices) {
      for (const AreaLevel level : levels) {
        for (const Area& one : choices) {
          if (one.level == level && std::ranges::find(list, one) == list.end()) {
            list.push_back(one);
            return;
          }
        }
      }
    };
    for (const Mention& mention : mentions()) {
      std::vector<Area> choices;
      for (const Meaning& meaning : mention.meanings) {
        if (meaning.kind == WordKind::place) choices.push_back(meaning.area);
      }
      add(choices);
    }
    for (const Area& area : claim_.areas) add({area});
    if (list.empty() && std::ranges::find(levels, AreaLevel::state) != levels.end()) list.push_back({});
    constexpr std::size_t places_most = 3;
    if (list.size() > places_most) list.resize(places_most);
    return list;
  }

  Status weigh(const Proposal& proposal, std::vector<Evidence>& list) {
    const std::vector<Area> areas = areas_of(proposal.reference);
    if (areas.empty()) return weigh_by_district(proposal, list);
    std::set<std::string> sides = {std::string()};
    if (needs_side(proposal.reference.measure)) sides = sides_.empty() ? std::set{claim_.side} : sides_;
    for (const Area& area : areas) {
      for (const std::string& side : sides) {
        Reference reference = proposal.reference;
        reference.area = area;
        reference.side = side;
        if (needs_election(reference.measure)) reference.election = election_;
        const bool trend = said_.kind == Assertion::Kind::up || said_.kind == Assertion::Kind::down ||
                           trend_ != Assertion::Kind::nothing;
        if (trend) set_since(reference);
        if (!needs_election(reference.measure) && reference.measure == Measure::statistic) set_year(reference);
        BOOTHWISE_CHECK(add(reference, proposal.fit, list));
      }
    }
    return success();
  }

  void set_since(Reference& reference) {
    if (can_change(reference.measure)) reference.since = since_;
    if (reference.measure != Measure::statistic) return;
    const auto rounds = figures_.rounds(reference.item);
    if (rounds && rounds->size() > 1) reference.since = *rounds->begin();
  }

  /// The round of a survey that the claim's year is of.
  void set_year(Reference& reference) {
    const auto published = figures_.published();
    if (!published || years_.empty() || !reference.since.empty()) return;
    for (const services::Outcome& one : (*published)->outcomes()) {
      const auto year = parse_number<std::int32_t>(std::string_view(one.year).substr(0, 4));
      if (one.id == reference.item && year && years_.contains(*year)) reference.when = one.year;
    }
  }

  /// "Everybody has", "nobody has" of a state whose figures are by district: the district that goes furthest against
  /// it.
  Status weigh_by_district(const Proposal& proposal, std::vector<Evidence>& list) {
    if (proposal.reference.measure != Measure::statistic) return success();
    const bool all = said_.kind == Assertion::Kind::all || said_.kind == Assertion::Kind::more;
    std::optional<std::pair<double, std::string>> furthest;
    BOOTHWISE_TRY(published, figures_.published());
    const services::Outcome* newest = nullptr;
    for (const services::Outcome& one : published->outcomes()) {
      if (one.id == proposal.reference.item && (newest == nullptr || one.year > newest->year)) newest = &one;
    }
    if (newest == nullptr) return success();
    for (const auto& [district, value] : newest->values) {
      if (!furthest || (all ? value < furthest->first : value > furthest->first)) furthest = {value, district};
    }
    if (!furthest) return success();
    Reference reference = proposal.reference;
    reference.area = {AreaLevel::district, furthest->second};
    BOOTHWISE_CHECK(add(reference, proposal.fit, list));
    Evidence& made = list.back();
    if (said_.kind != Assertion::Kind::all && said_.kind != Assertion::Kind::none) {
      made.bearing = Bearing::cannot_tell;
      made.why = {"Published by district only; this is the one at the end. Choose the district that is meant.",
                  "केवल ज़िलेवार प्रकाशित; यह सबसे छोर का ज़िला है। जिस ज़िले की बात है वह चुनें।"};
      made.against_wish = false;
    }
    return success();
  }

  Status add(const Reference& reference, double fit, std::vector<Evidence>& list) {
    Evidence made;
    made.reference = reference;
    made.fit = fit;
    auto figure = figures_.of(reference);
    if (!figure) {
      const Error& error = figure.error();
      // Below a floor, or not the asker's to see: as if it were not there at all.
      if (error.code == "hidden_figure" || error.code == "not_yours") return success();
      if (error.kind == ErrorKind::environment) return error;
      constexpr double absent = 0.75;
      made.fit *= absent;
      made.why = error.message;
      list.push_back(std::move(made));
      return success();
    }
    const Judged judged = judge(*figure);
    made.bearing = judged.bearing;
    made.why = judged.why;
    made.against_wish = judged.bearing == (claim_.to_refute ? Bearing::supports : Bearing::contradicts);
    made.reference = figure->reference;
    made.figure = std::move(figure).value();
    const auto same = [&](const Evidence& one) { return one.reference == made.reference; };
    const auto before = std::ranges::find_if(list, same);
    if (before == list.end()) {
      list.push_back(std::move(made));
    } else {
      before->fit = std::max(before->fit, made.fit);
    }
    return success();
  }

  [[nodiscard]] Judged judge(const Figure& figure) const {
    using Kind = Assertion::Kind;
    const Bilingual value = figure.text;
    if (figure.reference.measure == Measure::winner) return judge_winner(figure);
    if (is_later_than(figure)) {
      return {Bearing::cannot_tell,
              {"The figure is of " + figure.date.en + "; the claim is of a later time.",
               "आँकड़ा " + figure.date.hi + " का है; दावा उसके बाद का।"}};
    }
    if (!figure.reference.since.empty()) return judge_change(figure);
    const bool fraction = figure.unit == Unit::percent || figure.unit == Unit::points;
    switch (said_.kind) {
      case Kind::nothing:
      case Kind::up:
      case Kind::down:
        if (is_lead(figure)) return judge_verdict(figure);
        return {Bearing::cannot_tell,
                {"The figure is " + value.en + "; the claim names no amount to compare it with.",
                 "आँकड़ा " + value.hi + " है; दावे में तुलना के लिए कोई मात्रा नहीं।"}};
      case Kind::none:
        if (!fraction) return compare(figure, figure.value < 1, figure.value >= 1);
        return compare(figure, figure.value<1, lowest(figure)> 1);
      case Kind::all:
        if (!fraction)
          return {Bearing::cannot_tell,
                  {"A count does not tell whether it is all.", "गिनती से यह पता नहीं चलता कि सब हैं।"}};
        return compare(figure, lowest(figure) >= hundred - 1, highest(figure) < hundred - 1);
      default:
        break;
    }
    if (!fits_unit(figure)) {
      return {Bearing::cannot_tell,
              {"The figure is " + value.en + "; the claim's amount is of another kind.",
               "आँकड़ा " + value.hi + " है; दावे की मात्रा दूसरी तरह की है।"}};
    }
    const double low = lowest(figure);
    const double high = highest(figure);
    const double asked = said_.value;
    if (said_.kind == Kind::less) return compare(figure, high < asked, low >= asked);
    if (said_.kind == Kind::more) return compare(figure, low > asked, high <= asked);
    if (said_.kind == Kind::between)
      return compare(figure, low >= asked && high <= said_.upper, high < asked || low > said_.upper);
    // An amount is as exact as it is written: 40 % is 39.5 to 40.5, 1,25,000 to the nearest thousand.
    const double rounding = rounding_of(asked, fraction);
    return compare(figure, low >= asked - rounding && high <= asked + rounding,
                   high < asked - rounding || low > asked + rounding);
  }

  static double rounding_of(double value, bool fraction) {
    if (value != std::round(value)) return fraction ? 0.05 : 0.5;
    if (fraction) return 0.5;
    constexpr double exact_below = 1000;
    if (value < exact_below) return 0.5;
    double unit = 1;
    while (unit * 10 <= value && std::fmod(value, unit * 10) == 0) unit *= 10;
    return unit / 2;
  }

  /// The claim names a year after the figure's own.
  [[nodiscard]] bool is_later_than(const Figure& figure) const {
    if (years_.empty() || (needs_election(figure.reference.measure) && election_named_)) return false;
    const std::string& date = figure.date.en;
    std::int32_t last = 0;
    for (std::size_t at = 0; at + 4 <= date.size(); ++at) {
      const auto year = parse_number<std::int32_t>(std::string_view(date).substr(at, 4));
      if (year && *year > 1950 && *year < 2100) last = std::max(last, *year);
    }
    constexpr std::int32_t span_of_survey = 2;
    return last > 0 && *years_.rbegin() > last + span_of_survey;
  }

  [[nodiscard]] bool fits_unit(const Figure& figure) const {
    const bool fraction = figure.unit == Unit::percent || figure.unit == Unit::points;
    if (said_.unit == Unit::percent || said_.unit == Unit::points) return fraction;
    if (said_.unit == Unit::votes) return figure.unit == Unit::votes;
    // "the vote share was below 45"
    return !fraction || said_.value <= hundred;
  }

  [[nodiscard]] static double slack(const Figure& figure) {
    const bool unknown = figure.kind == FigureKind::survey && !figure.low;
    return unknown ? survey_points : 0;
  }
  /// The ends of what the figure can be. A lead is compared by how far it is: "lost by 5,000".
  static double lowest(const Figure& figure) {
    return is_lead(figure) ? std::abs(figure.value) : figure.low.value_or(figure.value - slack(figure));
  }
  static double highest(const Figure& figure) {
    return is_lead(figure) ? std::abs(figure.value) : figure.high.value_or(figure.value + slack(figure));
  }
  static bool is_lead(const Figure& figure) {
    return figure.reference.measure == Measure::margin || figure.reference.measure == Measure::margin_share;
  }

  [[nodiscard]] Judged compare(const Figure& figure, bool holds, bool fails) const {
    const Bilingual& value = figure.text;
    if (is_lead(figure) && !verdicts_.empty()) {
      const bool lost = verdicts_.contains("lost");
      if ((figure.value < 0) != lost) {
        return {Bearing::contradicts,
                {"It went the other way: " + value.en + " (" + figure.date.en + ").",
                 "हुआ उलटा: " + value.hi + " (" + figure.date.hi + ")।"}};
      }
    }
    if (holds)
      return {Bearing::supports,
              {"The figure, " + value.en + ", is what the claim says.", "आँकड़ा " + value.hi + " दावे के अनुरूप है।"}};
    if (fails) {
      const std::string said = number_text(said_.value);
      const bool amount = said_.kind != Assertion::Kind::none && said_.kind != Assertion::Kind::all;
      return {Bearing::contradicts,
              {"The figure is " + value.en + (amount ? "; the claim says " + said + "." : "."),
               "आँकड़ा " + value.hi + " है" + (amount ? "; दावा " + said + " कहता है।" : "।")}};
    }
    return {Bearing::cannot_tell,
            {"The figure, " + value.en + ", is too close to tell, given its error.",
             "आँकड़ा " + value.hi + " है; इसकी त्रुटि देखते हुए कहा नहीं जा सकता।"}};
  }

  [[nodiscard]] Judged judge_change(const Figure& figure) const {
    const auto kind = trend_ != Assertion::Kind::nothing ? trend_ : said_.kind;
    const double error = figure.kind == FigureKind::survey ? survey_points : 0;
    const Bilingual& value = figure.text;
    if (std::abs(figure.value) <= error) {
      return {Bearing::cannot_tell,
              {"The change, " + value.en + ", is within the surveys' error.",
               "बदलाव " + value.hi + " सर्वे की त्रुटि के भीतर है।"}};
    }
    const bool up = figure.value > 0;
    const bool holds = up == (kind == Assertion::Kind::up);
    const Bilingual what = up ? Bilingual{"rose", "बढ़ा"} : Bilingual{"fell", "घटा"};
    return {holds ? Bearing::supports : Bearing::contradicts,
            {"It " + what.en + ": " + value.en + " (" + figure.date.en + ").",
             "यह " + what.hi + ": " + value.hi + " (" + figure.date.hi + ")।"}};
  }

  [[nodiscard]] Judged judge_verdict(const Figure& figure) const {
    if (verdicts_.size() != 1)
      return {Bearing::cannot_tell, {"The lead was " + figure.text.en + ".", "अंतर " + figure.text.hi + " था।"}};
    const bool lost = verdicts_.contains("lost");
    const bool holds = (figure.value < 0) == lost;
    return {holds ? Bearing::supports : Bearing::contradicts,
            {"The lead was " + figure.text.en + ".", "अंतर " + figure.text.hi + " था।"}};
  }

  [[nodiscard]] Judged judge_winner(const Figure& figure) const {
    const Bilingual why{"The winner was " + figure.text.en + ".", "विजेता: " + figure.text.hi + "।"};
    if (sides_.size() != 1 || verdicts_.size() != 1 || sides_.begin()->empty()) return {Bearing::cannot_tell, why};
    const auto data = figures_.desk().snapshot.election(figure.reference.election);
    if (!data) return {Bearing::cannot_tell, why};
    const auto side = figures_.side(*sides_.begin(), **data);
    if (!side) return {Bearing::cannot_tell, why};
    const bool won = side->holds(figure.party);
    return {won == verdicts_.contains("won") ? Bearing::supports : Bearing::contradicts, why};
  }

  const Reading& reading_;
  Figures& figures_;
  const Claim& claim_;
  std::vector<Amount> amounts_;
  std::set<std::int32_t> years_;
  std::set<Measure> measures_;
  std::set<std::string> levels_, sides_, verdicts_;
  std::optional<House> house_;
  std::string election_, since_;
  bool election_named_ = false;
  Assertion said_;
  Assertion::Kind trend_ = Assertion::Kind::nothing;
  std::vector<Proposal> proposals_;
};

}  // namespace

Result<Claim> read_claim(std::string_view body) {
  constexpr std::size_t bytes_most = 3000;
  constexpr std::size_t areas_most = 10;
  BOOTHWISE_TRY(json, services::JsonBody::parse(body));
  BOOTHWISE_CHECK(json.only({"text", "areas", "side", "wish"}));
  Claim claim;
  BOOTHWISE_TRY(text, json.text("text", bytes_most));
  claim.text = std::move(text);
  BOOTHWISE_TRY(side, json.text_or_empty("side", services::code_bytes_most));
  claim.side = std::move(side);
  if (json.has("areas")) {
    BOOTHWISE_TRY(areas, json.texts("areas", areas_most, services::code_bytes_most));
    for (const std::string& area : areas) {
      BOOTHWISE_TRY(parsed, parse_area(area));
      claim.areas.push_back(std::move(parsed));
    }
  }
  BOOTHWISE_TRY(wish, json.text_or_empty("wish", services::code_bytes_most));
  if (!wish.empty() && wish != "refute" && wish != "support") {
    return services::JsonBody::malformed("wish", "expected refute or support", "refute या support चाहिए", wish);
  }
  claim.to_refute = wish != "support";
  return claim;
}

std::string_view name_of(Bearing bearing) {
  return bearing == Bearing::supports ? "supports" : bearing == Bearing::contradicts ? "contradicts" : "cannot_tell";
}

Bilingual title_of(Bearing bearing) {
  if (bearing == Bearing::supports) return {"supports the claim", "दावे के पक्ष में"};
  if (bearing == Bearing::contradicts) return {"contradicts the claim", "दावे के विरुद्ध"};
  return {"cannot tell", "इससे तय नहीं होता"};
}

Result<std::vector<Evidence>> evidence_for(const Lexicon& lexicon, Figures& figures, const Claim& claim,
                                           std::size_t most) {
  constexpr std::size_t bytes_most = 3000;
  const Reading reading = read_text(lexicon, shortened(claim.text, bytes_most));
  return Finder(reading, figures, claim).find(most);
}

json::object evidence_json(const std::vector<Evidence>& list) {
  json::array rows;
  bool supports = false;
  bool contradicts = false;
  for (const Evidence& one : list) {
    supports |= one.bearing == Bearing::supports;
    contradicts |= one.bearing == Bearing::contradicts;
    rows.push_back({{"reference", to_string(one.reference)},
                    {"measure", name_of(one.reference.measure)},
                    {"measure_name", services::to_json(title_of(one.reference.measure))},
                    {"figure", one.figure ? json::value(figure_json(*one.figure)) : json::value(nullptr)},
                    {"bearing", name_of(one.bearing)},
                    {"bearing_name", services::to_json(title_of(one.bearing))},
                    {"why", services::to_json(one.why)},
                    {"against_wish", one.against_wish}});
  }
  const std::string_view together = supports && contradicts ? "mixed"
                                    : supports              ? "supports"
                                    : contradicts           ? "contradicts"
                                                            : "cannot_tell";
  return {{"evidence", std::move(rows)}, {"together", together}};
}

}  // namespace boothwise::asking
