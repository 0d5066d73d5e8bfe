#include "asking/finder.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

/// Whether a figure supports a claim, contradicts it or cannot tell.
namespace boothwise::asking {

namespace {

/// What a published sample survey's figure of a district may be off by where its interval is not published, in points.
constexpr double survey_points = 5;

std::string number_text(double value) {
  return value == std::round(value) ? grouped(static_cast<std::int64_t>(value)) : one_decimal(value);
}

}  // namespace

Judged Finder::judge(const Figure& figure) const {
  const Measure measure = figure.reference.measure;
  const bool of_those_who_have = measure == Measure::statistic || measure == Measure::scheme_share;
  if (!of_those_who_have || (!without_ && !perhaps_not_)) return judge_plainly(figure);
  Figure without = figure;
  const bool change = !figure.reference.since.empty();
  without.value = change ? -figure.value : hundred - figure.value;
  if (figure.low) without.high = hundred - *figure.low;
  if (figure.high) without.low = hundred - *figure.high;
  if (!change) {
    const std::string rest = one_decimal(without.value) + " %";
    without.text = {rest + " without (" + figure.text.en + " with)", rest + " बिना (" + figure.text.hi + " के साथ)"};
  }
  if (without_) return judge_plainly(without);
  Judged one = judge_plainly(figure);
  constexpr double near = 2.5;
  const bool close = !change && said_.unit == Unit::percent && std::abs(without.value - said_.value) <= near;
  if (close || judge_plainly(without).bearing != one.bearing) {
    return {Bearing::cannot_tell,
            {"The figure is " + figure.text.en + "; what the claim's \"not\" stands for, it does not say.",
             "आँकड़ा " + figure.text.hi + " है; दावे का «नहीं» किस पर है, यह साफ़ नहीं।"}};
  }
  return one;
}

Judged Finder::judge_plainly(const Figure& figure) const {
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
      if (figure.reference.measure == Measure::swing && said_.kind != Kind::nothing)
        return compare(figure, (figure.value > 0) == (said_.kind == Kind::up),
                       (figure.value > 0) != (said_.kind == Kind::up));
      return {Bearing::cannot_tell,
              {"The figure is " + value.en + "; the claim names no amount to compare it with.",
               "आँकड़ा " + value.hi + " है; दावे में तुलना के लिए कोई मात्रा नहीं।"}};
    case Kind::none:
      if (is_by_the_way(figure)) break;
      if (!fraction) return compare(figure, figure.value < 1, figure.value >= 1);
      return compare(figure, figure.value<1, lowest(figure)> 1);
    case Kind::all:
      if (is_by_the_way(figure)) break;
      if (!fraction)
        return {Bearing::cannot_tell, {"A count does not tell whether it is all.", "गिनती से यह पता नहीं चलता कि सब हैं।"}};
      return compare(figure, lowest(figure) >= hundred - 1, highest(figure) < hundred - 1);
    default:
      break;
  }
  if (is_by_the_way(figure) && (said_.kind == Kind::none || said_.kind == Kind::all))
    return {Bearing::cannot_tell, {"The figure is " + value.en + ".", "आँकड़ा " + value.hi + " है।"}};
  return judge_amount(figure);
}

bool Finder::is_by_the_way(const Figure& figure) const {
  return figure.reference.measure == Measure::vote_share && !measures_.contains(Measure::vote_share) &&
         said_.unit != Unit::percent;
}

Judged Finder::judge_amount(const Figure& figure) const {
  using Kind = Assertion::Kind;
  const Bilingual& value = figure.text;
  const bool fraction = figure.unit == Unit::percent || figure.unit == Unit::points;
  // "got three lakh votes and lost": the amount is not the margin.
  if (is_lead(figure) && said_.unit == Unit::votes && !by_margin_) return judge_verdict(figure);
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
  // A share in words is said loosely: half of them is about half.
  constexpr double loosely = 2.5;
  const double rounding = said_.is_part ? loosely : rounding_of(asked, fraction);
  return compare(figure, low >= asked - rounding && high <= asked + rounding,
                 high < asked - rounding || low > asked + rounding);
}

double Finder::rounding_of(double value, bool fraction) {
  if (value != std::round(value)) return fraction ? 0.05 : 0.5;
  if (fraction) return 0.5;
  constexpr double exact_below = 1000;
  if (value < exact_below) return 0.5;
  double unit = 1;
  while (unit * 10 <= value && std::fmod(value, unit * 10) == 0) unit *= 10;
  return unit / 2;
}

bool Finder::is_later_than(const Figure& figure) const {
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

bool Finder::fits_unit(const Figure& figure) const {
  const bool fraction = figure.unit == Unit::percent || figure.unit == Unit::points;
  if (said_.unit == Unit::percent || said_.unit == Unit::points) return fraction;
  if (said_.unit == Unit::votes) return figure.unit == Unit::votes;
  // An amount is compared with a count of the same kind alone.
  const auto kind = [](Unit unit) { return unit == Unit::segments ? Unit::seats : unit; };
  const bool of_voters = said_.of == Unit::people && figure.unit == Unit::votes;
  if (said_.of != Unit::none)
    return of_voters || kind(said_.of) == kind(figure.unit) ||
           (said_.of == Unit::electors && figure.unit == Unit::names);
  // "the vote share was below 45"
  const bool of_votes = needs_election(figure.reference.measure);
  return !fraction || (of_votes && said_.value <= hundred);
}

double Finder::slack(const Figure& figure) {
  const bool unknown = figure.kind == FigureKind::survey && !figure.low;
  return unknown ? survey_points : 0;
}

double Finder::lowest(const Figure& figure) {
  return is_lead(figure) ? std::abs(figure.value) : figure.low.value_or(figure.value - slack(figure));
}

double Finder::highest(const Figure& figure) {
  return is_lead(figure) ? std::abs(figure.value) : figure.high.value_or(figure.value + slack(figure));
}

bool Finder::is_lead(const Figure& figure) {
  return figure.reference.measure == Measure::margin || figure.reference.measure == Measure::margin_share;
}

Judged Finder::compare(const Figure& figure, bool holds, bool fails) const {
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

Judged Finder::judge_change(const Figure& figure) const {
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

Judged Finder::judge_verdict(const Figure& figure) const {
  if (verdicts_.size() != 1)
    return {Bearing::cannot_tell, {"The lead was " + figure.text.en + ".", "अंतर " + figure.text.hi + " था।"}};
  const bool lost = verdicts_.contains("lost");
  const bool holds = (figure.value < 0) == lost;
  return {holds ? Bearing::supports : Bearing::contradicts,
          {"The lead was " + figure.text.en + ".", "अंतर " + figure.text.hi + " था।"}};
}

Judged Finder::judge_winner(const Figure& figure) const {
  const Bilingual why{"The winner was " + figure.text.en + ".", "विजेता: " + figure.text.hi + "।"};
  if (sides_.size() != 1 || verdicts_.size() != 1 || sides_.begin()->empty()) return {Bearing::cannot_tell, why};
  const auto data = figures_.desk().snapshot.election(figure.reference.election);
  if (!data) return {Bearing::cannot_tell, why};
  const auto side = figures_.side(*sides_.begin(), **data);
  if (!side) return {Bearing::cannot_tell, why};
  const bool won = side->holds(figure.party);
  const bool by_votes = by_margin_ && said_.unit == Unit::votes && said_.kind != Assertion::Kind::nothing;
  if (by_votes && won && verdicts_.contains("won")) return judge_amount(figure);
  if (by_votes && won == verdicts_.contains("won")) return {Bearing::cannot_tell, why};
  return {won == verdicts_.contains("won") ? Bearing::supports : Bearing::contradicts, why};
}

}  // namespace boothwise::asking
