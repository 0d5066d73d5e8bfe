#include "asking/interpreter.hpp"

#include <algorithm>

/// Lists: of what, in which order, within which bound.
namespace boothwise::asking {

void Interpreter::decide_where() {
  const bool ranked = first(WordKind::order) || first(WordKind::compare);
  if (each_ || !ranked) return;
  const Measure measure = question_.asked.measure;
  if (measure == Measure::statistic || measure == Measure::scheme_share || measure == Measure::scheme_count) {
    each_ = AreaLevel::district;
  } else if ((verdict_ != Verdict::any || measure == Measure::winner) &&
             std::ranges::all_of(question_.areas, is_wide)) {
    each_ = contest_level();
  }
}

Status Interpreter::decide_list() {
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

Status Interpreter::find_order() {
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

Status Interpreter::find_bound() {
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

Status Interpreter::fit_unit(const Bound& bound) {
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

}  // namespace boothwise::asking
