#include "asking/finder.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "services/name_folding.hpp"

/// From measures to figures of the places that a claim is of.
namespace boothwise::asking {

std::vector<AreaLevel> Finder::levels_of(const Reference& reference) const {
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

std::vector<Area> Finder::areas_of(const Reference& reference) const {
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
    const std::size_t places = choices.size();
    for (std::size_t at = 0; at < places; ++at) {
      if (const auto district = district_around(choices[at])) choices.push_back(*district);
    }
    add(choices);
  }
  if (list.empty() && person_area_) add({*person_area_});
  for (const Area& area : claim_.areas) add({area});
  if (list.empty() && std::ranges::find(levels, AreaLevel::state) != levels.end()) list.push_back({});
  constexpr std::size_t places_most = 3;
  if (list.size() > places_most) list.resize(places_most);
  return list;
}

std::optional<Area> Finder::district_around(const Area& area) const {
  const Places& places = figures_.desk().snapshot.places;
  if (area.level == AreaLevel::segment) {
    const AssemblyConstituency* ac = places.ac(AcNo{number_of(area)});
    return ac == nullptr ? std::nullopt : std::optional(Area{AreaLevel::district, ac->district});
  }
  if (area.level != AreaLevel::seat) return std::nullopt;
  const ParliamentaryConstituency* pc = places.pc(PcNo{number_of(area)});
  if (pc == nullptr) return std::nullopt;
  for (const District& district : places.districts()) {
    if (services::folded_name(replaced(district.name.en, " ", "")) ==
        services::folded_name(replaced(pc->name.en, " ", "")))
      return Area{AreaLevel::district, district.id};
  }
  return std::nullopt;
}

Status Finder::weigh(const Proposal& proposal, std::vector<Evidence>& list) {
  const std::vector<Area> areas = areas_of(proposal.reference);
  const bool somewhere = std::ranges::any_of(mentions(), [](const Mention& one) { return one.is(WordKind::place); });
  if (areas.empty()) return somewhere ? success() : weigh_by_district(proposal, list);
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
      BOOTHWISE_CHECK(add(proposal, reference, list));
    }
  }
  return success();
}

void Finder::set_since(Reference& reference) {
  if (can_change(reference.measure)) reference.since = since_;
  if (reference.measure != Measure::statistic) return;
  const auto rounds = figures_.rounds(reference.item);
  if (rounds && rounds->size() > 1) reference.since = *rounds->begin();
}

void Finder::set_year(Reference& reference) {
  const auto published = figures_.published();
  if (!published || years_.empty() || !reference.since.empty()) return;
  for (const services::Outcome& one : (*published)->outcomes()) {
    const auto year = parse_number<std::int32_t>(std::string_view(one.year).substr(0, 4));
    if (one.id == reference.item && year && years_.contains(*year)) reference.when = one.year;
  }
}

Status Finder::weigh_by_district(const Proposal& proposal, std::vector<Evidence>& list) {
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
  BOOTHWISE_CHECK(add(proposal, reference, list));
  Evidence& made = list.back();
  if (without_ || (said_.kind != Assertion::Kind::all && said_.kind != Assertion::Kind::none)) {
    made.bearing = Bearing::cannot_tell;
    made.why = {"Published by district only; this is the one at the end. Choose the district that is meant.",
                "केवल ज़िलेवार प्रकाशित; यह सबसे छोर का ज़िला है। जिस ज़िले की बात है वह चुनें।"};
    made.against_wish = false;
  }
  return success();
}

std::optional<Bilingual> Finder::cannot_settle(const Proposal& proposal, const Figure& figure) const {
  const Bilingual& value = figure.text;
  if (beyond_) {
    return Bilingual{"The figure is " + value.en + "; how it came about, or what will be, no count settles.",
                     "आँकड़ा " + value.hi + " है; यह कैसे हुआ, या आगे क्या होगा, गिनती से तय नहीं होता।"};
  }
  if (proposal.by_scheme) {
    return Bilingual{
        figure.source.en + " found " + value.en + ": how people live, not who got anything from the scheme.",
        figure.source.hi + " में " + value.hi + " मिला: लोग कैसे रहते हैं, यह नहीं कि योजना से किसे क्या मिला।"};
  }
  if (needs_side(proposal.reference.measure) && sides_.empty()) {
    return Bilingual{"The claim does not say whose; here it is of " + figure.reference.side + ": " + value.en + ".",
                     "दावा यह नहीं कहता कि किसका; यहाँ " + figure.reference.side + " का है: " + value.hi + "।"};
  }
  if (proposal.reference.item == statistic_of_all && who_.contains("men")) {
    return Bilingual{"The figure, " + value.en + ", is of everybody; the claim is of men.",
                     "आँकड़ा " + value.hi + " सबका है; दावा पुरुषों का।"};
  }
  return std::nullopt;
}

Status Finder::add(const Proposal& proposal, const Reference& reference, std::vector<Evidence>& list) {
  Evidence made;
  made.reference = reference;
  made.fit = proposal.fit;
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
  const auto open = cannot_settle(proposal, *figure);
  const Judged judged = open ? Judged{Bearing::cannot_tell, *open} : judge(*figure);
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

}  // namespace boothwise::asking
