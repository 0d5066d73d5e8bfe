#include "asking/interpreter.hpp"

#include <algorithm>

/// Which places a question is of.
namespace boothwise::asking {

namespace {

std::optional<AreaLevel> level_named(std::string_view name) {
  for (const AreaLevel level : {AreaLevel::state, AreaLevel::region, AreaLevel::district, AreaLevel::seat,
                                AreaLevel::segment, AreaLevel::booth}) {
    if (name_of(level) == name) return level;
  }
  return std::nullopt;
}

}  // namespace

Status Interpreter::find_levels() {
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
    if (level == nullptr) {
      if (!each_ && is_asked_for(at)) each_ = house->id == "VS" ? AreaLevel::segment : AreaLevel::seat;
      continue;
    }
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
    // "in the assembly election … seats": its seats are segments.
    const bool of_contests = each_ && *each_ >= AreaLevel::seat && *each_ <= AreaLevel::segment &&
                             *named >= AreaLevel::seat && *named <= AreaLevel::segment;
    if (of_contests && *each_ != *named) {
      each_ = AreaLevel::segment;
      continue;
    }
    if (each_ && *each_ != *named) {
      return not_understood({"two kinds of places at once: ask about one", "एक साथ दो तरह की जगहें: एक के बारे में पूछें"},
                            reading_.text(mentions()[at]));
    }
    each_ = named;
  }
  return success();
}

bool Interpreter::is_asked_for(std::size_t house) const {
  if (house == 0 || (!first(WordKind::order) && !first(WordKind::compare))) return false;
  const bool before_level = house + 1 < mentions().size() && mentions()[house + 1].is(WordKind::level);
  const std::string& before = reading_.spellings[mentions()[house - 1].first].front().plain;
  return !before_level && (before == "किस" || before == "किन" || before == "which");
}

const Meaning* Interpreter::place_of_level(const Mention& mention, AreaLevel level) {
  for (const Meaning& one : mention.meanings) {
    if (one.kind == WordKind::place && one.area.level == level) return &one;
  }
  return nullptr;
}

std::vector<AreaLevel> Interpreter::level_order() const {
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

Status Interpreter::find_areas() {
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

Status Interpreter::add_numbered() {
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

AreaLevel Interpreter::contest_level() const {
  const auto election = parse_election(question_.asked.election);
  return election && election->house == House::vidhan_sabha ? AreaLevel::segment : AreaLevel::seat;
}

}  // namespace boothwise::asking
