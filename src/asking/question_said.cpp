#include "asking/figure_parts.hpp"
#include "asking/question.hpp"

#include <array>

#include "base/text.hpp"

/// A question in our words.
namespace boothwise::asking {

namespace {

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
  const bool votes = bound.unit == Unit::votes || measure == Measure::margin || measure == Measure::winner ||
                     measure == Measure::votes;
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

Result<Bilingual> said_again(Figures& figures, const Question& question) {
  const Reference& asked = question.asked;
  Bilingual what = title_of(asked.measure);
  if (asked.measure == Measure::statistic) {
    BOOTHWISE_TRY(published, figures.published());
    for (const services::Outcome& one : published->outcomes()) {
      if (one.id == asked.item) what = one.name;
      if (asked.item == std::string(without_prefix) + one.id)
        what = {"without: " + one.name.en, one.name.hi + " – इसके बिना"};
    }
  } else if (!asked.item.empty() && asked.measure != Measure::base) {
    what.en += " " + asked.item;
    what.hi += " " + asked.item;
  }
  if (question.each && asked.measure == Measure::winner && (question.bound || question.order != Order::none))
    what = {"winner's margin in votes", "विजेता का अंतर, वोटों में"};
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
  if (!question.candidate.empty()) {
    text.en += "; candidate: " + question.candidate;
    text.hi += "; प्रत्याशी: " + question.candidate;
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
